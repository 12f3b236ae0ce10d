// SPDX-License-Identifier: BSL-1.0
#include "live.hpp"

#include <sterna/dsl.hpp>

#include <string>
#include <string_view>

namespace schema_type_test {

using namespace sterna::dsl;

namespace {

std::string sql_of(const sterna::data_type& type) {
  sterna::sql_writer out;
  out.type(type);
  return std::string(out.text());
}

consteval bool renders_as(const sterna::data_type& type, std::string_view sql) {
  sterna::sql_writer out;
  out.type(type);
  return out.text() == sql;
}

static_assert(renders_as(timestamp_tz(3), "timestamp(3) with time zone"));
static_assert(renders_as(array(string(20)), "varchar(20)[]"));

/// `stored` is what the server says that it has made of it.
struct row {
  sterna::data_type type;
  std::string_view sql;
  std::string_view stored;
};

const row types[] = {
    {integer, "integer", "integer"},
    {small_integer, "smallint", "smallint"},
    {big_integer, "bigint", "bigint"},
    {serial, "serial", "integer"},
    {small_serial, "smallserial", "smallint"},
    {big_serial, "bigserial", "bigint"},
    {string, "varchar", "character varying"},
    {string(50), "varchar(50)", "character varying(50)"},
    {unicode, "varchar", "character varying"},
    {unicode(50), "varchar(50)", "character varying(50)"},
    {character, "char", "character(1)"},
    {character(3), "char(3)", "character(3)"},
    {text, "text", "text"},
    {boolean, "boolean", "boolean"},
    {date, "date", "date"},
    {time_of_day, "time", "time without time zone"},
    {time_of_day(0), "time(0)", "time(0) without time zone"},
    {time_of_day_tz, "time with time zone", "time with time zone"},
    {time_of_day_tz(6), "time(6) with time zone", "time(6) with time zone"},
    {timestamp, "timestamp", "timestamp without time zone"},
    {timestamp(3), "timestamp(3)", "timestamp(3) without time zone"},
    {timestamp_tz, "timestamp with time zone", "timestamp with time zone"},
    {timestamp_tz(3), "timestamp(3) with time zone", "timestamp(3) with time zone"},
    {interval, "interval", "interval"},
    {interval(3), "interval(3)", "interval(3)"},
    {numeric, "numeric", "numeric"},
    {numeric(10), "numeric(10)", "numeric(10,0)"},
    {numeric(10, 2), "numeric(10, 2)", "numeric(10,2)"},
    {real, "real", "real"},
    {double_precision, "double precision", "double precision"},
    {uuid, "uuid", "uuid"},
    {json, "json", "json"},
    {jsonb, "jsonb", "jsonb"},
    {bytea, "bytea", "bytea"},
    {inet, "inet", "inet"},
    {cidr, "cidr", "cidr"},
    {macaddr, "macaddr", "macaddr"},
    {tsvector, "tsvector", "tsvector"},
    {xml, "xml", "xml"},
    {bit, "bit", "bit(1)"},
    {bit(8), "bit(8)", "bit(8)"},
    {bit_varying, "bit varying", "bit varying"},
    {bit_varying(8), "bit varying(8)", "bit varying(8)"},
    {array(integer), "integer[]", "integer[]"},
    {array(array(integer)), "integer[][]", "integer[]"},
    {array(string(20)), "varchar(20)[]", "character varying(20)[]"},
    {array(timestamp_tz(3)), "timestamp(3) with time zone[]", "timestamp(3) with time zone[]"},
    {array(numeric(10, 2)), "numeric(10, 2)[]", "numeric(10,2)[]"},
    {array(double_precision), "double precision[]", "double precision[]"},
    {text.collate("C"), "text COLLATE \"C\"", "text"},
    {array(text).collate("C"), "text[] COLLATE \"C\"", "text[]"},
    {type("int4range"), "int4range", "int4range"},
    {type("numeric(3,1)"), "numeric(3,1)", "numeric(3,1)"},
    {enumeration("mood"), "mood", "mood"},
    {array(enumeration("mood")), "mood[]", "mood[]"},
    {enumeration("My Mood"), "\"My Mood\"", "\"My Mood\""},
    {enumeration("mood").in_schema("foo"), "foo.mood", "foo.mood"},
    {array(enumeration("mood").in_schema("foo")), "foo.mood[]", "foo.mood[]"},
};

}  // namespace

TEST_CASE("types: every word renders, and the server makes of it what was meant") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('good'); CREATE TYPE \"My Mood\" AS ENUM ('good');"
                   "CREATE TYPE foo.mood AS ENUM ('good')"));
  for (const row& each : types) {
    const std::string sql = sql_of(each.type);
    CHECK(sql == each.sql);
    CHECK(db.accepts("DROP TABLE IF EXISTS x; CREATE TABLE x (c " + sql + ")"));
    if (db) {
      CHECK(db.one("SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
                   "WHERE attrelid = 'x'::regclass AND attname = 'c'") == each.stored);
    }
  }
}

TEST_CASE("types: whole numbers may be identities, serials already are numbered") {
  CHECK((integer.whole_number() && small_integer.whole_number() && big_integer.whole_number()));
  CHECK_FALSE((numeric.whole_number() || text.whole_number() || uuid.whole_number()));
  CHECK((serial.serial() && small_serial.serial() && big_serial.serial()));
  CHECK_FALSE(integer.serial());
}

}  // namespace schema_type_test
