// SPDX-License-Identifier: BSL-1.0
// Each row gets a random value of its own.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, add_column: volatile_default_rewrites:
// expect-clang: volatile_default_rewrite
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("token", uuid, server_default(sql("gen_random_uuid()")))))
#else
    .upgrade(add_column("account", column("token", uuid)),
             alter_column("account", "token", server_default(sql("gen_random_uuid()"))))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
