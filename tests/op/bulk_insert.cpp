// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_bulk_insert_test {

using namespace sterna::dsl;

constexpr auto table = create_table("t", column("id", integer, primary_key, no_identity), column("name", text),
                                    column("price", numeric(6, 2)), column("made", date), column("data", jsonb),
                                    column("on", boolean, not_null, server_default(false)));

static_assert(renders_as(bulk_insert("t", {"id", "on"}, row(1, true), row(-2, false)).schema("s"),
                         "INSERT INTO s.t (id, \"on\") VALUES\n    (1, true),\n    (-2, false)"));
static_assert(renders_as(bulk_insert("t", {"id"}), ""));

TEST_CASE("bulk_insert: values as literals, and back by the primary key") {
  live_schema db;
  const auto rows = bulk_insert("t", {"id", "name", "price", "made", "data", "on"},
                                row(1, "it's", "1.50", "2026-01-31", R"({"a": "\\"})", true),
                                row(2, nullptr, nullptr, sql("CURRENT_DATE"), nullptr, false));
  expect_sql(db, table, sql_of(table));
  const std::string insert = "INSERT INTO t (id, name, price, made, data, \"on\") VALUES\n"
                             "    (1, 'it''s', '1.50', '2026-01-31', E'{\"a\": \"\\\\\\\\\"}', true),\n"
                             "    (2, NULL, NULL, CURRENT_DATE, NULL, false)";
  expect_sql(db, rows, insert);
  if (db) {
    CHECK(db.one("SELECT name || price || made || data::text FROM t WHERE id = 1") ==
          "it's1.502026-01-31{\"a\": \"\\\\\"}");
    CHECK(db.one("SELECT count(*) FROM t WHERE id = 2 AND name IS NULL AND made = CURRENT_DATE AND NOT \"on\"") == "1");
  }
  static const sterna::graph none({});
  sterna::replay history(none);
  REQUIRE(history.play(assume(table).view(), false, false));
  history.world().revision = 1;
  REQUIRE(history.play(rows.view(), false, true));
  const std::string undo = sql_of(history.take_derived().ops.view());
  CHECK(undo == "DELETE FROM t WHERE id IN (1, 2)");
  CHECK(db.accepts("INSERT INTO t (id) VALUES (3)"));
  CHECK(db.accepts(undo));
  if (db) CHECK(db.one("SELECT string_agg(id::text, ',') FROM t") == "3");
}

TEST_CASE("bulk_insert: the way back by a key of several columns; none without it") {
  static constexpr auto pairs =
      create_table("p", column("a", integer), column("b", text), column("c", text), primary_key("a", "b"));
  const auto undone = [](const auto& word) {
    static const sterna::graph none({});
    sterna::replay history(none);
    REQUIRE(history.play(assume(pairs).view(), false, false));
    history.world().revision = 1;
    return history.play(word.view(), false, true) ? sql_of(history.take_derived().ops.view())
                                                  : std::string("cannot be derived");
  };
  CHECK(undone(bulk_insert("p", {"c", "b", "a"}, row("x", "y", 1), row("x", "z", 2))) ==
        "DELETE FROM p WHERE (a, b) IN ((1, 'y'), (2, 'z'))");
  CHECK(undone(bulk_insert("p", {"a", "b"}, row(1, sql("now()::text")))) == "cannot be derived");
  CHECK(undone(bulk_insert("p", {"a"}, row(1))) == "cannot be derived");
  CHECK(undone(bulk_insert("p", {"a"}, row(1)).keep_rows()).empty());
  CHECK(undone(bulk_insert("p", {"a"})).empty());
}

TEST_CASE("bulk_insert: rows of a table of the same migration go with it") {
  constexpr auto one = migration("a", "one").upgrade(create_table("t", column("name", text)),
                                                     bulk_insert("t", {"name"}, row("x")));
  const sterna::revision alone[] = {one.view()};
  CHECK(sterna::check(sterna::history_view(alone)).what == sterna::fault::none);
}

TEST_CASE("bulk_insert: faults") {
  using sterna::fault;
  CHECK(found_in(bulk_insert("t", {"id"}, row(1))).what == fault::missing_table);
  CHECK(found_in(bulk_insert("t", {"idd"}, row(1)), table).what == fault::missing_column);
  CHECK(found_in(bulk_insert("t", {"id", "id"}, row(1, 1)), table).what == fault::duplicate_column);
  CHECK(found_in(bulk_insert("t", {"id"}, row("x")), table).what == fault::default_type);
  CHECK(found_in(bulk_insert("t", {"id"}, row(5'000'000'000)), table).what == fault::default_type);
  CHECK(found_in(bulk_insert("t", {"id", "on"}, row(1, nullptr)), table).what == fault::not_null_default_null);
  CHECK(found_in(bulk_insert("t", {"id", "m"}, row(1, "bad")), table, create_enumeration("mood", {"ok"}),
                 add_column("t", column("m", enumeration("mood")))).what == fault::missing_value);
  CHECK(found_in(bulk_insert("t", {"id", "g"}, row(1, 1)), table,
                 add_column("t", column("g", integer, generated("id * 2")))).what == fault::column_is_generated);
}

}  // namespace op_bulk_insert_test
