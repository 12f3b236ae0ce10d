// SPDX-License-Identifier: BSL-1.0
#include "schema/many_types.hpp"

#include <sterna/schema/type_rules.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace schema_type_rules_test {

using namespace sterna::dsl;
using sterna::answer;
using sterna::assignment_cast;
using sterna::comparable_for_foreign_key;
using sterna::flaw_of;
using sterna::has_btree;
using sterna::may_be_identity;
using sterna::rewrite;
using sterna::rewrite_of;
using sterna::type_flaw;

namespace {

// The rules in short; the server has its say below.
static_assert(flaw_of(string(0), 13) == type_flaw::length_not_positive);
static_assert(flaw_of(array(character(-1)), 13) == type_flaw::length_not_positive);
static_assert(flaw_of(string(10485761), 13) == type_flaw::length_too_large);
static_assert(flaw_of(numeric(2, 5), 13) == type_flaw::scale_out_of_range);
static_assert(flaw_of(numeric(2, 5), 15) == type_flaw::none && flaw_of(numeric(2, -5), 15) == type_flaw::none);
static_assert(flaw_of(raw("integer(5)"), 13) == type_flaw::takes_no_argument);
static_assert(flaw_of(raw(""), 13) == type_flaw::unbalanced && flaw_of(raw("\"a(\""), 13) == type_flaw::none);
static_assert(flaw_of(enumeration("mood"), 13) == type_flaw::none);
static_assert(comparable_for_foreign_key(big_integer, integer) == answer::yes);
static_assert(comparable_for_foreign_key(integer, text) == answer::no);
static_assert(comparable_for_foreign_key(enumeration("mood"), enumeration("mood")) == answer::yes);
static_assert(comparable_for_foreign_key(enumeration("mood"), text) == answer::unknown);
static_assert(comparable_for_foreign_key(text.collate("C"), text) == answer::unknown);
static_assert(comparable_for_foreign_key(text.collate("C"), text.collate("C")) == answer::yes);
static_assert(assignment_cast(text, integer) == answer::no && assignment_cast(integer, text) == answer::yes);
static_assert(assignment_cast(text, raw("citext")) == answer::unknown);
static_assert(assignment_cast(enumeration("mood"), enumeration("mood").in_schema("foo")) == answer::unknown);
static_assert(rewrite_of(string(20), string(50)) == rewrite::none &&
              rewrite_of(string(50), string(20)) == rewrite::table);
static_assert(rewrite_of(integer, big_integer) == rewrite::table);
static_assert(rewrite_of(timestamp, timestamp_tz) == rewrite::depends_on_time_zone);
static_assert(rewrite_of(text, text.collate("C")) == rewrite::index_only);
static_assert(rewrite_of(raw("citext"), text) == rewrite::table);
static_assert(has_btree(json) == answer::no && has_btree(jsonb) == answer::yes &&
              has_btree(array(json)) == answer::yes);
static_assert(has_btree(enumeration("mood")) == answer::unknown);
static_assert(may_be_identity(raw("int8")) == answer::yes && may_be_identity(serial) == answer::no);
static_assert(may_be_identity(array(integer)) == answer::no && may_be_identity(raw("a_domain")) == answer::unknown);

const std::vector<std::string>& arrays() {
  static const std::vector<std::string> made = {
      "bool[]", "int2[]", "int4[]", "int8[]", "numeric[]", "float8[]", "text[]", "varchar[]", "bpchar[]", "name[]",
      "\"char\"[]", "json[]", "jsonb[]", "xml[]", "point[]", "path[]", "polygon[]", "timestamp[]", "timestamptz[]",
      "date[]", "uuid[]", "oid[]", "regclass[]", "inet[]", "cidr[]", "pg_catalog.bit[]", "varbit[]", "int4range[]",
      "xid[]"};
  return made;
}
std::vector<std::string> all_types(many_statements& db) {
  std::vector<std::string> made = catalog_types();
  made.insert(made.end(), arrays().begin(), arrays().end());
  return db.existing(made);
}

/// Each with arguments, to be changed to each of the same line.
const std::vector<std::vector<std::string>> with_arguments = {
    {"varchar", "varchar(1)", "varchar(10)", "varchar(20)", "text", "bpchar", "char(1)", "char(10)", "char(20)", "name",
     "cidr", "xml", "varchar(10)[]", "varchar(20)[]", "varchar[]", "text[]", "char(3)[]", "char(4)[]", "integer",
     "bpchar[]"},
    {"pg_catalog.bit", "bit(1)", "bit(8)", "bit(9)", "varbit", "varbit(8)", "varbit(9)", "varbit(8)[]", "varbit(9)[]"},
    {"numeric", "numeric(10)", "numeric(10,0)", "numeric(10,2)", "numeric(11,2)", "numeric(11,3)", "numeric(9,2)",
     "integer", "numeric(10,2)[]", "numeric(11,2)[]", "numeric[]"},
    {"timestamp", "timestamp(0)", "timestamp(3)", "timestamp(6)", "timestamp(9)", "timestamptz", "timestamptz(0)",
     "timestamptz(3)", "timestamptz(6)", "date", "timestamp(3)[]", "timestamp[]", "timestamptz(3)[]", "timestamptz[]"},
    {"time", "time(0)", "time(3)", "time(6)", "timetz", "timetz(0)", "timetz(3)", "timetz(6)", "interval"},
    {"interval", "interval(0)", "interval(3)", "interval(6)", "interval year", "interval month", "interval day",
     "interval hour", "interval minute", "interval second", "interval second(3)", "interval second(4)",
     "interval year to month", "interval day to hour", "interval day to minute", "interval day to second",
     "interval day to second(3)", "interval hour to minute", "interval hour to second", "interval minute to second(6)",
     "interval(3)[]", "interval[]", "time(3)"},
};

std::string_view word(answer a) { return a == answer::yes ? "yes" : a == answer::no ? "no" : "unknown"; }
std::string_view word(rewrite r) {
  const std::string_view words[] = {"none", "scan", "table", "index", "depends"};
  return words[static_cast<int>(r)];
}

}  // namespace

TEST_CASE("type rules: flaws are those that the server has something against") {
  many_statements db;
  if (!db) {
    return;
  }
  const std::vector<std::string> texts = {
      "varchar(0)", "varchar(1)", "varchar(-1)", "varchar(10485760)", "varchar(10485761)", "varchar(99999999999)",
      "char(0)", "char(1)", "char(10485760)", "char(10485761)", "bpchar(0)", "bpchar(5)", "character varying(0)",
      "bit(0)", "bit(1)", "bit(83886080)", "bit(83886081)", "bit varying(0)", "varbit(83886080)", "varbit(83886081)",
      "numeric(0)", "numeric(1)", "numeric(1000)", "numeric(1001)", "numeric(-1)", "numeric(5,5)", "numeric(5,6)",
      "numeric(5,-1)", "numeric(5,-1000)", "numeric(5,-1001)", "numeric(5,1000)", "numeric(5,1001)", "dec(0)",
      "float(0)", "float(1)", "float(24)", "float(53)", "float(54)", "float(-1)", "time(0)", "time(6)", "time(7)",
      "time(-1)", "timestamp(-1)", "timestamp(10)", "timestamptz(-1)", "interval(-1)", "interval(7)", "interval(0)",
      "timetz(-1)", "timestamp(-1) with time zone", "time(-1) with time zone", "interval second(-1)", "varchar(0)[]",
      "numeric(2000)[]", "float(54)[]", "integer(5)[]",
      "integer(5)", "int4(5)", "smallint(5)", "bigint(5)", "real(5)", "float4(5)", "double precision(5)", "float8(5)",
      "text(10)", "boolean(1)", "bool(1)", "date(3)", "json(1)", "smallserial(2)", "serial(4)", "float(3,3)",
      "", " ", "(", "varchar(3", "varchar 3)", "int4[", "int4]", "\"int4", "\"int4\"", "int4", "int4[3]",
  };
  std::vector<std::string> all = texts;
  for (const std::string& each : catalog_types()) {
    const auto base = sterna::canonical(raw_text(each)).base;
    using enum sterna::catalog_type;
    if (base != sterna::catalog_type::varchar && base != bpchar && base != sterna::catalog_type::bit &&
        base != varbit && base != sterna::catalog_type::numeric && !sterna::detail::is_clock(base) &&
        base != sterna::catalog_type::interval) {
      all.push_back(each + "(3)");
    }
  }
  std::vector<std::string> statements;
  for (const std::string& each : all) {
    statements.push_back("CREATE TABLE x (c " + each + ")");
  }
  const std::vector<bool> fine = db.accepted(statements);
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK_MESSAGE((flaw_of(raw_text(all[i]), server_release()) == type_flaw::none) == fine[i], all[i]);
  }
  // What the words of the language render agrees with the raw text of it.
  CHECK(flaw_of(bit(0), 13) == flaw_of(raw("bit(0)"), 13));
  CHECK(flaw_of(numeric(1001), 13) == type_flaw::precision_out_of_range);
  CHECK(flaw_of(timestamp(-1), 13) == type_flaw::precision_out_of_range);
  CHECK(flaw_of(timestamp(7), 13) == type_flaw::none);
}

TEST_CASE("type rules: keys, foreign keys and identities, all pairs of types") {
  many_statements db;
  if (!db) {
    return;
  }
  const std::vector<std::string> types = all_types(db);
  std::vector<std::string> statements;
  for (const std::string& each : types) {
    statements.push_back("CREATE TABLE x (c " + each + " PRIMARY KEY)");
    statements.push_back("CREATE TABLE x (c " + each + ", UNIQUE (c))");
    statements.push_back("CREATE TABLE x (c " + each + "); CREATE INDEX ON x (c)");
    statements.push_back("CREATE TABLE x (c " + each + " GENERATED ALWAYS AS IDENTITY)");
  }
  std::vector<bool> fine = db.accepted(statements);
  std::vector<std::size_t> keys;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const answer said = has_btree(raw_text(types[i]));
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK_MESSAGE(said == (fine[4 * i + k] ? answer::yes : answer::no), types[i]);
    }
    CHECK_MESSAGE(may_be_identity(raw_text(types[i])) == (fine[4 * i + 3] ? answer::yes : answer::no), types[i]);
    if (fine[4 * i]) {
      keys.push_back(i);
    }
  }

  std::string setup;
  for (std::size_t i = 0; i < types.size(); ++i) {
    setup += "CREATE TABLE f" + std::to_string(i) + " (c " + types[i] + ");";
  }
  for (const std::size_t k : keys) {
    setup += "CREATE TABLE k" + std::to_string(k) + " (c " + types[k] + " UNIQUE);";
  }
  db.connection().execute(setup);
  statements.clear();
  for (const std::size_t k : keys) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      statements.push_back("ALTER TABLE f" + std::to_string(i) + " ADD FOREIGN KEY (c) REFERENCES k" +
                           std::to_string(k) + " (c)");
    }
  }
  fine = db.accepted(statements);
  std::size_t at = 0;
  std::size_t accepted = 0;
  std::size_t unknown = 0;
  for (const std::size_t k : keys) {
    for (std::size_t i = 0; i < types.size(); ++i, ++at) {
      const answer said = comparable_for_foreign_key(raw_text(types[k]), raw_text(types[i]));
      accepted += fine[at] ? 1 : 0;
      if (said == answer::unknown) {  // "char" and a text, refused since 18
        CHECK(types[i] == "pg_catalog.\"char\"");
        ++unknown;
      } else {
        CHECK_MESSAGE((said == answer::yes) == fine[at],
                      types[k] << " referenced by " << types[i] << ": " << word(said));
      }
    }
  }
  MESSAGE(at << " foreign keys, of which the server accepts " << accepted << "; " << unknown << " unknown");
}

TEST_CASE("type rules: changes of type, all pairs") {
  many_statements db;
  if (!db) {
    return;
  }
  // What the change does to a table with or without an index: what of both has got a new file.
  db.connection().execute(
      "CREATE FUNCTION change(parts text) RETURNS text LANGUAGE plpgsql AS $$"
      "DECLARE t text := split_part(parts, '>', 1); old_table oid := pg_relation_filenode(t::regclass);"
      "  old_index oid := pg_relation_filenode(to_regclass(t || 'i')); "
      "BEGIN"
      "  EXECUTE 'ALTER TABLE ' || t || ' ALTER c TYPE ' || split_part(parts, '>', 2);"
      "  RAISE SQLSTATE 'OK000' USING MESSAGE = CASE WHEN pg_relation_filenode(t::regclass) <> old_table THEN 'table'"
      "    WHEN pg_relation_filenode(to_regclass(t || 'i')) <> old_index THEN 'index' ELSE 'none' END;"
      "EXCEPTION WHEN SQLSTATE 'OK000' THEN RETURN SQLERRM; WHEN OTHERS THEN RETURN SQLSTATE; END $$");
  std::string setup;
  int tables = 0;
  const auto make_table = [&](const std::string& type, bool indexed) {
    const std::string id = "t" + std::to_string(tables++);
    setup += "CREATE TABLE " + id + " (c " + type + ");";
    setup += indexed ? "CREATE INDEX " + id + "i ON " + id + " (c);" : "";
    return id;
  };
  struct change {
    std::string table, from, to;
  };
  std::vector<change> changes;
  const auto add_pairs = [&](const std::vector<std::string>& types) {
    for (const std::string& from : types) {
      const std::string plain = make_table(from, false);
      const std::string indexed = has_btree(raw_text(from)) == answer::yes ? make_table(from, true) : plain;
      for (const std::string& to : types) {
        changes.push_back({has_btree(raw_text(to)) == answer::yes ? indexed : plain, from, to});
      }
    }
  };
  add_pairs(all_types(db));
  for (const auto& line : with_arguments) {
    add_pairs(line);
  }
  db.connection().execute(setup);
  std::vector<std::string> texts;
  for (const change& each : changes) {
    texts.push_back(each.table + ">" + each.to);
  }
  db.connection().execute("SET TimeZone TO 'UTC'");
  const std::vector<std::string> utc = db.each(texts, "change");
  std::vector<std::string> elsewhere;
  std::map<std::string, int> count;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const change& each = changes[i];
    const sterna::data_type from = raw_text(each.from);
    const sterna::data_type to = raw_text(each.to);
    const bool accepted = utc[i] == "none" || utc[i] == "table" || utc[i] == "index";
    const answer said = assignment_cast(from, to);
    ++count[utc[i]];
    if (said == answer::unknown) {
      ++unknown;
      CHECK(sterna::canonical(to).base == sterna::catalog_type::single_char);
    } else {
      CHECK_MESSAGE((said == answer::yes) == accepted, each.from << " > " << each.to << ", server: " << utc[i]);
    }
    if (accepted) {
      const rewrite cost = rewrite_of(from, to);
      CHECK_MESSAGE(utc[i] == (cost == rewrite::depends_on_time_zone ? "index" : word(cost)),
                    each.from << " > " << each.to << ": " << word(cost) << ", server: " << utc[i]);
      elsewhere.push_back(texts[i]);
    }
  }
  db.connection().execute("SET TimeZone TO 'Europe/Berlin'");
  const std::vector<std::string> berlin = db.each(elsewhere, "change");
  for (std::size_t i = 0, at = 0; i < changes.size(); ++i) {
    if (at < elsewhere.size() && elsewhere[at] == texts[i]) {
      const rewrite cost = rewrite_of(raw_text(changes[i].from), raw_text(changes[i].to));
      CHECK_MESSAGE(berlin[at] == (cost == rewrite::depends_on_time_zone ? "table" : word(cost)), texts[i]);
      ++at;
    }
  }
  for (const auto& [result, n] : count) {
    MESSAGE(result << ": " << n);
  }
  MESSAGE(unknown << " of " << changes.size() << " unknown");

  const auto changed = [&](const std::string& from, const std::string& to) {
    setup.clear();
    const std::string table = make_table(from, true);
    db.connection().execute(setup);
    return db.each({table + ">" + to}, "change")[0];
  };
  CHECK(changed("text", "text COLLATE \"C\"") == word(rewrite_of(text, text.collate("C"))));
  CHECK(changed("text COLLATE \"C\"", "text") == word(rewrite_of(text.collate("C"), text)));
  CHECK(changed("text COLLATE \"C\"", "varchar COLLATE \"C\"") ==
        word(rewrite_of(text.collate("C"), string.collate("C"))));
  CHECK(changed("varchar(3) COLLATE \"C\"", "varchar(4)") == word(rewrite_of(string(3).collate("C"), string(4))));
  CHECK(changed("varchar(3) COLLATE \"C\"", "varchar(2)") == word(rewrite_of(string(3).collate("C"), string(2))));
  CHECK(changed("text", "varchar COLLATE \"C\"") == word(rewrite_of(text, string.collate("C"))));
  CHECK(changed("text[]", "text[] COLLATE \"C\"") == word(rewrite_of(array(text), array(text).collate("C"))));
}

TEST_CASE("type rules: types of the user") {
  many_statements db;
  if (!db) {
    return;
  }
  db.connection().execute(
      "CREATE TYPE mood AS ENUM ('good'); CREATE TYPE pair AS (a int, b text);"
      "CREATE DOMAIN few AS int CHECK (VALUE < 9); CREATE DOMAIN blob AS json");
  for (const std::string id : {"mood", "pair", "few"}) {
    CHECK(db.accepted({"CREATE TABLE k (c " + id + " PRIMARY KEY); CREATE TABLE f (c " + id +
                       " REFERENCES k); "
                       "CREATE TABLE g (c " +
                       id + "[] PRIMARY KEY); ALTER TABLE g ALTER c TYPE " + id + "[]"})[0]);
  }
  CHECK_FALSE(db.accepted({"CREATE TABLE k (c blob PRIMARY KEY)"})[0]);  // so that has_btree cannot know
  // Without a key of the same collation: since 18 refused, where one of the two is not deterministic.
  const auto statements = {
      std::string("CREATE TABLE k (c text COLLATE \"C\" PRIMARY KEY); "
                  "CREATE TABLE f (c text COLLATE \"POSIX\" REFERENCES k)")};
  CHECK(db.accepted(statements)[0]);
}

}  // namespace schema_type_rules_test
