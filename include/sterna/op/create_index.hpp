// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/index_key.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void write_index_key(const element& key, sql_writer& out) {
  if (key.column.empty()) {
    out << '(' << key.expression << ')';
  } else {
    out.identifier(key.column);
  }
  if (!key.collation.empty()) {
    (out << " COLLATE ").identifier(key.collation);
  }
  if (!key.operator_class.empty()) {
    out << ' ' << key.operator_class;
  }
  if (key.order != sort_order::unspecified) {
    out << (key.order == sort_order::descending ? " DESC" : " ASC");
  }
  if (key.nulls != null_order::unspecified) {
    out << (key.nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST");
  }
}

constexpr void render_create_index(const operation& of, const script& in, sql_writer& out) {
  (out << "CREATE " << (of.unique ? "UNIQUE " : "") << "INDEX " << (of.concurrently ? "CONCURRENTLY " : "")
       << (of.if_not_exists ? "IF NOT EXISTS " : ""))
      .identifier(of.object);
  (out << " ON ").qualified(of.schema, of.table);
  if (!of.method.empty()) {
    out << " USING " << of.method;
  }
  out << " (";
  std::string_view between = "";
  for (const element& key : in.elements(of.keys)) {
    out << between;
    write_index_key(key, out);
    between = ", ";
  }
  out << ')';
  if (of.include.count > 0) {
    out << " INCLUDE ";
    write_columns(in.elements(of.include), out);
  }
  if (!of.where.empty()) {
    out << " WHERE " << of.where;
  }
  out.end_statement();
}

/// A build that was cut off leaves an index that is there and not valid: it must go before the next attempt.
constexpr void resume_create_index(const operation& of, sql_writer& out) {
  sql_writer id;
  id.qualified(of.schema, of.object);
  (out << "SELECT coalesce((SELECT CASE WHEN indisvalid THEN 'done' ELSE 'broken' END FROM pg_catalog.pg_index "
          "WHERE indexrelid = to_regclass(")
          .literal(id.text())
      << ")), 'run')";
}

constexpr void clean_create_index(const operation& of, sql_writer& out) {
  (out << "DROP INDEX CONCURRENTLY IF EXISTS ").qualified(of.schema, of.object);
}

constexpr bool create_index_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t there = in.relation(op.schema, op.table);
  if (there != object::none && in.state.at(there).kind == object_kind::view) {
    in.cannot_see(op.object.view(), sql_reach::names);
    return true;  // a materialized one has indexes
  }
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    in.cannot_see(op.object.view(), sql_reach::names);  // the index is there from now on
    return !in.found;
  }
  if (!expect_members(in, table, of.elements(op.keys), false) ||
      !expect_members(in, table, of.elements(op.include), false)) {
    return false;
  }
  const bool btree = op.method.empty() || op.method == "btree";
  if (btree && !expect_ordered(in, table, of.elements(op.keys))) {
    return false;
  }
  if (op.if_not_exists && in.relation(op.schema, op.object) != object::none) {
    return true;
  }
  if (!in.expect_free(object_kind::index, in.state.at(table).schema, op.object)) {
    return false;
  }
  index_record made;
  made.unique = op.unique;
  made.keys = in.state.keep(of.elements(op.keys));
  made.include = in.state.keep(of.elements(op.include));
  made.method = btree ? std::string_view{} : op.method;
  made.where = op.where;
  add_index(in, table, op.object, made, false);
  return true;
}

constexpr bool create_index_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists)) {
    return false;
  }
  if (!made.none() || !op.if_not_exists) {
    operation& undo = out.add(op_kind::drop_index, op);
    undo.concurrently = op.concurrently;
    undo.outside_transaction = op.outside_transaction;
  }
  return true;
}

inline constexpr verb create_index_verb{"create_index",      needs::table | needs::object, render_create_index,
                                        create_index_effect, create_index_reverse,         resume_create_index,
                                        clean_create_index};

template <std::uint32_t N>
struct create_index_word : op_fragment<N>, with_schema<create_index_word, N>, with_if_not_exists<create_index_word, N> {
  /// `CREATE UNIQUE INDEX`.
  [[nodiscard]] constexpr create_index_word<N + 1> unique() const noexcept { return with(flag(part::unique_index)); }
  /// `CREATE INDEX CONCURRENTLY`: writers go on during the build; runs outside a transaction.
  [[nodiscard]] constexpr create_index_word<N + 1> concurrently() const noexcept {
    return with(flag(part::concurrently));
  }
  /// `WHERE predicate`: a partial index.
  [[nodiscard]] constexpr create_index_word<N + 1> where(std::string_view predicate) const noexcept {
    return with(text_token(part::where, predicate));
  }
  /// `USING method`: btree (unsaid), hash, gin, gist, spgist, brin ...
  [[nodiscard]] constexpr create_index_word<N + 1> using_(std::string_view method) const noexcept {
    return with(text_token(part::method, method));
  }
  /// `INCLUDE (columns)`: carried along for index-only scans, not searched.
  template <std::size_t M>
  [[nodiscard]] constexpr create_index_word<N + M> include(const name (&carried)[M]) const noexcept {
    token more[M]{};
    for (std::size_t i = 0; i < M; ++i) {
      more[i] = name_token(part::include, carried[i]);
    }
    return extended<detail::create_index_word>(*this, more);
  }

 private:
  [[nodiscard]] constexpr create_index_word<N + 1> with(const token& more) const noexcept {
    return extended<detail::create_index_word>(*this, more);
  }
};

}  // namespace detail

namespace dsl {

/// `CREATE INDEX index ON table (keys)`; a key is a column, `desc("column")`, `sql("lower(name)")` ...
template <std::size_t N>
[[nodiscard]] constexpr auto create_index(name index, name table, const detail::index_key (&keys)[N]) noexcept {
  constexpr auto size = detail::index_key::token_count;
  detail::create_index_word<3 + N * size> made;
  made.items[0] = detail::op_token(op_kind::create_index);
  made.items[1] = detail::name_token(part::table, table);
  made.items[2] = detail::name_token(part::object, index);
  for (std::size_t i = 0; i < N; ++i) {
    keys[i].write(made.items + 3 + i * size);
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
