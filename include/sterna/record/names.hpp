// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/fault.hpp"
#include "sterna/record/token.hpp"

#include <span>

namespace sterna::detail {

/// What is asked of a token's text.
enum class name_rule : std::uint8_t { none, may_be_empty, compulsory };

struct name_rules {
  name_rule of[256] = {};
  constexpr name_rules() noexcept {
    using enum part;
    for (const part each : {schema, table, object, new_name, before, collation, type_schema, type_collation,
                            primary_key_constraint, unique_constraint, foreign_key_constraint, check_constraint,
                            referred_schema}) {
      of[static_cast<unsigned>(each)] = name_rule::may_be_empty;
    }
    for (const part each : {key, include, column, type_name, member, referred_member, referred_table, existing_index}) {
      of[static_cast<unsigned>(each)] = name_rule::compulsory;
    }
  }
};
inline constexpr name_rules rules_for_names{};

/// The first name among tokens that PostgreSQL could not keep.
[[nodiscard]] constexpr fault flaw_of_names(std::span<const token> tokens, std::string_view& subject,
                                            int& operation) noexcept {
  operation = 0;
  const token* const end = tokens.data() + tokens.size();
  for (const token* at = tokens.data(); at != end; ++at) {
    const token& each = *at;
    if (each.what == part::op || each.what == part::next_op) {
      ++operation;
      continue;
    }
    const name_rule rule = rules_for_names.of[static_cast<unsigned>(each.what)];
    if (rule == name_rule::none) {
      continue;
    }
    const std::size_t size = each.said.size();
    if (size == 0 ? rule == name_rule::compulsory : size > longest_name || each.said.has_zero()) {
      subject = each.text();
      return size == 0 ? fault::empty_name : size > longest_name ? fault::name_too_long : fault::zero_in_name;
    }
  }
  return fault::none;
}

}  // namespace sterna::detail
