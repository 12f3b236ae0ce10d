// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/constraint.hpp"

#include <concepts>
#include <type_traits>
#include <utility>

namespace sterna {

/// A raw piece of SQL where a value or a name could stand: `sql("now()")`.
struct sql_expression {
  std::string_view text{};
};

namespace detail {

/// What the words behind a column's type are made of: one token each.
struct column_attribute : fragment<1> {
  constexpr explicit column_attribute(const token& said) noexcept : fragment<1>{{said}} {}
};

struct not_null_word : column_attribute {
  constexpr not_null_word() noexcept : column_attribute{flag(part::not_null)} {}
};
struct nullable_word : column_attribute {
  constexpr nullable_word() noexcept : column_attribute{flag(part::nullable)} {}
};
struct drop_default_word : column_attribute {
  constexpr drop_default_word() noexcept : column_attribute{flag(part::drop_default)} {}
};
struct default_attribute : column_attribute {
  using column_attribute::column_attribute;
};
struct generated_attribute : column_attribute {
  using column_attribute::column_attribute;
};
struct comment_attribute : column_attribute {
  using column_attribute::column_attribute;
};
struct identity_attribute : column_attribute {
  constexpr explicit identity_attribute(identity_kind kind) noexcept
      : column_attribute{number_token(part::identity, static_cast<std::uint64_t>(kind))} {}
  /// `GENERATED ALWAYS`: an INSERT may not give a value.
  [[nodiscard]] constexpr identity_attribute always() const noexcept {
    return identity_attribute{identity_kind::always};
  }
};

/// How many tokens a type becomes: the count may not hang on what the type says.
template <class T>
inline constexpr std::uint32_t type_tokens = std::derived_from<T, builtin_type> ? 1 : 4;

[[nodiscard]] constexpr std::uint64_t bits(int argument) noexcept { return static_cast<std::uint32_t>(argument); }

template <class T>
constexpr void write_type(const T& of, token* to) noexcept {
  to[0] = number_token(part::type, static_cast<std::uint64_t>(of.base) | std::uint64_t{of.dimensions} << 8U |
                                       std::uint64_t{of.argument_count} << 12U |
                                       (bits(of.arguments[1]) & 0xffffU) << 16U | bits(of.arguments[0]) << 32U);
  if constexpr (type_tokens<T> > 1) {
    to[1] = name_token(of.base == base_type::named ? part::type_name : part::type_text, of.id);
    to[2] = name_token(part::type_schema, of.in);
    to[3] = name_token(part::type_collation, of.collation);
  }
}

/// The reverse of write_type's first token.
constexpr void read_type(std::uint64_t from, data_type& to) noexcept {
  to.base = static_cast<base_type>(from & 0xffU);
  if (from >> 8U != 0) {
    to.dimensions = static_cast<std::uint8_t>(from >> 8U & 0xfU);
    to.argument_count = static_cast<std::uint8_t>(from >> 12U & 0xfU);
    to.arguments[1] = static_cast<std::int16_t>(from >> 16U & 0xffffU);
    to.arguments[0] = static_cast<std::int32_t>(from >> 32U);
  }
}

/// A type as an attribute: what `type(...)` makes, a column's type or alter_column's.
template <std::uint32_t N>
struct type_attribute : fragment<N> {
  data_type named{};
  /// `USING expression`: how the old values become new ones.
  [[nodiscard]] constexpr type_attribute<N + 1> using_(std::string_view expression) const noexcept {
    type_attribute<N + 1> made;
    std::uint32_t used = 0;
    append(made, used, static_cast<const fragment<N>&>(*this));
    made.items[N] = text_token(part::using_expression, expression);
    return made;
  }
  [[nodiscard]] constexpr operator data_type() const noexcept { return named; }
};

template <class T>
[[nodiscard]] constexpr auto type_words(const T& of) noexcept {
  type_attribute<type_tokens<T>> made;
  write_type(of, made.items);
  made.named = of;
  return made;
}

/// A string literal's type. Unlike `const char (&)[N]`, a parameter of it never takes `{"a"}`, a list of one name.
template <class T>
concept literal = std::is_array_v<T> && std::same_as<std::remove_extent_t<T>, char>;

/// A word for one column as an attribute, and for several as a function.
template <part Attribute, part Constraint>
struct key_word : column_attribute {
  constexpr key_word() noexcept : column_attribute{flag(Attribute)} {}
  template <std::size_t N>
  [[nodiscard]] constexpr auto operator()(const name (&columns)[N]) const noexcept {
    return key_constraint(Constraint, columns);
  }
  template <literal... C>
  [[nodiscard]] consteval auto operator()(const C&... columns) const noexcept {
    const name list[] = {name(columns)...};
    return key_constraint(Constraint, list);
  }
};

/// Not constexpr on purpose: its name is the error.
inline void server_default_does_not_fit_into_a_bigint() {}

template <std::integral T>
[[nodiscard]] constexpr long long as_bigint(T value) noexcept {
  if (!std::in_range<long long>(value)) {
    server_default_does_not_fit_into_a_bigint();
  }
  return static_cast<long long>(value);
}

template <class A>
inline constexpr bool is_column_constraint = requires { requires A::place != constraint_place::table; };

/// A column as a word makes it.
template <std::uint32_t N>
struct column_word : fragment<N> {
  static constexpr bool is_column = true;
};

template <class A>
concept attribute = std::derived_from<A, column_attribute> || is_column_constraint<A>;

}  // namespace detail

namespace dsl {

/// Raw SQL, as it is: an expression in a default, an index key ...
[[nodiscard]] constexpr sql_expression sql(std::string_view raw) noexcept { return {raw}; }

/// As a column's attribute: its PRIMARY KEY. With names, a table's: `primary_key("a", "b")`, `primary_key({"a", "b"})`.
inline constexpr detail::key_word<part::primary_key, part::primary_key_constraint> primary_key{};
/// As a column's attribute: UNIQUE. With names, a table's: `unique({"a", "b"})`.
inline constexpr detail::key_word<part::unique, part::unique_constraint> unique{};
inline constexpr detail::not_null_word not_null{};
inline constexpr detail::nullable_word nullable{};
/// `alter_column`: DROP DEFAULT.
inline constexpr detail::drop_default_word drop_default{};
/// `GENERATED BY DEFAULT AS IDENTITY`; `identity.always()` is `GENERATED ALWAYS AS IDENTITY`.
inline constexpr detail::identity_attribute identity{identity_kind::by_default};
/// For an integer primary key that is to be neither an identity nor a serial (SQLAlchemy's `autoincrement=False`).
inline constexpr detail::identity_attribute no_identity{identity_kind::none};

/// `DEFAULT 'text'`: a quoted literal, as SQLAlchemy's `server_default="text"`.
[[nodiscard]] constexpr auto server_default(std::string_view literal) noexcept {
  return detail::default_attribute{detail::text_token(part::default_text, literal)};
}
/// `DEFAULT expression`.
[[nodiscard]] constexpr auto server_default(sql_expression expression) noexcept {
  return detail::default_attribute{detail::text_token(part::default_expression, expression.text)};
}
[[nodiscard]] constexpr auto server_default(bool value) noexcept {
  return detail::default_attribute{detail::number_token(part::default_boolean, value ? 1 : 0)};
}
template <std::integral T>
[[nodiscard]] constexpr auto server_default(T value) noexcept {
  return detail::default_attribute{
      detail::number_token(part::default_integer, static_cast<std::uint64_t>(detail::as_bigint(value)))};
}
template <std::size_t N>
[[nodiscard]] constexpr auto server_default(const char (&literal)[N]) noexcept {
  return server_default(std::string_view{literal, N - 1});
}
/// A character is neither the text nor the number that may be meant: write `server_default("x")`.
void server_default(char value) = delete;
/// A binary fraction is seldom the decimal one that is meant: write `server_default(sql("0.5"))`.
template <std::floating_point T>
void server_default(T value) = delete;

/// `GENERATED ALWAYS AS (expression) STORED`.
[[nodiscard]] constexpr auto generated(std::string_view expression) noexcept {
  return detail::generated_attribute{detail::text_token(part::generated, expression)};
}
/// `COMMENT ON COLUMN`.
[[nodiscard]] constexpr auto comment(std::string_view words) noexcept {
  return detail::comment_attribute{detail::text_token(part::comment, words)};
}

/// A type by its SQL text, for what has no word: `type("geometry(Point,4326)")`.
template <std::size_t N>
[[nodiscard]] consteval auto type(const char (&sql)[N]) noexcept {
  data_type made;
  made.id = name(sql);
  return detail::type_words(made);
}
/// `alter_column`: the new type, `type(integer).using_("name::integer")`.
template <std::derived_from<data_type> T>
[[nodiscard]] constexpr auto type(const T& to) noexcept {
  return detail::type_words(to);
}
/// No column can become serial: that is not a type, but a default and a sequence.
void type(const detail::serial_type& to) = delete;

/// A column: its name, type and attributes, in any order behind the type.
template <std::convertible_to<data_type> T, class... A>
[[nodiscard]] constexpr auto column(name id, const T& type, const A&... attributes) noexcept {
  static_assert((detail::attribute<A> && ...),
                "an attribute of a column is expected behind its type: not_null, primary_key, server_default(...)");
  using type_of = std::conditional_t<std::derived_from<T, builtin_type>, builtin_type, data_type>;
  constexpr std::uint32_t before = 1 + detail::type_tokens<type_of>;
  detail::column_word<(before + ... + A::size)> made;
  made.items[0] = detail::name_token(part::column, id);
  detail::write_type<type_of>(type, made.items + 1);
  [[maybe_unused]] std::uint32_t used = before;
  [[maybe_unused]] const int in_order[] = {0, (detail::append(made, used, attributes), 0)...};
  return made;
}

}  // namespace dsl
}  // namespace sterna
