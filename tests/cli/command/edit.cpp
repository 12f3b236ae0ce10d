// SPDX-License-Identifier: BSL-1.0
#include "cli/histories.hpp"
#include "cli/session.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

namespace cli_command_edit_test {

using namespace cli_tests;

TEST_CASE("edit opens the file of a revision, whatever its name") {
  const folder files;
  const std::string name = "ae10aaaa01_it's $(a) name.hpp";
  files.write(name, "inline constexpr auto x = migration(\"ae10aaaa01\", \"x\");");
  files.write("opened.sh", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$(dirname \"$0\")/opened\"\n");
  ::unsetenv("VISUAL");
  ::setenv("EDITOR", ("sh " + (files.path() / "opened.sh").string() + " -w").c_str(), 1);
  CHECK(run(line, {"edit", "ae10"}, files.settings()).code == 0);
  CHECK(files.text("opened") == "-w\n" + (files.path() / name).string() + "\n");
  ::setenv("VISUAL", "false", 1);
  const ran failed = run(line, {"edit", "ae10"}, files.settings());
  CHECK(failed.code == 255);
  CHECK(failed.err.starts_with("FAILED: the editor has failed: false "));
  ::unsetenv("VISUAL");

  CHECK(run(line, {"edit", "base"}, files.settings()).err ==
        "FAILED: No revision files indicated by symbol 'base'\n");
  CHECK(run(line, {"edit", "27c6"}, files.settings()).err ==
        "FAILED: no file in " + files.path().string() + " holds revision 27c6bbbb02\n");
  ::unsetenv("EDITOR");
  CHECK(run(line, {"edit", "ae10"}, files.settings()).err == "FAILED: no editor is known; set VISUAL or EDITOR\n");
}

}  // namespace cli_command_edit_test
