// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/progress.hpp"
#include "sterna/runtime/dry_run.hpp"

#include <algorithm>
#include <string>

namespace sterna::cli {

/// What a dry run has found out, in sentences.
[[nodiscard]] inline std::string text_of(const dry_run_report& told) {
  if (told.tried.empty() && told.skipped.empty() && told.stopped.empty()) {
    return "Nothing to do.\n";
  }
  std::string text;
  for (const auto& each : told.tried) {
    const auto is_of_it = [&](const auto& skipped) { return skipped.revision == each.revision; };
    text += std::ranges::any_of(told.skipped, is_of_it) ? "Tried in part" : "Tried";
    text += " and rolled back: " + each.revision + ", " + one_line(each.message) + "\n";
  }
  for (const auto& each : told.skipped) {
    text += "Not tried: migration '" + each.revision + "', " + each.operation + ": " + each.why + "\n";
  }
  if (!told.stopped.empty()) {
    text += "Stopped: what follows was not tried. This failed, perhaps for what was not tried before it: " +
            told.stopped + "\n";
  }
  return text;
}

}  // namespace sterna::cli
