// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {

/// What a sequence, a column, a table or an index may say besides: in the order in which SQL is written. Each has a
/// part of the same name (record/token.hpp), in the same order.
enum class setting_kind : std::uint8_t {
  // of a sequence, and of an identity
  as_type,    ///< `value`: a base_type
  increment,  ///< `value`: a number, as in those that follow
  min_value,
  max_value,
  start,
  restart,    ///< unset: from where it starts
  cache,
  cycle,
  owned_by,         ///< `text`: the column, `detail`: the table
  change_identity,  ///< what is said is not a new identity: of alter_column
  // of a column
  storage,
  compression,
  statistics,  ///< of an index, `text`: the number of the key
  // of a table
  temporary,
  unlogged,
  partition_of,  ///< `text`: the table, `detail`: its schema
  bounds,        ///< `FOR VALUES` text; empty: DEFAULT
  inherits,      ///< as partition_of; several
  partition_by,  ///< "RANGE (a)"
  access_method,
  parameter,  ///< `text` = `detail`, or `value` where that is empty; several
  on_commit,
  tablespace,
  replica_identity,        ///< FULL or NOTHING
  replica_identity_index,  ///< `text`: the index
  cluster_on,
  former_heir,  ///< it has been a partition: what it took over from the table is not known here
  // no settings, but the values of rows
  value_text,
  value_expression,
  value_integer,
  value_boolean,
  value_null,
};

struct setting {
  setting_kind what = setting_kind::as_type;
  bool unset = false;      ///< back to what PostgreSQL takes by itself
  std::string_view text{};
  std::uint64_t value = 0;  ///< a number, or the hash of a name
  std::string_view detail{};

  [[nodiscard]] constexpr long long number() const noexcept { return static_cast<long long>(value); }
  [[nodiscard]] constexpr name id() const noexcept {
    return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), value);
  }
  [[nodiscard]] constexpr name detail_id() const noexcept {
    return name::viewing(detail.data(), static_cast<std::uint32_t>(detail.size()), hash_of(detail));
  }
  /// Whether one of these takes the place of the other.
  [[nodiscard]] constexpr bool same_place(const setting& other) const noexcept {
    const auto place = [](setting_kind of) {
      return of == setting_kind::replica_identity_index ? setting_kind::replica_identity : of;
    };
    return place(what) == place(other.what) &&
           ((what != setting_kind::parameter && what != setting_kind::inherits &&
             what != setting_kind::statistics) ||
            text == other.text);
  }
  [[nodiscard]] friend constexpr bool operator==(const setting& a, const setting& b) noexcept {
    return a.what == b.what && a.unset == b.unset && a.text == b.text && a.value == b.value && a.detail == b.detail;
  }
};

}  // namespace sterna
