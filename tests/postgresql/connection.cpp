// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>

#include "runtime/database.hpp"

namespace postgresql_connection_test {

using namespace runtime_tests;

namespace {

/// What is printed on stderr by the function.
template <class F>
std::string printed(F function) {
  std::fflush(stderr);
  std::FILE* const file = std::tmpfile();
  const int saved = dup(2);
  dup2(fileno(file), 2);
  function();
  std::fflush(stderr);
  dup2(saved, 2);
  close(saved);
  std::rewind(file);
  std::string text;
  for (int c = 0; (c = std::fgetc(file)) != EOF;) {
    text += static_cast<char>(c);
  }
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("parameters of every kind come back") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  // a field is valid as long as its result
  const auto number = db.execute("SELECT $1::bigint, $2::integer, $3::smallint", std::numeric_limits<long long>::min(),
                                 std::numeric_limits<int>::max(), short{-3});
  CHECK(number[0][0].as<long long>() == std::numeric_limits<long long>::min());
  CHECK(number[0][1].as<int>() == std::numeric_limits<int>::max());
  CHECK(number[0][2].as<short>() == -3);
  const auto truth = db.execute("SELECT $1::boolean, NOT $2::boolean", true, true);
  CHECK(truth[0][0].as<bool>());
  CHECK_FALSE(truth[0][1].as<bool>());
  for (const double value : {0.1, -1.5e300, 5e-324, 1.0 / 3, std::numeric_limits<double>::max()}) {
    CHECK(db.execute("SELECT $1::double precision", value)[0][0].as<double>() == value);
  }
  CHECK(std::isinf(
      db.execute("SELECT $1::double precision", std::numeric_limits<double>::infinity())[0][0].as<double>()));
  CHECK(std::isnan(db.execute("SELECT $1::double precision", std::nan(""))[0][0].as<double>()));
  const std::string awkward = "it's \\ \"x\" $1 % :a é \n;";
  CHECK(db.execute("SELECT $1::text", awkward)[0][0].as<std::string>() == awkward);
  CHECK(db.execute("SELECT $1::text", "literal")[0][0].text() == "literal");
  CHECK(db.execute("SELECT $1::text", std::string_view("abcd").substr(1, 2))[0][0].text() == "bc");
  CHECK(db.execute("SELECT $1::text", "")[0][0].as<std::optional<std::string>>() == "");
}

TEST_CASE("null, by nullptr and by empty optionals") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  const auto got = db.execute("SELECT $1::text, $2::integer, $3::integer, $4::text", nullptr, std::optional<int>{},
                              std::optional<int>{7}, std::nullopt);
  CHECK(got[0][0].is_null());
  CHECK(got[0][0].text().empty());
  CHECK(got[0][1].as<std::optional<int>>() == std::nullopt);
  CHECK(got[0][2].as<std::optional<int>>() == 7);
  CHECK(got[0][3].as<std::optional<std::string>>() == std::nullopt);
  const auto caught = thrown<sterna::error>([&] { (void)got[0][1].as<int>(); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "column 'int4' is null"));
}

TEST_CASE("rows, columns, and what is not there") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  const auto got = db.execute("SELECT i, i * 2 AS twice FROM generate_series(1, 3) AS i");
  CHECK(got.size() == 3);
  CHECK_FALSE(got.empty());
  CHECK(got[2].size() == 2);
  CHECK(got[2]["twice"].as<int>() == 6);
  int sum = 0;
  for (const sterna::row row : got) {
    sum += row[1].as<int>();
  }
  CHECK(sum == 12);
  for (const auto& wrong :
       std::vector<std::function<void()>>{[&] { (void)got[3]; }, [&] { (void)got[-1]; }, [&] { (void)got[0][2]; },
                                          [&] { (void)got[0][-1]; }, [&] { (void)got[0]["none"]; }}) {
    CHECK(thrown<sterna::error>(wrong));
  }
  CHECK(db.execute("SELECT WHERE false").empty());
  CHECK(db.execute("").size() == 0);
  CHECK(db.execute("SELECT 1; SELECT 2")[0][0].as<int>() == 2);
}

TEST_CASE("as: what is no such number is an error") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  const auto got = db.execute("SELECT 'x', '', '1x', ' 1', 300, -1, 1.5, 99999999999");
  for (int i = 0; i < 4; ++i) {
    CHECK(thrown<sterna::error>([&] { (void)got[0][i].as<int>(); }));
  }
  CHECK(thrown<sterna::error>([&] { (void)got[0][4].as<std::int8_t>(); }));
  CHECK(thrown<sterna::error>([&] { (void)got[0][5].as<unsigned>(); }));
  CHECK(thrown<sterna::error>([&] { (void)got[0][6].as<int>(); }));
  CHECK(thrown<sterna::error>([&] { (void)got[0][7].as<int>(); }));
  CHECK(got[0][7].as<long long>() == 99999999999);
  CHECK(got[0][6].as<double>() == 1.5);
  CHECK(thrown<sterna::error>([&] { (void)got[0][4].as<bool>(); }));
}

TEST_CASE("affected rows") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  CHECK(db.execute("CREATE TABLE t (a integer)").affected() == 0);
  CHECK(db.execute("INSERT INTO t SELECT generate_series(1, $1)", 5).affected() == 5);
  CHECK(db.execute("UPDATE t SET a = 0 WHERE a > $1", 3).affected() == 2);
  CHECK(db.execute("DELETE FROM t").affected() == 5);
}

TEST_CASE("a parameter is never SQL") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  db.execute("CREATE TABLE t (a text)");
  for (const char* evil : {"'); DROP TABLE t; --", "' OR '1'='1", "\\'; DROP TABLE t; --", "$1", "1; DROP TABLE t"}) {
    db.execute("INSERT INTO t VALUES ($1)", evil);
    CHECK(db.execute("SELECT a FROM t WHERE a = $1", evil).size() == 1);
    CHECK(db.execute("DELETE FROM t WHERE a = $1", evil).affected() == 1);
  }
  CHECK(db.execute("SELECT count(*) FROM t")[0][0].as<int>() == 0);
  // with parameters there is one statement only
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("SELECT $1; DROP TABLE t", 1); }));
  CHECK(base.has("t"));
}

TEST_CASE("errors keep the session usable") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  const auto caught = thrown<sterna::statement_error>([&] { (void)db.execute("SELECT $1::integer / 0", 1); });
  REQUIRE(caught);
  CHECK(caught->sqlstate() == "22012");
  CHECK(caught->statement() == "SELECT $1::integer / 0");
  CHECK(caught->revision().empty());
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("SELECT $1::integer", "x"); }));
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("SELECT $1", std::string("a\xff")); }));
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("nonsense"); }));
  CHECK(db.execute("SELECT 1")[0][0].as<int>() == 1);
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("COPY (SELECT 1) TO STDOUT"); }));
  CHECK(thrown<sterna::statement_error>([&] { (void)db.execute("CREATE TABLE t (a integer); COPY t FROM STDIN"); }));
  CHECK(db.execute("SELECT 1")[0][0].as<int>() == 1);
}

TEST_CASE("a text with a zero byte is refused, not cut") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  CHECK(thrown<sterna::error>([&] { (void)db.execute("SELECT $1::text", std::string("a\0b", 3)); }));
  CHECK(thrown<sterna::error>([&] { (void)db.execute(std::string("SELECT 1\0garbage", 16)); }));
}

TEST_CASE("notices are not printed") {
  STERNA_NEEDS_SERVER();
  const database base;
  const std::string text = printed([&] {
    sterna::connection db = base.connect();
    db.execute("DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'hello'; END $$");
    db.execute("DROP TABLE IF EXISTS nothing");
  });
  CHECK(text.empty());
}

TEST_CASE("the session is ours to recognise, and speaks UTF-8") {
  STERNA_NEEDS_SERVER();
  const database base;
  sterna::connection db = base.connect();
  CHECK(db.execute("SHOW application_name")[0][0].text() == "sterna");
  CHECK(db.execute("SHOW client_encoding")[0][0].text() == "UTF8");
  CHECK_FALSE(db.borrowed());
  sterna::connection same(db.native());
  CHECK(same.borrowed());
  CHECK(same.execute("SELECT 'é'")[0][0].text() == "é");
}

}  // namespace postgresql_connection_test
