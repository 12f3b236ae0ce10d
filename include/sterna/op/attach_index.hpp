// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/table_part.hpp"

namespace sterna {
namespace detail {

constexpr void render_attach_index(const operation& of, const script&, sql_writer& out) {
  ((out << "ALTER INDEX ").qualified(of.schema, of.new_name) << " ATTACH PARTITION ").qualified(of.schema, of.object);
  out.end_statement();
}

constexpr bool attach_index_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t whole = in.expect(object_kind::index, op.schema, op.new_name);
  const std::uint32_t index = in.found ? object::none : in.expect(object_kind::index, op.schema, op.object);
  if (whole == object::none || index == object::none) {
    in.underivable = true;
    return !in.found;
  }
  const index_record& of = in.state.index(in.state.at(index));
  const index_record& to = in.state.index(in.state.at(whole));
  const setting* const parent = attached_to(in, in.state.at(index));
  if (parent != nullptr && !(parent->id() == op.new_name)) {
    return in.fail(fault::table_option, op.object.view(), {}, {}, "is a part of another index already");
  }
  const bool alike = same_columns(in.state.elements(of.keys), in.state.elements(to.keys)) &&
                     of.unique == to.unique && of.method == to.method;
  const object& table = in.state.at(in.state.at(index).parent);
  const object& root = in.state.at(in.state.at(whole).parent);
  const setting* const partition = setting_in(in.state.settings(table), setting_kind::partition_of);
  if ((!alike || partition == nullptr || !(partition->id() == root.id)) &&
      !in.excused(op.object.view(), table.id.view(), index)) {
    return in.fail(fault::index_not_attachable, op.object.view(), op.new_name.view());
  }
  if (parent == nullptr) {
    attach_to(in, index, op.new_name);
  }
  return !in.found;
}

/// No statement detaches an index: both are made anew, and the other parts of the whole one.
constexpr bool attach_index_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const catalog& in = made.after;
  const std::uint32_t whole = in.relation(op.schema, op.new_name);
  if (made.none()) {
    return true;  // it was so
  }
  if (whole == object::none || in.state.index(in.state.at(whole)).constraint || in.state.at(whole).stale) {
    return false;
  }
  operation& drop = out.add(op_kind::drop_index);
  drop.schema = op.schema;
  drop.object = op.new_name;
  add_index_op(in, in.state.at(whole), out);
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    const setting* const to = it.alive && it.kind == object_kind::index ? attached_to(in, it) : nullptr;
    if (to == nullptr || !(to->id() == op.new_name)) {
      continue;
    }
    if (it.stale || in.state.index(it).constraint) {
      return false;
    }
    add_index_op(in, it, out);
    if (!(it.id == op.object)) {
      operation& again = out.add(op_kind::attach_index);
      again.schema = it.schema;
      again.object = it.id;
      again.new_name = op.new_name;
    }
  }
  return true;
}

inline constexpr verb attach_index_verb{"attach_index", needs::object | needs::new_name, render_attach_index,
                                        attach_index_effect, attach_index_reverse};

template <std::uint32_t N>
struct attach_index_word : op_fragment<N>, with_schema<attach_index_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER INDEX whole ATTACH PARTITION index`: the index of a partition becomes a part of the one on the partitioned
/// table, which was made with `.only()`. So an index comes to a large partitioned table without stopping anybody:
/// `create_index("ix", "t", {"c"}).only()`, `create_index("ix_p", "p", {"c"}).concurrently()`, `attach_index("ix_p",
/// "ix")`. With the last partition's it becomes valid.
[[nodiscard]] constexpr auto attach_index(name index, name whole) noexcept {
  const token said[] = {detail::name_token(part::object, index), detail::name_token(part::new_name, whole)};
  return detail::make_word<detail::attach_index_word>(op_kind::attach_index, said);
}

}  // namespace dsl
}  // namespace sterna
