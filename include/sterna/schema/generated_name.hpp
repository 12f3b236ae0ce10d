// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/mentions.hpp"

#include <cstddef>
#include <span>
#include <string_view>

// The names that PostgreSQL chooses for what has none: table_pkey, table_a_b_key, table_a_fkey, table_a_check,
// table_a_seq. A name that would be too long is made of shortened parts, and one that is taken gets a number.

namespace sterna::detail {

/// A text that is being put together, without the heap.
struct name_text {
  char data[512] = {};
  std::size_t size = 0;

  constexpr name_text& operator<<(std::string_view more) noexcept {
    for (const char c : more) {
      if (size < sizeof(data)) {
        data[size++] = c;
      }
    }
    return *this;
  }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, size}; }
};

/// "a_b", as far as PostgreSQL goes.
[[nodiscard]] constexpr name_text joined_columns(list<element> list) noexcept {
  name_text made;
  for (const element& each : list) {
    made << (made.size > 0 ? "_" : "") << (each.column.empty() ? std::string_view{"expr"} : each.column.view());
    if (made.size > longest_name) {
      break;
    }
  }
  return made;
}

/// A shortened text must not end within a character.
[[nodiscard]] constexpr std::string_view clipped(std::string_view text, std::size_t size) noexcept {
  if (size < text.size()) {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) {
      --size;
    }
  }
  return text.substr(0, size);
}

/// first_second_label, where the longer part is shortened until all fits.
[[nodiscard]] constexpr name_text composed(std::string_view first, std::string_view second, std::string_view label,
                                           int pass) noexcept {
  name_text tail;
  tail << "_" << label;
  if (pass > 0) {
    const char digits[] = {static_cast<char>('0' + pass / 10), static_cast<char>('0' + pass % 10)};
    tail << std::string_view(pass > 9 ? digits : digits + 1, pass > 9 ? 2 : 1);
  }
  const std::size_t room = longest_name - tail.size - (second.empty() ? 0 : 1);
  std::size_t a = first.size();
  std::size_t b = second.size();
  while (a + b > room) {
    --(a > b ? a : b);
  }
  name_text made;
  made << clipped(first, a) << (second.empty() ? "" : "_") << clipped(second, b) << tail.view();
  return made;
}

/// table_from_to_sync, of a trigger that keeps two columns in step and of its function. Of names that are too long a
/// number tells which they are.
[[nodiscard]] constexpr name_text synchronization_name(const name& table, const name& from, const name& to) noexcept {
  name_text columns;
  columns << from.view() << "_" << to.view();
  name_text label;
  if (table.size() + columns.size + 6 > longest_name) {
    const std::uint64_t all = (table.hash() * 31 + from.hash()) * 31 + to.hash();
    for (int shift = 60; shift >= 32; shift -= 4) {
      label << std::string_view("0123456789abcdef").substr(all >> shift & 15U, 1);
    }
    label << "_";
  }
  label << "sync";
  return composed(table.view(), columns.view(), label.view(), 0);
}

// what a compiler need not measure each time
inline constexpr std::string_view label_pkey = "pkey", label_key = "key", label_fkey = "fkey", label_check = "check",
                                  label_excl = "excl", label_seq = "seq";

/// Tries names until one is free; a shortened one that is taken is a fault, since nobody could tell which is which
/// (but of sequences, which nobody names).
template <class Taken>
[[nodiscard]] constexpr name free_name(catalog& in, const name& table, std::string_view columns, std::string_view label,
                                       Taken taken) {
  const std::size_t more = columns.size();
  const std::size_t whole = table.length + more + label.size() + (more == 0 ? 1 : 2);
  if (whole <= longest_name) {  // nearly always; by places in an array, which compilers do at a fraction of the cost
    name_chars text;
    std::uint32_t size = 0;
    const auto take = [&text, &size](const char* chars, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) text.chars[size++] = chars[i];
    };
    take(table.chars, table.length);
    if (more > 0) {
      text.chars[size++] = '_';
      take(columns.data(), more);
    }
    text.chars[size++] = '_';
    take(label.data(), label.size());
    const std::uint64_t code = hash_of(text.chars, size);
    if (!taken(name::viewing(text.chars, size, code))) {
      return name::viewing(in.state.keep_text(text), size, code);
    }
  }
  for (int pass = whole <= longest_name ? 1 : 0; pass < 100; ++pass) {
    const name_text text = composed(table.view(), columns, label, pass);
    const name probe = name::viewing(text.data, static_cast<std::uint32_t>(text.size), hash_of(text.view()));
    if (!taken(probe)) {
      return in.state.keep_name(text.view());
    }
    if (whole > longest_name && label != label_seq) {
      in.fail(fault::truncated_name, text.view(), table.view());
      break;
    }
  }
  return {};
}

[[nodiscard]] constexpr name free_relation_name(catalog& in, const object& table, std::string_view columns,
                                                std::string_view label) {
  const name schema = table.schema;
  return free_name(in, table.id, columns, label, [&in, &schema](const name& probe) {
    return in.state.find(schema_state::relation_key(schema, probe)) != object::none;
  });
}

/// Whether a constraint has the name, of this table or, which is rare, of another one of its schema.
[[nodiscard]] constexpr bool constraint_taken(const catalog& in, std::uint32_t table, const name& id) {
  if (in.constraint(table, id) != object::none) {
    return true;
  }
  for (std::uint32_t i = 0; in.strange_names && i < in.state.objects.count; ++i) {
    const object& it = in.state.objects.items[i];
    if (it.alive && it.kind == object_kind::constraint && it.id == id &&
        schema_state::place(in.state.at(it.parent).schema) ==
            schema_state::place(in.state.objects.items[table].schema)) {
      return true;
    }
  }
  return false;
}
/// Whether somebody has written a name in PostgreSQL's way, which may be the one that it would give.
[[nodiscard]] constexpr bool looks_generated(const name& id, const name& table) noexcept {
  const char last = id.length == 0 ? 'x' : id.chars[id.length - 1];
  return (last == 'y' || last == 'k') && (id.view().ends_with("key") || id.view().ends_with("_check")) &&
         !id.view().starts_with(table.view());
}

/// The name of an unnamed key, and of its index.
[[nodiscard]] constexpr name free_key_name(catalog& in, std::uint32_t table, std::string_view columns,
                                           std::string_view label) {
  return free_name(in, in.state.objects.items[table].id, columns, label, [&in, table](const name& probe) {
    return in.state.find(schema_state::relation_key(in.state.objects.items[table].schema, probe)) != object::none ||
           constraint_taken(in, table, probe);
  });
}

/// The name of an unnamed foreign key or check. A check is named after its column if it has just one.
/// The first table from which one has taken over its columns, or none.
[[nodiscard]] constexpr std::uint32_t first_parent(const catalog& in, std::uint32_t table) {
  for (const setting& each : in.has_heirs ? in.state.settings(in.state.objects.items[table]) : list<setting>{}) {
    if (each.what == setting_kind::partition_of || each.what == setting_kind::inherits) {
      return in.relation(each.detail_id(), each.id());
    }
  }
  return object::none;
}

[[nodiscard]] constexpr name free_constraint_name(catalog& in, std::uint32_t table, const constraint_record& of) {
  name_text columns;
  if (of.what == constraint_kind::foreign_key) {
    columns = joined_columns(in.state.elements(of.columns));
  } else {
    int used = 0;
    std::string_view only{};
    for (std::uint32_t from = table; from != object::none; from = first_parent(in, from)) {
      for (std::uint32_t i = in.state.objects.items[from].first_child; i != object::none;
           i = in.state.objects.items[i].next) {
        const object& it = in.state.objects.items[i];
        if (it.alive && it.kind == object_kind::column && it.id.view() != only &&
            uses_identifier(of.expression, it.id.view())) {
          ++used;
          only = it.id.view();
        }
      }
    }
    if (used == 1) {
      columns << only;
    }
  }
  return free_name(in, in.state.objects.items[table].id, columns.view(),
                   of.what == constraint_kind::foreign_key ? label_fkey : label_check,
                   [&in, table](const name& probe) { return constraint_taken(in, table, probe); });
}

}  // namespace sterna::detail
