// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/privileges.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// What a GRANT or a REVOKE does to what the schema knows of privileges.

namespace sterna::detail {

/// One after the other: the privileges, each with its columns or with none.
struct privilege_reader {
  std::string_view text{};
  sql_word_reader in;
  unsigned all = 0;          ///< what ALL means
  unsigned all_columns = 0;  ///< of columns
  unsigned mask = 0;
  name column{};
  bool listed = false;
  std::string_view unknown{};

  constexpr privilege_reader(std::string_view said, object_kind kind)
      : text{said}, in{said}, all{privileges_of(kind, false)}, all_columns{privileges_of(kind, true)} {}

  /// The next one; for a list of columns once for each of them.
  constexpr bool next() {
    while (true) {
      if (listed) {
        if (!in.next() || in.is(')')) {
          listed = false;
          continue;
        }
        if (in.is(',')) {
          continue;
        }
        const std::string_view token = in.token();
        const std::string_view bare =
            in.kind == sql_token::identifier && token.size() > 2 ? token.substr(1, token.size() - 2) : token;
        column = name::viewing(bare.data(), static_cast<std::uint32_t>(bare.size()), hash_of(bare));
        return true;
      }
      column = {};
      if (!in.next()) {
        return false;
      }
      if (in.is(',')) {
        continue;
      }
      const std::string_view word = in.token();
      const bool whole = in.is("all");
      mask = whole ? all : privilege_bit(word);
      sql_word_reader ahead = in;
      if (whole && ahead.next() && ahead.is("privileges")) {
        in.next();
      }
      ahead = in;
      listed = ahead.next() && ahead.is('(');
      const unsigned newer = listed || (all & 1U) == 0 ? 0 : privilege_bit("MAINTAIN");
      const unsigned possible = (listed ? all_columns : all) | newer;
      mask = whole && listed ? all_columns : mask;
      if (mask == 0 || (mask & ~possible) != 0) {
        unknown = word;
        return false;
      }
      if (listed) {
        in.next();
        continue;
      }
      return true;
    }
  }
};

struct granting {
  bool grants = true;
  bool option = false;
};

/// What a grant is on, as the state knows it.
struct granted_place {
  std::uint32_t object = object::none;
  std::uint64_t key = 0;
  const default_place* defaults = nullptr;

  /// What a role may there before anything is said about it; of a column nothing.
  [[nodiscard]] constexpr standing at_first(const catalog& in, const name& role, bool grants) const {
    return defaults != nullptr          ? standing_by_default(*defaults, role)
           : object == object::none ? standing_in_public(role, grants ? 15 : 14)  // a revoke is always remembered
                                    : standing_at_first(in, object, role);
  }
};

/// Says of one role and one object (or a column of it) what it may do.
constexpr void set_privileges(catalog& in, const granted_place& place, const name& column, const name& role,
                              unsigned mask, granting what) {
  const std::uint64_t key = privileges_key(place.key, column, role);
  const std::uint32_t there = in.state.find(key);
  privileges_record made = there == object::none ? privileges_record{} : in.state.privileges(in.state.at(there));
  made.column = there == object::none ? column : made.column;
  const unsigned at_first = column.empty() ? place.at_first(in, role, what.grants).may : 0;
  const auto bits = [](unsigned of) { return static_cast<std::uint16_t>(of); };
  if (what.grants) {
    made.granted = bits(made.granted | (mask & (what.option ? ~0U : ~at_first)));
    made.grantable = bits(what.option ? made.grantable | mask : made.grantable);
    made.revoked = bits(made.revoked & ~mask);
  } else {
    made.grantable = bits(made.grantable & ~mask);
    if (!what.option) {
      made.granted = bits(made.granted & ~mask);
      made.revoked = bits(made.revoked | (mask & at_first));
    }
  }
  if (there == object::none) {
    if ((made.granted | made.revoked) != 0) {
      object record = in.fresh(object_kind::privileges, role, key);
      record.parent = place.object;
      if (place.defaults != nullptr) {
        made.of_defaults = true;
        made.place = *place.defaults;
      }
      record.definition = in.state.keep(made);
      in.add(record);
    }
  } else if ((made.granted | made.revoked) == 0 && place.defaults == nullptr) {
    in.remove(there);
  } else {
    in.replace(there, in.state.keep(made), facet_default);
  }
}

/// What is revoked of a table is revoked of each of its columns.
constexpr void revoke_of_columns(catalog& in, const granted_place& place, const name& role, unsigned mask,
                                 granting what) {
  pool<std::uint32_t> records;
  for (std::uint32_t t = place.object; t != object::none; t = in.state.at(t).previous) {  // each version has its list
    for (std::uint32_t i = in.state.at(t).first_child; i != object::none; i = in.state.at(i).next) {
      const object& it = in.state.at(i);
      if (it.alive && it.kind == object_kind::privileges && it.id == role &&
          !in.state.privileges(it).column.empty()) {
        records.push(i);
      }
    }
  }
  for (const std::uint32_t i : records) {
    if (in.state.at(i).alive) {
      const name column = in.state.privileges(in.state.at(i)).column;
      set_privileges(in, place, column, role, mask, what);
    }
  }
}

}  // namespace sterna::detail
