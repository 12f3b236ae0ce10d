// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_foreign_data_test {

using namespace sterna::dsl;
using sterna::fault;

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(drop_foreign_data_wrapper("w").if_exists().cascade(),
                         "DROP FOREIGN DATA WRAPPER IF EXISTS w CASCADE"));

TEST_CASE("foreign data: wrapper, server, user mapping and table, each kept by what needs it") {
  constexpr auto wrapper = create_foreign_data_wrapper("files");
  constexpr auto server = create_server("archive", "FOREIGN DATA WRAPPER files");
  constexpr auto mapping = create_user_mapping("current_user", "archive", "OPTIONS (a 'b')");
  constexpr auto old = create_foreign_table("old", "(id integer, name text) SERVER archive");
  live_schema db("foo");
  CHECK(sql_of(wrapper) == "CREATE FOREIGN DATA WRAPPER files");
  CHECK(sql_of(mapping) == "CREATE USER MAPPING FOR current_user SERVER archive OPTIONS (a 'b')");
  expect_restored(db, drop_foreign_table("old"), "CREATE FOREIGN TABLE old (id integer, name text) SERVER archive",
                  wrapper, server, mapping, old);
  CHECK(db.accepts("DROP FOREIGN DATA WRAPPER files CASCADE"));
  expect_restored(db, drop_user_mapping("current_user", "archive"), sql_of(mapping), wrapper, server, mapping);
  CHECK(db.accepts("DROP FOREIGN DATA WRAPPER files CASCADE"));
  expect_restored(db, drop_server("archive").cascade(), sql_of(server) + ";\n" + sql_of(mapping) + ";\n" + sql_of(old),
                  wrapper, server, mapping, old);
  CHECK(found_in(drop_foreign_data_wrapper("files"), wrapper, server).what == fault::still_needed);
  CHECK(found_in(drop_server("archive"), wrapper, server, old).what == fault::still_needed);
  CHECK(found_in(drop_server("archive"), wrapper, server, mapping).what == fault::still_needed);
  CHECK(found_in(create_table("old"), wrapper, server, old).what == fault::table_exists);
  CHECK(found_in(add_column("old", column("x", integer)), wrapper, server, old).what == fault::none);
  CHECK(found_in(drop_table("old"), wrapper, server, old).what != fault::none);
}

TEST_CASE("foreign data: the text of a foreign table is of no use once its server has another name") {
  CHECK(found_in(drop_foreign_table("f"), create_foreign_data_wrapper("w"),
                 create_server("s", "FOREIGN DATA WRAPPER w"), create_foreign_table("f", "(id integer) SERVER s"),
                 rename_server("s", "z"))
            .what == sterna::fault::underivable);
}

}  // namespace op_foreign_data_test
