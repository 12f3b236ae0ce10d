// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"
#include "sterna/cli/progress.hpp"
#include "sterna/runtime/plan.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

[[nodiscard]] inline json json_of(const planned_migration::statement& of) {
  const auto lock = [](std::string_view name) {
    return name.empty() ? json() : json(name);
  };
  return {{"sql", of.sql},
          {"op", of.operation},
          {"last_op", of.last_operation},
          {"outside_transaction", of.outside_transaction},
          {"host", of.host},
          {"lock", lock(of.lock)},
          {"other_lock", lock(of.other_lock)},
          {"scan", of.scan},
          {"rewrite", of.rewrite},
          {"loses_data", of.loses_data},
          {"breaks_old_code", of.breaks_old_code},
          {"unknown", of.unknown},
          {"notices", of.notices}};
}

[[nodiscard]] inline json json_of(const std::vector<planned_migration>& planned) {
  auto all = json::array();
  for (const planned_migration& each : planned) {
    auto statements = json::array();
    for (const planned_migration::statement& of : each.statements) {
      statements.push_back(json_of(of));
    }
    all.push_back({{"revision", each.revision},
                   {"message", each.message},
                   {"direction", each.up ? "upgrade" : "downgrade"},
                   {"from", each.from},
                   {"to", each.to},
                   {"statements", std::move(statements)}});
  }
  return all;
}

/// Writes a plan as SQL with comments; only the comments are coloured.
class plan_writer {
 public:
  plan_writer(std::ostream& to, bool coloured) : to_{to}, coloured_{coloured} {}

  void write(const planned_migration& of) {
    comment(ink::bold, std::string("Running ") + (of.up ? "upgrade " : "downgrade ") + of.from + " -> " + of.to + ", " +
                           one_line(of.message));
    int last = 0;
    for (const planned_migration::statement& each : of.statements) {
      if (each.operation != 0 && each.operation != last) {
        last = each.operation;
        write_cost(each);
      }
      if (each.host) {
        comment({}, "a C++ function");
      } else {
        to_ << each.sql << ";\n";
      }
    }
    to_ << '\n';
  }

 private:
  void comment(std::string_view colour, const std::string& text) {
    const bool with = coloured_ && !colour.empty();
    to_ << (with ? colour : "") << "-- " << text << (with ? ink::none : "") << '\n';
  }
  /// What an op does, before its first statement.
  void write_cost(const planned_migration::statement& of) {
    std::string costs;
    const auto add = [&](bool said, const std::string& text) {
      if (said) {
        costs += (costs.empty() ? "" : "; ") + text;
      }
    };
    add(of.outside_transaction, "outside a transaction");
    add(!of.lock.empty(), "lock " + std::string(of.lock));
    add(!of.other_lock.empty(), "lock on other tables " + std::string(of.other_lock));
    add(of.rewrite, "rewrites the table");
    add(of.scan && !of.rewrite, "reads all rows");
    add(of.breaks_old_code, "programs that know the schema before may fail");
    add(of.unknown, "not looked at");
    const std::string number = of.last_operation > of.operation
                                   ? "ops " + std::to_string(of.operation) + " to " + std::to_string(of.last_operation)
                                   : "op " + std::to_string(of.operation);
    if (!costs.empty()) {
      comment(of.rewrite || of.scan ? ink::yellow : std::string_view{}, number + ": " + costs);
    }
    if (of.loses_data) {
      comment(ink::red, number + ": LOSES DATA");
    }
    for (const std::string& notice : of.notices) {
      comment(ink::yellow, number + ": " + one_line(notice));
    }
  }

  std::ostream& to_;
  bool coloured_;
};

/// `plan`: what an upgrade (or, with `--down`, a downgrade) would execute on the database as it is.
inline void add_plan(CLI::App& app, context& now) {
  struct request {
    std::vector<std::string> to{};
    bool down = false;
  };
  const auto asked = std::make_shared<request>();
  CLI::App* const command = app.add_subcommand("plan", "What would be executed on the database as it is");
  command->add_option("revision", asked->to, "As of upgrade; unsaid: heads. With --down, as of downgrade; unsaid: -1");
  command->add_flag("--down", asked->down, "The plan of a downgrade");
  add_json(*command, now);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      if (asked->to.empty()) {
        asked->to.emplace_back(asked->down ? "-1" : "heads");
      }
      const std::vector<planned_migration> planned =
          plan(now.history, asked->to, now.chosen.run, asked->down ? direction::downgrade : direction::upgrade);
      if (now.json) {
        print(now, json_of(planned));
        return succeeded;
      }
      if (planned.empty() && !now.quiet) {
        now.err << "Nothing to do.\n";
      }
      plan_writer writer(now.out, now.where.colour_out);
      for (const planned_migration& each : planned) {
        writer.write(each);
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
