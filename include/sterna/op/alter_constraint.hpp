// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_constraint(const operation& of, const script& in, sql_writer& out) {
  (write_alter_table(of, out) << "ALTER CONSTRAINT ").identifier(of.object);
  write_options(in.constraints(of.constraints)[0], out);
  out.end_statement();
}

/// What a foreign key may say of when it is looked at.
inline constexpr unsigned deferring_options = deferrable_option | initially_deferred_option;

constexpr bool alter_constraint_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  const std::uint32_t constraint = table == object::none ? object::none : in.expect_constraint(table, op.object);
  if (constraint == object::none) {
    return !in.found;
  }
  constraint_record made = in.state.constraint(in.state.at(constraint));
  if (made.what != constraint_kind::foreign_key) {
    constexpr std::string_view kinds[] = {"primary key", "unique constraint", "foreign key", "check constraint",
                                          "exclusion constraint"};
    return in.fail(fault::wrong_kind, op.object.view(), "foreign key", {}, kinds[static_cast<unsigned>(made.what)]);
  }
  const unsigned said = of.constraints(op.constraints)[0].options & deferring_options;
  if ((made.options & deferring_options) != said) {
    made.options = static_cast<std::uint8_t>((made.options & ~deferring_options) | said);
    const std::uint32_t now = redefine(in, constraint, made);
    if (const std::uint32_t other = in.relation(made.referred_schema, made.referred_table); other != object::none) {
      in.state.refer(now, other);
    }
  }
  return !in.found;
}

constexpr bool alter_constraint_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    const object& it = made.after.state.at(i);
    if (it.kind == object_kind::constraint && it.id == op.object) {
      const unsigned before = made.after.state.constraint(it).options & deferring_options;
      constraint_record& back = out.add_constraint();
      back.what = constraint_kind::foreign_key;
      back.id = op.object;
      back.options = static_cast<std::uint8_t>(before != 0 ? before : 0U + not_deferrable_option);
      out.add(op_kind::alter_constraint, op).constraints = {out.constraints().count - 1, 1};
    }
  }
  return true;
}

inline constexpr verb alter_constraint_verb{"alter_constraint", needs::table | needs::object, render_alter_constraint,
                                            alter_constraint_effect, alter_constraint_reverse};

template <std::uint32_t N>
struct alter_constraint_word : op_fragment<N>, with_schema<alter_constraint_word, N> {};

/// Of the words for a foreign key those that another foreign key can be given.
template <class O>
concept deferring_option = std::same_as<O, std::remove_cvref_t<decltype(dsl::deferrable)>>;

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ALTER CONSTRAINT constraint DEFERRABLE`: when a foreign key is looked at. Takes `deferrable`,
/// `initially_deferred` or `not_deferrable`; other constraints PostgreSQL makes anew only.
template <detail::deferring_option O>
[[nodiscard]] constexpr auto alter_constraint(name constraint, name table, const O& option) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, constraint),
                        detail::name_token(part::foreign_key_constraint, constraint), option.items[0]};
  return detail::make_word<detail::alter_constraint_word>(op_kind::alter_constraint, said);
}

}  // namespace dsl
}  // namespace sterna
