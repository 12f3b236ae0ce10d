// SPDX-License-Identifier: BSL-1.0
// PostgreSQL refuses it inside the transaction of the migration.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, execute: not_in_a_transaction:
// expect-clang: not_in_a_transaction
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(execute("CREATE INDEX CONCURRENTLY ix ON account (lower(email))"))
#else
    .upgrade(execute("CREATE INDEX CONCURRENTLY ix ON account (lower(email))").outside_transaction())
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
