// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/constraint.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace sterna {

/// A raw piece of SQL where a value or a name could stand: `sql("now()")`.
struct sql_expression {
  std::string_view text{};
};

namespace detail {

/// What the words behind a column's type are made of: a function object that changes the column's record.
struct column_attribute {};

/// An attribute that also brings a constraint of its own.
template <counts N>
struct column_constraint : fragment<N> {};

struct not_null_word : column_attribute {
  constexpr void operator()(column_record& column) const noexcept { column.null = nullability::not_null; }
};
struct nullable_word : column_attribute {
  constexpr void operator()(column_record& column) const noexcept { column.null = nullability::nullable; }
};
struct drop_default_word : column_attribute {
  constexpr void operator()(column_record& column) const noexcept {
    column.server_default.what = default_value::form::drop;
  }
};
struct default_attribute : column_attribute {
  default_value value{};
  constexpr void operator()(column_record& column) const noexcept { column.server_default = value; }
};
struct identity_attribute : column_attribute {
  identity_kind kind = identity_kind::by_default;
  constexpr void operator()(column_record& column) const noexcept { column.identity = kind; }
  /// `GENERATED ALWAYS`: an INSERT may not give a value.
  [[nodiscard]] constexpr identity_attribute always() const noexcept { return {{}, identity_kind::always}; }
};
struct generated_attribute : column_attribute {
  std::string_view expression{};
  constexpr void operator()(column_record& column) const noexcept { column.generated = expression; }
};
struct comment_attribute : column_attribute {
  std::string_view text{};
  constexpr void operator()(column_record& column) const noexcept {
    column.comment = text;
    column.has_comment = true;
  }
};
struct type_attribute : column_attribute, data_type {
  std::string_view using_expression{};
  constexpr void operator()(column_record& column) const noexcept {
    column.type = *this;
    column.has_type = true;
    column.using_expression = using_expression;
  }
  /// `USING expression`: how the old values become new ones.
  [[nodiscard]] constexpr type_attribute using_(std::string_view expression) const noexcept {
    type_attribute copy = *this;
    copy.using_expression = expression;
    return copy;
  }
};

/// A string literal's type. Unlike `const char (&)[N]`, a parameter of it never takes `{"a"}`, a list of one name.
template <class T>
concept literal = std::is_array_v<T> && std::same_as<std::remove_extent_t<T>, char>;

struct primary_key_word : column_attribute {
  constexpr void operator()(column_record& column) const noexcept { column.primary_key = true; }
  template <std::size_t N>
  [[nodiscard]] constexpr auto operator()(const name (&columns)[N]) const noexcept {
    return key_constraint(constraint_kind::primary_key, columns);
  }
  template <literal... C>
  [[nodiscard]] consteval auto operator()(const C&... columns) const noexcept {
    const name list[] = {name(columns)...};
    return key_constraint(constraint_kind::primary_key, list);
  }
};
struct unique_word : column_attribute {
  constexpr void operator()(column_record& column) const noexcept { column.unique = true; }
  template <std::size_t N>
  [[nodiscard]] constexpr auto operator()(const name (&columns)[N]) const noexcept {
    return key_constraint(constraint_kind::unique, columns);
  }
  template <literal... C>
  [[nodiscard]] consteval auto operator()(const C&... columns) const noexcept {
    const name list[] = {name(columns)...};
    return key_constraint(constraint_kind::unique, list);
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
[[nodiscard]] consteval counts counts_of() noexcept {
  if constexpr (requires { A::size; }) {
    return A::size;
  } else {
    return {};
  }
}

template <class A>
concept attribute =
    std::derived_from<A, column_attribute> || requires { requires A::place != constraint_place::table; };

/// Lowers a column and what is said of it to records.
template <class... A>
[[nodiscard]] constexpr auto make_column(name id, const A&... attributes) noexcept {
  fragment<(counts{0, 1, 0, 0} + ... + counts_of<A>())> made{};
  counts used{0, 1, 0, 0};
  column_record& column = made.columns[0];
  column.id = id;
  boost::hana::for_each(boost::hana::tuple<const A&...>(attributes...), [&](const auto& attribute) {
    if constexpr (requires { attribute.is_constraint; }) {
      append(made, used, attribute);
    } else {
      attribute(column);
    }
  });
  column.constraints.count = used.constraints;
  if constexpr ((counts{} + ... + counts_of<A>()).elements > 0) {
    for (std::uint32_t i = 0; i < used.constraints; ++i) {
      const constraint_record& own = made.constraints[i];
      if (own.what == constraint_kind::foreign_key) {
        made.elements[own.columns.first].column = id;
      }
    }
  }
  return made;
}

}  // namespace detail

namespace dsl {

/// Raw SQL, as it is: an expression in a default, an index key ...
[[nodiscard]] constexpr sql_expression sql(std::string_view raw) noexcept { return {raw}; }

/// As a column's attribute: its PRIMARY KEY. With names, a table's: `primary_key("a", "b")`, `primary_key({"a", "b"})`.
inline constexpr detail::primary_key_word primary_key{};
/// As a column's attribute: UNIQUE. With names, a table's: `unique({"a", "b"})`.
inline constexpr detail::unique_word unique{};
inline constexpr detail::not_null_word not_null{};
inline constexpr detail::nullable_word nullable{};
/// `alter_column`: DROP DEFAULT.
inline constexpr detail::drop_default_word drop_default{};
/// `GENERATED BY DEFAULT AS IDENTITY`; `identity.always()` is `GENERATED ALWAYS AS IDENTITY`.
inline constexpr detail::identity_attribute identity{};
/// For an integer primary key that is to be neither an identity nor a serial (SQLAlchemy's `autoincrement=False`).
inline constexpr detail::identity_attribute no_identity{{}, identity_kind::none};

/// `DEFAULT 'text'`: a quoted literal, as SQLAlchemy's `server_default="text"`.
[[nodiscard]] constexpr auto server_default(std::string_view literal) noexcept {
  return detail::default_attribute{{}, {default_value::form::text, literal, 0}};
}
/// `DEFAULT expression`.
[[nodiscard]] constexpr auto server_default(sql_expression expression) noexcept {
  return detail::default_attribute{{}, {default_value::form::expression, expression.text, 0}};
}
[[nodiscard]] constexpr auto server_default(bool value) noexcept {
  return detail::default_attribute{{}, {default_value::form::boolean, {}, value ? 1 : 0}};
}
template <std::integral T>
[[nodiscard]] constexpr auto server_default(T value) noexcept {
  return detail::default_attribute{{}, {default_value::form::integer, {}, detail::as_bigint(value)}};
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
  return detail::generated_attribute{{}, expression};
}
/// `COMMENT ON COLUMN`.
[[nodiscard]] constexpr auto comment(std::string_view words) noexcept { return detail::comment_attribute{{}, words}; }

/// A type by its SQL text, for what has no word: `type("geometry(Point,4326)")`.
[[nodiscard]] constexpr auto type(std::string_view sql) noexcept {
  return detail::type_attribute{{}, detail::plain_type(sql), {}};
}
template <std::size_t N>
[[nodiscard]] constexpr auto type(const char (&sql)[N]) noexcept {
  return type(std::string_view{sql, N - 1});
}
/// `alter_column`: the new type, `type(integer).using_("name::integer")`.
[[nodiscard]] constexpr auto type(const data_type& to) noexcept { return detail::type_attribute{{}, to, {}}; }
/// No column can become serial: that is not a type, but a default and a sequence.
void type(const detail::serial_type& to) = delete;

/// A column: its name, type and attributes, in any order behind the type.
template <class... A>
[[nodiscard]] constexpr auto column(name id, data_type type, A... attributes) noexcept {
  static_assert((detail::attribute<A> && ...),
                "an attribute of a column is expected behind its type: not_null, primary_key, server_default(...)");
  return detail::make_column(id, detail::type_attribute{{}, type, {}}, attributes...);
}

}  // namespace dsl
}  // namespace sterna
