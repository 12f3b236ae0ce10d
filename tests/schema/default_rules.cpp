// SPDX-License-Identifier: BSL-1.0
#include "schema/many_types.hpp"

#include <sterna/schema/default_rules.hpp>

#include <random>
#include <string>
#include <vector>

namespace schema_default_rules_test {

using namespace sterna::dsl;
using sterna::answer;
using sterna::boolean_default_fits;
using sterna::integer_default_fits;
using sterna::text_default_fits;

namespace {

static_assert(text_default_fits(integer, "42") == answer::yes && text_default_fits(integer, " -42 ") == answer::yes);
static_assert(text_default_fits(integer, "abc") == answer::no && text_default_fits(integer, "") == answer::no);
static_assert(text_default_fits(integer, "0x1F") == answer::unknown &&
              text_default_fits(integer, "1_0") == answer::unknown);
static_assert(text_default_fits(small_integer, "32768") == answer::no);
static_assert(text_default_fits(small_integer, "-32768") == answer::yes);
static_assert(text_default_fits(big_integer, "-9223372036854775808") == answer::yes);
static_assert(text_default_fits(big_integer, "9223372036854775808") == answer::no);
static_assert(text_default_fits(big_integer, "99999999999999999999999") == answer::no);
static_assert(text_default_fits(string(3), "abcdef") == answer::yes);
static_assert(text_default_fits(boolean, "maybe") == answer::no && text_default_fits(boolean, "O") == answer::no);
static_assert(text_default_fits(json, "{\"a\": [1, {}, []]}") == answer::yes &&
              text_default_fits(json, "{") == answer::no);
static_assert(text_default_fits(array(integer), "1") == answer::no &&
              text_default_fits(array(integer), "{}") == answer::yes);
static_assert(text_default_fits(enumeration("mood"), "good") == answer::unknown);
static_assert(text_default_fits(raw("citext"), "good") == answer::unknown);
static_assert(text_default_fits(date, "2023-02-29") == answer::no &&
              text_default_fits(date, "2024-02-29") == answer::yes);
static_assert(integer_default_fits(text, 0) == answer::yes && integer_default_fits(boolean, 0) == answer::no);
static_assert(boolean_default_fits(integer) == answer::no && boolean_default_fits(raw("bool")) == answer::yes);

const std::vector<std::string> literals = {
    // numbers
    "", " ", "0", "1", "42", " 42 ", "\t42\n", "+7", "-7", "- 7", "--7", "+", "-", "abc", "4a", "4 2", "127", "32767",
    "32768", "-32768", "-32769", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "99999999999999999999999999",
    "0000000000000000000001", "0x1F", "0X1f", "0o17", "0b11", "0b2", "1_000", "_1", "1_", "0x", "0xg", "-0x1", "1.5",
    ".5", "5.", ".", "1.2.3", "1e5", "1E+5", "1e-5", "1e", "1e+", "e5", "1e5x", "1e 5", "1e +5", "1 e5",
    "NaN", "nan", " NaN ", "-NaN",
    "+nan", "nanx", "Infinity", "-infinity", "+Infinity", "inf", "-INF", "infinit", "infinityx", "1e30", "1e37",
    "1e38", "1e39", "1e41", "1e50", "-1e41", "1e-37", "1e-44", "1e-46", "1e-70", "1e300", "1e308", "1e309", "1e312",
    "1e400", "1e-307", "1e-320", "1e-350", "1e-400", "0e9999", "0.0000000000000000000000000000000000000001",
    "100000000000000000000000000000000000000000000000", "1e1000", "1e-1000", "1e99999999", "1e-99999999", "0x1p3",
    "12345.678", "$1.50", "1,000",
    // booleans
    "t", "T", "tr", "tru", "true", "TRUE", " true ", "truex", "f", "fa", "false", "y", "ye", "yes", "n", "no", "o",
    "on", "of", "off", "OFF", "10", "01", "yesno", "2",
    // uuid
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
    "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
    "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11", "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
    "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111",
    "a0e-ebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11",
    "-a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-",
    " a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380g11", "{}", "{-}",
    // json
    "{\"a\": 1}", "{\"a\": [1, 2, {\"b\": null}], \"c\": {}}", "[]", "[1,2]", "[1,]", "[,1]", "{\"a\":}", "{\"a\" 1}",
    "{a: 1}", "{'a': 1}", "{\"a\": 1,}", "{,}", "{\"a\": 1 \"b\": 2}", "[1 2]", "[1}", "{\"a\": 1]", "]", "}", "[",
    "{", "[[[[]]]]", "[[[[]]]", "[[]]]", "\"text\"", "\"text", "text\"", "\"a\\nb\"", "\"a\\qb\"", "\"\\u00e4\"",
    "\"\\u00g4\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u12\"", "\"a\nb\"", "\"\\\"", "\"\\\\\"", "null", "nul",
    "nulll", "Null", "-1", "-", "-0", "01", "-01", "1.", "1.0", "1.e5", "1.5e+10", "1e999999999", "true false",
    "[true,false , null]", " [ 1 , 2 ] ", "{} {}", "[] []", "\v[]", "[\"a\", \"b\"]",
    "{\"a\": {\"b\": {\"c\": [[], [{}]]}}}", "\"\xc3\xa4\"", "{\"\": \"\"}", "{1: 2}", "[1]2", "1 2", "{\"a\":1}}",
    "{\"a\":1,\"a\":2}", "[-]", "[+1]", "[.5]", "[1e5,1E-5,0.5]", "[nan]", "[,]", "[ ]", "{ }", "\"\t\"",
    // moments
    "2024-01-01", "2024-02-29", "2023-02-29", "2024-13-01", "2024-12-32", "2024-00-10", "2024-01-00", "0000-01-01",
    "0001-01-01", "9999-12-31", " 2024-01-01 ", "2024-1-1", "01/02/2024", "31.12.2024", "2024-06-31", "1900-02-29",
    "2000-02-29", "2024-01-01 12:30", "2024-01-01T12:30:00Z", "12:30", "12:30:15.5", "25:00", "now", "NOW", " now ",
    "today", "Tomorrow", "yesterday", "epoch", "allballs", "noon", "nowx", "now()", "CURRENT_TIMESTAMP",
    "current_date", "Jan", "monday", "utc", "z", "Europe/Berlin", "now utc", "today allballs", "BC", "J2451187",
    "never", "late", "current", "invalid", "undefined", "1 day", "day", "a day", "1 year 2 months", "P", "PT", "P1Y",
    "@", "@ 1 day ago", "ago", "1 day ago", "month", "century", "@ .", "day .", "P.", "p", "PTT", "P-", "P T", "-PT",
    "@ PT", "+", "century", "-infinity", "pday", "1:30", "one hour", "04:05:06 PM", "20240101", "infinitytoday",
    "tomorrow utc", "zulu",
    // addresses
    "192.168.0.1", "192.168.0.0/24", "192.168.0.1/24", "192.168", "10", "::", "::1", "fe80::1/64", "2001:db8::/32",
    "1.2.3.4.5", "256.1.1.1", "localhost", "any", ":", "/", "1.2.3.4/", " 10.0.0.1", "10.0.0.1 ", "f",
    "08:00:2b:01:02:03", "08-00-2b-01-02-03", "08002b:010203", "0800.2b01.0203", "08002b010203",
    "08:00:2b:01:02:03:04:05", "0x08:0x0:2b:1:2:3", "0xA", "x", "0x0g", "0x/8", " 08:00:2b:01:02:03 ",
    "08:00:2b:01:02:0g",
    "25508a1255.10g", "j:.", "::ffff:1.2.3.4", "+8:0:1:2:3:4", "08 : 00 : 2b : 01 : 02 : 03", "08\n:00:2b:01:02:03",
    // bytes and bits
    "\\x", "\\xDEADbeef", "\\xDEA", "\\xDE AD", "\\xD EAD", "\\xDEADg0", "\\xde\nad", "\\x \t\r\n", "\\001", "\\\\",
    "\\9", "a\\", "\\X41", "\\xde\fad", "\\xde ", "101", "B101", "b101", "x1F", "X1f", "b102", "xG", "102", "b", "x",
    " 101", "101 ", "bx1",
    // arrays, ranges, others
    "{1,2}", "{1,a}", "{{1},{2}}", " {} ", "{", "[0:1]={1,2}", "{\"a\"}", "{a,b}", "{NULL}", "1,2", "{}x", "empty",
    "EMPTY", " empty ", "[1,2)", "(,)", "(1,2", "[a,b]", " [1,2] ", "[2024-01-01,2024-01-02)", "[2,1]", "{[1,2)}",
    "{[1,2),[3,4)}", "emptyx", "( empty )", "(1,1)", "((0,0),1)", "0/0", "16/B374D848", "a & b", "it''s", "<a/>",
    "<a>", "a word", "'quoted'", "a:1 b:2",
};

std::string_view word(answer a) { return a == answer::yes ? "yes" : a == answer::no ? "no" : "unknown"; }

/// Makes one table c0, c1 ... with a column of each type.
std::vector<std::string> tables_of_all_types(many_statements& db) {
  std::vector<std::string> types = catalog_types();
  for (const char* const more : {
       "varchar(3)", "char(3)", "char", "numeric(3,1)", "numeric(3)", "bit(3)", "bit", "bit varying(3)",
       "timestamp(0)", "timestamptz(0)", "time(0)", "interval(0)", "interval year", "interval second(3)", "bool[]",
       "int4[]", "int8[]", "text[]", "varchar(1)[]", "jsonb[]", "json[]", "uuid[]", "date[]", "float8[]", "numeric[]",
       "bytea[]", "inet[]", "int4range[]", "bit(3)[]", "point[]", "timestamptz[]", "\"char\"[]", "name[]", "xml[]"}) {
    types.emplace_back(more);
  }
  types = db.existing(types);
  std::string setup;
  for (std::size_t i = 0; i < types.size(); ++i) {
    setup += "CREATE TABLE c" + std::to_string(i) + " (c " + types[i] + ");";
  }
  db.connection().execute(setup);
  return types;
}

/// Tries `values` as defaults of all types, and compares.
template <class Fits>
void compare(many_statements& db, const std::vector<std::string>& types, const std::vector<std::string>& values,
             const Fits& fits, bool add_column = false) {
  std::vector<std::string> statements;
  for (std::size_t i = 0; i < types.size(); ++i) {
    for (const std::string& value : values) {
      statements.push_back(add_column ? "ALTER TABLE c0 ADD d " + types[i] + " DEFAULT " + value
                                      : "ALTER TABLE c" + std::to_string(i) + " ALTER c SET DEFAULT " + value);
    }
  }
  const std::vector<bool> fine = db.accepted(statements);
  std::size_t at = 0;
  std::size_t unknown = 0;
  for (const std::string& type : types) {
    const sterna::data_type what = raw_text(type);
    for (std::size_t k = 0; k < values.size(); ++k, ++at) {
      const answer said = fits(what, k);
      unknown += said == answer::unknown ? 1 : 0;
      CHECK_MESSAGE((said == answer::unknown || (said == answer::yes) == fine[at]),
                    type << " DEFAULT " << values[k] << ": " << word(said));
    }
  }
  MESSAGE(at << " defaults, " << unknown << " unknown");
}

}  // namespace

TEST_CASE("default rules: texts in quotes") {
  many_statements db;
  if (!db) {
    return;
  }
  const std::vector<std::string> types = tables_of_all_types(db);
  std::vector<std::string> values;
  for (const std::string& each : literals) {
    values.push_back(many_statements::quoted(each));
  }
  const auto fits = [](const sterna::data_type& type, std::size_t k) { return text_default_fits(type, literals[k]); };
  compare(db, types, values, fits);
  // The order of days and months, the format of what is written out and the zone are the session's, not the default's.
  std::vector<std::string> moments;
  for (const std::string& each : types) {
    if (each.find("date") != std::string::npos || each.find("time") != std::string::npos) {
      moments.push_back(each);
    }
  }
  for (const char* const style : {"SQL, DMY", "Postgres, MDY", "German, YMD"}) {
    db.connection().execute("SET DateStyle TO " + std::string(style) +
                            "; SET TimeZone TO 'Asia/Kathmandu'; "
                            "SET IntervalStyle TO sql_standard");
    std::string setup;
    for (std::size_t i = 0; i < moments.size(); ++i) {
      setup += "DROP TABLE c" + std::to_string(i) + "; CREATE TABLE c" + std::to_string(i) + " (c " + moments[i] + ");";
    }
    db.connection().execute(setup);
    compare(db, moments, values, fits);
  }
}

TEST_CASE("default rules: numbers and truth values") {
  many_statements db;
  if (!db) {
    return;
  }
  const std::vector<std::string> types = tables_of_all_types(db);
  const std::vector<long long> numbers = {
      0, 1, -1, 100000, -100000, 2147483647, -2147483648LL, 2147483648LL, -2147483649LL, 9223372036854775807LL,
      -9223372036854775807LL - 1};
  std::vector<std::string> values;
  for (const long long each : numbers) {
    values.push_back(std::to_string(each));
  }
  compare(db, types, values,
          [&](const sterna::data_type& type, std::size_t k) { return integer_default_fits(type, numbers[k]); });
  compare(db, types, {"true", "false"},
          [](const sterna::data_type& type, std::size_t) { return boolean_default_fits(type); });
}

TEST_CASE("default rules: CREATE TABLE takes what SET DEFAULT takes") {
  many_statements db;
  if (!db) {
    return;
  }
  for (const std::string type : {"int4", "varchar(3)", "bool", "date", "jsonb", "int2", "bit(3)", "interval(0)"}) {
    for (const std::string value : {"'abcdef'", "'42'", "100000", "true", "'10101'", "'2024-02-30'"}) {
      const std::vector<bool> fine =
          db.accepted({"CREATE TABLE c (c " + type + "); ALTER TABLE c ALTER c SET DEFAULT " + value,
                       "CREATE TABLE c (c " + type + " DEFAULT " + value + ")"});
      CHECK(fine[0] == fine[1]);
    }
  }
}

TEST_CASE("default rules: ADD COLUMN wants a value that the column holds") {
  many_statements db;
  if (!db) {
    return;
  }
  db.connection().execute("CREATE TABLE c0 (c int)");
  const std::vector<std::string> types = {
      "varchar(3)", "varchar(4)", "varchar(6)", "varchar", "char(3)", "char(5)", "char", "bpchar", "text", "name",
      "int2", "int4", "int8", "numeric", "numeric(3)", "numeric(3,1)", "numeric(10,2)", "numeric(5,5)", "numeric(20)",
      "float4", "float8", "bit(3)", "bit", "bit(8)", "varbit(3)", "varbit", "oid", "regclass", "money", "boolean",
      "timestamp(0)", "time(0)", "interval(0)", "interval year", "varchar(3)[]", "date", "jsonb", "uuid", "bytea",
      "\"char\""};
  std::vector<std::string> texts = literals;
  for (const char* const more : {
       "abc", "abcd", "abc   ", "  abc", "abc\t", "\xc3\xa4\xc3\xb6\xc3\xbc", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xb6",
       "99.94", "99.95", "99.99", "100", "-99.99", "999", "999.4", "999.5", "0.00001", "0.99999", "0.999999", "1e2",
       "12345678.99", "99999999.99", "99999999.999", "100000000", "1111", "111", "b111", "x7", "xF", "xFF", "00000000",
       "1e-9", "0e50", "000000000000000000000000000001"}) {
    texts.emplace_back(more);
  }
  std::vector<std::string> values;
  for (const std::string& each : texts) {
    values.push_back(many_statements::quoted(each));
  }
  compare(
      db, types, values,
      [&](const sterna::data_type& type, std::size_t k) { return sterna::text_value_fits(type, texts[k]); }, true);

  values.clear();
  for (const char* const cast : {"::text", "::character varying", "::bpchar", "::character varying(3)", "::integer"}) {
    for (const char* const each : {"abc", "abcd", "abc   ", "  abc", "", " ", "a''c", "", "''", "a''", "11",
                                   "\xc3\xa4\xc3\xb6\xc3\xbc", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xb6"}) {
      values.push_back("'" + std::string(each) + "'" + cast);
    }
  }
  compare(
      db, types, values,
      [&](const sterna::data_type& type, std::size_t k) { return sterna::expression_value_fits(type, values[k]); },
      true);
  CHECK(sterna::expression_value_fits(raw_text("varchar(3)"), "'abcd'::text") == answer::no);
  CHECK(sterna::expression_value_fits(raw_text("varchar(3)"), "'a''c'::text") == answer::yes);
  CHECK(sterna::expression_value_fits(raw_text("varchar(3)"), "'abc") == answer::unknown);

  const std::vector<long long> numbers = {
      0, 1, -1, 9, 10, 99, -99, 100, 999, -999, 1000, 9999, 32767, 32768, -32768, -32769, 99999, 100000, 99999999,
      100000000, 2147483647, -2147483648LL, 2147483648LL, -2147483649LL, 4294967295LL, 4294967296LL,
      9223372036854775807LL, -9223372036854775807LL - 1};
  values.clear();
  for (const long long each : numbers) {
    values.push_back(std::to_string(each));
  }
  compare(
      db, types, values,
      [&](const sterna::data_type& type, std::size_t k) { return sterna::integer_value_fits(type, numbers[k]); }, true);
  compare(
      db, types, {"false", "true"},
      [](const sterna::data_type& type, std::size_t k) { return sterna::boolean_value_fits(type, k == 1); }, true);
}

TEST_CASE("default rules: random texts") {
  many_statements db;
  if (!db) {
    return;
  }
  struct kind {
    std::vector<std::string> types;
    std::vector<std::string_view> pieces;
  };
  const std::vector<kind> kinds = {
      {{"json", "jsonb"}, {"{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "0", "-", ".", "e", "null", "true",
                          " ", "\\", "u00e4"}},
      {{"json", "jsonb"}, {"{\"a\":", "[", "]", "}", ",", "1", "\"b\":", "[]", "{}", "\"c\""}},
      {{"int2", "int4", "int8", "numeric", "float4", "float8", "bool", "numeric(3,1)"},
       {"1", "9", "0", "00", "-", "+", ".", "e", "E", " ", "x", "_", "b", "nan", "inf", "999", "\t"}},
      {{"uuid"}, {"a0ee", "bc999c0b", "4ef8bb6d6bb9bd38", "{", "}", "-", "0a11", "f"}},
      {{"date", "time", "timetz", "timestamp", "timestamptz", "interval"},
       {"2024", "-", "02", "29", "31", " ", ":", ".", "now", "today", "infinity", "epoch", "p", "t", "@",
        "ago", "day", "z", "+"}},
      {{"date", "time", "timetz", "timestamp", "timestamptz", "interval"},
       {" ", ":", ".", "-", "+", "/", "p", "T", "@", "ago", "day", "z", "utc", "jan", "mon", "am", "bc", "now", "j",
        "h", "m", "s", ","}},
      {{"inet", "cidr", "macaddr", "macaddr8"}, {"1", "a", ":", ".", "/", "::", "08", "255", " ", "-", "x", "0", "g"}},
      {{"bytea", "bit(3)", "bit", "varbit(4)", "varbit"}, {"\\", "x", "\\x", "0", "1", "b", "f", " ", "g", "01"}},
      {{"int4[]", "text[]", "int4range", "numrange", "daterange"},
       {"{", "}", "[", "]", "(", ")", ",", "1", " ", "empty", "\""}},
  };
  std::mt19937 random(12345);
  db.connection().execute("CREATE TABLE c0 (c int)");
  for (const kind& each : kinds) {
    std::vector<std::string> texts;
    std::vector<std::string> values;
    for (int i = 0; i < 600; ++i) {
      std::string made;
      for (auto left = random() % 9 + 1; left > 0; --left) {
        made += each.pieces[random() % each.pieces.size()];
      }
      texts.push_back(made);
      values.push_back(many_statements::quoted(made));
    }
    compare(
        db, each.types, values,
        [&](const sterna::data_type& type, std::size_t k) { return sterna::text_value_fits(type, texts[k]); }, true);
  }
}

TEST_CASE("default rules: deep JSON is left to the server") {
  std::string deep(65, '[');
  CHECK(text_default_fits(json, deep + std::string(65, ']')) == answer::unknown);
  deep.resize(64);
  CHECK(text_default_fits(json, deep + std::string(64, ']')) == answer::yes);
  CHECK(text_default_fits(json, deep + std::string(63, ']')) == answer::no);
}

}  // namespace schema_default_rules_test
