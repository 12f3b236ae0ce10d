// SPDX-License-Identifier: BSL-1.0
// A migration that cannot be undone, and says how to undo it.
// expect-gcc: migration \\'1f2a_email\\' \(drop email\): it has a downgrade and says that it is irreversible
// expect-clang: migration \\'1f2a_email\\' \(drop
// expect-clang: email\): it has a downgrade
// expect-clang: irreversible; take one of
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text)));
inline constexpr auto email = migration("1f2a_email", "drop email").revises("ae10_account")
    .upgrade(drop_column("account", "email"))
#ifdef REJECT
    .downgrade(add_column("account", column("email", text)))
#endif
    .irreversible("the addresses are gone");

inline constexpr auto history = sterna::history<account, email>;

int main() {}
