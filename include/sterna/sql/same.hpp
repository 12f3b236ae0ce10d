// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <string_view>

// Whether two texts are the same SQL, however they are written.

namespace sterna::detail {

/// The same but for case.
[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) noexcept {
  std::size_t same = 0;
  while (same < a.size() && a.size() == b.size() &&
         sql_bytes.lower[a[same] & 255] == sql_bytes.lower[b[same] & 255]) {
    ++same;
  }
  return a.size() == b.size() && same == a.size();
}

/// The same but for case and blanks outside of quotes.
[[nodiscard]] constexpr bool same_sql(std::string_view a, std::string_view b) noexcept {
  if (a == b) {
    return true;
  }
  sql_word_reader left(a);
  sql_word_reader right(b);
  while (true) {
    const bool more = left.next();
    if (more != right.next()) {
      return false;
    }
    if (!more) {
      return true;
    }
    if (left.kind == sql_token::word ? !same_word(left.token(), right.token()) : left.token() != right.token()) {
      return false;
    }
  }
}

}  // namespace sterna::detail
