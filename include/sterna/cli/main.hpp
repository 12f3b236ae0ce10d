// SPDX-License-Identifier: BSL-1.0
#pragma once

// The command line that an application embeds. It needs CLI11 and nlohmann-json (Debian: libcli11-dev,
// nlohmann-json3-dev), which nothing else of the library does.

#include "sterna/cli/command/branches.hpp"
#include "sterna/cli/command/check.hpp"
#include "sterna/cli/command/current.hpp"
#include "sterna/cli/command/doctor.hpp"
#include "sterna/cli/command/downgrade.hpp"
#include "sterna/cli/command/edit.hpp"
#include "sterna/cli/command/ensure_version.hpp"
#include "sterna/cli/command/heads.hpp"
#include "sterna/cli/command/history.hpp"
#include "sterna/cli/command/log.hpp"
#include "sterna/cli/command/merge.hpp"
#include "sterna/cli/command/models.hpp"
#include "sterna/cli/command/plan.hpp"
#include "sterna/cli/command/repair.hpp"
#include "sterna/cli/command/revision.hpp"
#include "sterna/cli/command/show.hpp"
#include "sterna/cli/command/squash.hpp"
#include "sterna/cli/command/stamp.hpp"
#include "sterna/cli/command/upgrade.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/redacted.hpp"
#include "sterna/version.hpp"

#include <CLI/CLI.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace sterna::cli {

/// Runs one command on the given streams; see main.
[[nodiscard]] inline int run(int argc, const char* const* argv, const history_view& history, settings chosen,
                             std::ostream& out, std::ostream& err, const terminal& where = {},
                             const models_view& models = {}) {
  if (chosen.program.empty()) {
    const std::string_view path = argc > 0 ? argv[0] : "migrate";
    chosen.program = path.substr(path.rfind('/') + 1);
  }
  context now{history, std::move(chosen), out, err, where};
  now.models = models;
  CLI::App app("Schema migrations of the database that SQLALCHEMY_URL names.", now.chosen.program);
  app.require_subcommand(1);
  app.fallthrough();  // options of all commands may stand behind the command too
  app.set_version_flag("--version", "sterna " + std::string(version));
  app.add_option("--url", now.chosen.run.url, "The database, instead of SQLALCHEMY_URL");
  app.add_flag("-q,--quiet", now.quiet, "Tell nothing on the way");
  add_branches(app, now);
  add_check(app, now);
  add_current(app, now);
  add_doctor(app, now);
  add_downgrade(app, now);
  add_edit(app, now);
  add_ensure_version(app, now);
  add_heads(app, now);
  add_history(app, now);
  add_log(app, now);
  add_merge(app, now);
  add_models(app, now);
  add_plan(app, now);
  add_repair(app, now);
  add_revision(app, now);
  add_show(app, now);
  add_squash(app, now);
  add_stamp(app, now);
  add_upgrade(app, now);
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& what) {
    std::ostringstream said;
    const int code = app.exit(what, out, said);
    err << redacted(said.str(), arguments);
    return code == 0 ? succeeded : wrong_usage;
  }
  const auto refuse = [&](const std::exception& what, exit_code code) {
    err << "FAILED: " << redacted(what.what(), arguments) << '\n';
    return code;
  };
  try {
    return now.action();
  } catch (const history_error& what) {
    return refuse(what, command_refused);
  } catch (const command_error& what) {
    return refuse(what, command_refused);
  } catch (const std::exception& what) {  // a function given to run(...) may throw anything
    return refuse(what, failed);
  }
}

/// The command line of a history, as a program of its own, `return sterna::cli::main(argc, argv, app::history);`, or
/// below a word of the application's:
/// `return sterna::cli::main(argc - 1, argv + 1, app::history, {.program = "app migrate"});`.
/// Results go to stdout, everything else to stderr; gives the exit code (`exit_code`), and throws no std::exception.
[[nodiscard]] inline int main(int argc, const char* const* argv, const history_view& history, settings chosen = {}) {
  return run(argc, argv, history, std::move(chosen), std::cout, std::cerr, terminal::of_process());
}
/// The same with the models of the application, for the commands that compare them:
/// `return sterna::cli::main(argc, argv, app::history, app::models);`.
template <std::convertible_to<models_view> Models>
[[nodiscard]] int main(int argc, const char* const* argv, const history_view& history, const Models& models,
                       settings chosen = {}) {
  return run(argc, argv, history, std::move(chosen), std::cout, std::cerr, terminal::of_process(), models);
}

}  // namespace sterna::cli
