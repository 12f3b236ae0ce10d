// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/sql_text.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

#include <type_traits>

namespace sterna {
namespace detail {

/// By this the runner tells the messages of a backfill from all others; the detail is the number of rows.
inline constexpr std::string_view backfill_state = "STR02";

inline constexpr element unsaid_batch_key[] = {{.column = name("id")}};

/// The columns by which a backfill goes through its table.
[[nodiscard]] constexpr list<element> batch_key(const operation& op, const script& of) noexcept {
  return op.keys.count == 0 ? list<element>{unsaid_batch_key, 1} : of.elements(op.keys);
}

/// What `write` makes of each column of the key and its number, from 1.
template <class Write>
constexpr void write_key(list<element> key, sql_writer& out, std::string_view between, Write write) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    out << (i > 0 ? between : std::string_view{});
    write(key[i].column, static_cast<long long>(i + 1));
  }
}
constexpr void write_key_columns(list<element> key, sql_writer& out, std::string_view behind = {}) {
  write_key(key, out, ", ", [&](const name& column, long long) { out.identifier(column) << behind; });
}
constexpr void write_key_variables(list<element> key, sql_writer& out, std::string_view prefix) {
  write_key(key, out, ", ", [&](const name&, long long number) { (out << prefix).number(number); });
}
/// "id >= sterna_low_1", or "(a, b) >= (sterna_low_1, sterna_low_2)": a comparison of rows, which an index can answer.
constexpr void write_key_comparison(list<element> key, sql_writer& out, std::string_view comparison,
                                    std::string_view prefix) {
  const bool row = key.size() > 1;
  out << (row ? "(" : "");
  write_key_columns(key, out);
  out << (row ? ") " : " ") << comparison << (row ? " (" : " ");
  write_key_variables(key, out, prefix);
  out << (row ? ")" : "");
}

/// The shown name of what is filled: "s.t.c".
constexpr void write_filled_name(const operation& of, sql_writer& out) {
  out << of.schema.view() << (of.schema.empty() ? "" : ".") << of.table.view() << '.' << of.object.view();
}

/// "SELECT id FROM t WHERE id >= sterna_low_1 ORDER BY id LIMIT 5000"; with `name_for` each column gets such a name.
constexpr void write_batch(const operation& of, list<element> key, sql_writer& out, std::string_view name_for) {
  write_key(key, out << "SELECT ", ", ", [&](const name& column, long long number) {
    out.identifier(column);
    if (!name_for.empty()) {
      (out << " AS " << name_for).number(number);
    }
  });
  (out << " FROM ").qualified(of.schema, of.table) << " WHERE ";
  write_key_comparison(key, out, ">=", "sterna_low_");
  write_key_columns(key, out << " ORDER BY ");
  (out << " LIMIT ").number(of.batch);
}

constexpr void write_batch_update(const operation& of, const script& in, list<element> key, sql_writer& out) {
  ((out << "    UPDATE ").qualified(of.schema, of.table) << " SET ").identifier(of.object) << " = ";
  write_default(in.columns(of.columns)[0].server_default, out);
  out << '\n';  // the text may end in a comment
  if (key.size() == 1) {
    write_key_comparison(key, out << "      WHERE ", ">=", "sterna_low_");
    write_key_comparison(key, out << " AND ", "<=", "sterna_high_");
  } else {  // an index scan does not end at a row: with (a, b) <= (x, y) it goes on through all that have a = x
    write_batch(of, key, out << "      FROM (", "sterna_key_");
    write_key(key, out << ") AS sterna_batch\n      WHERE ", " AND ", [&](const name& column, long long number) {
      (out.identifier(column) << " = sterna_key_").number(number);
    });
  }
  // within CASE the condition is neither estimated nor looked up by another index: the key leads in any case
  out << "\n      AND CASE WHEN ";
  if (of.where.empty()) {
    out.identifier(of.object) << " IS NULL";
  } else {
    out << of.where << "\n     ";
  }
  out << " THEN true ELSE false END;\n";
}

/// "SELECT id INTO sterna_low_1 FROM ".
constexpr sql_writer& write_key_lookup(list<element> key, sql_writer& out, std::string_view variables) {
  write_key_columns(key, out << "SELECT ");
  write_key_variables(key, out << " INTO ", variables);
  return out << " FROM ";
}
constexpr void write_key_declarations(const operation& of, list<element> key, sql_writer& out,
                                      std::string_view variables) {
  write_key(key, out << "  ", ";\n  ", [&](const name& column, long long number) {
    (out << variables).number(number) << ' ';
    if (!of.schema.empty()) {
      out.quoted(of.schema.view()) << '.';
    }
    (out.quoted(of.table.view()) << '.').quoted(column.view()) << "%TYPE";
  });
  out << ";\n";
}

/// The lookups have no condition but the key: whatever the statistics say of the rows that are left, they go to the
/// index, and each row is looked at once. A batch is thus so many rows of the table, some of which may be done.
constexpr void render_backfill(const operation& of, const script& in, sql_writer& out) {
  const list<element> key = batch_key(of, in);
  sql_writer body;
  body << "\n#variable_conflict use_column\nDECLARE\n";
  write_key_declarations(of, key, body, "sterna_low_");
  write_key_declarations(of, key, body, "sterna_high_");
  body << "  sterna_rows bigint;\n  sterna_done bigint := 0;\nBEGIN\n";
  write_key_lookup(key, body << "  ", "sterna_low_").qualified(of.schema, of.table) << " ORDER BY ";
  write_key_columns(key, body);
  body << " LIMIT 1;\n  WHILE FOUND LOOP\n";
  if (key.size() > 1) {  // the batch is joined with the table, which must not be read whole for that
    body << "    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);\n";
  }
  write_key_lookup(key, body << "    ", "sterna_high_") << '(';
  write_batch(of, key, body, "");
  body << ") AS sterna_batch ORDER BY ";
  write_key_columns(key, body, " DESC");
  body << " LIMIT 1;\n    EXIT WHEN NOT FOUND;\n";
  write_batch_update(of, in, key, body);
  sql_writer filled;
  write_filled_name(of, filled << "backfill of ");
  filled << ": ";
  body << "    GET DIAGNOSTICS sterna_rows = ROW_COUNT;\n    COMMIT;\n    IF sterna_rows > 0 THEN\n"
          "      sterna_done := sterna_done + sterna_rows;\n      RAISE INFO USING MESSAGE = ";
  body.literal(filled.text()) << " || sterna_done || ' rows', DETAIL = sterna_done, ERRCODE = '" << backfill_state
                              << "';\n";
  if (of.pause > 0) {
    (body << "      PERFORM pg_sleep(").number(of.pause) << " / 1000.0);\n";
  }
  write_key_lookup(key, body << "    END IF;\n    ", "sterna_low_").qualified(of.schema, of.table) << " WHERE ";
  write_key_comparison(key, body, ">", "sterna_high_");
  write_key_columns(key, body << " ORDER BY ");
  body << " LIMIT 1;\n  END LOOP;\nEND\n";
  (out << "DO ").dollar_quoted(body.text());
  out.end_statement();
  (out << "ANALYZE ").qualified(of.schema, of.table);
  out.end_statement();
}

constexpr bool expect_fillable(catalog& in, std::uint32_t table, std::uint32_t column, const default_value& value) {
  const column_record& filled = in.state.column(in.state.at(column));
  if (in.excused(filled.id.view(), in.state.at(table).id.view(), column)) {
    return true;
  }
  if (!filled.generated.empty()) {
    return in.fail(fault::column_is_generated, filled.id.view(), {}, {}, "takes no other value");
  }
  if (filled.identity == identity_kind::always) {
    return in.fail(fault::column_is_identity, filled.id.view(), {}, {}, "takes no other value");
  }
  return expect_default(in, filled.type, value, filled.id.view(), true);
}

/// Whether an index is a key that a table can be gone through by, in the order of these columns: no two rows are the
/// same, none is left out, and the index has their order.
[[nodiscard]] constexpr bool leads_through(const catalog& in, std::uint32_t table, const index_record& index,
                                           list<element> key) {
  const list<element> keys = in.state.elements(index.keys);
  if (!index.unique || !index.valid || !index.where.empty() || !index.method.empty() || keys.size() != key.size()) {
    return false;
  }
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool descending = keys[i].order == sort_order::descending;
    const null_order usual = descending ? null_order::first : null_order::last;
    const std::uint32_t column = in.column(table, key[i].column);
    if (!(keys[i].column == key[i].column) || !keys[i].collation.empty() || !keys[i].operator_class.empty() ||
        descending != (keys[0].order == sort_order::descending) ||
        (keys[i].nulls != null_order::unspecified && keys[i].nulls != usual) || column == object::none ||
        in.state.column(in.state.at(column)).null != nullability::not_null) {
      return false;
    }
  }
  return true;
}

constexpr bool expect_batch_key(catalog& in, std::uint32_t table, list<element> key, const name& filled) {
  if (!expect_members(in, table, key, true)) {
    if (in.found.what == fault::missing_column) {
      in.found.detail = std::string_view("key");
    }
    return false;
  }
  const std::string_view table_name = in.state.at(table).id.view();
  if (has_member(key, filled)) {
    return in.fail(fault::no_batch_key, table_name, filled.view());
  }
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].kind == object_kind::index && objects[i].alive &&
        leads_through(in, table, in.state.index(objects[i]), key)) {
      return true;
    }
  }
  if (in.excused(table_name, {}, table)) {
    return true;
  }
  const std::uint32_t primary = primary_key_of(in, table);
  sql_writer there;
  if (primary != object::none) {
    write_columns(in.state.elements(in.state.index(objects[primary]).keys), there);
  }
  sql_writer wanted;
  write_columns(key, wanted);
  return in.fail(fault::no_batch_key, table_name, {}, there.text(), wanted.text());
}

constexpr bool backfill_effect(const operation& op, const script& of, catalog& in) {
  const default_value& value = of.columns(op.columns)[0].server_default;
  if ((value.what == default_value::form::expression && !expect_expression(in, value.text)) ||
      (!op.where.empty() && !expect_expression(in, op.where))) {
    return false;
  }
  const std::uint32_t table = in.expect_table(op);
  if (table != object::none) {
    const std::uint32_t column = in.expect_column(table, op.object);
    if (in.found || (column != object::none && !expect_fillable(in, table, column, value)) ||
        !expect_batch_key(in, table, batch_key(op, of), op.object)) {
      return false;
    }
  }
  in.underivable = false;  // whatever is known of the table: there is nothing to undo
  return !in.found;
}

constexpr bool backfill_reverse(const operation&, const script&, const changes&, script_builder&) { return true; }

inline constexpr verb backfill_verb{"backfill", needs::table | needs::object, render_backfill, backfill_effect,
                                    backfill_reverse};

/// Not constexpr on purpose: their names are the errors.
inline void a_batch_has_at_least_one_row() {}
inline void a_pause_is_not_negative() {}

template <std::uint32_t N>
struct backfill_word : op_fragment<N>, with_schema<backfill_word, N> {
  /// Which rows lack the value; unsaid, those where the column is NULL. A row must not be one of them any more when it
  /// is filled, or a run that was cut off fills it again.
  [[nodiscard]] constexpr backfill_word<N + 1> where(std::string_view condition) const noexcept {
    return extended<detail::backfill_word>(*this, text_token(part::where, condition));
  }
  /// The columns by which it goes through the table, a primary key or a unique one that is not null; unsaid, `id`.
  template <literal C>
  [[nodiscard]] consteval backfill_word<N + 1> key(const C& column) const noexcept {
    return extended<detail::backfill_word>(*this, name_token(part::key, name(column)));
  }
  template <std::size_t M>
  [[nodiscard]] constexpr backfill_word<N + M> key(const name (&columns)[M]) const noexcept {
    token more[M]{};
    for (std::size_t i = 0; i < M; ++i) {
      more[i] = name_token(part::key, columns[i]);
    }
    return extended<detail::backfill_word>(*this, more);
  }
  /// How many rows of the table one transaction goes over; unsaid, 5000.
  [[nodiscard]] constexpr backfill_word<N + 1> batch(int rows) const noexcept {
    if (rows < 1) {
      a_batch_has_at_least_one_row();
    }
    return extended<detail::backfill_word>(*this, number_token(part::batch, static_cast<std::uint64_t>(rows)));
  }
  /// Milliseconds between two transactions, in which others have their turn; unsaid, 20.
  [[nodiscard]] constexpr backfill_word<N + 1> pause(int milliseconds) const noexcept {
    if (milliseconds < 0) {
      a_pause_is_not_negative();
    }
    return extended<detail::backfill_word>(*this, number_token(part::pause, static_cast<std::uint64_t>(milliseconds)));
  }
};

}  // namespace detail

namespace dsl {

/// Fills a column of a table with rows, so many rows a transaction, outside the migration's own: nobody waits for long.
/// `value` is what `server_default` takes: a text, a number, a bool, or `sql("first_name || ' ' || last_name")`. Each
/// batch is `UPDATE table SET column = value WHERE key BETWEEN ... AND column IS NULL`, then COMMIT; at the end comes
/// ANALYZE. Cut off, it is run again, and passes over what is done. A downgrade leaves the rows as they are.
template <class T>
[[nodiscard]] constexpr auto backfill(name table, name column, const T& value) noexcept {
  static_assert(!std::is_pointer_v<T>, "a pointer would be taken for a bool; write the text itself");
  const token said[] = {detail::name_token(part::table, table),
                        detail::flag(part::outside_transaction),
                        detail::number_token(part::batch, 5000),
                        detail::number_token(part::pause, 20),
                        detail::name_token(part::column, column),
                        server_default(value).items[0]};
  return detail::make_word<detail::backfill_word>(op_kind::backfill, said);
}

}  // namespace dsl
}  // namespace sterna
