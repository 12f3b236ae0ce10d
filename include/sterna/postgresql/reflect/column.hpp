// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sterna/postgresql/reflect/parameters.hpp"
#include "sterna/postgresql/reflect/sequence.hpp"
#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/postgresql/reflect/type.hpp"

namespace sterna::detail {

/// A text that the server has written as a literal, '...', without its quotes; false where it is something else.
[[nodiscard]] inline bool unquoted(std::string_view sql, std::string& text, std::size_t& behind) {
  if (sql.empty() || sql.front() != '\'') {
    return false;
  }
  behind = behind_quotes(sql, 0);
  text.clear();
  for (std::size_t i = 1; i + 1 < behind; ++i) {
    text += sql[i];
    i += sql[i] == '\'' ? 1 : 0;
  }
  return true;
}

/// A default as the words say it: a text or a number that was cast to the column's own type is no expression.
/// `type` is the column's type as the server writes it, without arguments.
[[nodiscard]] inline default_value default_of(survey& in, std::string_view sql, std::string_view type) {
  default_value made;
  made.what = default_value::form::expression;
  made.text = sql;
  if (sql == "true" || sql == "false") {
    return {default_value::form::boolean, {}, sql == "true"};
  }
  long long number = 0;
  const auto [end, code] = std::from_chars(sql.data(), sql.data() + sql.size(), number);
  if (code == std::errc{} && end == sql.data() + sql.size()) {
    return {default_value::form::integer, {}, number};
  }
  std::string text;
  std::size_t behind = 0;
  if (!unquoted(sql, text, behind) || sql.substr(behind, 2) != "::") {
    return made;
  }
  if (sql.substr(behind) == "::integer" && text.starts_with('-')) {  // so the server keeps -1
    const auto [last, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong == std::errc{} && last == text.data() + text.size()) {
      return {default_value::form::integer, {}, number};
    }
  }
  if (sql.substr(behind + 2) != type) {
    return made;
  }
  return {default_value::form::text, in.keep(std::move(text)), 0};
}

/// A column as the server tells it.
struct told_column {
  row from;
  std::string_view type;       ///< as SQL writes it
  std::string_view bare_type;  ///< the same without arguments
  int number;
  std::string_view id;
  std::string_view server_default;
  bool not_null;
  bool local;
};

/// The columns of all tables.
class reflected_columns {
 public:
  [[nodiscard]] static std::string query(const survey& of) {
    const std::string compression = of.version() >= 140000 ? "a.attcompression" : "''";
    // only what is generated names columns; to look the table up for each default takes longer than its text
    return "SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attndims, " + compression +
           ", a.attnotnull, a.attidentity, a.attgenerated, "
           "pg_get_expr(d.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE d.adrelid END), d.oid, "
           "CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END, "
           "x.description, a.attislocal, CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, "
           "nullif(a.attstattarget, -1), CASE WHEN a.attoptions IS NOT NULL THEN "
           "(SELECT string_agg(o, E'\\n') FROM unnest(a.attoptions) o WHERE o !~ '^pg_attver=') END, "
           "CASE WHEN a.attcollation <> t.typcollation THEN "
           "(SELECT l.collname FROM pg_collation l WHERE l.oid = a.attcollation) END "
           "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
           "JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = "
           "a.attnum "
           "LEFT JOIN pg_description x ON x.classoid = 'pg_class'::regclass AND x.objoid = a.attrelid AND "
           "x.objsubid = a.attnum WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND "
           "NOT a.attisdropped AND " +
           of.in_scope() + ";\n";
  }
  void read(const result& rows, const reflected_types& types) {
    for (const row each : rows) {
      const auto [type, bare_type] = types.written(number_in(each[3].text()), number_in<int>(each[4].text()));
      of_[number_in(each[0].text())].push_back({each, type, bare_type, number_in<int>(each[1].text()), each[2].text(),
                                                each[10].text(), each[7].text() == "t", each[14].text() == "t"});
    }
    for (auto& [table, all] : of_) {
      std::sort(all.begin(), all.end(), [](const told_column& a, const told_column& b) { return a.number < b.number; });
    }
  }

  [[nodiscard]] const std::vector<told_column>& of(std::uint32_t table) const {
    static const std::vector<told_column> none;
    const auto found = of_.find(table);
    return found == of_.end() ? none : found->second;
  }
  /// Empty where there is no such column.
  [[nodiscard]] std::string_view id_of(std::uint32_t table, int number) const {
    for (const told_column& each : of(table)) {
      if (each.number == number) {
        return each.id;
      }
    }
    return {};
  }

 private:
  std::unordered_map<std::uint32_t, std::vector<told_column>> of_;
};

/// Adds one column of a table; `in_key`: its primary key says that it is not null.
inline void add_column(const told_column& from, bool in_key, std::uint32_t table, std::string_view schema,
                       std::string_view table_id, const reflected_types& types, reflected_sequences& sequences,
                       survey& into) {
  const row& it = from.from;
  const auto alter = [&](const std::string& what) {
    into.verbatim(into.keep("ALTER TABLE " + survey::written(schema, table_id) + " ALTER COLUMN " +
                            survey::written(from.id) + " " + what),
                  pg_class, table, schema, table_id);
  };
  column_record made;
  made.id = name_of(from.id);
  made.has_type = true;
  made.type = types.type_of(into, number_in(it[3].text()), number_in<int>(it[4].text()), number_in<int>(it[5].text()),
                            from.type);
  if (!it[12].is_null()) {
    made.type.collation = name_of(it[18].text());
    sql_writer bare;
    bare.identifier(it[18].text());
    if (bare.text() != it[12].text()) {
      made.type.collation = {};
      alter("TYPE " + std::string(from.type) + " COLLATE " + std::string(it[12].text()));
    }
  }
  const char identity = it[8].text().empty() ? '\0' : it[8].text()[0];
  const char generated = it[9].text().empty() ? '\0' : it[9].text()[0];
  made.settings.first = into.ops.settings().count;
  if (identity != '\0') {
    made.identity = identity == 'a' ? identity_kind::always : identity_kind::by_default;
    made.settings = sequences.identity(into, table, from.number, schema, table_id, from.id);
  } else if (generated != '\0') {
    made.generated = bare_expression(into.exact(from.server_default));
    made.is_virtual = generated == 'v';
  } else if (!it[10].is_null()) {
    const bool serial = made.type.whole_number() && made.type.dimensions == 0 && from.not_null &&
                        sequences.serial(table, from.number, made.type.base, schema, table_id, from.id,
                                         from.server_default);
    if (serial) {
      made.type.base = made.type.base == base_type::small_integer ? base_type::small_serial
                       : made.type.base == base_type::integer     ? base_type::serial
                                                                  : base_type::big_serial;
    } else {
      made.server_default = default_of(into, into.exact(from.server_default), from.bare_type);
    }
  }
  if (from.not_null && !in_key && identity == '\0' && !made.type.serial()) {
    made.null = nullability::not_null;
  }
  if (!it[13].is_null()) {
    made.has_comment = true;
    made.comment = it[13].text();
  }
  if (made.settings.count == 0) {
    made.settings.first = into.ops.settings().count;
  }
  const auto set = [&](setting_kind what, std::string_view text, std::uint64_t value) {
    setting& one = into.ops.add_setting();
    one.what = what;
    one.text = text;
    one.value = value;
    ++made.settings.count;
  };
  if (!it[15].is_null()) {
    const char how = it[15].text()[0];
    set(setting_kind::storage, how == 'p' ? "PLAIN" : how == 'e' ? "EXTERNAL" : how == 'm' ? "MAIN" : "EXTENDED", 0);
  }
  if (const std::string_view how = it[6].text(); !how.empty()) {
    set(setting_kind::compression, how == "l" ? "lz4" : "pglz", 0);
  }
  if (!it[16].is_null()) {
    set(setting_kind::statistics, {}, static_cast<std::uint64_t>(number_in<long long>(it[16].text())));
  }
  if (!it[17].is_null()) {
    add_parameters(it[17].text(), {}, made.settings, into);
  }
  into.ops.add_column() = made;
}

}  // namespace sterna::detail
