// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/view_columns.hpp"

#include <cstdint>

// From a schema back to ops: what would make an object again, just as it is known.

namespace sterna {

/// What one op has changed: the catalog behind it, and where it stood before.
struct changes {
  const catalog& after;
  catalog::mark before{};
  schema_state& texts;  ///< where those stay that a reverse makes

  [[nodiscard]] constexpr bool none() const {
    return after.state.objects.count == before.state.objects && after.state.gone_since(before.state).empty();
  }
  /// Whether something that was there before is gone, or is another now.
  [[nodiscard]] constexpr bool touched_older() const {
    for (const std::uint32_t i : after.state.gone_since(before.state)) {
      if (i < before.state.objects) {
        return true;
      }
    }
    return false;
  }
  /// Whether a name that was taken with IF NOT EXISTS, or dropped with IF EXISTS, may be anything.
  [[nodiscard]] constexpr bool uncertain(bool conditional) const { return conditional && !after.sees_all(); }
};

namespace detail {

constexpr void add_enumeration_op(const catalog& in, const object& of, script_builder& out) {
  const slice values = in.state.values(of);
  operation made;
  made.what = op_kind::create_enumeration;
  made.schema = of.schema;
  made.object = of.id;
  made.values = {static_cast<std::uint32_t>(out.elements().size()), values.count};
  for (const element& each : in.state.elements(values)) {
    out.add_element() = each;
  }
  out.add_copy(made);
}

[[nodiscard]] constexpr slice describe_settings(list<setting> all, script_builder& out) {
  const slice made{out.settings().size(), static_cast<std::uint32_t>(all.size())};
  for (const setting& each : all) {
    out.add_setting() = each;
  }
  return made;
}

/// Makes a sequence again, not yet owned: its table comes behind it.
constexpr void add_sequence_op(const catalog& in, const object& of, script_builder& out) {
  pool<setting> said;
  for (const setting& each : in.state.settings(of)) {
    if (each.what != setting_kind::owned_by) {
      said.push(each);
    }
  }
  const slice settings = describe_settings(said, out);
  operation& op = out.add(op_kind::create_sequence);
  op.schema = of.schema;
  op.object = of.id;
  op.settings = settings;
}

/// `ALTER SEQUENCE ...`, with these settings.
constexpr void alter_sequence_op(const object& of, list<setting> said, script_builder& out) {
  const slice settings = describe_settings(said, out);
  operation& op = out.add(op_kind::alter_sequence);
  op.schema = of.schema;
  op.object = of.id;
  op.settings = settings;
}
/// Says again to which column a sequence belongs.
constexpr void own_sequence_op(const catalog& in, const object& of, script_builder& out) {
  setting owner = *setting_in(in.state.settings(of), setting_kind::owned_by);
  owner.detail = in.state.at(of.parent).id.view();
  alter_sequence_op(of, {&owner, 1}, out);
}

/// An op that makes an object that is a name and a text.
constexpr void add_text_op(const catalog& in, const object& of, script_builder& out) {
  const text_record& texts = in.state.text_object(of);
  operation& op = out.add(op_kind::create_object);
  op.object_is = of.kind;
  op.schema = of.schema;
  op.object = of.id;
  if (of.parent != object::none) {
    op.schema = in.state.at(of.parent).schema;
    op.table = in.state.at(of.parent).id;
  }
  op.method = texts.method;
  op.where = texts.where;
  op.sql = texts.text;
}

inline constexpr name current_user{"current_user"};

/// Says in an op which object it is about.
constexpr void name_target(const catalog& in, const object& it, operation& op) {
  op.object_is = it.kind;
  op.schema = it.schema;
  (it.kind == object_kind::table ? op.table : op.object) = it.id;
  if (it.parent != object::none && (it.kind == object_kind::constraint || is_of_table(it.kind))) {
    op.schema = in.state.at(it.parent).schema;
    op.table = in.state.at(it.parent).id;
  }
  if (is_text_kind(it.kind)) {
    const std::string_view method = in.state.text_object(it).method;
    op.method = is_routine(it.kind) && method.empty() ? "()" : method;
  }
}

/// `COMMENT ON`, as it was.
constexpr void add_comment_op(const catalog& in, const object& of, script_builder& out) {
  operation& op = out.add(op_kind::comment_on);
  op.sql = of.comment;
  if (of.kind != object_kind::column_comment) {
    name_target(in, of, op);
    return;
  }
  op.object_is = object_kind::column;
  op.object = of.id;
  op.schema = in.state.at(of.parent).schema;
  op.table = in.state.at(of.parent).id;
}

/// `OWNER TO`, as it was.
constexpr void add_owner_op(const catalog& in, const object& of, script_builder& out) {
  operation& op = out.add(op_kind::set_owner);
  name_target(in, in.state.at(of.parent), op);
  op.new_name = name::viewing(of.comment.data(), static_cast<std::uint32_t>(of.comment.size()), hash_of(of.comment));
}

/// The same for a grant: it knows tables, and not views; types of any kind, and functions.
constexpr void name_granted(const catalog& in, const object& it, operation& op) {
  name_target(in, it, op);
  if (has_query(it.kind) || it.kind == object_kind::foreign_table) {
    op.object_is = object_kind::table;
    op.table = it.id;
    op.object = {};
    op.method = {};
  } else if (it.kind == object_kind::aggregate) {
    op.object_is = object_kind::function;
  } else if (it.kind == object_kind::composite_type || it.kind == object_kind::range_type) {
    op.object_is = object_kind::enumeration;
    op.method = {};
  }
}

/// `SELECT, INSERT`; of a column `SELECT (a), INSERT (a)`.
constexpr void write_privileges(unsigned mask, const name& column, sql_writer& out) {
  std::string_view between = "";
  for (unsigned i = 0; i < privilege_count; ++i) {
    if ((mask & 1U << i) != 0) {
      out << between << privilege_words[i];
      if (!column.empty()) {
        (out << " (").identifier(column) << ')';
      }
      between = ", ";
    }
  }
}

/// The same of default privileges.
constexpr void name_defaults(const default_place& place, operation& op) {
  op.object_is = place.kind;
  op.object = place.schema;
  op.new_name = place.maker;
  op.sql = by_default;
}

/// `GRANT` or `REVOKE`, of these privileges.
constexpr void add_privileges_op(const changes& of, const object& record, bool grants, unsigned mask, bool option,
                                       script_builder& out) {
  sql_writer said;
  write_privileges(mask, of.after.state.privileges(record).column, said);
  out.add_element().column = record.id;
  operation& op = out.add(grants ? op_kind::grant : op_kind::revoke);
  op.keys = {out.elements().count - 1, 1};
  op.where = of.texts.keep_name(said.text()).view();
  op.only = option;
  if (record.parent != object::none) {
    name_granted(of.after, of.after.state.at(record.parent), op);
  } else if (is_of_defaults(of.after.state, record)) {
    name_defaults(of.after.state.privileges(record).place, op);
  } else {
    op.object_is = object_kind::schema;
    op.object = public_schema;
  }
}

/// What a record says.
constexpr void restore_privileges(const changes& of, const object& record, script_builder& out) {
  const privileges_record& said = of.after.state.privileges(record);
  if (said.revoked != 0) {
    add_privileges_op(of, record, false, said.revoked, false, out);
  }
  if ((said.granted & ~said.grantable) != 0) {
    add_privileges_op(of, record, true, said.granted & ~said.grantable, false, out);
  }
  if (said.grantable != 0) {
    add_privileges_op(of, record, true, said.grantable, true, out);
  }
}

/// Default privileges that have gone with their schema: behind what was there before them, else before all of it. False
/// where some of it was there before and some not: no order brings back who may do what.
constexpr bool restore_defaults(const changes& of, const name& schema, list<std::uint32_t> gone, bool behind,
                                script_builder& out) {
  const schema_state& state = of.after.state;
  for (const std::uint32_t i : state.has_privileges() ? state.gone_since(of.before.state) : list<std::uint32_t>{}) {
    const object& it = state.at(i);
    if (it.kind != object_kind::privileges || i >= of.before.state.objects || !is_of_defaults(state, it) ||
        !(state.privileges(it).place.schema == schema)) {
      continue;
    }
    const privileges_record& said = state.privileges(it);
    bool with = false;
    bool without = false;
    for (const std::uint32_t each : said.place.maker.empty() ? gone : list<std::uint32_t>{}) {
      const object& other = state.at(each);
      if (granted_as(other.kind) != said.place.kind || other.parent != object::none || !(other.schema == schema)) {
        continue;
      }
      const std::uint32_t then = default_when_made(of.after, said.place, it.id, each);
      const privileges_record had = then == object::none ? privileges_record{} : state.privileges(state.at(then));
      with = with || (had.granted | had.revoked) != 0;
      without = without || had.granted != said.granted || had.grantable != said.grantable ||
                had.revoked != said.revoked;
    }
    if (with && without) {
      return false;
    }
    if (without == behind) {
      restore_privileges(of, it, out);
    }
  }
  return true;
}

/// What has been said of an object besides what makes it: comments, its owner, who may use it.
constexpr void restore_remark(const changes& of, const object& it, script_builder& out) {
  if (it.kind == object_kind::ownership) {
    add_owner_op(of.after, it, out);
  } else if (it.kind == object_kind::alteration) {
    operation& op = out.add(op_kind::alter_object);
    name_target(of.after, of.after.state.at(it.parent), op);
    op.sql = it.comment;
  } else if (it.kind == object_kind::privileges) {
    restore_privileges(of, it, out);
  } else if (!it.comment.empty() && it.kind != object_kind::table) {
    add_comment_op(of.after, it, out);
  }
}

/// The ops that turn the row level security of a table into what it was.
constexpr void add_row_security_ops(const object& table, unsigned from, unsigned to, script_builder& out) {
  for (const unsigned bit : {0U + row_security_enabled, 0U + row_security_forced}) {
    if (((from ^ to) & bit) != 0) {
      operation& op = out.add(op_kind::alter_row_security);
      op.schema = table.schema;
      op.table = table.id;
      op.where = bit == row_security_enabled ? ((to & bit) != 0 ? "ENABLE" : "DISABLE")
                                             : ((to & bit) != 0 ? "FORCE" : "NO FORCE");
    }
  }
}

/// Puts a column's record into a script, as words would have said it.
constexpr void describe_column(const catalog& in, const object& column, script_builder& out) {
  column_record made = in.state.column(column);
  if (made.settings.count > 0) {
    made.settings = describe_settings(in.state.settings(made.settings), out);
  }
  made.id = column.id;
  made.has_type = true;
  if (made.server_default.what == default_value::form::sequence) {
    made.server_default = {};
    made.type.base =
        static_cast<base_type>(static_cast<unsigned>(made.type.base) + static_cast<unsigned>(base_type::serial) -
                               static_cast<unsigned>(base_type::integer));
  }
  out.add_column() = made;
}

[[nodiscard]] constexpr slice describe_list(const catalog& in, slice list, script_builder& out) {
  const slice made{static_cast<std::uint32_t>(out.elements().size()), list.count};
  for (const element& each : in.state.elements(list)) {
    out.add_element() = each;
  }
  return made;
}

constexpr void add_view_op(const catalog& in, const object& of, script_builder& out) {
  const view_record& it = in.state.view(of);
  const slice columns = it.columns.count == 0 ? slice{} : describe_list(in, it.columns, out);
  const slice settings = it.settings.count == 0 ? slice{} : describe_settings(in.state.settings(it.settings), out);
  operation& op = out.add(op_kind::create_view);
  op.object_is = of.kind == object_kind::materialized_view ? of.kind : op.object_is;
  op.schema = of.schema;
  op.object = of.id;
  op.sql = it.text;
  op.keys = columns;
  op.settings = settings;
  op.where = it.check;
  op.only = it.recursive;
}

constexpr void describe_constraint(const catalog& in, const object& constraint, script_builder& out) {
  constraint_record made = in.state.constraint(constraint);
  made.id = constraint.id;
  made.columns = describe_list(in, made.columns, out);
  made.referred_columns = describe_list(in, made.referred_columns, out);
  made.include = describe_list(in, made.include, out);
  made.set_columns = describe_list(in, made.set_columns, out);
  out.add_constraint() = made;
}

/// An op that adds one constraint to its table.
constexpr void add_constraint_op(const catalog& in, const object& constraint, script_builder& out) {
  const object& table = in.state.at(constraint.parent);
  const constraint_kind kind = in.state.constraint(constraint).what;
  describe_constraint(in, constraint, out);
  operation& op = out.add(kind == constraint_kind::primary_key   ? op_kind::create_primary_key
                          : kind == constraint_kind::unique      ? op_kind::create_unique_constraint
                          : kind == constraint_kind::foreign_key ? op_kind::create_foreign_key
                          : kind == constraint_kind::exclude     ? op_kind::create_exclude_constraint
                                                                 : op_kind::create_check_constraint);
  op.schema = table.schema;
  op.table = table.id;
  op.object = constraint.id;
  op.constraints = {out.constraints().count - 1, 1};
}

constexpr void add_index_op(const catalog& in, const object& index, script_builder& out) {
  const index_record& of = in.state.index(index);
  const slice keys = describe_list(in, of.keys, out);
  const slice include = describe_list(in, of.include, out);
  pool<setting> said;
  for (const setting& each : in.state.settings(of.settings)) {
    if (each.what != setting_kind::partition_of) {
      said.push(each);
    }
  }
  const slice settings = said.empty() ? slice{} : describe_settings(said, out);
  operation& op = out.add(op_kind::create_index);
  op.nulls_not_distinct = of.nulls_not_distinct;
  op.only = of.only;
  op.settings = settings;
  op.schema = index.schema;
  op.object = index.id;
  op.table = in.state.at(index.parent).id;
  op.unique = of.unique;
  op.method = of.method;
  op.where = of.where;
  op.keys = keys;
  op.include = include;
}

/// What the index of a constraint says besides: no constraint has a word for it.
constexpr void alter_index_op(const catalog& in, const object& index, script_builder& out) {
  const slice settings = describe_settings(in.state.settings(in.state.index(index).settings), out);
  operation& op = out.add(op_kind::alter_index);
  op.schema = index.schema;
  op.object = index.id;
  op.settings = settings;
}

constexpr void add_column_op(const catalog& in, const object& column, script_builder& out) {
  describe_column(in, column, out);
  const object& table = in.state.at(column.parent);
  operation& op = out.add(op_kind::add_column);
  op.schema = table.schema;
  op.table = table.id;
  op.object = column.id;
  op.columns = {out.columns().count - 1, 1};
}

/// An op that brings back one of two columns that were kept in step, filled from the other one, and the trigger.
constexpr void add_expand_op(const catalog& in, const object& column, const object& trigger, script_builder& out) {
  const synchronization_record& of = in.state.synchronization(trigger);
  describe_column(in, column, out);
  const object& table = in.state.at(column.parent);
  operation& op = out.add(op_kind::expand_column);
  op.schema = table.schema;
  op.table = table.id;
  op.object = of.from;
  op.new_name = of.to;
  op.sql = of.forward;
  op.reverse_sql = of.backward;
  op.columns = {out.columns().count - 1, 1};
}

/// Puts numbers of objects in their order, oldest first. (Shell's way; <algorithm> costs a compiler
/// more than all this.)
constexpr void put_in_order(std::uint32_t* list, std::uint32_t count, const schema_state& of) {
  const auto place = [&of](std::uint32_t i) {  // that of its first version
    const object_kind kind = of.at(i).kind;
    if (kind == object_kind::index && of.index(of.at(i)).settings.count > 0) {  // a part of one is older than that
      while (of.at(i).previous != object::none && of.at(of.at(i).previous).kind == object_kind::index) {
        i = of.at(i).previous;
      }
      return i;
    }
    return kind == object_kind::column || has_query(kind) || is_text_kind(kind) ? of.at(i).rank : i;
  };
  const auto before = [&place](std::uint32_t a, std::uint32_t b) {
    return place(a) != place(b) ? place(a) < place(b) : a < b;
  };
  for (std::uint32_t gap = count / 2; gap > 0; gap /= 2) {
    for (std::uint32_t end = gap; end < count; ++end) {
      const std::uint32_t moved = list[end];
      std::uint32_t i = end;
      for (; i >= gap && before(moved, list[i - gap]); i -= gap) {
        list[i] = list[i - gap];
      }
      list[i] = moved;
    }
  }
}

/// Whether the text of a view makes it again as it was: a `*` stands for the columns of its time.
[[nodiscard]] constexpr bool means_the_same(const changes& of, const object& view) {
  const schema_state& state = of.after.state;
  for (std::uint32_t i = 0; i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (it.kind == object_kind::column && it.rank > view.rank && state.was_alive(i, of.before.state)) {
      const object& table = state.at(it.parent);
      if (view_reads(state.text(view), table.schema.view(), table.id.view(), it.id.view()) == reading::all) {
        return false;
      }
    }
  }
  return true;
}

/// Whether it is known which partitions had their own part in an index that was made with ON ONLY: no partition came
/// after it, which would have got one by itself.
[[nodiscard]] constexpr bool knows_parts(const changes& of, const object& index) {
  const schema_state& state = of.after.state;
  for (std::uint32_t i = 0; i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (it.kind != object_kind::table || it.definition == object::none || !state.was_alive(i, of.before.state)) {
      continue;
    }
    const setting* const parent = setting_in(state.settings(it), setting_kind::partition_of);
    if (parent != nullptr &&
        schema_state::relation_key(parent->detail_id(), parent->id()) == state.at(index.parent).key &&
        (i > index.rank || setting_in(state.settings(it), setting_kind::partition_by) != nullptr)) {
      return false;
    }
  }
  return true;
}

/// The index that one is a part of, among those that have gone with it; or none.
[[nodiscard]] constexpr std::uint32_t whole_of(const changes& of, const object& index) {
  const setting* const to = attached_to(of.after, index);
  if (to == nullptr) {
    return object::none;
  }
  const std::uint64_t key = schema_state::relation_key(index.schema, to->id());
  for (const std::uint32_t i : of.after.state.gone_since(of.before.state)) {
    if (i < of.before.state.objects && of.after.state.at(i).key == key && of.after.state.find(key) == object::none) {
      return i;
    }
  }
  return object::none;
}

/// Whether words can make it as it is.
[[nodiscard]] constexpr bool has_words(const changes& of, const object& it) {
  switch (it.kind) {
    case object_kind::view:
    case object_kind::materialized_view:
      return means_the_same(of, it);
    case object_kind::index:
      return (!of.after.state.index(it).only || knows_parts(of, it)) &&
             (attached_to(of.after, it) == nullptr || whole_of(of, it) != object::none);
    case object_kind::column: {
      const column_record& column = of.after.state.column(it);
      const default_value& value = column.server_default;
      const bool with_table = of.after.state.find(of.after.state.at(it.parent).key) == object::none;
      if (!with_table && column.type.base != base_type::named &&  // ADD COLUMN would look at the default's value
          ((value.what == default_value::form::text && text_value_fits(column.type, value.text) == answer::no) ||
           (value.what == default_value::form::integer &&
            integer_value_fits(column.type, value.integer) == answer::no) ||
           (value.what == default_value::form::boolean &&
            boolean_value_fits(column.type, value.integer != 0) == answer::no))) {
        return false;
      }
      return column.server_default.what != default_value::form::sequence ||
             (column.null == nullability::not_null && column.type.whole_number());
    }
    case object_kind::synchronization: {  // with the one of its columns that has gone
      const schema_state& state = of.after.state;
      const object& table = state.at(it.parent);
      const synchronization_record& pair = state.synchronization(it);
      const auto newest = [&](const name& id) {
        return state.newest(schema_state::child_key(table.key, object_kind::column, id));
      };
      const std::uint32_t from = newest(pair.from);
      const std::uint32_t to = newest(pair.to);
      if (state.find(table.key) == object::none || from == object::none || to == object::none ||
          state.at(from).alive == state.at(to).alive) {
        return false;
      }
      const bool back = state.at(to).alive;  // the old one has gone: it is filled from the new one
      return !(back ? pair.backward : pair.forward).empty() ||
             cast_between(of.after, state.column(state.at(back ? to : from)).type,
                          state.column(state.at(back ? from : to)).type) != answer::no;
    }
    default:
      return true;
  }
}

/// A serial or identity column that is made again gets its sequence with it. Had that another name than the one that
/// PostgreSQL gives now, since table or column have been renamed, it gets it back; and its type, if the serial column
/// has had another one. False where the names are in each other's way, or no column makes it again.
constexpr bool restore_owned_sequence(const changes& of, list<std::uint32_t> gone, std::uint32_t which,
                                      script_builder& out) {
  const schema_state& state = of.after.state;
  const object& it = state.at(which);
  const name owner = owner_of(state, it);
  const column_record* column = nullptr;
  for (const std::uint32_t i : gone) {
    const object& each = state.at(i);
    if (each.kind == object_kind::column && state.at(each.parent).key == state.at(it.parent).key &&
        each.id == owner) {
      column = &state.column(each);
    }
  }
  const bool serial = column != nullptr && column->server_default.what == default_value::form::sequence;
  if (column == nullptr || (!serial && column->identity == identity_kind::none)) {
    return false;
  }
  const auto chosen_for = [&](const object& sequence, int pass) {
    return composed(state.at(sequence.parent).id.view(), owner_of(state, sequence).view(), "seq", pass);
  };
  const auto taken = [&](std::string_view id) {
    const std::uint64_t key = schema_state::relation_key(
        it.schema, name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id)));
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (other.key == key && (other.kind == object_kind::table ||
                               (other.kind == object_kind::sequence && !made_with_column(state, other)))) {
        return true;
      }
    }
    return state.find(key) != object::none;
  };
  int pass = 0;
  while (pass < 99 && taken(chosen_for(it, pass).view())) {
    ++pass;
  }
  const name_text chosen = chosen_for(it, pass);
  if (chosen.view() != it.id.view()) {
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (i != which && other.kind == object_kind::sequence && made_with_column(state, other) &&
          other.schema == it.schema &&
          (chosen_for(other, 0).view() == it.id.view() || chosen_for(other, 0).view() == chosen.view())) {
        return false;
      }
    }
    operation& op = out.add(op_kind::rename_sequence);
    op.schema = it.schema;
    op.object = of.texts.keep_name(chosen.view());
    op.new_name = it.id;
  }
  pool<setting> said;  // what a serial column does not say
  for (const setting& each : state.settings(it)) {
    if (serial && is_sequence_option(each) && each.what != setting_kind::owned_by &&
        !(each.what == setting_kind::as_type && each.value == static_cast<std::uint64_t>(column->type.base))) {
      said.push(each);
    }
  }
  if (serial && type_of_sequence(state, it) == base_type::big_integer && column->type.base != base_type::big_integer) {
    said.push(blank_setting).unset = true;
  }
  if (said.count > 0) {
    alter_sequence_op(it, said, out);
  }
  return true;
}

/// Whether CREATE TABLE can say it. `whole`: a partition is made as one, and not attached.
[[nodiscard]] constexpr bool in_create_table(const setting& of, bool whole) noexcept {
  return of.what < setting_kind::replica_identity &&
         (whole || (of.what != setting_kind::partition_of && of.what != setting_kind::bounds));
}

/// The same, with each table behind those that it is a partition of, or inherits from.
[[nodiscard]] constexpr pool<std::uint32_t> parents_first(const catalog& in, list<std::uint32_t> gone) {
  pool<std::uint32_t> made;
  const auto has = [&made](std::uint32_t which) {
    for (const std::uint32_t each : made) {
      if (each == which) {
        return true;
      }
    }
    return false;
  };
  const auto waits = [&](std::uint32_t which) {
    for (const setting& each : in.state.at(which).kind == object_kind::table ? in.state.settings(in.state.at(which))
                                                                             : list<setting>{}) {
      for (const std::uint32_t other : gone) {
        if (is_parent(each) && in.state.at(other).kind == object_kind::table &&
            in.state.at(other).key == schema_state::relation_key(each.detail_id(), each.id()) &&
            !has(other)) {
          return true;
        }
      }
    }
    return false;
  };
  while (made.size() < gone.size()) {
    for (const std::uint32_t each : gone) {
      if (!in.has_heirs || (!has(each) && !waits(each))) {
        made.push(each);
      }
    }
  }
  return made;
}

/// Whether a column or a check of a partition has gone with that of the partitioned table, with which it comes back.
[[nodiscard]] constexpr bool gone_with_parents(const changes& of, const object& it) {
  const std::uint32_t table = partitioned_table(of.after, it);
  if (table == object::none || (it.kind == object_kind::constraint &&
                                of.after.state.constraint(it).what != constraint_kind::check)) {
    return false;
  }
  const schema_state& state = of.after.state;
  const std::uint32_t was = state.newest(schema_state::child_key(state.at(table).key, it.kind, it.id));
  return was != object::none && was < of.before.state.objects && !state.at(was).alive;
}

/// What makes everything again that an op has dropped, in an order that works. False where a text of it is not known
/// to be what PostgreSQL has by now.
constexpr bool restore_dropped(const changes& of, script_builder& out) {
  const schema_state& state = of.after.state;
  pool<std::uint32_t> gone;
  for (const std::uint32_t i : state.gone_since(of.before.state)) {
    const object& it = state.at(i);
    if (i < of.before.state.objects && state.find(it.key) == object::none) {
      if (of.after.has_heirs && (it.kind == object_kind::column || it.kind == object_kind::constraint) &&
          gone_with_parents(of, it)) {
        continue;
      }
      if (it.stale || !has_words(of, it)) {
        return false;
      }
      gone.push(i);
    }
  }
  put_in_order(gone.items, gone.count, state);
  const auto table_gone = [&](const object& child) {
    const object& table = state.at(child.parent);
    return state.find(table.key) == object::none;
  };
  // What CREATE TABLE cannot make: a NOT VALID constraint, and a second key on the same columns.
  const auto apart = [&](const object& child) {
    const constraint_record& made = state.constraint(child);
    if (made.what != constraint_kind::unique) {
      return made.what == constraint_kind::foreign_key || made.not_valid;
    }
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (other.kind == object_kind::constraint && &other != &child &&
          state.at(other.parent).key == state.at(child.parent).key) {
        const constraint_record& key = state.constraint(other);
        const bool first =
            key.what == constraint_kind::primary_key || (key.what == constraint_kind::unique && &other < &child);
        if (first && key.options == made.options && key.include.count == made.include.count &&
            same_columns(state.elements(key.columns), state.elements(made.columns))) {
          return true;
        }
      }
    }
    return false;
  };
  const auto trigger_of = [&](const object& column) {
    for (const std::uint32_t i : gone) {
      const object& it = state.at(i);
      if (it.kind == object_kind::synchronization && state.at(it.parent).key == state.at(column.parent).key &&
          (state.synchronization(it).from == column.id || state.synchronization(it).to == column.id)) {
        return i;
      }
    }
    return object::none;
  };
  const auto kind_of = [&](std::uint32_t i) { return state.at(i).kind; };
  std::uint32_t first_table = object::none;
  for (const std::uint32_t i : gone) {
    if (kind_of(i) == object_kind::table && first_table == object::none) {
      first_table = i;
    }
  }
  // Functions and types are made before the tables that were made after them, and may have a part of them.
  const auto before_tables = [&](const object& it) {
    return is_text_kind(it.kind) && it.parent == object::none && it.rank < first_table;
  };
  for (const std::uint32_t i : gone) {
    switch (kind_of(i)) {
      case object_kind::schema:
        out.add(op_kind::create_schema).object = state.at(i).id;
        if (!restore_defaults(of, state.at(i).id, gone, false, out)) {
          return false;
        }
        break;
      case object_kind::enumeration:
        add_enumeration_op(of.after, state.at(i), out);
        break;
      case object_kind::sequence:
        if (!made_with_column(state, state.at(i))) {
          add_sequence_op(of.after, state.at(i), out);
        }
        break;
      default:
        break;
    }
  }
  for (const std::uint32_t i : gone) {
    if (before_tables(state.at(i))) {
      add_text_op(of.after, state.at(i), out);
    }
  }
  for (const std::uint32_t i : parents_first(of.after, gone)) {
    const object& it = state.at(i);
    if (it.kind == object_kind::table) {
      const auto first_column = static_cast<std::uint32_t>(out.columns().size());
      const auto first_constraint = static_cast<std::uint32_t>(out.constraints().size());
      for (const std::uint32_t part : gone) {
        const object& child = state.at(part);
        if (child.parent == object::none || state.at(child.parent).key != it.key) {
          continue;
        }
        if (child.kind == object_kind::column) {
          describe_column(of.after, child, out);
        } else if (child.kind == object_kind::constraint && !apart(child)) {
          describe_constraint(of.after, child, out);
        }
      }
      const bool whole = out.columns().size() == first_column;  // a partition that has never been anything else
      pool<setting> said;
      for (const setting& each : state.settings(it)) {
        if (each.what == setting_kind::former_heir) {
          return false;
        }
        if (in_create_table(each, whole)) {
          said.push(each);
        }
      }
      const slice settings = describe_settings(said, out);
      operation& op = out.add(op_kind::create_table);
      op.settings = settings;
      op.schema = it.schema;
      op.table = it.id;
      op.columns = {first_column, static_cast<std::uint32_t>(out.columns().size()) - first_column};
      op.constraints = {first_constraint, static_cast<std::uint32_t>(out.constraints().size()) - first_constraint};
      if (!it.comment.empty()) {
        operation& comment = out.add(op_kind::create_table_comment);
        comment.schema = it.schema;
        comment.table = it.id;
        comment.sql = it.comment;
      }
      if (!whole && setting_in(state.settings(it), setting_kind::partition_of) != nullptr) {
        const setting bounds[] = {*setting_in(state.settings(it), setting_kind::partition_of),
                                  *setting_in(state.settings(it), setting_kind::bounds)};
        const slice attached = describe_settings({bounds, 2}, out);
        operation& attach = out.add(op_kind::attach_partition);
        attach.schema = it.schema;
        attach.table = it.id;
        attach.settings = attached;
      }
    } else if (it.kind == object_kind::column && !table_gone(it)) {
      const std::uint32_t trigger = trigger_of(it);
      if (trigger == object::none) {
        add_column_op(of.after, it, out);
        continue;
      }
      const column_record& column = state.column(it);
      if (column.identity != identity_kind::none || column.server_default.what == default_value::form::sequence) {
        return false;  // its sequence would not know of the values
      }
      add_expand_op(of.after, it, state.at(trigger), out);
    }
  }
  for (const std::uint32_t i : gone) {
    if (kind_of(i) != object_kind::sequence || state.at(i).parent == object::none) {
      continue;
    }
    if (!made_with_column(state, state.at(i))) {
      own_sequence_op(of.after, state.at(i), out);
    } else if (!restore_owned_sequence(of, gone, i, out)) {
      return false;
    }
  }
  for (const bool foreign_keys : {false, true}) {
    for (const std::uint32_t i : gone) {
      const object& it = state.at(i);
      if (it.kind == object_kind::constraint) {
        const bool foreign = state.constraint(it).what == constraint_kind::foreign_key;
        if (foreign == foreign_keys && (!table_gone(it) || apart(it))) {
          add_constraint_op(of.after, it, out);
        }
      } else if (it.kind == object_kind::index && !foreign_keys && !state.index(it).constraint &&
                 state.at(it.parent).kind == object_kind::table) {
        add_index_op(of.after, it, out);
      }
    }
  }
  for (const std::uint32_t i : gone) {
    const object& it = state.at(i);
    if (it.kind == object_kind::index && attached_to(of.after, it) != nullptr) {
      operation& op = out.add(op_kind::attach_index);
      op.schema = it.schema;
      op.object = it.id;
      op.new_name = state.at(whole_of(of, it)).id;
    }
  }
  for (const std::uint32_t i : gone) {
    const object& it = state.at(i);
    if (it.kind == object_kind::index && state.index(it).constraint && state.index(it).settings.count > 0) {
      alter_index_op(of.after, it, out);
    }
    if (it.kind != object_kind::table || it.definition == object::none) {
      continue;
    }
    pool<setting> said;  // what names an index
    for (const setting& each : state.settings(it)) {
      if (!in_create_table(each, true)) {
        said.push(each);
      }
    }
    if (said.count > 0) {
      const slice settings = describe_settings(said, out);
      operation& op = out.add(op_kind::alter_table);
      op.schema = it.schema;
      op.table = it.id;
      op.settings = settings;
    }
  }
  for (const std::uint32_t i : state.gone_since(of.before.state)) {
    const object& it = state.at(i);
    const std::uint32_t now = i < of.before.state.objects ? state.find(it.key) : object::none;
    if (now == object::none || it.kind != object_kind::column ||
        state.column(it).server_default == state.column(state.at(now)).server_default) {
      continue;
    }
    if (it.stale || state.column(it).server_default.what == default_value::form::sequence) {
      return false;
    }
    column_record back;  // it has lost its default with the sequence that this draws from
    back.id = it.id;
    back.server_default = state.column(it).server_default;
    out.add_column() = back;
    operation& op = out.add(op_kind::alter_column);
    op.schema = state.at(it.parent).schema;
    op.table = state.at(it.parent).id;
    op.object = it.id;
    op.columns = {out.columns().count - 1, 1};
  }
  for (const std::uint32_t i : gone) {
    const object& it = state.at(i);
    if (has_query(it.kind)) {
      add_view_op(of.after, it, out);
    } else if (it.kind == object_kind::index && state.at(it.parent).kind == object_kind::materialized_view) {
      add_index_op(of.after, it, out);
    } else if (is_text_kind(it.kind) && !before_tables(it)) {
      add_text_op(of.after, it, out);
    } else if (it.kind == object_kind::table && it.row_security != 0) {
      add_row_security_ops(it, 0, it.row_security, out);
    }
  }
  for (const std::uint32_t i : gone) {
    restore_remark(of, state.at(i), out);
    if (kind_of(i) == object_kind::schema && !restore_defaults(of, state.at(i).id, gone, true, out)) {
      return false;
    }
  }
  return true;
}

}  // namespace detail
}  // namespace sterna
