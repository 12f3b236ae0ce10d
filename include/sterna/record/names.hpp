// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/fault.hpp"
#include "sterna/record/token.hpp"

namespace sterna {

/// The first name among tokens that PostgreSQL could not keep.
struct name_flaw {
  fault what = fault::none;
  std::string_view subject{};
  std::uint32_t operation = 0;  ///< which of those decoded, from 0
};

namespace detail {

/// What is asked of a token's text.
enum class name_rule : std::uint8_t { none, may_be_empty, compulsory };

struct name_rules {
  name_rule of[256] = {};
  constexpr name_rules() noexcept {
    using enum part;
    for (const part each : {schema, table, object, new_name, before, collation, type_schema, type_collation,
                            primary_key_constraint, unique_constraint, foreign_key_constraint, check_constraint,
                            exclude_constraint, owned_by, cluster_on,
                            referred_schema}) {
      of[static_cast<unsigned>(each)] = name_rule::may_be_empty;
    }
    for (const part each : {key, include, column, type_name, member, referred_member, referred_table, existing_index,
                            included_member, set_member, excluded, partition_of, inherits, tablespace,
                            access_method, replica_identity_index, renamed_from}) {
      of[static_cast<unsigned>(each)] = name_rule::compulsory;
    }
  }
};
inline constexpr name_rules rules_for_names{};

}  // namespace detail
}  // namespace sterna
