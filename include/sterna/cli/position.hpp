// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/steps.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace sterna::cli {

/// Where a database is: what the rows of its version table mean in a history.
class position {
 public:
  position(const graph& whole, std::vector<std::string> rows) : whole_{whole}, rows_{std::move(rows)} {
    std::vector<int> known;
    for (const std::string& row : rows_) {
      if (const int i = whole.find(row); i >= 0) {
        known.push_back(i);
      } else {
        unknown_.push_back(row);
      }
    }
    applied_ = detail::with_needs(whole, known);
  }

  /// Rows that the history does not know.
  [[nodiscard]] const std::vector<std::string>& unknown() const noexcept { return unknown_; }

  /// The topmost applied revision of each lineage, by parents, as Alembic lists them: also those without a row, which
  /// are applied because another one depends on them.
  [[nodiscard]] std::vector<int> tips() const {
    return detail::tips_of(whole_, applied_, detail::flags(applied_.size(), 1));
  }
  /// The heads that are not applied.
  [[nodiscard]] std::vector<int> missing_heads() const {
    std::vector<int> missing;
    std::ranges::copy_if(whole_.heads(), std::back_inserter(missing),
                         [&](int head) { return !detail::has(applied_, head); });
    return missing;
  }
  [[nodiscard]] bool is_row(int revision) const { return std::ranges::find(rows_, whole_.id(revision)) != rows_.end(); }

 private:
  const graph& whole_;
  std::vector<std::string> rows_;
  std::vector<std::string> unknown_{};
  detail::flags applied_{};
};

}  // namespace sterna::cli
