// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/columns.hpp"
#include "sterna/autogenerate/diff/routines.hpp"
#include "sterna/autogenerate/diff/settings.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/restore/describe.hpp"

namespace sterna::detail {

/// Whether a constraint can be said while its table is made: what it refers to is there, and CREATE TABLE has words.
[[nodiscard]] inline bool fits_into_table(const diff_work& work, const object& it) {
  const constraint_record& said = work.to.state.constraint(it);
  if (said.not_valid) return false;
  if (said.what != constraint_kind::foreign_key) return true;
  const std::uint64_t other = schema_state::relation_key(said.referred_schema, said.referred_table);
  return other == work.to.state.at(it.parent).key || work.now.state.find(other) != object::none;
}

/// Whether PostgreSQL would choose just this name for a constraint on columns.
[[nodiscard]] inline bool has_chosen_name(const diff_work& work, const object& it) {
  const constraint_record& said = work.to.state.constraint(it);
  const std::string_view table = work.to.state.at(it.parent).id.view();
  const name_text columns = joined_columns(work.to.state.elements(said.columns));
  switch (said.what) {
    case constraint_kind::primary_key: return it.id.view() == composed(table, {}, label_pkey, 0).view();
    case constraint_kind::unique: return it.id.view() == composed(table, columns.view(), label_key, 0).view();
    case constraint_kind::foreign_key: return it.id.view() == composed(table, columns.view(), label_fkey, 0).view();
    case constraint_kind::check:
    case constraint_kind::exclude: return it.generated_name;
  }
  return false;
}

/// What CREATE TABLE says at once of a new table's constraints; what it does not say follows.
enum class with_keys : std::uint8_t { none, own, foreign };

[[nodiscard]] inline bool said_at_once(const diff_work& work, const object& constraint, with_keys keys) {
  const constraint_kind what = work.to.state.constraint(constraint).what;
  return what == constraint_kind::foreign_key ? keys == with_keys::foreign
                                              : what == constraint_kind::check || keys != with_keys::none;
}

/// CREATE TABLE: `brief` leaves to PostgreSQL what it would choose, and says the constraints of one column behind it;
/// else each constraint has its name.
[[nodiscard]] inline script_builder create_table_op(const diff_work& work, std::uint32_t table, bool brief,
                                                    with_keys keys) {
  const catalog& to = work.to;
  script_builder one;
  std::vector<std::uint32_t> own;  // constraints of the table
  std::vector<std::uint32_t> behind;
  for (const std::uint32_t i : work.parts(to, table, object_kind::constraint)) {
    const object& it = work.wanted(i);
    if (!fits_into_table(work, it) || !said_at_once(work, it, keys)) continue;
    const constraint_record& said = to.state.constraint(it);
    const bool of_column = said.columns.count == 1 && said.what != constraint_kind::check &&
                           (said.what == constraint_kind::foreign_key ||
                            (has_chosen_name(work, it) && said.options == 0 && said.include.count == 0));
    (brief && of_column ? behind : own).push_back(i);
  }
  const auto describe = [&](std::uint32_t i) {
    describe_constraint(to, work.wanted(i), one);
    one.constraints().back().index = {};
    if (brief && has_chosen_name(work, work.wanted(i))) one.constraints().back().id = {};
  };
  for (const std::uint32_t i : own) describe(i);
  const slice constraints{0, one.constraints().count};
  for (const std::uint32_t c : work.parts(to, table, object_kind::column)) {
    const slice behind_this{one.constraints().count, 0};
    bool primary = false;
    bool is_unique = false;
    for (const std::uint32_t i : behind) {
      const constraint_record& said = to.state.constraint(work.wanted(i));
      if (!(to.state.first(said.columns)->column == work.wanted(c).id)) continue;
      primary = primary || said.what == constraint_kind::primary_key;
      is_unique = is_unique || said.what == constraint_kind::unique;
      if (said.what == constraint_kind::foreign_key) describe(i);
    }
    column_record& column = describe_new_column(to, work.wanted(c), one);
    column.constraints = {behind_this.first, one.constraints().count - behind_this.first};
    say_less(column, primary, one.view());
    column.unique = is_unique;
  }
  const bool whole = one.columns().count == 0;  // a partition that has never been anything else
  pool<setting> said;
  for (const setting& each : to.state.settings(work.wanted(table))) {
    if (in_create_table(each, whole)) said.push(each);
  }
  const slice settings = describe_settings(said, one);
  operation& op = one.add(op_kind::create_table);
  op.schema = work.wanted(table).schema;
  op.table = work.wanted(table).id;
  op.columns = {0, one.columns().count};
  op.constraints = constraints;
  op.settings = settings;
  return one;
}

inline void comment_on_table(diff_work& work, std::uint32_t table) {
  script_builder one;
  operation& op = one.add(op_kind::create_table_comment);
  op.schema = work.wanted(table).schema;
  op.table = work.wanted(table).id;
  op.sql = work.wanted(table).comment;
  work.play(one);
}

/// Whether a new object is another one than was wanted; a default that CREATE TABLE has no words for may be to come.
[[nodiscard]] inline bool differs_but_for_default(const diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  if (work.wanted(wanted).kind != object_kind::column) return work.differs(wanted, there);
  column_record made = work.now.state.column(work.now.state.at(there));
  made.server_default = work.to.state.column(work.wanted(wanted)).server_default;
  return !column_difference(work.to.state.column(work.wanted(wanted)), made).empty();
}

inline void create_table(diff_work& work, std::uint32_t table) {
  with_keys keys = with_keys::foreign;
  const auto as_wanted = [&] {
    for (const object_kind kind : {object_kind::column, object_kind::constraint}) {
      for (const std::uint32_t i : work.parts(work.to, table, kind)) {
        if (kind == object_kind::constraint &&
            !(fits_into_table(work, work.wanted(i)) && said_at_once(work, work.wanted(i), keys))) {
          continue;
        }
        const std::uint32_t there = work.now.state.find(work.wanted(i).key);
        if (there == object::none || differs_but_for_default(work, i, there)) return false;
      }
    }
    return true;
  };
  const auto attempt = [&](bool brief) {
    script_builder one = create_table_op(work, table, brief, keys);
    return work.player.play(one, {}, as_wanted);
  };
  bool made = !attempt(true) || !attempt(false);
  if (!made) {  // perhaps what a foreign key refers to is yet to come
    keys = with_keys::own;
    made = !attempt(true);
  }
  if (!made) {  // perhaps the sequence of a column takes the name of a key
    keys = with_keys::none;
    made = !attempt(true);
  }
  if (!made) {
    script_builder whole = create_table_op(work, table, false, with_keys::own);
    work.play(whole);
  }
  if (work.now.state.find(work.wanted(table).key) != object::none && !work.wanted(table).comment.empty()) {
    comment_on_table(work, table);
  }
}

/// Makes a partition of a table with columns of its own.
inline void attach(diff_work& work, std::uint32_t table) {
  const list<setting> settings = work.to.state.settings(work.wanted(table));
  const setting* const parent = setting_in(settings, setting_kind::partition_of);
  const std::uint32_t there = work.now.state.find(work.wanted(table).key);
  if (parent == nullptr || there == object::none ||
      setting_in(work.now.state.settings(work.now.state.at(there)), setting_kind::partition_of) != nullptr) {
    return;
  }
  const setting bounds[] = {*parent, *setting_in(settings, setting_kind::bounds)};
  script_builder one;
  const slice said = describe_settings({bounds, 2}, one);
  operation& op = one.add(op_kind::attach_partition);
  op.schema = work.wanted(table).schema;
  op.table = work.wanted(table).id;
  op.settings = said;
  work.play(one);
}

/// A partition with other bounds, or of another table, leaves and comes again.
inline void move_partition(diff_work& work, std::uint32_t table) {
  const std::uint32_t there = work.now.state.find(work.wanted(table).key);
  const auto of = [](const catalog& in, std::uint32_t i, setting_kind what) {
    return setting_in(in.state.settings(in.state.at(i)), what);
  };
  const setting* const was = of(work.now, there, setting_kind::partition_of);
  const setting* const will = of(work.to, table, setting_kind::partition_of);
  if (was != nullptr) {
    const setting* const bounds = of(work.to, table, setting_kind::bounds);
    if (will != nullptr && *was == *will && same_sql(of(work.now, there, setting_kind::bounds)->text, bounds->text)) {
      return;
    }
    script_builder one;
    const slice said = describe_settings({was, 1}, one);
    operation& op = one.add(op_kind::detach_partition);
    op.schema = work.wanted(table).schema;
    op.table = work.wanted(table).id;
    op.settings = said;
    work.play(one, will == nullptr ? "" : "rows that the new bounds have no place for make the migration fail");
  }
  if (will != nullptr) attach(work, table);
}

/// New tables, each behind those that it refers to as far as that goes; where they refer to each other in a circle, a
/// foreign key follows on its own. A routine that one calls comes just before it.
inline void create_tables(diff_work& work) {
  std::vector<std::uint32_t> open;
  for (const std::uint32_t i : work.all(work.to, object_kind::table)) {
    const std::uint32_t there = work.now.state.find(work.wanted(i).key);
    if (there == object::none || work.now.state.at(there).kind != object_kind::table) open.push_back(i);
  }
  awaited_routines routines(work);
  const auto called_by = [&](std::uint32_t table) {
    return routines.called_by(work, table, [&] { return create_table_op(work, table, false, with_keys::own); });
  };
  const auto is_open = [&](std::uint64_t key) {
    return std::ranges::any_of(open, [&](std::uint32_t one) { return work.wanted(one).key == key; });
  };
  const auto cannot_be = [&](std::uint32_t table) {
    for (const setting& each : work.to.state.settings(work.wanted(table))) {
      if (is_parent(each) && is_open(schema_state::relation_key(each.detail_id(), each.id()))) return true;
    }
    return std::ranges::any_of(called_by(table), [&](const open_object& routine) {
      return std::ranges::any_of(open, [&](std::uint32_t other) {
        return other != table && routine.words.contains(lower_name(work.wanted(other).id.view()));
      });
    });
  };
  const auto had_better_wait = [&](std::uint32_t table) {
    return std::ranges::any_of(work.parts(work.to, table, object_kind::constraint), [&](std::uint32_t i) {
      const constraint_record& said = work.to.state.constraint(work.wanted(i));
      const std::uint64_t other = schema_state::relation_key(said.referred_schema, said.referred_table);
      return said.what == constraint_kind::foreign_key && other != work.wanted(table).key && is_open(other);
    });
  };
  while (!open.empty()) {
    auto next = std::ranges::find_if_not(
        open, [&](std::uint32_t table) { return cannot_be(table) || had_better_wait(table); });
    if (next == open.end()) next = std::ranges::find_if_not(open, cannot_be);
    if (next == open.end()) next = open.begin();
    const std::uint32_t table = *next;
    open.erase(next);
    make_in_order(work, called_by(table));
    create_table(work, table);
    attach(work, table);
  }
}

/// Whether a column of another table is made of this one's rows.
[[nodiscard]] inline bool has_columns_of_its_rows(const diff_work& work, std::uint32_t table) {
  const schema_state& state = work.now.state;
  for (std::uint32_t i = 0; work.now.has_columns_of_rows && i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (!it.alive || it.kind != object_kind::column) continue;
    const data_type& of = state.column(it).type;
    if (is_of_rows(work.now, of) && work.now.relation(of.in, of.id) == table) return true;
  }
  return false;
}

/// `early`: but for those of whose rows a column is made, which may be another one later.
inline void drop_tables(diff_work& work, bool early) {
  std::vector<std::uint32_t> gone = work.all(work.now, object_kind::table);
  std::ranges::reverse(gone);
  for (const std::uint32_t i : gone) {
    const object& it = work.now.state.at(i);
    if (!it.alive || work.wanted_of(i) != object::none || (early && has_columns_of_its_rows(work, i))) continue;
    const std::string id = diff_work::full_name(work.now, it);
    if (work.options.no_drops) {
      work.note("left: table " + id + ", which nobody wants any more");
      continue;
    }
    work.note("table " + id + " is dropped, with its rows");
    work.drop(i, "drops a table with its rows");
  }
}

inline void change_tables(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::table)) {
    const std::uint32_t there = work.now.state.find(work.wanted(i).key);
    if (there == object::none || work.now.state.at(there).kind != object_kind::table) continue;
    change_columns(work, i);
    move_partition(work, i);
    change_table_options(work, i, false);
    if (work.now.state.at(work.now.state.find(work.wanted(i).key)).comment != work.wanted(i).comment) {
      comment_on_table(work, i);
    }
  }
}

}  // namespace sterna::detail
