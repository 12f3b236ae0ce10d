// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/survey.hpp"

// Types that somebody has made: enumerations, domains, composite types, ranges.

namespace sterna::detail {

[[nodiscard]] inline std::string enumerations_query(const survey& of) {
  return "SELECT t.oid, n.nspname, t.typname, e.enumlabel FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
         "LEFT JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typtype = 'e' AND " + of.in_scope() +
         " ORDER BY t.oid, e.enumsortorder;\n";
}
inline void read_enumerations(const result& rows, survey& into) {
  for (int i = 0; i < rows.size();) {
    const std::string_view oid = rows[i][0].text();
    const std::string_view schema = rows[i][1].text();
    const std::string_view id = rows[i][2].text();
    slice values{into.ops.elements().count, 0};
    for (; i < rows.size() && rows[i][0].text() == oid; ++i) {
      if (!rows[i][3].is_null()) {
        into.ops.add_element().expression = rows[i][3].text();
        ++values.count;
      }
    }
    if (into.wanted(pg_type, number_in(oid), schema, id, "enumeration")) {
      operation& op = into.ops.add(op_kind::create_enumeration);
      op.schema = survey::schema_name(schema);
      op.object = name_of(id);
      op.values = values;
      into.made(pg_type, number_in(oid), survey::types, schema, id);
    }
  }
}

/// Each with the text that stands behind its name in CREATE.
[[nodiscard]] inline std::string user_types_query(const survey& of) {
  return R"(SELECT t.oid, n.nspname, t.typname, t.typtype,
  CASE t.typtype
    WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) ||
      CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END ||
      coalesce(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END ||
      coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid), ''
                                  ORDER BY c.conname)
                FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'), '')
    WHEN 'c' THEN coalesce((
      SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) ||
                        CASE WHEN a.attcollation <> at.typcollation THEN ' COLLATE ' || a.attcollation::regcollation
                             ELSE '' END, ', ' ORDER BY a.attnum)
      FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
      WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '')
    ELSE (SELECT 'SUBTYPE = ' || format_type(r.rngsubtype, NULL) ||
                 CASE WHEN NOT o.opcdefault THEN ', SUBTYPE_OPCLASS = ' || quote_ident(opn.nspname) || '.' ||
                                                 quote_ident(o.opcname) ELSE '' END ||
                 CASE WHEN r.rngcollation <> st.typcollation THEN ', COLLATION = ' || r.rngcollation::regcollation
                      ELSE '' END ||
                 CASE WHEN r.rngcanonical <> 0 THEN ', CANONICAL = ' || r.rngcanonical ELSE '' END ||
                 CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff ELSE '' END
          FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace opn ON opn.oid = o.opcnamespace
          JOIN pg_type st ON st.oid = r.rngsubtype WHERE r.rngtypid = t.oid)
  END, t.typrelid
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE (t.typtype IN ('d', 'r', 'b') OR (t.typtype = 'c' AND c.relkind = 'c'))
  AND NOT (t.typtype = 'b' AND t.typcategory = 'A') AND )" +
         of.in_scope() + ";\n";
}
inline void read_user_types(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto oid = number_in(each[0].text());
    const std::string_view schema = each[1].text();
    const std::string_view id = each[2].text();
    const char kind = each[3].text()[0];
    const std::string_view word = kind == 'd'   ? "domain"
                                  : kind == 'c' ? "composite type"
                                  : kind == 'r' ? "range type"
                                                : "type";
    if (!into.wanted(pg_type, oid, schema, id, word)) {
      continue;
    }
    if (kind == 'b') {
      into.note(word, schema, id, "a base type, made with functions in C, is left out");
      continue;
    }
    operation& op = into.ops.add(op_kind::create_object);
    op.object_is = kind == 'd'   ? object_kind::domain
                   : kind == 'c' ? object_kind::composite_type
                                 : object_kind::range_type;
    op.schema = survey::schema_name(schema);
    op.object = name_of(id);
    op.sql = into.exact(each[4].text());
    into.made(pg_type, oid, survey::types, schema, id);
    if (const auto relation = number_in(each[5].text()); relation != 0) {
      into.alias(pg_class, relation);
    }
  }
}

}  // namespace sterna::detail
