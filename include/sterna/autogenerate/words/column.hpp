// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/literal.hpp"
#include "sterna/autogenerate/words/setting.hpp"
#include "sterna/autogenerate/words/type.hpp"
#include "sterna/record/script.hpp"

#include <limits>
#include <string>
#include <string_view>

// Columns and constraints as C++, with only the words that are needed.

namespace sterna::detail {

[[nodiscard]] inline std::string name_list(list<element> of) {
  return "{" + joined(of, [](const element& each) { return literal_of(each.column.view()); }) + "}";
}

/// What server_default(...) and backfill(...) take.
[[nodiscard]] inline std::string value_words(const default_value& of) {
  switch (of.what) {
    case default_value::form::text: return text_literal(of.text);
    case default_value::form::boolean: return of.integer != 0 ? "true" : "false";
    case default_value::form::integer:
      return of.integer == std::numeric_limits<long long>::min()
                 ? "-" + std::to_string(std::numeric_limits<long long>::max()) + " - 1"
                 : std::to_string(of.integer);
    default: return "sql(" + text_literal(of.text) + ")";
  }
}

/// What stands behind the referred columns of a foreign key, each with a comma in front.
[[nodiscard]] inline std::string reference_options(const constraint_record& of, const script& in) {
  constexpr std::string_view actions[] = {"", "no_action", "restrict", "cascade", "set_null", "set_default"};
  const auto action = [&](std::string_view word, referential_action what, slice columns) {
    if (what == referential_action::unspecified) return std::string();
    return ", " + std::string(word) + "(" + std::string(actions[static_cast<unsigned>(what)]) +
           (columns.count > 0 ? ", " + name_list(in.elements(columns)) : std::string()) + ")";
  };
  std::string made;
  if (!of.referred_schema.empty()) made += ", referred_schema(" + literal_of(of.referred_schema.view()) + ")";
  made += of.has(match_full_option) ? ", match_full" : "";
  made += action("on_delete", of.on_delete, of.set_columns) + action("on_update", of.on_update, {});
  return made + (of.has(initially_deferred_option) ? ", initially_deferred"
                 : of.has(deferrable_option)       ? ", deferrable"
                 : of.has(not_deferrable_option)   ? ", not_deferrable"
                                                   : "");
}

/// What is said of a constraint behind its word: `.deferrable()`.
[[nodiscard]] inline std::string constraint_members(const constraint_record& of, const script& in) {
  std::string made;
  if (of.include.count > 0) made += ".include(" + name_list(in.elements(of.include)) + ")";
  if (of.has(nulls_not_distinct_option)) made += ".nulls_not_distinct()";
  if (of.has(nulls_distinct_option)) made += ".nulls_distinct()";
  if (of.has(no_inherit_option)) made += ".no_inherit()";
  if (of.what != constraint_kind::foreign_key && of.has(not_deferrable_option)) made += ".not_deferrable()";
  if (of.what != constraint_kind::foreign_key && of.has(deferrable_option)) {
    made += of.has(initially_deferred_option) ? ".initially_deferred()" : ".deferrable()";
  }
  return made;
}

/// A key of an index: `"a"`, `desc("a")`, `key(sql("lower(a)")).ops("text_pattern_ops")`.
[[nodiscard]] inline std::string index_key_words(const element& of) {
  const std::string base =
      of.column.empty() ? "sql(" + text_literal(of.expression) + ")" : literal_of(of.column.view());
  std::string more;
  if (!of.operator_class.empty()) more += ".ops(" + literal_of(of.operator_class) + ")";
  if (!of.collation.empty()) more += ".collate(" + literal_of(of.collation.view()) + ")";
  if (of.nulls != null_order::unspecified) more += of.nulls == null_order::first ? ".nulls_first()" : ".nulls_last()";
  switch (of.order) {
    case sort_order::descending: return "desc(" + base + ")" + more;
    case sort_order::ascending: return "asc(" + base + ")" + more;
    default: return more.empty() ? base : "key(" + base + ")" + more;
  }
}

/// The keys of an exclusion, with their operators: `{{"room", "="}, {sql("tsrange(a, b)"), "&&"}}`.
[[nodiscard]] inline std::string exclusion_list(const constraint_record& of, const script& in) {
  std::string made;
  const list<element> operators = in.elements(of.referred_columns);
  std::size_t i = 0;
  for (const element& each : in.elements(of.columns)) {
    made += (made.empty() ? "{" : ", {") + index_key_words(each) + ", " + text_literal(operators[i++].expression) + "}";
  }
  return "{" + made + "}";
}
/// What stands behind its word.
[[nodiscard]] inline std::string exclusion_members(const constraint_record& of) {
  std::string made;
  if (!of.method.empty()) made += ".using_(" + literal_of(of.method) + ")";
  if (!of.expression.empty()) made += ".where(" + text_literal(of.expression) + ")";
  return made;
}

/// `"ck"`, or `f("ck")` where a naming convention would make another name of it.
[[nodiscard]] inline std::string constraint_name_words(const constraint_record& of) {
  return of.has(final_name_option) ? "f(" + literal_of(of.id.view()) + ")" : literal_of(of.id.view());
}

/// A constraint among the parts of a table, or behind a column.
[[nodiscard]] inline std::string constraint_words(const constraint_record& of, const script& in, bool of_column) {
  std::string made;
  switch (of.what) {
    case constraint_kind::primary_key: made = "primary_key(" + name_list(in.elements(of.columns)) + ")"; break;
    case constraint_kind::unique: made = "unique(" + name_list(in.elements(of.columns)) + ")"; break;
    case constraint_kind::check: made = "check(" + text_literal(of.expression) + ")"; break;
    case constraint_kind::exclude: made = "exclude(" + exclusion_list(of, in) + ")" + exclusion_members(of); break;
    case constraint_kind::foreign_key: {
      const list<element> referred = in.elements(of.referred_columns);
      made = of_column ? "references(" + literal_of(of.referred_table.view()) +
                             (referred.empty() ? std::string() : ", " + literal_of(referred[0].column.view()))
                       : "foreign_key(" + name_list(in.elements(of.columns)) + ", " +
                             literal_of(of.referred_table.view()) + ", " + name_list(referred);
      made += reference_options(of, in) + ")";
      break;
    }
  }
  made += constraint_members(of, in);
  return of.id.empty() ? made : "constraint(" + constraint_name_words(of) + ", " + made + ")";
}

/// `column("id", integer, primary_key)`.
[[nodiscard]] inline std::string column_words(const column_record& of, const script& in) {
  std::string made = "column(" + literal_of(of.id.view()) + ", " + type_words_of(of.type, in);
  if (of.primary_key) made += ", primary_key";
  if (of.null != nullability::unspecified) made += of.null == nullability::not_null ? ", not_null" : ", nullable";
  if (of.unique) made += ", unique";
  constexpr std::string_view identities[] = {"", ", no_identity", ", identity", ", identity.always()"};
  made += identities[static_cast<unsigned>(of.identity)];
  const list<setting> settings = in.settings(of.settings);
  if (of.identity >= identity_kind::by_default) made += identity_members(settings);
  if (of.server_default.what != default_value::form::none && of.server_default.what != default_value::form::drop) {
    made += ", server_default(" + value_words(of.server_default) + ")";
  }
  if (!of.generated.empty()) {
    made += (of.is_virtual ? ", generated_virtual(" : ", generated(") + text_literal(of.generated) + ")";
  }
  for (const constraint_record& each : in.constraints(of.constraints)) {
    made += ", " + constraint_words(each, in, true);
  }
  made += storage_words(settings);
  if (of.has_comment) made += ", comment(" + text_literal(of.comment) + ")";
  return made + ")";
}

}  // namespace sterna::detail
