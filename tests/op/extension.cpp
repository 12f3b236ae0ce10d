// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_extension_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_extension and drop_extension") {
  live_schema db("foo");
  expect_both(db, create_extension("pg_trgm").schema("foo"), "CREATE EXTENSION pg_trgm SCHEMA foo",
              "DROP EXTENSION pg_trgm");
  expect_sql(db, create_extension("uuid-ossp").if_not_exists(), "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"");
  expect_sql(db, create_extension("earthdistance", "VERSION '1.1'").cascade(),
             "CREATE EXTENSION earthdistance VERSION '1.1' CASCADE");
  expect_sql(db, drop_extension("cube").if_exists().cascade(), "DROP EXTENSION IF EXISTS cube CASCADE");
  CHECK(db.accepts("DROP EXTENSION \"uuid-ossp\""));
  expect_restored(db, drop_extension("hstore"), "CREATE EXTENSION hstore", create_extension("hstore"));
}

TEST_CASE("while an extension is there no type and no function is called missing") {
  constexpr auto here = create_table("t", column("a", named_type("citext")));
  CHECK(found_in(here).what == fault::missing_type);
  CHECK(found_in(here, create_extension("citext")).what == fault::none);
  CHECK(found_in(here, create_extension("citext"), drop_extension("citext")).what == fault::missing_type);
  CHECK(found_in(drop_function("digest(text, text)"), create_extension("pgcrypto")).what == fault::underivable);
  CHECK(found_in(create_extension("a"), create_extension("a")).what == fault::object_exists);
  CHECK(found_in(create_extension("a").if_not_exists(), create_extension("a")).what == fault::none);
  CHECK(found_in(drop_extension("pg_trgn"), create_extension("pg_trgm")).nearest == "pg_trgm");
  CHECK(found_in(drop_extension("a").cascade(), create_extension("a")).what == fault::underivable);
  CHECK(found_in(drop_schema("s"), create_schema("s"), create_extension("a").schema("s")).what == fault::still_needed);
}

}  // namespace op_extension_test
