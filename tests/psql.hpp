// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/round_trip.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

/// What psql has made of a script.
struct psql_run {
  int exit_code = -1;  ///< 3: an error stopped the script
  std::string output{};

  [[nodiscard]] bool says(std::string_view text) const { return output.find(text) != std::string::npos; }
};

/// The psql beside pg_dump.
[[nodiscard]] inline std::string psql_program() {
  const std::string& dump = round_trip::dump_program();
  return dump.substr(0, dump.size() - std::string_view("pg_dump").size()) + "psql";
}

/// Runs a script from a file, as the comment at its head says; `more` are arguments of psql's: "-v name=x".
[[nodiscard]] inline psql_run psql(const runtime_tests::database& on, std::string_view script,
                                   const std::string& more = {}) {
  char file[] = "/tmp/sterna_script_XXXXXX";
  const int descriptor = ::mkstemp(file);
  REQUIRE(descriptor >= 0);
  ::close(descriptor);
  std::ofstream(file, std::ios::binary) << script;
  const std::string command = round_trip::quoted_word(psql_program()) + " -X " + more + " -d " +
                              round_trip::quoted_word(on.url()) + " -f " + file + " 2>&1 </dev/null";
  psql_run made;
  if (std::FILE* const pipe = ::popen(command.c_str(), "r")) {
    char part[4096];
    for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, pipe)) > 0;) {
      made.output.append(part, got);
    }
    const int status = ::pclose(pipe);
    made.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::remove(file);
  return made;
}
