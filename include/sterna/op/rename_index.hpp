// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/rename.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_index(const operation& of, const script&, sql_writer& out) {
  ((out << "ALTER INDEX ").qualified(of.schema, of.object) << " RENAME TO ").identifier(of.new_name);
  out.end_statement();
}

/// The index of a constraint takes the constraint along.
constexpr bool rename_index_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t index = in.expect(object_kind::index, op.schema, op.object);
  if (index == object::none) {
    in.cannot_see(op.new_name.view(), sql_reach::names);  // it is there from now on
    return !in.found;
  }
  const object& it = in.state.at(index);
  if (!in.state.index(it).constraint) {
    return rename_index_object(in, index, op.new_name);
  }
  const std::uint32_t table = in.relation(in.state.at(it.parent).schema, in.state.at(it.parent).id);
  const std::uint32_t constraint = in.constraint(table, it.id);
  return constraint == object::none ? rename_index_object(in, index, op.new_name)
                                    : rename_constraint_object(in, table, constraint, op.new_name);
}

constexpr bool rename_index_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = out.add(op_kind::rename_index, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_index_verb{"rename_index", needs::object | needs::new_name, render_rename_index,
                                        rename_index_effect, rename_index_reverse};

template <std::uint32_t N>
struct rename_index_word : op_fragment<N>, with_schema<rename_index_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER INDEX from RENAME TO to`; a constraint that the index belongs to is renamed with it.
[[nodiscard]] constexpr auto rename_index(name from, name to) noexcept {
  const token said[] = {detail::name_token(part::object, from), detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_index_word>(op_kind::rename_index, said);
}

}  // namespace dsl
}  // namespace sterna
