// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/runtime/log.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {
namespace log_line {

/// "2026-08-08 13:37:00Z", in UTC; with `fraction` as in ISO 8601, "2026-08-08T13:37:00.123456Z".
[[nodiscard]] inline std::string time_text(std::chrono::system_clock::time_point at, bool fraction) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss<microseconds> time(floor<microseconds>(at - day));
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02u%c%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), fraction ? 'T' : ' ',
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  std::string all(text.data(), static_cast<std::size_t>(size));
  if (fraction) {
    const std::string digits = std::to_string(time.subseconds().count());
    all += "." + std::string(6 - digits.size(), '0') + digits;
  }
  return all + "Z";
}

/// "12 ms", "3.2 s", "75 min".
[[nodiscard]] inline std::string duration_text(std::chrono::microseconds of) {
  const auto milliseconds = of.count() / 1000;
  if (milliseconds < 1000) {
    return std::to_string(milliseconds) + " ms";
  }
  const auto seconds = milliseconds / 1000;
  return seconds < 600 ? std::to_string(seconds) + "." + std::to_string(milliseconds % 1000 / 100) + " s"
                       : std::to_string(seconds / 60) + " min";
}

[[nodiscard]] inline std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace log_line

/// `log`: what was applied, undone, stamped and repaired, when, by whom and how long it took; newest first.
inline void add_log(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("log", "What was applied when, by whom, and how long it took");
  command->add_flag("--json", now.json, "As JSON");
  command->callback([&now] {
    now.action = [&now] {
      const graph whole = now.readable_graph();
      std::vector<log_entry> all = sterna::log(now.chosen.run);
      std::reverse(all.begin(), all.end());
      if (now.json) {
        auto list = nlohmann::ordered_json::array();
        for (const log_entry& each : all) {
          list.push_back({{"revision", each.revision},
                          {"direction", each.direction},
                          {"checksum", each.checksum},
                          {"applied_at", log_line::time_text(each.applied_at, true)},
                          {"duration_us", each.duration.count()},
                          {"role", each.role},
                          {"application", each.application},
                          {"library", each.library}});
        }
        now.out << list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
        return succeeded;
      }
      std::vector<std::array<std::string, 7>> rows;
      for (const log_entry& each : all) {
        const int known = whole.find(each.revision);
        rows.push_back({log_line::time_text(each.applied_at, false), each.direction,
                        each.revision.empty() ? "base" : each.revision, log_line::duration_text(each.duration),
                        each.role, each.application,
                        known < 0 ? std::string{} : std::string(whole.revision(known).message)});
      }
      std::array<std::size_t, 7> widths{};
      for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          widths[i] = std::max(widths[i], log_line::characters(row[i]));
        }
      }
      for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
          line += row[i] + std::string(widths[i] - log_line::characters(row[i]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        now.out << line << '\n';
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
