// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.hpp"
#include "runtime/database.hpp"

namespace cli_tests {

using namespace sterna::dsl;

/// Runs a command of a history's command line on a database.
[[nodiscard]] inline ran run(const sterna::history_view& history, const std::string& url,
                             const std::vector<std::string>& words, const sterna::cli::terminal& where = {}) {
  return run(history, words, {.run = {.url = url}}, where);
}

inline constexpr auto begin = migration("a1", "begin").upgrade(create_table("t", column("id", integer, primary_key)));
inline constexpr auto name = migration("ae10", "add name").revises("a1").upgrade(add_column("t", column("n", text)));
inline constexpr auto index =
    migration("ae20", "index name").revises("ae10").upgrade(create_index("ix_t_n", "t", {"n"}).concurrently());
/// A chain of three.
inline constexpr auto chain = sterna::history<begin, name, index>;

inline constexpr auto app1 =
    migration("app1", "app 1").branch_label("app").upgrade(create_table("app", column("a", integer)));
inline constexpr auto job1 =
    migration("job1", "job 1").branch_label("job").upgrade(create_table("job", column("a", integer)));
inline constexpr auto job2 = migration("job2", "job 2").revises("job1").depends_on("app1").upgrade(
    add_column("job", column("b", integer)));
/// Two lineages; the head of the second needs the head of the first.
inline constexpr auto branches = sterna::history<app1, job1, job2>;

}  // namespace cli_tests
