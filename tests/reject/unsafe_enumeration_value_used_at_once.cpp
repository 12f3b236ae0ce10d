// SPDX-License-Identifier: BSL-1.0
// PostgreSQL refuses a new value of an enumeration until it is committed.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 2, alter_column: enumeration_value_used_at_once:
// expect-clang: enumeration_value_used_a
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_enumeration("mood", {"sad", "happy"}),
             create_table("account", column("id", big_integer, primary_key), column("mood", enumeration("mood"))));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_enumeration_value("mood", "angry"),
             alter_column("account", "mood", server_default("angry")))
#else
    .upgrade(add_enumeration_value("mood", "angry"), alter_column("account", "mood", server_default("happy")))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
