// SPDX-License-Identifier: BSL-1.0
// What plan() says of each statement: locks, reads, losses, and the notices in words.

#include "runtime/database.hpp"

#include <sterna/sterna.hpp>

#include <doctest/doctest.h>

#include <string>

namespace runtime_plan_test {

using namespace sterna::dsl;
using runtime_tests::database;

namespace {

inline constexpr auto create_tables =
    migration("a1", "create tables")
        .upgrade(create_table("account", column("id", big_integer, primary_key), column("name", text)),
                 create_table("post", column("id", big_integer, primary_key), column("author", big_integer)),
                 create_index("ix_post_author", "post", {"author"}));
inline constexpr auto add_columns =
    migration("b2", "add columns").revises("a1")
        .upgrade(add_column("account", column("email", text)),
                 create_foreign_key("fk_post_author", "post", {"author"}, "account", {"id"}).not_valid());
inline constexpr auto validate =
    migration("c3", "validate").revises("b2").upgrade(validate_constraint("fk_post_author", "post"));
inline constexpr auto index_name =
    migration("d4", "index name").revises("c3")
        .upgrade(assume_safe(create_index("ix_account_name", "account", {"name"}), "there are ten accounts"));
inline constexpr auto fill =
    migration("e5", "fill and drop").revises("d4")
        .upgrade(execute("UPDATE account SET email = 'x'").as(), alter_column("account", "name", type(string(50))
                     .using_("left(name, 50)")))
        .irreversible("names are cut off");

inline constexpr auto rules = sterna::policy::rules(sterna::policy::notice(sterna::rule::type_change_rewrites),
                                                    sterna::policy::off(sterna::rule::raw_sql));
inline constexpr auto history = sterna::history<rules, create_tables, add_columns, validate, index_name, fill>;

/// "SHARE ROW EXCLUSIVE / SHARE ROW EXCLUSIVE, scan, rewrite, loses data, breaks old code".
std::string said(const sterna::planned_migration::statement& of) {
  std::string text(of.lock);
  text += of.other_lock.empty() ? "" : " / " + std::string(of.other_lock);
  text += of.scan ? ", scan" : "";
  text += of.rewrite ? ", rewrite" : "";
  text += of.loses_data ? ", loses data" : "";
  text += of.breaks_old_code ? ", breaks old code" : "";
  text += of.unknown ? ", unknown" : "";
  return text;
}
bool has(const sterna::planned_migration::statement& of, std::string_view notice) {
  for (const std::string& each : of.notices) {
    if (each.starts_with(notice)) {
      return true;
    }
  }
  return false;
}
/// The statements of ops, without those of the version table.
std::vector<sterna::planned_migration::statement> of_ops(const sterna::planned_migration& migration) {
  std::vector<sterna::planned_migration::statement> found;
  for (const auto& each : migration.statements) {
    if (each.operation > 0) {
      found.push_back(each);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a plan says what each statement does to those who use the database") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto plan = sterna::plan(history, "heads", db.options());
  REQUIRE(plan.size() == 5);
  for (const auto& each : of_ops(plan[0])) {  // new tables are nobody's concern
    CHECK(said(each).empty());
    CHECK(each.notices.empty());
  }
  const auto columns = of_ops(plan[1]);
  REQUIRE(columns.size() == 2);
  CHECK(said(columns[0]) == "ACCESS EXCLUSIVE");
  CHECK(columns[0].notices.size() == 1);
  CHECK(columns[0].notices[0].starts_with("short_exclusive_lock: takes ACCESS EXCLUSIVE on table 'account'"));
  CHECK(said(columns[1]) == "SHARE ROW EXCLUSIVE / SHARE ROW EXCLUSIVE");
  CHECK(has(columns[1], "referenced_table_locked: "));
  CHECK(has(columns[1], "several_tables_locked: "));
  CHECK(said(of_ops(plan[2])[0]) == "SHARE UPDATE EXCLUSIVE / ROW SHARE, scan");
  CHECK(said(of_ops(plan[3])[0]) == "SHARE, scan");
  CHECK(of_ops(plan[3])[0].notices.empty());  // it was assumed to be safe
  const auto last = of_ops(plan[4]);
  REQUIRE(last.size() == 2);
  CHECK(said(last[0]) == ", unknown");
  CHECK(last[0].notices.empty());
  CHECK(said(last[1]) == "ACCESS EXCLUSIVE, scan, rewrite, loses data, breaks old code");
  CHECK(has(last[1], "type_change_rewrites: nobody can read or write table 'account'"));
  CHECK(has(last[1], "type_change_may_fail: values of column 'name' of table 'account'"));
}

TEST_CASE("a statement that stands for several ops says what all of them do, and an error names them") {
  STERNA_NEEDS_SERVER();
  static constexpr auto made = migration("a1", "tables").upgrade(
      create_table("part", column("id", integer, primary_key), column("size", integer, not_null)));
  static constexpr auto changed =
      migration("b2", "changes")
          .revises("a1")
          .upgrade(drop_column("part", "size"),
                   add_column("part", column("weight", integer, not_null, server_default(10))),
                   assume_safe(create_check_constraint("light", "part", "weight < 9"), "few rows"));
  static constexpr auto whole = sterna::history<made, changed>;
  const database db;
  sterna::upgrade(whole, "a1", db.options());
  const auto statements = of_ops(sterna::plan(whole, "b2", db.options()).at(0));
  REQUIRE(statements.size() == 1);
  CHECK(statements[0].sql == "ALTER TABLE part DROP COLUMN size, ADD COLUMN weight integer DEFAULT 10 NOT NULL, "
                             "ADD CONSTRAINT light CHECK (weight < 9)");
  CHECK(statements[0].operation == 1);
  CHECK(statements[0].last_operation == 3);
  CHECK(said(statements[0]) == "ACCESS EXCLUSIVE, scan, loses data, breaks old code");
  db.execute("INSERT INTO part VALUES (1, 2)");
  try {
    sterna::upgrade(whole, "b2", db.options());
    FAIL_CHECK("no error");
  } catch (const sterna::statement_error& e) {
    CHECK(e.operation() == "upgrade ops 1 to 3, drop_column, add_column, create_check_constraint");
    CHECK(std::string_view(e.what()).starts_with(
        "migration 'b2' (changes), upgrade ops 1 to 3, drop_column, add_column, create_check_constraint: check "
        "constraint \"light\""));
  }
}

TEST_CASE("a plan of what is left knows the schema of what is done") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(history, "b2", db.options());
  const auto plan = sterna::plan(history, "c3", db.options());
  REQUIRE(plan.size() == 1);
  CHECK(said(of_ops(plan[0])[0]) == "SHARE UPDATE EXCLUSIVE / ROW SHARE, scan");
}

TEST_CASE("a plan of a downgrade says what is lost") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(history, "d4", db.options());
  const auto plan = sterna::plan(history, "base", db.options(), sterna::direction::downgrade);
  REQUIRE(plan.size() == 4);
  CHECK(said(of_ops(plan[0])[0]) == "ACCESS EXCLUSIVE");
  CHECK(has(of_ops(plan[0])[0], "index_not_dropped_concurrently: "));
  const auto columns = of_ops(plan[2]);
  REQUIRE(columns.size() == 2);
  CHECK(said(columns[0]) == "ACCESS EXCLUSIVE / ACCESS EXCLUSIVE");
  CHECK(said(columns[1]) == "ACCESS EXCLUSIVE, loses data, breaks old code");
  CHECK(has(columns[1], "column_dropped: the values of column 'email' of table 'account' are lost"));
  const auto tables = of_ops(plan[3]);
  REQUIRE(tables.size() == 3);
  CHECK(tables[2].loses_data);
  CHECK(has(tables[2], "table_dropped: the rows of table 'account' are lost"));
}

}  // namespace runtime_plan_test
