// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/constraint.hpp"
#include "sterna/schema/define/constraint.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/sql/column.hpp"

// What the four ops share that add a constraint to a table: create_primary_key, create_unique_constraint,
// create_foreign_key, create_check_constraint.

namespace sterna::detail {

constexpr void render_add_constraint(const operation& of, const script& in, sql_writer& out) {
  write_alter_table(of, out) << "ADD ";
  write_constraint(in.constraints(of.constraints)[0], in, out);
  out.end_statement();
}

constexpr bool add_constraint_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const constraint_record& said = of.constraints(op.constraints)[0];
  if (!define_constraint(in, table, said, of)) {
    return false;
  }
  if (in.has_heirs && said.what == constraint_kind::check && !said.id.empty() &&
      (said.options & no_inherit_option) == 0) {
    return for_each_known_partition(in, table, [&](std::uint32_t i) {
      return in.constraint(i, said.id) != object::none || define_constraint(in, i, said, of);
    });
  }
  return true;
}

constexpr bool add_constraint_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (op.object.empty()) {
    return false;  // PostgreSQL has named it
  }
  out.add(op_kind::drop_constraint, op);
  const schema_state& state = made.after.state;
  for (const std::uint32_t i : state.gone_since(made.before.state)) {
    const object& it = state.at(i);
    if (it.kind == object_kind::column) {  // a primary key has made it NOT NULL, which outlives the key
      out.add_column().id = it.id;
      out.columns().back().null = nullability::nullable;
      operation& undo = out.add(op_kind::alter_column, op);
      undo.object = it.id;
      undo.columns = {out.columns().count - 1, 1};
    } else if (it.kind == object_kind::index) {  // USING INDEX has taken it
      const std::uint32_t table = made.after.relation(op.schema, op.table);
      for (std::uint32_t key = state.at(table).first_referrer; key != object::none; key = state.at(key).next_referrer) {
        if (state.at(key).alive && same_columns(state.elements(state.constraint(state.at(key)).referred_columns),
                                                state.elements(state.index(it).keys))) {
          return false;  // a foreign key needs it
        }
      }
      if (it.stale) {
        return false;
      }
      add_index_op(made.after, it, out);
    }
  }
  return true;
}

/// What keys and foreign keys share.
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_deferrable {
  /// `DEFERRABLE`: may be put off to the end of a transaction, with `SET CONSTRAINTS`.
  [[nodiscard]] constexpr Word<N + 1> deferrable() const noexcept { return with(deferrable_option); }
  /// `DEFERRABLE INITIALLY DEFERRED`: is looked at when a transaction ends, unless it says otherwise.
  [[nodiscard]] constexpr Word<N + 1> initially_deferred() const noexcept {
    return with(deferrable_option | initially_deferred_option);
  }
  /// `NOT DEFERRABLE`, as it is without a word.
  [[nodiscard]] constexpr Word<N + 1> not_deferrable() const noexcept { return with(not_deferrable_option); }

 private:
  [[nodiscard]] constexpr Word<N + 1> with(unsigned options) const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), option_token(options));
  }
};

/// Foreign keys and checks may be left unvalidated; PostgreSQL has no such keys.
template <std::uint32_t N>
struct add_constraint_word : op_fragment<N>, with_schema<add_constraint_word, N> {
  /// `CHECK (...) NO INHERIT`: does not hold for the tables that inherit.
  [[nodiscard]] constexpr add_constraint_word<N + 1> no_inherit() const noexcept {
    return extended<detail::add_constraint_word>(*this, option_token(no_inherit_option));
  }
  /// `NOT VALID`: rows that are there already are not looked at.
  [[nodiscard]] constexpr add_constraint_word<N + 1> not_valid() const noexcept {
    return extended<detail::add_constraint_word>(*this, flag(part::not_valid));
  }
};
template <std::uint32_t N>
struct add_key_word : op_fragment<N>, with_schema<add_key_word, N>, with_deferrable<add_key_word, N> {
  /// `UNIQUE NULLS DISTINCT`, as it is without a word; PostgreSQL 15.
  [[nodiscard]] constexpr add_key_word<N + 1> nulls_distinct() const noexcept {
    return extended<detail::add_key_word>(*this, option_token(nulls_distinct_option));
  }
  /// `UNIQUE NULLS NOT DISTINCT`: two nulls are the same value; PostgreSQL 15.
  [[nodiscard]] constexpr add_key_word<N + 1> nulls_not_distinct() const noexcept {
    return extended<detail::add_key_word>(*this, option_token(nulls_not_distinct_option));
  }
  /// `INCLUDE (columns)`: carried along by the index.
  template <std::size_t M>
  [[nodiscard]] constexpr add_key_word<N + M> include(const name (&carried)[M]) const noexcept {
    token more[M]{};
    for (std::size_t i = 0; i < M; ++i) {
      more[i] = name_token(part::included_member, carried[i]);
    }
    return extended<detail::add_key_word>(*this, more);
  }
  /// `USING INDEX id`: a unique index that is there, built with `create_index(...).unique().concurrently()`, becomes
  /// the constraint's, without a look at the table; it takes the constraint's name.
  [[nodiscard]] constexpr add_key_word<N + 1> using_index(name id) const noexcept {
    return extended<detail::add_key_word>(*this, name_token(part::existing_index, id));
  }
};

template <template <std::uint32_t> class Word, std::uint32_t N, constraint_place P>
[[nodiscard]] constexpr auto add_constraint(op_kind what, name id, name table,
                                            const constraint_word<N, P>& constraint) noexcept {
  const token said[] = {name_token(part::table, table), name_token(part::object, id)};
  auto made = make_word<Word>(what, said, constraint);
  made.items[3] = name_token(made.items[3].what, id);
  return made;
}

/// A key on columns, put together in place.
template <std::size_t N>
[[nodiscard]] constexpr auto add_key(op_kind what, part kind, const name& id, const name& table,
                                     const name (&columns)[N]) noexcept {
  add_key_word<4 + N> made;
  made.items[0] = op_token(what);
  made.items[1] = name_token(part::table, table);
  made.items[2] = name_token(part::object, id);
  made.items[3] = name_token(kind, id);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[4 + i] = name_token(part::member, columns[i]);
  }
  return made;
}

}  // namespace sterna::detail
