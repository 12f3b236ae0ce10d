// SPDX-License-Identifier: BSL-1.0
#include <sterna/lint/volatility.hpp>

#include "live.hpp"

#include <doctest/doctest.h>

#include <string>

namespace lint_volatility_test {

using sterna::volatility;
using sterna::volatility_of;

namespace {

static_assert(volatility_of("1 + 2 * (3 - 4)") == volatility::one_value);
static_assert(volatility_of("now()") == volatility::one_value);
static_assert(volatility_of("NOW ( )") == volatility::one_value);
static_assert(volatility_of("pg_catalog.now()") == volatility::one_value);
static_assert(volatility_of("mine.now()") == volatility::unknown);
static_assert(volatility_of("current_timestamp(3)") == volatility::one_value);
static_assert(volatility_of("'random()'") == volatility::one_value);
static_assert(volatility_of("'x'::varchar(10)") == volatility::one_value);
static_assert(volatility_of("B'1'::bit varying(10)") == volatility::one_value);
static_assert(volatility_of("ARRAY[lower('A'), 'b']") == volatility::one_value);
static_assert(volatility_of("coalesce(NULL, (1))") == volatility::one_value);
static_assert(volatility_of("f(1)") == volatility::unknown);
static_assert(volatility_of("\"f\"(1)") == volatility::unknown);
static_assert(volatility_of("f(random())") == volatility::each_row);
static_assert(volatility_of("Clock_Timestamp()") == volatility::each_row);
static_assert(volatility_of("public.uuid_generate_v4()") == volatility::each_row);
static_assert(volatility_of("nextval('s'::regclass)") == volatility::each_row);

}  // namespace

TEST_CASE("the lists of functions are the server's") {
  live_schema db;
  if (!db) {
    return;
  }
  const auto volatility_on_server = [&](std::string_view name) {
    return db.one(
        "SELECT coalesce(string_agg(DISTINCT provolatile::text, ''), '') FROM pg_proc p JOIN pg_namespace n ON "
        "n.oid = pronamespace WHERE nspname = 'pg_catalog' AND proname = '" +
        std::string(name) + "'");
  };
  for (const std::string_view each : sterna::detail::each_row_functions) {
    const std::string there = volatility_on_server(each);  // empty: of an extension, or of a newer server
    INFO(each);
    CHECK((there == "v" || there.empty()));
  }
  // whatever is harmless and not in the list must not have a value for each row
  for (const std::string_view each : sterna::detail::harmless_functions) {
    if (each == "timezone" && db.older_than(15, "timezone(text, timetz)")) continue;  // said to be volatile before
    const std::string there = volatility_on_server(each);
    const bool listed = volatility_of(std::string(each) + "()") == volatility::each_row;
    INFO(each);
    CHECK((there.find('v') == std::string::npos || listed));
  }
  for (const std::string_view each : sterna::detail::one_value_words) {
    INFO(each);
    CHECK(volatility_on_server(each).find('v') == std::string::npos);
  }
}

}  // namespace lint_volatility_test
