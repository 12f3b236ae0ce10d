// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sterna/postgresql/reflect/database_object.hpp"
#include "sterna/postgresql/reflect/schema_object.hpp"
#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/record/object_kind.hpp"

// Objects that are a name and a text, and of no table; and what no word says of any object, as the statement that does.

namespace sterna::detail {

/// Statements of what no word says, and what ANALYZE remembers of indexes: each with the object that must be there
/// before.
[[nodiscard]] inline std::string statements_query(const survey& of) {
  return "SELECT 1259, c.oid, 'remembers', n.nspname, c.relname, a.attnum::text, NULL, a.attstattarget::text "
         "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
         "WHERE c.relkind IN ('i', 'I') AND a.attstattarget >= 0 AND " +
         of.in_scope() +
         " UNION ALL SELECT 1259, c.oid, 'execute', n.nspname, c.relname, a.attname, NULL, 'ALTER VIEW ' || "
         "c.oid::regclass || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET DEFAULT ' || pg_get_expr(d.adbin, "
         "d.adrelid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attrdef d ON d.adrelid = "
         "c.oid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum WHERE c.relkind = 'v' AND " +
         of.in_scope() +
         " UNION ALL SELECT 1259, c.oid, 'execute', n.nspname, c.relname, NULL, NULL, 'ALTER TABLE ' || "
         "c.oid::regclass || ' OF ' || format_type(c.reloftype, NULL) FROM pg_class c JOIN pg_namespace n ON n.oid = "
         "c.relnamespace WHERE c.reloftype <> 0 AND " +
         of.in_scope();
}

/// Columns: the catalog and the number of the object, its kind, `execute` or `note`; its schema, its name, what else
/// tells it apart, what stands before the text, the text.
[[nodiscard]] inline std::string text_objects_query(const survey& of) {
  std::string made = collations_query(of) + " UNION ALL " + operators_query(of) + " UNION ALL " +
                     operator_classes_query(of) + " UNION ALL " + text_search_query(of) + " UNION ALL " +
                     foreign_tables_query(of) + " UNION ALL " + statements_query(of);
  if (of.looks_at_all()) {
    made += " UNION ALL " + casts_query() + " UNION ALL " + foreign_data_query() + " UNION ALL " +
            publications_query(of) + " UNION ALL " + languages_query() + " UNION ALL " + event_triggers_query() + " UNION ALL " + left_out_query();
  }
  return made + ";\n";
}

[[nodiscard]] inline survey::turn turn_of(object_kind of) {
  switch (of) {
    case object_kind::foreign_data_wrapper:
    case object_kind::server:
    case object_kind::user_mapping:
    case object_kind::collation:
    case object_kind::text_search_dictionary:
    case object_kind::text_search_configuration: return survey::types;
    case object_kind::foreign_table: return survey::tables;
    case object_kind::user_operator:
    case object_kind::operator_class:
    case object_kind::operator_family:
    case object_kind::language:
    case object_kind::cast: return survey::routines;
    case object_kind::event_trigger: return survey::last;
    default: return survey::rest;
  }
}

inline void read_text_objects(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto table = number_in(each[0].text());
    const auto oid = number_in(each[1].text());
    const std::string_view word = each[2].text();
    const std::string_view schema = each[3].text();
    const std::string_view id = each[4].text();
    if (word == "execute" || word == "remembers" || word == "member" || into.of_extension(table, oid)) {
      continue;
    }
    if (word == "note") {
      into.notes.push_back(std::string(id) + (each[5].is_null() ? " " : " at " + std::string(each[5].text()) + ": ") +
                           std::string(each[7].text()));
      continue;
    }
    for (unsigned kind = static_cast<unsigned>(first_text_kind);
         kind <= static_cast<unsigned>(object_kind::user_mapping); ++kind) {
      const auto is = static_cast<object_kind>(kind);
      if (text_kind_of(is).word != word || (!schema.empty() && !into.wanted(table, oid, schema, id, word))) {
        continue;
      }
      operation& op = into.ops.add(op_kind::create_object);
      op.object_is = is;
      op.schema = survey::schema_name(schema);
      op.object = name_of(id);
      op.method = each[5].text();
      op.where = each[6].text();
      op.sql = each[7].text();
      into.made(table, oid, turn_of(is), schema, id);
      if (is == object_kind::foreign_table) {
        into.reads(op.sql);  // it names the table that it is a part of
      }
    }
  }
}
/// What is part of an object needs what the object needs.
inline void read_members(const result& rows, survey& into) {
  for (const row each : rows) {
    if (each[2].text() == "member") {
      into.alias(number_in(each[0].text()), number_in(each[1].text()), pg_opclass, number_in(each[5].text()));
    }
  }
}
/// When all objects are known.
inline void read_statements(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto table = number_in(each[0].text());
    const auto oid = number_in(each[1].text());
    if (each[2].text() == "execute" && into.known(table, oid)) {
      into.verbatim(each[7].text(), table, oid, each[3].text(), each[4].text());
    }
    if (each[2].text() == "remembers" && into.known(table, oid)) {
      setting& one = into.ops.add_setting();
      one.what = setting_kind::statistics;
      one.text = each[5].text();
      one.value = number_in<std::uint64_t>(each[7].text());
      operation& op = into.ops.add(op_kind::alter_index);
      op.schema = survey::schema_name(each[3].text());
      op.object = name_of(each[4].text());
      op.settings = {into.ops.settings().count - 1, 1};
      into.made(0, 0, survey::rest, each[3].text(), each[4].text());
      into.last_needs(table, oid);
    }
  }
}

}  // namespace sterna::detail
