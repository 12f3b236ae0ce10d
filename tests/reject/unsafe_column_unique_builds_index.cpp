// SPDX-License-Identifier: BSL-1.0
// A new column builds an index while nobody can read or write.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, add_column: column_unique_builds_index:
// expect-clang: column_unique_builds_ind
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("phone", text, unique)))
#else
    .upgrade(add_column("account", column("phone", text)))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
