// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/names_in.hpp"
#include "sterna/op/ops.hpp"
#include "sterna/record/copy.hpp"
#include "sterna/schema/catalog.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

// A schema without what somebody else looks after.

namespace sterna {

/// The ops of a schema that are kept, and the catalog that they lead to.
struct kept_schema {
  script_builder ops{};
  std::unique_ptr<catalog> world = std::make_unique<catalog>();
  std::vector<std::string> notes{};  ///< what is left out, a sentence each
};

namespace detail {

/// An op that makes a table, without some of its columns, and the constraints that are not to be or that name those.
inline void copy_without(const operation& of, const script& from, const std::unordered_set<std::string_view>& columns,
                         const std::unordered_set<std::string_view>& constraints, script_builder& to) {
  operation& made = copy_operation(of, from, to);
  const auto has_to_go = [&](const constraint_record& each) {
    return constraints.contains(each.id.view()) ||
           std::ranges::any_of(from.elements(each.columns),
                               [&](const element& one) { return columns.contains(one.column.view()); });
  };
  // the records lie at the end of their lists, the said ones in the order of the op's
  const list<column_record> all = from.columns(of.columns);
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < of.columns.count; ++i) {
    const column_record copy = to.columns().items[made.columns.first + i];
    if (!columns.contains(all[i].id.view())) to.columns().items[made.columns.first + kept++] = copy;
  }
  made.columns.count = kept;
  kept = 0;
  for (std::uint32_t i = 0; i < of.constraints.count; ++i) {
    const constraint_record copy = to.constraints().items[made.constraints.first + i];
    if (!has_to_go(from.constraints(of.constraints)[i])) {
      to.constraints().items[made.constraints.first + kept++] = copy;
    }
  }
  made.constraints.count = kept;
}

}  // namespace detail

/// What is left of a schema that ops make, without the objects that are not `managed`, what is of them, foreign keys
/// to them, and statements that name them. Names and texts live as long as those of `ops`.
[[nodiscard]] inline kept_schema kept_of(const script& ops,
                                         const std::function<bool(const catalog&, const object&)>& managed) {
  kept_schema made;
  catalog& world = *made.world;
  std::unordered_set<std::string> gone;
  std::size_t left_out = 0;
  const auto names_gone = [&](std::string_view sql) {
    const std::unordered_set<std::string> words = detail::words_in(sql);
    return std::ranges::any_of(gone, [&](const std::string& id) { return words.contains(id); });
  };
  for (const operation& op : ops.operations) {
    const catalog::mark before = world.here();
    const bool taken = verb_of(op).effect(op, ops, world) && !world.found;
    world.found = {};
    bool keeps = taken;
    std::unordered_set<std::string_view> columns;
    std::unordered_set<std::string_view> constraints;
    for (std::uint32_t i = taken ? static_cast<std::uint32_t>(before.state.objects) : world.state.objects.count;
         i < world.state.objects.count; ++i) {
      const object& it = world.state.at(i);
      if (!it.alive || managed(world, it)) continue;
      ++left_out;
      if (it.parent == object::none) {
        keeps = false;
        gone.insert(detail::lower_name(it.id.view()));
      } else if (op.what != op_kind::create_table) {
        keeps = false;
      } else if (it.kind == object_kind::column) {
        columns.insert(it.id.view());
      } else if (it.kind == object_kind::constraint) {
        constraints.insert(it.id.view());
      }
    }
    if (op.what == op_kind::execute && names_gone(op.sql)) keeps = false;
    const bool of_text = op.what == op_kind::create_view || op.what == op_kind::create_object;
    if (keeps && of_text && names_gone(op.sql)) {
      made.notes.push_back(std::string(op.object.view()) + " stays, but its text may name what is left out");
    }
    if (keeps && columns.empty() && constraints.empty()) {
      detail::copy_operation(op, ops, made.ops);
      continue;
    }
    world.return_to(before);
    if (!keeps) continue;
    script_builder one;
    detail::copy_without(op, ops, columns, constraints, one);
    if (verb_of(op).effect(one.view().operations[0], one.view(), world) && !world.found) {
      detail::copy_operation(one.view().operations[0], one.view(), made.ops);
    } else {
      world.found = {};
      world.return_to(before);
    }
  }
  if (left_out > 0) {
    made.notes.push_back("left out: " + std::to_string(left_out) +
                         " objects that are to be ignored, and what is of them");
  }
  return made;
}

}  // namespace sterna
