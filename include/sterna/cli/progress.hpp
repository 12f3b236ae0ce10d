// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/terminal.hpp"
#include "sterna/runtime/event.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace sterna::cli {

/// "0.4 s", "2 min 5 s".
[[nodiscard]] inline std::string time_text(std::chrono::steady_clock::duration took) {
  const long long tenths = std::chrono::duration_cast<std::chrono::milliseconds>(took).count() / 100;
  if (tenths < 600) {
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
  }
  return std::to_string(tenths / 600) + " min " + std::to_string(tenths / 10 % 60) + " s";
}

/// The text on one line, for output: line breaks and other control characters, and blanks beside them, become one
/// blank.
[[nodiscard]] inline std::string one_line(std::string_view text) {
  std::string line;
  for (const char each : text) {
    const bool blank = static_cast<unsigned char>(each) <= ' ' || each == '\x7f';
    if (!blank) {
      line += each;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

/// Tells the events of a run on a stream: on a terminal one line for each migration, painted over while it is at work,
/// with the time so far and the statement in progress; elsewhere plain lines, as Alembic writes them. It is for one
/// thread at a time.
class progress {
 public:
  using instant = std::chrono::steady_clock::time_point;

  progress(std::ostream& to, const terminal& where, std::function<instant()> clock = std::chrono::steady_clock::now)
      : to_{to}, where_{where}, clock_{std::move(clock)} {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress() { end_line(title_); }

  void tell(const event& happened) {
    switch (happened.what) {
      case event::kind::waiting_for_lock:
        doing_ = happened.text();
        tell_now_and_then(doing_);
        break;
      case event::kind::edited:
        to_ << happened.text() << '\n' << std::flush;
        break;
      case event::kind::running:
        title_ = one_line_title(happened.text());
        start_ = clock_();
        doing_.clear();
        told_.reset();
        if (!where_.live) {
          to_ << title_ << '\n' << std::flush;
        }
        break;
      case event::kind::executing:
        doing_ = one_line(happened.text());
        measured_.clear();
        break;
      case event::kind::progress:
        doing_ = happened.text();
        tell_now_and_then(doing_);
        break;
      case event::kind::statement:
        doing_.clear();
        measured_.clear();
        break;
      case event::kind::applied:
        end_line(title_ + " (" + time_text(clock_() - start_) + ")");
        title_.clear();
        doing_.clear();
        return;
      default:
        break;
    }
    tick();
  }

  /// How far the statement in progress has come, as somebody else has found out: "scanning table 45 %".
  void measure(std::string text) { measured_ = std::move(text); }

  /// Paints the line anew.
  void tick() {
    if (!where_.live || (title_.empty() && doing_.empty())) {
      return;
    }
    std::string rest = title_.empty() ? std::string{} : "  " + time_text(clock_() - start_);
    std::string_view title = title_;
    std::size_t room = static_cast<std::size_t>(std::max(where_.columns - 1, 1));
    // The measure stands before the statement, which is the one to be cut.
    rest += measured_.empty() ? "" : "  " + measured_;
    const std::size_t statement = doing_.empty() || !measured_.empty() ? 0 : std::min(doing_.size() + 2, enough);
    if (title.size() + rest.size() + statement > room && title.find(arrow) != std::string_view::npos) {
      title.remove_prefix(title.find(arrow) + 1);  // what it becomes is more than what it was
    }
    rest += doing_.empty() ? "" : "  " + doing_;
    to_ << "\r\033[K" << ink_of(ink::bold) << cut(title, room) << ink_of(ink::none) << ink_of(ink::faint)
        << cut(rest, room) << ink_of(ink::none) << std::flush;
    open_ = true;
  }

 private:
  static constexpr std::chrono::seconds now_and_then{10};
  static constexpr std::string_view arrow = " -> ";
  static constexpr std::size_t enough = 24;  ///< columns, to recognize a statement

  /// The arrow of a base has two blanks, which must stay.
  [[nodiscard]] static std::string one_line_title(const std::string& text) {
    const auto comma = text.find(", ");
    return comma == std::string::npos ? text : text.substr(0, comma + 2) + one_line(text.substr(comma + 2));
  }
  [[nodiscard]] std::string_view ink_of(std::string_view code) const { return where_.colour_err ? code : ""; }

  /// For what happens often, where lines cannot be painted over.
  void tell_now_and_then(const std::string& text) {
    if (!where_.live && (!told_ || clock_() - *told_ >= now_and_then)) {
      told_ = clock_();
      to_ << text << '\n' << std::flush;
    }
  }
  /// Replaces the open line by one that stays.
  void end_line(const std::string& text) {
    if (where_.live && (open_ || !text.empty())) {
      to_ << "\r\033[K" << text << (text.empty() ? "" : "\n") << std::flush;
      open_ = false;
    }
  }
  /// As many characters (of UTF-8) as there is room for, which they use up.
  [[nodiscard]] static std::string_view cut(std::string_view text, std::size_t& room) {
    std::size_t end = 0;
    while (end < text.size() && room > 0) {
      do {
        ++end;
      } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U);
      --room;
    }
    return text.substr(0, end);
  }

  std::ostream& to_;
  terminal where_;
  std::function<instant()> clock_;
  instant start_{};
  std::optional<instant> told_{};
  std::string title_{};     ///< of the migration at work
  std::string doing_{};     ///< the statement in progress
  std::string measured_{};
  bool open_ = false;       ///< the line has no end yet
};

}  // namespace sterna::cli
