// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/bytes.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

// Which names may stand in a text: more than do, and none less.

namespace sterna::detail {

/// All that looks like a name in a text, in lower case; what stands in quotes or dollars too.
[[nodiscard]] inline std::unordered_set<std::string> words_in(std::string_view text) {
  std::unordered_set<std::string> made;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const int c = i < text.size() ? text[i] & 255 : ' ';
    if ((sql_bytes.kind[c] & (sql_letter | sql_digit)) != 0) {
      word += sql_bytes.lower[c];
    } else if (!word.empty()) {
      made.insert(std::move(word));
      word.clear();
    }
  }
  return made;
}
[[nodiscard]] inline std::string lower_name(std::string_view id) {
  std::string made(id);
  std::ranges::transform(made, made.begin(), [](char c) { return sql_bytes.lower[c & 255]; });
  return made;
}

}  // namespace sterna::detail
