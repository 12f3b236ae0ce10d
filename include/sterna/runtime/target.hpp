// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/history/graph.hpp"
#include "sterna/history/steps.hpp"
#include "sterna/runtime/version_table.hpp"

namespace sterna {

/// Where to go: one revision in Alembic's addressing (`head`, `heads`, `base`, an id or a unique part of its beginning,
/// `+1`, `-1`, `label@head` ...), or a vector of several.
class target {
 public:
  target(const char* one) : all_{one} {}
  target(std::string_view one) : all_{std::string(one)} {}
  target(const std::string& one) : all_{one} {}
  target(std::vector<std::string> several) : all_{std::move(several)} {}

  [[nodiscard]] const std::vector<std::string>& all() const noexcept { return all_; }
  /// For commands that take one. Throws `history_error`.
  [[nodiscard]] const std::string& one() const {
    if (all_.size() != 1) {
      throw history_error("one target is expected here, and " + std::to_string(all_.size()) + " were given");
    }
    return all_.front();
  }

 private:
  std::vector<std::string> all_;
};

/// Which command a plan or a dry run is for.
enum class direction { upgrade, downgrade };

namespace detail {

[[nodiscard]] inline auto upgrade_planner(const target& to) {
  return [&to](const graph& whole, const probe& seen) { return plan_upgrade(whole, seen.rows, to.all()); };
}
[[nodiscard]] inline auto downgrade_planner(const target& to) {
  return [&to](const graph& whole, const probe& seen) { return plan_downgrade(whole, seen.rows, to.one()); };
}

}  // namespace detail
}  // namespace sterna
