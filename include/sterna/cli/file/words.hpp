// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/literal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// From what a person says to what stands in a file: literals, file names, identifiers.

namespace sterna::cli {

/// The code point at `at`, which is moved behind it; -1 where the bytes are no UTF-8.
[[nodiscard]] inline std::int32_t take_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4) return -1;
  std::int32_t point = first & (0x3f >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U) return -1;
    point = point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3f);
  }
  constexpr std::int32_t least[] = {0, 0x80, 0x800, 0x10000};
  return point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? -1 : point;
}

[[nodiscard]] inline bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (take_code_point(text, at) < 0) return false;
  }
  return true;
}

/// Letters and digits, as Python's \w sees them; of the scripts above ASCII all that is not punctuation or a symbol.
[[nodiscard]] inline bool in_word(std::int32_t point) {
  if (point < 0x80) {
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
           point == '_';
  }
  if (point < 0xc0) return point == 0xaa || point == 0xb5 || point == 0xba;
  return point != 0xd7 && point != 0xf7 && (point < 0x2000 || point > 0x2bff) && (point < 0x3000 || point > 0x3004) &&
         (point < 0x3008 || point > 0x3020) && (point < 0xe000 || point > 0xf8ff) &&
         (point < 0xfe00 || point > 0xfe6f) && (point < 0xff01 || point > 0xff0f) && point < 0x1f000;
}

inline constexpr auto keywords = std::to_array<std::string_view>({
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq"});

/// Names that a migration of that name would hide from the file it stands in, and from all that come after it: the
/// words of the DSL, and what the file of the history says.
inline constexpr auto hidden_words = std::to_array<std::string_view>({
    "access_method", "add_column", "add_enumeration_value", "alter_collation", "alter_column",
    "alter_constraint", "alter_default_privileges", "alter_domain", "alter_event_trigger", "alter_extension",
    "alter_foreign_data_wrapper", "alter_foreign_table", "alter_function", "alter_identity", "alter_index",
    "alter_materialized_view", "alter_operator_family", "alter_procedure", "alter_publication", "alter_rule",
    "alter_sequence", "alter_server", "alter_table", "alter_text_search_configuration",
    "alter_text_search_dictionary", "alter_trigger", "alter_triggers", "alter_type", "alter_view",
    "analyze_table", "array",
    "as", "asc", "assume", "assume_safe", "attach_index", "attach_partition", "backfill", "baseline",
    "big_integer", "big_serial", "bit", "bit_varying", "boolean", "bulk_insert", "bytea", "cache", "cascade",
    "character", "check", "cidr", "cluster_on", "column", "comment", "comment_on_aggregate", "comment_on_cast",
    "comment_on_collation", "comment_on_column", "comment_on_constraint", "comment_on_domain",
    "comment_on_event_trigger", "comment_on_extension", "comment_on_foreign_data_wrapper",
    "comment_on_foreign_table", "comment_on_function", "comment_on_index", "comment_on_language",
    "comment_on_materialized_view",
    "comment_on_operator", "comment_on_operator_class", "comment_on_operator_family", "comment_on_policy",
    "comment_on_procedure", "comment_on_publication", "comment_on_rule", "comment_on_schema",
    "comment_on_sequence", "comment_on_server", "comment_on_statistics",
    "comment_on_text_search_configuration", "comment_on_text_search_dictionary", "comment_on_trigger",
    "comment_on_type", "comment_on_view", "compression", "constraint", "contract_column", "create_aggregate",
    "create_cast", "create_check_constraint", "create_collation", "create_composite_type",
    "create_constraint_trigger", "create_domain", "create_enumeration", "create_event_trigger",
    "create_exclude_constraint", "create_extension", "create_foreign_data_wrapper", "create_foreign_key",
    "create_foreign_table", "create_function", "create_index", "create_language",
    "create_materialized_view", "create_operator",
    "create_operator_class", "create_operator_family", "create_partition", "create_policy",
    "create_primary_key", "create_procedure", "create_publication", "create_range_type", "create_rule",
    "create_schema", "create_sequence", "create_server", "create_statistics", "create_table",
    "create_table_comment", "create_text_search_configuration", "create_text_search_dictionary",
    "create_trigger", "create_unique_constraint", "create_user_mapping", "create_view", "cycle", "date",
    "decltype", "default_partition", "deferrable", "definition", "desc", "detach_partition",
    "disable_row_security", "disable_all_triggers", "disable_trigger", "disable_user_triggers",
    "double_precision", "drop_aggregate", "drop_cast", "drop_collation", "drop_column", "drop_composite_type",
    "drop_constraint", "drop_default", "drop_domain", "drop_enumeration", "drop_event_trigger",
    "drop_extension", "drop_foreign_data_wrapper", "drop_foreign_table", "drop_function", "drop_identity",
    "drop_index", "drop_language", "drop_materialized_view", "drop_operator", "drop_operator_class",
    "drop_operator_family",
    "drop_policy", "drop_procedure", "drop_publication", "drop_range_type", "drop_rule", "drop_schema",
    "drop_sequence", "drop_server", "drop_statistics", "drop_table", "drop_table_comment",
    "drop_text_search_configuration", "drop_text_search_dictionary", "drop_trigger", "drop_user_mapping",
    "drop_view", "enable_row_security", "enable_all_triggers", "enable_always_trigger",
    "enable_replica_trigger", "enable_trigger", "enable_user_triggers", "enumeration", "enumeration_of",
    "exclude", "execute", "expand_column", "f", "force_row_security", "foreign_key", "generated", "generated_virtual",
    "grant",
    "history", "identity", "increment", "index", "index_key", "inet", "inherits", "initially_deferred",
    "integer", "interval", "json", "jsonb", "key", "logged", "macaddr", "match_full", "max_value", "migration",
    "min_value", "name", "named_type", "no_action", "no_cycle", "no_force_row_security", "no_identity",
    "no_inherit", "no_max_value", "no_min_value", "not_deferrable", "not_null", "nullable", "numeric",
    "on_all_functions", "on_all_procedures", "on_all_sequences", "on_all_tables", "on_commit", "on_delete",
    "on_domain", "on_foreign_data_wrapper", "on_function", "on_functions", "on_procedure", "on_schema",
    "on_schemas", "on_sequence", "on_sequences", "on_server", "on_table", "on_tables", "on_type", "on_types",
    "on_update", "options", "owned_by", "owned_by_none", "partition_by", "plain_type", "policy", "primary_key",
    "real", "references", "referred_schema", "refresh_materialized_view", "reindex_index",
    "reindex_table", "rename_aggregate",
    "rename_collation", "rename_column", "rename_constraint", "rename_domain", "rename_enumeration_value",
    "rename_event_trigger", "rename_foreign_data_wrapper", "rename_foreign_table", "rename_function",
    "rename_index", "rename_language", "rename_materialized_view", "rename_operator_class", "rename_operator_family",
    "rename_policy", "rename_procedure", "rename_publication", "rename_rule", "rename_schema",
    "rename_sequence", "rename_server", "rename_statistics", "rename_table",
    "rename_text_search_configuration", "rename_text_search_dictionary", "rename_trigger", "rename_type",
    "rename_view", "renamed_from", "replace_aggregate", "replace_enumeration_values", "replace_function",
    "replace_language", "replace_policy", "replace_procedure", "replace_rule", "replace_trigger", "replace_view",
    "replica_identity", "replica_identity_default", "replica_identity_full", "replica_identity_nothing",
    "reset", "restart", "restart_with", "restrict", "revoke", "row", "rules", "run", "schema", "separately",
    "sequence", "serial", "server_default", "set_aggregate_owner", "set_aggregate_schema",
    "set_collation_owner", "set_collation_schema", "set_default", "set_domain_owner", "set_domain_schema",
    "set_event_trigger_owner", "set_extension_schema", "set_foreign_data_wrapper_owner",
    "set_foreign_table_owner", "set_foreign_table_schema", "set_function_owner", "set_function_schema",
    "set_language_owner", "set_materialized_view_owner", "set_materialized_view_schema", "set_not_null", "set_null",
    "set_operator_class_owner", "set_operator_class_schema", "set_operator_family_owner",
    "set_operator_family_schema", "set_operator_owner", "set_operator_schema", "set_procedure_owner",
    "set_procedure_schema", "set_publication_owner", "set_schema_owner", "set_sequence_owner",
    "set_sequence_schema", "set_server_owner", "set_statistics_owner", "set_statistics_schema",
    "set_table_owner", "set_table_schema", "set_text_search_configuration_owner",
    "set_text_search_configuration_schema", "set_text_search_dictionary_owner",
    "set_text_search_dictionary_schema", "set_type_owner", "set_type_schema", "set_view_owner",
    "set_view_schema", "small_integer", "small_serial", "sql", "sql_file", "start", "statistics", "std", "sterna",
    "storage", "string", "table", "table_of", "tablespace", "temporary", "text", "time_of_day",
    "time_of_day_tz", "timestamp", "timestamp_tz", "truncate_table", "tsvector", "type", "unchecked_history", "unicode",
    "unique", "unlogged", "unnamed", "uuid", "validate_constraint", "view", "with", "without_cluster", "xml"});

/// The end of a migration's file name, Alembic's: the words of the message in lower case, at most 40 characters.
[[nodiscard]] inline std::string slug_of(std::string_view message) {
  std::string slug;
  std::size_t characters = 0;
  std::size_t last_gap = std::string::npos;  // the last _ among the first 40 characters
  std::size_t end = std::string::npos;
  bool gap = false;
  const auto put = [&](std::string_view piece) {
    if (piece == "_" && characters < 40) last_gap = slug.size();
    if (++characters == 41) end = slug.size();
    slug += piece;
  };
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t from = at;
    const std::int32_t point = take_code_point(message, at);
    if (!in_word(point)) {
      gap = !slug.empty();
      continue;
    }
    if (gap) put("_");
    gap = false;
    std::string piece(message.substr(from, at - from));
    if (point >= 'A' && point <= 'Z') piece[0] = static_cast<char>(piece[0] - 'A' + 'a');
    if (point >= 0xc0 && point <= 0xde) piece[1] = static_cast<char>(piece[1] + 0x20);  // Latin-1's capitals
    put(piece);
  }
  if (end == std::string::npos) return slug;
  return slug.substr(0, last_gap == std::string::npos ? end : last_gap) + "_";
}

/// The identifier for a migration: its slug in ASCII, unless that is no identifier, or would hide something that the
/// files use; then with the id.
[[nodiscard]] inline std::string identifier_of(std::string_view message, std::string_view id,
                                               std::span<const std::string> taken) {
  const auto in_ascii = [](std::string_view text) {
    std::string made;
    for (const char c : text) {
      const bool good = static_cast<unsigned char>(c) < 0x80 && in_word(c);
      if (good && (c != '_' || (!made.empty() && made.back() != '_'))) {
        made += c;
      } else if (!good && !made.empty() && made.back() != '_') {
        made += '_';
      }
    }
    while (!made.empty() && made.back() == '_') made.pop_back();
    return made;
  };
  std::string made = in_ascii(slug_of(message));
  if (made.empty() || (made.front() >= '0' && made.front() <= '9')) made.insert(0, made.empty() ? "m" : "m_");
  const auto has = [&](const auto& words) { return std::ranges::find(words, made) != words.end(); };
  if (made == "m" || has(keywords) || has(hidden_words) || has(taken)) made += "_" + in_ascii(id);
  return made;
}

}  // namespace sterna::cli
