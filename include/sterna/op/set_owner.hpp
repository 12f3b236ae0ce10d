// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/target.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/remark.hpp"

namespace sterna {
namespace detail {

constexpr void render_set_owner(const operation& of, const script&, sql_writer& out) {
  write_target(of, out << "ALTER ");
  write_role(of.new_name, out << " OWNER TO ");
  out.end_statement();
}

[[nodiscard]] constexpr std::uint64_t ownership_key(const object& of) noexcept {
  return schema_state::child_key(of.key, object_kind::ownership, {});
}

constexpr bool set_owner_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t which = expect_target(in, op);
  if (which == object::none) {
    return !in.found;
  }
  const std::uint64_t key = ownership_key(in.state.at(which));
  const std::uint32_t before = in.state.find(key);
  if (op.new_name.view() == "current_user") {  // as it is without a word
    if (before != object::none) {
      in.remove(before);
    }
    return !in.found;
  }
  object made = before != object::none ? in.state.at(before) : in.fresh(object_kind::ownership, {}, key);
  made.parent = which;
  made.comment = op.new_name.view();
  if (before != object::none) {
    in.replace(before, made);
  } else {
    in.add(made);
  }
  return !in.found;
}

/// Who makes something owns it: where nobody has said otherwise, that is who migrates.
constexpr bool set_owner_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const auto gone = made.after.state.gone_since(made.before.state);
  operation& undo = add_target(out, op_kind::set_owner, op);
  undo.new_name = current_user;
  if (!gone.empty()) {
    const std::string_view role = made.after.state.at(gone[0]).comment;
    undo.new_name = name::viewing(role.data(), static_cast<std::uint32_t>(role.size()), hash_of(role));
  }
  return true;
}

inline constexpr verb set_owner_verb{"set_owner", needs::new_name, render_set_owner, set_owner_effect,
                                     set_owner_reverse};

inline constexpr words_by_kind set_owner_words = {
    "set_schema_owner",
    "set_table_owner",
    "set_view_owner",
    {},
    "set_sequence_owner",
    "set_type_owner",
    {},
    {},
    {},
    "set_materialized_view_owner",
    {},
    {},
    {},
    {},
    "set_function_owner",
    "set_procedure_owner",
    "set_aggregate_owner",
    {},
    {},
    {},
    {},
    "set_statistics_owner",
    "set_domain_owner",
    "set_type_owner",
    "set_type_owner",
    "set_foreign_table_owner",
    "set_collation_owner",
    "set_operator_owner",
    "set_operator_class_owner",
    "set_operator_family_owner",
    "set_text_search_configuration_owner",
    "set_text_search_dictionary_owner",
    {},
    "set_language_owner",
    "set_event_trigger_owner",
    "set_publication_owner",
    {},
    "set_foreign_data_wrapper_owner",
    "set_server_owner",
    {},
};

template <std::uint32_t N>
struct set_owner_word : op_fragment<N>, with_schema<set_owner_word, N> {};
template <std::uint32_t N>
struct set_database_object_owner_word : op_fragment<N> {};

template <template <std::uint32_t> class Word = set_owner_word>
[[nodiscard]] constexpr auto set_owner(object_kind kind, const name& id, const name& role) noexcept {
  return about<Word>(op_kind::set_owner, kind, id, name_token(part::new_name, role));
}
[[nodiscard]] constexpr auto set_owner_signed(object_kind kind, std::string_view written, const name& role) noexcept {
  return about_signed<set_owner_word>(op_kind::set_owner, kind, written, name_token(part::new_name, role));
}
[[nodiscard]] constexpr auto set_owner_distinct(object_kind kind, const name& id, std::string_view method,
                                                const name& role) noexcept {
  return about_distinct<set_owner_word>(op_kind::set_owner, kind, id, method, name_token(part::new_name, role));
}

}  // namespace detail

namespace dsl {

// `ALTER kind id OWNER TO role`; `current_user`, `session_user` and `current_role` are SQL's words. The way back is the
// owner before; where nobody has named one it is who executes the downgrade.

[[nodiscard]] constexpr auto set_table_owner(name table, name role) noexcept {
  return detail::about_table<detail::set_owner_word>(op_kind::set_owner, table,
                                                     detail::name_token(part::new_name, role));
}
[[nodiscard]] constexpr auto set_schema_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::schema, id, role);
}
[[nodiscard]] constexpr auto set_view_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::view, id, role);
}
[[nodiscard]] constexpr auto set_materialized_view_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::materialized_view, id, role);
}
[[nodiscard]] constexpr auto set_sequence_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::sequence, id, role);
}
/// An enumeration, a composite type or a range type.
[[nodiscard]] constexpr auto set_type_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::enumeration, id, role);
}
[[nodiscard]] constexpr auto set_domain_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::domain, id, role);
}
[[nodiscard]] constexpr auto set_function_owner(std::string_view signature, name role) noexcept {
  return detail::set_owner_signed(object_kind::function, signature, role);
}
[[nodiscard]] constexpr auto set_procedure_owner(std::string_view signature, name role) noexcept {
  return detail::set_owner_signed(object_kind::procedure, signature, role);
}
[[nodiscard]] constexpr auto set_aggregate_owner(std::string_view signature, name role) noexcept {
  return detail::set_owner_signed(object_kind::aggregate, signature, role);
}
[[nodiscard]] constexpr auto set_operator_owner(std::string_view signature, name role) noexcept {
  return detail::set_owner_signed(object_kind::user_operator, signature, role);
}
[[nodiscard]] constexpr auto set_statistics_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::statistics, id, role);
}
[[nodiscard]] constexpr auto set_foreign_table_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::foreign_table, id, role);
}
[[nodiscard]] constexpr auto set_collation_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::collation, id, role);
}
[[nodiscard]] constexpr auto set_text_search_configuration_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::text_search_configuration, id, role);
}
[[nodiscard]] constexpr auto set_text_search_dictionary_owner(name id, name role) noexcept {
  return detail::set_owner(object_kind::text_search_dictionary, id, role);
}
[[nodiscard]] constexpr auto set_operator_class_owner(name id, std::string_view method, name role) noexcept {
  return detail::set_owner_distinct(object_kind::operator_class, id, method, role);
}
[[nodiscard]] constexpr auto set_operator_family_owner(name id, std::string_view method, name role) noexcept {
  return detail::set_owner_distinct(object_kind::operator_family, id, method, role);
}
[[nodiscard]] constexpr auto set_language_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::language, id, role);
}
[[nodiscard]] constexpr auto set_event_trigger_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::event_trigger, id, role);
}
[[nodiscard]] constexpr auto set_publication_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::publication, id, role);
}
[[nodiscard]] constexpr auto set_foreign_data_wrapper_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::foreign_data_wrapper, id, role);
}
[[nodiscard]] constexpr auto set_server_owner(name id, name role) noexcept {
  return detail::set_owner<detail::set_database_object_owner_word>(object_kind::server, id, role);
}

}  // namespace dsl
}  // namespace sterna
