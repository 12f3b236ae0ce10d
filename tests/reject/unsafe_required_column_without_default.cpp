// SPDX-License-Identifier: BSL-1.0
// The rows that are there have no value for a NOT NULL column.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, add_column: required_column_without_default:
// expect-clang: required_column_without_
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("age", integer, not_null)))
#else
    .upgrade(add_column("account", column("age", integer, not_null, server_default(0))))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
