// SPDX-License-Identifier: BSL-1.0
#include "schema/many_types.hpp"

#include <sterna/schema/canonical_type.hpp>

#include <string>
#include <vector>

namespace schema_canonical_type_test {

using namespace sterna::dsl;
using sterna::canonical;
using sterna::catalog_type;

namespace {

consteval bool same(const sterna::data_type& a, const sterna::data_type& b) {
  return canonical(a) == canonical(b) && canonical(a).known();
}
consteval bool unknown(sterna::name text) { return canonical(raw(text)).base == catalog_type::unknown; }

static_assert(canonical(integer).base == catalog_type::int4);
static_assert(canonical(big_serial) == canonical(big_integer));
static_assert(same(raw("INT"), integer) && same(raw(" int4 "), integer) && same(raw("Integer"), integer));
static_assert(same(raw("pg_catalog.int4"), integer) && same(raw("\"int4\""), integer));
static_assert(same(raw("\"pg_catalog\".\"int4\""), integer) && same(raw("PG_CATALOG . int4"), integer));
static_assert(same(raw("int8"), big_integer) && same(raw("serial"), integer) && same(raw("serial2"), small_integer));
static_assert(same(raw("float"), double_precision) && same(raw("float(24)"), real) && same(raw("float(1)"), real));
static_assert(same(raw("float(25)"), double_precision) && same(raw("FLOAT ( 53 )"), double_precision));
static_assert(same(raw("double\n precision"), double_precision) && same(raw("float4"), real));
static_assert(same(raw("bool"), boolean) && same(raw("decimal"), numeric) && same(raw("dec(10)"), numeric(10, 0)));
static_assert(same(raw("numeric(10, 2)"), numeric(10, 2)) && same(numeric(10), numeric(10, 0)));
static_assert(canonical(raw("numeric(3,-2)")).arguments[1] == -2);
static_assert(same(raw("character varying(20)"), string(20)) && same(raw("CHAR VARYING ( 20 )"), string(20)));
static_assert(same(raw("national character varying(20)"), string(20)) && same(raw("varchar"), string));
static_assert(same(raw("char"), character(1)) && same(character, character(1)) && same(raw("nchar(3)"), character(3)));
static_assert(same(raw("bpchar(3)"), character(3)) && !same(raw("bpchar"), character));
static_assert(canonical(raw("\"char\"")).base == catalog_type::single_char);
static_assert(canonical(raw("pg_catalog.char")).base == catalog_type::single_char);
static_assert(same(raw("bit"), bit(1)) && same(raw("bit varying(3)"), bit_varying(3)) &&
              same(raw("varbit"), bit_varying));
static_assert(!same(raw("pg_catalog.bit"), bit));
static_assert(same(raw("timestamp without time zone"), timestamp) && same(raw("timestamptz(3)"), timestamp_tz(3)));
static_assert(same(raw("timestamp (3) WITH time  zone"), timestamp_tz(3)) && same(raw("timestamp(9)"), timestamp(6)));
static_assert(same(raw("time(0) with time zone"), time_of_day_tz(0)) && same(raw("time"), time_of_day));
static_assert(same(raw("interval(3)"), interval(3)) && !same(raw("interval second(3)"), interval(3)));
static_assert(canonical(raw("interval day to second(3)")).fields == 2);
static_assert(same(raw("int[]"), array(integer)) && same(raw("int [3] [ ]"), array(array(integer))));
static_assert(same(raw("varchar(20) array"), array(string(20))) && same(raw("text ARRAY[4]"), array(text)));
static_assert(same(raw("timestamp(3) with time zone[]"), array(timestamp_tz(3))));
static_assert(same(array(raw("int4")), array(integer)));
static_assert(canonical(raw("int4multirange")).base == catalog_type::int4multirange);
static_assert(canonical(raw("datemultirange")).base == catalog_type::datemultirange);

static_assert(unknown("citext") && unknown("geometry(Point, 4326)") && unknown("public.int4") && unknown("foo.bar"));
static_assert(unknown("\"integer\"") && unknown("pg_catalog.integer") && unknown("\"INT4\"") && unknown("intt"));
static_assert(unknown("text COLLATE \"C\"") && unknown("integer NOT NULL") && unknown("int4 CHECK (c > 0)"));
static_assert(unknown("") && unknown(" ") && unknown("(") && unknown("int[") && unknown("int(") && unknown("\"int4"));
static_assert(unknown("timestamp with time zone(3)") && unknown("interval(3) day") && unknown("interval day(3)"));
static_assert(unknown("varchar(a)") && unknown("varchar()") && unknown("numeric(1,2,3)") && unknown("int4 text"));
static_assert(unknown("a_name_that_is_longer_than_any_type_of_the_server") && unknown("pg_catalog.pg_catalog.int4"));
static_assert(unknown("\"interval\"(3)") && unknown("int[3") && unknown("int]") && unknown("int.") &&
              unknown("pg_catalog.") && unknown("array"));

static_assert(canonical(enumeration("mood")) == canonical(enumeration("mood")));
static_assert(!(canonical(enumeration("mood")) == canonical(enumeration("mood").in_schema("foo"))));
static_assert(!(canonical(enumeration("mood")) == canonical(raw("mood"))));
static_assert(canonical(raw("citext")) == canonical(raw("citext")));
static_assert(canonical(raw("citext")).id.view() == "citext");

}  // namespace

TEST_CASE("canonical types: the server reads the texts likewise") {
  many_statements db;
  if (!db) {
    return;
  }
  // Each line: texts of one type, all that the library takes for known.
  const std::vector<std::vector<std::string>> lines = {
      {"integer", "INT", " int4 ", "\"int4\"", "pg_catalog.int4", "\"pg_catalog\".\"int4\"", "PG_CATALOG . int4"},
      {"real", "float4", "float(1)", "float(24)"},
      {"double precision", "float8", "float", "float(25)", "FLOAT ( 53 )", "double\n precision"},
      {"numeric", "decimal", "dec"},
      {"numeric(10)", "dec(10)", "numeric(10, 0)", "decimal( 10,0 )"},
      {"varchar(20)", "character varying(20)", "CHAR VARYING ( 20 )", "national character varying(20)",
       "nchar varying(20)", "national char varying(20)", "\"varchar\"(20)", "pg_catalog.varchar(20)"},
      {"char", "character", "char(1)", "nchar", "national character", "national char", "bpchar(1)", "\"bpchar\"(1)"},
      {"bpchar", "pg_catalog.bpchar"},
      {"\"char\"", "pg_catalog.char", "pg_catalog.\"char\""},
      {"bit", "bit(1)", "pg_catalog.bit(1)"},
      {"pg_catalog.bit", "\"bit\""},
      {"varbit(3)", "bit varying(3)"},
      {"timestamp", "timestamp without time zone", "pg_catalog.timestamp"},
      {"timestamp(3)", "timestamp(3) without time zone", "\"timestamp\"(3)"},
      {"timestamp(6)", "timestamp(9)"},
      {"timestamptz(3)", "timestamp(3) with time zone", "timestamp (3) WITH time  zone"},
      {"time(0) with time zone", "timetz(0)"},
      {"interval", "pg_catalog.interval"},
      {"interval(3)"},
      {"interval second(3)", "INTERVAL  Second (3)"},
      {"interval day to second"}, {"interval hour to second"}, {"interval minute to second"}, {"interval second"},
      {"interval year"}, {"interval month"}, {"interval day"}, {"interval hour"}, {"interval minute"},
      {"interval year to month"}, {"interval day to hour"}, {"interval day to minute"}, {"interval hour to minute"},
      {"interval day to second(3)"},
      {"int[]", "int [3] [ ]", "int array", "int ARRAY[4]", "int4[][]"},
      {"varchar(20)[]", "varchar(20) array"},
      {"timestamp(3) with time zone[]"},
  };
  for (const auto& line : lines) {
    for (const std::string& each : line) {
      CHECK(canonical(raw_text(each)).known());
      CHECK(canonical(raw_text(each)) == canonical(raw_text(line[0])));
      CHECK(db.accepts("DROP TABLE IF EXISTS x; CREATE TABLE x (a " + each + ", b " + line[0] + ")"));
      CHECK_MESSAGE(db.one("SELECT count(DISTINCT (atttypid, atttypmod)) FROM pg_attribute "
                           "WHERE attrelid = 'x'::regclass AND attnum > 0") == "1",
                    each);
    }
    for (const auto& other : lines) {
      CHECK((canonical(raw_text(line[0])) == canonical(raw_text(other[0]))) == (&line == &other));
    }
  }
  // No catalog name has been forgotten or misspelt.
  const std::vector<std::string> all = catalog_types();
  CHECK(all.size() == static_cast<std::size_t>(catalog_type::datemultirange) - 1);
  CHECK(db.existing(all).size() == all.size() - (server_release() < 14 ? 6 : 0));
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(canonical(raw_text(all[i])).base == static_cast<catalog_type>(i + 2));
  }
  CHECK(db.one("SELECT coalesce(string_agg(typname, ' ' ORDER BY typname), '') FROM pg_type "
               "WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A' "
               "AND typname <> ALL ('{pg_node_tree,pg_ndistinct,pg_dependencies,pg_mcv_list,gtsvector,aclitem,"
               "pg_brin_bloom_summary,pg_brin_minmax_multi_summary,pg_ddl_command,int2vector,oidvector}') "
               "AND typname <> ALL ('{" +
               [] {
                 std::string names;
                 for (const std::string_view each : sterna::detail::catalog_names) {
                   names += each.empty() ? "" : (names.empty() ? "" : ",") + std::string(each);
                 }
                 return names;
               }() +
               "}')") == "");
}

}  // namespace schema_canonical_type_test
