// SPDX-License-Identifier: BSL-1.0
// An enumeration with other values is another type, and each row that has one of it is written anew.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, replace_enumeration_values:
// expect-gcc: enumeration_replaced: nobody can read or write the tables with columns of type \\'mood\\' until all of
// expect-gcc: them are written anew
// expect-clang: enumeration_replaced
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create person")
    .upgrade(create_enumeration("mood", {"sad", "ok"}), create_enumeration("unused", {"sad", "ok"}),
             create_table("person", column("mood", enumeration("mood"))));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(replace_enumeration_values("mood", {"ok", "sad"}));
#else
    .upgrade(replace_enumeration_values("unused", {"ok", "sad"}));
#endif

inline constexpr auto history = sterna::history<account, next>;

int main() {}
