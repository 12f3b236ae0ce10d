// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// Two columns that a trigger keeps in step, as an op names them. An op that brings one back after contract_column, in
/// a derived downgrade, has both names; the word has the old one, and the definition of the new one.
struct column_pair {
  name from{};
  name to{};
};
[[nodiscard]] constexpr column_pair pair_of(const operation& of, const script& in) noexcept {
  return {of.object, of.new_name.empty() ? in.columns(of.columns)[0].id : of.new_name};
}
[[nodiscard]] constexpr bool brings_back(const operation& of) noexcept { return !of.new_name.empty(); }

/// The name of the trigger and of its function, where the table is.
constexpr sql_writer& write_synchronization(const operation& of, const column_pair& pair, bool qualified,
                                            sql_writer& out) {
  if (qualified && !of.schema.empty()) {
    out.identifier(of.schema) << '.';
  }
  return out.identifier(synchronization_name(of.table, pair.from, pair.to).view());
}

/// In quotes always: PL/pgSQL has keywords of its own.
constexpr sql_writer& write_field(std::string_view row, const name& column, sql_writer& out) {
  return (out << row << '.').quoted(column.view());
}

/// `row.to := `, and what `expression` makes of the new row. An expression sees the columns as a query does.
constexpr void write_assignment(std::string_view indent, std::string_view row, const name& to, const name& from,
                                std::string_view expression, const name& table, sql_writer& out) {
  write_field(row, to, out << indent) << " := ";
  if (expression.empty()) {
    write_field("NEW", from, out);
  } else {
    (out << "(SELECT (" << expression << ") FROM (SELECT NEW.*) AS ").quoted(table.view()) << ')';
  }
  out << ";\n";
}

/// Whether two rows differ in a column: byte by byte, since not every type has an operator for it.
constexpr sql_writer& write_comparison(std::string_view a, std::string_view comparison, std::string_view b,
                                       const name& column, sql_writer& out) {
  write_field(a, column, out << "ROW(") << ")::record " << comparison << " ROW(";
  return write_field(b, column, out) << ")::record";
}

/// The body of the trigger's function.
constexpr void write_synchronization_body(const operation& of, const column_pair& pair, sql_writer& out) {
  const auto forward = [&](std::string_view indent, std::string_view row) {
    write_assignment(indent, row, pair.to, pair.from, of.sql, of.table, out);
  };
  const auto backward = [&](std::string_view indent) {
    write_assignment(indent, "NEW", pair.from, pair.to, of.reverse_sql, of.table, out);
  };
  out << "\n#variable_conflict use_column\nDECLARE\n  computed record;\nBEGIN\n  IF TG_OP = 'INSERT' THEN\n    IF ";
  write_field("NEW", pair.to, out) << " IS NULL THEN\n";
  forward("      ", "NEW");
  out << "    ELSE\n";
  backward("      ");
  out << "    END IF;\n  ELSIF ";
  write_comparison("NEW", "*=", "OLD", pair.to, out) << " THEN\n    IF ";
  write_field("NEW", pair.to, out) << " IS NULL OR ";
  write_comparison("NEW", "*<>", "OLD", pair.from, out) << " THEN\n";
  forward("      ", "NEW");
  // a new value that is made of the old one has been written by nobody: it is a backfill's
  out << "    END IF;\n  ELSE\n    computed := NEW;\n";
  forward("    ", "computed");
  write_comparison("NEW", "*<>", "computed", pair.to, out << "    IF ") << " THEN\n";
  backward("      ");
  out << "    END IF;\n  END IF;\n  RETURN NEW;\nEND\n";
}

/// `column = expression`, of an UPDATE.
constexpr void write_set(const name& to, const name& from, std::string_view expression, sql_writer& out) {
  out.identifier(to) << " = ";
  if (expression.empty()) {
    out.identifier(from);
  } else {
    out << '(' << expression << ')';
  }
}

constexpr void render_expand_column(const operation& of, const script& in, sql_writer& out) {
  const column_pair pair = pair_of(of, in);
  column_record column = in.columns(of.columns)[0];
  const bool filled = brings_back(of);
  const bool required = filled && column.null == nullability::not_null;
  if (required) {
    column.null = nullability::nullable;
  }
  write_alter_table(of, out) << "ADD COLUMN ";
  write_column(column, in, out);
  out.end_statement();
  write_column_comment(of, column, out);
  (out << "UPDATE ").qualified(of.schema, of.table) << " SET ";
  if (!filled || column.id == pair.to) {
    write_set(pair.to, pair.from, of.sql, out);
  }
  if (!filled) {
    out << ", ";
  }
  if (!filled || column.id == pair.from) {
    write_set(pair.from, pair.to, of.reverse_sql, out);
  }
  if (!filled) {
    out << " WHERE false";  // PL/pgSQL would look at the expressions only when somebody writes
  }
  out.end_statement();
  if (required) {
    (write_alter_table(of, out) << "ALTER COLUMN ").identifier(column.id) << " SET NOT NULL";
    out.end_statement();
  }
  sql_writer body;
  write_synchronization_body(of, pair, body);
  (write_synchronization(of, pair, true, out << "CREATE FUNCTION ") << "() RETURNS trigger LANGUAGE plpgsql AS ")
      .dollar_quoted(body.text());
  out.end_statement();
  (write_synchronization(of, pair, false, out << "CREATE TRIGGER ") << " BEFORE INSERT OR UPDATE ON ")
      .qualified(of.schema, of.table);
  write_synchronization(of, pair, true, out << " FOR EACH ROW EXECUTE FUNCTION ") << "()";
  out.end_statement();
}

/// The column that is there must be one that a trigger may write, and values must find their way there and back.
constexpr bool expect_pair(catalog& in, const operation& op, const script& of, std::uint32_t column,
                           const column_record& added) {
  const column_record& old = in.state.column(in.state.at(column));
  const std::string_view id = op.object.view();
  if (!old.generated.empty()) {
    return in.fail(fault::column_is_generated, id, {}, {}, "cannot be written to");
  }
  if (old.identity == identity_kind::always) {
    return in.fail(fault::column_is_identity, id, {}, {}, "takes no values from elsewhere (GENERATED ALWAYS)");
  }
  if (added.server_default.what != default_value::form::none || !added.generated.empty() || added.type.serial() ||
      added.identity == identity_kind::by_default || added.identity == identity_kind::always ||
      numbered_by_default(added, of)) {
    return in.fail(fault::conflicting_column, added.id.view());
  }
  const bool there = !op.sql.empty() || cast_between(in, old.type, added.type) != answer::no;
  const bool back = !op.reverse_sql.empty() || cast_between(in, added.type, old.type) != answer::no;
  if ((!there || !back) && !in.excused(id, op.table.view(), column)) {
    sql_writer from;
    from.type(there ? added.type : old.type);
    sql_writer to;
    to.type(there ? old.type : added.type);
    return in.fail(fault::no_cast, there ? added.id.view() : id, from.text(), there ? "backward" : "forward",
                   to.text());
  }
  return true;
}

/// A function of the name may be that of another pair: a_b of one table, b of another.
constexpr bool expect_free_function(catalog& in, std::uint32_t table, std::string_view id) {
  if (!in.state.has_synchronizations()) {
    return true;
  }
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::synchronization && it.id.view() == id &&
        schema_state::place(in.state.at(it.parent).schema) == schema_state::place(in.state.at(table).schema) &&
        !in.excused(id, in.state.at(it.parent).id.view(), i)) {
      return in.taken(fault::synchronization_exists, i, in.state.at(it.parent).id.view());
    }
  }
  return true;
}

constexpr bool expand_column_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const column_record& added = of.columns(op.columns)[0];
  const column_pair pair = pair_of(op, of);
  const std::uint32_t other = in.expect_column(table, added.id == pair.from ? pair.to : pair.from);
  if (in.found || (other != object::none && !brings_back(op) &&
                   !expect_pair(in, op, of, other, added))) {
    return false;
  }
  const name_text id = synchronization_name(in.state.at(table).id, pair.from, pair.to);
  if (!define_column(in, table, added, of, false) || !expect_free_function(in, table, id.view()) ||
      !define_column_keys(in, table, added) ||
      !define_constraints(in, table, added.constraints, of, constraint_kind::primary_key) ||
      !define_constraints(in, table, added.constraints, of, constraint_kind::unique) ||
      !define_constraints(in, table, added.constraints, of, constraint_kind::check) ||
      !define_constraints(in, table, added.constraints, of, constraint_kind::foreign_key)) {
    return false;
  }
  const name kept = in.state.keep_name(id.view());
  const std::uint32_t definition =
      in.state.keep(synchronization_record{pair.from, pair.to, op.sql, op.reverse_sql});
  in.add_child(object_kind::synchronization, kept,
               schema_state::child_key(in.state.at(table).key, object_kind::synchronization, kept), table, definition);
  return !in.found;
}

constexpr bool expand_column_reverse(const operation& op, const script& of, const changes&, script_builder& out) {
  const column_pair pair = pair_of(op, of);
  const bool old_comes = of.columns(op.columns)[0].id == pair.from;
  operation& undo = out.add(op_kind::contract_column, op);
  undo.object = pair.from;
  undo.new_name = pair.to;
  undo.keep_old = !old_comes;
  return true;
}

inline constexpr verb expand_column_verb{"expand_column", needs::table | needs::object, render_expand_column,
                                         expand_column_effect, expand_column_reverse};

template <std::uint32_t N>
struct expand_column_word : op_fragment<N>, with_schema<expand_column_word, N> {
  /// What the new column's value is made of, an expression of the old column; unsaid, it is the old value, if there is
  /// an assignment cast.
  [[nodiscard]] constexpr expand_column_word<N + 1> forward(std::string_view expression) const noexcept {
    return extended<detail::expand_column_word>(*this, text_token(part::sql, expression));
  }
  /// What the old column's value is made of, an expression of the new column; unsaid, it is the new value.
  [[nodiscard]] constexpr expand_column_word<N + 1> backward(std::string_view expression) const noexcept {
    return extended<detail::expand_column_word>(*this, text_token(part::reverse_sql, expression));
  }
};

}  // namespace detail

namespace dsl {

/// The first step of a rename, or of a change of type, that stops nobody: adds a column, and a trigger that keeps it in
/// step with an old one, so that programs which know only one of them can run at the same time.
/// `expand_column("user", "name", column("full_name", text)).forward("trim(name)").backward("full_name")`. Then fill
/// the rows that are there, `backfill("user", "full_name", sql("trim(name)"))`, and, when no program uses the old
/// column any more, contract_column("user", "name", "full_name").
///
/// The SQL: `ALTER TABLE ADD COLUMN`, an `UPDATE ... WHERE false` that lets PostgreSQL look at the expressions, `CREATE
/// FUNCTION` and `CREATE TRIGGER ... BEFORE INSERT OR UPDATE`, both named table_old_new_sync. In an INSERT the new
/// column is made of the old one if it is NULL, else the old of the new. In an UPDATE: of the one that changes; if both
/// do, or the new one, the old is made of the new, unless the new value is what the expression makes of the old one: so
/// a backfill does not touch the old column. An UPDATE of something else fills a new column that is NULL. An expression
/// that fails for some value fails the statement of the program that writes it.
///
/// The new column takes its values from the old one: it has no default, identity or expression of its own. It has the
/// constraints that it says, and none of the old one's.
template <std::uint32_t N>
[[nodiscard]] constexpr auto expand_column(name table, name from, const detail::column_word<N>& to) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, from)};
  return detail::make_word<detail::expand_column_word>(op_kind::expand_column, said, to);
}

}  // namespace dsl
}  // namespace sterna
