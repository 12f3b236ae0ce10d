// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/stored.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define.hpp"

#include <string_view>

namespace sterna {
namespace detail {

constexpr void render_reindex(const operation& of, const script&, sql_writer& out) {
  const bool whole = of.what == op_kind::reindex_table;
  (out << "REINDEX " << (whole ? "TABLE " : "INDEX ") << (of.concurrently ? "CONCURRENTLY " : ""))
      .qualified(of.schema, whole ? of.table : of.object);
  out.end_statement();
}

/// What PostgreSQL refuses to build anew concurrently, or otherwise: indexes of this table.
constexpr bool expect_reindexable(catalog& in, const operation& op, std::uint32_t table) {
  return op.concurrently
             ? in.lowest_server >= 14 ||
                   expect_not_partitioned(in, table, "before PostgreSQL 14 only the indexes of its partitions are "
                                                     "built anew, each by itself; name those, or say "
                                                     "policy::server(14)")
             : expect_not_partitioned(in, table, "PostgreSQL builds its indexes anew only outside a transaction; say "
                                                 ".concurrently()");
}

constexpr bool reindex_index_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t index = in.expect(object_kind::index, op.schema, op.object);
  const std::uint32_t table = index == object::none ? object::none : in.state.at(index).parent;
  if (table == object::none) {
    return !in.found;
  }
  if (op.concurrently && in.state.index(in.state.at(index)).constraint) {
    const std::uint32_t key = in.constraint(table, op.object);
    if (key != object::none && in.state.constraint(in.state.at(key)).what == constraint_kind::exclude) {
      return in.fail(fault::table_option, in.state.at(table).id.view(), {}, {},
                     "has that index for an exclusion constraint, and PostgreSQL builds such a one anew only when "
                     "nobody writes; leave .concurrently() out");
    }
  }
  return expect_reindexable(in, op, table);
}
constexpr bool reindex_table_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = expect_stored(in, op);
  return table == object::none ? !in.found : expect_reindexable(in, op, table);
}

constexpr bool reindex_reverse(const operation&, const script&, const changes&, script_builder&) {
  return true;  // the indexes say the same as before
}

/// " FROM ... WHERE ...": the indexes that a REINDEX CONCURRENTLY has left behind that was cut off, of the op's table
/// and its partitions. They are not valid, and every write pays for them.
constexpr void write_left_behind(const operation& of, sql_writer& out) {
  const bool whole = of.what == op_kind::reindex_table;
  sql_writer id;
  id.qualified(of.schema, whole ? of.table : of.object);
  (out << " FROM (SELECT " << (whole ? "" : "indrelid::regclass FROM pg_catalog.pg_index WHERE indexrelid = ")
       << "to_regclass(")
          .literal(id.text())
      << ")) AS the_table(id), pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid WHERE NOT indisvalid "
         "AND relname ~ '_cc(new|old)[0-9]*$' AND (indrelid = id OR indrelid IN (SELECT relid FROM "
         "pg_catalog.pg_partition_tree(id)))";
}

/// Whether one that was cut off had come to its end nobody can tell: it is given again, once what it has left is gone.
constexpr void resume_reindex(const operation& of, sql_writer& out) {
  write_left_behind(of, out << "SELECT CASE WHEN EXISTS (SELECT");
  out << ") THEN 'broken' ELSE 'run' END";
}
/// In one statement, since there may be many: each goes at once, as no query uses it.
constexpr void clean_reindex(const operation& of, sql_writer& out) {
  sql_writer body;
  body << "\nDECLARE left_behind regclass;\nBEGIN\n  FOR left_behind IN SELECT indexrelid";
  write_left_behind(of, body);
  body << " LOOP\n    EXECUTE 'DROP INDEX IF EXISTS ' || left_behind;\n  END LOOP;\nEND\n";
  (out << "DO ").dollar_quoted(body.text());
}

inline constexpr verb reindex_index_verb{"reindex_index",      needs::object,   render_reindex,
                                         reindex_index_effect, reindex_reverse, resume_reindex,
                                         clean_reindex};
inline constexpr verb reindex_table_verb{"reindex_table",      needs::table,    render_reindex,
                                         reindex_table_effect, reindex_reverse, resume_reindex,
                                         clean_reindex};

template <std::uint32_t N>
struct reindex_word : op_fragment<N>, with_schema<reindex_word, N> {
  /// `REINDEX ... CONCURRENTLY`: those who read and write go on meanwhile; runs outside a transaction.
  [[nodiscard]] constexpr reindex_word<N + 1> concurrently() const noexcept {
    return extended<detail::reindex_word>(*this, flag(part::concurrently));
  }
};

}  // namespace detail

namespace dsl {

/// `REINDEX INDEX [CONCURRENTLY] index`: builds it anew, where it is bloated, or wrong since a collation has changed.
[[nodiscard]] constexpr auto reindex_index(name index) noexcept {
  const token said[] = {detail::name_token(part::object, index)};
  return detail::make_word<detail::reindex_word>(op_kind::reindex_index, said);
}
/// `REINDEX TABLE [CONCURRENTLY] table`: all indexes of a table, or of a materialized view.
[[nodiscard]] constexpr auto reindex_table(name table) noexcept {
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::reindex_word>(op_kind::reindex_table, said);
}

}  // namespace dsl
}  // namespace sterna
