// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/settled_literal.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// What must hold for a column to get another type.

namespace sterna::detail {

/// Whether the default of a column goes with it to another type. What was said is cast, not what it became in the
/// column; of an expression nobody knows.
[[nodiscard]] constexpr answer default_cast(const catalog& in, const column_record& column, const data_type& to) {
  using form = default_value::form;
  switch (column.server_default.what) {
    case form::text:
      return cast_between(in, column.type, to);
    case form::integer:
      return integer_default_fits(to, column.server_default.integer);
    case form::boolean:
      return boolean_default_fits(to);
    case form::sequence:
      return assignment_cast(plain_type(base_type::big_integer), to);
    case form::expression:
      return is_settled_literal(column.server_default.text) ? cast_between(in, column.type, to) : answer::unknown;
    default:
      return answer::unknown;
  }
}

/// The new type must suit all that the column has besides.
constexpr bool alter_type(catalog& in, std::uint32_t table, std::uint32_t column, const column_record& said,
                          column_record& made) {
  const name id = in.state.objects.items[column].id;
  const std::string_view of = in.state.objects.items[table].id.view();
  const column_record& before = in.state.column(in.state.objects.items[column]);
  if (!expect_type(in, said.type, id)) {
    return false;
  }
  if (said.type.base == base_type::named && in.relation(said.type.in, said.type.id) == table &&
      in.type(said.type.in, said.type.id) == object::none) {
    return in.fail(fault::missing_type, said.type.id.view(), said.type.in.view());  // no table is a part of itself
  }
  made.type = said.type;
  if (!before.generated.empty() && !said.using_expression.empty()) {
    return in.fail(fault::column_is_generated, id.view(), {}, {}, "takes no USING");
  }
  const bool impossible = said.using_expression.empty() && cast_between(in, before.type, said.type) == answer::no;
  const bool keeps_default = said.server_default.what == default_value::form::none;
  if ((impossible || (keeps_default && default_cast(in, before, said.type) == answer::no)) &&
      !in.excused(id.view(), of, column)) {
    sql_writer from;
    from.type(before.type);
    sql_writer to;
    to.type(said.type);
    return in.fail(fault::no_cast, id.view(), from.text(), impossible ? "" : "default", to.text());
  }
  if (before.identity != identity_kind::none && may_be_identity(said.type) == answer::no) {
    sql_writer type;
    type.type(said.type);
    return in.fail(fault::identity_type, id.view(), {}, {}, type.text());
  }
  return true;
}

/// After a change of type: keys need an order, and foreign keys types that can be compared.
constexpr bool expect_keys_hold(catalog& in, std::uint32_t table, const name& id) {
  const auto comparable = [&](const constraint_record& key, std::uint32_t own, std::uint32_t other) {
    const auto mine = in.state.elements(key.columns);
    const auto theirs = in.state.elements(key.referred_columns);
    for (std::size_t i = 0; i < mine.size() && i < theirs.size(); ++i) {
      const std::uint32_t from = in.column(own, mine[i].column);
      const std::uint32_t to = in.column(other, theirs[i].column);
      if (from == object::none || to == object::none) {
        continue;
      }
      const data_type& a = in.state.column(in.state.objects.items[from]).type;
      const data_type& b = in.state.column(in.state.objects.items[to]).type;
      if (comparable_in(in, b, a) == answer::no &&
          !in.excused(id.view(), in.state.objects.items[table].id.view(), table)) {
        sql_writer types;
        (types.type(a) << " and ").type(b);
        return in.fail(fault::key_types, mine[i].column.view(), theirs[i].column.view(),
                       in.state.objects.items[other].id.view(), types.text());
      }
    }
    return true;
  };
  const object* const objects = in.state.objects.items;
  const base_type now = in.state.column(in.state.at(in.column(table, id))).type.base;
  const bool ordered = now > base_type::named && now < base_type::json;
  if (ordered && !in.state.has_referrals()) {
    return true;
  }
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (!it.alive || it.kind == object_kind::column) {
      continue;
    }
    if (it.kind == object_kind::index) {
      const index_record& index = in.state.index(it);
      if (!ordered && index.method.empty() && has_member(in.state.elements(index.keys), id) &&
          !expect_ordered(in, table, in.state.elements(index.keys))) {
        return false;
      }
    } else if (it.kind == object_kind::constraint) {
      const constraint_record& key = in.state.constraint(it);
      if (key.what == constraint_kind::foreign_key && in.state.has_referrals() &&
          has_member(in.state.elements(key.columns), id)) {
        const std::uint32_t other = in.relation(key.referred_schema, key.referred_table);
        if (other != object::none && !comparable(key, table, other)) {
          return false;
        }
      }
    }
  }
  for (std::uint32_t i = objects[table].first_referrer; i != object::none; i = objects[i].next_referrer) {
    const object& it = objects[i];
    if (it.alive && has_member(in.state.elements(in.state.constraint(it).referred_columns), id) &&
        !comparable(in.state.constraint(it), it.parent, table)) {
      return false;
    }
  }
  return true;
}

/// Whether a trigger or a policy of a table reads a column: PostgreSQL then keeps its type.
[[nodiscard]] constexpr bool text_holds_type(const catalog& in, const object& it, const name& column) {
  if (it.kind == object_kind::trigger || it.kind == object_kind::constraint_trigger) {
    return trigger_reads(in.state.text_object(it), column);
  }
  if (it.kind != object_kind::policy) {
    return false;
  }
  const std::string_view text = in.state.text_object(it).text;
  const std::size_t condition = text.find('(');
  return condition != std::string_view::npos && !mentions(text, "select") &&  // there it may be another table's
         uses_identifier(text.substr(condition), column.view());
}

/// A view, a generated column, a trigger and a policy hold the type of what they read.
constexpr bool expect_type_not_held(catalog& in, std::uint32_t table, const name& id) {
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = in.has_generated ? objects[table].first_child : object::none; i != object::none;
       i = objects[i].next) {
    const object& it = objects[i];
    if (it.kind == object_kind::column && it.alive && !in.state.column(it).generated.empty() &&
        uses_identifier(in.state.column(it).generated, id.view())) {
      return refuse_needed(in, id.view(), it, in.state.objects.items[table].id.view());
    }
  }
  for (std::uint32_t i = in.state.has_text_objects() ? objects[table].first_child : object::none; i != object::none;
       i = objects[i].next) {
    const object& it = objects[i];
    const std::string_view owner = objects[table].id.view();
    if (it.alive && is_text_kind(it.kind) && text_holds_type(in, it, id) && !in.excused(it.id.view(), owner, i)) {
      return refuse_needed(in, id.view(), it, owner);
    }
  }
  return drop_views(in, table, id, behavior::restrict);
}

}  // namespace sterna::detail
