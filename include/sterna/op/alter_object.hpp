// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/all_triggers.hpp"
#include "sterna/op/detail/target.hpp"
#include "sterna/schema/alteration.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/object.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/same.hpp"
#include "sterna/sql/word_reader.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_object(const operation& of, const script&, sql_writer& out) {
  if (of.object_is == object_kind::trigger || of.object_is == object_kind::constraint_trigger ||
      of.object_is == object_kind::rule) {
    (write_alter_table(of, out) << of.sql << ' ' << target_keyword(of.object_is) << ' ').identifier(of.object);
  } else {
    write_target(of, out << "ALTER ");
    out << ' ' << of.sql;
  }
  out.end_statement();
}

/// Gives `take` the alterations of an object, the newest first, until it says true.
template <class Take>
constexpr void each_alteration(const schema_state& in, std::uint32_t which, Take take) {
  for (std::uint32_t i = in.at(which).first_child; i != object::none; i = in.at(i).next) {
    if (in.at(i).kind == object_kind::alteration && in.at(i).alive && take(i)) {
      return;
    }
  }
}

[[nodiscard]] constexpr bool undoes(std::string_view action, std::string_view earlier) {
  sql_writer inverse;
  return write_inverse_action(earlier, inverse) && same_sql(inverse.text(), action);
}

constexpr bool alter_object_effect(const operation& op, const script&, catalog& in) {
  for (const std::string_view text : {op.sql, op.reverse_sql}) {
    sql_word_reader words(text);
    while (words.next()) {
    }
    if (!expect_terminated(in, words.flaw, text.substr(words.flaw_position))) {
      return false;
    }
  }
  const std::uint32_t which = expect_target(in, op);
  if (which == object::none) {
    in.underivable = in.underivable && op.reverse_sql.empty();
    return !in.found;
  }
  if (op.object_is == object_kind::table) {
    if (const trigger_switch to = trigger_switch_of(op.sql); to.known) {
      switch_triggers(to, in, which);
      return !in.found;
    }
  }
  if ((is_trigger(in.state.at(which)) || op.object_is == object_kind::rule ||
       op.object_is == object_kind::event_trigger) &&
      (op.sql.starts_with("ENABLE") || op.sql.starts_with("DISABLE"))) {
    set_switch(in, which, op.sql == "ENABLE" ? std::string_view{} : op.sql);  // one takes the place of another
    return !in.found;
  }
  std::uint32_t undone = object::none;
  each_alteration(in.state, which, [&](std::uint32_t i) {
    undone = undoes(op.sql, in.state.at(i).comment) ? i : object::none;
    return undone != object::none;
  });
  if (undone != object::none) {
    in.remove(undone);
    return !in.found;
  }
  const std::uint64_t key = alteration_key(in.state.at(which).key, op.sql);
  if (in.state.find(key) == object::none) {
    object made = in.fresh(object_kind::alteration, in.state.at(which).id, key);
    made.parent = which;
    made.comment = op.sql;
    in.add(made);
  }
  return !in.found;
}

/// Whether something of the same kind has been said of the object before, so that its words alone do not tell what has
/// been there.
[[nodiscard]] constexpr bool said_before(const schema_state& in, std::uint32_t which, std::string_view undo,
                                         std::size_t objects) {
  bool before = false;
  each_alteration(in, which, [&](std::uint32_t i) {
    sql_writer inverse;
    before = i < objects && write_inverse_action(in.at(i).comment, inverse) && same_sql(inverse.text(), undo);
    return before;
  });
  if (before || !is_text_kind(in.at(which).kind)) {
    return before;
  }
  sql_word_reader word(undo);
  word.next();
  const bool resets = word.is("reset");
  const bool drops = word.is("drop");
  const std::string_view text = in.text_object(in.at(which)).text;
  while ((resets || drops) && word.next()) {
    if (word.kind == sql_token::word && mentions(text, word.token()) &&
        (resets || word.is("default") || word.is("null"))) {
      return true;
    }
  }
  return false;
}

/// By what was said; by the words of the action; of a function, by the text before, which says all that it is.
constexpr bool alter_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto undo_by = [&](std::string_view action) {
    operation& undo = add_target(out, op_kind::alter_object, op);
    undo.sql = action;
    undo.reverse_sql = op.sql;
    return true;
  };
  if (!op.reverse_sql.empty()) {
    return undo_by(op.reverse_sql);
  }
  if (op.object_is == object_kind::table) {
    if (const trigger_switch to = trigger_switch_of(op.sql); to.known) {
      return switch_triggers_back(op, to, made, out);
    }
  }
  const auto gone = state.gone_since(made.before.state);
  if (!gone.empty()) {  // it has undone one, which comes back
    return undo_by(state.at(gone[0]).comment);
  }
  if (state.objects.count == made.before.state.objects) {
    return true;  // it was so
  }
  const std::uint32_t which = state.find(state.at(state.at(state.objects.count - 1).parent).key);
  const object& it = state.at(which);
  sql_writer inverse;
  if (write_inverse_action(op.sql, inverse) && !said_before(state, which, inverse.text(), made.before.state.objects)) {
    return undo_by(made.texts.keep_name(inverse.text()).view());
  }
  if ((it.kind != object_kind::function && it.kind != object_kind::procedure) || it.stale) {
    return false;
  }
  add_text_op(made.after, it, out);
  out.operations().back().what = op_kind::replace_object;
  pool<std::uint32_t> earlier;
  each_alteration(state, which, [&](std::uint32_t i) {
    if (i < made.before.state.objects) {
      earlier.push(i);
    }
    return false;
  });
  for (; !earlier.empty(); earlier.shrink(earlier.count - 1)) {
    restore_remark(made, state.at(earlier.back()), out);
  }
  return true;
}

inline constexpr verb alter_object_verb{"alter_object", needs::sql, render_alter_object, alter_object_effect,
                                        alter_object_reverse};

inline constexpr words_by_kind alter_object_words = {
    {},
    "alter_triggers",
    "alter_view",
    {},
    {},
    "alter_type",
    {},
    {},
    {},
    "alter_materialized_view",
    {},
    {},
    {},
    {},
    "alter_function",
    "alter_procedure",
    {},
    "alter_trigger",
    "alter_trigger",
    "alter_rule",
    {},
    {},
    "alter_domain",
    "alter_type",
    "alter_type",
    "alter_foreign_table",
    "alter_collation",
    {},
    {},
    "alter_operator_family",
    "alter_text_search_configuration",
    "alter_text_search_dictionary",
    "alter_extension",
    {},
    "alter_event_trigger",
    "alter_publication",
    {},
    "alter_foreign_data_wrapper",
    "alter_server",
    {},
};

/// `.reverse("action")`: what undoes it, where the action does not tell.
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_reverse_action {
  [[nodiscard]] constexpr Word<N + 1> reverse(std::string_view action) const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), text_token(part::reverse_sql, action));
  }
};
template <std::uint32_t N>
struct alter_object_word : op_fragment<N>,
                           with_schema<alter_object_word, N>,
                           with_reverse_action<alter_object_word, N> {};
template <std::uint32_t N>
struct alter_database_object_word : op_fragment<N>, with_reverse_action<alter_database_object_word, N> {};

template <template <std::uint32_t> class Word = alter_object_word>
[[nodiscard]] constexpr auto alter_object(object_kind kind, const name& id, std::string_view action) noexcept {
  return about<Word>(op_kind::alter_object, kind, id, text_token(part::sql, action));
}
[[nodiscard]] constexpr auto alter_signed(object_kind kind, std::string_view written,
                                          std::string_view action) noexcept {
  return about_signed<alter_object_word>(op_kind::alter_object, kind, written, text_token(part::sql, action));
}
[[nodiscard]] constexpr auto alter_part(object_kind kind, const name& id, const name& table,
                                        std::string_view action) noexcept {
  return about_part<alter_object_word>(op_kind::alter_object, kind, id, table, text_token(part::sql, action));
}

}  // namespace detail

namespace dsl {

// `ALTER kind id action`: what PostgreSQL knows to do with an object that is there. The way back follows from actions
// such as ADD ATTRIBUTE, ADD CONSTRAINT, ADD TABLE, SET (...), SET x = y, SET DEFAULT, RENAME COLUMN; of functions from
// the text before. For others say `.reverse("action")`.

/// `alter_function("f(integer)", "SET search_path = ''")`, "SECURITY DEFINER", "PARALLEL SAFE" ...
[[nodiscard]] constexpr auto alter_function(std::string_view signature, std::string_view action) noexcept {
  return detail::alter_signed(object_kind::function, signature, action);
}
[[nodiscard]] constexpr auto alter_procedure(std::string_view signature, std::string_view action) noexcept {
  return detail::alter_signed(object_kind::procedure, signature, action);
}
/// `alter_view("v", "SET (security_invoker = true)")`, "RENAME COLUMN a TO b" ...
[[nodiscard]] constexpr auto alter_view(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::view, id, action);
}
[[nodiscard]] constexpr auto alter_materialized_view(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::materialized_view, id, action);
}
/// Of a composite type: `alter_type("pair", "ADD ATTRIBUTE c text")`, "RENAME ATTRIBUTE a TO b CASCADE" ...
[[nodiscard]] constexpr auto alter_type(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::enumeration, id, action);
}
/// `alter_domain("email", "ADD CONSTRAINT ck CHECK (VALUE <> '')")`, "SET NOT NULL", "SET DEFAULT ''" ...
[[nodiscard]] constexpr auto alter_domain(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::domain, id, action);
}
[[nodiscard]] constexpr auto alter_foreign_table(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::foreign_table, id, action);
}
[[nodiscard]] constexpr auto alter_collation(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::collation, id, action);
}
/// `alter_text_search_configuration("c", "ALTER MAPPING FOR hword, word WITH simple")`.
[[nodiscard]] constexpr auto alter_text_search_configuration(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::text_search_configuration, id, action);
}
[[nodiscard]] constexpr auto alter_text_search_dictionary(name id, std::string_view action) noexcept {
  return detail::alter_object(object_kind::text_search_dictionary, id, action);
}
[[nodiscard]] constexpr auto alter_operator_family(name id, std::string_view method, std::string_view action) noexcept {
  return detail::about_distinct<detail::alter_object_word>(op_kind::alter_object, object_kind::operator_family, id,
                                                           method, detail::text_token(part::sql, action));
}
/// `alter_extension("postgis", "UPDATE TO '3.4'")`.
[[nodiscard]] constexpr auto alter_extension(name id, std::string_view action) noexcept {
  return detail::alter_object<detail::alter_database_object_word>(object_kind::extension, id, action);
}
[[nodiscard]] constexpr auto alter_event_trigger(name id, std::string_view action) noexcept {
  return detail::alter_object<detail::alter_database_object_word>(object_kind::event_trigger, id, action);
}
/// `alter_publication("all_changes", "ADD TABLE t")`.
[[nodiscard]] constexpr auto alter_publication(name id, std::string_view action) noexcept {
  return detail::alter_object<detail::alter_database_object_word>(object_kind::publication, id, action);
}
[[nodiscard]] constexpr auto alter_foreign_data_wrapper(name id, std::string_view action) noexcept {
  return detail::alter_object<detail::alter_database_object_word>(object_kind::foreign_data_wrapper, id, action);
}
[[nodiscard]] constexpr auto alter_server(name id, std::string_view action) noexcept {
  return detail::alter_object<detail::alter_database_object_word>(object_kind::server, id, action);
}
/// `ALTER TABLE table DISABLE TRIGGER id`, and ENABLE; "ENABLE ALWAYS" and "ENABLE REPLICA" by alter_trigger.
[[nodiscard]] constexpr auto alter_trigger(name id, name table, std::string_view action) noexcept {
  return detail::alter_part(object_kind::trigger, id, table, action);
}
[[nodiscard]] constexpr auto disable_trigger(name id, name table) noexcept {
  return alter_trigger(id, table, "DISABLE");
}
[[nodiscard]] constexpr auto enable_trigger(name id, name table) noexcept { return alter_trigger(id, table, "ENABLE"); }
/// `ENABLE REPLICA TRIGGER`: fires where session_replication_role is `replica`, and nowhere else.
[[nodiscard]] constexpr auto enable_replica_trigger(name id, name table) noexcept {
  return alter_trigger(id, table, "ENABLE REPLICA");
}
/// `ENABLE ALWAYS TRIGGER`: fires wherever the row comes from.
[[nodiscard]] constexpr auto enable_always_trigger(name id, name table) noexcept {
  return alter_trigger(id, table, "ENABLE ALWAYS");
}
/// What ALTER TABLE does to all triggers of a table at once: `alter_triggers("t", "DISABLE TRIGGER USER")`.
[[nodiscard]] constexpr auto alter_triggers(name table, std::string_view action) noexcept {
  return detail::about_table<detail::alter_object_word>(op_kind::alter_object, table,
                                                        detail::text_token(part::sql, action));
}
/// `ALTER TABLE table DISABLE TRIGGER ALL`: those of foreign keys too, which needs a superuser.
[[nodiscard]] constexpr auto disable_all_triggers(name table) noexcept {
  return alter_triggers(table, "DISABLE TRIGGER ALL");
}
[[nodiscard]] constexpr auto enable_all_triggers(name table) noexcept {
  return alter_triggers(table, "ENABLE TRIGGER ALL");
}
/// `ALTER TABLE table DISABLE TRIGGER USER`: all but those of foreign keys and of other constraints.
[[nodiscard]] constexpr auto disable_user_triggers(name table) noexcept {
  return alter_triggers(table, "DISABLE TRIGGER USER");
}
[[nodiscard]] constexpr auto enable_user_triggers(name table) noexcept {
  return alter_triggers(table, "ENABLE TRIGGER USER");
}
[[nodiscard]] constexpr auto alter_rule(name id, name table, std::string_view action) noexcept {
  return detail::alter_part(object_kind::rule, id, table, action);
}

}  // namespace dsl
}  // namespace sterna
