// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/schema_object.hpp"
#include "sterna/postgresql/reflect/survey.hpp"

// Queries of objects that a database has, and no schema of it: casts, servers, publications, event triggers. All have
// the columns that read_text_objects wants.

namespace sterna::detail {

[[nodiscard]] inline std::string casts_query() {
  return R"(SELECT 2605, c.oid, 'cast', NULL, NULL,
  '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')', NULL,
  CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT'
                    ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END ||
  CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
FROM pg_cast c WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass
  AND d.objid = c.oid AND d.deptype = 'i'))";
}

/// A password of a user mapping is left out: what is reflected is for a file, and files are shared.
[[nodiscard]] inline std::string foreign_data_query() {
  const std::string public_options =
      "(SELECT array_agg(x) FROM unnest(u.umoptions) x WHERE x !~* '^[^=]*(pass|secret|token)')";
  return "SELECT 2328, w.oid, 'foreign data wrapper', NULL, w.fdwname, NULL, NULL, trim(CASE WHEN w.fdwhandler <> 0 "
         "THEN 'HANDLER ' || w.fdwhandler::regproc || ' ' ELSE '' END || CASE WHEN w.fdwvalidator <> 0 THEN 'VALIDATOR "
         "' || w.fdwvalidator::regproc ELSE '' END || " +
         options_of("w.fdwoptions") +
         ") FROM pg_foreign_data_wrapper w "
         "UNION ALL SELECT 1417, s.oid, 'server', NULL, s.srvname, NULL, NULL, coalesce('TYPE ' || "
         "quote_literal(s.srvtype) || ' ', '') || coalesce('VERSION ' || quote_literal(s.srvversion) || ' ', '') || "
         "'FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname) || " +
         options_of("s.srvoptions") +
         " FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw "
         "UNION ALL SELECT 1418, u.umid, 'user mapping', NULL, CASE WHEN u.umuser = 0 THEN 'public' ELSE u.usename "
         "END, u.srvname, NULL, ltrim(" +
         options_of(public_options) +
         ") FROM pg_user_mappings u "
         "UNION ALL SELECT 1418, u.umid, 'note', NULL, u.usename, u.srvname, NULL, 'what is secret of its options is "
         "left out' FROM pg_user_mappings u WHERE u.umoptions::text ~* '(pass|secret|token)[^=,]*='";
}

[[nodiscard]] inline std::string publications_query(const survey& of) {
  const bool lists = of.version() >= 150000;
  const std::string table =
      "CASE WHEN c.relkind = 'r' AND c.relhassubclass THEN 'ONLY ' ELSE '' END || r.prrelid::regclass" +
      std::string(lists ? " || coalesce((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || "
                          "')' FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs) HAVING "
                          "count(*) > 0), '') || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')"
                        : "");
  const std::string schemas =
      lists ? ", (SELECT 'TABLES IN SCHEMA ' || string_agg(quote_ident(x.nspname), ', ' ORDER BY x.nspname) FROM "
              "pg_publication_namespace m JOIN pg_namespace x ON x.oid = m.pnnspid WHERE m.pnpubid = p.oid HAVING "
              "count(*) > 0)"
            : "";
  return "SELECT 6104, p.oid, 'publication', NULL, p.pubname, NULL, NULL, concat_ws(' ', CASE WHEN p.puballtables THEN "
         "'FOR ALL TABLES' ELSE 'FOR ' || nullif(concat_ws(', ', (SELECT 'TABLE ' || string_agg(" + table +
         ", ', ' ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid "
         "WHERE r.prpubid = p.oid HAVING count(*) > 0)" + schemas +
         "), '') END, 'WITH (' || nullif(concat_ws(', ', CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete "
         "AND p.pubtruncate) THEN 'publish = ''' || concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN "
         "p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN "
         "'truncate' END) || '''' END, CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END" +
         std::string(of.version() >= 180000
                         ? ", CASE WHEN p.pubgencols = 's' THEN 'publish_generated_columns = stored' END"
                         : "") +
         "), '') || ')') FROM pg_publication p";
}

[[nodiscard]] inline std::string event_triggers_query() {
  return R"(SELECT 3466, e.oid, 'event trigger', NULL, e.evtname, NULL, NULL, 'ON ' || e.evtevent ||
  coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(e.evttags) t) || ')', '') ||
  ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()'
FROM pg_event_trigger e
UNION ALL SELECT 3466, e.oid, 'execute', NULL, e.evtname, NULL, NULL,
  'ALTER EVENT TRIGGER ' || quote_ident(e.evtname) ||
  CASE e.evtenabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END
FROM pg_event_trigger e WHERE e.evtenabled <> 'O')";
}

[[nodiscard]] inline std::string languages_query() {
  return R"(SELECT 2612, l.oid, 'language', NULL, l.lanname, NULL, CASE WHEN l.lanpltrusted THEN 'TRUSTED' END,
  'HANDLER ' || l.lanplcallfoid::regproc || CASE WHEN l.laninline <> 0 THEN ' INLINE ' || l.laninline::regproc ELSE '' END
  || CASE WHEN l.lanvalidator <> 0 THEN ' VALIDATOR ' || l.lanvalidator::regproc ELSE '' END
FROM pg_language l WHERE l.oid >= 16384 AND l.lanispl)";
}

/// What has no word and no statement here: a sentence of each.
[[nodiscard]] inline std::string left_out_query() {
  const auto each = [](const std::string& table, const std::string& id, const std::string& word) {
    return "SELECT '" + table + "'::regclass::oid, oid, 'note', NULL, '" + word + " ' || " + id +
           ", NULL, NULL, 'is left out' FROM " + table + " WHERE oid >= 16384";
  };
  return each("pg_am", "amname", "access method") +
         " UNION ALL " + each("pg_conversion", "conname", "conversion") + " UNION ALL " +
         each("pg_ts_parser", "prsname", "text search parser") + " UNION ALL " +
         each("pg_ts_template", "tmplname", "text search template") + " UNION ALL " +
         each("pg_transform", "trftype::regtype", "transform of") +
         // its oid is for superusers only before PostgreSQL 14
         " UNION ALL SELECT 6100, (row_number() OVER ())::oid, 'note', NULL, 'subscription ' || s.subname, NULL, NULL, "
         "'is left out' FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = "
         "current_database()";
}

}  // namespace sterna::detail
