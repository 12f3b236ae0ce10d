// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_event_trigger_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_event_trigger and drop_event_trigger; its function stays") {
  constexpr auto log = create_function("log_ddl()", "RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$");
  constexpr auto watch = create_event_trigger("watch", "ON ddl_command_end EXECUTE FUNCTION log_ddl()");
  live_schema db("foo");
  expect_restored(db, drop_event_trigger("watch"), sql_of(watch), log, watch);
  CHECK(sql_of(watch) == "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION log_ddl()");
  CHECK(found_in(drop_function("log_ddl()"), log, watch).what == fault::still_needed);
  CHECK(found_in(watch).what == fault::missing_object);
}

}  // namespace op_event_trigger_test
