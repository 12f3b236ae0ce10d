// SPDX-License-Identifier: BSL-1.0
// A column that is never null, and null by default.
// expect-gcc: migration \\'1f2a_nick\\' \(add nick\): upgrade op 1, add_column: column \\'nick\\' of table
// expect-gcc: \\'account\\' is not null, and its default is NULL; change one of them
// expect-clang: migration \\'1f2a_nick\\' \(add
// expect-clang: nick\): upgrade op 1,
// expect-clang: add_column: column \\'nick\\' of
// expect-clang: table \\'account\\' is not null,
// expect-clang: and its default is NULL;
// expect-clang: change one of them
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto nick = migration("1f2a_nick", "add nick").revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("nick", text, not_null, server_default(sql("NULL")))));
#else
    .upgrade(add_column("account", column("nick", text, not_null, server_default(""))));
#endif

inline constexpr auto history = sterna::history<account, nick>;

int main() {}
