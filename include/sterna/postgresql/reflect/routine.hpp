// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/survey.hpp"

// Functions, procedures and aggregates.

namespace sterna::detail {

[[nodiscard]] inline std::string routines_query(const survey& of) {
  return R"(SELECT p.oid, n.nspname, p.proname, p.prokind, '(' || pg_get_function_arguments(p.oid) || ')',
  CASE WHEN p.prokind IN ('f', 'w', 'p') THEN pg_get_functiondef(p.oid) END,
  CASE WHEN l.lanname = 'sql' THEN p.prosrc END,
  CASE WHEN p.prokind = 'a' THEN (
    SELECT 'SFUNC = ' || a.aggtransfn::regproc || ', STYPE = ' || format_type(a.aggtranstype, NULL) ||
           CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END ||
           CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::regproc ELSE '' END ||
           CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END ||
           CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn::regproc ELSE '' END ||
           CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn::regproc ELSE '' END ||
           CASE WHEN a.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || a.aggdeserialfn::regproc ELSE '' END ||
           coalesce(', INITCOND = ' || quote_literal(a.agginitval), '') ||
           CASE WHEN a.aggmtransfn <> 0 THEN
             ', MSFUNC = ' || a.aggmtransfn::regproc || ', MINVFUNC = ' || a.aggminvtransfn::regproc ||
             ', MSTYPE = ' || format_type(a.aggmtranstype, NULL) ||
             CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn::regproc ELSE '' END ||
             coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '') ELSE '' END ||
           CASE WHEN a.aggsortop <> 0 THEN ', SORTOP = ' || a.aggsortop::regoper ELSE '' END ||
           CASE p.proparallel WHEN 's' THEN ', PARALLEL = safe' WHEN 'r' THEN ', PARALLEL = restricted' ELSE '' END ||
           CASE a.aggkind WHEN 'h' THEN ', HYPOTHETICAL' ELSE '' END
    FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END,
  quote_ident(n.nspname) || '.' || quote_ident(p.proname)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                  AND d.deptype = 'i') AND )" + of.in_scope() + ";\n";
}
inline void read_routines(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto oid = number_in(each[0].text());
    const std::string_view schema = each[1].text();
    const std::string_view id = each[2].text();
    const char kind = each[3].text()[0];
    const object_kind is = kind == 'a'   ? object_kind::aggregate
                           : kind == 'p' ? object_kind::procedure
                                         : object_kind::function;
    if (!into.wanted(pg_proc, oid, schema, id, text_kind_of(is).word)) {
      continue;
    }
    operation& op = into.ops.add(op_kind::create_object);
    op.object_is = is;
    op.schema = survey::schema_name(schema);
    op.object = name_of(id);
    op.method = each[4].text();
    if (kind == 'a') {
      op.sql = each[7].text();
    } else {
      // CREATE OR REPLACE FUNCTION s.f(arguments)\n RETURNS ...
      std::string_view text = into.exact(each[5].text());
      const std::size_t head = std::string_view("CREATE OR REPLACE ").size() + text_kind_of(is).keyword.size() + 1 +
                               each[8].text().size() + op.method.size();
      text.remove_prefix(std::min(text.size(), head));
      text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \n")));
      text.remove_suffix(text.size() - text.find_last_not_of(" \n") - 1);
      op.sql = text;
    }
    into.made(pg_proc, oid, survey::routines, schema, id);
    into.reads(each[6].text());
  }
}

}  // namespace sterna::detail
