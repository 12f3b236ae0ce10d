// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/alter_sequence.hpp"
#include "sterna/op/detail/alter_type.hpp"
#include "sterna/op/detail/column_settings.hpp"
#include "sterna/op/detail/remade_readers.hpp"
#include "sterna/op/detail/settled_literal.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

constexpr void render_alter_column(const operation& of, const script& in, sql_writer& out) {
  const column_record& to = in.columns(of.columns)[0];
  std::string_view between = "";
  const auto action = [&]() -> sql_writer& {
    if (between.empty()) {
      write_alter_table(of, out);
    }
    (out << between << "ALTER COLUMN ").identifier(to.id) << ' ';
    between = ", ";
    return out;
  };
  using form = default_value::form;
  // PostgreSQL casts the old default to the new type and fails where it cannot; a new default makes the old one moot
  if (to.has_type && to.server_default.what != form::none) {
    action() << "DROP DEFAULT";
  }
  if (to.has_type) {
    (action() << "TYPE ").type(to.type);
    if (!to.using_expression.empty()) {
      out << " USING " << to.using_expression;
    }
  }
  if (to.null != nullability::unspecified) {
    action() << (to.null == nullability::not_null ? "SET NOT NULL" : "DROP NOT NULL");
  }
  if (to.server_default.what == form::drop) {
    if (!to.has_type) {
      action() << "DROP DEFAULT";
    }
  } else if (to.server_default.what != form::none) {
    action() << "SET DEFAULT ";
    write_default(to.server_default, out);
  }
  const auto settings = in.settings(to.settings);
  if (setting_in(settings, setting_kind::change_identity) != nullptr) {
    action();
    if (to.identity != identity_kind::unspecified) {
      out << "SET GENERATED " << (to.identity == identity_kind::always ? "ALWAYS" : "BY DEFAULT");
    }
    std::string_view space = to.identity != identity_kind::unspecified ? " " : "";
    for (unsigned kind = 0; kind <= static_cast<unsigned>(setting_kind::cycle); ++kind) {
      if (const setting* const each = setting_in(settings, static_cast<setting_kind>(kind)); each != nullptr) {
        write_sequence_option(*each, {}, out << space << (each->what == setting_kind::restart ? "" : "SET "));
        space = " ";
      }
    }
  } else if (to.identity == identity_kind::none) {
    action() << "DROP IDENTITY";
  } else if (to.identity != identity_kind::unspecified) {
    action() << "ADD GENERATED " << (to.identity == identity_kind::always ? "ALWAYS" : "BY DEFAULT") << " AS IDENTITY";
    write_identity_options(to, in, out);
  }
  for (const setting& each : settings) {
    if (is_storage(each)) {
      write_storage(each, action());
    }
  }
  out.end_statement();
  write_column_comment(of, to, out);
}

/// The new one of two columns that are kept in step has no default: what programs do not say would count as said.
constexpr bool expect_no_default_in_pair(catalog& in, std::uint32_t table, const name& column) {
  const object* const objects = in.state.objects.items;
  const std::uint32_t none = object::none;
  for (std::uint32_t i = in.state.has_synchronizations() ? objects[table].first_child : none; i != none;
       i = objects[i].next) {
    const object& it = objects[i];
    if (it.alive && it.kind == object_kind::synchronization && in.state.synchronization(it).to == column &&
        !in.excused(it.id.view(), objects[table].id.view(), i)) {
      return in.fail(fault::conflicting_column, column.view(), it.id.view());
    }
  }
  return true;
}

/// Type, nullability and default of a column are those of the partitions' too.
constexpr void alter_in_partitions(catalog& in, std::uint32_t table, const column_record& said,
                                   const column_record& made) {
  for_each_known_partition(in, table, [&](std::uint32_t i) {
    if (const std::uint32_t column = in.column(i, said.id); column != object::none) {
      column_record theirs = in.state.column(in.state.at(column));
      theirs.type = said.has_type ? made.type : theirs.type;
      theirs.null = said.null != nullability::unspecified ? made.null : theirs.null;
      theirs.server_default =
          said.has_type || said.server_default.what != default_value::form::none ? made.server_default
                                                                                 : theirs.server_default;
      redefine(in, column, theirs);
    }
    return true;
  });
}

constexpr bool alter_column_effect(const operation& op, const script& of, catalog& in) {
  using form = default_value::form;
  const column_record& said = of.columns(op.columns)[0];
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const std::uint32_t column = in.expect_column(table, said.id);
  if (column == object::none) {
    return !in.found;
  }
  const std::string_view id = said.id.view();
  column_record made = in.state.column(in.state.objects.items[column]);
  unsigned touched = 0;
  if (said.has_type) {
    touched |= facet_type;
    if ((in.has_partitioned && !expect_not_in_partition_key(in, table, said.id)) ||
        !expect_type_not_held(in, table, said.id) || !alter_type(in, table, column, said, made)) {
      return false;
    }
  }
  if (said.null != nullability::unspecified) {
    touched |= facet_null;
    if (said.null == nullability::nullable) {
      if (made.identity != identity_kind::none) {
        return in.fail(fault::column_is_identity, id, {}, {}, "is never null");
      }
      const std::uint32_t primary = primary_key_of(in, table);
      if (primary != object::none &&
          has_member(in.state.elements(in.state.index(in.state.objects.items[primary]).keys), said.id)) {
        return in.fail(fault::column_in_primary_key, id, in.state.objects.items[primary].id.view());
      }
    }
    made.null = said.null;
  }
  if (said.server_default.what != form::none) {
    touched |= facet_default;
    if (made.identity != identity_kind::none) {
      return in.fail(fault::column_is_identity, id, {}, {}, "has no other default");
    }
    if (!made.generated.empty()) {
      return in.fail(fault::column_is_generated, id);
    }
    if (!expect_default(in, made.type, said.server_default, id) ||
        (said.server_default.what != form::drop && !expect_no_default_in_pair(in, table, said.id))) {
      return false;
    }
    made.server_default = said.server_default;
    if (said.server_default.what == form::drop ||
        (said.server_default.what == form::expression && says_null(said.server_default.text))) {
      made.server_default = {};
    }
  }
  if (said.has_comment) {
    touched |= facet_comment;
    made.comment = said.comment;
    made.has_comment = !said.comment.empty();
  }
  if (said.identity != identity_kind::unspecified || said.settings.count > 0) {
    touched |= facet_default;
    if (!alter_settings(in, table, said, of.settings(said.settings), made)) {
      return false;
    }
  }
  bool outdated = in.state.objects.items[column].stale && said.server_default.what == form::none;
  if (said.has_type && said.server_default.what == form::none) {
    const data_type before = in.state.column(in.state.objects.items[column]).type;
    if (made.server_default.what == form::text) {
      outdated = !settle_literal(in, before, made.type, made.server_default) || outdated;
    } else if (made.server_default.what == form::expression) {
      outdated = outdated || !(reads_alike(before, made.type) || has_own_type(made.server_default.text));
    }
  }
  const std::uint32_t now = redefine(in, column, made, static_cast<facet>(touched));
  in.state.objects.items[now].stale = outdated;
  if (in.has_heirs) {
    alter_in_partitions(in, table, said, made);
  }
  return !in.found && (!said.has_type || expect_keys_hold(in, table, said.id));
}

[[nodiscard]] constexpr bool changes_anything(const column_record& to) noexcept {
  return to.has_type || to.null != nullability::unspecified || to.server_default.what != default_value::form::none ||
         to.has_comment || to.identity != identity_kind::unspecified || to.settings.count > 0;
}

/// The default of a serial column, written out: its sequence has stayed, and is the column's.
constexpr bool draws_from_own_sequence(const changes& made, const object& table, const name& column,
                                       default_value& out) {
  const schema_state& state = made.after.state;
  const std::uint32_t now = state.find(table.key);
  for (std::uint32_t i = now == object::none ? now : state.at(now).first_child; i != object::none;
       i = state.at(i).next) {
    const object& it = state.at(i);
    if (it.alive && it.kind == object_kind::sequence && owner_of(state, it) == column) {
      sql_writer id;
      id.qualified(table.schema, it.id);
      sql_writer text;
      (text << "nextval(").literal(id.text()) << ')';
      out = {default_value::form::expression, made.texts.keep_name(text.text()).view(), 0};
      return true;
    }
  }
  return false;
}

/// The way back to a type: the cast that PostgreSQL makes by itself, or one that reads the texts that the values are.
constexpr bool cast_back(const changes& made, const object& old, const data_type& now, const column_record& said,
                         column_record& back) {
  using form = default_value::form;
  const column_record& before = made.after.state.column(old);
  if (cast_between(made.after, now, before.type) != answer::no) {
    return true;
  }
  if (!reads_back(made.after, now, before.type) ||
      !(said.using_expression.empty() || casts_alone(said.using_expression, said.id))) {
    return false;
  }
  sql_writer text;
  text.identifier(said.id) << (enumeration_of(made.after, now) == object::none ? "::" : "::text::");
  data_type to = before.type;
  to.collation = {};
  back.using_expression = made.texts.keep_name(text.type(to).text()).view();
  if (said.server_default.what == form::none && before.server_default.what != form::none) {
    back.server_default = before.server_default;  // a default has no such cast
    return !old.stale && before.server_default.what != form::sequence;
  }
  return true;
}

constexpr bool alter_column_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  std::uint32_t which = 0;  // its sequence may have gone before it
  while (which < gone.size() && state.at(gone[which]).kind != object_kind::column) {
    ++which;
  }
  if (which == gone.size()) {
    return false;
  }
  const object& old = state.at(gone[which]);
  const column_record& said = of.columns(op.columns)[0];
  const column_record& before = state.column(old);
  column_record back = blank_column;
  back.id = said.id;
  std::uint32_t reread = object::none;  // the table, if texts of it are read in another type
  if (said.has_type) {
    back.has_type = true;
    back.type = before.type;
    const std::uint32_t now = state.find(old.key);
    if (now == object::none || !cast_back(made, old, state.column(state.objects.items[now]).type, said, back)) {
      return false;  // how the values become what they were, nobody has said
    }
    if (!of_one_word(said.type, before.type)) {
      reread = state.find(state.at(old.parent).key);
    }
  }
  if (said.null != nullability::unspecified) {
    back.null = before.null;
  }
  if (said.server_default.what != default_value::form::none) {
    if (old.stale) {
      return false;
    }
    back.server_default = before.server_default;
    if (before.server_default.what == default_value::form::none) {
      back.server_default.what = default_value::form::drop;
    } else if (before.server_default.what == default_value::form::sequence &&
               !draws_from_own_sequence(made, state.at(old.parent), said.id, back.server_default)) {
      return false;
    }
  }
  if ((said.settings.count > 0 || said.identity != identity_kind::unspecified) &&
      !settings_of_column_back(made, old, said, of.settings(said.settings), back, out)) {
    return false;
  }
  if (said.has_comment) {
    back.has_comment = true;
    back.comment = before.comment;
  }
  pool<std::uint32_t> readers;
  if (reread != object::none) {
    readers = readers_of(made.after, reread, said.id);
    if (readers.count > 0) {
      remake_readings(made.after, state.at(reread), readers, false, out);
    }
  }
  if (!changes_anything(back)) {
    return true;
  }
  out.add_column() = back;
  operation& undo = out.add(op_kind::alter_column, op);
  undo.columns = {out.columns().count - 1, 1};
  if (readers.count > 0) {
    remake_readings(made.after, state.at(reread), readers, true, out);
  }
  return true;
}

inline constexpr verb alter_column_verb{"alter_column", needs::table, render_alter_column, alter_column_effect,
                                        alter_column_reverse};

template <std::uint32_t N>
struct alter_column_word : op_fragment<N>, with_schema<alter_column_word, N> {};

template <class A>
inline constexpr bool is_type_attribute = false;
template <std::uint32_t N>
inline constexpr bool is_type_attribute<type_attribute<N>> = true;

template <class A>
concept alteration = is_type_attribute<A> || std::derived_from<A, not_null_word> ||
    std::derived_from<A, nullable_word> || std::derived_from<A, default_attribute> ||
    std::derived_from<A, drop_default_word> || std::derived_from<A, comment_attribute> || identity_word<A> ||
    setting_for<A, setting_place::old_column>;

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ALTER COLUMN column ...`: type, nullability and default in one statement (one lock, one rewrite):
/// `alter_column("user", "name", type(text).using_("..."), not_null, server_default("x"))`; also `nullable`,
/// `drop_default`, `comment("...")`, `identity...` (ADD GENERATED), `alter_identity...`, `drop_identity`,
/// `storage("...")`, `compression("...")`, `statistics(n)`, `with("n_distinct", 5)`, `reset("n_distinct")`.
template <class... A>
[[nodiscard]] constexpr auto alter_column(name table, name column, const A&... changes) noexcept {
  static_assert(
      sizeof...(A) > 0 && (detail::alteration<A> && ...),
      "alter_column takes changes: type(...), not_null, nullable, server_default(...), drop_default, comment(...)");
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::column, column)};
  return detail::make_word<detail::alter_column_word>(op_kind::alter_column, said, changes...);
}

}  // namespace dsl
}  // namespace sterna
