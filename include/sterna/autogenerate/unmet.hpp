// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/canonical/scratch.hpp"
#include "sterna/autogenerate/generated.hpp"
#include "sterna/autogenerate/names_in.hpp"
#include "sterna/postgresql/function_bodies.hpp"
#include "sterna/postgresql/reflect.hpp"
#include "sterna/schema/difference.hpp"
#include "sterna/sql/word_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

// What models execute, since no word says it, beside what a database has of that.

namespace sterna {

namespace detail {

/// What a statement says about, if it does no more than set a detail of it.
struct detail_target {
  std::string schema{};  ///< as PostgreSQL keeps it; empty where it is not said
  std::string id{};
};

/// Reads one statement that sets a detail of a table, index, sequence or view, of the sort that reflection tells as
/// statements: `ALTER ... [ALTER [COLUMN] c] SET ...`, `ENABLE` and `DISABLE` of triggers and rules. Nothing else, and
/// nothing that computes or moves anything: those may be executed in a scratch schema.
[[nodiscard]] inline std::optional<detail_target> target_of_detail(std::string_view sql) {
  sql_word_reader in(sql);
  bool more = in.next() && in.is("alter") && in.next();
  const auto pass = [&](const auto& word) {
    const bool there = more && in.is(word);
    more = there ? in.next() : more;
    return there;
  };
  const auto name_here = [&](std::string& into) {
    name_chars room{};
    const bool named = more && (in.kind == sql_token::word || in.kind == sql_token::identifier);
    if (named) into = identifier_of(in, room);
    more = named && in.next();
    return named && !into.empty();
  };
  const bool view = pass("view");
  if (pass("materialized") ? !pass("view")
                           : !view && !pass("table") && !pass("index") && !pass("sequence") &&
                                 !(pass("foreign") && pass("table"))) {
    return std::nullopt;
  }
  detail_target made;
  std::string column;
  if (!name_here(made.id)) return std::nullopt;
  if (pass('.')) {
    made.schema = std::move(made.id);
    if (!name_here(made.id)) return std::nullopt;
  }
  if (made.id.starts_with("pg_")) return std::nullopt;
  bool sets = false;
  if (pass("enable") || pass("disable")) {
    if (!pass("always")) pass("replica");
    sets = (pass("trigger") || pass("rule")) && name_here(column);
    pass(';');
    return sets && !more ? std::optional(made) : std::nullopt;
  }
  const bool of_column = pass("alter");
  if (of_column) {
    pass("column");
    if (more && in.kind == sql_token::number) {
      more = in.next();
    } else if (!name_here(column)) {
      return std::nullopt;
    }
  }
  if (!pass("set")) return std::nullopt;
  sets = of_column ? (view && in.is("default")) || in.is("statistics") || in.is("storage") || in.is("compression")
                   : in.is("logged") || in.is("unlogged");
  if (!more || !(sets || in.is('('))) return std::nullopt;
  while (more && !in.is(';')) more = in.next();
  pass(';');
  return more || in.flaw != sql_flaw::none ? std::nullopt : std::optional(made);
}

}  // namespace detail

/// The statements of details that models execute and that a database has not, or otherwise, in PostgreSQL's own words.
/// `makes` are the ops of the models, in the order of `order`. As take_canonical_texts() does it: in schemas of their
/// own, in a transaction that is rolled back; where the database has the texts as they are, nothing is executed at all.
/// What else models execute nobody can see in a database, and what is not `managed` is left alone.
[[nodiscard]] inline std::vector<std::string> unmet_statements(connection& db, const catalog& wanted,
                                                               script_builder& makes, const pool<std::uint32_t>& order,
                                                               const reflected& found, const diff_options& asked = {}) {
  const auto has = [](const script& ops, std::string_view sql) {
    return std::ranges::any_of(ops.operations, [&](const operation& each) {
      return each.what == op_kind::execute && detail::same_sql(each.sql, sql);
    });
  };
  const detail::stand_in_list stand_ins = detail::stand_ins_for(wanted);
  const auto stands_for = [&](const std::string& schema) {
    return schema.empty() ||
           std::ranges::any_of(stand_ins, [&](const auto& each) { return each.second == schema; });
  };
  const auto left_to_others = [&](const detail::detail_target& target) {
    return asked.managed && std::ranges::any_of(wanted.state.objects, [&](const object& it) {
             const std::string_view schema = it.schema == detail::public_schema ? std::string_view{} : it.schema.view();
             return it.alive && it.id.view() == target.id && !asked.managed(wanted, it) &&
                    schema == (target.schema == "public" ? std::string_view{} : target.schema);
           });
  };
  std::vector<std::string> statements;
  std::unordered_set<std::string> names;
  for (const operation& op : makes.view().operations) {
    if (op.what != op_kind::execute || has(found.ops(), op.sql)) continue;
    const auto target = detail::target_of_detail(op.sql);
    if (target && stands_for(target->schema) && !left_to_others(*target)) {
      statements.push_back(detail::with_stand_ins(op.sql, stand_ins) + "\n;\n");
      names.insert(detail::lower_name(target->id));
    }
  }
  if (statements.empty()) return {};
  std::string begin = std::string(detail::look_at_no_bodies) + "; SET LOCAL lock_timeout = '5s';";
  for (const auto& each : stand_ins) begin += " CREATE SCHEMA " + each.first + ";";
  const std::string only = "SET LOCAL search_path = " + stand_ins.front().first;
  const detail::nothing_stays scratch(db);
  if (detail::tried(db, begin + only + ", public")) return {};
  static_cast<void>(detail::create_statements(
      db, detail::scratch_statements(makes, detail::needed_ops(makes, order, names), stand_ins)));
  db.execute(only);  // a name that the scratch schemas have not is nobody's
  for (const std::string& each : statements) static_cast<void>(detail::tried(db, each));
  reflect_options options;
  options.stand_ins = stand_ins;
  const reflected made = reflect(db, options);
  std::vector<std::string> unmet;
  for (const operation& each : made.ops().operations) {
    if (each.what == op_kind::execute && !has(found.ops(), each.sql)) unmet.emplace_back(each.sql);
  }
  return unmet;
}

}  // namespace sterna
