// SPDX-License-Identifier: BSL-1.0
#include "op/sql_of.hpp"

#include <sterna/history/merged.hpp>

#include <random>
#include <vector>

namespace history_merged_test {

using namespace sterna::dsl;

namespace {

/// The statements of a script as they are executed.
std::vector<std::string> merged(const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render_merged(ops, out);
  std::vector<std::string> made;
  for (const auto& each : out.statements()) {
    made.emplace_back(out.text_of(each));
  }
  return made;
}
template <class... Word>
std::string merged_text(const Word&... words) {
  sterna::script_builder all;
  (sterna::decode(words.view(), all), ...);
  int position = 0;
  for (sterna::operation& op : all.operations()) {
    op.position = ++position;
  }
  std::string text;
  for (const std::string& each : merged(all.view())) {
    text += (text.empty() ? "" : ";\n") + each;
  }
  return text;
}

constexpr auto add_x = add_column("t", column("x", integer));
constexpr auto add_y = add_column("t", column("y", integer, not_null, server_default(7)));
constexpr auto add_z = add_column("t", column("z", integer, references("u", "id")));
constexpr auto add_g = add_column("t", column("g", integer, generated("c + 1")));
constexpr auto add_w = add_column("t", column("w", integer, unique));
constexpr auto add_b = add_column("t", column("b", integer));
constexpr auto drop_b = drop_column("t", "b");
constexpr auto drop_e = drop_column("t", "e");
constexpr auto drop_x = drop_column("t", "x").if_exists();
constexpr auto drop_ck = drop_constraint("ck", "t");
constexpr auto drop_uq = drop_constraint("uq", "t");
constexpr auto a_bigint = alter_column("t", "a", type(big_integer));
constexpr auto b_integer = alter_column("t", "b", type(integer).using_("b::integer"));
constexpr auto d_with_b = alter_column("t", "d", type(integer).using_("d::integer + b::text::integer"));
constexpr auto c_bigint = alter_column("t", "c", type(big_integer), server_default(3));
constexpr auto a_no_default = alter_column("t", "a", drop_default);
constexpr auto a_nullable = alter_column("t", "a", nullable);
constexpr auto b_not_null = alter_column("t", "b", not_null);
constexpr auto y_no_default = alter_column("t", "y", drop_default);
constexpr auto x_default = alter_column("t", "x", server_default(5));
constexpr auto key_ac = create_unique_constraint("uq_ac", "t", {"a", "c"});
constexpr auto primary = create_primary_key("pk", "t", {"a"});
constexpr auto check_c = create_check_constraint("ck2", "t", "c < 100");
constexpr auto check_x = create_check_constraint("ckx", "t", "x IS NULL OR x > 0");
constexpr auto foreign = create_foreign_key("fk", "t", {"c"}, "u", {"id"});
constexpr auto commented = alter_column("t", "a", comment("the first"));
constexpr auto alone = separately(add_column("t", column("s", integer)));

const std::vector<sterna::list<sterna::token>> words = {
    add_x.view(),        add_y.view(),     add_z.view(),    add_g.view(),        add_w.view(),      add_b.view(),
    drop_b.view(),       drop_e.view(),    drop_x.view(),   drop_ck.view(),      drop_uq.view(),    a_bigint.view(),
    b_integer.view(),    d_with_b.view(),  c_bigint.view(), a_no_default.view(), a_nullable.view(), b_not_null.view(),
    y_no_default.view(), x_default.view(), key_ac.view(),   primary.view(),      check_c.view(),    check_x.view(),
    foreign.view(),      commented.view(), alone.view()};

/// All that a table is, and its rows.
constexpr std::string_view look =
    "SELECT concat_ws(E'\\n', (SELECT string_agg(format('%s %s %s %s', attname, format_type(atttypid, atttypmod), "
    "attnotnull, pg_get_expr(adbin, adrelid)), E'\\n' ORDER BY attnum) FROM pg_attribute LEFT JOIN pg_attrdef ON "
    "adrelid = attrelid AND adnum = attnum WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped), "
    "(SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), E'\\n' ORDER BY conname) FROM pg_constraint WHERE "
    "conrelid = 't'::regclass), (SELECT string_agg(t::text, E'\\n') FROM t))";

struct outcome {
  std::string refused{};
  std::string is{};
};
outcome outcome_of(live_schema& db, const std::vector<std::string>& statements) {
  db.connection().execute("SAVEPOINT before");
  outcome made;
  for (const std::string& each : statements) {
    made.refused = made.refused.empty() ? db.refusal_of(each) : made.refused;
  }
  if (made.refused.empty()) {
    made.is = db.one(look);
  }
  db.connection().execute("ROLLBACK TO before");
  return made;
}

}  // namespace

TEST_CASE("ops on one table become one ALTER TABLE, in the order in which they were said") {
  CHECK(merged_text(add_x, add_y, foreign) ==
        "ALTER TABLE t ADD COLUMN x integer, ADD COLUMN y integer DEFAULT 7 NOT NULL, ADD CONSTRAINT fk FOREIGN KEY "
        "(c) REFERENCES u (id)");
  CHECK(merged_text(drop_ck, a_bigint, key_ac) ==
        "ALTER TABLE t DROP CONSTRAINT ck, ALTER COLUMN a TYPE bigint, ADD CONSTRAINT uq_ac UNIQUE (a, c)");
  CHECK(merged_text(add_x, drop_b) == "ALTER TABLE t ADD COLUMN x integer, DROP COLUMN b");
}

TEST_CASE("what would be carried out in another order, or needs another table, stays apart") {
  CHECK(merged_text(add_y, y_no_default) ==
        "ALTER TABLE t ADD COLUMN y integer DEFAULT 7 NOT NULL;\nALTER TABLE t ALTER COLUMN y DROP DEFAULT");
  CHECK(merged_text(d_with_b, drop_b) == "ALTER TABLE t ALTER COLUMN d TYPE integer USING d::integer + "
                                         "b::text::integer;\nALTER TABLE t DROP COLUMN b");
  CHECK(merged_text(a_nullable, create_primary_key("pk", "t", {"a"})) ==  // what PostgreSQL 18 refuses
        "ALTER TABLE t ALTER COLUMN a DROP NOT NULL;\nALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a)");
  CHECK(merged_text(add_x, add_column("u", column("x", integer))) ==
        "ALTER TABLE t ADD COLUMN x integer;\nALTER TABLE u ADD COLUMN x integer");
  CHECK(merged_text(add_x, execute("SELECT 1").as(), add_b) ==
        "ALTER TABLE t ADD COLUMN x integer;\nSELECT 1;\nALTER TABLE t ADD COLUMN b integer");
  CHECK(merged_text(add_x, run([](sterna::connection&) {}).as(), add_b) ==
        "ALTER TABLE t ADD COLUMN x integer;\nALTER TABLE t ADD COLUMN b integer");
}

TEST_CASE("separately keeps an op's statement apart, on both sides") {
  CHECK(merged_text(add_x, alone, add_b) ==
        "ALTER TABLE t ADD COLUMN x integer;\nALTER TABLE t ADD COLUMN s integer;\nALTER TABLE t ADD COLUMN b integer");
}

TEST_CASE("a merged statement knows its ops") {
  sterna::script_builder all;
  for (const auto& each : {check_c.view(), add_x.view(), drop_e.view()}) {
    sterna::decode(each, all);
  }
  sterna::sql_writer out;
  sterna::render_merged(all.view(), out);
  REQUIRE(out.statements().size() == 2);
  CHECK(out.statements()[0].operation == 1);
  CHECK(out.statements()[0].last_operation == 2);
  CHECK(out.statements()[1].operation == 3);
  CHECK(out.statements()[1].last_operation == 3);
}

TEST_CASE("merged or one by one: PostgreSQL comes to the same, for all pairs of ops and many triples") {
  live_schema db;
  if (!db) {
    return;
  }
  for (const char* sql :
       {"SET client_min_messages = warning", "CREATE TABLE u (id integer PRIMARY KEY)", "INSERT INTO u VALUES (3)",
        "CREATE TABLE t (a integer NOT NULL DEFAULT 1, b text, c integer CONSTRAINT ck CHECK (c > 0), d text, e "
        "integer "
        "CONSTRAINT uq UNIQUE)",
        "INSERT INTO t VALUES (1, '2', 3, '4', 5)", "BEGIN"}) {
    REQUIRE(db.accepts(sql));
  }
  int tried = 0;
  int joined = 0;
  const auto compare = [&](std::vector<std::size_t> chosen) {
    sterna::script_builder all;
    std::string what;
    for (const std::size_t each : chosen) {
      sterna::decode(words[each], all);
    }
    std::vector<std::string> single;
    sterna::sql_writer out;
    sterna::render(all.view(), out);
    for (const auto& each : out.statements()) {
      single.emplace_back(out.text_of(each));
      what += single.back() + "\n";
    }
    const std::vector<std::string> together = merged(all.view());
    if (together.size() == single.size()) {
      return;
    }
    const outcome one_by_one = outcome_of(db, single);
    if (!one_by_one.refused.empty()) {
      return;  // what the server refuses, the replay has refused before
    }
    const outcome at_once = outcome_of(db, together);
    ++tried;
    joined += static_cast<int>(single.size() - together.size());
    INFO(what);
    CHECK(at_once.refused == "");
    CHECK(at_once.is == one_by_one.is);
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = 0; j < words.size(); ++j) {
      compare({i, j});
    }
  }
  CHECK(tried > 150);
  std::mt19937 random(20261129);
  for (int i = 0; i < 2000; ++i) {
    compare({random() % words.size(), random() % words.size(), random() % words.size()});
  }
  CHECK(joined > 600);
}

}  // namespace history_merged_test
