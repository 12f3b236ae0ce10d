// SPDX-License-Identifier: BSL-1.0
#include <sterna/sterna.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto create_user =
    migration("1975ea83b712", "create user table")
        .upgrade(
            create_table("user",
                column("id", integer, primary_key),
                column("name", string(50), not_null),
                column("description", unicode(200))))
        .downgrade(
            drop_table("user"));

inline constexpr auto add_last_login =
    migration("ae1027a6acf1", "add last login")
        .revises("1975ea83b712")
        .upgrade(
            add_column("user", column("last_login", timestamp_tz, server_default(sql("now()")))));
        // The downgrade is derived: drop_column("user", "last_login").

inline constexpr auto history = sterna::history<create_user, add_last_login>;
}  // namespace app

int main() {
  sterna::migrate_to_head(app::history);  // the database that SQLALCHEMY_URL names
}
