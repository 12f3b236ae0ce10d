// SPDX-License-Identifier: BSL-1.0
#include "words.hpp"
#include <sterna/lint/notices.hpp>

#include <sterna/dsl.hpp>

#include <doctest/doctest.h>

namespace lint_notices_test {

using namespace sterna::dsl;
using sterna::rule;
using sterna::rule_set;

namespace {

inline constexpr auto everything = sterna::policy::rules(sterna::policy::style_on());

inline constexpr auto first = words::joined(
    create_table("p", column("id", big_integer, primary_key), column("code", text, unique)),
    create_table("t", column("id", big_integer, primary_key), column("a", integer), column("b", text),
                 column("c", string(20)), column("d", integer, not_null), column("p_id", big_integer),
                 column("small", integer), foreign_key({"p_id"}, "p", {"id"})),
    create_index("ix_a", "t", {"a"}), create_index("ix_p", "t", {"p_id"}), create_enumeration("mood", {"sad"}),
    create_sequence("s"), create_table("w", column("b", text)), create_view("v", "SELECT b FROM w"));

/// What is said of the last of these ops, in a later migration or in its downgrade.
template <class... Op>
constexpr rule_set said_of(bool down, const Op&... ops) {
  const sterna::graph none({});
  sterna::replay played(none);
  played.world().revision = 0;
  if (!played.play(first.view(), false, false)) {
    throw "a fault in the first migration";
  }
  played.world().revision = down ? 0 : 1;
  const auto script = sterna::decoded(words::joined(ops...).view());
  sterna::judge all(everything, true);
  sterna::pool<sterna::judged_op> told;
  if (!played.tell(script.view(), down, all, told)) {
    throw "a fault";
  }
  return told.back().broken;
}
template <class... Op>
consteval rule_set notices_of(const Op&... ops) {
  return said_of(false, ops...);
}
template <class... R>
consteval bool has(rule_set found, R... each) {
  return (found.has(each) && ...);
}

static_assert(has(notices_of(drop_table("t")), rule::table_dropped, rule::short_exclusive_lock,
                  rule::referenced_table_locked));
static_assert(!has(notices_of(drop_table("p").cascade()), rule::several_foreign_keys));
static_assert(has(notices_of(drop_table("p").cascade()), rule::cascade_reaches_further, rule::referenced_table_locked));
static_assert(!has(notices_of(drop_table("none").if_exists()), rule::table_dropped));
static_assert(!has(notices_of(drop_column("p", "code"), analyze_table("t")), rule::several_tables_locked));
static_assert(has(notices_of(truncate_table("t")), rule::table_truncated, rule::short_exclusive_lock));
static_assert(!has(notices_of(truncate_table("t")), rule::cascade_truncates));
static_assert(has(notices_of(truncate_table("p").cascade()), rule::table_truncated, rule::cascade_truncates));
static_assert(!has(notices_of(truncate_table("p").cascade()), rule::cascade_reaches_further));
static_assert(!has(notices_of(truncate_table({"t", "p"})), rule::referenced_table_locked));
static_assert(has(notices_of(add_column("w", column("n", text)), truncate_table("t")), rule::several_tables_locked));
static_assert(!has(notices_of(create_table("n"), truncate_table("n")), rule::table_truncated));
static_assert(has(notices_of(create_table("n"), truncate_table({"n", "t"})), rule::table_truncated));
static_assert(!has(notices_of(create_table("n"), create_table("m"), truncate_table({"n", "m"})),
                   rule::table_truncated));
static_assert(has(notices_of(drop_column("t", "c")), rule::column_dropped, rule::short_exclusive_lock));
static_assert(!has(notices_of(drop_column("t", "c")), rule::referenced_table_locked));
static_assert(has(notices_of(drop_column("t", "p_id")), rule::referenced_table_locked));
static_assert(has(notices_of(drop_constraint("t_p_id_fkey", "t")), rule::constraint_dropped,
                  rule::referenced_table_locked));
static_assert(has(notices_of(drop_view("v")), rule::view_dropped));
static_assert(has(notices_of(drop_sequence("s")), rule::sequence_dropped));
static_assert(has(notices_of(drop_enumeration("mood")), rule::enumeration_dropped));
static_assert(has(notices_of(create_schema("x"), drop_schema("x")), rule::schema_dropped));
static_assert(has(notices_of(rename_table("p", "q")), rule::table_renamed));
static_assert(!has(notices_of(rename_table("p", "q").keep_view()), rule::table_renamed));
static_assert(has(notices_of(rename_table("p", "q").keep_view()), rule::short_exclusive_lock));
static_assert(has(notices_of(rename_column("t", "c", "e")), rule::column_renamed));
static_assert(!has(notices_of(expand_column("t", "a", column("e", big_integer))), rule::column_renamed));
static_assert(has(notices_of(expand_column("t", "a", column("e", big_integer))), rule::short_exclusive_lock));
static_assert(has(notices_of(expand_column("t", "a", column("e", big_integer)), contract_column("t", "a", "e")),
                  rule::column_dropped, rule::short_exclusive_lock));
static_assert(!has(notices_of(expand_column("t", "a", column("e", big_integer)), contract_column("t", "a", "e")),
                   rule::cascade_reaches_further));
static_assert(has(notices_of(expand_column("t", "a", column("e", big_integer)),
                             contract_column("t", "a", "e").cascade()),
                  rule::cascade_reaches_further));
static_assert(has(notices_of(expand_column("t", "p_id", column("e", big_integer)), contract_column("t", "p_id", "e")),
                  rule::referenced_table_locked));
static_assert(!has(notices_of(expand_column("t", "p_id", column("e", big_integer)),
                              contract_column("t", "p_id", "e").keep_old()),
                   rule::referenced_table_locked));
static_assert(has(notices_of(expand_column("t", "b", column("e", json)).forward("b::json").backward("e::text")),
                  rule::json_column));
static_assert(has(notices_of(rename_enumeration_value("mood", "sad", "blue")), rule::enumeration_value_renamed));
static_assert(has(notices_of(reindex_index("ix_a")), rule::reindex_not_concurrent));
static_assert(!has(notices_of(reindex_index("ix_a")), rule::short_exclusive_lock));
static_assert(has(notices_of(add_column("p", column("n", text)), reindex_index("ix_a")), rule::several_tables_locked));
static_assert(has(notices_of(add_column("t", column("n", text)), reindex_index("ix_a").concurrently()),
                  rule::steps_mixed));
static_assert(has(notices_of(drop_index("ix_a")), rule::index_not_dropped_concurrently));
static_assert(!has(notices_of(drop_index("ix_a").concurrently()), rule::index_not_dropped_concurrently));
static_assert(has(notices_of(drop_index("ix_a").concurrently(), create_index("ix_n", "t", {"a"}).concurrently()),
                  rule::index_dropped_before_created, rule::steps_mixed));
static_assert(!has(notices_of(create_index("ix_n", "t", {"a"}).concurrently()), rule::steps_mixed));
static_assert(has(notices_of(create_index("ix_n", "t", {"a"}).unique().concurrently()), rule::unique_index_may_fail));
static_assert(has(notices_of(create_foreign_key("fk", "t", {"small"}, "p", {"id"}).not_valid()),
                  rule::foreign_key_types_differ, rule::referenced_table_locked, rule::foreign_key_without_index));
static_assert(!has(notices_of(create_foreign_key("fk", "t", {"p_id"}, "p", {"id"}).not_valid()),
                   rule::foreign_key_types_differ));
static_assert(has(notices_of(create_foreign_key("f1", "t", {"p_id"}, "p", {"id"}).not_valid(),
                             create_foreign_key("f2", "t", {"b"}, "p", {"code"}).not_valid()),
                  rule::several_foreign_keys));
static_assert(has(notices_of(add_column("t", column("n", text)), add_column("p", column("n", text))),
                  rule::several_tables_locked));
static_assert(!has(notices_of(add_column("t", column("n", text)), add_column("t", column("m", text))),
                   rule::several_tables_locked));
static_assert(has(notices_of(add_column("t", column("n", text)), execute("UPDATE t SET n = 'x'").as()),
                  rule::statements_under_lock, rule::raw_sql));
static_assert(!has(notices_of(execute("UPDATE t SET b = 'x'").as()), rule::statements_under_lock));
static_assert(has(notices_of(run([](sterna::connection&) {}).as()), rule::host_code));
static_assert(has(notices_of(alter_column("t", "d", nullable)), rule::null_allowed));
static_assert(has(notices_of(set_not_null("t", "a")), rule::column_becomes_required));
static_assert(!has(notices_of(set_not_null("t", "a")), rule::short_exclusive_lock, rule::steps_mixed));
static_assert(!has(notices_of(backfill("t", "a", 1)), rule::short_exclusive_lock, rule::raw_sql));
static_assert(has(notices_of(add_column("t", column("n", text)), backfill("t", "n", "x")), rule::steps_mixed));
static_assert(has(notices_of(alter_column("t", "c", type(string(5)))), rule::type_change_may_fail,
                  rule::type_change_rewrites));
static_assert(!has(notices_of(alter_column("t", "d", type(big_integer))), rule::type_change_may_fail));
static_assert(has(notices_of(add_column("t", column("n", text, server_default(sql("f()"))))),
                  rule::default_not_judged));
// new tables lock the old ones that they refer to, and are nobody's concern otherwise
static_assert(has(notices_of(create_table("n", column("p_id", big_integer, references("p", "id")))),
                  rule::referenced_table_locked));
static_assert(!has(notices_of(create_table("m", column("id", integer, primary_key)),
                              create_table("n", column("m_id", integer, references("m", "id")))),
                   rule::referenced_table_locked));
static_assert(!has(notices_of(create_table("n", column("a", integer)), drop_column("n", "a")), rule::column_dropped));
// a downgrade finds what its upgrade has made full of rows, but not what it makes itself
static_assert(has(said_of(true, drop_table("t")), rule::table_dropped));
static_assert(has(said_of(true, create_index("ix_n", "t", {"a"})), rule::index_not_concurrent));
static_assert(!has(said_of(true, create_table("n", column("a", integer)), create_index("ix_n", "n", {"a"})),
                   rule::index_not_concurrent));

// --- style
static_assert(has(notices_of(add_column("t", column("n", json))), rule::json_column, rule::unqualified_table));
static_assert(has(notices_of(add_column("t", column("n", character(3)))), rule::char_column));
static_assert(has(notices_of(add_column("t", column("n", string(3)))), rule::varchar_column));
static_assert(!has(notices_of(add_column("t", column("n", string))), rule::varchar_column));
static_assert(has(notices_of(add_column("t", column("n", timestamp))), rule::timestamp_column));
static_assert(!has(notices_of(add_column("t", column("n", timestamp_tz))), rule::timestamp_column));
static_assert(has(notices_of(create_table("n", column("id", serial, primary_key))), rule::serial_column,
                  rule::integer_primary_key));
static_assert(has(notices_of(create_table("n", column("id", integer), primary_key({"id"}))),
                  rule::integer_primary_key));
static_assert(has(notices_of(create_table("n", column("a", boolean), column("b", big_integer), column("c", boolean),
                                          column("d", big_integer))),
                  rule::column_order));
static_assert(!has(notices_of(create_table("n", column("b", big_integer), column("d", big_integer),
                                           column("a", boolean), column("c", boolean))),
                   rule::column_order));
static_assert(has(notices_of(create_index("n", "t", {"a", "b", "c", "d"}).concurrently()), rule::wide_index));
static_assert(has(notices_of(create_index("n", "t", {"a"}).using_("hash").concurrently()), rule::hash_index));
static_assert(has(notices_of(drop_index("ix_p").concurrently()), rule::foreign_key_without_index));
static_assert(!has(notices_of(drop_index("ix_a").concurrently()), rule::foreign_key_without_index));
static_assert(has(notices_of(create_enumeration("e", {"a"})), rule::enumeration_created));
static_assert(has(notices_of(add_enumeration_value("mood", "b")), rule::enumeration_value_unplaced));
static_assert(!has(notices_of(add_enumeration_value("mood", "b").after("sad")), rule::enumeration_value_unplaced));

}  // namespace

TEST_CASE("notices are found at run time as they are in the compiler") {
  CHECK(said_of(false, drop_table("t")) == notices_of(drop_table("t")));
}

}  // namespace lint_notices_test
