// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/columns.hpp"
#include "sterna/autogenerate/player.hpp"
#include "sterna/models/world.hpp"
#include "sterna/record/script.hpp"
#include "sterna/schema/compare.hpp"
#include "sterna/schema/generated_name.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// From ops that make a schema as the server tells it, each constraint with its name, to what a person would write.

namespace sterna {

/// Ops that are models, and the texts that were made for them.
struct tidy_models {
  script_builder ops{};
  std::deque<std::string> texts{};
  std::vector<std::string> notes{};  ///< what the words say otherwise
};

namespace detail {

/// Whether PostgreSQL would choose just this name; of checks that is not asked.
[[nodiscard]] inline bool has_usual_name(const constraint_record& of, std::string_view table, const script& in) {
  const name_text columns = joined_columns(in.elements(of.columns));
  switch (of.what) {
    case constraint_kind::primary_key: return of.id.view() == composed(table, {}, label_pkey, 0).view();
    case constraint_kind::unique: return of.id.view() == composed(table, columns.view(), label_key, 0).view();
    case constraint_kind::foreign_key: return of.id.view() == composed(table, columns.view(), label_fkey, 0).view();
    default: return false;
  }
}

/// A table with the foreign keys that follow it elsewhere: those of one column behind it, as its other keys, and no
/// name that PostgreSQL would choose.
inline void add_tidy_table(const operation& table, const script& in, const std::vector<constraint_record>& foreign_keys,
                           script_builder& out) {
  const auto elements = [&](slice which) {
    const slice made{out.elements().count, which.count};
    for (const element& each : in.elements(which)) out.add_element() = each;
    return made;
  };
  const auto copied = [&](constraint_record each) {
    if (has_usual_name(each, table.table.view(), in)) each.id = {};
    each.columns = elements(each.columns);
    each.referred_columns = elements(each.referred_columns);
    each.include = elements(each.include);
    each.set_columns = elements(each.set_columns);
    return each;
  };
  std::vector<constraint_record> whole;
  std::unordered_map<std::string_view, std::vector<constraint_record>> behind;
  std::unordered_map<std::string_view, std::pair<bool, bool>> keys;  // primary, unique
  const list<column_record> columns = in.columns(table.columns);
  const auto sort = [&](const constraint_record& each) {
    const list<element> of = in.elements(each.columns);
    const bool key = each.what == constraint_kind::primary_key || each.what == constraint_kind::unique;
    const bool own = of.size() == 1 && std::ranges::any_of(columns, [&](const column_record& column) {
                       return column.id == of[0].column;
                     });
    if (own && each.what == constraint_kind::foreign_key) {
      behind[of[0].column.view()].push_back(copied(each));
    } else if (own && key && each.options == 0 && each.include.count == 0 &&
               has_usual_name(each, table.table.view(), in)) {
      auto& [primary, unique] = keys[of[0].column.view()];
      (each.what == constraint_kind::primary_key ? primary : unique) = true;
    } else {
      whole.push_back(copied(each));
    }
  };
  for (const constraint_record& each : in.constraints(table.constraints)) sort(each);
  for (const constraint_record& each : foreign_keys) sort(each);
  operation made = table;
  std::vector<column_record> said;
  for (column_record each : columns) {
    const slice own{out.constraints().count, 0};
    for (const constraint_record& record : behind[each.id.view()]) out.add_constraint() = record;
    each.constraints = {own.first, out.constraints().count - own.first};
    const list<setting> settings = in.settings(each.settings);
    each.settings = {out.settings().count, each.settings.count};
    for (const setting& one : settings) out.add_setting() = one;
    if (each.identity == identity_kind::unspecified) each.identity = identity_kind::none;
    const auto [primary, unique] = keys[each.id.view()];
    say_less(each, primary, out.view());
    each.unique = unique;
    said.push_back(each);
  }
  made.columns = {out.columns().count, static_cast<std::uint32_t>(said.size())};
  for (const column_record& each : said) out.add_column() = each;
  made.constraints = {out.constraints().count, static_cast<std::uint32_t>(whole.size())};
  for (const constraint_record& each : whole) out.add_constraint() = each;
  const list<setting> settings = in.settings(table.settings);
  made.settings = {out.settings().count, table.settings.count};
  for (const setting& each : settings) out.add_setting() = each;
  made.position = static_cast<int>(out.operations().count) + 1;
  out.add_copy(made);
}

/// What an op executes, as an op that says nothing but that.
inline void add_verbatim(const operation& of, const script& in, tidy_models& to) {
  sql_writer out;
  verb_of(of).render(of, in, out);
  out.end_statement();
  for (const auto& each : out.statements()) {
    to.ops.add(op_kind::execute).sql = to.texts.emplace_back(out.text_of(each));
  }
}

/// The ops one by one; with `fold` each table takes its foreign keys, and its constraints lose their usual names.
inline void tidy(const script& ops, bool fold, tidy_models& to) {
  std::unordered_map<std::uint64_t, std::vector<constraint_record>> foreign_keys;
  std::unordered_map<std::uint64_t, bool> tables;
  const auto key_of = [](const operation& op) { return schema_state::relation_key(op.schema, op.table); };
  for (const operation& op : ops.operations) {
    if (op.what == op_kind::create_table && op.columns.count > 0) tables[key_of(op)] = true;
  }
  const auto folded = [&](const operation& op) {
    return fold && op.what == op_kind::create_foreign_key && !ops.constraints(op.constraints)[0].not_valid &&
           tables.contains(key_of(op));
  };
  for (const operation& op : ops.operations) {
    if (folded(op)) foreign_keys[key_of(op)].push_back(ops.constraints(op.constraints)[0]);
  }
  catalog played;
  for (const operation& op : ops.operations) {
    const bool taken = verb_of(op).effect(op, ops, played) && !played.found;
    played.found = {};
    if (folded(op)) continue;
    if (!taken || !is_model(op)) {
      add_verbatim(op, ops, to);
    } else if (fold && op.what == op_kind::create_table && op.columns.count > 0) {
      add_tidy_table(op, ops, foreign_keys[key_of(op)], to.ops);
    } else {
      copy_operation(op, ops, to.ops);
    }
  }
}

}  // namespace detail

/// The models of a schema that ops make, as a person would write them: `primary_key`, `unique` and `references` behind
/// their column, no name that PostgreSQL would choose by itself. What no word says is an `execute` of just what makes
/// it, so that nothing is lost. Names and texts live as long as those of `ops`, and as long as this.
[[nodiscard]] inline tidy_models tidied(const script& ops, const catalog& makes) {
  for (const bool fold : {true, false}) {
    tidy_models made;
    detail::tidy(ops, fold, made);
    script_builder again;
    for (const operation& op : made.ops.view().operations) detail::copy_operation(op, made.ops.view(), again);
    catalog world;
    const bool sound = detail::world_of(again, world);
    const schema_difference left = sound ? first_difference(makes, world) : schema_difference{};
    if (sound && !left) return made;
    if (!fold) {
      made.notes.push_back(sound ? sentence_of(left) + " in the words that are written; please report this"
                                 : "the words that are written are no sound models (" +
                                       std::string(world.found.subject.view()) + "); please report this");
      return made;
    }
  }
  return {};
}

}  // namespace sterna
