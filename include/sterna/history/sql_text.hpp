// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/history/addressing.hpp"
#include "sterna/history/derive.hpp"
#include "sterna/history/explain.hpp"
#include "sterna/history/history.hpp"
#include "sterna/history/merged.hpp"

#include <string>
#include <string_view>

namespace sterna {

/// The SQL of one migration: `sql(history, "ae1027a6acf1")` is its upgrade, `"ae1027a6acf1:downgrade"` its downgrade,
/// written or derived. Each statement ends with a semicolon on its line; what is not SQL is a comment. Throws
/// history_error where there is no such migration, and error where it has no downgrade.
[[nodiscard]] inline std::string sql(const history_view& history, std::string_view which) {
  expect_sound(history);
  const graph whole(history.revisions());
  const auto colon = which.find(':');
  const std::string_view way = colon == std::string_view::npos ? std::string_view("upgrade") : which.substr(colon + 1);
  if (way != "upgrade" && way != "downgrade") {
    throw history_error("'" + std::string(which) + "' names no script; say \"<revision>:upgrade\" or "
                        "\"<revision>:downgrade\"");
  }
  const std::vector<int> revisions = resolve(whole, which.substr(0, colon));
  if (revisions.size() != 1) {
    throw history_error("'" + std::string(which) + "' is not one migration");
  }
  const revision& at = whole.revision(revisions[0]);
  const bool down = way == "downgrade";
  if (down && !at.irreversible.empty()) {
    throw error("migration '" + std::string(at.id.view()) + "' is irreversible: " + std::string(at.irreversible));
  }
  const downgrades derived(whole, needs_replay(at, down) ? std::span<const int>(revisions) : std::span<const int>{});
  script_builder written;
  catalog names;
  detail::decode(down ? at.down : at.up, at.naming, written, names);
  if (depends_on_schema(down ? at.down : at.up)) {
    derived.complete(revisions[0], down, written);
  }
  const script_builder& records = down && derives(at) ? derived.of(revisions[0]) : written;
  sql_writer out;
  render_merged(records.view(), out);
  std::string text;
  std::size_t next = 0;
  int number = 0;
  for (const operation& op : records.view().operations) {
    ++number;
    if (op.what == op_kind::run && !op.declared) {
      text += "-- a C++ function\n";
    }
    for (; next < out.statements().size() && out.statements()[next].operation == number; ++next) {
      text += op.outside_transaction ? "-- outside a transaction\n" : "";
      text += std::string(out.text_of(out.statements()[next])) + ";\n";
    }
  }
  return text;
}

}  // namespace sterna
