// SPDX-License-Identifier: BSL-1.0
// An application that migrates itself at start; with the argument `concurrently` its history ends with an op that
// cannot run in a transaction; with `doctor` it says what `diagnose` finds.
#include <cstdio>
#include <sterna/sterna.hpp>
#include <string_view>

namespace app {
using namespace sterna::dsl;

inline constexpr auto accounts =
    migration("p1", "accounts").upgrade(create_table("account", column("id", integer, primary_key)));
inline constexpr auto entry =
    migration("p2", "first entry").revises("p1").upgrade(run([](sterna::connection& db) {
                                                           db.execute("INSERT INTO account VALUES ($1)", 1);
                                                         }).reverse([](sterna::connection& db) {
                                                           db.execute("DELETE FROM account");
                                                         })
                                                         .offline_sql("INSERT INTO account VALUES (1)",
                                                                      "DELETE FROM account")
                                                         .as());
inline constexpr auto balance =
    migration("p3", "balance").revises("p2").upgrade(add_column("account", column("balance", numeric(12, 2))));
inline constexpr auto index =
    migration("p4", "index").revises("p3").upgrade(create_index("ix_balance", "account", {"balance"}).concurrently());

inline constexpr auto history = sterna::history<accounts, entry, balance>;
inline constexpr auto with_index = sterna::history<accounts, entry, balance, app::index>;
}  // namespace app

int main(int count, char** arguments) {
  try {
    const std::string_view asked = count > 1 ? arguments[1] : "";
    if (asked == "doctor") {
      for (const sterna::finding& each : sterna::diagnose(app::with_index)) {
        std::printf("%s\n", each.text.c_str());
      }
      return 0;
    }
    const bool concurrently = asked == "concurrently";
    const sterna::report done = sterna::migrate_to_head(concurrently ? app::with_index : app::history);
    std::printf("applied %zu\n", done.applied.size());
    return 0;
  } catch (const sterna::error& failure) {
    std::printf("%s\n", failure.what());
    return 1;
  }
}
