// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/drop_index.hpp"
#include "sterna/schema/column.hpp"
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

constexpr bool reverse_create_index(const operation& of, const script&, script_builder& out) {
  if (of.if_not_exists) {
    return false;  // whether it was there before is not known
  }
  operation& undo = out.add(drop_index_verb, of);
  undo.concurrently = of.concurrently;
  undo.outside_transaction = of.outside_transaction;
  return true;
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

inline constexpr verb create_index_verb{"create_index",       needs::table | needs::object, render_create_index,
                                        reverse_create_index, resume_create_index,          clean_create_index};

template <counts N>
struct create_index_word : fragment<N>, with_schema<create_index_word<N>>, with_if_not_exists<create_index_word<N>> {
  /// `CREATE UNIQUE INDEX`.
  [[nodiscard]] constexpr create_index_word unique() const noexcept {
    return changed([](operation& op) { op.unique = true; });
  }
  /// `CREATE INDEX CONCURRENTLY`: writers go on during the build; runs outside a transaction.
  [[nodiscard]] constexpr create_index_word concurrently() const noexcept {
    return changed([](operation& op) { op.concurrently = op.outside_transaction = true; });
  }
  /// `WHERE predicate`: a partial index.
  [[nodiscard]] constexpr create_index_word where(std::string_view predicate) const noexcept {
    return changed([&](operation& op) { op.where = predicate; });
  }
  /// `USING method`: btree (unsaid), hash, gin, gist, spgist, brin ...
  [[nodiscard]] constexpr create_index_word using_(std::string_view method) const noexcept {
    return changed([&](operation& op) { op.method = method; });
  }
  /// `INCLUDE (columns)`: carried along for index-only scans, not searched.
  template <std::size_t M>
  [[nodiscard]] constexpr auto include(const name (&carried)[M]) const noexcept {
    constexpr counts total = N + counts{0, 0, 0, M};
    create_index_word<total> made{};
    counts used{};
    detail::append(made, used, *this);
    made.operations[0].include = {N.elements, M};
    for (std::size_t i = 0; i < M; ++i) {
      made.elements[N.elements + i].column = carried[i];
    }
    return made;
  }

 private:
  template <class F>
  [[nodiscard]] constexpr create_index_word changed(F change) const noexcept {
    create_index_word copy = *this;
    change(copy.operations[0]);
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// `CREATE INDEX index ON table (keys)`; a key is a column, `desc("column")`, `sql("lower(name)")` ...
template <std::size_t N>
[[nodiscard]] constexpr auto create_index(name index, name table, const detail::index_key (&keys)[N]) noexcept {
  detail::create_index_word<counts{1, 0, 0, N}> made{};
  operation& op = made.operations[0];
  op.what = &detail::create_index_verb;
  op.table = table;
  op.object = index;
  op.keys = {0, N};
  for (std::size_t i = 0; i < N; ++i) {
    made.elements[i] = keys[i].key;
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
