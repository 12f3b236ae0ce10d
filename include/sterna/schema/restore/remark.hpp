// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// Ops that say again of an object what has been said of it besides: comments, its owner, who may use it.

namespace sterna::detail {

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

}  // namespace sterna::detail
