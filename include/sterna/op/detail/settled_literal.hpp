// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/canonical_type.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

#include <string_view>

// What a default that is a literal becomes where its column gets another type.

namespace sterna::detail {

/// What settle_literal() has made of a literal.
[[nodiscard]] constexpr bool is_settled_literal(std::string_view text) noexcept {
  return text.starts_with('\'') &&
         (text.ends_with("'::character varying") || text.ends_with("'::text") || text.ends_with("'::bpchar"));
}

/// Whether a default is the same for both types, written again.
[[nodiscard]] constexpr bool reads_alike(const data_type& a, const data_type& b) noexcept {
  const canonical_type left = canonical(a);
  const canonical_type right = canonical(b);
  return same_type(left, right) || (in(left.base, text_types) && in(right.base, text_types));
}

/// A literal keeps the type that it was read in: a column that was varchar has `''::character varying` as a text, too,
/// and what was `'no'` of a boolean is `false`. False where nobody knows what PostgreSQL has made of it.
constexpr bool settle_literal(catalog& in, const data_type& before, const data_type& now, default_value& of) {
  const canonical_type was = canonical(before);
  const canonical_type will = canonical(now);
  const bool list = was.dimensions > 0;
  if (list == (will.dimensions > 0) && reads_alike(before, now) && (list || was.base == will.base)) {
    return true;
  }
  bool digits = !of.text.empty() && (of.text[0] != '0' || of.text == "0");
  for (const char c : of.text) {
    digits = digits && is_digit(c);
  }
  if (!list && digits && was.base >= catalog_type::int2 && was.base <= catalog_type::int8) {
    return true;  // it is written like that in any type
  }
  sql_writer text;
  if (!list && was.base == catalog_type::boolean) {
    const answer value = boolean_value(of.text);
    if (value == answer::unknown) {
      return false;
    }
    text << (value == answer::yes ? "true" : "false");
  } else {
    const bool value = !list && in.enumeration(before.in, before.id) != object::none && before.base == base_type::named;
    const bool moment = was.base >= catalog_type::date && was.base <= catalog_type::interval;
    const bool cut = was.base == catalog_type::bit || (list && was.base == catalog_type::bpchar);  // by a cast
    if ((!was.known() && !value) || before.base == base_type::raw || cut ||
        (moment && (of.text.empty() || of.text[0] < '0' || of.text[0] > '9'))) {  // 'today'
      return false;
    }
    data_type bare = before;
    bare.argument_count = 0;
    text.literal(of.text) << "::";
    if (list || (was.base != catalog_type::varchar && was.base != catalog_type::bpchar)) {
      text.type(bare);
    } else {
      text << (was.base == catalog_type::varchar ? "character varying" : "bpchar");
    }
  }
  of = {default_value::form::expression, in.state.keep_name(text.text()).view(), 0};
  return true;
}

/// What settle_literal() has made, or anybody who says the type: it means the same in a column of any type.
[[nodiscard]] constexpr bool has_own_type(std::string_view expression) noexcept {
  if (expression == "true" || expression == "false") {
    return true;
  }
  sql_word_reader words(expression);
  if (!words.next() || words.kind != sql_token::string || !words.next() || words.token() != "::") {
    return false;
  }
  while (words.next()) {
    if (words.kind == sql_token::symbol && !words.is('[') && !words.is(']') && !words.is('.')) {
      return false;
    }
  }
  return true;
}

}  // namespace sterna::detail
