// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "on_server.hpp"

#include "history/round_trip.hpp"

namespace autogenerate_evolution_test {

using runtime_tests::contains;
using runtime_tests::database;

[[nodiscard]] inline std::string dump_of(const database& of) {
  if (!round_trip::can_dump()) {
    return round_trip::reflected(of);
  }
  return round_trip::dump_with("--no-owner --no-privileges -d " + round_trip::quoted_word(of.url()));
}

/// What has become of both.
struct evolution {
  std::string sql{};      ///< that brings the first to the second
  std::string trouble{};  ///< empty: as it ought to be
  bool reversible = true;

  evolution(const std::string& before, const std::string& change, const std::vector<std::string>& renames = {}) {
    const database first;
    const database second;
    first.execute(before);
    second.execute(before);
    second.execute(change);
    sterna::connection db = first.connect();
    sterna::connection other = second.connect();
    sterna::reflected found = sterna::reflect(db);
    const sterna::reflected wanted = sterna::reflect(other);
    sterna::diff_options options;
    for (const std::string& each : renames) options.renames.push_back(sterna::rename_hint_of(each, found.world()));
    const sterna::generated made = sterna::diff(found.world(), wanted.world(), options);
    if (made.left) trouble = "left: " + sterna::sentence_of(made.left);
    for (const std::string& each : made.notes) trouble += each.starts_with("not done") ? each + "\n" : "";

    static const sterna::graph none({});
    sterna::replay played(none);
    sterna::catalog met;
    std::vector<std::string> notes;
    sterna::detail::play_into(played.world(), found.ops(), notes);
    sterna::detail::play_into(met, found.ops(), notes);
    std::vector<sterna::script_builder> downs;
    const std::string dumped = dump_of(first);
    try {
      for (const auto& each : made.migrations) {
        REQUIRE(played.play(each.ops.view(), false, each.irreversible.empty()));
        reversible = reversible && each.irreversible.empty();
        sql += sql_of(each.ops.view()) + ";\n";
        on_server::execute(db, on_server::completed(each.ops.view(), met).view());
        downs.push_back(played.take_derived().ops);
      }
      if (dump_of(first) != dump_of(second)) trouble += "the dumps differ:\n" + dump_of(first) + dump_of(second);
      for (std::size_t i = reversible ? downs.size() : 0; i-- > 0;) on_server::execute(db, downs[i].view());
      if (reversible && dump_of(first) != dumped) trouble += "the downgrade leaves:\n" + dump_of(first);
    } catch (const sterna::error& what) {
      trouble += what.what();
    }
    if (!trouble.empty()) trouble += "\n" + sql;
  }
};

}  // namespace autogenerate_evolution_test
