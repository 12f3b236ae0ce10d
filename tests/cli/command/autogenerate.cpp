// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"

#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace cli_command_autogenerate_test {

using namespace cli_tests;
using namespace sterna::dsl;

namespace {

constexpr auto begin = migration("ae10aaaa01", "begin")
                           .upgrade(create_table("user", column("id", integer, primary_key), column("name", text)));
constexpr auto history = sterna::history<begin>;

constexpr auto same = sterna::models(table("user", column("id", integer, primary_key), column("name", text)));
constexpr auto grown = sterna::models(
    table("user", column("id", integer, primary_key), column("name", string(50)),
          column("email", string(254), not_null), constraint("uq_user_email", unique({"email"}))),
    table("post", column("id", integer, primary_key), column("author", integer, not_null, references("user", "id"))),
    index("ix_user_name", "user", {"name"}));
constexpr auto renamed = sterna::models(table("account", column("id", integer, primary_key),
                                              column("full_name", text, renamed_from("name"))).renamed_from("user"));
constexpr auto empty_table = sterna::models(table("user", column("id", integer, primary_key)));

ran generate(const folder& files, const sterna::models_view& models, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"revision", "--autogenerate", "--offline", "-m", "more", "--rev-id", "9b0e44d1c7aa"};
  words.insert(words.end(), more.begin(), more.end());
  return run(history, words, files.settings(), {}, models);
}

}  // namespace

TEST_CASE("nothing is written where the models are the head of the history") {
  const folder files;
  const ran it = generate(files, same);
  CHECK(it.code == 0);
  CHECK(it.out == "No difference between the models and the head of the history; nothing is written\n");
  CHECK(it.err.empty());
  CHECK(files.files().empty());
}

TEST_CASE("what the models ask for becomes migrations as a person would write them") {
  const folder files;
  const ran it = generate(files, grown);
  CHECK(it.code == 0);
  CHECK(it.err ==
        "note: column user.email is NOT NULL and has no default: rows that are there need a value, backfill(...), "
        "before set_not_null\n");
  std::string names = files.files();
  REQUIRE(names.find("9b0e44d1c7aa_more_1_of_3.hpp") != std::string::npos);
  CHECK(files.text("9b0e44d1c7aa_more_1_of_3.hpp") == R"cpp(#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto more_1_of_3 =
    migration("9b0e44d1c7aa", "more (1 of 3)")
        .revises("ae10aaaa01")
        .upgrade(
            create_table("post",
                column("id", integer, primary_key),
                column("author", integer, not_null, references("user", "id"))),
            // type_change_rewrites: nobody can read or write table 'user' until it is written anew in the new type; say
            // expand_column("user", "name", column("new", ...)), which adds a column of the new type and keeps it up to
            // date with a trigger; fill the rows with backfill(...), then say contract_column("user", "name",
            // "new").keep_name() in a later migration
            assume_safe(alter_column("user", "name", type(string(50))), "generated; see the comment above"),
            add_column("user", column("email", string(254))));

}  // namespace app
)cpp");
  std::string rest;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(' ', at), names.size());
    const std::string file = names.substr(at, end - at);
    if (!file.starts_with("9b0e")) rest += files.text(file);
    at = end + 1;
  }
  CHECK(rest.find(R"(            create_index("ix_user_name", "user", {"name"}).concurrently(),
            create_index("uq_user_email", "user", {"email"}).unique().concurrently(),
            // fails where rows hold NULL: backfill(...) them first
            set_not_null("user", "email"));)") != std::string::npos);
  CHECK(rest.find(R"(create_unique_constraint("uq_user_email", "user", {"email"}).using_index("uq_user_email"));)") !=
        std::string::npos);
  CHECK(rest.find(R"(.revises("9b0e44d1c7aa"))") != std::string::npos);
}

TEST_CASE("renames are said by the models, or on the command line") {
  const folder files;
  CHECK(generate(files, renamed).code == 0);
  const std::string made = files.text("9b0e44d1c7aa_more.hpp");
  CHECK(made.find(R"(rename_table("user", "account"))") != std::string::npos);
  CHECK(made.find(R"(rename_column("account", "name", "full_name"))") != std::string::npos);
  CHECK(made.find("drop_") == std::string::npos);

  const folder others;
  constexpr auto models = sterna::models(table("user", column("id", integer, primary_key), column("n", text)));
  CHECK(generate(others, models, {"--rename", "user.name=n"}).code == 0);
  CHECK(others.text("9b0e44d1c7aa_more.hpp").find(R"(            rename_column("user", "name", "n"));)") !=
        std::string::npos);
  const folder none;
  const ran it = generate(none, models, {"--rename", "name"});
  CHECK(it.code == 255);
  CHECK(it.err == "FAILED: --rename takes table=name, table.column=name or schema.table.column=name, not 'name'\n");
  CHECK(none.files().empty());
}

TEST_CASE("drops are marked, and may be left out") {
  const folder files;
  const ran it = generate(files, empty_table);
  CHECK(it.code == 0);
  CHECK(it.err == "note: column user.name is dropped, with its values\n");
  CHECK(files.text("9b0e44d1c7aa_more.hpp").find("            // drops a column with its values\n"
                                                 "            drop_column(\"user\", \"name\"));") != std::string::npos);
  const folder kept;
  const ran left = generate(kept, empty_table, {"--no-drops"});
  CHECK(left.out.starts_with("No difference"));
  CHECK(left.err == "note: left: column user.name, which nobody wants any more\n");
  CHECK(kept.files().empty());
}

TEST_CASE("what autogenerate needs is said") {
  const folder files;
  CHECK(generate(files, {}).err.starts_with("FAILED: this program knows no models; give it some"));
  const ran nowhere = run(history, {"revision", "--autogenerate", "-m", "x", "--url", "postgresql:///x?port=none"},
                          files.settings(), {}, grown);
  CHECK(nowhere.code == 1);
  CHECK(nowhere.err.starts_with("FAILED: "));
  CHECK(files.files().empty());
}

TEST_CASE("models prints what there is at the head") {
  const ran it = run(history, {"models"});
  CHECK(it.code == 0);
  CHECK(it.out == R"(#pragma once

#include <sterna/models/models.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto models = sterna::models(
    table("user",
        column("id", integer, primary_key),
        column("name", text)));

}  // namespace app
)");
}

}  // namespace cli_command_autogenerate_test
