// SPDX-License-Identifier: BSL-1.0
// A view is dropped as if it were a table.
// expect-gcc: migration \\'9c41_names\\' \(drop view of names\): upgrade op 1, drop_table: \\'account_name\\' is a
// expect-gcc: view, and a table is needed here; name one, or use drop_view
// expect-clang: migration \\'9c41_names\\' \(drop
// expect-clang: view of names\): upgrade op
// expect-clang: 1, drop_table:
// expect-clang: \\'account_name\\' is a view,
// expect-clang: and a table is needed here;
// expect-clang: name one, or use drop_view
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto names = migration("1f2a_names", "create view of names").revises("ae10_account")
    .upgrade(create_view("account_name", "SELECT name FROM account"));
inline constexpr auto without = migration("9c41_names", "drop view of names").revises("1f2a_names")
#ifdef REJECT
    .upgrade(drop_table("account_name"));
#else
    .upgrade(drop_view("account_name"));
#endif

inline constexpr auto history = sterna::history<account, names, without>;

int main() {}
