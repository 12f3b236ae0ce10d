// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/alteration.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/target.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string_view>

// What DISABLE TRIGGER ALL and the like do to each trigger of a table, so that one which is dropped later comes back as
// it was.

namespace sterna::detail {

struct trigger_switch {
  bool known = false;
  bool enables = false;
  bool all = false;  ///< those of foreign keys, too
};

[[nodiscard]] constexpr trigger_switch trigger_switch_of(std::string_view action) noexcept {
  sql_word_reader in(action);
  trigger_switch made;
  if (!in.next() || !(in.is("enable") || in.is("disable"))) {
    return made;
  }
  made.enables = in.is("enable");
  if (in.next() && in.is("trigger") && in.next() && (in.is("all") || in.is("user"))) {
    made.all = in.is("all");
    made.known = !in.next();
  }
  return made;
}

/// Whether an alteration says when a trigger fires, or that all of a table do not.
[[nodiscard]] constexpr bool is_switch(const object& of) noexcept {
  return of.kind == object_kind::alteration && (of.comment.starts_with("ENABLE") || of.comment.starts_with("DISABLE"));
}
[[nodiscard]] constexpr bool is_trigger(const object& of) noexcept {
  return of.kind == object_kind::trigger || of.kind == object_kind::constraint_trigger;
}

constexpr void set_switch(catalog& in, std::uint32_t which, std::string_view action) {
  for (std::uint32_t i = in.state.at(which).first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).alive && is_switch(in.state.at(i))) {
      if (in.state.at(i).comment == action) {
        return;
      }
      in.remove(i);
    }
  }
  if (!action.empty()) {
    object made = in.fresh(object_kind::alteration, in.state.at(which).id,
                           alteration_key(in.state.at(which).key, action));
    made.parent = which;
    made.comment = action;
    in.add(made);
  }
}

constexpr void switch_triggers(const trigger_switch& to, catalog& in, std::uint32_t table) {
  pool<std::uint32_t> triggers;
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).alive && is_trigger(in.state.at(i))) {
      triggers.push(i);
    }
  }
  for (const std::uint32_t i : triggers) {
    set_switch(in, i, to.enables ? std::string_view{} : std::string_view("DISABLE"));
  }
  if (to.all) {
    set_switch(in, table, to.enables ? std::string_view{} : std::string_view("DISABLE TRIGGER ALL"));
  }
}

/// What was said of an object before an op; empty: nothing.
[[nodiscard]] constexpr std::string_view switch_before(const changes& of, std::uint64_t key) {
  std::uint32_t newest = object::none;
  for (const std::uint32_t i : of.after.state.gone_since(of.before.state)) {
    const object& it = of.after.state.at(i);
    if (is_switch(it) && of.after.state.at(it.parent).key == key && i < of.before.state.objects &&
        (newest == object::none || i > newest)) {
      newest = i;
    }
  }
  return newest == object::none ? std::string_view{} : of.after.state.at(newest).comment;
}

/// The contrary, said of all, where that is what they were; and then what single ones were.
constexpr bool switch_triggers_back(const operation& op, const trigger_switch& to, const changes& made,
                                    script_builder& out) {
  const schema_state& state = made.after.state;
  const std::uint32_t table = made.after.relation(op.schema, op.table);
  if (table == object::none) {
    return false;
  }
  const bool was_off = to.all && !switch_before(made, state.at(table).key).empty();
  const bool contrary = to.enables ? was_off : !was_off;
  if (contrary) {
    add_target(out, op_kind::alter_object, op).sql = to.enables ? "DISABLE TRIGGER ALL"
                                                     : to.all    ? "ENABLE TRIGGER ALL"
                                                                 : "ENABLE TRIGGER USER";
  }
  const std::string_view now = to.enables == contrary ? std::string_view("DISABLE") : std::string_view{};
  for (std::uint32_t i = state.at(table).first_child; i != object::none; i = state.at(i).next) {
    const object& it = state.at(i);
    const std::string_view before = switch_before(made, it.key);
    if (it.alive && is_trigger(it) && before != now) {
      operation& back = out.add(op_kind::alter_object);
      back.object_is = it.kind;
      back.schema = state.at(table).schema;
      back.table = state.at(table).id;
      back.object = it.id;
      back.sql = before.empty() ? std::string_view("ENABLE") : before;
    }
  }
  return true;
}

}  // namespace sterna::detail
