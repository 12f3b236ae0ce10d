// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/target.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_comment_on(const operation& of, const script&, sql_writer& out) {
  write_target(of, out << "COMMENT ON ");
  out << " IS ";
  if (of.sql.empty()) {
    out << "NULL";
  } else {
    out.literal(of.sql);
  }
  out.end_statement();
}

/// A column of a table knows its comment. Those of views and the like are not known as columns, only their comments.
constexpr bool comment_on_column_effect(const operation& op, catalog& in) {
  const std::uint32_t relation = in.relation(op.schema, op.table);
  const std::uint32_t type = relation == object::none ? in.type(op.schema, op.table) : object::none;
  const bool apart = (relation != object::none && (has_query(in.state.at(relation).kind) ||
                                                   in.state.at(relation).kind == object_kind::foreign_table)) ||
                     (type != object::none && in.state.at(type).kind == object_kind::composite_type);
  if (!apart) {
    const std::uint32_t column = expect_target(in, op);
    if (column != object::none) {
      column_record made = in.state.column(in.state.at(column));
      made.has_comment = !op.sql.empty();
      made.comment = op.sql;
      redefine(in, column, made, facet_comment);
    }
    return !in.found;
  }
  const std::uint32_t of = relation != object::none ? relation : type;
  in.rely_on(of);
  const std::uint64_t key = schema_state::child_key(in.state.at(of).key, object_kind::column_comment, op.object);
  const std::uint32_t there = in.state.find(key);
  if (op.sql.empty()) {
    if (there != object::none) {
      in.remove(there);
    }
    return !in.found;
  }
  object made = there != object::none ? in.state.at(there) : in.fresh(object_kind::column_comment, op.object, key);
  made.parent = of;
  made.comment = op.sql;
  if (there != object::none) {
    in.replace(there, made, facet_comment);
  } else {
    in.add(made);
  }
  return !in.found;
}

constexpr bool comment_on_effect(const operation& op, const script&, catalog& in) {
  if (op.object_is == object_kind::column) {
    return comment_on_column_effect(op, in);
  }
  const std::uint32_t which = expect_target(in, op);
  if (which != object::none) {
    object made = in.state.at(which);
    made.comment = op.sql;
    replace_object(in, which, made, facet_comment);
  }
  return !in.found;
}

constexpr bool comment_on_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const auto gone = made.after.state.gone_since(made.before.state);
  operation& undo = add_target(out, op_kind::comment_on, op);
  if (!gone.empty()) {
    const object& old = made.after.state.at(gone[0]);
    undo.sql = old.kind == object_kind::column ? made.after.state.column(old).comment : old.comment;
    // an extension brings a comment of its own, which nobody has said
    return op.object_is != object_kind::extension || !undo.sql.empty() || old.revision == made.after.revision;
  }
  return true;
}

inline constexpr verb comment_on_verb{"comment_on", needs::nothing, render_comment_on, comment_on_effect,
                                      comment_on_reverse};

inline constexpr words_by_kind comment_on_words = {
    "comment_on_schema",
    "create_table_comment",
    "comment_on_view",
    "comment_on_index",
    "comment_on_sequence",
    "comment_on_type",
    "comment_on_column",
    "comment_on_constraint",
    {},
    "comment_on_materialized_view",
    {},
    {},
    {},
    {},
    "comment_on_function",
    "comment_on_procedure",
    "comment_on_aggregate",
    "comment_on_trigger",
    "comment_on_trigger",
    "comment_on_rule",
    "comment_on_policy",
    "comment_on_statistics",
    "comment_on_domain",
    "comment_on_type",
    "comment_on_type",
    "comment_on_foreign_table",
    "comment_on_collation",
    "comment_on_operator",
    "comment_on_operator_class",
    "comment_on_operator_family",
    "comment_on_text_search_configuration",
    "comment_on_text_search_dictionary",
    "comment_on_extension",
    "comment_on_language",
    "comment_on_event_trigger",
    "comment_on_publication",
    "comment_on_cast",
    "comment_on_foreign_data_wrapper",
    "comment_on_server",
    {},
};

template <std::uint32_t N>
struct comment_on_word : op_fragment<N>, with_schema<comment_on_word, N> {};
template <std::uint32_t N>
struct database_comment_word : op_fragment<N> {};

template <template <std::uint32_t> class Word = comment_on_word>
[[nodiscard]] constexpr auto comment_on(object_kind kind, const name& id, std::string_view words) noexcept {
  return about<Word>(op_kind::comment_on, kind, id, text_token(part::sql, words));
}
[[nodiscard]] constexpr auto comment_on_part(object_kind kind, const name& id, const name& table,
                                             std::string_view words) noexcept {
  return about_part<comment_on_word>(op_kind::comment_on, kind, id, table, text_token(part::sql, words));
}
[[nodiscard]] constexpr auto comment_on_signed(object_kind kind, std::string_view written,
                                               std::string_view words) noexcept {
  return about_signed<comment_on_word>(op_kind::comment_on, kind, written, text_token(part::sql, words));
}

}  // namespace detail

namespace dsl {

// `COMMENT ON kind id IS 'text'`, of everything but tables (create_table_comment). An empty text takes the comment
// away: `COMMENT ON kind id IS NULL`. The way back is the comment before.

[[nodiscard]] constexpr auto comment_on_schema(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::schema, id, words);
}
/// Of a table, a view, a foreign table or a composite type.
[[nodiscard]] constexpr auto comment_on_column(name table, name id, std::string_view words) noexcept {
  return detail::comment_on_part(object_kind::column, id, table, words);
}
[[nodiscard]] constexpr auto comment_on_constraint(name id, name table, std::string_view words) noexcept {
  return detail::comment_on_part(object_kind::constraint, id, table, words);
}
[[nodiscard]] constexpr auto comment_on_index(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::index, id, words);
}
[[nodiscard]] constexpr auto comment_on_sequence(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::sequence, id, words);
}
[[nodiscard]] constexpr auto comment_on_view(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::view, id, words);
}
[[nodiscard]] constexpr auto comment_on_materialized_view(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::materialized_view, id, words);
}
/// Of an enumeration, a composite type or a range type.
[[nodiscard]] constexpr auto comment_on_type(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::enumeration, id, words);
}
[[nodiscard]] constexpr auto comment_on_domain(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::domain, id, words);
}
[[nodiscard]] constexpr auto comment_on_function(std::string_view signature, std::string_view words) noexcept {
  return detail::comment_on_signed(object_kind::function, signature, words);
}
[[nodiscard]] constexpr auto comment_on_procedure(std::string_view signature, std::string_view words) noexcept {
  return detail::comment_on_signed(object_kind::procedure, signature, words);
}
[[nodiscard]] constexpr auto comment_on_aggregate(std::string_view signature, std::string_view words) noexcept {
  return detail::comment_on_signed(object_kind::aggregate, signature, words);
}
[[nodiscard]] constexpr auto comment_on_operator(std::string_view signature, std::string_view words) noexcept {
  return detail::comment_on_signed(object_kind::user_operator, signature, words);
}
[[nodiscard]] constexpr auto comment_on_trigger(name id, name table, std::string_view words) noexcept {
  return detail::comment_on_part(object_kind::trigger, id, table, words);
}
[[nodiscard]] constexpr auto comment_on_rule(name id, name table, std::string_view words) noexcept {
  return detail::comment_on_part(object_kind::rule, id, table, words);
}
[[nodiscard]] constexpr auto comment_on_policy(name id, name table, std::string_view words) noexcept {
  return detail::comment_on_part(object_kind::policy, id, table, words);
}
[[nodiscard]] constexpr auto comment_on_statistics(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::statistics, id, words);
}
[[nodiscard]] constexpr auto comment_on_foreign_table(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::foreign_table, id, words);
}
[[nodiscard]] constexpr auto comment_on_collation(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::collation, id, words);
}
[[nodiscard]] constexpr auto comment_on_operator_class(name id, std::string_view method,
                                                       std::string_view words) noexcept {
  return detail::about_distinct<detail::comment_on_word>(op_kind::comment_on, object_kind::operator_class, id, method,
                                                         detail::text_token(part::sql, words));
}
[[nodiscard]] constexpr auto comment_on_operator_family(name id, std::string_view method,
                                                        std::string_view words) noexcept {
  return detail::about_distinct<detail::comment_on_word>(op_kind::comment_on, object_kind::operator_family, id, method,
                                                         detail::text_token(part::sql, words));
}
[[nodiscard]] constexpr auto comment_on_text_search_configuration(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::text_search_configuration, id, words);
}
[[nodiscard]] constexpr auto comment_on_text_search_dictionary(name id, std::string_view words) noexcept {
  return detail::comment_on(object_kind::text_search_dictionary, id, words);
}
[[nodiscard]] constexpr auto comment_on_extension(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::extension, id, words);
}
[[nodiscard]] constexpr auto comment_on_language(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::language, id, words);
}
[[nodiscard]] constexpr auto comment_on_event_trigger(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::event_trigger, id, words);
}
[[nodiscard]] constexpr auto comment_on_publication(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::publication, id, words);
}
/// `comment_on_cast("(text AS mood)", "...")`.
[[nodiscard]] constexpr auto comment_on_cast(std::string_view types, std::string_view words) noexcept {
  return detail::about_distinct<detail::database_comment_word>(op_kind::comment_on, object_kind::cast, {}, types,
                                                               detail::text_token(part::sql, words));
}
[[nodiscard]] constexpr auto comment_on_foreign_data_wrapper(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::foreign_data_wrapper, id, words);
}
[[nodiscard]] constexpr auto comment_on_server(name id, std::string_view words) noexcept {
  return detail::comment_on<detail::database_comment_word>(object_kind::server, id, words);
}

}  // namespace dsl
}  // namespace sterna
