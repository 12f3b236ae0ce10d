// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "sterna/record/script.hpp"
#include "sterna/record/token.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna {
namespace detail {

/// Where a constraint may stand: behind a column, among the parts of a table, or both.
enum class constraint_place : std::uint8_t { column, table, anywhere };

/// A constraint as a word makes it: the first token says of what kind it is, and holds its name.
template <std::uint32_t N, constraint_place P>
struct constraint_word : fragment<N> {
  static constexpr bool is_constraint = true;
  static constexpr constraint_place place = P;

  [[nodiscard]] constexpr constraint_word named(name id) const noexcept {
    constraint_word copy = *this;
    copy.items[0] = name_token(this->items[0].what, id);
    return copy;
  }
};

template <std::size_t N>
[[nodiscard]] constexpr auto key_constraint(part what, const name (&columns)[N]) noexcept {
  constraint_word<N + 1, constraint_place::table> made;
  made.items[0] = name_token(what, {});
  for (std::size_t i = 0; i < N; ++i) {
    made.items[i + 1] = name_token(part::member, columns[i]);
  }
  return made;
}

[[nodiscard]] constexpr auto check_constraint(std::string_view expression) noexcept {
  constraint_word<2, constraint_place::anywhere> made;
  made.items[0] = name_token(part::check_constraint, {});
  made.items[1] = text_token(part::expression, expression);
  return made;
}

/// What follows the columns of a foreign key.
struct foreign_key_option_base {};
struct on_delete_option : foreign_key_option_base {
  referential_action action;
  [[nodiscard]] constexpr token said() const noexcept {
    return number_token(part::on_delete, static_cast<std::uint64_t>(action));
  }
};
struct on_update_option : foreign_key_option_base {
  referential_action action;
  [[nodiscard]] constexpr token said() const noexcept {
    return number_token(part::on_update, static_cast<std::uint64_t>(action));
  }
};
struct referred_schema_option : foreign_key_option_base {
  name schema;
  [[nodiscard]] constexpr token said() const noexcept { return name_token(part::referred_schema, schema); }
};

template <class O>
concept foreign_key_option = std::derived_from<O, foreign_key_option_base>;

/// A foreign key. N is 0 where a column says it of itself, M where the key refers to the other table's primary key.
template <constraint_place P, std::size_t N, std::size_t M, foreign_key_option... O>
[[nodiscard]] constexpr auto foreign_key_tokens(const name* columns, name table, const name* referred,
                                                O... options) noexcept {
  constraint_word<2 + N + M + sizeof...(O), P> made;
  made.items[0] = name_token(part::foreign_key_constraint, {});
  made.items[1] = name_token(part::referred_table, table);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[2 + i] = name_token(part::member, columns[i]);
  }
  for (std::size_t i = 0; i < M; ++i) {
    made.items[2 + N + i] = name_token(part::referred_member, referred[i]);
  }
  [[maybe_unused]] std::size_t at = 2 + N + M;
  [[maybe_unused]] const int in_order[] = {0, (made.items[at++] = options.said(), 0)...};
  return made;
}

/// "(a, b)" of a constraint.
constexpr void write_columns(list<element> list, sql_writer& out) {
  out << '(';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) {
      out << ", ";
    }
    if (list[i].column.empty()) {
      out << '(' << list[i].expression << ')';
    } else {
      out.identifier(list[i].column);
    }
  }
  out << ')';
}

constexpr void write_action(std::string_view clause, referential_action action, sql_writer& out) {
  constexpr std::string_view words[] = {"", "NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
  if (action != referential_action::unspecified) {
    out << clause << words[static_cast<unsigned>(action)];
  }
}

/// The part of a foreign key from REFERENCES on.
constexpr void write_references(const constraint_record& key, const script& in, sql_writer& out) {
  (out << "REFERENCES ").qualified(key.referred_schema, key.referred_table);
  if (key.referred_columns.count > 0) {
    out << ' ';
    write_columns(in.elements(key.referred_columns), out);
  }
  write_action(" ON DELETE ", key.on_delete, out);
  write_action(" ON UPDATE ", key.on_update, out);
}

/// A table's constraint, with its name if it has one.
constexpr void write_constraint(const constraint_record& of, const script& in, sql_writer& out) {
  if (!of.id.empty()) {
    (out << "CONSTRAINT ").identifier(of.id) << ' ';
  }
  switch (of.what) {
    case constraint_kind::primary_key:
    case constraint_kind::unique:
      out << (of.what == constraint_kind::unique ? "UNIQUE " : "PRIMARY KEY ");
      if (of.index.empty()) {
        write_columns(in.elements(of.columns), out);
      } else {
        (out << "USING INDEX ").identifier(of.index);
      }
      break;
    case constraint_kind::foreign_key:
      out << "FOREIGN KEY ";
      write_columns(in.elements(of.columns), out);
      out << ' ';
      write_references(of, in, out);
      break;
    case constraint_kind::check:
      out << "CHECK (" << of.expression << ')';
      break;
  }
  if (of.not_valid) {
    out << " NOT VALID";
  }
}

}  // namespace detail

namespace dsl {

inline constexpr referential_action no_action = referential_action::no_action;
inline constexpr referential_action restrict = referential_action::restrict;
inline constexpr referential_action cascade = referential_action::cascade;
inline constexpr referential_action set_null = referential_action::set_null;
inline constexpr referential_action set_default = referential_action::set_default;

[[nodiscard]] constexpr auto on_delete(referential_action action) noexcept {
  return detail::on_delete_option{{}, action};
}
[[nodiscard]] constexpr auto on_update(referential_action action) noexcept {
  return detail::on_update_option{{}, action};
}
/// The schema of the table that a foreign key refers to.
[[nodiscard]] constexpr auto referred_schema(name schema) noexcept {
  return detail::referred_schema_option{{}, schema};
}

/// A column's foreign key: `references("user", "id", on_delete(cascade))`.
template <detail::foreign_key_option... O>
[[nodiscard]] constexpr auto references(name table, name column, O... options) noexcept {
  return detail::foreign_key_tokens<detail::constraint_place::column, 0, 1>(nullptr, table, &column, options...);
}
/// A column's foreign key to the primary key of a table: `references("user")`.
template <detail::foreign_key_option... O>
[[nodiscard]] constexpr auto references(name table, O... options) noexcept {
  return detail::foreign_key_tokens<detail::constraint_place::column, 0, 0>(nullptr, table, nullptr, options...);
}

/// `CHECK (expression)`, of a column or a table.
[[nodiscard]] constexpr auto check(std::string_view expression) noexcept {
  return detail::check_constraint(expression);
}

/// A table's foreign key: `foreign_key({"a", "b"}, "other", {"x", "y"}, on_delete(set_null))`.
template <std::size_t N, std::size_t M, detail::foreign_key_option... O>
[[nodiscard]] constexpr auto foreign_key(const name (&columns)[N], name table, const name (&referred)[M],
                                         O... options) noexcept {
  return detail::foreign_key_tokens<detail::constraint_place::table, N, M>(columns, table, referred, options...);
}

/// `CONSTRAINT id ...`: gives a constraint a name of its own.
template <std::uint32_t N, detail::constraint_place P>
[[nodiscard]] constexpr auto constraint(name id, const detail::constraint_word<N, P>& of) noexcept {
  return of.named(id);
}

}  // namespace dsl
}  // namespace sterna
