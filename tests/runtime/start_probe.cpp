// SPDX-License-Identifier: BSL-1.0
//
// An application that migrates when it starts. With STERNA_TEST_KILL_AT=n it kills itself at the n-th event. With the
// argument "quiet" it uses the default options, which print what is applied.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "sterna/sterna.hpp"

namespace {

using namespace sterna::dsl;

constexpr auto m1 = migration("1975ea83b712", "create account")
                        .upgrade(create_table("account", column("id", integer, primary_key),
                                              column("name", string(50), not_null), column("note", text)));
constexpr auto m2 = migration("ae1027a6acf1", "two columns")
                        .revises("1975ea83b712")
                        .upgrade(add_column("account", column("created", timestamp_tz, server_default(sql("now()")))),
                                 add_column("account", column("active", boolean, not_null, server_default(true))),
                                 execute("CREATE TABLE log (what text); INSERT INTO log VALUES ('second')")
                                     .as(create_table("log", column("what", text))));
constexpr auto m3 =
    migration("3a", "a row by C++")
        .revises("ae1027a6acf1")
        .upgrade(
            run([](sterna::connection& db) { db.execute("INSERT INTO account (name) VALUES ($1)", "first"); })
                .reverse([](sterna::connection& db) { db.execute("DELETE FROM account"); })
                .offline_sql("INSERT INTO account (name) VALUES ('first')", "DELETE FROM account")
                .as(),
            add_column("account", column("age", integer)));
constexpr auto m4 = migration("4a", "indexes without a lock")
                        .revises("3a")
                        .upgrade(add_column("account", column("mail", text)),
                                 create_index("ix_account_name", "account", {"name"}).unique().concurrently(),
                                 execute("INSERT INTO log VALUES ('fourth')").as(),
                                 create_index("ix_account_mail", "account", {sql("lower(mail)")}).concurrently(),
                                 add_column("account", column("phone", text)));
constexpr auto m5 = migration("5a", "a second table")
                        .revises("4a")
                        .upgrade(create_table("post", column("id", integer, primary_key),
                                              column("account", integer, references("account", "id"))),
                                 execute("INSERT INTO log VALUES ('fifth')").as());
constexpr auto all = sterna::history<m1, m2, m3, m4, m5>;

}  // namespace

int main(int argc, char** argv) {
  const char* const place = std::getenv("STERNA_TEST_KILL_AT");
  const long kill_at = place == nullptr ? 0 : std::strtol(place, nullptr, 10);
  long seen = 0;
  sterna::options chosen;
  if (argc < 2 || std::strcmp(argv[1], "quiet") != 0) {
    chosen.on_event = [&](const sterna::event&) {
      if (++seen == kill_at) {
        std::raise(SIGKILL);
      }
    };
  }
  try {
    const sterna::report told = sterna::migrate_to_head(all, chosen);
    std::printf("applied %zu\n", told.applied.size());
    return 0;
  } catch (const sterna::error& what) {
    std::fprintf(stderr, "%s\n", what.what());
    return 1;
  }
}
