// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_row_security(const operation& of, const script&, sql_writer& out) {
  write_alter_table(of, out) << of.where << " ROW LEVEL SECURITY";
  out.end_statement();
}

constexpr bool alter_row_security_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  object changed = in.state.at(table);
  const unsigned bit = op.where.ends_with("FORCE") ? row_security_forced : row_security_enabled;
  const bool on = op.where == "ENABLE" || op.where == "FORCE";
  changed.row_security = static_cast<std::uint8_t>(on ? changed.row_security | bit : changed.row_security & ~bit);
  in.replace(table, changed);
  return !in.found;
}

constexpr bool alter_row_security_reverse(const operation&, const script&, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  const object& old = state.at(gone[0]);
  add_row_security_ops(old, state.at(state.find(old.key)).row_security, old.row_security, out);
  return true;
}

[[nodiscard]] constexpr std::string_view row_security_word(std::string_view what) noexcept {
  return what == "ENABLE"    ? "enable_row_security"
         : what == "DISABLE" ? "disable_row_security"
         : what == "FORCE"   ? "force_row_security"
                             : "no_force_row_security";
}

inline constexpr verb alter_row_security_verb{"alter_row_security", needs::table, render_alter_row_security,
                                              alter_row_security_effect, alter_row_security_reverse};

template <std::uint32_t N>
struct alter_row_security_word : op_fragment<N>, with_schema<alter_row_security_word, N> {};

[[nodiscard]] constexpr auto alter_row_security(name table, std::string_view what) noexcept {
  const token said[] = {name_token(part::table, table), text_token(part::where, what)};
  return make_word<alter_row_security_word>(op_kind::alter_row_security, said);
}

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ENABLE ROW LEVEL SECURITY`: from now on only the rows that a policy allows, but for the owner.
[[nodiscard]] constexpr auto enable_row_security(name table) noexcept {
  return detail::alter_row_security(table, "ENABLE");
}
/// `ALTER TABLE table DISABLE ROW LEVEL SECURITY`; the policies stay, and mean nothing.
[[nodiscard]] constexpr auto disable_row_security(name table) noexcept {
  return detail::alter_row_security(table, "DISABLE");
}
/// `ALTER TABLE table FORCE ROW LEVEL SECURITY`: the policies hold for the owner too.
[[nodiscard]] constexpr auto force_row_security(name table) noexcept {
  return detail::alter_row_security(table, "FORCE");
}
/// `ALTER TABLE table NO FORCE ROW LEVEL SECURITY`.
[[nodiscard]] constexpr auto no_force_row_security(name table) noexcept {
  return detail::alter_row_security(table, "NO FORCE");
}

}  // namespace dsl
}  // namespace sterna
