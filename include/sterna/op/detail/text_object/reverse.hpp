// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object/sql.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/schema/view_columns.hpp"
#include "sterna/sql/mentions.hpp"

// The way back from making, replacing and dropping an object that is a name and a text.

namespace sterna {
namespace detail {

constexpr bool create_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists)) {
    return false;
  }
  if (!made.none() || !op.if_not_exists) {
    operation& undo = out.add(op_kind::drop_object, op);
    undo.object_is = op.object_is;
    undo.method = is_routine(op.object_is) && op.method.empty() ? "()" : op.method;
    if (made.after.state.objects.count > made.before.state.objects + 1) {  // a class, and its family
      operation& family = out.add(op_kind::drop_object, op);
      family.object_is = object_kind::operator_family;
      family.method = op.method;
    }
  }
  return true;
}

/// What OR REPLACE has taken back of what ALTER had set.
constexpr void restore_alterations(const changes& made, script_builder& out) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    if (made.after.state.at(i).kind == object_kind::alteration) {
      restore_remark(made, made.after.state.at(i), out);
    }
  }
}
/// The object that an op has given another text, as it was.
[[nodiscard]] constexpr std::uint32_t replaced_by(const changes& made) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    if (made.after.state.at(i).kind != object_kind::alteration) {
      return i;
    }
  }
  return object::none;
}

/// The way back to a view with fewer columns is to make it anew; where nobody can count them it is not known.
constexpr bool replace_view_reverse(const operation& op, const object& old, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const std::string_view before = state.text(old);
  const int had = count_of_columns(before);
  const int has = count_of_columns(op.sql);
  if (had < 0 || has < 0 || !state.view(old).plain()) {
    return false;
  }
  if (had != has) {
    for (std::uint32_t i = 0; i < state.objects.count; ++i) {
      const object& it = state.at(i);
      const bool part = it.alive && it.parent != object::none && state.at(it.parent).key == old.key;
      if (part || (it.alive && has_query(it.kind) && it.key != old.key &&
                   view_reads(state.text(it), old.schema.view(), old.id.view()))) {
        return false;
      }
    }
    out.add(op_kind::drop_view, op);
  }
  operation& back = out.add(had != has ? op_kind::create_view : op_kind::replace_object, op);
  back.object_is = had != has ? back.object_is : object_kind::view;
  back.sql = before;
  restore_alterations(made, out);
  return true;
}

constexpr bool replace_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const std::uint32_t replaced = replaced_by(made);
  if (replaced == object::none) {
    return false;
  }
  const object& old = made.after.state.at(replaced);
  if (old.stale) {
    return false;
  }
  if (op.object_is == object_kind::view) {
    return replace_view_reverse(op, old, made, out);
  }
  const text_record& of = made.after.state.text_object(old);
  operation& back = out.add(op_kind::replace_object, op);
  back.object_is = old.kind;
  back.method = of.method;
  back.where = of.where;
  back.sql = of.text;
  if (replaced_anew(op.object_is) && !old.comment.empty()) {
    add_comment_op(made.after, old, out);
  }
  restore_alterations(made, out);
  return true;
}

constexpr bool drop_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

}  // namespace detail
}  // namespace sterna
