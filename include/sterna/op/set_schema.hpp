// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/rename_object.hpp"
#include "sterna/schema/changes.hpp"

namespace sterna {
namespace detail {

constexpr void render_set_schema(const operation& of, const script&, sql_writer& out) {
  write_target(of, out << "ALTER ");
  (out << " SET SCHEMA ").identifier(of.new_name);
  out.end_statement();
}

constexpr bool set_schema_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t which = expect_target(in, op);
  if (in.found || !in.expect_schema(op.new_name)) {
    return false;
  }
  if (which == object::none) {
    in.cannot_see((op.object_is == object_kind::table ? op.table : op.object).view(), sql_reach::names);
    return true;
  }
  const object& it = in.state.at(which);
  const name to = op.new_name == public_schema ? name{} : op.new_name;
  if (schema_state::place(it.schema) == schema_state::place(to)) {
    return true;  // PostgreSQL has nothing against it
  }
  if (op.object_is == object_kind::extension) {
    object made = it;
    made.schema = to;
    in.replace(which, made);
    return !in.found;
  }
  return expect_movable(in, which, to, it.id) && move_object(in, which, to, in.state.at(which).id);
}

constexpr bool set_schema_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  operation& undo = add_target(out, op_kind::set_schema, op);
  undo.schema = op.new_name;
  undo.new_name = op.schema.empty() ? public_schema : op.schema;
  if (op.object_is == object_kind::extension) {  // it is named without one, and was in the one that is known
    const auto gone = made.after.state.gone_since(made.before.state);
    if (gone.empty()) {
      return made.after.sees_all();
    }
    const name from = made.after.state.at(gone[0]).schema;
    undo.schema = {};
    undo.new_name = from.empty() ? public_schema : from;
  }
  return true;
}

inline constexpr verb set_schema_verb{"set_schema", needs::new_name, render_set_schema, set_schema_effect,
                                      set_schema_reverse};

inline constexpr words_by_kind set_schema_words = {
    {},
    "set_table_schema",
    "set_view_schema",
    {},
    "set_sequence_schema",
    "set_type_schema",
    {},
    {},
    {},
    "set_materialized_view_schema",
    {},
    {},
    {},
    {},
    "set_function_schema",
    "set_procedure_schema",
    "set_aggregate_schema",
    {},
    {},
    {},
    {},
    "set_statistics_schema",
    "set_domain_schema",
    "set_type_schema",
    "set_type_schema",
    "set_foreign_table_schema",
    "set_collation_schema",
    "set_operator_schema",
    "set_operator_class_schema",
    "set_operator_family_schema",
    "set_text_search_configuration_schema",
    "set_text_search_dictionary_schema",
    "set_extension_schema",
    {},
    {},
    {},
    {},
    {},
    {},
    {},
};

template <std::uint32_t N>
struct set_schema_word : op_fragment<N>, with_schema<set_schema_word, N> {};
template <std::uint32_t N>
struct set_extension_schema_word : op_fragment<N> {};

[[nodiscard]] constexpr auto set_schema(object_kind kind, const name& id, const name& to) noexcept {
  return about<set_schema_word>(op_kind::set_schema, kind, id, name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto set_schema_signed(object_kind kind, std::string_view written, const name& to) noexcept {
  return about_signed<set_schema_word>(op_kind::set_schema, kind, written, name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto set_schema_distinct(object_kind kind, const name& id, std::string_view method,
                                                 const name& to) noexcept {
  return about_distinct<set_schema_word>(op_kind::set_schema, kind, id, method, name_token(part::new_name, to));
}

}  // namespace detail

namespace dsl {

// `ALTER kind [from.]id SET SCHEMA to`; `.schema("from")` is where the object has been, without it `public`.

/// Its indexes, constraints, triggers and the sequences of its columns come along.
[[nodiscard]] constexpr auto set_table_schema(name table, name to) noexcept {
  return detail::about_table<detail::set_schema_word>(op_kind::set_schema, table,
                                                      detail::name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto set_view_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::view, id, to);
}
[[nodiscard]] constexpr auto set_materialized_view_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::materialized_view, id, to);
}
[[nodiscard]] constexpr auto set_sequence_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::sequence, id, to);
}
/// An enumeration, a composite type or a range type; columns that are of it follow.
[[nodiscard]] constexpr auto set_type_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::enumeration, id, to);
}
[[nodiscard]] constexpr auto set_domain_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::domain, id, to);
}
[[nodiscard]] constexpr auto set_function_schema(std::string_view signature, name to) noexcept {
  return detail::set_schema_signed(object_kind::function, signature, to);
}
[[nodiscard]] constexpr auto set_procedure_schema(std::string_view signature, name to) noexcept {
  return detail::set_schema_signed(object_kind::procedure, signature, to);
}
[[nodiscard]] constexpr auto set_aggregate_schema(std::string_view signature, name to) noexcept {
  return detail::set_schema_signed(object_kind::aggregate, signature, to);
}
[[nodiscard]] constexpr auto set_operator_schema(std::string_view signature, name to) noexcept {
  return detail::set_schema_signed(object_kind::user_operator, signature, to);
}
[[nodiscard]] constexpr auto set_statistics_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::statistics, id, to);
}
[[nodiscard]] constexpr auto set_foreign_table_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::foreign_table, id, to);
}
[[nodiscard]] constexpr auto set_collation_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::collation, id, to);
}
[[nodiscard]] constexpr auto set_text_search_configuration_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::text_search_configuration, id, to);
}
[[nodiscard]] constexpr auto set_text_search_dictionary_schema(name id, name to) noexcept {
  return detail::set_schema(object_kind::text_search_dictionary, id, to);
}
[[nodiscard]] constexpr auto set_operator_class_schema(name id, std::string_view method, name to) noexcept {
  return detail::set_schema_distinct(object_kind::operator_class, id, method, to);
}
[[nodiscard]] constexpr auto set_operator_family_schema(name id, std::string_view method, name to) noexcept {
  return detail::set_schema_distinct(object_kind::operator_family, id, method, to);
}
/// What the extension has made comes along, where it allows that.
[[nodiscard]] constexpr auto set_extension_schema(name id, name to) noexcept {
  return detail::about<detail::set_extension_schema_word>(op_kind::set_schema, object_kind::extension, id,
                                                          detail::name_token(part::new_name, to));
}

}  // namespace dsl
}  // namespace sterna
