// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/renamed_text.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/stale_text.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// What a partitioned table is partitioned by: `RANGE (at, lower(kind))`. Its columns are there, stay as they are, and
// are part of each key.

namespace sterna::detail {

/// The setting that says it; null: the table is not partitioned.
[[nodiscard]] constexpr const setting* partition_key_of(const catalog& in, std::uint32_t table) {
  const object& it = in.state.objects.items[table];
  return in.has_partitioned && it.kind == object_kind::table
             ? setting_in(in.state.settings(it), setting_kind::partition_by)
             : nullptr;
}

/// Refuses what PostgreSQL cannot do with a table that is partitioned.
constexpr bool expect_not_partitioned(catalog& in, std::uint32_t table, std::string_view why) {
  const std::string_view id = in.state.objects.items[table].id.view();
  return partition_key_of(in, table) == nullptr || in.excused(id, {}, table) ||
         in.fail(fault::table_is_partitioned, id, {}, {}, why);
}

/// The key behind its strategy: `(at, lower(kind))`.
[[nodiscard]] constexpr std::string_view partition_key_text(const setting& said) noexcept {
  const std::size_t begin = said.text.find('(');
  return begin == std::string_view::npos ? std::string_view{} : said.text.substr(begin);
}

/// Calls `act` with the name of each part that is a column, as PostgreSQL keeps it; of a part that is an expression
/// with an empty one. The name is good for the call only. Ends, and is false, where `act` is.
template <class F>
constexpr bool each_part_of_key(std::string_view key, F act) {
  sql_word_reader word(key);
  bool more = word.next() && word.next();  // behind the parenthesis
  while (more) {
    name_chars room{};
    std::string_view id{};
    if (word.kind == sql_token::word || word.kind == sql_token::identifier) {
      id = identifier_of(word, room);
      more = word.next();
      if (more && (word.is('(') || word.is('.'))) {
        id = {};
      }
    }
    if (!act(name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id)))) {
      return false;
    }
    for (int depth = 0; more && !(depth == 0 && (word.is(',') || word.is(')'))); more = word.next()) {
      depth += word.is('(') ? 1 : word.is(')') ? -1 : 0;
    }
    more = more && word.is(',') && word.next();
  }
  return true;
}

/// The columns that a new table is partitioned by must be its own. Which ones a partition has is not known.
constexpr bool expect_partition_columns(catalog& in, std::uint32_t table) {
  const setting* const said = partition_key_of(in, table);
  if (said == nullptr || in.takes_over(table)) {
    return true;
  }
  const std::string_view id_of_table = in.state.objects.items[table].id.view();
  return each_part_of_key(partition_key_text(*said), [&](const name& id) {
    return id.empty() || in.column(table, id) != object::none || in.excused(id.view(), id_of_table) ||
           in.fail(fault::missing_column, id.view(), id_of_table);
  });
}

/// A key, or a unique index, of a partitioned table has all columns that the table is partitioned by.
constexpr bool expect_partition_columns_in(catalog& in, std::uint32_t table, list<element> key) {
  const setting* const said = partition_key_of(in, table);
  const std::string_view id_of_table = in.state.objects.items[table].id.view();
  if (said == nullptr || in.excused(id_of_table, {}, table)) {
    return true;
  }
  return each_part_of_key(partition_key_text(*said), [&](const name& id) {
    if (id.empty()) {
      return in.fail(fault::table_is_partitioned, id_of_table, {}, {},
                     "it has no unique key, since it is partitioned by an expression");
    }
    bool there = in.column(table, id) == object::none;  // of another table, or not known
    for (std::uint32_t i = 0; i < key.count && !there; ++i) {
      there = key.items[i].column == id;
    }
    if (there) {
      return true;
    }
    sql_writer why;
    (why << "a unique key has all columns by which it is partitioned; add \"" << id.view()) << '"';
    return in.fail(fault::table_is_partitioned, id_of_table, {}, {}, why.text());
  });
}

/// A column by which a table is partitioned stays, and keeps its type.
constexpr bool expect_not_in_partition_key(catalog& in, std::uint32_t table, const name& column) {
  const setting* const said = partition_key_of(in, table);
  const std::string_view id_of_table = in.state.objects.items[table].id.view();
  if (said == nullptr || !uses_identifier(partition_key_text(*said), column.view()) ||
      in.excused(id_of_table, column.view(), table)) {
    return true;
  }
  sql_writer why;
  (why << "it is partitioned by column \"" << column.view()) << "\", which stays, and keeps its type";
  return in.fail(fault::table_is_partitioned, id_of_table, {}, {}, why.text());
}

/// Writes the new name of a column into what its table is partitioned by.
constexpr void rename_in_partition_key(catalog& in, std::uint32_t table, const name& from, const name& to) {
  const setting* const said = partition_key_of(in, table);
  if (said == nullptr || !uses_identifier(partition_key_text(*said), from.view())) {
    return;
  }
  pool<setting> kept;
  for (const setting& each : in.state.settings(in.state.at(table))) {
    kept.push(each);
    if (each.what == setting_kind::partition_by) {
      const std::string_view key = partition_key_text(each);
      sql_writer renamed;
      renamed << each.text.substr(0, each.text.size() - key.size()) << renamed_text(in, key, from, to, false);
      kept.back().text = in.state.keep_name(renamed.text()).view();
    }
  }
  in.replace(table, in.state.keep(in.state.keep(list<setting>(kept))), facet_all);
}

}  // namespace sterna::detail
