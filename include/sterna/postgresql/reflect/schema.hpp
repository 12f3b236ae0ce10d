// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/survey.hpp"

// What stands above all tables: what belongs to extensions, schemas, extensions.

namespace sterna::detail {

[[nodiscard]] inline std::string extension_members_query() {
  return "SELECT classid, objid FROM pg_depend WHERE deptype = 'e';\n";
}
inline void read_extension_members(const result& rows, survey& into) {
  for (const row each : rows) {
    into.note_extension_member(number_in(each[0].text()), number_in(each[1].text()));
  }
}

[[nodiscard]] inline std::string schemas_query(const survey& of) {
  return "SELECT n.oid, n.nspname FROM pg_namespace n WHERE " + of.in_scope() +
         ";\n";
}
inline void read_schemas(const result& rows, survey& into) {
  for (const row each : rows) {
    const std::string_view id = each[1].text();
    const auto oid = number_in(each[0].text());
    if (id == "public" || into.of_extension(pg_namespace, oid)) {
      continue;
    }
    into.ops.add(op_kind::create_schema).object = name_of(id);
    into.made(pg_namespace, oid, survey::schemas, {}, id);
  }
}

[[nodiscard]] inline std::string extensions_query(const survey& of) {
  return "SELECT e.oid, e.extname, n.nspname, n.oid FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
         "WHERE e.extname <> 'plpgsql' AND (" + of.in_scope() + " OR n.nspname = 'pg_catalog');\n";
}
inline void read_extensions(const result& rows, survey& into) {
  for (const row each : rows) {
    operation& op = into.ops.add(op_kind::create_object);
    op.object_is = object_kind::extension;
    op.object = name_of(each[1].text());
    const auto schema = number_in(each[3].text());
    if (each[2].text() != "pg_catalog" && !into.of_extension(pg_namespace, schema)) {
      op.schema = survey::schema_name(each[2].text());
    }
    into.made(pg_extension, number_in(each[0].text()), survey::extensions, {}, each[1].text());
    into.needs(pg_extension, number_in(each[0].text()), pg_namespace, schema);
  }
}

}  // namespace sterna::detail
