// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/target.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/granted.hpp"
#include "sterna/schema/restore/remark.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// The two ops on privileges: what they are as SQL, what they change, and what undoes them.

namespace sterna::detail {

/// What a grant is on, besides one object and what is yet to be made.
inline constexpr std::string_view all_in_schema = "ALL";

[[nodiscard]] constexpr std::string_view plural_keyword(object_kind kind) noexcept {
  return kind == object_kind::table       ? "TABLES"
         : kind == object_kind::sequence  ? "SEQUENCES"
         : kind == object_kind::function  ? "FUNCTIONS"
         : kind == object_kind::procedure ? "PROCEDURES"
         : kind == object_kind::schema    ? "SCHEMAS"
                                          : "TYPES";
}

constexpr void write_grant(const operation& of, const script& in, bool grants, sql_writer& out) {
  if (of.sql == by_default) {
    out << "ALTER DEFAULT PRIVILEGES ";
    if (!of.new_name.empty()) {
      write_role(of.new_name, out << "FOR ROLE ");
      out << ' ';
    }
    if (!of.object.empty()) {
      (out << "IN SCHEMA ").identifier(of.object) << ' ';
    }
  }
  out << (grants ? "GRANT " : of.only ? "REVOKE GRANT OPTION FOR " : "REVOKE ") << of.where << " ON ";
  if (of.sql == by_default) {
    out << plural_keyword(of.object_is);
  } else if (of.sql == all_in_schema) {
    (out << "ALL " << plural_keyword(of.object_is) << " IN SCHEMA ").identifier(of.object);
  } else {
    write_target(of, out << (of.object_is == object_kind::server ? "FOREIGN " : ""));
  }
  out << (grants ? " TO " : " FROM ");
  std::string_view between = "";
  for (const element& role : in.elements(of.keys)) {
    write_role(role.column, out << between);
    between = ", ";
  }
  out << (grants && of.only ? " WITH GRANT OPTION" : "") << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}
constexpr void render_grant(const operation& of, const script& in, sql_writer& out) { write_grant(of, in, true, out); }
constexpr void render_revoke(const operation& of, const script& in, sql_writer& out) {
  write_grant(of, in, false, out);
}

/// The object that a grant is on: of tables also a view, or a foreign table; of functions also an aggregate.
[[nodiscard]] constexpr std::uint32_t expect_granted(catalog& in, const operation& op) {
  const std::uint32_t relation =
      op.object_is == object_kind::table ? in.relation(op.schema, op.table) : object::none;
  const object_kind kind = relation == object::none ? object_kind::index : in.state.at(relation).kind;
  if (has_query(kind) || kind == object_kind::foreign_table) {
    in.rely_on(relation);
    return relation;
  }
  const std::uint32_t routine =
      op.object_is == object_kind::function
          ? in.state.find(text_key(object_kind::function, op.schema, 0, op.object, op.method))
          : object::none;
  if (routine != object::none && in.state.at(routine).kind == object_kind::aggregate) {
    in.rely_on(routine);
    return routine;
  }
  return expect_target(in, op);
}

constexpr bool expect_privileges(catalog& in, const operation& op, std::uint32_t table) {
  privilege_reader said(op.where, op.object_is);
  bool any = false;
  while (said.next()) {
    any = true;
    if (!said.column.empty() && table != object::none && in.state.at(table).kind == object_kind::table) {
      static_cast<void>(in.expect_column(table, said.column));
      if (in.found) {
        return false;
      }
    }
  }
  return (any && said.unknown.empty()) ||
         in.fail(fault::unknown_privilege, said.unknown, {}, {}, catalog::word_for(op.object_is));
}

constexpr bool change_privileges(const operation& op, const script& of, catalog& in, bool grants) {
  const granting what{grants, op.only};
  const auto roles = of.elements(op.keys);
  for (const element& role : roles) {
    if (role.column.empty()) {
      return in.fail(fault::empty_name, {});
    }
  }
  const auto set = [&](const granted_place& place) {
    for (const element& role : roles) {
      privilege_reader said(op.where, op.object_is);
      while (said.next()) {
        set_privileges(in, place, said.column, role.column, said.mask, what);
        if (!grants && said.column.empty() && place.object != object::none) {
          revoke_of_columns(in, place, role.column, said.mask, what);
        }
      }
    }
    return !in.found;
  };
  if (!op.sql.empty()) {
    if (!expect_privileges(in, op, object::none) || (!op.object.empty() && !in.expect_schema(op.object))) {
      return false;
    }
    if (op.sql == by_default) {
      const default_place place{op.object_is, op.new_name, op.object};
      return set({object::none, default_key(place), &place});
    }
    for (std::uint32_t i = 0, size = in.state.objects.count; i < size; ++i) {
      const object& it = in.state.at(i);
      const bool rows = has_query(it.kind) || it.kind == object_kind::foreign_table;
      const bool one = op.object_is == object_kind::table
                           ? it.kind == object_kind::table || rows
                       : op.object_is == object_kind::function
                           ? it.kind == object_kind::function || it.kind == object_kind::aggregate
                           : it.kind == op.object_is;
      if (it.alive && one && schema_state::place(it.schema) == schema_state::place(op.object) &&
          !set({i, it.key, nullptr})) {
        return false;
      }
    }
    return !in.found;
  }
  if (op.object_is == object_kind::schema && op.object == public_schema) {
    if (!expect_privileges(in, op, object::none)) {
      return false;
    }
    bool of_everybody = false;
    for (const element& role : roles) {
      of_everybody = of_everybody || role.column.view() == "public";
    }
    for (privilege_reader said(op.where, op.object_is); of_everybody && !grants && said.next();) {
      // whether everybody may create there is up to the server's version
      in.underivable = in.underivable || (said.mask & privilege_bit("CREATE")) != 0;
    }
    return set({object::none, public_schema_key(), nullptr});
  }
  const std::uint32_t which = expect_granted(in, op);
  if (in.found || !expect_privileges(in, op, which)) {
    return false;
  }
  return which == object::none || set({which, in.state.at(which).key, nullptr});
}
constexpr bool grant_effect(const operation& op, const script& of, catalog& in) {
  return change_privileges(op, of, in, true);
}
constexpr bool revoke_effect(const operation& op, const script& of, catalog& in) {
  return change_privileges(op, of, in, false);
}

/// What a role could do before, and can do now; 0 and 0 where the record is of neither time.
struct privileges_change {
  const object* record = nullptr;
  privileges_record before{};
  privileges_record after{};

  [[nodiscard]] constexpr unsigned more() const noexcept {
    return static_cast<unsigned>((after.granted & ~before.granted) | (before.revoked & ~after.revoked));
  }
  [[nodiscard]] constexpr unsigned less() const noexcept {
    return static_cast<unsigned>((before.granted & ~after.granted) | (after.revoked & ~before.revoked));
  }
};

/// Gives `take` each record that an op has made, changed or removed.
template <class Take>
constexpr void each_privileges_change(const changes& made, Take take) {
  const schema_state& state = made.after.state;
  for (std::uint32_t i = static_cast<std::uint32_t>(made.before.state.objects); i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (it.kind == object_kind::privileges && it.alive) {
      privileges_change change{&it, {}, state.privileges(it)};
      std::uint32_t earlier = it.previous;
      while (earlier != object::none && earlier >= made.before.state.objects) {
        earlier = state.at(earlier).previous;
      }
      if (earlier != object::none && state.was_alive(earlier, made.before.state)) {
        change.before = state.privileges(state.at(earlier));
      }
      take(change);
    }
  }
  for (const std::uint32_t i : state.gone_since(made.before.state)) {
    const object& it = state.at(i);
    if (it.kind == object_kind::privileges && i < made.before.state.objects && state.find(it.key) == object::none) {
      take(privileges_change{&it, state.privileges(it), {}});
    }
  }
}

/// Where nothing of it has been there before, it is taken back as it was said; otherwise for each role and object that
/// which has changed.
constexpr bool privileges_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const bool grants = op.what == op_kind::grant;
  unsigned said = 0;
  bool columns = false;
  for (privilege_reader each(op.where, op.object_is); each.next();) {
    said |= each.mask;
    columns = columns || !each.column.empty();
  }
  bool whole = !columns;
  std::uint32_t count = 0;
  each_privileges_change(made, [&](const privileges_change& each) {
    ++count;
    const unsigned grantable = each.before.grantable | (op.only ? said : 0U);
    whole = whole && (grants ? each.more() == said && each.less() == 0 && each.after.grantable == grantable
                             : each.less() == said && each.before.grantable == 0);
  });
  if (count == 0) {
    return true;
  }
  if (whole && (op.sql == all_in_schema || count == op.keys.count)) {
    const slice roles{out.elements().count, op.keys.count};
    for (const element& role : of.elements(op.keys)) {
      out.add_element() = role;
    }
    operation& undo = out.add(grants ? op_kind::revoke : op_kind::grant);
    undo.object_is = op.object_is;
    undo.schema = op.schema;
    undo.table = op.table;
    undo.object = op.object;
    undo.method = op.method;
    undo.new_name = op.new_name;
    undo.sql = op.sql;
    undo.where = op.where;
    undo.keys = roles;
    return true;
  }
  each_privileges_change(made, [&](const privileges_change& each) {
    const auto add = [&](bool again, unsigned mask, bool option) {
      if (mask != 0) {
        add_privileges_op(made, *each.record, again, mask, option, out);
      }
    };
    const unsigned kept = each.after.granted & each.before.granted;
    add(false, each.more(), false);
    add(false, each.after.grantable & ~each.before.grantable & kept, true);
    add(true, each.less() & ~(each.less() & each.before.grantable), false);
    add(true, each.before.grantable & ~each.after.grantable, true);
  });
  return true;
}

inline constexpr verb grant_verb{"grant", needs::nothing, render_grant, grant_effect, privileges_reverse};
inline constexpr verb revoke_verb{"revoke", needs::nothing, render_revoke, revoke_effect, privileges_reverse};

}  // namespace sterna::detail
