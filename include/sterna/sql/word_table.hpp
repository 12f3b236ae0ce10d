// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/bytes.hpp"

#include <cstddef>
#include <string_view>

namespace sterna::detail {

/// A sorted table of words in lower case, made ready for being searched in few steps.
template <std::size_t N>
struct sql_word_table {
  const char* word[N] = {};
  std::size_t size[N] = {};
  /// Where the words that begin with each letter start, and one more.
  std::size_t from[27] = {};

  constexpr explicit sql_word_table(const std::string_view (&sorted)[N]) noexcept {
    std::size_t letter = 0;
    for (std::size_t i = 0; i < N; ++i) {
      word[i] = sorted[i].data();
      size[i] = sorted[i].size();
      while (letter <= static_cast<std::size_t>(word[i][0] - 'a')) from[letter++] = i;
    }
    while (letter < 27) from[letter++] = N;
  }

  /// True where the table has the word of `length` bytes, which may be in any case.
  [[nodiscard]] constexpr bool has(const char* wanted, std::size_t length) const noexcept {
    const int letter = sql_bytes.lower[wanted[0] & 255] - 'a';
    if (letter < 0 || letter >= 26) {
      return false;
    }
    std::size_t low = from[letter];
    std::size_t high = from[letter + 1];
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      const char* const entry = word[middle];
      std::size_t same = 1;
      while (same < length && same < size[middle] && sql_bytes.lower[wanted[same] & 255] == entry[same]) ++same;
      if (same == length && same == size[middle]) {
        return true;
      }
      if (same < size[middle] && (same == length || sql_bytes.lower[wanted[same] & 255] < entry[same])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return false;
  }
};

}  // namespace sterna::detail
