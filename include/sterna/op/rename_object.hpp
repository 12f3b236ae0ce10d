// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/target.hpp"
#include "sterna/schema/changes.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_object(const operation& of, const script&, sql_writer& out) {
  write_target(of, out << "ALTER ");
  (out << " RENAME TO ").identifier(of.new_name);
  out.end_statement();
}

/// The name that an object would have must be free.
constexpr bool expect_free_key(catalog& in, std::uint32_t which, const object& made, std::string_view subject) {
  const std::uint32_t parent = made.parent;
  const std::uint32_t there =
      in.state.find(key_under(in, made, parent == object::none ? 0 : in.state.at(parent).key));
  if (there == object::none || there == which) {
    return true;
  }
  if (in.excused(made.id.view(), {}, there)) {
    in.remove(there);
    return true;
  }
  in.rely_on(there);
  if (!in.found) {
    const bool part = parent != object::none;
    if (made.kind == object_kind::schema) {
      in.fail(fault::schema_exists, subject);
    } else {
      in.fail(fault::object_exists, subject, part ? in.state.at(parent).id.view() : std::string_view{},
              catalog::word_for(in.state.at(there).kind), catalog::word_for(made.kind));
    }
    in.found.other = in.state.at(there).named_by;
  }
  return false;
}

/// Whether an object may have this name in this schema.
constexpr bool expect_movable(catalog& in, std::uint32_t which, const name& schema, const name& id) {
  const object& it = in.state.at(which);
  if (has_query(it.kind) || it.kind == object_kind::table || it.kind == object_kind::sequence ||
      it.kind == object_kind::foreign_table) {
    return in.expect_free(it.kind, schema, id);
  }
  object made = it;
  made.schema = schema;
  made.id = id;
  if (!expect_free_key(in, which, made, id.view())) {
    return false;
  }
  if (it.kind != object_kind::enumeration && !is_text_type(it.kind)) {
    return true;
  }
  const std::uint32_t row = in.relation(schema, id);  // tables are types too
  return row == object::none || in.state.at(row).kind == object_kind::index ||
         in.state.at(row).kind == object_kind::sequence || in.excused(id.view(), {}, row) ||
         in.taken(fault::type_exists, row, catalog::word_for(in.state.at(row).kind));
}

/// What is in a schema comes along; texts that name the schema are no longer what PostgreSQL has.
constexpr bool rename_schema_effect(const operation& op, catalog& in, std::uint32_t schema) {
  object made = in.state.at(schema);
  const name from = made.id;
  rename_in_texts(in, from);
  outdate_views(in, made);
  made.id = op.new_name;
  made.named_by = in.revision;
  move_with_parts(in, schema, made);
  for (std::uint32_t i = 0, size = in.state.objects.count; i < size; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.schema == from && (it.parent == object::none || it.kind == object_kind::statistics) &&
        !move_object(in, i, op.new_name, it.id)) {
      return false;
    }
  }
  return !in.found;
}

constexpr bool rename_object_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t which = expect_target(in, op);
  if (in.found) {
    return false;
  }
  if (which == object::none) {
    in.cannot_see(op.new_name.view(), sql_reach::names);  // it is there from now on
    return true;
  }
  const name schema = in.state.at(which).schema;
  if (!expect_movable(in, which, schema, op.new_name)) {
    return false;
  }
  return op.object_is == object_kind::schema ? rename_schema_effect(op, in, which)
                                             : move_object(in, which, schema, op.new_name);
}

constexpr bool rename_object_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = add_target(out, op_kind::rename_object, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_object_verb{"rename_object", needs::object | needs::new_name, render_rename_object,
                                         rename_object_effect, rename_object_reverse};

inline constexpr words_by_kind rename_words = {
    "rename_schema",
    {},
    "rename_view",
    {},
    {},
    "rename_type",
    {},
    {},
    {},
    "rename_materialized_view",
    {},
    {},
    {},
    {},
    "rename_function",
    "rename_procedure",
    "rename_aggregate",
    "rename_trigger",
    "rename_trigger",
    "rename_rule",
    "rename_policy",
    "rename_statistics",
    "rename_domain",
    "rename_type",
    "rename_type",
    "rename_foreign_table",
    "rename_collation",
    {},
    "rename_operator_class",
    "rename_operator_family",
    "rename_text_search_configuration",
    "rename_text_search_dictionary",
    {},
    "rename_language",
    "rename_event_trigger",
    "rename_publication",
    {},
    "rename_foreign_data_wrapper",
    "rename_server",
    {},
};

template <std::uint32_t N>
struct rename_object_word : op_fragment<N>, with_schema<rename_object_word, N> {};
template <std::uint32_t N>
struct rename_database_object_word : op_fragment<N> {};

template <template <std::uint32_t> class Word = rename_object_word>
[[nodiscard]] constexpr auto rename_object(object_kind kind, const name& from, const name& to) noexcept {
  return about<Word>(op_kind::rename_object, kind, from, name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto rename_part(object_kind kind, const name& from, const name& table,
                                         const name& to) noexcept {
  return about_part<rename_object_word>(op_kind::rename_object, kind, from, table, name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto rename_signed(object_kind kind, std::string_view written, const name& to) noexcept {
  return about_signed<rename_object_word>(op_kind::rename_object, kind, written, name_token(part::new_name, to));
}

}  // namespace detail

namespace dsl {

// `ALTER kind from RENAME TO to`. What names the object follows, as far as PostgreSQL keeps it as a reference; a body
// in quotes does not. Tables, columns, constraints, indexes and sequences have words of their own.

/// What is in the schema is in the new one.
[[nodiscard]] constexpr auto rename_schema(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::schema, from, to);
}
[[nodiscard]] constexpr auto rename_view(name from, name to) noexcept {
  return detail::rename_object(object_kind::view, from, to);
}
[[nodiscard]] constexpr auto rename_materialized_view(name from, name to) noexcept {
  return detail::rename_object(object_kind::materialized_view, from, to);
}
/// An enumeration, a composite type or a range type; columns that are of it follow.
[[nodiscard]] constexpr auto rename_type(name from, name to) noexcept {
  return detail::rename_object(object_kind::enumeration, from, to);
}
[[nodiscard]] constexpr auto rename_domain(name from, name to) noexcept {
  return detail::rename_object(object_kind::domain, from, to);
}
/// `rename_function("f(integer)", "g")`: the arguments stay.
[[nodiscard]] constexpr auto rename_function(std::string_view signature, name to) noexcept {
  return detail::rename_signed(object_kind::function, signature, to);
}
[[nodiscard]] constexpr auto rename_procedure(std::string_view signature, name to) noexcept {
  return detail::rename_signed(object_kind::procedure, signature, to);
}
[[nodiscard]] constexpr auto rename_aggregate(std::string_view signature, name to) noexcept {
  return detail::rename_signed(object_kind::aggregate, signature, to);
}
[[nodiscard]] constexpr auto rename_trigger(name from, name table, name to) noexcept {
  return detail::rename_part(object_kind::trigger, from, table, to);
}
[[nodiscard]] constexpr auto rename_rule(name from, name table, name to) noexcept {
  return detail::rename_part(object_kind::rule, from, table, to);
}
[[nodiscard]] constexpr auto rename_policy(name from, name table, name to) noexcept {
  return detail::rename_part(object_kind::policy, from, table, to);
}
[[nodiscard]] constexpr auto rename_statistics(name from, name to) noexcept {
  return detail::rename_object(object_kind::statistics, from, to);
}
[[nodiscard]] constexpr auto rename_foreign_table(name from, name to) noexcept {
  return detail::rename_object(object_kind::foreign_table, from, to);
}
[[nodiscard]] constexpr auto rename_collation(name from, name to) noexcept {
  return detail::rename_object(object_kind::collation, from, to);
}
[[nodiscard]] constexpr auto rename_text_search_configuration(name from, name to) noexcept {
  return detail::rename_object(object_kind::text_search_configuration, from, to);
}
[[nodiscard]] constexpr auto rename_text_search_dictionary(name from, name to) noexcept {
  return detail::rename_object(object_kind::text_search_dictionary, from, to);
}
[[nodiscard]] constexpr auto rename_operator_class(name from, std::string_view method, name to) noexcept {
  return detail::about_distinct<detail::rename_object_word>(op_kind::rename_object, object_kind::operator_class, from,
                                                            method, detail::name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto rename_operator_family(name from, std::string_view method, name to) noexcept {
  return detail::about_distinct<detail::rename_object_word>(op_kind::rename_object, object_kind::operator_family, from,
                                                            method, detail::name_token(part::new_name, to));
}
[[nodiscard]] constexpr auto rename_language(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::language, from, to);
}
[[nodiscard]] constexpr auto rename_event_trigger(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::event_trigger, from, to);
}
[[nodiscard]] constexpr auto rename_publication(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::publication, from, to);
}
[[nodiscard]] constexpr auto rename_foreign_data_wrapper(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::foreign_data_wrapper, from, to);
}
[[nodiscard]] constexpr auto rename_server(name from, name to) noexcept {
  return detail::rename_object<detail::rename_database_object_word>(object_kind::server, from, to);
}

}  // namespace dsl
}  // namespace sterna
