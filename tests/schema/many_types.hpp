// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "live.hpp"

#include <sterna/schema/canonical_type.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

/// A type from a text that lives until the program ends, or to be read at compile time.
consteval sterna::data_type raw(sterna::name text) {
  sterna::data_type made;
  made.id = text;
  return made;
}
inline sterna::data_type raw_text(std::string_view text) {
  static std::deque<std::string> texts;
  texts.emplace_back(text);
  sterna::data_type made;
  made.id = sterna::name::viewing(texts.back().data(), static_cast<std::uint32_t>(text.size()), sterna::hash_of(text));
  return made;
}

/// A live_schema that tries many statements in one round trip.
class many_statements : public live_schema {
 public:
  many_statements() {
    if (*this) {
      connection().execute(
          "CREATE FUNCTION try(sql text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
          "EXECUTE sql; RAISE SQLSTATE 'OK000'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$");
    }
  }
  [[nodiscard]] static std::string quoted(std::string_view text) {
    std::string made = "E'";
    for (const char c : text) {
      made += c == '\\' || c == '\'' ? std::string{c, c} : std::string{c};
    }
    return made + "'";
  }

  /// What `function(text) returns text` says of each text. Nothing of what it has done remains.
  [[nodiscard]] std::vector<std::string> each(const std::vector<std::string>& texts,
                                              std::string_view function = "try") {
    std::string sql = "SELECT string_agg(" + std::string(function) + "(s), ',' ORDER BY n) FROM unnest(ARRAY[";
    for (const std::string& text : texts) {
      sql += quoted(text) + ",";
    }
    sql.back() = ']';
    const std::string all = one(sql + ") WITH ORDINALITY AS x(s, n)");
    std::vector<std::string> made;
    for (std::size_t at = 0; at <= all.size();) {
      const std::size_t end = std::min(all.find(',', at), all.size());
      made.push_back(all.substr(at, end - at));
      at = end + 1;
    }
    REQUIRE(made.size() == texts.size());
    return made;
  }
  /// Whether the server executes each statement.
  [[nodiscard]] std::vector<bool> accepted(const std::vector<std::string>& statements) {
    std::vector<bool> made;
    for (const std::string& state : each(statements)) {
      made.push_back(state == "OK000");
    }
    return made;
  }

  /// Those of the texts that are types of this server.
  [[nodiscard]] std::vector<std::string> existing(const std::vector<std::string>& texts) {
    std::vector<std::string> statements;
    for (const std::string& text : texts) {
      statements.push_back("SELECT NULL::" + text);
    }
    const std::vector<bool> there = accepted(statements);
    std::vector<std::string> made;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (there[i]) {
        made.push_back(texts[i]);
      }
    }
    return made;
  }
};

/// Every built-in type by its name in pg_type, as SQL.
inline std::vector<std::string> catalog_types() {
  std::vector<std::string> made;
  for (const std::string_view each : sterna::detail::catalog_names) {
    if (!each.empty()) {
      made.push_back("pg_catalog.\"" + std::string(each) + "\"");
    }
  }
  return made;
}
