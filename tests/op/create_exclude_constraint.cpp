// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_exclude_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(create_exclude_constraint("ex", "t", {{key("c").ops("inet_ops"), "&&"}}),
                         "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist (c inet_ops WITH &&)"));

TEST_CASE("011: exclude constraint with where, using, deferrable, in create_table") {
  live_schema db;
  expect_both(db,
              create_table("t", column("a", integer), column("b", integer),
                           constraint("ex", exclude({{sql("int4range(a, b)"), "&&"}, {sql("int4range(b, a)"), "-|-"}})
                                                .using_("gist")
                                                .where("a > 0")
                                                .initially_deferred())),
              "CREATE TABLE t (\n    a integer,\n    b integer,\n    CONSTRAINT ex EXCLUDE USING gist "
              "((int4range(a, b)) WITH &&, (int4range(b, a)) WITH -|-) WHERE (a > 0) DEFERRABLE INITIALLY DEFERRED\n)",
              "DROP TABLE t");
}

TEST_CASE("create_exclude_constraint, and back") {
  const auto t = create_table("t", column("a", integer), column("b", integer));
  const auto add = create_exclude_constraint("ex", "t", {{sql("int4range(a, b)"), "&&"}, {desc("a"), "="}})
                       .where("b > a")
                       .deferrable();
  live_schema db;
  expect_restored(db,
                  create_exclude_constraint("Ex", "t", {{"a", "="}, {key("b").ops("int4_ops"), "="}}).using_("btree"),
                  "ALTER TABLE t DROP CONSTRAINT \"Ex\"", t);
  live_schema other;
  expect_restored(other, drop_constraint("ex", "t"),
                  "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist ((int4range(a, b)) WITH &&) WHERE (b > a) "
                  "DEFERRABLE",
                  t,
                  create_exclude_constraint("ex", "t", {{sql("int4range(a, b)"), "&&"}}).where("b > a").deferrable());
  CHECK(sql_of(add).find("a DESC WITH =") != std::string::npos);
}

TEST_CASE("create_exclude_constraint: what PostgreSQL refuses") {
  const auto t = create_table("t", column("a", integer));
  CHECK(found_in(create_exclude_constraint("ex", "t", {{"b", "="}}), t).what == sterna::fault::missing_column);
  CHECK(found_in(create_exclude_constraint("t", "t", {{"a", "="}}).using_("btree"), t).what ==
        sterna::fault::index_exists);
  CHECK(found_in(drop_index("ex"), t, create_exclude_constraint("ex", "t", {{"a", "="}}).using_("btree")).what ==
        sterna::fault::index_of_constraint);
}

}  // namespace op_create_exclude_constraint_test
