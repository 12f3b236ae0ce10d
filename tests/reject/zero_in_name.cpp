// SPDX-License-Identifier: BSL-1.0
// A zero byte in the middle of a column's name.
// expect-gcc: migration \\'1f2a_email\\' \(add email\): upgrade op 1, rename_column: a name contains a zero byte
// expect-clang: rename_column
// expect-clang: zero byte
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("mail", text)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
#ifdef REJECT
    .upgrade(rename_column("account", "mail", "e\0mail"));
#else
    .upgrade(rename_column("account", "mail", "email"));
#endif

inline constexpr auto history = sterna::history<account, email>;

int main() {}
