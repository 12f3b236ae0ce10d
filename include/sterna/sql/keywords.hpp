// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace sterna::detail {

/// The words that PostgreSQL 13 to 18 do not accept everywhere as an identifier unless quoted: all keywords but the
/// unreserved ones (pg_get_keywords(), catcode other than U), in the order of their bytes.
inline constexpr std::string_view quoted_keywords[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
    "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce",
    "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
    "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec",
    "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract",
    "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group",
    "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval",
    "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists", "json_object",
    "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value", "lateral",
    "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action", "national",
    "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only",
    "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision", "primary", "real",
    "references", "returning", "right", "row", "select", "session_user", "setof", "similar", "smallint", "some",
    "substring", "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp", "to", "trailing",
    "treat", "trim", "true", "union", "unique", "user", "using", "values", "varchar", "variadic", "verbose",
    "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
    "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable"
};

/// True where `text` needs no double quotes as an identifier.
[[nodiscard]] constexpr bool plain_identifier(std::string_view text) noexcept {
  if (text.empty() || !((text[0] >= 'a' && text[0] <= 'z') || text[0] == '_')) {
    return false;
  }
  for (const char c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
      return false;
    }
  }
  std::size_t low = 0;
  std::size_t high = sizeof(quoted_keywords) / sizeof(quoted_keywords[0]);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (quoted_keywords[middle] < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == sizeof(quoted_keywords) / sizeof(quoted_keywords[0]) || quoted_keywords[low] != text;
}

}  // namespace sterna::detail
