// SPDX-License-Identifier: BSL-1.0
#pragma once

// Models from an application's own structs, which Boost.Hana describes: BOOST_HANA_DEFINE_STRUCT within a struct, or
// BOOST_HANA_ADAPT_STRUCT behind it. Only who uses structs includes this header.

#include "sterna/models/models.hpp"
#include "sterna/models/structs/enumeration_of.hpp"
#include "sterna/models/structs/members.hpp"
#include "sterna/models/structs/sql_type.hpp"

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace sterna {
namespace detail {

/// A column that is a struct's member.
template <auto Member, std::uint32_t N>
struct member_column : column_word<N> {
  using owner = typename pointed_at<decltype(Member)>::owner;
  static constexpr bool is_member_column = true;
  static constexpr auto member = Member;
};
/// A table's constraint on a struct's members.
template <class T, std::uint32_t N>
struct member_constraint : constraint_word<N, constraint_place::table> {
  using owner = T;
};

template <class P>
concept of_a_struct = requires { typename P::owner; };
template <class P>
concept member_column_part = requires { requires P::is_member_column; };

template <auto Member>
inline constexpr name member_id = name_of_member<typename pointed_at<decltype(Member)>::owner>(Member);

/// A column by its member: the type that was said, or the member's own, and what else was said.
template <auto Member, class T, class... A>
[[nodiscard]] constexpr auto member_words(const T& type, const A&... attributes) noexcept {
  using pointed = pointed_at<decltype(Member)>;
  static_assert(
      (attribute<A> && ...),
      "column<&S::m>(...) takes a type, and attributes behind it: not_null, primary_key, server_default(...)");
  if constexpr ((attribute<A> && ...)) {
    constexpr bool required = !member_type<typename pointed::type>::nullable;
    using type_of = std::conditional_t<std::derived_from<T, builtin_type>, builtin_type, data_type>;
    member_column<Member, ((1U + type_tokens<type_of> + (required ? 1U : 0U)) + ... + A::size)> made;
    made.items[0] = name_token(part::column, member_id<Member>);
    write_type<type_of>(type, made.items + 1);
    std::uint32_t used = 1 + type_tokens<type_of>;
    if (required) {
      made.items[used++] = flag(part::not_null);
    }
    [[maybe_unused]] const int in_order[] = {0, (append(made, used, attributes), 0)...};
    return made;
  } else {
    return member_column<Member, 1>{};
  }
}

template <part Constraint, class T, class... M>
[[nodiscard]] consteval auto member_key(M T::*... members) noexcept {
  const name list[] = {name_of_member<T>(members)...};
  return member_constraint<T, sizeof...(M) + 1>{key_constraint(Constraint, list)};
}

/// Whether a part is the column of member I.
template <class T, std::size_t I, class Part>
inline constexpr bool says_member = false;
template <class T, std::size_t I, member_column_part Part>
inline constexpr bool says_member<T, I, Part> = same_member(Part::member, member_pointer<T, I>);

template <class Part, class Other>
inline constexpr bool says_the_same = false;
template <member_column_part Part, member_column_part Other>
inline constexpr bool says_the_same<Part, Other> = same_member(Part::member, Other::member);
template <class... P>
inline constexpr bool each_member_once = true;
template <class First, class... P>
inline constexpr bool each_member_once<First, P...> = !(says_the_same<First, P> || ...) && each_member_once<P...>;

/// The column of member I: as it was said among the parts, or as the member is.
template <class T, std::size_t I>
[[nodiscard]] constexpr auto column_of_member() noexcept;
template <class T, std::size_t I, class First, class... P>
[[nodiscard]] constexpr auto column_of_member(const First& first, const P&... rest) noexcept {
  if constexpr (says_member<T, I, First>) {
    return first;
  } else {
    return column_of_member<T, I>(rest...);
  }
}

/// A part that is no member's column; nothing in place of those.
template <class P>
[[nodiscard]] constexpr auto other_part(const P& part) noexcept {
  if constexpr (member_column_part<P>) {
    return column_word<0>{};
  } else {
    return part;
  }
}

}  // namespace detail

namespace dsl {

/// The column of a struct's member: `column<&user::name>(string(50), unique)`. Without a type it has the one that
/// `sterna::sql_type` gives for the member's; it is NOT NULL, unless the member is a `std::optional` or `nullable` is
/// said.
template <auto Member, class... A>
requires std::is_member_object_pointer_v<decltype(Member)>
[[nodiscard]] constexpr auto column(const A&... said) noexcept {
  using type = typename detail::member_type<typename detail::pointed_at<decltype(Member)>::type>::type;
  constexpr bool says_type = [] {
    bool first = true;
    bool found = false;
    ((found = found || (first && std::convertible_to<A, data_type>), first = false), ...);
    return found;
  }();
  if constexpr (says_type) {
    return detail::member_words<Member>(said...);
  } else {
    constexpr bool known = !std::same_as<std::remove_const_t<decltype(sql_type<type>)>, detail::no_sql_type>;
    static_assert(known,
                  "no SQL type is known for this member: say one, column<&S::m>(integer), or specialise "
                  "sterna::sql_type for its type");
    if constexpr (known) {
      return detail::member_words<Member>(sql_type<type>, said...);
    } else {
      return detail::member_column<Member, 1>{};
    }
  }
}

/// A column's foreign key to the column of a member: `references("user", &user::id)`.
template <class T, class M, detail::foreign_key_option... O>
[[nodiscard]] consteval auto references(name table, M T::*column, O... options) noexcept {
  return references(table, detail::name_of_member<T>(column), options...);
}
/// A table's foreign key from member to member: `foreign_key(&post::author, "user", &user::id, on_delete(cascade))`.
template <class T, class M, class U, class N, detail::foreign_key_option... O>
[[nodiscard]] consteval auto foreign_key(M T::*column, name table, N U::*referred, O... options) noexcept {
  const name own[] = {detail::name_of_member<T>(column)};
  const name others[] = {detail::name_of_member<U>(referred)};
  const auto made = detail::foreign_key_tokens<detail::constraint_place::table, 1, 1>(own, table, others, options...);
  return detail::member_constraint<T, decltype(made)::size>{made};
}
/// An index on members' columns: `index("ix_user_name", "user", &user::name)`.
template <class T, class... M>
requires(sizeof...(M) > 0)
[[nodiscard]] consteval auto index(name id, name table, M T::*... members) noexcept {
  const detail::index_key keys[] = {detail::name_of_member<T>(members)...};
  return create_index(id, table, keys);
}

/// The table of a struct: a column for each member that Boost.Hana knows, in their order. What more there is to say of
/// a member stands in `column<&user::name>(...)`; keys and foreign keys may name members, `primary_key(&user::id)`; all
/// that a `table` takes may stand there too.
template <class T, class... P>
[[nodiscard]] constexpr auto table_of(name id, const P&... parts) noexcept {
  constexpr bool adapted = boost::hana::Struct<T>::value;
  constexpr bool own = ([] {
    if constexpr (detail::of_a_struct<P>) {
      return std::same_as<typename P::owner, T>;
    } else {
      return true;
    }
  }() && ...);
  static_assert(adapted, "table_of<T>: Boost.Hana does not know the members of T: say BOOST_HANA_ADAPT_STRUCT(T, ...)");
  static_assert(own, "table_of<T>: a part names a member of another struct than T");
  static_assert((detail::table_part<P> && ...),
                "table_of<T> takes columns and constraints: column<&T::m>(...), primary_key(&T::m), check(...)");
  static_assert(detail::each_member_once<P...>, "table_of<T>: the column of a member is told twice");
  if constexpr (adapted && own && (detail::table_part<P> && ...)) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return create_table(id, detail::column_of_member<T, I>(parts...)..., detail::other_part(parts)...);
    }(std::make_index_sequence<detail::member_count<T>>{});
  } else {
    return create_table(id);
  }
}

}  // namespace dsl

namespace detail {

template <class T, std::size_t I>
[[nodiscard]] constexpr auto column_of_member() noexcept {
  return dsl::column<member_pointer<T, I>>();
}

}  // namespace detail
}  // namespace sterna
