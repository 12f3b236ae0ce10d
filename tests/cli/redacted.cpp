// SPDX-License-Identifier: BSL-1.0
#include "sterna/cli/redacted.hpp"

#include "cli/histories.hpp"
#include "cli/session.hpp"

#include <doctest/doctest.h>

namespace cli_redacted_test {

using cli_tests::ran;
using sterna::cli::redacted;

TEST_CASE("a connection string among the arguments is not quoted") {
  const char* const url[] = {"app", "show", "postgresql://u:s3cr3t@h/d"};
  CHECK(redacted("no 'postgresql://u:s3cr3t@h/d', no postgresql://u:s3cr3t@h/d", url) ==
        "no 'postgresql://...', no postgresql://...");
  const char* const misspelt[] = {"app", "--ulr=host=h password=s3cr3t", "show", "a"};
  CHECK(redacted("unknown: --ulr=host=h password=s3cr3t", misspelt) == "unknown: --ulr=host=h password=...");
  const char* const attached[] = {"app", "-rpostgresql://u:s3cr3t@h/d"};
  CHECK(redacted("postgresql://u:s3cr3t@h/d", attached) == "postgresql://...");
  const char* const harmless[] = {"app", "show", "a", "", "-", "--rename", "user.password=hash", "https://example.org"};
  for (const char* const each : {"no revision 'a'", "'user.password=hash' is none", "see https://example.org"}) {
    CHECK(redacted(each, harmless) == each);
  }
}

TEST_CASE("what may hold a password") {
  using sterna::cli::holds_password;
  CHECK(holds_password("postgresql://u:p@h/d"));
  CHECK(holds_password("postgresql:///d?password=p"));
  CHECK(holds_password("host = h password = 'p'"));
  CHECK_FALSE(holds_password("host=h dbname=d"));
  CHECK_FALSE(holds_password("add password column"));
  CHECK_FALSE(holds_password("password=hash"));
  CHECK_FALSE(holds_password("reports@head"));
}

TEST_CASE("a URL in the wrong place is refused without its password") {
  const std::string url = "postgresql://u:s3cr3t@h/d";
  for (const std::vector<std::string>& each :
       std::vector<std::vector<std::string>>{{url},
                                             {url, "heads"},
                                             {"--ulr", url, "heads"},
                                             {"--ulr=" + url, "heads"},
                                             {"heads", url},
                                             {"show", url},
                                             {"history", "-r", url},
                                             {"upgrade", "--sql", url},
                                             {"stamp", "--sql", url},
                                             {"downgrade", "--sql", "head:" + url},
                                             {"upgrade", "--sql", "base:" + url},
                                             {"history", "-r" + url},
                                             {"heads", "host=h password=s3cr3t"},
                                             {"--url", "-u" + url, "current"}}) {
    CAPTURE(each.front());
    const ran got = cli_tests::run(cli_tests::line, each);
    CHECK(got.code != 0);
    CHECK(got.out.empty());
    CHECK(got.err.find("s3cr3t") == std::string::npos);
    CHECK_FALSE(got.err.empty());
  }
}

}  // namespace cli_redacted_test
