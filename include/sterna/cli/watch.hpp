// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/progress.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/event.hpp"
#include "sterna/runtime/options.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

namespace sterna::cli {

/// Tells the events of a command's runs as the command line was asked to: not at all (`--quiet`), or as `progress`
/// does. On a terminal a thread of its own keeps the line alive, and asks the server, over a second connection, how far
/// the building of an index has come; where that is not to be had, the line goes without.
class watch {
 public:
  explicit watch(const context& now) : chosen_{now.chosen.run} {
    if (!now.quiet) {
      shown_.emplace(now.err, now.where);
    }
    if (shown_ && now.where.live) {
      try {
        thread_ = std::thread([this] { keep_alive(); });
      } catch (const std::system_error&) {  // then it is painted when something happens
      }
    }
  }
  watch(const watch&) = delete;
  watch& operator=(const watch&) = delete;
  ~watch() {
    {
      const std::lock_guard guard(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  /// The program's options, whose events are told here too; valid as long as this object.
  [[nodiscard]] options run_options() {
    options made = chosen_;
    made.on_event = [this](const event& happened) {
      if (chosen_.on_event) {
        chosen_.on_event(happened);
      }
      tell(happened);
    };
    return made;
  }

 private:
  using clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds between_paints{200};
  static constexpr std::chrono::milliseconds worth_asking{500};  ///< a statement that takes longer is asked about

  void tell(const event& happened) {
    if (!shown_) {
      return;
    }
    const std::lock_guard guard(mutex_);
    if (happened.what != event::kind::progress) {  // which comes while the statement runs
      working_ = happened.what == event::kind::executing ? happened.server_process : 0;
      since_ = clock::now();
    }
    shown_->tell(happened);
  }

  void keep_alive() {
    std::unique_lock guard(mutex_);
    while (!changed_.wait_for(guard, between_paints, [&] { return over_; })) {
      const int process = working_;
      const clock::time_point since = since_;
      if (process != 0 && !given_up_ && clock::now() - since >= worth_asking) {
        guard.unlock();
        std::string found = ask(process);
        guard.lock();
        if (working_ == process && since_ == since) {
          shown_->measure(std::move(found));
        }
      }
      shown_->tick();
    }
  }

  /// How far a server process has come with the building of an index; empty where it does not build one.
  [[nodiscard]] std::string ask(int process) {
    try {
      if (!second_) {
        second_ = std::make_unique<connection>(detail::connect(chosen_));
      }
      const result got = second_->execute(
          "SELECT phase || CASE WHEN total > 0 THEN ' ' || done * 100 / total || ' %' ELSE '' END FROM (SELECT phase, "
          "CASE WHEN phase LIKE 'waiting%' THEN lockers_total WHEN blocks_total > 0 THEN blocks_total ELSE "
          "tuples_total END AS total, CASE WHEN phase LIKE 'waiting%' THEN lockers_done WHEN blocks_total > 0 THEN "
          "blocks_done ELSE tuples_done END AS done FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $1) AS p",
          process);
      return got.empty() ? std::string{} : got[0][0].as<std::string>();
    } catch (const std::exception&) {  // the password may come from a function of the program's
      given_up_ = true;
      return {};
    }
  }

  options chosen_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::optional<progress> shown_{};
  bool over_ = false;
  int working_ = 0;  ///< the server process that executes a statement, or 0
  clock::time_point since_{};
  bool given_up_ = false;                     // this and the next: of the thread
  std::unique_ptr<connection> second_{};
  std::thread thread_{};
};

}  // namespace sterna::cli
