// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/settings.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/op/detail/alter_type.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"

// Columns: added with what the policy lets a table with rows have at once, changed in one statement, dropped.

namespace sterna::detail {

/// A column's record as a person would say it: only what PostgreSQL would not do by itself. `primary`: it says that it
/// is the primary key.
inline void say_less(column_record& column, bool primary, const script& of) {
  column.primary_key = primary;
  const identity_kind identity = std::exchange(column.identity, identity_kind::unspecified);
  const bool numbered = numbered_by_default(column, of);
  const bool has_options = std::ranges::any_of(of.settings(column.settings),
                                               [](const setting& each) { return each.what <= setting_kind::cycle; });
  if (has_options || !(numbered ? identity == identity_kind::by_default : identity == identity_kind::none)) {
    column.identity = identity;
  }
  const bool implied = primary || column.type.serial() || column.identity >= identity_kind::by_default;
  if (column.null == nullability::nullable || implied) column.null = nullability::unspecified;
}

/// The record of a column that is to be made. Serial makes only whole numbers that are not null; where the column is
/// another one by now, its default comes with what differs yet.
inline column_record& describe_new_column(const catalog& in, const object& it, script_builder& out) {
  describe_column(in, it, out);
  column_record& made = out.columns().back();
  const column_record& of = in.state.column(it);
  if (of.server_default.what == default_value::form::sequence &&
      (!of.type.whole_number() || of.null != nullability::not_null)) {
    made.type = of.type;
  }
  return made;
}

/// Whether a generation differs, which ALTER COLUMN has no words for.
[[nodiscard]] inline bool needs_new_column(const diff_work& work, const object& found, const object& wanted) {
  const column_record& a = work.now.state.column(found);
  const column_record& b = work.to.state.column(wanted);
  if (a.generated.empty() && b.generated.empty()) return false;
  const bool stale = found.stale || wanted.stale;
  const stale_texts texts{work.now, work.to, found.parent, wanted.parent};
  return a.is_virtual != b.is_virtual ||
         !(stale ? texts.may_be_same(a.generated, b.generated) : same_sql(a.generated, b.generated));
}

inline void add_column(diff_work& work, std::uint32_t wanted, std::string comment = {}) {
  const object& it = work.wanted(wanted);
  const column_record& said = work.to.state.column(it);
  script_builder one;
  column_record& column = describe_new_column(work.to, it, one);
  operation& op = one.add(op_kind::add_column);
  op.schema = work.to.state.at(it.parent).schema;
  op.table = work.to.state.at(it.parent).id;
  op.object = it.id;
  op.columns = {0, 1};
  say_less(column, false, one.view());
  // a foreign key of a column that is null so far needs no look at the rows
  for (const std::uint32_t i : work.parts(work.to, it.parent, object_kind::constraint)) {
    const constraint_record& key = work.to.state.constraint(work.wanted(i));
    if (key.what == constraint_kind::foreign_key && key.columns.count == 1 && !key.not_valid &&
        work.to.state.first(key.columns)->column == it.id && column.null == nullability::unspecified &&
        column.server_default.what == default_value::form::none && column.generated.empty() &&
        column.constraints.count == 0 && !column.type.serial()) {
      script_builder with_key;
      copy_operation(op, one.view(), with_key);
      describe_constraint(work.to, work.wanted(i), with_key);
      constraint_record& made = with_key.constraints().items[0];
      made.index = {};
      const name_text chosen = composed(work.to.state.at(it.parent).id.view(), it.id.view(), label_fkey, 0);
      if (made.id.view() == chosen.view()) made.id = {};
      with_key.columns().items[0].constraints = {0, 1};
      const auto as_wanted = [&] { return work.now_of(i) != object::none && !work.differs(i, work.now_of(i)); };
      if (work.player.broken_by(with_key).empty() && !work.player.play(with_key, comment, as_wanted)) return;
      break;
    }
  }
  const rule_set broken = work.player.broken_by(one);
  if (broken.has(rule::required_column_without_default)) {
    column.null = nullability::unspecified;
    work.not_null_later.push_back(wanted);
    work.note("column " + diff_work::full_name(work.to, it) +
              " is NOT NULL and has no default: rows that are there need a value, backfill(...), before set_not_null");
  } else if (broken.has(rule::volatile_default_rewrites) && said.generated.empty()) {
    script_builder bare;
    copy_operation(op, one.view(), bare);
    bare.columns().items[0].server_default = {};
    bare.columns().items[0].null = nullability::unspecified;
    if (work.play(bare, comment)) {
      work.filled_later.push_back(wanted);
      if (said.null == nullability::not_null) work.not_null_later.push_back(wanted);
    }
    return;  // the default comes with what differs yet
  }
  if (said.server_default.what != default_value::form::none &&
      work.player.play(one, comment).what == fault::default_type) {
    column.server_default = {};  // ADD COLUMN would look at its value; so it comes with what differs yet
  }
  if (work.now_of(wanted) == object::none) work.play(one, std::move(comment));
}

/// Other words for a change that PostgreSQL refuses for want of a cast.
inline std::string cast_of(const object& column, const data_type& from, const data_type& to) {
  sql_writer text;
  text.identifier(column.id);
  if (!in(canonical(from).base, text_types) || from.dimensions != 0) text << "::text";  // a cast between any two types
  (text << "::").type(to);
  return std::string(text.text());
}

/// Makes a column an identity, ends that, or changes its kind or its options.
inline void change_identity(diff_work& work, const object& column, const column_record& from, const column_record& to,
                            list<setting> wanted) {
  const auto of_sequence = [](list<setting> all) {
    pool<setting> made;
    for (const setting& each : all) {
      if (each.what <= setting_kind::cycle) made.push(each);
    }
    return made;
  };
  const bool was = from.identity > identity_kind::none;
  const bool will = to.identity > identity_kind::none;
  pool<setting> said;
  if (was && will) {
    said.push(setting{setting_kind::change_identity, false, {}, 0, {}});
    for (const setting& each :
         changed_settings(of_sequence(work.now.state.settings(from.settings)), of_sequence(wanted))) {
      said.push(each);
    }
  } else if (will) {
    said = of_sequence(wanted);
  }
  script_builder one;
  column_record change;
  change.id = column.id;
  change.settings = describe_settings(said, one);
  if (!(was && will && from.identity == to.identity)) change.identity = to.identity;
  one.add_column() = change;
  operation& op = one.add(op_kind::alter_column);
  op.schema = work.now.state.at(column.parent).schema;
  op.table = work.now.state.at(column.parent).id;
  op.object = column.id;
  op.columns = {0, 1};
  work.play(one, was ? "" : "a new identity begins at its start: set it behind the numbers that are there");
}

/// How a column is stored: what differs.
inline void change_storage(diff_work& work, std::uint32_t wanted) {
  const std::uint32_t there = work.now_of(wanted);
  if (there == object::none) return;
  const object found = work.now.state.at(there);
  pool<setting> said;
  for (const setting& each :
       changed_settings(work.now.state.settings(work.now.state.column(found).settings),
                        work.to.state.settings(work.to.state.column(work.wanted(wanted)).settings))) {
    if (is_storage(each) && !(each.unset && each.what == setting_kind::storage)) said.push(each);
  }
  if (said.count == 0) return;
  script_builder one;
  column_record change;
  change.id = found.id;
  change.settings = describe_settings(said, one);
  one.add_column() = change;
  operation& op = one.add(op_kind::alter_column);
  op.schema = work.now.state.at(found.parent).schema;
  op.table = work.now.state.at(found.parent).id;
  op.object = found.id;
  op.columns = {0, 1};
  work.play(one);
}

/// Brings a column of `now` to what is wanted, as far as ALTER COLUMN goes.
inline void alter_column(diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  using form = default_value::form;
  const object& it = work.wanted(wanted);
  const column_record& to = work.to.state.column(it);
  const object found = work.now.state.at(there);
  const column_record from = work.now.state.column(found);
  if (needs_new_column(work, found, it)) {
    const bool loses = from.generated.empty();
    if (loses && work.options.no_drops) {
      work.note("not done: column " + diff_work::full_name(work.to, it) + " would be dropped and added as generated");
      work.kept.push_back(wanted);
      return;
    }
    const std::string why = loses ? "its values are lost: it is computed from now on" : "";
    if (!to.generated.empty() || !from.generated.empty()) {
      if (work.drop(there, why)) add_column(work, wanted);
      return;
    }
  }
  const list<setting> options = work.to.state.settings(to.settings);
  const bool identity_ends = from.identity > identity_kind::none && to.identity == identity_kind::none;
  if (identity_ends) change_identity(work, found, from, to, options);  // a new sequence may get its sequence's name
  script_builder one;
  column_record& change = one.add_column();
  change.id = it.id;
  std::string comment;
  if (!same_type(from.type, to.type)) {
    change.has_type = true;
    change.type = to.type;
  }
  const bool to_sequence = to.server_default.what == form::sequence;
  if (!same_default(from.server_default, to.server_default, to.type) ||
      (one_is_serial(from.server_default, to.server_default) &&
       draws_elsewhere({work.to, work.now}, it, work.now.state.at(there)))) {
    change.server_default = to.server_default;
    if (to.server_default.what == form::none) change.server_default.what = form::drop;
    if (to_sequence) {  // what serial would have made
      name id = work.now.state.keep_name(
          composed(work.to.state.at(it.parent).id.view(), it.id.view(), label_seq, 0).view());
      for (const std::uint32_t i : work.parts(work.to, it.parent, object_kind::sequence)) {
        if (owner_of(work.to.state, work.wanted(i)) == it.id) id = work.wanted(i).id;
      }
      const name& schema = work.to.state.at(it.parent).schema;
      if (work.now.relation(schema, id) == object::none) {
        script_builder made;
        operation& op = made.add(op_kind::create_sequence);
        op.schema = schema;
        op.object = id;
        work.play(made, "the column does not own it, and it begins at 1: set it behind the numbers that are there");
      }
      sql_writer draws;
      draws << "nextval(";
      sql_writer name;
      name.qualified(schema, id);
      draws.literal(name.text()) << ")";
      change.server_default = {form::expression, work.now.state.keep_name(draws.text()).view(), 0};
    }
  }
  if (from.null != to.null) change.null = to.null;
  if (from.has_comment != to.has_comment || (to.has_comment && from.comment != to.comment)) {
    change.has_comment = true;
    change.comment = to.has_comment ? to.comment : std::string_view{};
  }
  operation& op = one.add(op_kind::alter_column);
  op.schema = work.to.state.at(it.parent).schema;
  op.table = work.to.state.at(it.parent).id;
  op.object = it.id;
  op.columns = {0, 1};
  const auto nothing_said = [&] {
    return !change.has_type && change.null == nullability::unspecified && change.server_default.what == form::none &&
           !change.has_comment;
  };
  if (change.null == nullability::not_null && work.player.broken_by(one).has(rule::set_not_null_scans)) {
    change.null = nullability::unspecified;
    work.not_null_later.push_back(wanted);
  }
  if (!nothing_said()) {
    if (change.has_type && (from.server_default.what != form::none && change.server_default.what == form::none)) {
      // a literal that is not said again stays one of the former type, with a cast
      const bool again = to.server_default.what == form::text && canonical(from.type).base != canonical(to.type).base;
      if (again || default_cast(work.now, from, to.type) == answer::no) change.server_default = to.server_default;
    }
    if (change.has_type && cast_between(work.now, from.type, to.type) == answer::no) {
      change.using_expression = work.now.state.keep_name(cast_of(it, from.type, to.type)).view();
      comment = "there is no cast that PostgreSQL makes by itself: see that the expression makes the right values";
    }
    work.play(one, comment);
  }
  const std::uint32_t now = work.now_of(wanted);
  const auto other_options = [&] {
    const column_record& made = work.now.state.column(work.now.state.at(now));
    return made.identity > identity_kind::none && work.differs(wanted, now);
  };
  if (now != object::none && to.identity > identity_kind::none && from.identity == identity_kind::none &&
      work.now.state.column(work.now.state.at(now)).null != nullability::not_null) {
    work.identities_later.push_back(wanted);
  } else if (now != object::none && ((from.identity != to.identity && !identity_ends) || other_options())) {
    change_identity(work, work.now.state.at(now), work.now.state.column(work.now.state.at(now)), to, options);
  }
  change_storage(work, wanted);
}

/// Identities of columns that may not be null any more by now.
inline void make_identities(diff_work& work) {
  for (const std::uint32_t i : work.identities_later) {
    const std::uint32_t there = work.now_of(i);
    if (there == object::none) continue;
    const object found = work.now.state.at(there);
    const column_record& to = work.to.state.column(work.wanted(i));
    change_identity(work, found, work.now.state.column(found), to, work.to.state.settings(to.settings));
  }
}

/// The columns of a table that both schemas have.
inline void change_columns(diff_work& work, std::uint32_t table) {
  const std::uint32_t there = work.now.state.find(work.wanted(table).key);
  for (const std::uint32_t i : work.parts(work.now, there, object_kind::column)) {
    const object& it = work.now.state.at(i);
    if (!it.alive || work.wanted_of(i) != object::none) continue;
    const std::string id = diff_work::full_name(work.now, it);
    if (work.options.no_drops) {
      work.note("left: column " + id + ", which nobody wants any more");
      continue;
    }
    work.note("column " + id + " is dropped, with its values");
    work.drop(i, "drops a column with its values");
  }
  for (const bool computed : {false, true}) {  // what others are computed from comes first
    for (const std::uint32_t i : work.parts(work.to, table, object_kind::column)) {
      if (work.to.state.column(work.wanted(i)).generated.empty() == computed) continue;
      if (work.now_of(i) == object::none) add_column(work, i);
      if (const std::uint32_t found = work.now_of(i); found != object::none && work.differs(i, found)) {
        alter_column(work, i, found);
      }
    }
  }
  for (const std::uint32_t i : work.parts(work.to, table, object_kind::column)) {
    if (work.now_of(i) == object::none) add_column(work, i);  // it was computed from one that has changed
  }
}

}  // namespace sterna::detail
