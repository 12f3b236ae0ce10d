// SPDX-License-Identifier: BSL-1.0
// A migration that follows itself.
// expect-gcc: migration \\'1f2a_email\\' \(add email\): it revises or depends on itself
// expect-clang: migration \\'1f2a_email\\' \(add
// expect-clang: email\): it revises or
// expect-clang: depends on itself; name the
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto email = migration("1f2a_email", "add email").revises("1f2a_email")
#else
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
#endif
    .upgrade(add_column("account", column("email", text)));

inline constexpr auto history = sterna::history<account, email>;

int main() {}
