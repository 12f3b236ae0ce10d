// SPDX-License-Identifier: BSL-1.0
// A table without a name, in a downgrade.
// expect-gcc: migration \\'ae10_account\\' \(create account\): downgrade op 1, drop_table: a name is empty
// expect-clang: migration \\'ae10_account\\'
// expect-clang: \(create account\): downgrade
// expect-clang: op 1, drop_table: a name is
// expect-clang: empty; every table, column
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)))
#ifdef REJECT
    .downgrade(drop_table(""));
#else
    .downgrade(drop_table("account"));
#endif

inline constexpr auto history = sterna::history<account>;

int main() {}
