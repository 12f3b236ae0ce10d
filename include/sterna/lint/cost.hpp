// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/lint/volatility.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <string_view>

// What PostgreSQL has to do with the rows that are there: the questions that rules and impact share.

namespace sterna::detail {

/// The table of an op, or none: nothing is known of it, or it is none.
[[nodiscard]] constexpr std::uint32_t table_of(const operation& op, const catalog& in) {
  const std::uint32_t found = in.relation(op.schema, op.table);
  return found != object::none && in.state.at(found).kind == object_kind::table ? found : object::none;
}

/// Whether the default is a value for each row.
[[nodiscard]] constexpr volatility volatility_of_default(const default_value& of) noexcept {
  return of.what == default_value::form::expression ? volatility_of(of.text) : volatility::one_value;
}
/// Whether rows that are there get a value at all.
[[nodiscard]] constexpr bool gives_value(const default_value& of) noexcept {
  return of.what != default_value::form::none && of.what != default_value::form::drop &&
         !(of.what == default_value::form::expression && says_null(of.text));
}

[[nodiscard]] constexpr bool is_identity(const column_record& said, const script& of) {
  return said.identity == identity_kind::by_default || said.identity == identity_kind::always ||
         numbered_by_default(said, of);
}

[[nodiscard]] constexpr bool has_constraint(const column_record& said, const script& of, constraint_kind what) {
  const constraint_record* const list = of.constraint_pool.data();
  for (std::uint32_t i = said.constraints.first, end = i + said.constraints.count; i != end; ++i) {
    if (list[i].what == what) {
      return true;
    }
  }
  return false;
}

/// Whether an expression says `column IS NOT NULL`, and nothing else.
[[nodiscard]] constexpr bool says_not_null(std::string_view expression, std::string_view column) noexcept {
  sql_word_reader in(expression);
  int open = 0;
  bool more = in.next();
  for (; more && in.is('('); ++open) {
    more = in.next();
  }
  if (!more || !in.names(column) || !in.next()) {
    return false;
  }
  for (; open > 0 && in.is(')'); --open) {
    in.next();
  }
  const bool is = in.is("is") && in.next() && in.is("not") && in.next() && in.is("null");
  for (more = is && in.next(); more && open > 0 && in.is(')'); --open) {
    more = in.next();
  }
  return is && !more && open == 0;
}

/// Whether a valid check has shown that the column holds no NULL, so that PostgreSQL need not look.
[[nodiscard]] constexpr bool proven_not_null(const catalog& in, std::uint32_t table, const name& column) {
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::constraint && !it.stale) {
      const constraint_record& of = in.state.constraint(it);
      if (of.what == constraint_kind::check && !of.not_valid && says_not_null(of.expression, column.view())) {
        return true;
      }
    }
  }
  return false;
}

/// Whether the column may hold NULL for all that PostgreSQL knows; false where it is not known here.
[[nodiscard]] constexpr bool may_hold_null(const catalog& in, std::uint32_t table, const name& column) {
  const std::uint32_t found = in.column(table, column);
  return found != object::none && in.state.column(in.state.at(found)).null != nullability::not_null &&
         !proven_not_null(in, table, column);
}

/// Whether a key on these columns makes PostgreSQL look for NULL.
[[nodiscard]] constexpr bool any_may_hold_null(const catalog& in, std::uint32_t table, list<element> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (may_hold_null(in, table, columns[i].column)) {
      return true;
    }
  }
  return false;
}

/// The columns of a key that is added: its own, or those of the index that it takes.
[[nodiscard]] constexpr list<element> key_columns(const catalog& in, const object& table, const script& of,
                                                             const constraint_record& key) {
  if (!key.index.empty()) {
    const std::uint32_t index = in.relation(table.schema, key.index);
    if (index != object::none && in.state.at(index).kind == object_kind::index) {
      return in.state.elements(in.state.index(in.state.at(index)).keys);
    }
  }
  return of.elements(key.columns);
}

/// What it takes to change a column's type.
struct type_change {
  bool table = false;      ///< it is written anew, with its indexes
  bool utc = false;        ///< not where the session's TimeZone is UTC
  bool index = false;      ///< an index is built anew
  bool check = false;      ///< a check is tried on all rows
  bool reference = false;  ///< a foreign key is tried on all rows
  bool other = false;      ///< the other table of a foreign key is locked too
};

/// Whether USING says no more than the type itself: `c`, `c::type`.
[[nodiscard]] constexpr bool plain_using(std::string_view expression, std::string_view column, const data_type& to) {
  sql_word_reader in(expression);
  if (!in.next() || !in.names(column)) {
    return false;
  }
  if (!in.next()) {
    return true;
  }
  if (in.kind != sql_token::symbol || in.token() != "::") {
    return false;
  }
  const std::string_view rest = expression.substr(in.at);
  data_type said;
  said.id = name::viewing(rest.data(), static_cast<std::uint32_t>(rest.size()), hash_of(rest));
  const canonical_type cast = canonical(said);
  return cast.known() && cast == canonical(to);
}

[[nodiscard]] constexpr bool plain_index(const catalog& in, const index_record& index) {
  for (std::uint32_t i = 0; i < index.keys.count; ++i) {
    if (in.state.elements(index.keys)[i].column.empty()) {
      return false;
    }
  }
  return index.where.empty();
}

[[nodiscard]] constexpr type_change change_of_type(const catalog& in, std::uint32_t table, const object& column,
                                                   const column_record& said) {
  type_change made;
  const schema_state& state = in.state;
  const data_type& from = state.column(column).type;
  const bool own_words =
      !said.using_expression.empty() && !plain_using(said.using_expression, column.id.view(), said.type);
  const rewrite cost = own_words ? rewrite::table : rewrite_of(from, said.type);
  made.utc = cost == rewrite::depends_on_time_zone;
  made.table = cost == rewrite::table || made.utc;
  for (std::uint32_t i = state.at(table).first_child; i != object::none; i = state.at(i).next) {
    const object& it = state.at(i);
    if (!it.alive) {
      continue;
    }
    if (it.kind == object_kind::index) {
      const index_record& index = state.index(it);
      // PostgreSQL keeps an index only where it is one of plain columns, and of all rows
      made.index =
          made.index || ((cost != rewrite::none || !plain_index(in, index)) && index_uses(in, index, column.id));
    } else if (it.kind == object_kind::constraint) {
      const constraint_record& of = state.constraint(it);
      if (of.what == constraint_kind::check) {
        made.check = made.check || (!of.not_valid && uses_identifier(of.expression, column.id.view()));
      } else if (of.what == constraint_kind::foreign_key && has_member(state.elements(of.columns), column.id)) {
        made.reference = cost != rewrite::none;
        made.other = made.other || in.relation(of.referred_schema, of.referred_table) != table;
      }
    }
  }
  for (std::uint32_t i = state.at(table).first_referrer; i != object::none; i = state.at(i).next_referrer) {
    const object& it = state.at(i);
    if (it.alive && has_member(state.elements(state.constraint(it).referred_columns), column.id)) {
      made.reference = cost != rewrite::none;
      made.other = made.other || it.parent != table;
    }
  }
  return made;
}

/// Whether values may not fit a new type, or lose something.
[[nodiscard]] constexpr bool may_lose(const catalog& in, const object& column, const column_record& said) {
  const data_type& from = in.state.column(column).type;
  if (!said.using_expression.empty() && !plain_using(said.using_expression, column.id.view(), said.type)) {
    return true;
  }
  if (rewrite_of(from, said.type) == rewrite::none) {
    return false;
  }
  const canonical_type before = canonical(from);
  const canonical_type after = canonical(said.type);
  return !(before.known() && after.known() && before.dimensions == 0 && after.argument_count == 0 &&
           (before.base == after.base ? before == after : implicit_cast(before.base, after.base)));
}

/// Statements that PostgreSQL refuses inside a transaction; empty where the text has none.
[[nodiscard]] constexpr std::string_view not_in_a_transaction(std::string_view sql) noexcept {
  sql_word_reader in(sql);
  for (bool more = in.next(); more;) {
    const std::size_t first = in.position;
    const bool create = in.is("create");
    const bool drop = in.is("drop");
    const bool alter = in.is("alter");
    const bool rebuild = in.is("reindex");
    bool refused = in.is("vacuum");
    if (create || drop || alter || rebuild) {
      in.next();
      refused = (create || drop) && (in.is("database") || in.is("tablespace"));
      refused = refused || (alter && in.is("system")) || (rebuild && (in.is("database") || in.is("system")));
      const bool index =
          in.is("index") || (create && in.is("unique")) || (rebuild && !refused) || (alter && in.is("table"));
      while (!refused && index && !in.is(';')) {
        refused = in.is("concurrently");
        if (!in.next()) {
          break;
        }
      }
    }
    if (refused) {
      return sql.substr(first);
    }
    while (more && !in.is(';')) {
      in.skip();
      more = in.next();
    }
    while (more && in.is(';')) {
      more = in.next();
    }
  }
  return {};
}

}  // namespace sterna::detail
