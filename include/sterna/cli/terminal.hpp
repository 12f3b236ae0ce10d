// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <istream>
#include <string_view>

namespace sterna::cli {

/// Who sits in front of the command line: nobody, unless said.
struct terminal {
  std::istream* answers = nullptr;  ///< questions are asked and answered here; null: nothing is asked
  bool live = false;                ///< lines on the error stream may be painted over
  bool colour_out = false;          ///< results may be coloured
  bool colour_err = false;          ///< the error stream may be coloured
  int columns = 80;                 ///< of the error stream

  /// What the standard streams are connected to. `NO_COLOR` (set to anything) takes the colours away, `TERM=dumb` the
  /// colours and the painting over.
  [[nodiscard]] static terminal of_process() {
    const auto variable = [](const char* name) -> std::string_view {
      const char* const value = std::getenv(name);
      return value == nullptr ? "" : value;
    };
    const bool capable = variable("TERM") != "dumb" && !variable("TERM").empty();
    const bool coloured = capable && variable("NO_COLOR").empty();
    const bool err = isatty(STDERR_FILENO) == 1;
    terminal found;
    found.answers = err && isatty(STDIN_FILENO) == 1 ? &std::cin : nullptr;
    found.live = capable && err;
    found.colour_out = coloured && isatty(STDOUT_FILENO) == 1;
    found.colour_err = coloured && err;
    if (winsize size{}; err && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
      found.columns = size.ws_col;
    }
    return found;
  }
};

/// Ways to write, as SGR codes.
namespace ink {
inline constexpr std::string_view bold = "\033[1m";
inline constexpr std::string_view faint = "\033[2m";
inline constexpr std::string_view red = "\033[31m";
inline constexpr std::string_view yellow = "\033[33m";
inline constexpr std::string_view none = "\033[0m";
}  // namespace ink

}  // namespace sterna::cli
