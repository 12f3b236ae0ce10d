// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/checksum.hpp"
#include "sterna/history/steps.hpp"
#include "sterna/runtime/event.hpp"
#include "sterna/runtime/log_table.hpp"
#include "sterna/runtime/version_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace sterna {

/// An applied migration that executes something else now than what the log says of it.
struct edited_migration {
  std::string revision{};
  std::string message{};
  std::string checksum{};  ///< in this program
  std::string logged{};    ///< in the log
  std::string library{};   ///< the version of this library that has written the latter

  [[nodiscard]] event as_event() const {
    event told;
    told.what = event::kind::edited;
    told.revision = revision;
    told.message = message;
    told.checksum = checksum;
    told.logged = logged;
    told.library = library;
    return told;
  }
  /// A sentence that says what it means, and what settles it.
  [[nodiscard]] std::string text() const { return as_event().text(); }
};

namespace detail {

/// Those among some revisions and all that these need, in the order of the history.
[[nodiscard]] inline std::vector<edited_migration> edited_among(const graph& whole, std::span<const int> revisions,
                                                                std::span<const logged_migration> logged) {
  std::vector<edited_migration> found;
  if (logged.empty()) {
    return found;
  }
  const flags asked = with_needs(whole, revisions);
  std::vector<const logged_migration*> said(static_cast<std::size_t>(whole.size()), nullptr);
  for (const logged_migration& each : logged) {
    if (const int i = whole.find(each.revision); i >= 0 && has(asked, i)) {
      said[static_cast<std::size_t>(i)] = &each;
    }
  }
  for (const int i : whole.order()) {
    const logged_migration* const last = said[static_cast<std::size_t>(i)];
    if (last == nullptr) {
      continue;
    }
    const revision& of = whole.revision(i);
    if (std::string now = checksum_of(of); now != last->checksum) {
      found.push_back(
          {std::string(of.id.view()), std::string(of.message), std::move(now), last->checksum, last->library});
    }
  }
  return found;
}

/// Those that are applied.
[[nodiscard]] inline std::vector<edited_migration> edited_in(const graph& whole, const probe& seen) {
  return edited_among(whole, known_rows(whole, seen.rows), seen.logged);
}

/// A step that changes no row, and makes the log say what the migration is now.
[[nodiscard]] inline step settling_step(const graph& whole, const edited_migration& of) {
  step made;
  made.revision = whole.find(of.revision);
  made.settles = true;
  made.from = made.to = {made.revision};
  return made;
}

}  // namespace detail
}  // namespace sterna
