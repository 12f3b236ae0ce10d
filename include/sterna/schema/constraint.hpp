// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "sterna/record/script.hpp"
#include "sterna/record/token.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna {
namespace detail {

/// A name that no naming convention changes.
struct final_name {
  name id{};
  [[nodiscard]] constexpr operator name() const noexcept { return id; }
};

/// Where a constraint may stand: behind a column, among the parts of a table, or both.
enum class constraint_place : std::uint8_t { column, table, anywhere };

[[nodiscard]] constexpr token option_token(unsigned options) noexcept {
  return number_token(part::constraint_options, options);
}

/// A constraint as a word makes it: the first token says of what kind it is, and holds its name.
template <std::uint32_t N, constraint_place P>
struct constraint_word : fragment<N> {
  template <std::uint32_t, constraint_place>
  friend struct constraint_word;

  static constexpr bool is_constraint = true;
  static constexpr constraint_place place = P;

  [[nodiscard]] constexpr constraint_word named(name id) const noexcept {
    constraint_word copy = *this;
    copy.items[0] = name_token(this->items[0].what, id);
    return copy;
  }
  [[nodiscard]] constexpr auto named(final_name id) const noexcept {
    return named(id.id).with(option_token(final_name_option));
  }
  /// `DEFERRABLE`: may be put off to the end of a transaction, with `SET CONSTRAINTS`.
  [[nodiscard]] constexpr auto deferrable() const noexcept { return with(option_token(deferrable_option)); }
  /// `DEFERRABLE INITIALLY DEFERRED`: is looked at when a transaction ends, unless it says otherwise.
  [[nodiscard]] constexpr auto initially_deferred() const noexcept {
    return with(option_token(deferrable_option | initially_deferred_option));
  }
  /// `NOT DEFERRABLE`, as it is without a word.
  [[nodiscard]] constexpr auto not_deferrable() const noexcept { return with(option_token(not_deferrable_option)); }
  /// `UNIQUE NULLS DISTINCT`, as it is without a word; PostgreSQL 15.
  [[nodiscard]] constexpr auto nulls_distinct() const noexcept { return with(option_token(nulls_distinct_option)); }
  /// `UNIQUE NULLS NOT DISTINCT`: two nulls are the same value; PostgreSQL 15.
  [[nodiscard]] constexpr auto nulls_not_distinct() const noexcept {
    return with(option_token(nulls_not_distinct_option));
  }
  /// `CHECK (...) NO INHERIT`: does not hold for the tables that inherit.
  [[nodiscard]] constexpr auto no_inherit() const noexcept { return with(option_token(no_inherit_option)); }
  /// `INCLUDE (columns)`, of a key: carried along by its index.
  template <std::size_t M>
  [[nodiscard]] constexpr auto include(const name (&carried)[M]) const noexcept {
    constraint_word<N + M, P> made;
    std::uint32_t used = 0;
    append(made, used, *this);
    for (std::size_t i = 0; i < M; ++i) {
      made.items[N + i] = name_token(part::included_member, carried[i]);
    }
    return made;
  }

 private:
  [[nodiscard]] constexpr constraint_word<N + 1, P> with(const token& more) const noexcept {
    constraint_word<N + 1, P> made;
    std::uint32_t used = 0;
    append(made, used, *this);
    made.items[N] = more;
    return made;
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

/// What follows the columns of a foreign key: tokens.
template <std::uint32_t N>
struct foreign_key_option_word : fragment<N> {
  static constexpr bool is_foreign_key_option = true;
};
[[nodiscard]] constexpr auto foreign_key_option_of(const token& said) noexcept {
  foreign_key_option_word<1> made;
  made.items[0] = said;
  return made;
}

template <class O>
concept foreign_key_option = requires { O::is_foreign_key_option; };

/// A foreign key. N is 0 where a column says it of itself, M where the key refers to the other table's primary key.
template <constraint_place P, std::size_t N, std::size_t M, foreign_key_option... O>
[[nodiscard]] constexpr auto foreign_key_tokens(const name* columns, name table, const name* referred,
                                                O... options) noexcept {
  constraint_word<(static_cast<std::uint32_t>(2 + N + M) + ... + O::size), P> made;
  made.items[0] = name_token(part::foreign_key_constraint, {});
  made.items[1] = name_token(part::referred_table, table);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[2 + i] = name_token(part::member, columns[i]);
  }
  for (std::size_t i = 0; i < M; ++i) {
    made.items[2 + N + i] = name_token(part::referred_member, referred[i]);
  }
  [[maybe_unused]] std::uint32_t at = 2 + N + M;
  [[maybe_unused]] const int in_order[] = {0, (append(made, at, options), 0)...};
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
  out << (key.has(match_full_option) ? " MATCH FULL" : "");
  write_action(" ON DELETE ", key.on_delete, out);
  if (key.set_columns.count > 0) {
    out << ' ';
    write_columns(in.elements(key.set_columns), out);
  }
  write_action(" ON UPDATE ", key.on_update, out);
}

/// What stands behind every constraint.
constexpr void write_options(const constraint_record& of, sql_writer& out) {
  out << (of.has(no_inherit_option) ? " NO INHERIT" : "")
      << (of.has(deferrable_option)       ? " DEFERRABLE"
          : of.has(not_deferrable_option) ? " NOT DEFERRABLE"
                                          : "")
      << (of.has(initially_deferred_option) ? " INITIALLY DEFERRED" : "") << (of.not_valid ? " NOT VALID" : "");
}

/// One key of an index, with all that it says.
constexpr void write_index_key(const element& key, sql_writer& out) {
  if (key.column.empty()) {
    out << '(' << key.expression << ')';
  } else {
    out.identifier(key.column);
  }
  if (!key.collation.empty()) {
    (out << " COLLATE ").identifier(key.collation);
  }
  if (!key.operator_class.empty()) {
    out << ' ' << key.operator_class;
  }
  if (key.order != sort_order::unspecified) {
    out << (key.order == sort_order::descending ? " DESC" : " ASC");
  }
  if (key.nulls != null_order::unspecified) {
    out << (key.nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST");
  }
}

/// `EXCLUDE USING gist (room WITH =, ...) WHERE (...)`.
constexpr void write_exclusion(const constraint_record& of, const script& in, sql_writer& out) {
  out << "EXCLUDE USING " << (of.method.empty() ? "gist" : of.method);
  std::string_view between = " (";
  const auto operators = in.elements(of.referred_columns);
  for (std::size_t i = 0; i < of.columns.count && i < operators.size(); ++i) {
    write_index_key(in.elements(of.columns)[i], out << between);
    out << " WITH " << operators[i].expression;
    between = ", ";
  }
  out << ')';
  if (!of.expression.empty()) {
    out << " WHERE (" << of.expression << ')';
  }
}

/// A table's constraint, with its name if it has one.
constexpr void write_constraint(const constraint_record& of, const script& in, sql_writer& out) {
  if (!of.id.empty()) {
    (out << "CONSTRAINT ").identifier(of.id) << ' ';
  }
  switch (of.what) {
    case constraint_kind::primary_key:
    case constraint_kind::unique:
      out << (of.what == constraint_kind::unique ? "UNIQUE " : "PRIMARY KEY ")
          << (of.has(nulls_not_distinct_option) ? "NULLS NOT DISTINCT "
              : of.has(nulls_distinct_option)   ? "NULLS DISTINCT "
                                                : "");
      if (of.index.empty()) {
        write_columns(in.elements(of.columns), out);
      } else {
        (out << "USING INDEX ").identifier(of.index);
      }
      if (of.include.count > 0) {
        out << " INCLUDE ";
        write_columns(in.elements(of.include), out);
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
    case constraint_kind::exclude:
      write_exclusion(of, in, out);
      break;
  }
  write_options(of, out);
}

}  // namespace detail

namespace dsl {

inline constexpr referential_action no_action = referential_action::no_action;
inline constexpr referential_action restrict = referential_action::restrict;
inline constexpr referential_action cascade = referential_action::cascade;
inline constexpr referential_action set_null = referential_action::set_null;
inline constexpr referential_action set_default = referential_action::set_default;

[[nodiscard]] constexpr auto on_delete(referential_action action) noexcept {
  return detail::foreign_key_option_of(
      detail::number_token(part::on_delete, static_cast<std::uint64_t>(action)));
}
/// `ON DELETE SET NULL (columns)`: those of the key's columns that are changed; PostgreSQL 15.
template <std::size_t N>
[[nodiscard]] constexpr auto on_delete(referential_action action, const name (&columns)[N]) noexcept {
  detail::foreign_key_option_word<N + 1> made;
  made.items[0] = detail::number_token(part::on_delete, static_cast<std::uint64_t>(action));
  for (std::size_t i = 0; i < N; ++i) {
    made.items[i + 1] = detail::name_token(part::set_member, columns[i]);
  }
  return made;
}
[[nodiscard]] constexpr auto on_update(referential_action action) noexcept {
  return detail::foreign_key_option_of(
      detail::number_token(part::on_update, static_cast<std::uint64_t>(action)));
}
/// The schema of the table that a foreign key refers to.
[[nodiscard]] constexpr auto referred_schema(name schema) noexcept {
  return detail::foreign_key_option_of(detail::name_token(part::referred_schema, schema));
}
/// `MATCH FULL`: of several columns all are null, or none is.
inline constexpr auto match_full = detail::foreign_key_option_of(detail::option_token(match_full_option));
/// `DEFERRABLE`, of a foreign key; other constraints have a word of it, `unique({"a"}).deferrable()`.
inline constexpr auto deferrable = detail::foreign_key_option_of(detail::option_token(deferrable_option));
/// `DEFERRABLE INITIALLY DEFERRED`, of a foreign key.
inline constexpr auto initially_deferred =
    detail::foreign_key_option_of(detail::option_token(deferrable_option | initially_deferred_option));

/// `NOT DEFERRABLE`, of a foreign key, as it is without a word.
inline constexpr auto not_deferrable = detail::foreign_key_option_of(detail::option_token(not_deferrable_option));

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
template <std::uint32_t N, detail::constraint_place P>
[[nodiscard]] constexpr auto constraint(detail::final_name id, const detail::constraint_word<N, P>& of) noexcept {
  return of.named(id);
}

/// A constraint or an index without a name of its own: a naming convention makes one (of a constraint, PostgreSQL if
/// there is no convention for it), as Alembic's `None`.
inline constexpr name unnamed{};
/// A name to which no naming convention is applied, as Alembic's `op.f("name")`:
/// `create_check_constraint(f("ck_all"), "t", "a > 0")`.
[[nodiscard]] consteval detail::final_name f(name id) noexcept { return {id}; }

}  // namespace dsl
}  // namespace sterna
