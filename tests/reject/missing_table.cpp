// SPDX-License-Identifier: BSL-1.0
// A column is added under the name that the table had before it was renamed.
// expect-gcc: migration \\'9c41_phone\\' \(add phone\): upgrade op 1, add_column: table \\'account\\' does not
// expect-gcc: exist any more: migration \\'1f2a_rename\\' has dropped or renamed it; name one that is there
// expect-clang: migration \\'9c41_phone\\' \(add
// expect-clang: phone\): upgrade op 1,
// expect-clang: add_column: table \\'account\\'
// expect-clang: does not exist any more:
// expect-clang: migration \\'1f2a_rename\\' has
// expect-clang: dropped or renamed it; name
// expect-clang: one that is there
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto customer = migration("1f2a_rename", "accounts are customers").revises("ae10_account")
    .upgrade(rename_table("account", "customer"));
inline constexpr auto phone = migration("9c41_phone", "add phone").revises("1f2a_rename")
#ifdef REJECT
    .upgrade(add_column("account", column("phone", string(30))));
#else
    .upgrade(add_column("customer", column("phone", string(30))));
#endif

inline constexpr auto history = sterna::history<account, customer, phone>;

int main() {}
