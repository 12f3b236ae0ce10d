// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/op/expand_column.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// The column of the two that goes.
[[nodiscard]] constexpr const name& leaving(const operation& of) noexcept {
  return of.keep_old ? of.new_name : of.object;
}

constexpr void render_contract_column(const operation& of, const script&, sql_writer& out) {
  const column_pair pair{of.object, of.new_name};
  (write_synchronization(of, pair, false, out << "DROP TRIGGER ") << " ON ").qualified(of.schema, of.table);
  out.end_statement();
  write_synchronization(of, pair, true, out << "DROP FUNCTION ") << "()";
  out.end_statement();
  (write_alter_table(of, out) << "DROP COLUMN ").identifier(leaving(of)) << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool contract_column_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const name_text id = synchronization_name(in.state.at(table).id, op.object, op.new_name);
  const std::uint32_t trigger = in.expect_synchronization(
      table, name::viewing(id.data, static_cast<std::uint32_t>(id.size), hash_of(id.view())));
  if (in.found) {
    return false;
  }
  if (trigger != object::none) {
    in.remove(trigger);
  }
  const std::uint32_t column = in.expect_column(table, leaving(op));
  return column == object::none ? !in.found : drop_column_object(in, table, column, behavior_of(op));
}

constexpr bool contract_column_reverse(const operation&, const script&, const changes& made, script_builder& out) {
  return restore_dropped(made, out);
}

inline constexpr verb contract_column_verb{"contract_column", needs::table | needs::object | needs::new_name,
                                           render_contract_column, contract_column_effect, contract_column_reverse};

/// With a rename behind it; complete.
template <std::uint32_t N>
struct contract_column_with_name : op_fragment<N> {};

template <std::uint32_t N>
struct contract_column_word : op_fragment<N>,
                              with_schema<contract_column_word, N>,
                              with_cascade<contract_column_word, N> {
  /// Ends it the other way, without having changed anything: the new column goes.
  [[nodiscard]] constexpr contract_column_word<N + 1> keep_old() const noexcept {
    return extended<detail::contract_column_word>(*this, flag(part::keep_old));
  }
  /// The new column takes the old one's name, for a change of type: `ALTER TABLE table RENAME COLUMN new TO old` too.
  /// Said last.
  [[nodiscard]] constexpr contract_column_with_name<N + 5> keep_name() const noexcept {
    token schema = flag(part::nothing);
    for (const token& each : this->items) {
      schema = each.what == part::schema ? each : schema;
    }
    const token renamed[] = {number_token(part::next_op, static_cast<std::uint64_t>(op_kind::rename_column)),
                             name_token(part::table, this->items[1].id()),
                             name_token(part::object, this->items[3].id()),
                             name_token(part::new_name, this->items[2].id()), schema};
    return extended<contract_column_with_name>(*this, renamed);
  }
};

}  // namespace detail

namespace dsl {

/// The last step of what expand_column has begun, when no program uses the old column any more, and all rows are
/// filled: `DROP TRIGGER`, `DROP FUNCTION` and `ALTER TABLE table DROP COLUMN old [CASCADE]`. What the old column had
/// besides its values (NOT NULL, a default, keys, indexes) goes with it; give it to the new one before.
/// Derived, the downgrade brings the old column back, filled from the new one, and the trigger.
[[nodiscard]] constexpr auto contract_column(name table, name from, name to) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, from),
                        detail::name_token(part::new_name, to)};
  return detail::make_word<detail::contract_column_word>(op_kind::contract_column, said);
}

}  // namespace dsl
}  // namespace sterna
