// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// The name of the check that proves to PostgreSQL, 12 and newer, that no row has to be looked at. Not
/// table_column_not_null, which is what PostgreSQL 18 calls NOT NULL itself.
[[nodiscard]] constexpr name_text proof_of_not_null(const operation& of) noexcept {
  return composed(of.table.view(), of.object.view(), "set_not_null", 0);
}
constexpr sql_writer& write_proof(const operation& of, sql_writer& out) {
  return out.identifier(proof_of_not_null(of).view());
}

constexpr void render_set_not_null(const operation& of, const script&, sql_writer& out) {
  (write_proof(of, write_alter_table(of, out) << "ADD CONSTRAINT ") << " CHECK (").identifier(of.object)
      << " IS NOT NULL) NOT VALID";
  out.end_statement();
  write_proof(of, write_alter_table(of, out) << "VALIDATE CONSTRAINT ");
  out.end_statement();
  (write_alter_table(of, out) << "ALTER COLUMN ").identifier(of.object) << " SET NOT NULL";
  out.end_statement();
  // not in the same statement: PostgreSQL drops first, and would look at all rows under its strongest lock
  write_proof(of, write_alter_table(of, out) << "DROP CONSTRAINT ");
  out.end_statement();
}

constexpr bool set_not_null_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  const std::uint32_t column = table == object::none ? object::none : in.expect_column(table, op.object);
  if (column == object::none) {
    return !in.found;
  }
  const name_text proof = proof_of_not_null(op);
  const std::uint32_t there =
      in.constraint(table, name::viewing(proof.data, static_cast<std::uint32_t>(proof.size), hash_of(proof.view())));
  if (there != object::none && !in.excused(proof.view(), op.table.view(), there)) {
    return in.taken(fault::constraint_exists, there, op.table.view());
  }
  set_not_null(in, column);
  return !in.found;
}

constexpr bool set_not_null_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.none()) {
    return true;
  }
  column_record back;
  back.id = op.object;
  back.null = nullability::nullable;
  out.add_column() = back;
  operation& undo = out.add(op_kind::alter_column, op);
  undo.columns = {out.columns().count - 1, 1};
  return true;
}

/// Cut off, it may have left its check behind; another constraint that happens to have that name is left alone.
constexpr void resume_set_not_null(const operation& of, sql_writer& out) {
  sql_writer table;
  table.qualified(of.schema, of.table);
  out << "SELECT coalesce((SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = attrelid AND "
         "contype = 'c' AND conkey = ARRAY[attnum] AND starts_with(pg_catalog.pg_get_constraintdef(oid), "
         "'CHECK ((' || quote_ident(attname) || ' IS NOT NULL))') AND conname = ";
  out.literal(proof_of_not_null(of).view()) << ") THEN 'broken' WHEN attnotnull THEN 'done' ELSE 'run' END ";
  (out << "FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass(").literal(table.text()) << ") AND attname = ";
  out.literal(of.object.view()) << "), 'run')";
}
constexpr void clean_set_not_null(const operation& of, sql_writer& out) {
  write_proof(of, write_alter_table(of, out) << "DROP CONSTRAINT IF EXISTS ");
}

inline constexpr verb set_not_null_verb{"set_not_null",      needs::table | needs::object, render_set_not_null,
                                        set_not_null_effect, set_not_null_reverse,         resume_set_not_null,
                                        clean_set_not_null};

template <std::uint32_t N>
struct set_not_null_word : op_fragment<N>, with_schema<set_not_null_word, N> {};

}  // namespace detail

namespace dsl {

/// `SET NOT NULL` for a table with rows, in steps that stop nobody: a check that is not validated, its validation, and
/// the column's own NOT NULL, which then needs no look at the rows; then the check goes. Runs outside a transaction.
/// Rows that hold NULL make it fail; `backfill` them first.
[[nodiscard]] constexpr auto set_not_null(name table, name column) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, column),
                        detail::flag(part::outside_transaction)};
  return detail::make_word<detail::set_not_null_word>(op_kind::set_not_null, said);
}

}  // namespace dsl
}  // namespace sterna
