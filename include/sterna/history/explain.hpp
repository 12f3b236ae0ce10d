// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/history/history.hpp"
#include "sterna/history/message.hpp"

#include <string>

namespace sterna {

/// The sentence for what `check` has found; empty where that is nothing.
[[nodiscard]] inline std::string explain(const verdict& found, const history_view& history) {
  sql_writer out;
  write_message(found, history.revisions(), out);
  return std::string(out.text());
}

/// Throws history_error with the first fault of a history that the compiler has not judged.
inline void expect_sound(const history_view& history) {
  if (const verdict found = check(history)) {
    throw history_error(explain(found, history));
  }
}

}  // namespace sterna
