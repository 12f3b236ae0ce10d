// SPDX-License-Identifier: BSL-1.0
// The first migration waits for the last one.
// expect-gcc: cycle: each of these migrations waits for another of them:( \\'[a-z0-9_]+\\',?){3}"
// expect-clang: text<[0-9]+>\{"cycle: each
// expect-clang: ae10_account
// expect-clang: 1f2a_email
// expect-clang: 9c41_phone
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
#ifdef REJECT
    .revises("9c41_phone")
#endif
    .upgrade(create_table("account", column("id", integer, primary_key)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)));
inline constexpr auto phone = migration("9c41_phone", "add phone").revises("1f2a_email")
    .upgrade(add_column("account", column("phone", text)));

inline constexpr auto history = sterna::history<account, email, phone>;

int main() {}
