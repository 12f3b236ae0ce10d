// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/round_trip.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What real schemas use, feature by feature: of each a history that creates it, changes it and drops it, up, down and
// up again. pg_dump takes as long for many schemas as for one: so the features of a file are in one database, each in
// a schema of its own with its own version table, and go step by step together; a dump is told apart by schema.

namespace features {

using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off(), sterna::policy::server(15));

template <class... Op>
[[nodiscard]] constexpr auto create(const Op&... ops) noexcept {
  return migration("1", "create").upgrade(ops...);
}
template <class... Op>
[[nodiscard]] constexpr auto change(const Op&... ops) noexcept {
  return migration("2", "change").revises("1").upgrade(ops...);
}
template <class... Op>
[[nodiscard]] constexpr auto drop(const Op&... ops) noexcept {
  return migration("3", "drop").revises("2").upgrade(ops...);
}

/// One feature, and what pg_dump says of it: `created` from the first migration on, `changed` from the second on, and
/// neither of them before, nor after the third.
class feature {
 public:
  /// `since`: the oldest PostgreSQL that has it.
  feature(const char* tag, const sterna::history_view& history, const char* created, const char* changed,
          int since = 13, std::source_location where = std::source_location::current())
      : schema_{std::string("f") + tag}, history_{history}, created_{created}, changed_{changed}, since_{since} {
    group_ = where.file_name();
    groups()[group_].push_back(this);
  }
  feature(const feature&) = delete;
  feature& operator=(const feature&) = delete;

  /// Within a test case: all went as it should. The first of a file lets all of them run.
  void expect() const {
    STERNA_NEEDS_SERVER();
    if (round_trip::dump_program().empty()) {
      FAIL("pg_dump is missing: neither in pg_config --bindir nor in PATH");
    }
    round_trip::tell_comparison();
    if (std::vector<const feature*> all = std::move(groups()[group_]); !all.empty()) {
      groups()[group_].clear();
      run(all);
    }
    if (server_release() < since_) {
      MESSAGE("skipped: it needs PostgreSQL " << since_);
      return;
    }
    for (const std::string& each : problems_) {
      FAIL_CHECK(each);
    }
    CHECK(steps_ == 10);
  }

 private:
  using pieces = std::map<std::string, std::string>;

  static std::map<std::string, std::vector<const feature*>>& groups() {
    static std::map<std::string, std::vector<const feature*>> all;
    return all;
  }

  /// The schema `f12` or `f12_more`, or a name with that in it of what is in no schema: its feature. Empty: none.
  static std::string owner_of(const std::string& entry, const std::vector<const feature*>& all) {
    const auto named = [&](const std::string& text) {
      for (const feature* each : all) {
        for (std::size_t at = 0; (at = text.find(each->schema_, at)) != std::string::npos; ++at) {
          const auto letter = [&](std::size_t where) {
            return where < text.size() && std::isalnum(static_cast<unsigned char>(text[where])) != 0;
          };
          if ((at == 0 || !letter(at - 1)) && !letter(at + each->schema_.size())) {
            return each->schema_;
          }
        }
      }
      return std::string();
    };
    const std::size_t schema = entry.find("; Schema: ");
    const std::string in = schema == std::string::npos
                               ? std::string()
                               : entry.substr(schema + 10, entry.find(';', schema + 10) - schema - 10);
    return in.empty() || in == "-" ? named(entry) : named(in);
  }

  /// What pg_dump says of each feature; what belongs to none is under "".
  static pieces dumped(const runtime_tests::database& of, const std::vector<const feature*>& all) {
    std::string whole = round_trip::dump(of);
    whole.resize(std::min(whole.size(), whole.rfind("--\n-- PostgreSQL database dump complete")));
    pieces made;
    for (const std::string& entry : round_trip::split(whole, "--\n-- Name: ")) {
      std::string kept;
      for (const std::string& line : round_trip::split(entry, "\n")) {
        kept += line.starts_with("SET default_") ? "" : line + "\n";  // said before the first that needs it
      }
      made[owner_of(entry, all)] += kept;
    }
    return made;
  }

  static void run(const std::vector<const feature*>& group) {
    const runtime_tests::database on;
    sterna::connection session = on.connect();
    std::vector<const feature*> all;
    for (const feature* each : group) {
      if (each->since_ <= server_release()) {
        all.push_back(each);
      }
    }
    const sterna::options quiet{.on_event = [](const sterna::event&) {}};
    for (const feature* each : all) {
      session.execute("CREATE SCHEMA " + each->schema_);
    }
    std::vector<pieces> at{dumped(on, all)};  // after so many migrations
    struct leg {
      bool up;
      const char* target;
      std::size_t depth;
    };
    constexpr leg way[] = {{true, "1", 1},  {true, "2", 2},     {true, "3", 3}, {false, "2", 2}, {false, "1", 1},
                           {false, "base", 0}, {true, "1", 1}, {true, "2", 2}, {true, "3", 3}};
    for (const leg& now : way) {
      for (const feature* each : all) {
        each->go(session, now.up, now.target, quiet);
      }
      const pieces found = dumped(on, all);
      if (at.size() == now.depth) {
        at.push_back(found);
      }
      for (const feature* each : all) {
        each->compare(at[now.depth], found, now.up ? "upgrade to " : "downgrade to ", now.target);
      }
    }
    for (const feature* each : all) {
      each->look(at);
    }
  }

  void go(sterna::connection& session, bool up, const char* target, const sterna::options& quiet) const {
    try {
      session.execute("SET search_path = " + schema_);
      const sterna::report told = up ? sterna::upgrade(history_, target, session.native(), quiet)
                                     : sterna::downgrade(history_, target, session.native(), quiet);
      if (told.applied.size() != 1) {
        problems_.push_back(std::string(target) + ": '" + runtime_tests::applied(told) + "' was run");
      }
    } catch (const sterna::error& e) {
      problems_.push_back((up ? "upgrade to " : "downgrade to ") + std::string(target) + ": " + e.what());
    }
  }

  [[nodiscard]] std::string of(const pieces& whole) const {
    const auto found = whole.find(schema_);
    return found == whole.end() ? std::string() : found->second;
  }

  void compare(const pieces& expected, const pieces& now, const char* direction, const char* target) const {
    ++steps_;
    for (const auto& [a, b] : {std::pair{of(expected), of(now)}, std::pair{expected.at(""), now.at("")}}) {
      if (a != b) {
        problems_.push_back(direction + std::string(target) + ":\n" + round_trip::difference(a, b));
      }
    }
  }

  /// Whether the three migrations are about the feature at all.
  void look(const std::vector<pieces>& at) const {
    ++steps_;
    if (!round_trip::can_dump()) {
      return;  // the texts are pg_dump's
    }
    const auto says = [&](std::size_t depth, const std::string& text) {
      return of(at[depth]).find(text) != std::string::npos;
    };
    const auto wrong = [&](const std::string& what) {
      problems_.push_back(what + "; created, changed and dropped:\n" + of(at[1]) + "\n----\n" + of(at[2]) + "\n----\n" +
                          of(at[3]));
    };
    if (says(0, created_) || !says(1, created_)) {
      wrong("'" + created_ + "' does not come with the first migration");
    }
    if (says(1, changed_) || !says(2, changed_)) {
      wrong("'" + changed_ + "' does not come with the second migration");
    }
    if (says(3, created_) || says(3, changed_)) {
      wrong("'" + created_ + "' or '" + changed_ + "' does not go with the third migration");
    }
  }

  std::string schema_;
  sterna::history_view history_;
  std::string created_;
  std::string changed_;
  int since_;
  const char* group_ = nullptr;
  mutable int steps_ = 0;
  mutable std::vector<std::string> problems_{};
};

}  // namespace features
