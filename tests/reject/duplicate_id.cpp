// SPDX-License-Identifier: BSL-1.0
// A migration was copied, and kept the id of the one it came from.
// expect-gcc: migration \\'ae10_account\\' \(add email\): its id \\'ae10_account\\'
// expect-gcc: is also the id of migration \(create account\)
// expect-clang: \(add email\): its id
// expect-clang: \\'ae10_account\\' is also the
// expect-clang: id of migration \(create
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto email = migration("ae10_account", "add email").revises("ae10_account")
#else
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
#endif
    .upgrade(add_column("account", column("email", text)));

inline constexpr auto history = sterna::history<account, email>;

int main() {}
