// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// What stands behind the columns: INHERITS, PARTITION BY, USING, WITH, ON COMMIT, TABLESPACE.
constexpr void write_table_settings(list<setting> all, sql_writer& out) {
  std::string_view between = " INHERITS (";
  for (const setting& each : all) {
    if (each.what == setting_kind::inherits) {
      (out << between).qualified(each.detail_id(), each.id());
      between = ", ";
    }
  }
  out << (between == ", " ? ")" : "");
  const auto write = [&](setting_kind what, std::string_view clause, bool quoted) {
    if (const setting* const it = setting_in(all, what); it != nullptr) {
      out << clause;
      if (quoted) {
        out.identifier(it->text);
      } else {
        out << it->text;
      }
    }
  };
  write(setting_kind::partition_by, " PARTITION BY ", false);
  write(setting_kind::access_method, " USING ", true);
  write_parameters(all, " WITH (", false, out);
  write(setting_kind::on_commit, " ON COMMIT ", false);
  write(setting_kind::tablespace, " TABLESPACE ", true);
}

constexpr void write_bounds(const setting& bounds, sql_writer& out) {
  out << (bounds.text.empty() ? "DEFAULT" : "FOR VALUES ") << bounds.text;
}

constexpr void render_create_table(const operation& of, const script& in, sql_writer& out) {
  const auto settings = in.settings(of.settings);
  const setting* const parent = setting_in(settings, setting_kind::partition_of);
  (out << "CREATE " << (setting_in(settings, setting_kind::temporary) != nullptr ? "TEMPORARY " : "")
       << (setting_in(settings, setting_kind::unlogged) != nullptr ? "UNLOGGED " : "") << "TABLE "
       << (of.if_not_exists ? "IF NOT EXISTS " : ""))
      .qualified(of.schema, of.table);
  if (parent != nullptr) {
    (out << " PARTITION OF ").qualified(parent->detail_id(), parent->id());
  }
  if (parent == nullptr || of.columns.count + of.constraints.count > 0) {
    out << " (";
    std::string_view between = "\n    ";
    for (const column_record& column : in.columns(of.columns)) {
      out << between;
      write_column(column, in, out);
      between = ",\n    ";
    }
    for (const constraint_record& constraint : in.constraints(of.constraints)) {
      out << between;
      write_constraint(constraint, in, out);
      between = ",\n    ";
    }
    out << "\n)";
  }
  if (parent != nullptr) {
    write_bounds(*setting_in(settings, setting_kind::bounds), out << ' ');
  }
  if (of.settings.count > 0) {
    write_table_settings(settings, out);
  }
  out.end_statement();
  for (const column_record& column : in.columns(of.columns)) {
    if (column.settings.count > 0) {
      write_column_storage(of, column, in, out);
    }
  }
  if (!of.sql.empty()) {
    ((out << "COMMENT ON TABLE ").qualified(of.schema, of.table) << " IS ").literal(of.sql);
    out.end_statement();
  }
  for (const column_record& column : in.columns(of.columns)) {
    write_column_comment(of, column, out);
  }
}

constexpr bool create_table_effect(const operation& op, const script& of, catalog& in) {
  if (op.settings.count > 0 && setting_in(of.settings(op.settings), setting_kind::temporary) != nullptr) {
    in.cannot_see(op.table.view(), sql_reach::names);  // for as long as the session, and in front of all others
    return true;
  }
  if (const std::uint32_t there = op.if_not_exists ? in.relation(op.schema, op.table) : object::none;
      there != object::none) {
    for (std::uint32_t i = 0; i < op.columns.count && in.state.objects.items[there].kind == object_kind::table; ++i) {
      if (!comment_anyway(in, there, of.columns(op.columns)[i])) {
        return false;
      }
    }
    return true;
  }
  if (!in.expect_free(object_kind::table, op.schema, op.table)) {
    return false;
  }
  in.add_child(object_kind::table, op.table, schema_state::relation_key(op.schema, op.table), object::none,
               object::none, op.schema);
  const std::uint32_t table = in.state.objects.count - 1;
  if (op.sql.size() > 0) {
    in.state.objects.items[table].comment = op.sql;
  }
  if (op.settings.count > 0 && !keep_table_settings(in, table, of.settings(op.settings))) {
    return false;
  }
  const column_record* const first = of.column_pool.data() + op.columns.first;
  const column_record* const end = first + op.columns.count;
  for (const column_record* column = first; column != end; ++column) {
    if (!define_column(in, table, *column, of, true)) {
      return false;
    }
  }
  if (in.has_partitioned && !expect_partition_columns(in, table)) {
    return false;
  }
  const column_record* key = nullptr;
  const column_record* constrained = nullptr;
  bool several = op.constraints.count > 0;
  for (const column_record* column = first; column != end; ++column) {
    if (column->constraints.count > 0) {
      constrained = column;
      if (!define_constraints(in, table, column->constraints, of, constraint_kind::check)) {
        return false;
      }
    }
    if (column->primary_key || column->unique) {
      several = several || key != nullptr;
      key = column;
    }
  }
  if (op.constraints.count > 0 && !define_constraints(in, table, op.constraints, of, constraint_kind::check)) {
    return false;
  }
  if (several ? !define_keys(in, table, op.columns, op.constraints, of)
              : key != nullptr && !define_column_keys(in, table, *key)) {
    return false;
  }
  for (const column_record* column = first; constrained != nullptr && column <= constrained; ++column) {
    if (column->constraints.count > 0 &&
        !define_constraints(in, table, column->constraints, of, constraint_kind::foreign_key)) {
      return false;
    }
  }
  return op.constraints.count == 0 ||
         define_constraints(in, table, op.constraints, of, constraint_kind::foreign_key);
}

constexpr bool create_table_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists) || (op.if_not_exists && made.touched_older())) {
    return false;
  }
  if (made.none()) {
    return true;
  }
  const std::uint32_t table = made.after.relation(op.schema, op.table);
  if (made.after.has_heirs && table != object::none && referred_above(made.after, table)) {
    const setting* const parent =
        setting_in(made.after.state.settings(made.after.state.at(table)), setting_kind::partition_of);
    const slice settings = describe_settings({parent, 1}, out);
    out.add(op_kind::detach_partition, op).settings = settings;
  }
  out.add(op_kind::drop_table, op);
  return true;
}

inline constexpr verb create_table_verb{"create_table", needs::table, render_create_table, create_table_effect,
                                        create_table_reverse};

template <std::uint32_t N>
struct create_table_word : op_fragment<N>,
                           with_schema<create_table_word, N>,
                           with_if_not_exists<create_table_word, N> {
  /// Of a partition: the schema of the table that it is a part of.
  [[nodiscard]] constexpr create_table_word table_schema(name id) const noexcept {
    create_table_word copy = *this;
    copy.items[3] = name_token(part::setting_detail, id);
    return copy;
  }
  /// In models: what the table was called before. The next generated migration renames it, instead of dropping one
  /// table and creating another; later it means nothing.
  [[nodiscard]] constexpr create_table_word<N + 1> renamed_from(name before) const noexcept {
    return inserted<detail::create_table_word>(*this, name_token(part::renamed_from, before));
  }
};

/// A column, or a constraint of the table.
template <class P>
concept table_part = requires { requires P::is_column; } ||
    requires { requires P::is_constraint && P::place != constraint_place::column; } ||
    setting_for<P, setting_place::new_table> || std::same_as<P, comment_attribute>;

/// The parts of a table behind the tokens of its word: what is the table's comes before the first column.
template <std::uint32_t N, class... P>
constexpr void take_table_parts(create_table_word<N>& made, std::uint32_t used, const P&... parts) noexcept {
  [[maybe_unused]] const auto take = [&]<bool Column, class Part>(const Part& part) {
    if constexpr (Column == requires { Part::is_column; }) {
      append(made, used, part);
    }
  };
  [[maybe_unused]] const int of_table[] = {0, (take.template operator()<false>(parts), 0)...};
  [[maybe_unused]] const int columns[] = {0, (take.template operator()<true>(parts), 0)...};
}

}  // namespace detail

namespace dsl {

/// `CREATE TABLE table (...)`: columns, constraints and what the table says besides, in any order. Comments follow as
/// statements of their own, and the storage of columns. An integer column that is the primary key is `GENERATED BY
/// DEFAULT AS IDENTITY` unless it says otherwise.
template <class... P>
[[nodiscard]] constexpr auto create_table(name table, const P&... parts) noexcept {
  static_assert(
      detail::all_true<detail::table_part<P>...>,
      "create_table takes columns and constraints: column(...), primary_key(...), unique(...), check(...), and "
      "options: comment(...), unlogged, with(...), inherits(...), partition_by(...), tablespace(...)");
  detail::create_table_word<2U + detail::size_of<P...>> made;
  made.items[0] = detail::op_token(op_kind::create_table);
  made.items[1] = detail::name_token(part::table, table);
  detail::take_table_parts(made, 2, parts...);
  return made;
}

/// `CREATE TABLE partition PARTITION OF table FOR VALUES bounds`: `"FROM (1) TO (10)"`, `"IN ('a', 'b')"`, `"WITH
/// (MODULUS 4, REMAINDER 0)"`; `default_partition` takes what no other does. It has the columns, constraints and
/// indexes of the table; what follows are constraints and options of its own. With
/// `.table_schema("s")` the table is in another schema.
template <class... P>
[[nodiscard]] constexpr auto create_partition(name partition, name table, std::string_view bounds,
                                              const P&... parts) noexcept {
  static_assert(detail::all_true<(detail::table_part<P> && !requires { P::is_column; })...>,
                "create_partition takes constraints and options: check(...), partition_by(...), with(...)");
  detail::create_table_word<5U + detail::size_of<P...>> made;
  made.items[0] = detail::op_token(op_kind::create_table);
  made.items[1] = detail::name_token(part::table, partition);
  made.items[2] = detail::name_token(part::partition_of, table);
  made.items[3] = detail::name_token(part::setting_detail, {});
  made.items[4] = detail::text_token(part::bounds, bounds);
  detail::take_table_parts(made, 5, parts...);
  return made;
}
/// `DEFAULT`, in place of bounds.
inline constexpr std::string_view default_partition{};

}  // namespace dsl
}  // namespace sterna
