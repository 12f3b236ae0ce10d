// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/undefine.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

constexpr void render_truncate_table(const operation& of, const script& in, sql_writer& out) {
  const std::string_view only = of.only ? "ONLY " : "";
  (out << "TRUNCATE TABLE " << only).qualified(of.schema, of.table);
  for (const element& each : in.elements(of.keys)) {
    (out << ", " << only).qualified(of.schema, each.column);
  }
  out << (of.settings.count > 0 ? " RESTART IDENTITY" : "") << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

[[nodiscard]] constexpr bool has_table(const catalog& in, const pool<std::uint32_t>& tables, std::uint32_t table) {
  for (std::uint32_t i = 0; i < tables.count; ++i) {
    if (in.state.at(tables.items[i]).key == in.state.at(table).key) {
      return true;
    }
  }
  return false;
}

/// Refuses what leaves a foreign key of another table without its rows; PostgreSQL does so where there are none too.
/// One that refers to a partitioned table refers to its partitions.
constexpr bool expect_unreferred(catalog& in, const pool<std::uint32_t>& tables, std::uint32_t table) {
  for (std::uint32_t whole = table; whole != object::none;) {
    for (std::uint32_t i = in.state.at(whole).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
      const object& it = in.state.at(i);
      if (it.alive && !has_table(in, tables, it.parent) &&
          !in.excused(it.id.view(), in.state.at(it.parent).id.view(), i)) {
        return refuse_needed(in, in.state.at(table).id.view(), it, in.state.at(it.parent).id.view());
      }
    }
    const setting* const as =
        in.has_heirs ? setting_in(in.state.settings(in.state.at(whole)), setting_kind::partition_of) : nullptr;
    whole = as == nullptr ? object::none : parent_in(in, *as);
  }
  return true;
}

constexpr bool truncate_table_effect(const operation& op, const script& of, catalog& in) {
  pool<std::uint32_t> tables;
  const auto take = [&](std::uint32_t table) {
    if (table != object::none) {
      tables.push(table);
    }
    return !in.found && (table == object::none || !op.only ||
                         expect_not_partitioned(in, table, "it has no rows but those of its partitions; leave .only() "
                                                           "out"));
  };
  if (!take(in.expect_table(op))) {
    return false;
  }
  for (const element& each : of.elements(op.keys)) {
    if (!take(in.expect(object_kind::table, op.schema, each.column))) {
      return false;
    }
  }
  for (std::uint32_t i = 0; i < tables.count && !op.only; ++i) {  // it grows
    for_each_heir(in, tables.items[i], [&](std::uint32_t heir, const setting&) { tables.push(heir); });
  }
  for (std::uint32_t i = 0; i < tables.count && !op.cascade; ++i) {
    if (!expect_unreferred(in, tables, tables.items[i])) {
      return false;
    }
  }
  return true;
}

constexpr bool truncate_table_reverse(const operation&, const script&, const changes&, script_builder&) {
  return true;  // the rows are gone
}

inline constexpr verb truncate_table_verb{"truncate_table", needs::table, render_truncate_table, truncate_table_effect,
                                          truncate_table_reverse};

template <std::uint32_t N>
struct truncate_table_word : op_fragment<N>, with_schema<truncate_table_word, N> {
  /// `RESTART IDENTITY`: the sequences of its columns begin again.
  [[nodiscard]] constexpr truncate_table_word<N + 1> restart_identity() const noexcept {
    return extended<detail::truncate_table_word>(*this, flag(part::restart));
  }
  /// `ONLY`: not the tables that inherit from it.
  [[nodiscard]] constexpr truncate_table_word<N + 1> only() const noexcept {
    return extended<detail::truncate_table_word>(*this, flag(part::only));
  }
  /// `CASCADE`: all tables whose foreign keys refer to it lose their rows too.
  [[nodiscard]] constexpr truncate_table_word<N + 1> cascade() const noexcept {
    return extended<detail::truncate_table_word>(*this, flag(part::cascade));
  }
};

}  // namespace detail

namespace dsl {

/// `TRUNCATE TABLE table [RESTART IDENTITY] [CASCADE]`: all rows go at once. No downgrade brings them back.
[[nodiscard]] constexpr auto truncate_table(name table) noexcept {
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::truncate_table_word>(op_kind::truncate_table, said);
}
/// `TRUNCATE TABLE a, b`: those that refer to one another, in one statement.
template <std::size_t N>
[[nodiscard]] constexpr auto truncate_table(const name (&tables)[N]) noexcept {
  token said[N]{};
  for (std::size_t i = 0; i < N; ++i) {
    said[i] = detail::name_token(i == 0 ? part::table : part::key, tables[i]);
  }
  return detail::make_word<detail::truncate_table_word>(op_kind::truncate_table, said);
}

}  // namespace dsl
}  // namespace sterna
