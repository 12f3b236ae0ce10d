// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/renamed_text.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What somebody says is called otherwise before. PostgreSQL keeps the meaning of what names it; here only a text is
// known, and what is wanted may be another one.

namespace sterna::detail {

/// The op of a hint; none where it has been done, or cannot be.
[[nodiscard]] inline script_builder rename_op(const catalog& now, const rename_hint& hint) {
  script_builder one;
  const std::uint32_t there = now.relation(hint.schema, hint.table);
  const bool of_relation = hint.column.empty();
  const object_kind kind = there == object::none ? object_kind::column : now.state.at(there).kind;
  const bool known = kind == object_kind::table || (of_relation && kind == object_kind::sequence);
  if (!known || (of_relation ? now.relation(hint.schema, hint.to) != object::none
                             : now.column(there, hint.column) == object::none ||
                                   now.column(there, hint.to) != object::none)) {
    return one;
  }
  operation& op = one.add(!of_relation                       ? op_kind::rename_column
                          : kind == object_kind::sequence ? op_kind::rename_sequence
                                                          : op_kind::rename_table);
  op.schema = hint.schema;
  (kind == object_kind::sequence ? op.object : op.table) = hint.table;
  if (!of_relation) op.object = hint.column;
  op.new_name = hint.to;
  return one;
}

/// A query as PostgreSQL has it after a column's rename: the column of the view keeps its name, so that `t.from` in a
/// list of what is selected becomes `t.to AS from`, and `t.from AS to` becomes `t.to`. Every `from` is taken for the
/// column that is renamed.
[[nodiscard]] inline std::string renamed_query(std::string_view text, const name& from, const name& to) {
  std::string made;
  std::size_t copied = 0;
  std::vector<bool> selects{false};  // whether a list of what is selected is being read, for each open bracket
  bool plain = false;                // nothing but names and dots has been read of what is selected
  sql_word_reader word(text);
  for (bool more = word.next(); more;) {
    if (word.is('(')) selects.push_back(false);
    if (word.is(')') && selects.size() > 1) selects.pop_back();
    const bool is_name = word.kind == sql_token::word || word.kind == sql_token::identifier;
    const bool begins = word.is("select") || (selects.back() && word.is(','));
    if (word.is("select")) selects.back() = true;
    if (word.is("from")) selects.back() = false;
    const bool found = is_name && word.names(from.view());
    plain = begins || (plain && (is_name || word.is('.')));
    const std::size_t first = word.position;
    const std::size_t last = word.at;
    more = word.next();
    if (!found || (more && (word.is('(') || word.is('.')))) continue;
    sql_writer renamed;
    renamed.identifier(to);
    made.append(text.substr(copied, first - copied)).append(renamed.text());
    copied = last;
    if (!plain || !selects.back()) continue;
    if (!more || word.is(',') || word.is("from") || word.is(')')) {
      sql_writer kept;
      (kept << " AS ").identifier(from);
      made.append(kept.text());
    } else if (word.is("as") && word.next()) {
      if (word.names(to.view())) copied = word.at;
    }
  }
  return made.append(text.substr(copied));
}

/// Whether a text says what is wanted, as it is or with the new names.
[[nodiscard]] inline bool comes_to(diff_work& work, std::string_view text, std::string_view wanted) {
  if (same_sql(text, wanted)) return true;
  for (const rename_hint& each : work.options.renames) {
    const bool relation = each.column.empty();
    text = renamed_text(work.now, text, relation ? each.table : each.column, each.to, relation);
  }
  return same_sql(text, wanted);
}

/// Whether a rename leaves an object with a text that cannot be seen to be the wanted one.
[[nodiscard]] inline bool loses_its_text(diff_work& work, const object& renamed, const object& before,
                                         const object& wanted) {
  if (has_query(before.kind)) {
    std::string text(work.now.state.text(before));
    for (const rename_hint& each : work.options.renames) {
      text = each.column.empty() ? std::string(renamed_text(work.now, text, each.table, each.to, true))
                                 : renamed_query(text, each.column, each.to);
    }
    return !same_sql(text, work.to.state.text(wanted)) ||
           !same_view({work.now, work.to}, work.now.state.view(before), work.to.state.view(wanted));
  }
  if (is_of_table(before.kind)) {
    const text_record& from = work.now.state.text_object(before);
    const text_record& to = work.to.state.text_object(wanted);
    return !comes_to(work, from.text, to.text) || !comes_to(work, from.where, to.where) ||
           !comes_to(work, from.method, to.method);
  }
  object read = renamed;
  read.stale = false;
  return (before.kind == object_kind::index || before.kind == object_kind::constraint) &&
         !definition_difference({work.to, work.now}, wanted, read).empty();
}

/// Views, checks, indexes, triggers, policies and rules that the renames would leave with a text which nobody can
/// compare: where they are to be others too, as far as one can see, they go first and are made again later, so that the
/// way back has their texts.
[[nodiscard]] inline std::vector<std::uint64_t> to_make_again(diff_work& work) {
  catalog& now = work.now;
  const auto identity = [&](const object& it, bool before) {
    name table = it.parent == object::none ? name{} : now.state.at(it.parent).id;
    const name schema = it.parent == object::none ? it.schema : now.state.at(it.parent).schema;
    for (const rename_hint& each : work.options.renames) {
      if (!before && !table.empty() && each.column.empty() && each.to == table) table = each.table;
    }
    return std::to_string(static_cast<int>(it.kind)) + ' ' + std::to_string(schema_state::place(schema)) + ' ' +
           std::string(table.view()) + ' ' + std::string(it.id.view());
  };
  std::unordered_map<std::string, std::uint32_t> before;
  for (std::uint32_t i = 0; i < now.state.objects.count; ++i) {
    const object& it = now.state.at(i);
    if (it.alive && !it.stale && it.kind != object_kind::column) before.emplace(identity(it, true), i);
  }
  std::vector<std::uint64_t> keys;
  const catalog::mark there = now.here();
  for (const rename_hint& each : work.options.renames) {
    const script_builder one = rename_op(now, each);
    if (one.view().empty()) continue;
    const operation& op = one.view().operations[0];
    if (!verb_of(op).effect(op, one.view(), now)) now.found = {};
  }
  for (std::uint32_t i = 0; i < now.state.objects.count; ++i) {
    const object it = now.state.at(i);
    if (!it.alive || !it.stale || it.kind == object_kind::column || !work.managed(now, it)) continue;
    const auto was = before.find(identity(it, false));
    const std::uint32_t wanted = work.wanted_of(i);
    if (was == before.end()) continue;
    const object& old = now.state.at(was->second);
    if (wanted == object::none || loses_its_text(work, it, old, work.wanted(wanted))) keys.push_back(old.key);
  }
  now.return_to(there);
  return keys;
}

/// Says the renames, behind the drop of what they would leave with an unknown text.
inline void rename_all(diff_work& work) {
  if (work.options.renames.empty()) return;
  for (const std::uint64_t key : to_make_again(work)) {
    if (const std::uint32_t i = work.now.state.find(key); i != object::none) work.drop(i);
  }
  for (const rename_hint& each : work.options.renames) {
    if (script_builder one = rename_op(work.now, each); !one.view().empty()) {
      work.play(one, "programs that know the old name fail from here on");
    }
  }
}

}  // namespace sterna::detail
