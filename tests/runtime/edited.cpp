// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <sterna/sterna.hpp>

namespace runtime_edited_test {

using namespace sterna::dsl;

namespace {

constexpr auto a = migration("a", "one").upgrade(create_table("t", column("x", integer)));
constexpr auto b = migration("b", "two").revises("a").upgrade(add_column("t", column("y", integer)));
constexpr auto c = migration("c", "three").revises("b").upgrade(add_column("t", column("z", integer)));
constexpr auto line = sterna::history<c, b, a>;

}  // namespace

TEST_CASE("edited: those asked for and what they need, in the history's order, unless the log agrees") {
  const sterna::graph whole(line.revisions());
  const std::vector<sterna::detail::logged_migration> logged{{"b", "other", "0.0.1"},
                                                             {"gone", "other", "0.0.1"},
                                                             {"a", "other", "0.0.1"},
                                                             {"c", sterna::checksum(line, "c"), "0.0.1"}};
  const auto among = [&](const char* id) {
    const int asked[] = {whole.find(id)};
    std::string found;
    for (const auto& each : sterna::detail::edited_among(whole, asked, logged)) {
      found += each.revision + " ";
    }
    return found;
  };
  CHECK(among("a") == "a ");
  CHECK(among("b") == "a b ");
  CHECK(among("c") == "a b ");
  CHECK(sterna::detail::edited_among(whole, std::vector<int>{whole.find("c")}, {}).empty());
}

TEST_CASE("edited: the sentence") {
  sterna::edited_migration made{"b", "two", "1111111111111111", "2222222222222222", std::string(sterna::version)};
  CHECK(made.text() ==
        "migration 'b' (two) has been edited since it was applied here: its checksum is 1111111111111111, and the log "
        "has 2222222222222222; write it again as it was, and what is new into another migration; or, if the database "
        "is as it says now, let repair (or stamp) settle it");
  made.library = "0.0.1";
  CHECK(made.text().find("has 2222222222222222, written by sterna 0.0.1 (this is ") != std::string::npos);
}

TEST_CASE("edited: the step that settles it changes no row") {
  const sterna::graph whole(line.revisions());
  const sterna::step made = sterna::detail::settling_step(whole, {"b", "two", "1", "2", "3"});
  CHECK(made.settles);
  CHECK(made.revision == whole.find("b"));
  CHECK(made.from == std::vector<int>{made.revision});
  CHECK(made.to == made.from);
  CHECK((made.deletes.empty() && made.inserts.empty() && !made.update));
}

}  // namespace runtime_edited_test
