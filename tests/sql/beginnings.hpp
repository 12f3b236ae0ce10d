// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/sql/scan.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace sql_tests {

/// No beginning of a text and no byte in it is too much for what looks at it.
inline void check_beginnings(std::string_view whole) {
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    // A block of its own, so that a sanitizer sees a step beyond the end.
    const std::vector<char> text(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const std::string_view view(text.data(), text.size());
    const sterna::sql_scan found = sterna::scan_sql(view);
    CHECK(found.position <= size);
    CHECK((found.flaw == sterna::sql_flaw::none || found.reach == sterna::sql_reach::anything));
    // The tokens follow each other, and skipping some ends at the same flaw.
    sterna::sql_word_reader each(view);
    std::size_t last = 0;
    while (each.next()) {
      CHECK(each.position >= last);
      CHECK(each.at > each.position);
      last = each.at;
    }
    sterna::sql_word_reader few(view);
    few.skip();
    while (few.next()) few.skip();
    CHECK(few.flaw == each.flaw);
    static_cast<void>(sterna::uses_identifier(view, "a"));
    static_cast<void>(sterna::mentions(view, "a\"b"));
    static_cast<void>(sterna::mentions_beginning(view, "users_email_key"));
  }
}

}  // namespace sql_tests
