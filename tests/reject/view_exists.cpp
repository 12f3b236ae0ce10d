// SPDX-License-Identifier: BSL-1.0
// A view is made anew, and the old one is not dropped.
// expect-gcc: migration \\'9c41_names\\' \(view of names has ids\): upgrade op 1, create_view: view
// expect-gcc: \\'account_name\\' already exists, since migration \\'1f2a_names\\'; choose another name, or drop it
// expect-gcc: first
// expect-clang: migration \\'9c41_names\\' \(view
// expect-clang: of names has ids\): upgrade
// expect-clang: op 1, create_view: view
// expect-clang: \\'account_name\\' already
// expect-clang: exists, since migration
// expect-clang: \\'1f2a_names\\'; choose another
// expect-clang: name, or drop it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto names = migration("1f2a_names", "create view of names").revises("ae10_account")
    .upgrade(create_view("account_name", "SELECT name FROM account"));
inline constexpr auto again = migration("9c41_names", "view of names has ids").revises("1f2a_names")
#ifndef REJECT
    .upgrade(drop_view("account_name"),
             create_view("account_name", "SELECT id, name FROM account"));
#else
    .upgrade(create_view("account_name", "SELECT id, name FROM account"));
#endif

inline constexpr auto history = sterna::history<account, names, again>;

int main() {}
