// SPDX-License-Identifier: BSL-1.0
#include <sterna/lint/advice.hpp>

#include <sterna/lint/policy.hpp>

#include <doctest/doctest.h>

#include <string>

namespace lint_advice_test {

using sterna::rule;

TEST_CASE("each rule has its sentence, which names table and object and fits into an error of the compiler") {
  const std::string longest(63, 'x');
  for (std::size_t i = 1; i < sterna::rule_count; ++i) {
    const auto of = static_cast<rule>(i);
    const sterna::advice& words = sterna::advice_for(of);
    INFO(words.id);
    sterna::sql_writer out;
    sterna::write_advice(of, longest, longest, out);
    CHECK(out.text().starts_with(std::string(words.id) + ": "));
    CHECK(out.text().find('$') == std::string_view::npos);
    CHECK(out.text().size() < 850);  // of 1024, with the place of the op
    CHECK_FALSE(words.says.empty());
    // an error says what to do instead
    CHECK((!sterna::default_policy.errors.has(of) || !words.recipe.empty()));
  }
}

TEST_CASE("names take their places") {
  sterna::sql_writer out;
  sterna::write_advice(rule::set_not_null_scans, "user", "email", out);
  CHECK(out.text() ==
        "set_not_null_scans: nobody can read or write table 'user' while all rows are searched for NULL; "
        "say set_not_null(\"user\", \"email\")");
}

TEST_CASE("an object without a name is left open") {
  sterna::sql_writer out;
  sterna::write_advice(rule::check_validates, "t", {}, out);
  CHECK(out.text().find("validate_constraint(\"...\", \"t\")") != std::string_view::npos);
}

}  // namespace lint_advice_test
