// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/restore/has_words.hpp"
#include "sterna/schema/restore/object.hpp"
#include "sterna/schema/restore/order.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/schema/restore/sequence.hpp"
#include "sterna/schema/restore/table_part.hpp"

#include <cstdint>

// From a schema back to ops: what would make everything again that an op has dropped, just as it was known. The ops of
// one object are in restore/.

namespace sterna::detail {

/// Whether CREATE TABLE can say it. `whole`: a partition is made as one, and not attached.
[[nodiscard]] constexpr bool in_create_table(const setting& of, bool whole) noexcept {
  return of.what < setting_kind::replica_identity &&
         (whole || (of.what != setting_kind::partition_of && of.what != setting_kind::bounds));
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
      alter_index_op(it, state.settings(state.index(it).settings), out);  // no constraint has a word for it
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

}  // namespace sterna::detail
