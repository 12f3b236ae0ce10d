// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/target.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

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

/// One after the other: the privileges, each with its columns or with none.
struct privilege_reader {
  std::string_view text{};
  sql_word_reader in;
  unsigned all = 0;          ///< what ALL means
  unsigned all_columns = 0;  ///< of columns
  unsigned mask = 0;
  name column{};
  bool listed = false;
  std::string_view unknown{};

  constexpr privilege_reader(std::string_view said, object_kind kind)
      : text{said}, in{said}, all{privileges_of(kind, false)}, all_columns{privileges_of(kind, true)} {}

  /// The next one; for a list of columns once for each of them.
  constexpr bool next() {
    while (true) {
      if (listed) {
        if (!in.next() || in.is(')')) {
          listed = false;
          continue;
        }
        if (in.is(',')) {
          continue;
        }
        const std::string_view token = in.token();
        const std::string_view bare =
            in.kind == sql_token::identifier && token.size() > 2 ? token.substr(1, token.size() - 2) : token;
        column = name::viewing(bare.data(), static_cast<std::uint32_t>(bare.size()), hash_of(bare));
        return true;
      }
      column = {};
      if (!in.next()) {
        return false;
      }
      if (in.is(',')) {
        continue;
      }
      const std::string_view word = in.token();
      const bool whole = in.is("all");
      mask = whole ? all : privilege_bit(word);
      sql_word_reader ahead = in;
      if (whole && ahead.next() && ahead.is("privileges")) {
        in.next();
      }
      ahead = in;
      listed = ahead.next() && ahead.is('(');
      const unsigned newer = listed || (all & 1U) == 0 ? 0 : privilege_bit("MAINTAIN");
      const unsigned possible = (listed ? all_columns : all) | newer;
      mask = whole && listed ? all_columns : mask;
      if (mask == 0 || (mask & ~possible) != 0) {
        unknown = word;
        return false;
      }
      if (listed) {
        in.next();
        continue;
      }
      return true;
    }
  }
};

struct granting {
  bool grants = true;
  bool option = false;
};

/// What a grant is on, as the state knows it.
struct granted_place {
  std::uint32_t object = object::none;
  std::uint64_t key = 0;
  const default_place* defaults = nullptr;

  /// What a role may there before anything is said about it; of a column nothing.
  [[nodiscard]] constexpr standing at_first(const catalog& in, const name& role, bool grants) const {
    return defaults != nullptr          ? standing_by_default(*defaults, role)
           : object == object::none ? standing_in_public(role, grants ? 15 : 14)  // a revoke is always remembered
                                    : standing_at_first(in, object, role);
  }
};

/// Says of one role and one object (or a column of it) what it may do.
constexpr void set_privileges(catalog& in, const granted_place& place, const name& column, const name& role,
                              unsigned mask, granting what) {
  const std::uint64_t key = privileges_key(place.key, column, role);
  const std::uint32_t there = in.state.find(key);
  privileges_record made = there == object::none ? privileges_record{} : in.state.privileges(in.state.at(there));
  made.column = there == object::none ? column : made.column;
  const unsigned at_first = column.empty() ? place.at_first(in, role, what.grants).may : 0;
  const auto bits = [](unsigned of) { return static_cast<std::uint16_t>(of); };
  if (what.grants) {
    made.granted = bits(made.granted | (mask & (what.option ? ~0U : ~at_first)));
    made.grantable = bits(what.option ? made.grantable | mask : made.grantable);
    made.revoked = bits(made.revoked & ~mask);
  } else {
    made.grantable = bits(made.grantable & ~mask);
    if (!what.option) {
      made.granted = bits(made.granted & ~mask);
      made.revoked = bits(made.revoked | (mask & at_first));
    }
  }
  if (there == object::none) {
    if ((made.granted | made.revoked) != 0) {
      object record = in.fresh(object_kind::privileges, role, key);
      record.parent = place.object;
      if (place.defaults != nullptr) {
        made.of_defaults = true;
        made.place = *place.defaults;
      }
      record.definition = in.state.keep(made);
      in.add(record);
    }
  } else if ((made.granted | made.revoked) == 0 && place.defaults == nullptr) {
    in.remove(there);
  } else {
    in.replace(there, in.state.keep(made), facet_default);
  }
}

/// What is revoked of a table is revoked of each of its columns.
constexpr void revoke_of_columns(catalog& in, const granted_place& place, const name& role, unsigned mask,
                                 granting what) {
  pool<std::uint32_t> records;
  for (std::uint32_t t = place.object; t != object::none; t = in.state.at(t).previous) {  // each version has its list
    for (std::uint32_t i = in.state.at(t).first_child; i != object::none; i = in.state.at(i).next) {
      const object& it = in.state.at(i);
      if (it.alive && it.kind == object_kind::privileges && it.id == role &&
          !in.state.privileges(it).column.empty()) {
        records.push(i);
      }
    }
  }
  for (const std::uint32_t i : records) {
    if (in.state.at(i).alive) {
      const name column = in.state.privileges(in.state.at(i)).column;
      set_privileges(in, place, column, role, mask, what);
    }
  }
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

/// What a grant is on.
template <std::uint32_t N>
struct grant_target : fragment<N> {};
template <std::size_t N>
[[nodiscard]] constexpr grant_target<N> target_of(const token (&said)[N]) noexcept {
  grant_target<N> made;
  for (std::size_t i = 0; i < N; ++i) {
    made.items[i] = said[i];
  }
  return made;
}
[[nodiscard]] constexpr auto target_of(object_kind kind, const name& id) noexcept {
  const token said[] = {kind_token(kind), name_token(kind == object_kind::table ? part::table : part::object, id)};
  return target_of(said);
}
[[nodiscard]] constexpr auto all_of(object_kind kind, const name& schema) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, schema), text_token(part::sql, all_in_schema)};
  return target_of(said);
}
[[nodiscard]] constexpr auto routine_of(object_kind kind, std::string_view written) noexcept {
  const signature of = signature_of(written);
  const token said[] = {kind_token(kind), name_token(part::object, of.id), text_token(part::method, of.arguments)};
  return target_of(said);
}
[[nodiscard]] constexpr auto coming(object_kind kind) noexcept {
  const token said[] = {kind_token(kind), text_token(part::sql, by_default)};
  return target_of(said);
}

template <std::uint32_t N>
struct grant_word : op_fragment<N>, with_schema<grant_word, N> {
  /// `WITH GRANT OPTION`: the roles may pass it on.
  [[nodiscard]] constexpr grant_word<N + 1> with_grant_option() const noexcept {
    return extended<detail::grant_word>(*this, flag(part::only));
  }
};
template <std::uint32_t N>
struct revoke_word : op_fragment<N>, with_schema<revoke_word, N>, with_cascade<revoke_word, N> {
  /// `GRANT OPTION FOR`: the roles keep it, and cannot pass it on any more.
  [[nodiscard]] constexpr revoke_word<N + 1> grant_option_only() const noexcept {
    return extended<detail::revoke_word>(*this, flag(part::only));
  }
};
template <std::uint32_t N>
struct default_privileges_word : op_fragment<N> {
  /// `IN SCHEMA id`: only of what is made there.
  [[nodiscard]] constexpr default_privileges_word<N + 1> in_schema(name id) const noexcept {
    return extended<detail::default_privileges_word>(*this, name_token(part::object, id));
  }
  /// `FOR ROLE id`: only of what that role makes, instead of the one that migrates.
  [[nodiscard]] constexpr default_privileges_word<N + 1> for_role(name id) const noexcept {
    return extended<detail::default_privileges_word>(*this, name_token(part::new_name, id));
  }
};

template <template <std::uint32_t> class Word, std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto granting_word(op_kind what, std::string_view privileges, const grant_target<T>& on,
                                           const name (&roles)[N]) noexcept {
  const token said[] = {text_token(part::where, privileges)};
  fragment<N> list;
  for (std::size_t i = 0; i < N; ++i) {
    list.items[i] = name_token(part::key, roles[i]);
  }
  return make_word<Word>(what, said, on, list);
}

}  // namespace detail

namespace dsl {

/// What is granted or revoked is on one of these. Of a table also a view, a materialized view or a foreign table.
[[nodiscard]] constexpr auto on_table(name id) noexcept { return detail::target_of(object_kind::table, id); }
[[nodiscard]] constexpr auto on_sequence(name id) noexcept { return detail::target_of(object_kind::sequence, id); }
[[nodiscard]] constexpr auto on_schema(name id) noexcept { return detail::target_of(object_kind::schema, id); }
[[nodiscard]] constexpr auto on_type(name id) noexcept { return detail::target_of(object_kind::enumeration, id); }
[[nodiscard]] constexpr auto on_domain(name id) noexcept { return detail::target_of(object_kind::domain, id); }
[[nodiscard]] constexpr auto on_function(std::string_view signature) noexcept {
  return detail::routine_of(object_kind::function, signature);
}
[[nodiscard]] constexpr auto on_procedure(std::string_view signature) noexcept {
  return detail::routine_of(object_kind::procedure, signature);
}
[[nodiscard]] constexpr auto on_server(name id) noexcept { return detail::target_of(object_kind::server, id); }
[[nodiscard]] constexpr auto on_foreign_data_wrapper(name id) noexcept {
  return detail::target_of(object_kind::foreign_data_wrapper, id);
}
/// `ALL TABLES IN SCHEMA id`, and so on: those that are there by now.
[[nodiscard]] constexpr auto on_all_tables(name schema) noexcept { return detail::all_of(object_kind::table, schema); }
[[nodiscard]] constexpr auto on_all_sequences(name schema) noexcept {
  return detail::all_of(object_kind::sequence, schema);
}
[[nodiscard]] constexpr auto on_all_functions(name schema) noexcept {
  return detail::all_of(object_kind::function, schema);
}
[[nodiscard]] constexpr auto on_all_procedures(name schema) noexcept {
  return detail::all_of(object_kind::procedure, schema);
}
/// Of default privileges: what is yet to be made.
inline constexpr auto on_tables = detail::coming(object_kind::table);
inline constexpr auto on_sequences = detail::coming(object_kind::sequence);
inline constexpr auto on_functions = detail::coming(object_kind::function);
inline constexpr auto on_types = detail::coming(object_kind::enumeration);
inline constexpr auto on_schemas = detail::coming(object_kind::schema);

/// `GRANT privileges ON what TO roles`: `grant("SELECT, UPDATE (name)", on_table("user"), {"reader"})`, `grant("ALL",
/// on_all_tables("api"), {"a", "b"})`. The downgrade revokes what the roles have not had before, as far as the history
/// knows. Roles belong to the server and not to a database: they must be there.
template <std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto grant(std::string_view privileges, const detail::grant_target<T>& on,
                                   const name (&roles)[N]) noexcept {
  return detail::granting_word<detail::grant_word>(op_kind::grant, privileges, on, roles);
}
/// `REVOKE privileges ON what FROM roles [CASCADE]`; "public" is everybody, who at first may execute functions and use
/// types.
template <std::uint32_t T, std::size_t N>
[[nodiscard]] constexpr auto revoke(std::string_view privileges, const detail::grant_target<T>& on,
                                    const name (&roles)[N]) noexcept {
  return detail::granting_word<detail::revoke_word>(op_kind::revoke, privileges, on, roles);
}
/// `ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT ...`: of what is made from now on:
/// `alter_default_privileges(grant("SELECT", on_tables, {"reader"})).in_schema("api")`.
template <std::uint32_t N>
[[nodiscard]] constexpr auto alter_default_privileges(const detail::grant_word<N>& what) noexcept {
  return detail::extended<detail::default_privileges_word>(what, detail::text_token(part::sql, detail::by_default));
}
template <std::uint32_t N>
[[nodiscard]] constexpr auto alter_default_privileges(const detail::revoke_word<N>& what) noexcept {
  return detail::extended<detail::default_privileges_word>(what, detail::text_token(part::sql, detail::by_default));
}

}  // namespace dsl
}  // namespace sterna
