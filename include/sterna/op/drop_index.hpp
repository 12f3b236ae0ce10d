// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/index_key.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/undefine/constraint.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_index(const operation& of, const script&, sql_writer& out) {
  (out << "DROP INDEX " << (of.concurrently ? "CONCURRENTLY " : "") << (of.if_exists ? "IF EXISTS " : ""))
          .qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

/// A `DROP INDEX CONCURRENTLY` that was cut off is simply given again, as long as the index is there.
constexpr void resume_drop_index(const operation& of, sql_writer& out) {
  sql_writer id;
  id.qualified(of.schema, of.object);
  (out << "SELECT CASE WHEN to_regclass(").literal(id.text()) << ") IS NULL THEN 'done' ELSE 'run' END";
}

constexpr bool drop_index_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.relation(op.schema, op.object) == object::none) {
    return true;
  }
  const std::uint32_t index = in.expect(object_kind::index, op.schema, op.object);
  if (index == object::none) {
    return !in.found;
  }
  const object& it = in.state.at(index);
  if (in.state.index(it).constraint) {
    return in.fail(fault::index_of_constraint, op.object.view(), in.state.at(it.parent).id.view());
  }
  if (const setting* const whole = attached_to(in, it); whole != nullptr) {
    const std::uint32_t other = in.relation(it.schema, whole->id());
    return other == object::none || refuse_needed(in, op.object.view(), in.state.at(other), {});
  }
  if (op.concurrently && it.parent != object::none &&
      !expect_not_partitioned(in, it.parent, "PostgreSQL drops no index of it concurrently; leave .concurrently() "
                                             "out")) {
    return false;
  }
  return drop_index_object(in, index, op.object.view(), behavior_of(op));
}

constexpr bool drop_index_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_exists) || !restore_dropped(made, out)) {
    return false;
  }
  for (operation& each : out.operations()) {
    if (op.concurrently && each.what == op_kind::create_index && each.object == op.object) {
      each.concurrently = each.outside_transaction = true;
    }
  }
  return true;
}

inline constexpr verb drop_index_verb{"drop_index",      needs::object,      render_drop_index,
                                      drop_index_effect, drop_index_reverse, resume_drop_index};

template <std::uint32_t N>
struct drop_index_word : op_fragment<N>,
                         with_schema<drop_index_word, N>,
                         with_if_exists<drop_index_word, N>,
                         with_cascade<drop_index_word, N> {
  /// `DROP INDEX CONCURRENTLY`: no lock that stops readers or writers; runs outside a transaction.
  [[nodiscard]] constexpr drop_index_word<N + 1> concurrently() const noexcept {
    return extended<detail::drop_index_word>(*this, flag(part::concurrently));
  }
};

}  // namespace detail

namespace dsl {

/// `DROP INDEX [CONCURRENTLY] [IF EXISTS] index`.
[[nodiscard]] constexpr auto drop_index(name index) noexcept {
  const token said[] = {detail::name_token(part::object, index)};
  return detail::make_word<detail::drop_index_word>(op_kind::drop_index, said);
}
/// The same, saying for the reader (and for the checks) whose index it is, as Alembic's `drop_index(name, table)`.
[[nodiscard]] constexpr auto drop_index(name index, name table) noexcept {
  const token said[] = {detail::name_token(part::object, index), detail::name_token(part::table, table)};
  return detail::make_word<detail::drop_index_word>(op_kind::drop_index, said);
}
/// The same of an index that is said in the words that made it, so that a naming convention gives it the same name
/// again: `drop_index(unnamed, "t", {"c"})`.
template <std::size_t N>
[[nodiscard]] constexpr auto drop_index(name index, name table, const detail::index_key (&keys)[N]) noexcept {
  constexpr auto size = detail::index_key::token_count;
  detail::drop_index_word<3 + N * size> made;
  made.items[0] = detail::op_token(op_kind::drop_index);
  made.items[1] = detail::name_token(part::object, index);
  made.items[2] = detail::name_token(part::table, table);
  for (std::size_t i = 0; i < N; ++i) {
    keys[i].write(made.items + 3 + i * size);
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
