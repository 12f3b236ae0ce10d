// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/view_columns.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

// From a schema back to ops: what would make an object again, just as it is known.

namespace sterna {

/// What one op has changed: the catalog behind it, and where it stood before.
struct changes {
  const catalog& after;
  catalog::mark before{};
  schema_state& texts;  ///< where those stay that a reverse makes

  [[nodiscard]] constexpr bool none() const {
    return after.state.size() == before.state.objects && after.state.gone_since(before.state).empty();
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

constexpr void add_sequence_op(const object& of, script_builder& out) {
  operation& op = out.add(op_kind::create_sequence);
  op.schema = of.schema;
  op.object = of.id;
}

constexpr void add_view_op(const catalog& in, const object& of, script_builder& out) {
  operation& op = out.add(op_kind::create_view);
  op.schema = of.schema;
  op.object = of.id;
  op.sql = in.state.text(of);
}

/// Puts a column's record into a script, as words would have said it.
constexpr void describe_column(const catalog& in, const object& column, script_builder& out) {
  column_record made = in.state.column(column);
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

constexpr void describe_constraint(const catalog& in, const object& constraint, script_builder& out) {
  constraint_record made = in.state.constraint(constraint);
  made.id = constraint.id;
  made.columns = describe_list(in, made.columns, out);
  made.referred_columns = describe_list(in, made.referred_columns, out);
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
                                                                 : op_kind::create_check_constraint);
  op.schema = table.schema;
  op.table = table.id;
  op.object = constraint.id;
  op.constraints = {static_cast<std::uint32_t>(out.constraints().size() - 1), 1};
}

constexpr void add_index_op(const catalog& in, const object& index, script_builder& out) {
  const index_record& of = in.state.index(index);
  const slice keys = describe_list(in, of.keys, out);
  const slice include = describe_list(in, of.include, out);
  operation& op = out.add(op_kind::create_index);
  op.schema = index.schema;
  op.object = index.id;
  op.table = in.state.at(index.parent).id;
  op.unique = of.unique;
  op.method = of.method;
  op.where = of.where;
  op.keys = keys;
  op.include = include;
}

constexpr void add_column_op(const catalog& in, const object& column, script_builder& out) {
  describe_column(in, column, out);
  const object& table = in.state.at(column.parent);
  operation& op = out.add(op_kind::add_column);
  op.schema = table.schema;
  op.table = table.id;
  op.object = column.id;
  op.columns = {static_cast<std::uint32_t>(out.columns().size() - 1), 1};
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
  op.columns = {static_cast<std::uint32_t>(out.columns().size() - 1), 1};
}

/// The objects of one run of numbers, oldest first.
[[nodiscard]] constexpr std::vector<std::uint32_t> in_order(std::vector<std::uint32_t> list, const schema_state& of) {
  std::sort(list.begin(), list.end(), [&of](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t left = of.at(a).kind == object_kind::column ? of.at(a).rank : a;
    const std::uint32_t right = of.at(b).kind == object_kind::column ? of.at(b).rank : b;
    return left != right ? left < right : a < b;
  });
  return list;
}

/// Whether the text of a view makes it again as it was: a `*` stands for the columns of its time.
[[nodiscard]] constexpr bool means_the_same(const changes& of, const object& view) {
  const schema_state& state = of.after.state;
  for (std::uint32_t i = 0; i < state.size(); ++i) {
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

/// Whether words can make it as it is.
[[nodiscard]] constexpr bool has_words(const changes& of, const object& it) {
  switch (it.kind) {
    case object_kind::view:
      return means_the_same(of, it);
    case object_kind::index:  // USING INDEX may have given a key more than its own columns
      return !of.after.state.index(it).constraint || of.after.state.index(it).include.count == 0;
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
      const auto there = [&](const name& id) {
        return state.find(schema_state::child_key(table.key, object_kind::column, id)) != object::none;
      };
      return state.find(table.key) != object::none && there(pair.from) != there(pair.to);
    }
    default:
      return true;
  }
}

/// A serial or identity column that is made again gets its sequence with it. Had that another name than the one that
/// PostgreSQL gives now, since table or column have been renamed, it gets it back; and its type, if the serial column
/// has had another one. False where the names are in each other's way, or no column makes it again.
constexpr bool restore_owned_sequence(const changes& of, const std::vector<std::uint32_t>& gone, std::uint32_t which,
                                      script_builder& out) {
  const schema_state& state = of.after.state;
  const object& it = state.at(which);
  const element& owner = state.elements(state.values(it))[0];
  const column_record* column = nullptr;
  for (const std::uint32_t i : gone) {
    const object& each = state.at(i);
    if (each.kind == object_kind::column && state.at(each.parent).key == state.at(it.parent).key &&
        each.id == owner.column) {
      column = &state.column(each);
    }
  }
  const bool serial = column != nullptr && column->server_default.what == default_value::form::sequence;
  if (column == nullptr || (!serial && column->identity == identity_kind::none)) {
    return false;
  }
  const auto chosen_for = [&](const object& sequence, int pass) {
    return composed(state.at(sequence.parent).id.view(), state.elements(state.values(sequence))[0].column.view(), "seq",
                    pass);
  };
  const auto taken = [&](std::string_view id) {
    const std::uint64_t key = schema_state::relation_key(
        it.schema, name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id)));
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (other.key == key && (other.kind == object_kind::table ||
                               (other.kind == object_kind::sequence && other.parent == object::none))) {
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
  const auto alter = [&](const name& id, std::string_view how, const name& to) {
    sql_writer text;
    (text << "ALTER SEQUENCE ").qualified(it.schema, id) << how;
    if (!to.empty()) {
      text.identifier(to);
    }
    operation& op = out.add(op_kind::execute);
    op.sql = of.texts.keep_name(text.text()).view();
    op.says_effect = true;
  };
  if (chosen.view() != it.id.view()) {
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (i != which && other.kind == object_kind::sequence && other.parent != object::none &&
          other.schema == it.schema &&
          (chosen_for(other, 0).view() == it.id.view() || chosen_for(other, 0).view() == chosen.view())) {
        return false;
      }
    }
    alter(of.texts.keep_name(chosen.view()), " RENAME TO ", it.id);
  }
  if (serial && owner.expression != text_of(column->type.base).name) {
    sql_writer type;
    type << " AS " << owner.expression;
    alter(it.id, type.text(), {});
  }
  return true;
}

/// What makes everything again that an op has dropped, in an order that works. False where a text of it is not known
/// to be what PostgreSQL has by now.
constexpr bool restore_dropped(const changes& of, script_builder& out) {
  const schema_state& state = of.after.state;
  std::vector<std::uint32_t> gone;
  for (const std::uint32_t i : state.gone_since(of.before.state)) {
    const object& it = state.at(i);
    if (i < of.before.state.objects && state.find(it.key) == object::none) {
      if (it.stale || !has_words(of, it)) {
        return false;
      }
      gone.push_back(i);
    }
  }
  gone = in_order(std::move(gone), state);
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
        if (first && same_columns(state.elements(key.columns), state.elements(made.columns))) {
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
  for (const std::uint32_t i : gone) {
    switch (kind_of(i)) {
      case object_kind::schema:
        out.add(op_kind::create_schema).object = state.at(i).id;
        break;
      case object_kind::enumeration:
        add_enumeration_op(of.after, state.at(i), out);
        break;
      case object_kind::sequence:
        if (state.at(i).parent == object::none) {
          add_sequence_op(state.at(i), out);
        }
        break;
      default:
        break;
    }
  }
  for (const std::uint32_t i : gone) {
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
      operation& op = out.add(op_kind::create_table);
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
    if (kind_of(i) == object_kind::sequence && state.at(i).parent != object::none &&
        !restore_owned_sequence(of, gone, i, out)) {
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
      } else if (it.kind == object_kind::index && !foreign_keys && !state.index(it).constraint) {
        add_index_op(of.after, it, out);
      }
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
    op.columns = {static_cast<std::uint32_t>(out.columns().size() - 1), 1};
  }
  for (const std::uint32_t i : gone) {
    if (kind_of(i) == object_kind::view) {
      add_view_op(of.after, state.at(i), out);
    }
  }
  return true;
}

}  // namespace detail
}  // namespace sterna
