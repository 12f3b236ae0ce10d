// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sterna/postgresql/reflect/array_casts.hpp"
#include "sterna/postgresql/reflect/row_comparisons.hpp"
#include "sterna/postgresql/result.hpp"
#include "sterna/record/script.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna {

/// What of a database is reflected. Names are as PostgreSQL keeps them, without quotes.
struct reflect_options {
  /// These alone; empty: all but PostgreSQL's own. A schema that is named is reflected whatever else is said.
  std::vector<std::string> include_schemas{};
  /// Asked of each table, view, sequence, type and function: false leaves it out, with all that is of it. Null: all.
  std::function<bool(std::string_view schema, std::string_view id)> include{};
  /// Who may do what, and default privileges, are reflected too.
  bool privileges = false;
  /// The version table, which is left out with its `_step` and `_log`.
  std::string version_table = "alembic_version";
  std::string version_table_schema = "public";
  /// Schemas under which others are reflected, each with the name of the other: `{"scratch_1", "public"}`. Whatever
  /// says the first says the second; names without a schema are then looked for there first. Their names need no
  /// quotes, and stand nowhere else. With any of them, `include_schemas` means nothing.
  std::vector<std::pair<std::string, std::string>> stand_ins{};
};

namespace detail {

/// Numbers of PostgreSQL's own tables, the same in every release.
enum catalog_table : std::uint32_t {
  pg_type = 1247, pg_proc = 1255, pg_class = 1259, pg_attrdef = 2604, pg_constraint = 2606, pg_namespace = 2615,
  pg_opclass = 2616, pg_rewrite = 2618, pg_trigger = 2620, pg_extension = 3079, pg_policy = 3256,
  pg_statistic_ext = 3381, pg_event_trigger = 3466, pg_language = 2612,
};

[[nodiscard]] inline name name_of(std::string_view text) noexcept {
  return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text));
}

template <class T = std::uint32_t>
[[nodiscard]] T number_in(std::string_view text) noexcept {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The numbers in "1 2 3" or "{1,2,3}".
[[nodiscard]] inline std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> all;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '-' || (text[i] >= '0' && text[i] <= '9')) {
      int value = 0;
      i = static_cast<std::size_t>(std::from_chars(text.data() + i, text.data() + text.size(), value).ptr -
                                   text.data());
      all.push_back(value);
    } else {
      ++i;
    }
  }
  return all;
}

/// How far a quoted text or name goes that begins at `at`, if one does: behind its end, or `at`.
[[nodiscard]] inline std::size_t behind_quotes(std::string_view sql, std::size_t at) noexcept {
  const char quote = sql[at];
  if (quote != '\'' && quote != '"') {
    return at;
  }
  const bool escapes = quote == '\'' && at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e');
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (escapes && sql[i] == '\\') {
      ++i;
    } else if (sql[i] == quote) {
      if (i + 1 < sql.size() && sql[i + 1] == quote) {
        ++i;
      } else {
        return i + 1;
      }
    }
  }
  return sql.size();
}

/// An expression without the parentheses that the server puts around the whole of it.
[[nodiscard]] inline std::string_view bare_expression(std::string_view sql) noexcept {
  while (sql.size() > 2 && sql.front() == '(' && sql.back() == ')') {
    int open = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
      if (const std::size_t behind = behind_quotes(sql, i); behind != i) {
        i = behind - 1;
        continue;
      }
      open += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
      if (open == 0 && i + 1 < sql.size()) {
        return sql;  // the first is closed before the end
      }
    }
    sql = sql.substr(1, sql.size() - 2);
  }
  return sql;
}

/// Where `word` stands in SQL outside of quotes and parentheses, from `at` on; npos where it does not.
[[nodiscard]] inline std::size_t find_outside(std::string_view sql, std::string_view word,
                                              std::size_t at = 0) noexcept {
  int open = 0;
  while (at < sql.size()) {
    if (const std::size_t behind = behind_quotes(sql, at); behind != at) {
      at = behind;
      continue;
    }
    if (open == 0 && sql.substr(at).starts_with(word)) {
      return at;
    }
    open += sql[at] == '(' ? 1 : sql[at] == ')' ? -1 : 0;
    ++at;
  }
  return std::string_view::npos;
}

/// Behind the name, with or without a schema, that begins at `at`.
[[nodiscard]] inline std::size_t behind_name(std::string_view sql, std::size_t at) noexcept {
  while (at < sql.size() && sql[at] != ' ' && sql[at] != '\n' && sql[at] != '(' && sql[at] != ';') {
    const std::size_t behind = behind_quotes(sql, at);
    at = behind != at ? behind : at + 1;
  }
  return at;
}

/// Makes ops of what the server has said: what the rooms of the nouns share.
class survey {
 public:
  survey(const reflect_options& options, int server_version) : options_{options}, version_{server_version} {}

  script_builder ops{};
  std::vector<std::string> notes{};     ///< what no op can say
  std::vector<std::string> left_out{};  ///< what was not to be reflected
  std::vector<std::pair<name, name>> not_valid{};  ///< indexes whose build was cut off: schema and name
  script_builder owners{};  ///< who owns what, where that is not `migrates`
  name migrates{};          ///< who looks

  [[nodiscard]] int version() const noexcept { return version_; }
  [[nodiscard]] bool looks_at_privileges() const noexcept { return options_.privileges; }

  /// A text that the server has not sent as it is; it lives as long as the ops.
  [[nodiscard]] std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  /// A text of the server that it reads as it has written it.
  [[nodiscard]] std::string_view exact(std::string_view text) {
    if (std::string rows = with_rows(text); !rows.empty()) text = keep(std::move(rows));
    std::string made = with_array_types(text);
    return made.empty() ? text : keep(std::move(made));
  }
  [[nodiscard]] std::deque<std::string>& texts() noexcept { return texts_; }

  /// An op does not name `public`, which everybody's search path has.
  [[nodiscard]] static name schema_name(std::string_view schema) noexcept {
    return schema == "public" ? name{} : name_of(schema);
  }

  // --- what is reflected --------------------------------------------------------------------------------------

  /// Whether nothing is left out by what was asked for.
  [[nodiscard]] bool looks_at_all() const {
    return options_.include_schemas.empty() && options_.stand_ins.empty() && !options_.include;
  }
  [[nodiscard]] bool looks_at_all_schemas() const {
    return options_.include_schemas.empty() && options_.stand_ins.empty();
  }
  /// A condition on `n.nspname`.
  [[nodiscard]] std::string in_scope() const {
    if (options_.include_schemas.empty() && options_.stand_ins.empty()) {
      return "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    }
    std::string list;
    const auto add = [&list](const std::string& each) {
      sql_writer out;
      out.literal(each);
      list += (list.empty() ? "" : ", ") + std::string(out.text());
    };
    for (const auto& each : options_.stand_ins) {
      add(each.first);
    }
    for (const std::string& each : options_.include_schemas) {
      if (options_.stand_ins.empty()) {
        add(each);
      }
    }
    return "n.nspname IN (" + list + ")";
  }
  void note_extension_member(std::uint32_t table, std::uint32_t oid) { of_extensions_.insert(key(table, oid)); }
  [[nodiscard]] bool of_extension(std::uint32_t table, std::uint32_t oid) const {
    return of_extensions_.contains(key(table, oid));
  }
  /// Whether an object of a schema is reflected; what is not, is listed.
  [[nodiscard]] bool wanted(std::uint32_t table, std::uint32_t oid, std::string_view schema, std::string_view id,
                            std::string_view word) {
    const char* why = nullptr;
    if (of_extension(table, oid)) {
      why = "belongs to an extension";
    } else if (table == pg_class && schema == options_.version_table_schema &&
               (id == options_.version_table || id == options_.version_table + "_step" ||
                id == options_.version_table + "_log")) {
      why = "is the version table's";
    } else if (options_.include && !options_.include(schema, id)) {
      why = "is not included";
    }
    if (why == nullptr) {
      return true;
    }
    left_out.push_back(std::string(word) + " " + shown(schema, id) + " " + why);
    return false;
  }
  [[nodiscard]] static std::string shown(std::string_view schema, std::string_view id) {
    return schema == "public" || schema.empty() ? std::string(id) : std::string(schema) + "." + std::string(id);
  }
  /// `a."B"`, as it stands in a statement; `public` is in everybody's path.
  [[nodiscard]] static std::string written(std::string_view schema, std::string_view id) {
    sql_writer out;
    out.qualified(schema_name(schema), name_of(id));
    return std::string(out.text());
  }
  [[nodiscard]] static std::string written(std::string_view id) { return written({}, id); }
  void note(std::string_view word, std::string_view schema, std::string_view id, std::string_view what) {
    notes.push_back(std::string(word) + " " + shown(schema, id) + ": " + std::string(what));
  }

  // --- the order ----------------------------------------------------------------------------------------------

  /// Which ops come first where nothing else is known.
  enum turn : std::uint8_t {
    first,  ///< default privileges: they are for what comes behind them
    schemas, extensions, types, sequences, tables, views, routines, indexes, foreign_keys, rest, comments, grants,
    last,  ///< event triggers: they watch what is done behind them
  };

  /// The op that was added last makes this object.
  void made(std::uint32_t table, std::uint32_t oid, turn when, std::string_view schema, std::string_view id) {
    entries_.push_back({when, schema, id, ops.operations().count - 1, {}, {}});
    if (oid != 0) {
      alias(table, oid);
    }
  }
  /// Another number of that object: of its type, its default ...
  void alias(std::uint32_t table, std::uint32_t oid) { alias(table, oid, entries_.size() - 1); }
  void alias(std::uint32_t table, std::uint32_t oid, std::size_t which) {
    entry_of_.try_emplace(key(table, oid), which);
  }
  /// The same for an object whose entry is not the last: false where there is none.
  bool alias(std::uint32_t table, std::uint32_t oid, std::uint32_t known_table, std::uint32_t known) {
    const auto found = entry_of_.find(key(known_table, known));
    if (found != entry_of_.end()) {
      entry_of_.try_emplace(key(table, oid), found->second);
    }
    return found != entry_of_.end();
  }
  [[nodiscard]] bool known(std::uint32_t table, std::uint32_t oid) const { return entry_of_.contains(key(table, oid)); }
  /// The op that makes an object which is known.
  [[nodiscard]] const operation& maker_of(std::uint32_t table, std::uint32_t oid) {
    return ops.operations().items[entries_[entry_of_.at(key(table, oid))].op];
  }
  /// An object needs another one.
  void needs(std::uint32_t table, std::uint32_t oid, std::uint32_t other_table, std::uint32_t other) {
    const auto from = entry_of_.find(key(table, oid));
    const auto to = entry_of_.find(key(other_table, other));
    if (from != entry_of_.end() && to != entry_of_.end() && from->second != to->second) {
      entries_[from->second].needs.push_back(to->second);
    }
  }
  /// The op that was added last needs an object.
  void last_needs(std::uint32_t table, std::uint32_t oid) {
    if (const auto to = entry_of_.find(key(table, oid)); to != entry_of_.end()) {
      entries_.back().needs.push_back(to->second);
    }
  }
  /// The same of a schema, by its name.
  void last_needs_schema(std::string_view id) {
    for (std::size_t i = 0; i + 1 < entries_.size() && !id.empty(); ++i) {
      const bool makes = ops.operations().items[entries_[i].op].what == op_kind::create_schema;
      if (makes && entries_[i].id == id) entries_.back().needs.push_back(i);
    }
  }
  /// The op that was added last is SQL text in which names of other objects may stand.
  void reads(std::string_view body) { entries_.back().body = body; }

  /// What no word says of an object, as the statement that does: an `execute` behind the op that makes the object.
  void verbatim(std::string_view sql, std::uint32_t table, std::uint32_t oid, std::string_view schema,
                std::string_view id, turn when = rest) {
    statements_.push_back({sql, table, oid, schema, id, when});
  }
  /// When all objects are known.
  void add_statements() {
    for (const statement& each : statements_) {
      if (known(each.table, each.oid)) {
        operation& op = ops.add(op_kind::execute);
        op.sql = each.sql;
        op.says_effect = true;  // the replay need not guess: it has none
        made(0, 0, each.table == pg_event_trigger ? last : each.when, each.schema, each.id);
        last_needs(each.table, each.oid);
      }
    }
    statements_.clear();
  }

  /// Puts the ops into an order in which they can be executed.
  void put_in_order();

 private:
  struct entry {
    turn when;
    std::string_view schema;
    std::string_view id;
    std::uint32_t op;
    std::vector<std::size_t> needs;
    std::string_view body;
  };
  struct statement {
    std::string_view sql;
    std::uint32_t table;
    std::uint32_t oid;
    std::string_view schema;
    std::string_view id;
    turn when;
  };
  [[nodiscard]] static std::uint64_t key(std::uint32_t table, std::uint32_t oid) noexcept {
    return static_cast<std::uint64_t>(table) << 32U | oid;
  }
  void read_bodies();
  void visit(std::size_t which, std::vector<char>& seen, std::vector<std::size_t>& order);

  const reflect_options& options_;
  int version_;
  std::deque<std::string> texts_;
  std::unordered_set<std::uint64_t> of_extensions_;
  std::vector<entry> entries_;
  std::vector<statement> statements_;
  std::unordered_map<std::uint64_t, std::size_t> entry_of_;
};

}  // namespace detail
}  // namespace sterna

#include "sterna/postgresql/reflect/order.hpp"
