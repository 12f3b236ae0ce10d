// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/same.hpp"

#include <cstdint>
#include <string_view>

// Who may do what. Of what has been granted and revoked a schema knows what its history has said: there is one record
// for a role, an object and a column of it. What follows from nothing that was said about the object itself is known
// too: what everybody may at first, and what default privileges give to what is made behind them.

namespace sterna::detail {

/// The kinds of privileges, each a bit, as SQL spells them.
inline constexpr std::string_view privilege_words[] = {"SELECT",  "INSERT",     "UPDATE",  "DELETE",  "TRUNCATE",
                                                       "REFERENCES", "TRIGGER", "MAINTAIN", "USAGE",  "EXECUTE",
                                                       "CREATE"};
inline constexpr unsigned privilege_count = sizeof privilege_words / sizeof privilege_words[0];

[[nodiscard]] constexpr unsigned privilege_bit(std::string_view word) noexcept {
  for (unsigned i = 0; i < privilege_count; ++i) {
    if (same_word(word, privilege_words[i])) {
      return 1U << i;
    }
  }
  return 0;
}

/// The privileges that there are of objects of a kind. MAINTAIN has come with PostgreSQL 17, and is not what ALL means
/// here.
[[nodiscard]] constexpr unsigned privileges_of(object_kind kind, bool of_column) noexcept {
  constexpr std::string_view of_tables[] = {"SELECT",   "INSERT",     "UPDATE", "DELETE",
                                            "TRUNCATE", "REFERENCES", "TRIGGER"};
  constexpr std::string_view of_columns[] = {"SELECT", "INSERT", "UPDATE", "REFERENCES"};
  unsigned made = 0;
  switch (kind) {
    case object_kind::table:
    case object_kind::view:
    case object_kind::materialized_view:
    case object_kind::foreign_table:
      for (const std::string_view each : of_tables) {
        made |= of_column ? 0 : privilege_bit(each);
      }
      for (const std::string_view each : of_columns) {
        made |= privilege_bit(each);
      }
      return made;
    case object_kind::sequence:
      return privilege_bit("USAGE") | privilege_bit("SELECT") | privilege_bit("UPDATE");
    case object_kind::schema:
      return privilege_bit("USAGE") | privilege_bit("CREATE");
    default:
      return privilege_bit(is_routine(kind) ? "EXECUTE" : "USAGE");
  }
}

/// The kind that stands for all those that default privileges take together.
[[nodiscard]] constexpr object_kind granted_as(object_kind kind) noexcept {
  return is_routine(kind)                                        ? object_kind::function
         : is_text_type(kind)                                    ? object_kind::enumeration
         : has_query(kind) || kind == object_kind::foreign_table ? object_kind::table
                                                                 : kind;
}
/// Whether there are privileges of objects of a kind.
[[nodiscard]] constexpr bool has_privileges(object_kind kind) noexcept {
  const object_kind as = granted_as(kind);
  return as == object_kind::table || as == object_kind::sequence || as == object_kind::function ||
         as == object_kind::enumeration || as == object_kind::schema || as == object_kind::foreign_data_wrapper ||
         as == object_kind::server;
}

/// What a grant is on that is of default privileges.
inline constexpr std::string_view by_default = "DEFAULT";

/// The key of what a role may do with an object, or with one column of it.
[[nodiscard]] constexpr std::uint64_t privileges_key(std::uint64_t object, const name& column,
                                                     const name& role) noexcept {
  return schema_state::child_key(column.empty() ? object : object ^ column.code * schema_state::last_factor,
                                 object_kind::privileges, role);
}
/// Default privileges, in place of an object: of a kind, of what a role makes (empty: who migrates), in a schema or in
/// none.
[[nodiscard]] constexpr std::uint64_t default_key(object_kind kind, const name& maker, const name& schema) noexcept {
  return schema_state::child_key(schema_state::child_key(schema.code, object_kind::privileges, maker), kind, {});
}
/// The schema `public`, which is there without a word.
[[nodiscard]] constexpr std::uint64_t public_schema_key() noexcept {
  return schema_state::key_of(object_kind::schema, {}, public_schema);
}

[[nodiscard]] constexpr name as_name(std::string_view text) noexcept {
  return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text));
}

[[nodiscard]] constexpr std::uint64_t default_key(const default_place& place) noexcept {
  return default_key(place.kind, place.maker, place.schema);
}
/// Whether a record is of default privileges; else, without an object, it is of the schema `public`.
[[nodiscard]] constexpr bool is_of_defaults(const schema_state& in, const object& record) {
  return record.parent == object::none && in.privileges(record).of_defaults;
}

/// What a role may do, and what of it it may pass on: bits.
struct standing {
  unsigned may = 0;
  unsigned grantable = 0;

  [[nodiscard]] friend constexpr bool operator==(const standing&, const standing&) noexcept = default;
};

/// What everybody may without a word.
[[nodiscard]] constexpr unsigned privileges_at_first(object_kind kind, const name& role) noexcept {
  const bool open = is_routine(kind) || kind == object_kind::enumeration || is_text_type(kind);
  return open && role.view() == "public" ? privileges_of(kind, false) : 0;
}

/// Of default privileges the record for a role as it stood when an object was made; none where there was none. So such
/// a record is never removed: when nothing is given any more, it says that.
[[nodiscard]] constexpr std::uint32_t default_when_made(const catalog& in, const default_place& place, const name& role,
                                                        std::uint32_t which) {
  const object& of = in.state.at(which);
  std::uint32_t first = which;  // its first version
  for (std::uint32_t i = of.previous; i != object::none && in.state.at(i).kind == of.kind &&
                                      in.state.at(i).revision == of.revision;
       i = in.state.at(i).previous) {
    first = i;
  }
  const auto before = [&](std::uint32_t i, int said) {
    if (said == of.revision || of.named_by == of.revision) {
      return i < first && in.orders.precedes(said, of.revision);
    }
    return in.orders.run_of.empty() ? said < of.revision : in.orders.precedes(said, of.revision);
  };
  std::uint32_t found = in.state.newest(privileges_key(default_key(place), {}, role));
  while (found != object::none && !before(found, in.state.at(found).changed_by)) {
    found = in.state.at(found).previous;
  }
  return found;
}

/// What a role may do with an object of which nothing has been said for it.
[[nodiscard]] constexpr standing standing_at_first(const catalog& in, std::uint32_t which, const name& role) {
  const object& of = in.state.at(which);
  standing made{privileges_at_first(of.kind, role), 0};
  if (!in.state.has_privileges()) {
    return made;
  }
  const object_kind as = granted_as(of.kind);
  const name schema = of.schema.empty() ? public_schema : of.schema;
  for (const name& place : {name{}, schema}) {
    const std::uint32_t there = default_when_made(in, {as, {}, place}, role, which);
    if (there != object::none) {
      const privileges_record& said = in.state.privileges(in.state.at(there));
      made.may = (made.may & ~static_cast<unsigned>(said.revoked)) | said.granted;
      made.grantable |= said.grantable;
    }
  }
  return made;
}
/// The same of the schema `public`: everybody may use it, and before PostgreSQL 15 make things in it.
[[nodiscard]] constexpr standing standing_in_public(const name& role, int server) noexcept {
  const unsigned old = server < 15 ? privilege_bit("CREATE") : 0;
  return {role.view() == "public" ? privilege_bit("USAGE") | old : 0, 0};
}
/// The same of default privileges: those of a schema only add to the others.
[[nodiscard]] constexpr standing standing_by_default(const default_place& place, const name& role) noexcept {
  return {place.schema.empty() ? privileges_at_first(place.kind, role) : 0, 0};
}

/// With what a record says.
[[nodiscard]] constexpr standing standing_with(standing at_first, const privileges_record& said) noexcept {
  at_first.may = (at_first.may & ~static_cast<unsigned>(said.revoked)) | said.granted;
  at_first.grantable = (at_first.grantable & at_first.may) | said.grantable;
  return at_first;
}

}  // namespace sterna::detail
