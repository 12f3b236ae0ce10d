// SPDX-License-Identifier: BSL-1.0
// A view is dropped under a name that it never had.
// expect-gcc: migration \\'9c41_names\\' \(drop view of names\): upgrade op 1, drop_view: view \\'account_names\\'
// expect-gcc: does not exist; did you mean \\'account_name\\'\?
// expect-clang: migration \\'9c41_names\\' \(drop
// expect-clang: view of names\): upgrade op
// expect-clang: 1, drop_view: view
// expect-clang: \\'account_names\\' does not
// expect-clang: exist; did you mean
// expect-clang: \\'account_name\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto names = migration("1f2a_names", "create view of names").revises("ae10_account")
    .upgrade(create_view("account_name", "SELECT name FROM account"));
inline constexpr auto without = migration("9c41_names", "drop view of names").revises("1f2a_names")
#ifdef REJECT
    .upgrade(drop_view("account_names"));
#else
    .upgrade(drop_view("account_name"));
#endif

inline constexpr auto history = sterna::history<account, names, without>;

int main() {}
