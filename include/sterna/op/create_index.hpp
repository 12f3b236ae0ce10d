// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/index_key.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/schema/difference/parts.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_index(const operation& of, const script& in, sql_writer& out) {
  (out << "CREATE " << (of.unique ? "UNIQUE " : "") << "INDEX " << (of.concurrently ? "CONCURRENTLY " : "")
       << (of.if_not_exists ? "IF NOT EXISTS " : ""))
      .identifier(of.object);
  (out << " ON " << (of.only ? "ONLY " : "")).qualified(of.schema, of.table);
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
  out << (of.nulls_not_distinct ? " NULLS NOT DISTINCT" : of.nulls_distinct ? " NULLS DISTINCT" : "");
  if (of.settings.count > 0) {
    const auto settings = in.settings(of.settings);
    write_parameters(settings, " WITH (", false, out);
    if (const setting* const place = setting_in(settings, setting_kind::tablespace); place != nullptr) {
      (out << " TABLESPACE ").identifier(place->text);
    }
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

/// The indexes that partitions have already, and that say the same, become its parts: one of each partition. PostgreSQL
/// makes the others, and names them.
constexpr void take_parts(catalog& in, std::uint32_t table, const index_record& whole, const name& id) {
  const pool<std::uint32_t> partitions = partitions_of(in, table);
  for (std::uint32_t n = 0; n < partitions.count; ++n) {
    std::uint32_t part = object::none;
    for (std::uint32_t i = in.state.at(partitions.items[n]).first_child; i != object::none; i = in.state.at(i).next) {
      const object& it = in.state.at(i);
      if (!it.alive || it.kind != object_kind::index || it.stale || attached_to(in, it) != nullptr) {
        continue;
      }
      const index_record& of = in.state.index(it);
      if (of.valid && !of.constraint && of.unique == whole.unique && of.method == whole.method &&
          of.nulls_not_distinct == whole.nulls_not_distinct && same_sql(of.where, whole.where) &&
          same_elements({in, in}, of.keys, whole.keys) && same_elements({in, in}, of.include, whole.include)) {
        part = i;
      }
    }
    if (part != object::none) {
      attach_to(in, part, id);
    } else {
      take_parts(in, partitions.items[n], whole, id);
    }
  }
}

constexpr bool create_index_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t there = in.relation(op.schema, op.table);
  if (there != object::none &&
      in.state.objects.items[there].kind == object_kind::view) {  // somebody has said so of a materialized one
    in.cannot_see(op.object.view(), sql_reach::names);
    return true;
  }
  const bool stored = there != object::none && in.state.at(there).kind == object_kind::materialized_view;
  const std::uint32_t table = stored ? there : in.expect_table(op);
  if (table == object::none) {
    in.cannot_see(op.object.view(), sql_reach::names);  // the index is there from now on
    return !in.found;
  }
  if (stored) {
    in.rely_on(table);  // which columns it has is not known
  } else if (!expect_members(in, table, of.elements(op.keys), false) ||
             !expect_members(in, table, of.elements(op.include), false)) {
    return false;
  }
  if (op.concurrently &&
      !expect_not_partitioned(in, table, "PostgreSQL builds no index of it concurrently; say .only(), then "
                                         "create_index(...).concurrently() for each partition, and "
                                         "attach_index(...)")) {
    return false;
  }
  if (op.unique && in.has_partitioned && !expect_partition_columns_in(in, table, of.elements(op.keys))) {
    return false;
  }
  const bool btree = op.method.empty() || op.method == "btree";
  if (btree && !stored && !expect_ordered(in, table, of.elements(op.keys))) {
    return false;
  }
  if (op.if_not_exists && in.relation(op.schema, op.object) != object::none) {
    return true;
  }
  if (!in.expect_free(object_kind::index, in.state.objects.items[table].schema, op.object)) {
    return false;
  }
  index_record made;
  made.unique = op.unique;
  made.keys = in.state.keep(of.elements(op.keys));
  made.include = in.state.keep(of.elements(op.include));
  made.method = btree ? std::string_view{} : op.method;
  made.where = op.where;
  made.nulls_not_distinct = op.nulls_not_distinct;
  made.only = op.only;
  if (op.settings.count > 0) {
    made.settings = in.state.keep(of.settings(op.settings));
  }
  add_index(in, table, op.object, made, false);
  if (in.has_heirs && !op.only) {
    take_parts(in, table, made, op.object);
  }
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
    for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {  // it has taken them as its parts
      if (made.after.state.at(i).kind == object_kind::index && i < made.before.state.objects) {
        add_index_op(made.after, made.after.state.at(i), out);
      }
    }
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
  /// `NULLS NOT DISTINCT`, of a unique one: two nulls are the same value; PostgreSQL 15.
  [[nodiscard]] constexpr create_index_word<N + 1> nulls_not_distinct() const noexcept {
    return with(flag(part::nulls_not_distinct));
  }
  /// `NULLS DISTINCT`, as it is without a word; PostgreSQL 15.
  [[nodiscard]] constexpr create_index_word<N + 1> nulls_distinct() const noexcept {
    return with(flag(part::nulls_distinct));
  }
  /// `ON ONLY table`: not on its partitions, which are attached later.
  [[nodiscard]] constexpr create_index_word<N + 1> only() const noexcept { return with(flag(part::only)); }
  /// `WITH (parameter = value)`: `.with("fillfactor", 70)`, `.with("fastupdate", false)`.
  template <class T>
  [[nodiscard]] constexpr create_index_word<N + 2> with(std::string_view id, const T& value) const noexcept {
    return extended<detail::create_index_word>(*this, dsl::with(id, value).items);
  }
  /// `TABLESPACE id`.
  [[nodiscard]] constexpr create_index_word<N + 1> tablespace(name id) const noexcept {
    return with(name_token(part::tablespace, id));
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
template <std::size_t N>
[[nodiscard]] constexpr auto create_index(detail::final_name index, name table,
                                          const detail::index_key (&keys)[N]) noexcept {
  return detail::extended<detail::create_index_word>(create_index(index.id, table, keys),
                                                     detail::flag(part::keep_old));
}

}  // namespace dsl
}  // namespace sterna
