// SPDX-License-Identifier: BSL-1.0
#include <sterna/postgresql/url.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace postgresql_url_test {

namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

struct good {
  std::string url;
  pairs expected;
};

struct bad {
  std::string url;
  std::vector<std::string> holds;  ///< what the message must say
  std::vector<std::string> lacks{};
};

std::string message_of(std::string_view url) {
  try {
    (void)sterna::parse_url(url, "options.url");
  } catch (const sterna::url_error& e) {
    return e.what();
  }
  return {};
}

pairs sorted(pairs all) {
  std::sort(all.begin(), all.end());
  return all;
}

const std::string hint = "percent-encode these in the password";
const std::string form = "postgresql://user:password@host:5432/database";

}  // namespace

TEST_CASE("connection_parameters: set replaces, find finds") {
  sterna::connection_parameters p;
  CHECK(p.find("host") == nullptr);
  p.set("host", "a");
  p.set("port", "1");
  p.set("host", "b");
  REQUIRE(p.find("host") != nullptr);
  CHECK(*p.find("host") == "b");
  CHECK(p.all() == pairs{{"host", "b"}, {"port", "1"}});
}

TEST_CASE("parse_url: what is accepted") {
  const std::vector<good> table = {
      // schemes
      {"postgresql://", {}},
      {"postgres://h", {{"host", "h"}}},
      {"postgresql+psycopg2://h", {{"host", "h"}}},
      {"postgresql+any_driver.2-x://h", {{"host", "h"}}},
      {"postgres+x://h", {{"host", "h"}}},
      // components
      {"postgresql://u:p@h:5432/d",
       {{"user", "u"}, {"password", "p"}, {"host", "h"}, {"port", "5432"}, {"dbname", "d"}}},
      {"postgresql://u@h/d", {{"user", "u"}, {"host", "h"}, {"dbname", "d"}}},
      {"postgresql://h:1", {{"host", "h"}, {"port", "1"}}},
      {"postgresql://h:65535/", {{"host", "h"}, {"port", "65535"}}},
      {"postgresql://h:05432/", {{"host", "h"}, {"port", "5432"}}},
      {"postgresql://h:/d", {{"host", "h"}, {"dbname", "d"}}},
      {"postgresql:///d", {{"dbname", "d"}}},
      {"postgresql://:5433/d", {{"port", "5433"}, {"dbname", "d"}}},
      {"postgresql://u:@h", {{"user", "u"}, {"host", "h"}}},
      {"postgresql://:p@h", {{"password", "p"}, {"host", "h"}}},
      {"postgresql://@h/a/b", {{"host", "h"}, {"dbname", "a/b"}}},
      // decoding
      {"postgresql://u%40x:%40%2F%3A%25%23%3F%20%c3%a9@h/d%2Fb",
       {{"user", "u@x"}, {"password", "@/:%#? \xc3\xa9"}, {"host", "h"}, {"dbname", "d/b"}}},
      {"postgresql://a+b:c+d@h/e+f", {{"user", "a+b"}, {"password", "c+d"}, {"host", "h"}, {"dbname", "e+f"}}},
      {"postgresql://u:100%@h/a%zzb%4", {{"user", "u"}, {"password", "100%"}, {"host", "h"}, {"dbname", "a%zzb%4"}}},
      {"postgresql://u:%2500@h", {{"user", "u"}, {"password", "%00"}, {"host", "h"}}},
      {"postgresql://u:%FF@h", {{"user", "u"}, {"password", "\xff"}, {"host", "h"}}},
      {"postgresql://h?application_name=a+b%2Bc%25%26", {{"host", "h"}, {"application_name", "a b+c%&"}}},
      // raw characters, as SQLAlchemy reads them
      {"postgresql://u:pa/ss@h/db", {{"user", "u"}, {"password", "pa/ss"}, {"host", "h"}, {"dbname", "db"}}},
      {"postgresql://u:p?a=b@h", {{"user", "u"}, {"password", "p?a=b"}, {"host", "h"}}},
      {"postgresql://u:p#x:y@h", {{"user", "u"}, {"password", "p#x:y"}, {"host", "h"}}},
      {"postgresql://u@corp:p@h", {{"user", "u@corp"}, {"password", "p"}, {"host", "h"}}},
      {"postgresql://u@corp@h", {{"user", "u@corp"}, {"host", "h"}}},
      // hosts
      {"postgresql://[::1]:5432/d", {{"host", "::1"}, {"port", "5432"}, {"dbname", "d"}}},
      {"postgresql://u:p@[fe80::1%25eth0]", {{"user", "u"}, {"password", "p"}, {"host", "fe80::1%eth0"}}},
      {"postgresql://%2Fvar%2Frun/d", {{"host", "/var/run"}, {"dbname", "d"}}},
      {"postgresql:///d?host=/socket/dir", {{"dbname", "d"}, {"host", "/socket/dir"}}},
      {"postgresql://u@:5433/d?host=/tmp", {{"user", "u"}, {"dbname", "d"}, {"host", "/tmp"}, {"port", "5433"}}},
      {"postgresql://?host=a:1&host=b:2", {{"host", "a,b"}, {"port", "1,2"}}},
      {"postgresql://?host=a:1&host=b", {{"host", "a,b"}, {"port", "1,"}}},
      {"postgresql://?host=a&host=b", {{"host", "a,b"}}},
      {"postgresql://?host=a,b&port=1,2", {{"host", "a,b"}, {"port", "1,2"}}},
      {"postgresql://?host=a&host=b&port=1&port=2", {{"host", "a,b"}, {"port", "1,2"}}},
      {"postgresql://?host=a,b&port=7", {{"host", "a,b"}, {"port", "7"}}},
      {"postgresql://?host=[::1]:1&host=[::2]", {{"host", "::1,::2"}, {"port", "1,"}}},
      {"postgresql://?host=::1", {{"host", "::1"}}},
      {"postgresql://u@a:1,b:2/db", {{"user", "u"}, {"host", "a,b"}, {"port", "1,2"}, {"dbname", "db"}}},
      {"postgresql://@a:1,b/db", {{"host", "a,b"}, {"port", "1,"}, {"dbname", "db"}}},
      {"postgresql://@a,b/db", {{"host", "a,b"}, {"dbname", "db"}}},
      {"postgresql://@a,b:5/db", {{"host", "a,b"}, {"port", "5"}, {"dbname", "db"}}},  // as SQLAlchemy passes it
      {"postgresql://[::1]:1,[::2]:2/db", {{"host", "::1,::2"}, {"port", "1,2"}, {"dbname", "db"}}},
      {"postgresql://[::1],b:2", {{"host", "::1,b"}, {"port", ",2"}}},
      {"postgresql://h/d?host=other", {{"host", "other"}, {"dbname", "d"}}},
      {"postgresql://h:1/d?port=2", {{"host", "h"}, {"port", "2"}, {"dbname", "d"}}},
      {"postgresql://h:1?host=a&host=b", {{"host", "a,b"}}},
      // parameters
      {"postgresql://h?sslmode=verify-full&sslrootcert=/r.pem&connect_timeout=3&target_session_attrs=read-write",
       {{"host", "h"}, {"sslmode", "verify-full"}, {"sslrootcert", "/r.pem"}, {"connect_timeout", "3"},
        {"target_session_attrs", "read-write"}}},
      {"postgresql://h/?options=-c+search_path%3Da,b", {{"host", "h"}, {"options", "-c search_path=a,b"}}},
      {"postgresql://?user=u&password=p&dbname=d&hostaddr=127.0.0.1",
       {{"user", "u"}, {"password", "p"}, {"dbname", "d"}, {"hostaddr", "127.0.0.1"}}},
      {"postgresql://u:p@h/d?user=v&dbname=e", {{"user", "v"}, {"password", "p"}, {"host", "h"}, {"dbname", "e"}}},
      {"postgresql://h?ssl=true", {{"host", "h"}, {"sslmode", "require"}}},
      {"postgresql://h?sslmode=&nothing=&nothing&&application_name=x", {{"host", "h"}, {"application_name", "x"}}},
      // conninfo
      {"host=/tmp dbname='a b' password=it\\'s", {{"host", "/tmp"}, {"dbname", "a b"}, {"password", "it's"}}},
      {" host = h\tport\n=\r'5432' ", {{"host", "h"}, {"port", "5432"}}},
      {"user='a\\'b\\\\c'dbname=d", {{"user", "a'b\\c"}, {"dbname", "d"}}},
      {"password=a://b user=u", {{"password", "a://b"}, {"user", "u"}}},
      {"host=h password='' dbname=", {{"host", "h"}}},
      {"dbname=a\\", {{"dbname", "a"}}},
      {"password=a%00b%41+", {{"password", "a%00b%41+"}}},
      {"host=a,b port=1,2", {{"host", "a,b"}, {"port", "1,2"}}},
  };
  for (const good& one : table) {
    CAPTURE(one.url);
    CHECK(message_of(one.url) == "");
    if (message_of(one.url).empty()) {
      CHECK(sorted(sterna::parse_url(one.url, "options.url").all()) == sorted(one.expected));
    }
  }
}

TEST_CASE("parse_url: what is refused, without a word of the text") {
  using namespace std::string_literals;
  const std::vector<bad> table = {
      {"", {"empty"}},
      {"S3CR3T", {"neither"}},
      {"u:S3CR3T@h/d", {"neither"}},
      {"postgresql:S3CR3T", {"neither"}},
      {"host=h password=S3CR3T\0"s, {"zero byte"}},
      // schemes
      {"mysql://u:S3CR3T@h/d", {"scheme", "\"mysql\""}},
      {"sqlite:///S3CR3T", {"\"sqlite\""}},
      {"mysql+pymysql://u:S3CR3T@h", {"\"mysql+pymysql\""}},
      {"POSTGRESQL://u:S3CR3T@h", {"scheme"}},
      {"postgresql+://u:S3CR3T@h", {"driver"}},
      {"jdbc:postgresql://u:S3CR3T@h", {"jdbc:"}},
      {"://u:S3CR3T@h", {"scheme"}},
      {" postgresql://u:S3CR3T@h", {"scheme"}},
      {"u:S3CR3T@x://h", {"scheme"}},
      {"S3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3T://h", {"scheme"}},
      // hosts and ports
      {"postgresql://u:S3CR3T@h:0/d", {"port"}, {hint}},
      {"postgresql://u:S3CR3T@h:65536/d", {"port"}},
      {"postgresql://u:S3CR3T@h:99999999999999999999/d", {"port"}},
      {"postgresql://u:S3CR3T@h:-1/d", {"port"}},
      {"postgresql://u:S3CR3T@h: 5/d", {"port"}},
      {"postgresql://u:S3CR3T@::1/d", {"port"}},
      {"postgresql://u:S3CR3T@[::1/d", {"host"}},
      {"postgresql://u:S3CR3T@[]/d", {"host"}},
      {"postgresql://u:S3CR3T@[::1]S3CR3T:5/d", {"host"}},
      {"postgresql://u:S3CR3T@h/d?port=x", {"port"}},
      {"postgresql://u:S3CR3T@/d?host=[::1", {"host"}},
      {"postgresql://u:S3CR3T@/d?host=a:x", {"port"}},
      {"postgresql://u:S3CR3T@/d?host=a:1&host=b:2&port=3", {"port", "twice"}},
      {"postgresql://u:S3CR3T@/d?host=a,b&port=1,2,3", {"number of ports"}},
      {"postgresql://u:S3CR3T@h/d?port=1,2", {"number of ports"}},
      // raw characters in the password
      {"postgresql://u:pa@S3CR3T@h/d", {"host", hint}},
      {"postgresql://u:pa@S3:CR3T@h/d", {"port", hint}, {"CR3T"}},
      {"postgresql://u:pa@S3CR3T#x", {"host", hint}},
      {"postgresql://u@v:pa@ss:S3CR3T/x@h", {"port", hint}},
      {"postgresql://u:S3CR3T", {"port", hint}},
      {"postgresql://u:S3CR3T/d", {"port", hint}},
      {"postgresql://u:S3CR3T?x=y", {"port", hint}},
      {"postgresql://u:pa@s?s3cr3t=x@h/d", {"a parameter is not", hint}, {"s3cr3t"}},
      {"postgresql://u:pa@s?S3CR3T=x@h/d", {"a parameter is not", hint}},
      {"postgresql://u:pa@s?command_timeout=x@h/d", {"a parameter is not"}, {"command_timeout", "asyncpg"}},
      {"postgresql://u:12?s3cr3t=x", {"a parameter is not"}, {"s3cr3t"}},
      {"postgresql://u:/?s3cr3t=x", {"a parameter is not"}, {"s3cr3t"}},
      {"postgresql://u:p@?s3cr3t=x", {"a parameter is not"}, {"s3cr3t"}},
      {"postgresql://u:pa@s/x?user=a&user=s3cr3t@h", {"a parameter is given twice"}, {"s3cr3t"}},
      // zero and control bytes
      {"postgresql://u:S3CR3T%00@h", {"zero byte"}},
      {"postgresql://h?application_name=S3CR3T%00", {"zero byte"}},
      {"postgresql://h/S3CR3T%2%00", {"zero byte"}},
      {"postgresql://u:S3CR3T@h/d\n", {"control character"}},
      // parameters
      {"postgresql://u:S3CR3T@h/d?foo=S3CR3T", {"\"foo\" is not one that libpq knows"}},
      {"postgresql://h:5/d?foo=S3CR3T", {"\"foo\""}},
      {"postgresql://u:S3CR3T@h/d?ssl=S3CR3T", {"\"ssl\"", "use sslmode"}},
      {"postgresql://u:S3CR3T@h/d?prepared_statement_cache_size=0",
       {"\"prepared_statement_cache_size\"",
        "is a parameter of the driver asyncpg, which libpq does not know; remove it"}},
      {"postgresql://u:S3CR3T@h/d?async_fallback=true", {"\"async_fallback\"", "asyncpg"}},
      {"postgresql://u:S3CR3T@h/d?unix_sock=x", {"pg8000"}},
      {"postgresql://u:S3CR3T@h/d?cursor_factory=x", {"psycopg2"}},
      {"postgresql://u:S3CR3T@h/d?currentSchema=x", {"a parameter", "JDBC"}, {"currentSchema"}},
      {"postgresql://u:p@h/d?S3CR3T=x", {"a parameter is not"}},
      {"postgresql://u:p@h/d?%53%33CR3T=x", {"a parameter is not"}},
      {"postgresql://u:p@h/d?s3cr3t_s3cr3t_s3cr3t_s3cr3t_s3cr3t_s3cr3t=x", {"a parameter is not"}, {"s3cr3t"}},
      {"postgresql://h/d?password=a&s3cr3t=b", {"a parameter is not"}, {"s3cr3t"}},
      {"postgresql://u:S3CR3T@h/d?sslmode=a&sslmode=S3CR3T", {"\"sslmode\" is given twice"}},
      {"postgresql://u:S3CR3T@h/d?ssl=true&sslmode=S3CR3T", {"\"sslmode\" is given twice"}},
      // conninfo
      {"foo=S3CR3T", {"\"foo\""}},
      {"host=h host=S3CR3T", {"\"host\" is given twice"}},
      {"host=h password='S3CR3T", {"quote"}},
      {"password=a S3CR3T", {"'='"}},
      {"password=a s3cr3t=b", {"a parameter is not"}, {"s3cr3t"}},
      {"host=h =S3CR3T", {"keyword"}},
      {"port=S3CR3T", {"port"}},
      {"host=a port=1,2", {"number of ports"}},
      {"postgresql:/u:S3CR3T@h?a=b", {"a parameter is not"}},
  };
  for (const bad& one : table) {
    CAPTURE(one.url);
    const std::string message = message_of(one.url);
    CAPTURE(message);
    REQUIRE(!message.empty());
    CHECK(message.starts_with("options.url: "));
    CHECK(message.find(form) != std::string::npos);
    CHECK(message.find("S3CR3T") == std::string::npos);
    for (const std::string& part : one.holds) {
      CAPTURE(part);
      CHECK(message.find(part) != std::string::npos);
    }
    for (const std::string& part : one.lacks) {
      CAPTURE(part);
      CHECK(message.find(part) == std::string::npos);
    }
  }
}

TEST_CASE("parse_url: a password never comes out, whatever stands in it") {
  // All passwords of up to four pieces out of these, in the forms that people write.
  const std::string pieces[] = {"S3CR3T", "@", "/", "?", "#", ":", "=", "&", "%", ",", "[", "'", " ", "1"};
  constexpr std::size_t count = std::size(pieces);
  for (std::size_t i = 0; i < count * count * count * count; ++i) {
    const std::string middle = pieces[i % count] + pieces[i / count % count] + pieces[i / count / count % count] +
                               "S3CR3T" + pieces[i / count / count / count];
    for (const std::string& url : {"postgresql://u:" + middle + "@h:5432/d?sslmode=x", "postgresql://u:" + middle,
                                   "postgresql://" + middle + "@h:x/d", "password=" + middle + " host=h"}) {
      if (const std::string message = message_of(url); message.find("S3CR3T") != std::string::npos) {
        FAIL_CHECK(url << " gives " << message);
      }
    }
  }
}

}  // namespace postgresql_url_test
