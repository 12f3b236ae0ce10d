// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

namespace sterna {

/// What a schema is made of. Tables, views, indexes, sequences and foreign tables share their names within a schema;
/// each may be asked for by its name alone. From `function` on, an object is a name and a text.
enum class object_kind : std::uint8_t {
  schema,
  table,
  view,
  index,
  sequence,
  enumeration,
  column,
  constraint,
  synchronization,
  materialized_view,
  column_comment,  ///< of a column that is not known as one: of a view, of a composite type
  ownership,       ///< the role that something has been given to
  privileges,      ///< what a role may do with something, as far as that has been said
  alteration,      ///< what ALTER has said of an object that is a name and a text
  function,
  procedure,
  aggregate,
  trigger,
  constraint_trigger,
  rule,
  policy,
  statistics,
  domain,
  composite_type,
  range_type,
  foreign_table,
  collation,
  user_operator,
  operator_class,
  operator_family,
  text_search_configuration,
  text_search_dictionary,
  extension,
  language,
  event_trigger,
  publication,
  cast,
  foreign_data_wrapper,
  server,
  user_mapping,
};

/// Where the name of an object lives.
enum class object_place : std::uint8_t { schema, types, relations, table, database };

/// What the ops need to know of an object that is a name and a text.
struct text_kind {
  std::string_view word;     ///< "operator class"
  std::string_view keyword;  ///< as DROP spells it
  object_place place = object_place::schema;
  bool needs_text = true;
  std::string_view create{};
  std::string_view drop{};
  std::string_view replace{};
};

namespace detail {

inline constexpr object_kind first_text_kind = object_kind::function;

/// In the order of object_kind, from `function` on.
inline constexpr text_kind text_kinds[] = {
    {"function", "FUNCTION", object_place::schema, true, "create_function", "drop_function", "replace_function"},
    {"procedure", "PROCEDURE", object_place::schema, true, "create_procedure", "drop_procedure", "replace_procedure"},
    {"aggregate", "AGGREGATE", object_place::schema, true, "create_aggregate", "drop_aggregate", "replace_aggregate"},
    {"trigger", "TRIGGER", object_place::table, true, "create_trigger", "drop_trigger", "replace_trigger"},
    {"constraint trigger", "TRIGGER", object_place::table, true, "create_constraint_trigger", "drop_trigger"},
    {"rule", "RULE", object_place::table, true, "create_rule", "drop_rule", "replace_rule"},
    {"policy", "POLICY", object_place::table, false, "create_policy", "drop_policy", "replace_policy"},
    {"statistics object", "STATISTICS", object_place::schema, true, "create_statistics", "drop_statistics"},
    {"domain", "DOMAIN", object_place::types, true, "create_domain", "drop_domain"},
    {"composite type", "TYPE", object_place::types, false, "create_composite_type", "drop_composite_type"},
    {"range type", "TYPE", object_place::types, true, "create_range_type", "drop_range_type"},
    {"foreign table", "FOREIGN TABLE", object_place::relations, true, "create_foreign_table", "drop_foreign_table"},
    {"collation", "COLLATION", object_place::schema, true, "create_collation", "drop_collation"},
    {"operator", "OPERATOR", object_place::schema, true, "create_operator", "drop_operator"},
    {"operator class", "OPERATOR CLASS", object_place::schema, true, "create_operator_class", "drop_operator_class"},
    {"operator family", "OPERATOR FAMILY", object_place::schema, false, "create_operator_family",
     "drop_operator_family"},
    {"text search configuration", "TEXT SEARCH CONFIGURATION", object_place::schema, true,
     "create_text_search_configuration", "drop_text_search_configuration"},
    {"text search dictionary", "TEXT SEARCH DICTIONARY", object_place::schema, true, "create_text_search_dictionary",
     "drop_text_search_dictionary"},
    {"extension", "EXTENSION", object_place::database, false, "create_extension", "drop_extension"},
    {"language", "LANGUAGE", object_place::database, true, "create_language", "drop_language", "replace_language"},
    {"event trigger", "EVENT TRIGGER", object_place::database, true, "create_event_trigger", "drop_event_trigger"},
    {"publication", "PUBLICATION", object_place::database, false, "create_publication", "drop_publication"},
    {"cast", "CAST", object_place::database, true, "create_cast", "drop_cast"},
    {"foreign data wrapper", "FOREIGN DATA WRAPPER", object_place::database, false, "create_foreign_data_wrapper",
     "drop_foreign_data_wrapper"},
    {"server", "SERVER", object_place::database, true, "create_server", "drop_server"},
    {"user mapping", "USER MAPPING", object_place::database, false, "create_user_mapping", "drop_user_mapping"},
};
static_assert(sizeof text_kinds / sizeof text_kinds[0] ==
              static_cast<unsigned>(object_kind::user_mapping) - static_cast<unsigned>(first_text_kind) + 1);

}  // namespace detail

[[nodiscard]] constexpr bool is_text_kind(object_kind of) noexcept { return of >= detail::first_text_kind; }
[[nodiscard]] constexpr const text_kind& text_kind_of(object_kind of) noexcept {
  return detail::text_kinds[static_cast<unsigned>(of) - static_cast<unsigned>(detail::first_text_kind)];
}
/// A type of the user's that is no enumeration.
[[nodiscard]] constexpr bool is_text_type(object_kind of) noexcept {
  return of >= object_kind::domain && of <= object_kind::range_type;
}
/// A view, or a materialized one: an object with a query.
[[nodiscard]] constexpr bool has_query(object_kind of) noexcept {
  return of == object_kind::view || of == object_kind::materialized_view;
}
/// Functions, procedures and aggregates share their names, with the types of their arguments.
[[nodiscard]] constexpr bool is_routine(object_kind of) noexcept {
  return of >= object_kind::function && of <= object_kind::aggregate;
}
/// A trigger, rule or policy: named within its table.
[[nodiscard]] constexpr bool is_of_table(object_kind of) noexcept {
  return of >= object_kind::trigger && of <= object_kind::policy;
}

}  // namespace sterna
