// SPDX-License-Identifier: BSL-1.0
#include <sterna/sql/known_words.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace sql_known_words_test {

TEST_CASE("tables are sorted") {
  const auto sorted = [](const auto& words) {
    const sterna::detail::sql_word_table table{words};
    for (std::size_t i = 1; i < std::size(words); ++i) {
      CAPTURE(words[i]);
      CHECK(words[i - 1] < words[i]);
    }
    for (const std::string_view word : words) {
      CAPTURE(word);
      CHECK(table.has(word.data(), word.size()));
      std::string other(word);
      other.front() = static_cast<char>(other.front() - 'a' + 'A');
      CHECK(table.has(other.data(), other.size()));
      other += '_';
      CHECK_FALSE(table.has(other.data(), other.size()));
      const std::string_view less = word.substr(0, word.size() - 1);
      const bool listed = std::find(std::begin(words), std::end(words), less) != std::end(words);
      CHECK((!less.empty() && table.has(less.data(), less.size())) == listed);
    }
    for (const std::string_view word : {"_a", "1", "zzz", "\xc3\xa4", "{", "`", "a"}) {
      CHECK_FALSE(table.has(word.data(), word.size()));
    }
  };
  sorted(sterna::detail::harmless_statements);
  sorted(sterna::detail::words_before_parenthesis);
  sorted(sterna::detail::harmless_functions);
  sorted(sterna::detail::quoted_keywords);
}

}  // namespace sql_known_words_test
