// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/grant.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

/// What a grant is on.
template <std::uint32_t N>
struct grant_target : fragment<N> {};
template <std::size_t N>
[[nodiscard]] constexpr grant_target<N> target_of(const token (&said)[N]) noexcept {
  grant_target<N> made;
  for (std::size_t i = 0; i < N; ++i) {
    made.items[i] = said[i];
  }
  return made;
}
[[nodiscard]] constexpr auto target_of(object_kind kind, const name& id) noexcept {
  const token said[] = {kind_token(kind), name_token(kind == object_kind::table ? part::table : part::object, id)};
  return target_of(said);
}
[[nodiscard]] constexpr auto all_of(object_kind kind, const name& schema) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, schema), text_token(part::sql, all_in_schema)};
  return target_of(said);
}
[[nodiscard]] constexpr auto routine_of(object_kind kind, std::string_view written) noexcept {
  const signature of = signature_of(written);
  const token said[] = {kind_token(kind), name_token(part::object, of.id), text_token(part::method, of.arguments)};
  return target_of(said);
}
[[nodiscard]] constexpr auto coming(object_kind kind) noexcept {
  const token said[] = {kind_token(kind), text_token(part::sql, by_default)};
  return target_of(said);
}

template <std::uint32_t N>
struct grant_word : op_fragment<N>, with_schema<grant_word, N> {
  /// `WITH GRANT OPTION`: the roles may pass it on.
  [[nodiscard]] constexpr grant_word<N + 1> with_grant_option() const noexcept {
    return extended<detail::grant_word>(*this, flag(part::only));
  }
};
template <std::uint32_t N>
struct revoke_word : op_fragment<N>, with_schema<revoke_word, N>, with_cascade<revoke_word, N> {
  /// `GRANT OPTION FOR`: the roles keep it, and cannot pass it on any more.
  [[nodiscard]] constexpr revoke_word<N + 1> grant_option_only() const noexcept {
    return extended<detail::revoke_word>(*this, flag(part::only));
  }
};
template <std::uint32_t N>
struct default_privileges_word : op_fragment<N> {
  /// `IN SCHEMA id`: only of what is made there.
  [[nodiscard]] constexpr default_privileges_word<N + 1> in_schema(name id) const noexcept {
    return extended<detail::default_privileges_word>(*this, name_token(part::object, id));
  }
  /// `FOR ROLE id`: only of what that role makes, instead of the one that migrates.
  [[nodiscard]] constexpr default_privileges_word<N + 1> for_role(name id) const noexcept {
    return extended<detail::default_privileges_word>(*this, name_token(part::new_name, id));
  }
};

template <template <std::uint32_t> class Word, std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto granting_word(op_kind what, std::string_view privileges, const grant_target<T>& on,
                                           const name (&roles)[N]) noexcept {
  const token said[] = {text_token(part::where, privileges)};
  fragment<N> list;
  for (std::size_t i = 0; i < N; ++i) {
    list.items[i] = name_token(part::key, roles[i]);
  }
  return make_word<Word>(what, said, on, list);
}

}  // namespace detail

namespace dsl {

/// What is granted or revoked is on one of these. Of a table also a view, a materialized view or a foreign table.
[[nodiscard]] constexpr auto on_table(name id) noexcept { return detail::target_of(object_kind::table, id); }
[[nodiscard]] constexpr auto on_sequence(name id) noexcept { return detail::target_of(object_kind::sequence, id); }
[[nodiscard]] constexpr auto on_schema(name id) noexcept { return detail::target_of(object_kind::schema, id); }
[[nodiscard]] constexpr auto on_type(name id) noexcept { return detail::target_of(object_kind::enumeration, id); }
[[nodiscard]] constexpr auto on_domain(name id) noexcept { return detail::target_of(object_kind::domain, id); }
[[nodiscard]] constexpr auto on_function(std::string_view signature) noexcept {
  return detail::routine_of(object_kind::function, signature);
}
[[nodiscard]] constexpr auto on_procedure(std::string_view signature) noexcept {
  return detail::routine_of(object_kind::procedure, signature);
}
[[nodiscard]] constexpr auto on_server(name id) noexcept { return detail::target_of(object_kind::server, id); }
[[nodiscard]] constexpr auto on_foreign_data_wrapper(name id) noexcept {
  return detail::target_of(object_kind::foreign_data_wrapper, id);
}
/// `ALL TABLES IN SCHEMA id`, and so on: those that are there by now.
[[nodiscard]] constexpr auto on_all_tables(name schema) noexcept { return detail::all_of(object_kind::table, schema); }
[[nodiscard]] constexpr auto on_all_sequences(name schema) noexcept {
  return detail::all_of(object_kind::sequence, schema);
}
[[nodiscard]] constexpr auto on_all_functions(name schema) noexcept {
  return detail::all_of(object_kind::function, schema);
}
[[nodiscard]] constexpr auto on_all_procedures(name schema) noexcept {
  return detail::all_of(object_kind::procedure, schema);
}
/// Of default privileges: what is yet to be made.
inline constexpr auto on_tables = detail::coming(object_kind::table);
inline constexpr auto on_sequences = detail::coming(object_kind::sequence);
inline constexpr auto on_functions = detail::coming(object_kind::function);
inline constexpr auto on_types = detail::coming(object_kind::enumeration);
inline constexpr auto on_schemas = detail::coming(object_kind::schema);

/// `GRANT privileges ON what TO roles`: `grant("SELECT, UPDATE (name)", on_table("user"), {"reader"})`, `grant("ALL",
/// on_all_tables("api"), {"a", "b"})`. The downgrade revokes what the roles have not had before, as far as the history
/// knows. Roles belong to the server and not to a database: they must be there.
template <std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto grant(std::string_view privileges, const detail::grant_target<T>& on,
                                   const name (&roles)[N]) noexcept {
  return detail::granting_word<detail::grant_word>(op_kind::grant, privileges, on, roles);
}
/// `REVOKE privileges ON what FROM roles [CASCADE]`; "public" is everybody, who at first may execute functions and use
/// types.
template <std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto revoke(std::string_view privileges, const detail::grant_target<T>& on,
                                    const name (&roles)[N]) noexcept {
  return detail::granting_word<detail::revoke_word>(op_kind::revoke, privileges, on, roles);
}
/// `ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT ...`: of what is made from now on:
/// `alter_default_privileges(grant("SELECT", on_tables, {"reader"})).in_schema("api")`.
template <std::uint32_t N>
[[nodiscard]] constexpr auto alter_default_privileges(const detail::grant_word<N>& what) noexcept {
  return detail::extended<detail::default_privileges_word>(what, detail::text_token(part::sql, detail::by_default));
}
template <std::uint32_t N>
[[nodiscard]] constexpr auto alter_default_privileges(const detail::revoke_word<N>& what) noexcept {
  return detail::extended<detail::default_privileges_word>(what, detail::text_token(part::sql, detail::by_default));
}

}  // namespace dsl
}  // namespace sterna
