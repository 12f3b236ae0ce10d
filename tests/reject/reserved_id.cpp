// SPDX-License-Identifier: BSL-1.0
// An id that already means something: upgrade("head").
// expect-gcc: migration \\'head\\' \(add email\): its id \\'head\\' is a word of the addressing
// expect-clang: migration \\'head\\' \(add
// expect-clang: email\): its id \\'head\\' is a
// expect-clang: word of the addressing
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto email = migration("head", "add email").revises("ae10_account")
#else
inline constexpr auto email = migration("header", "add email").revises("ae10_account")
#endif
    .upgrade(add_column("account", column("email", text)));

inline constexpr auto history = sterna::history<account, email>;

int main() {}
