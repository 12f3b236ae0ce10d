// SPDX-License-Identifier: BSL-1.0
// A primary key makes a nullable column NOT NULL, which reads all rows.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 2, create_primary_key: primary_key_on_nullable:
// expect-clang: primary_key_on_nullable
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, not_null), column("email", text)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(create_index("pk_account", "account", {"email"}).unique().concurrently(),
             create_primary_key("pk_account", "account", {"email"}).using_index("pk_account"))
#else
    .upgrade(create_index("pk_account", "account", {"id"}).unique().concurrently(),
             create_primary_key("pk_account", "account", {"id"}).using_index("pk_account"))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
