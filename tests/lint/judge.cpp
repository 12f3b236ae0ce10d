// SPDX-License-Identifier: BSL-1.0
#include <sterna/lint/judge.hpp>

#include <sterna/dsl.hpp>

#include <doctest/doctest.h>

namespace lint_judge_test {

using namespace sterna::dsl;
using sterna::fault;
using sterna::rule;

namespace {

inline constexpr auto first =
    migration("a1", "first")
        .upgrade(create_schema("x"),
                 create_table("p", column("id", big_integer, primary_key), column("code", string(10), unique)),
                 create_table("t", column("id", big_integer, primary_key), column("a", integer), column("b", text),
                              column("c", string(20)), column("d", integer, not_null), column("at", timestamp),
                              column("p_id", big_integer), column("q", integer), column("r", integer),
                              constraint("ck_c", check("c <> ''")), constraint("ck_q", check("(q IS NOT NULL)")),
                              constraint("ck_r", check("r IS NOT NULL OR a > 0"))),
                 create_table("t", column("id", integer), column("a", integer)).schema("x"),
                 create_table("k", column("x", big_integer, not_null), column("y", big_integer)),
                 create_index("ix_a", "t", {"a"}), create_index("ux_x", "k", {"x"}).unique(),
                 create_index("ux_y", "k", {"y"}).unique(), create_enumeration("mood", {"sad", "happy"}),
                 create_foreign_key("fk_p", "t", {"p_id"}, "p", {"id"}).not_valid(),
                 create_check_constraint("ck_a", "t", "a > 0").not_valid());

/// The rule that the compiler names where these ops are a later migration; anything else it has against them is an
/// error of the test.
template <class... Op>
consteval rule broken_by(const Op&... ops) {
  const auto second = migration("b2", "second").revises("a1").upgrade(ops...).irreversible("a test");
  const sterna::revision all[] = {first.view(), second.view()};
  const sterna::verdict found = sterna::check(all);
  if (found.what != fault::none && found.what != fault::unsafe) {
    throw "another fault";
  }
  return found.broken;
}
template <class... Op>
consteval fault fault_of(const Op&... ops) {
  const auto second = migration("b2", "second").revises("a1").upgrade(ops...).irreversible("a test");
  const sterna::revision all[] = {first.view(), second.view()};
  return sterna::check(all).what;
}

// --- columns
static_assert(broken_by(add_column("t", column("n", text))) == rule::none);
static_assert(broken_by(add_column("t", column("n", text, server_default("x"), not_null))) == rule::none);
static_assert(broken_by(add_column("t", column("n", text, not_null))) == rule::required_column_without_default);
static_assert(broken_by(add_column("t", column("n", date, server_default(sql("now()")), not_null))) == rule::none);
static_assert(broken_by(add_column("t", column("n", text, server_default(sql("f()"))))) == rule::none);
static_assert(broken_by(add_column("t", column("n", uuid, server_default(sql("gen_random_uuid()"))))) ==
              rule::volatile_default_rewrites);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer))) == rule::none);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer, not_null))) ==
              rule::required_column_without_default);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer, unique))) == rule::column_unique_builds_index);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer, check("n > 0")))) == rule::column_check_scans);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer, references("p", "id")))) == rule::none);
static_assert(broken_by(expand_column("t", "a", column("n", big_integer)),
                        contract_column("t", "a", "n").keep_name()) == rule::none);
static_assert(broken_by(add_column("t", column("n", serial))) == rule::serial_column_rewrites);
static_assert(broken_by(add_column("t", column("n", integer, identity))) == rule::identity_column_rewrites);
static_assert(broken_by(add_column("t", column("n", integer, identity.always()))) == rule::identity_column_rewrites);
static_assert(broken_by(add_column("k", column("n", integer, primary_key))) == rule::identity_column_rewrites);
static_assert(broken_by(add_column("k", column("n", integer, primary_key, no_identity))) ==
              rule::required_column_without_default);
static_assert(broken_by(add_column("t", column("n", integer, generated("a + 1")))) == rule::generated_column_rewrites);
static_assert(broken_by(add_column("t", column("n", integer, check("n > 0")))) == rule::column_check_scans);
static_assert(broken_by(add_column("t", column("n", integer, unique))) == rule::column_unique_builds_index);
static_assert(broken_by(add_column("t", column("n", big_integer, references("p", "id")))) == rule::none);
static_assert(broken_by(add_column("t", column("n", big_integer, references("p", "id"), server_default(1)))) ==
              rule::column_reference_validates);
static_assert(broken_by(add_column("t", column("n", big_integer, references("p", "id"),
                                               server_default(sql("NULL"))))) == rule::none);
static_assert(broken_by(add_column("t", column("a", text, unique)).if_not_exists()) == rule::none);
static_assert(broken_by(add_column("t", column("n", text, unique)).if_not_exists()) ==
              rule::column_unique_builds_index);

// --- changed columns
static_assert(broken_by(alter_column("t", "c", type(string(30)))) == rule::type_change_rechecks);
static_assert(broken_by(alter_column("p", "code", type(text))) == rule::none);
static_assert(broken_by(alter_column("p", "code", type(string(5)))) == rule::type_change_rewrites);
static_assert(broken_by(alter_column("p", "code", type(text.collate("C")))) == rule::type_change_rebuilds_index);
static_assert(broken_by(alter_column("t", "d", type(big_integer))) == rule::type_change_rewrites);
static_assert(broken_by(alter_column("t", "at", type(timestamp_tz))) == rule::type_change_rewrites);
static_assert(broken_by(alter_column("t", "b", type(string))) == rule::none);
static_assert(broken_by(alter_column("t", "b", type(string).using_("b"))) == rule::none);
static_assert(broken_by(alter_column("t", "b", type(string).using_("upper(b)"))) == rule::type_change_rewrites);
static_assert(broken_by(alter_column("t", "a", not_null)) == rule::set_not_null_scans);
static_assert(broken_by(alter_column("t", "d", not_null)) == rule::none);
static_assert(broken_by(alter_column("t", "q", not_null)) == rule::none);
static_assert(broken_by(alter_column("t", "r", not_null)) == rule::set_not_null_scans);
static_assert(broken_by(alter_column("t", "d", nullable)) == rule::none);
static_assert(broken_by(alter_column("t", "d", server_default(1), comment("x"))) == rule::none);
static_assert(broken_by(set_not_null("t", "a")) == rule::none);
static_assert(broken_by(backfill("t", "a", 1)) == rule::none);
static_assert(fault_of(assume_safe(backfill("t", "a", 1), "none")) == fault::needless_exception);

// --- indexes and constraints
static_assert(broken_by(create_index("n", "t", {"a"})) == rule::index_not_concurrent);
static_assert(broken_by(create_index("n", "t", {"a"}).schema("x")) == rule::index_not_concurrent);
static_assert(broken_by(create_index("n", "t", {"a"}).concurrently()) == rule::none);
static_assert(broken_by(create_index("ix_a", "t", {"a"}).if_not_exists()) == rule::none);
static_assert(broken_by(reindex_index("ix_a")) == rule::reindex_not_concurrent);
static_assert(broken_by(reindex_index("ix_a").concurrently()) == rule::none);
static_assert(broken_by(reindex_table("t")) == rule::reindex_not_concurrent);
static_assert(broken_by(reindex_table("t").concurrently()) == rule::none);
static_assert(broken_by(create_materialized_view("mv", "SELECT 1 AS a"), create_index("ix_mv", "mv", {"a"}),
                        reindex_index("ix_mv"), reindex_table("mv")) == rule::none);
static_assert(broken_by(analyze_table("t", {"a"})) == rule::none);
static_assert(broken_by(create_unique_constraint("n", "t", {"a"})) == rule::unique_constraint_builds_index);
static_assert(broken_by(create_unique_constraint("n", "k", {"y"}).using_index("ux_y")) == rule::none);
static_assert(broken_by(create_primary_key("n", "k", {"x"})) == rule::primary_key_builds_index);
static_assert(broken_by(create_primary_key("n", "k", {"x"}).using_index("ux_x")) == rule::none);
static_assert(broken_by(create_primary_key("n", "k", {"y"}).using_index("ux_y")) == rule::primary_key_on_nullable);
static_assert(broken_by(set_not_null("k", "y"), create_primary_key("n", "k", {"y"}).using_index("ux_y")) == rule::none);
static_assert(broken_by(create_foreign_key("n", "t", {"p_id"}, "p", {"id"})) == rule::foreign_key_validates);
static_assert(broken_by(create_foreign_key("n", "t", {"p_id"}, "p", {"id"}).not_valid()) == rule::none);
static_assert(broken_by(create_check_constraint("n", "t", "d > 0")) == rule::check_validates);
static_assert(broken_by(create_check_constraint("n", "t", "d > 0").not_valid()) == rule::none);
static_assert(broken_by(validate_constraint("fk_p", "t")) == rule::none);
static_assert(broken_by(create_check_constraint("n", "t", "d > 0").not_valid(), validate_constraint("n", "t")) ==
              rule::not_valid_and_validate_together);
// a step outside commits what comes before
static_assert(broken_by(create_check_constraint("n", "t", "d > 0").not_valid(), set_not_null("t", "a"),
                        validate_constraint("n", "t")) == rule::none);
static_assert(broken_by(rename_table("t", "u"), validate_constraint("ck_a", "u")) == rule::none);

// --- a table that the same migration has made has no rows
static_assert(broken_by(create_table("n", column("id", integer, primary_key), column("a", integer)),
                        create_index("ix_n", "n", {"a"}), reindex_index("ix_n"), reindex_table("n"),
                        alter_column("n", "a", not_null),
                        create_unique_constraint("uq_n", "n", {"a"}), add_column("n", column("b", serial)),
                        create_check_constraint("ck_n", "n", "a > 0").not_valid(), validate_constraint("ck_n", "n")) ==
              rule::none);
static_assert(broken_by(create_table("n", column("a", integer)), create_table("m", column("a", integer)),
                        create_index("ix_n", "n", {"a"}), create_index("ix_m", "m", {"a"})) == rule::none);
static_assert(broken_by(create_table("n", column("a", integer)), rename_table("n", "m"),
                        create_index("ix_m", "m", {"a"})) == rule::none);
static_assert(broken_by(create_table("n", column("a", integer)), create_index("ix_n", "t", {"a"})) ==
              rule::index_not_concurrent);
static_assert(broken_by(create_table("n", column("a", integer)).schema("x"), create_index("ix_n", "t", {"a"})) ==
              rule::index_not_concurrent);
static_assert(broken_by(create_table("t", column("a", integer)).if_not_exists(), create_index("ix_n", "t", {"a"})) ==
              rule::index_not_concurrent);
static_assert(broken_by(create_table("n", column("a", integer)), rename_table("n", "m"), rename_table("k", "n"),
                        create_index("ix_n", "n", {"y"})) == rule::index_not_concurrent);
// one that is assumed has rows; of one that is not known nothing is said
static_assert(broken_by(assume(create_table("n", column("a", integer))), create_index("ix_n", "n", {"a"})) ==
              rule::index_not_concurrent);
static_assert(broken_by(execute("CREATE TABLE n (a integer)"), create_index("ix_n", "n", {"a"})) == rule::none);
static_assert(broken_by(execute("CREATE TABLE n (a integer)"), reindex_table("n"), reindex_index("n_a_idx")) ==
              rule::none);

// --- enumerations
static_assert(broken_by(replace_enumeration_values("mood", {"happy", "sad"})) == rule::none);
static_assert(broken_by(create_table("n", column("m", enumeration("mood"))),
                        replace_enumeration_values("mood", {"happy", "sad"})) == rule::none);
static_assert(broken_by(add_enumeration_value("mood", "odd"), add_column("t", column("m", enumeration("mood")))) ==
              rule::none);
static_assert(broken_by(add_enumeration_value("mood", "odd"),
                        add_column("t", column("m", enumeration("mood"), server_default("sad")))) == rule::none);
static_assert(broken_by(add_enumeration_value("mood", "odd"),
                        add_column("t", column("m", enumeration("mood"), server_default("odd")))) ==
              rule::enumeration_value_used_at_once);
static_assert(broken_by(add_enumeration_value("mood", "odd"),
                        create_table("n", column("m", enumeration("mood"), server_default("odd")))) ==
              rule::enumeration_value_used_at_once);
static_assert(broken_by(add_enumeration_value("mood", "odd"), execute("UPDATE t SET m = 'odd'")) ==
              rule::enumeration_value_used_at_once);
static_assert(broken_by(add_enumeration_value("mood", "odd"), execute("UPDATE t SET m = 'odder'")) == rule::none);
static_assert(broken_by(add_enumeration_value("mood", "odd"), set_not_null("t", "a"),
                        execute("UPDATE t SET m = 'odd'")) == rule::none);

// --- SQL
static_assert(broken_by(execute("UPDATE t SET a = 1; VACUUM t")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("VACUUM t").outside_transaction()) == rule::none);
static_assert(broken_by(execute("-- VACUUM\nSELECT 'VACUUM'; COMMENT ON TABLE t IS 'VACUUM;'")) == rule::none);
static_assert(broken_by(execute("create unique index CONCURRENTLY i ON t (a)")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("CREATE INDEX i ON t (concurrency)")) == rule::none);
static_assert(broken_by(execute("DROP INDEX CONCURRENTLY i")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("REINDEX (VERBOSE) TABLE CONCURRENTLY t")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("REINDEX TABLE t")) == rule::none);
static_assert(broken_by(execute("ALTER SYSTEM SET work_mem = '4MB'")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("CREATE DATABASE n")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("DROP DATABASE n")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("ALTER TABLE t DETACH PARTITION n CONCURRENTLY")) == rule::not_in_a_transaction);
static_assert(broken_by(execute("REFRESH MATERIALIZED VIEW CONCURRENTLY v")) == rule::none);

// --- exceptions
static_assert(fault_of(assume_safe(create_index("n", "t", {"a"}), "small")) == fault::none);
static_assert(fault_of(assume_safe(create_index("n", "t", {"a"}), "")) == fault::unsafe);
static_assert(fault_of(assume_safe(create_index("n", "t", {"a"}).concurrently(), "small")) ==
              fault::needless_exception);
static_assert(fault_of(create_table("n", column("a", integer)),
                       assume_safe(create_index("ix_n", "n", {"a"}), "new")) == fault::needless_exception);
static_assert(fault_of(assume_safe(add_column("t", column("n", serial, unique)), "small")) == fault::none);
// what PostgreSQL would say comes first
static_assert(fault_of(create_index("n", "t", {"missing"})) == fault::missing_column);
static_assert(fault_of(create_index("n", "missing", {"a"})) == fault::missing_table);
static_assert(fault_of(reindex_table("missing")) == fault::missing_table);
static_assert(fault_of(assume_safe(reindex_table("t"), "small")) == fault::none);
static_assert(fault_of(assume_safe(reindex_table("t").concurrently(), "small")) == fault::needless_exception);

// --- an index ON ONLY a partitioned table builds nothing; of another table it does
inline constexpr auto of_parts =
    migration("a1", "first").upgrade(create_table("m", column("a", integer), partition_by("RANGE (a)")),
                                     create_table("t", column("a", integer)));
template <class Op>
consteval rule broken_beside_parts(const Op& op) {
  const auto second = migration("b2", "second").revises("a1").upgrade(op);
  const sterna::revision all[] = {of_parts.view(), second.view()};
  return sterna::check(all).broken;
}
static_assert(broken_beside_parts(create_index("n", "m", {"a"})) == rule::index_not_concurrent);
static_assert(broken_beside_parts(create_index("n", "m", {"a"}).only()) == rule::none);
static_assert(broken_beside_parts(create_index("n", "t", {"a"}).only()) == rule::index_not_concurrent);

}  // namespace

TEST_CASE("the verdict names the op, its table and its object") {
  static constexpr auto second = migration("b2", "second").revises("a1").upgrade(
      add_column("t", column("n", text)), create_index("ix_n", "t", {"n"}));
  const sterna::revision all[] = {first.view(), second.view()};
  const sterna::verdict found = sterna::check(all);
  CHECK(found.what == fault::unsafe);
  CHECK(found.broken == rule::index_not_concurrent);
  CHECK(found.revision == 1);
  CHECK(found.operation == 2);
  CHECK(found.table == "t");
  CHECK(found.subject.view() == "ix_n");
  CHECK_FALSE(found.in_downgrade);
}

TEST_CASE("a downgrade is not judged") {
  static constexpr auto second = migration("b2", "second").revises("a1").upgrade(drop_index("ix_a").concurrently())
      .downgrade(create_index("ix_a", "t", {"a"}));
  const sterna::revision all[] = {first.view(), second.view()};
  CHECK(sterna::check(all).what == fault::none);
}

}  // namespace lint_judge_test
