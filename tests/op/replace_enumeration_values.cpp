// SPDX-License-Identifier: BSL-1.0
#include "op/sql_of.hpp"

#include <sterna/history/checksum.hpp>
#include <sterna/history/explain.hpp>
#include <sterna/history/sql_text.hpp>

#include <doctest/doctest.h>

#include <string>

namespace op_replace_enumeration_values_test {

using namespace sterna::dsl;
namespace policy = sterna::policy;

namespace {

inline constexpr auto rules = policy::rules(policy::all_off());
inline constexpr auto begin =
    migration("a1", "begin")
        .upgrade(create_enumeration("mood", {"sad", "ok", "happy"}),
                 create_table("person", column("mood", enumeration("mood"), not_null, server_default("happy")),
                              column("wish", enumeration("mood")), column("all", array(enumeration("mood"))),
                              constraint("ck", check("mood <> 'ok' OR wish IS NULL")), primary_key({"mood"})),
                 create_table("pet", column("mood", enumeration("mood"), server_default("ok"),
                                            constraint("fk", references("person", "mood")))),
                 create_index("ix", "person", {"wish"}).where("wish = 'sad'"),
                 comment_on_type("mood", "how one is"));
inline constexpr auto change =
    migration("b2", "change").revises("a1").upgrade(
        replace_enumeration_values("mood", {"great", "ok", "sad"}).map("happy", "great"));
inline constexpr auto history = sterna::history<rules, begin, change>;

/// What is wrong with a replacement in this schema.
template <class Word>
[[nodiscard]] std::string found(const Word& word) {
  const auto next = migration("b2", "next").revises("a1").upgrade(word);
  const sterna::revision all[] = {rules.view(), begin.view(), next.view()};
  return sterna::explain(sterna::check(std::span<const sterna::revision>(all)), sterna::history_view(all));
}

}  // namespace

TEST_CASE("replace_enumeration_values: by itself it is a sketch, where the schema is not known") {
  CHECK(sql_of(replace_enumeration_values("mood", {"sad", "ok"})) ==
        "ALTER TYPE mood RENAME TO mood_old;\nCREATE TYPE mood AS ENUM ('sad', 'ok');\n"
        "-- of each column of it: ALTER COLUMN ... TYPE mood USING \"column\"::text::mood;\nDROP TYPE mood_old");
  CHECK(sql_of(replace_enumeration_values("Mood", {"sad"}).map("ok", "sad").schema("s")) ==
        "ALTER TYPE s.\"Mood\" RENAME TO \"Mood_old\";\nCREATE TYPE s.\"Mood\" AS ENUM ('sad');\n"
        "-- of each column of it: ALTER COLUMN ... TYPE Mood USING (CASE \"column\"::text WHEN 'ok' THEN 'sad' ELSE "
        "\"column\"::text END)::s.\"Mood\";\nDROP TYPE s.\"Mood_old\"");
  CHECK(undo_of(replace_enumeration_values("mood", {"sad"})) == "cannot be derived");
}

TEST_CASE("replace_enumeration_values: all columns, their defaults, and what compares them") {
  CHECK(sterna::sql(history, "b2") == R"(ALTER TABLE pet DROP CONSTRAINT fk;
DROP INDEX ix;
ALTER TABLE person DROP CONSTRAINT ck;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('great', 'ok', 'sad');
ALTER TABLE person ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'happy' THEN 'great' ELSE mood::text END)::mood, ALTER COLUMN mood SET DEFAULT 'great', ALTER COLUMN wish TYPE mood USING (CASE wish::text WHEN 'happy' THEN 'great' ELSE wish::text END)::mood, ALTER COLUMN "all" TYPE mood[] USING array_replace("all"::text[], 'happy', 'great')::mood[];
ALTER TABLE pet ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'happy' THEN 'great' ELSE mood::text END)::mood, ALTER COLUMN mood SET DEFAULT 'ok';
DROP TYPE mood_old;
COMMENT ON TYPE mood IS 'how one is';
ALTER TABLE person ADD CONSTRAINT ck CHECK (mood <> 'ok' OR wish IS NULL);
CREATE INDEX ix ON person (wish) WHERE wish = 'sad';
ALTER TABLE pet ADD CONSTRAINT fk FOREIGN KEY (mood) REFERENCES person (mood);
)");
  CHECK(sterna::sql(history, "b2:downgrade") == R"(ALTER TABLE pet DROP CONSTRAINT fk;
DROP INDEX ix;
ALTER TABLE person DROP CONSTRAINT ck;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE person ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'great' THEN 'happy' ELSE mood::text END)::mood, ALTER COLUMN mood SET DEFAULT 'happy', ALTER COLUMN wish TYPE mood USING (CASE wish::text WHEN 'great' THEN 'happy' ELSE wish::text END)::mood, ALTER COLUMN "all" TYPE mood[] USING array_replace("all"::text[], 'great', 'happy')::mood[];
ALTER TABLE pet ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'great' THEN 'happy' ELSE mood::text END)::mood, ALTER COLUMN mood SET DEFAULT 'ok';
DROP TYPE mood_old;
COMMENT ON TYPE mood IS 'how one is';
ALTER TABLE person ADD CONSTRAINT ck CHECK (mood <> 'ok' OR wish IS NULL);
CREATE INDEX ix ON person (wish) WHERE wish = 'sad';
ALTER TABLE pet ADD CONSTRAINT fk FOREIGN KEY (mood) REFERENCES person (mood);
)");
  live_schema db;
  CHECK(db.accepts(sterna::sql(history, "a1")));
  CHECK(db.accepts("INSERT INTO person VALUES ('happy', 'sad', '{happy,sad}'); INSERT INTO pet VALUES ('happy')"));
  CHECK(db.accepts(sterna::sql(history, "b2")));
  if (db) {
    CHECK(db.connection().execute("SELECT mood || ' ' || wish || ' ' || \"all\"::text FROM person")[0][0]
              .text() == "great sad {great,sad}");
    CHECK(db.connection().execute("SELECT mood FROM pet")[0][0].text() == "great");
  }
  CHECK(db.accepts(sterna::sql(history, "b2:downgrade")));
  if (db) {
    CHECK(db.connection().execute("SELECT mood || ' ' || wish || ' ' || \"all\"::text FROM person")[0][0]
              .text() == "happy sad {happy,sad}");
  }
}

TEST_CASE("replace_enumeration_values: what it cannot do") {
  CHECK(found(replace_enumeration_values("mod", {"sad"})) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: type 'mod' does not exist; did you "
        "mean 'mood'?");
  CHECK(found(replace_enumeration_values("mood", {"sad", "ok", "happy", "sad"})) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: value 'sad' is already one of the "
        "enumeration 'mood'; choose another, or leave it out");
  CHECK(found(replace_enumeration_values("mood", {"sad", "ok"})) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: 'happy' is still needed by column "
        "'mood' of table 'person', as its default; say .map(\"happy\", \"...\"), or give it another one first");
  CHECK(found(replace_enumeration_values("mood", {"sad", "ok"}).map("hapy", "ok")) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: value 'hapy' is none of the "
        "enumeration 'mood'; .map(\"old\", \"new\") takes one that is there, and one that will be; did you "
        "mean 'happy'?");
  CHECK(found(replace_enumeration_values("mood", {"sad", "ok"}).map("happy", "great")) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: value 'great' is none of the "
        "enumeration 'mood'; .map(\"old\", \"new\") takes one that is there, and one that will be");
  CHECK(found(replace_enumeration_values("mood", {"sad", "happy"})) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: 'ok' is still needed by constraint "
        "'ck' of table 'person'; drop that first, and make it again behind this op");
  // a new value has no way back
  CHECK(found(replace_enumeration_values("mood", {"sad", "ok", "happy", "great"})) ==
        "migration 'b2' (next): upgrade op 1, replace_enumeration_values: how to undo it is not known; write "
        ".downgrade(...), or say .irreversible(\"why\")");
}

TEST_CASE("replace_enumeration_values: values of an array that change places") {
  const sterna::element pairs[] = {{{}, "a"}, {{}, "b"}, {{}, "b"}, {{}, "a"}};
  sterna::data_type type = enumeration("t");
  type.dimensions = 1;
  sterna::sql_writer out;
  sterna::detail::write_values_anew("c", type, {pairs, 4}, out);
  CHECK(out.text() ==
        "array_replace(array_replace(array_replace(array_replace(c::text[], 'a', 'a -> b'), 'b', 'b -> a'), "
        "'a -> b', 'b'), 'b -> a', 'a')::t[]");
  sterna::sql_writer one;
  sterna::detail::write_values_anew("c", type, {pairs, 2}, one);
  CHECK(one.text() == "array_replace(c::text[], 'a', 'b')::t[]");
}

TEST_CASE("replace_enumeration_values: an edited one has another checksum") {
  const auto other = migration("b2", "change").revises("a1").upgrade(
      replace_enumeration_values("mood", {"great", "ok", "sad"}).map("happy", "ok"));
  CHECK(sterna::detail::checksum_of(other.view()) != sterna::detail::checksum_of(change.view()));
}

}  // namespace op_replace_enumeration_values_test
