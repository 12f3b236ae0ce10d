// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/settings.hpp"
#include "sterna/cli/terminal.hpp"
#include "sterna/error.hpp"
#include "sterna/history/explain.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/history.hpp"
#include "sterna/models/models.hpp"

#include <functional>
#include <ostream>
#include <string>

namespace sterna::cli {

/// A command that cannot be carried out as it was asked for; Alembic's CommandError.
class command_error : public error {
 public:
  using error::error;
};

/// Exit codes, Alembic's.
enum exit_code : int {
  succeeded = 0,
  failed = 1,             ///< the database, or the connection to it
  command_refused = 255,  ///< what was asked for does not fit the history or the database
  wrong_usage = 2,
};

/// What all commands share. A command is added by `add_<name>(CLI::App&, context&)`, which sets `action`.
struct context {
  const history_view& history;
  settings chosen;
  std::ostream& out;  ///< results
  std::ostream& err;  ///< what is told on the way, and errors
  terminal where{};   ///< nobody sits there, unless said
  bool json = false;
  bool quiet = false;
  /// The command that was asked for; its value is the exit code.
  std::function<int()> action{};
  /// What the application wants its schema to be; empty where it has not said so.
  models_view models{};

  /// The history's graph. Throws history_error where the history is not sound.
  [[nodiscard]] graph checked_graph() const {
    expect_sound(history);
    return graph(history.revisions());
  }
  /// The same for commands that leave databases alone: they work with several heads too, and with ops that cannot be.
  /// Throws history_error where it is no graph.
  [[nodiscard]] graph readable_graph() const {
    graph made(history.revisions());
    if (const verdict found = made.found(); found && found.what != fault::several_heads) {
      throw history_error(explain(found, history));
    }
    return made;
  }
};

}  // namespace sterna::cli
