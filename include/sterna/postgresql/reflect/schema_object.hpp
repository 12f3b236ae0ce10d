// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/survey.hpp"

// Queries of objects of a schema that are a name and a text, and of no table: collations, operators and their classes,
// text search, foreign tables. All have the columns that read_text_objects wants.

namespace sterna::detail {

[[nodiscard]] inline std::string collations_query(const survey& of) {
  const std::string of_libc =
      "CASE WHEN l.collcollate = l.collctype THEN ', locale = ' || quote_literal(l.collcollate) ELSE ', lc_collate = ' "
      "|| quote_literal(l.collcollate) || ', lc_ctype = ' || quote_literal(l.collctype) END";
  const std::string locale = of.version() >= 170000 ? "l.colllocale" : "l.colliculocale";
  const std::string told =
      of.version() < 150000
          ? of_libc
          : "CASE WHEN l.collprovider = 'c' THEN " + of_libc + " ELSE ', locale = ' || quote_literal(" + locale + ")" +
                (of.version() < 160000 ? "" : " || coalesce(', rules = ' || quote_literal(l.collicurules), '')") +
                " END";
  return "SELECT 3456, l.oid, 'collation', n.nspname, l.collname, NULL, NULL, 'provider = ' || CASE l.collprovider "
         "WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END || " +
         told +
         " || CASE WHEN l.collisdeterministic THEN '' ELSE ', deterministic = false' END FROM pg_collation l JOIN "
         "pg_namespace n ON n.oid = l.collnamespace WHERE l.collprovider <> 'd' AND " +
         of.in_scope();
}

[[nodiscard]] inline std::string operators_query(const survey& of) {
  const auto other = [](const std::string& word, const std::string& oid) {
    return " || coalesce((SELECT ', " + word +
           " = OPERATOR(' || quote_ident(x.nspname) || '.' || p.oprname || ')' FROM "
           "pg_operator p JOIN pg_namespace x ON x.oid = p.oprnamespace WHERE p.oid = o." +
           oid + "), '')";
  };
  const std::string operand = "coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE')";
  return "SELECT 2617, o.oid, 'operator', n.nspname, o.oprname, '(' || " + operand +
         " || ', ' || format_type(o.oprright, NULL) || ')', NULL, 'FUNCTION = ' || o.oprcode::regproc" +
         other("COMMUTATOR", "oprcom") + other("NEGATOR", "oprnegate") +
         " || CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest::regproc ELSE '' END || CASE WHEN o.oprjoin "
         "<> 0 THEN ', JOIN = ' || o.oprjoin::regproc ELSE '' END || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' "
         "END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END FROM pg_operator o JOIN pg_namespace n ON n.oid = "
         "o.oprnamespace WHERE o.oprcode <> 0 AND " +
         of.in_scope();
}

/// Without its own family, a class has one of its name, which is not told.
[[nodiscard]] inline std::string operator_classes_query(const survey& of) {
  const auto members = [](const std::string& table, const std::string& told, const std::string& number) {
    return "(SELECT string_agg(" + told + ", ', ' ORDER BY a." + number + ", a.oid) FROM " + table +
           " a JOIN pg_depend d ON d.classid = '" + table +
           "'::regclass AND d.objid = a.oid WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid)";
  };
  return "SELECT d.classid::int, d.objid, 'member', NULL, NULL, d.refobjid::text, NULL, NULL FROM pg_depend d WHERE "
         "d.refclassid = 'pg_opclass'::regclass AND d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass) AND "
         "d.objid >= 16384 UNION ALL SELECT 2616, c.oid, 'operator class', n.nspname, c.opcname, m.amname, CASE WHEN "
         "c.opcdefault THEN 'DEFAULT ' ELSE '' END || 'FOR TYPE ' || format_type(c.opcintype, NULL) || CASE WHEN "
         "f.opfname <> c.opcname OR f.opfnamespace <> c.opcnamespace THEN ' FAMILY ' || quote_ident(x.nspname) || '.' "
         "|| quote_ident(f.opfname) ELSE '' END, concat_ws(', ', " +
         members("pg_amop",
                 "'OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::regoperator || coalesce((SELECT ' FOR ORDER BY ' "
                 "|| quote_ident(sn.nspname) || '.' || quote_ident(s.opfname) FROM pg_opfamily s JOIN pg_namespace sn "
                 "ON sn.oid = s.opfnamespace WHERE s.oid = a.amopsortfamily), '')",
                 "amopstrategy") +
         ", " +
         members("pg_amproc",
                 "'FUNCTION ' || a.amprocnum || ' (' || format_type(a.amproclefttype, NULL) || ', ' || "
                 "format_type(a.amprocrighttype, NULL) || ') ' || a.amproc::regprocedure",
                 "amprocnum") +
         ", CASE WHEN c.opckeytype <> 0 THEN 'STORAGE ' || format_type(c.opckeytype, NULL) END) FROM pg_opclass c JOIN "
         "pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = "
         "c.opcfamily JOIN pg_namespace x ON x.oid = f.opfnamespace WHERE " +
         of.in_scope() +
         " UNION ALL SELECT 2753, f.oid, 'operator family', n.nspname, f.opfname, m.amname, NULL, NULL FROM "
         "pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod WHERE NOT "
         "EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = f.oid AND c.opcname = f.opfname AND c.opcnamespace = "
         "f.opfnamespace) AND " +
         of.in_scope();
}

/// The parser of a configuration stands in its text; what it maps is said by statements behind it.
[[nodiscard]] inline std::string text_search_query(const survey& of) {
  return R"(SELECT 3600, d.oid, 'text search dictionary', n.nspname, d.dictname, NULL, NULL, 'TEMPLATE = ' ||
  CASE WHEN x.nspname = 'pg_catalog' THEN '' ELSE quote_ident(x.nspname) || '.' END || quote_ident(t.tmplname) ||
  coalesce(', ' || d.dictinitoption, '')
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace x ON x.oid = t.tmplnamespace WHERE )" +
         of.in_scope() + R"(
UNION ALL SELECT 3602, c.oid, 'text search configuration', n.nspname, c.cfgname, NULL, NULL, 'PARSER = ' ||
  quote_ident(x.nspname) || '.' || quote_ident(p.prsname)
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace x ON x.oid = p.prsnamespace WHERE )" +
         of.in_scope() + R"(
UNION ALL SELECT 3602, c.oid, 'execute', n.nspname, c.cfgname, lpad(t.tokid::text, 5), NULL,
  'ALTER TEXT SEARCH CONFIGURATION ' || c.oid::regconfig || ' ADD MAPPING FOR ' || t.alias || ' WITH ' ||
  (SELECT string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) FROM pg_ts_config_map m
   WHERE m.mapcfg = c.oid AND m.maptokentype = t.tokid)
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace, LATERAL ts_token_type(c.cfgparser) t
WHERE EXISTS (SELECT FROM pg_ts_config_map m WHERE m.mapcfg = c.oid AND m.maptokentype = t.tokid) AND )" +
         of.in_scope();
}

/// ` OPTIONS (a 'b')`, or nothing.
[[nodiscard]] inline std::string options_of(const std::string& column) {
  return "coalesce((SELECT ' OPTIONS (' || string_agg(quote_ident(o.option_name) || ' ' || "
         "quote_literal(o.option_value), ', ') || ')' FROM pg_options_to_table(" + column +
         ") o HAVING count(*) > 0), '')";
}

/// A partition has the columns of its table.
[[nodiscard]] inline std::string foreign_tables_query(const survey& of) {
  return R"(SELECT 1259, c.oid, 'foreign table', n.nspname, c.relname, NULL, NULL, CASE WHEN c.relispartition
  THEN 'PARTITION OF ' || p.inhparent::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid)
  ELSE '(' || concat_ws(', ',
    (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || )" +
         options_of("a.attfdwoptions") + R"( ||
       CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END ||
       CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END ||
       coalesce(CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                     ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' END, ''),
       ', ' ORDER BY a.attnum)
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal),
    (SELECT string_agg('CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ', '
                       ORDER BY k.conname)
     FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conislocal)) || ')' ||
    coalesce((SELECT ' INHERITS (' || string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) || ')'
              FROM pg_inherits h WHERE h.inhrelid = c.oid HAVING count(*) > 0), '') END ||
  ' SERVER ' || quote_ident(s.srvname) || )" +
         options_of("f.ftoptions") + R"(
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_foreign_table f ON f.ftrelid = c.oid
JOIN pg_foreign_server s ON s.oid = f.ftserver LEFT JOIN pg_inherits p ON p.inhrelid = c.oid AND c.relispartition
WHERE )" +
         of.in_scope() + R"(
UNION ALL SELECT 1259, c.oid, 'execute', n.nspname, c.relname, NULL, NULL, 'ALTER FOREIGN TABLE ' || c.oid::regclass ||
  ' ALTER COLUMN ' || quote_ident(a.attname) || )" +
         options_of("a.attfdwoptions") + R"(
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'f' AND c.relispartition AND a.attfdwoptions IS NOT NULL AND )" +
         of.in_scope();
}

}  // namespace sterna::detail
