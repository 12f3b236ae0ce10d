// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/models/structs/written.hpp"
#include "sterna/schema/name.hpp"

#include <boost/hana/accessors.hpp>
#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/tuple.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// The members that BOOST_HANA_DEFINE_STRUCT, BOOST_HANA_ADAPT_STRUCT and their like list: their names, and which
// pointer to a member is which.

namespace sterna::detail {

template <class T>
using accessors_of = decltype(boost::hana::accessors<T>());
template <class T>
inline constexpr std::size_t member_count = decltype(boost::hana::length(std::declval<accessors_of<T>>()))::value;

/// The pointer to a member that an accessor of Hana's is made of.
template <class Accessor>
struct pointer_of {};
template <class Pointer, Pointer Member>
struct pointer_of<boost::hana::struct_detail::member_ptr<Pointer, Member>> {
  static constexpr Pointer value = Member;
};

template <class T, std::size_t I>
inline constexpr auto member_pointer = pointer_of<
    std::decay_t<decltype(boost::hana::second(boost::hana::at_c<I>(std::declval<accessors_of<T>>())))>>::value;

/// As the compiler writes it: the texts that Hana makes cannot be read in constant expressions as literals can.
template <class T, std::size_t I>
[[nodiscard]] consteval name member_name() noexcept {
  const std::string_view text = last_part(written<member_pointer<T, I>>());
  return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text));
}

template <class P, class Q>
[[nodiscard]] constexpr bool same_member(P one, Q other) noexcept {
  if constexpr (std::is_same_v<P, Q>) {
    return one == other;
  } else {
    return false;
  }
}

/// The place of a member among those that are listed; their number, where it is none of them.
template <class T, class P>
[[nodiscard]] consteval std::size_t member_index(P member) noexcept {
  return [member]<std::size_t... I>(std::index_sequence<I...>) {
    std::size_t found = sizeof...(I);
    static_cast<void>(((same_member(member, member_pointer<T, I>) ? (found = I, true) : false) || ...));
    return found;
  }(std::make_index_sequence<member_count<T>>{});
}

/// Not constexpr on purpose: its name is the error.
inline void this_member_is_not_among_those_that_BOOST_HANA_ADAPT_STRUCT_lists() {}

template <class T, class P>
[[nodiscard]] consteval name name_of_member(P member) noexcept {
  const std::size_t place = member_index<T>(member);
  name found;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    static_cast<void>(((I == place ? (found = member_name<T, I>(), true) : false) || ...));
  }(std::make_index_sequence<member_count<T>>{});
  if (found.empty()) {
    this_member_is_not_among_those_that_BOOST_HANA_ADAPT_STRUCT_lists();
  }
  return found;
}

/// Of a pointer to a member: the struct, and the member's type.
template <class P>
struct pointed_at {};
template <class T, class M>
struct pointed_at<M T::*> {
  using owner = T;
  using type = M;
};

}  // namespace sterna::detail
