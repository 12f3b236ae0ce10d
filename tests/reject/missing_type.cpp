// SPDX-License-Identifier: BSL-1.0
// A column of an enumeration that is made only in the op behind it.
// expect-gcc: migration \\'1f2a_mood\\' \(add mood\): upgrade op 1, add_column: type \\'mood\\' does not exist;
// expect-gcc: make it with create_enumeration, or say assume\(\.\.\.\) if it is there without the history
// expect-clang: migration \\'1f2a_mood\\' \(add
// expect-clang: mood\): upgrade op 1,
// expect-clang: add_column: type \\'mood\\' does
// expect-clang: not exist; make it with
// expect-clang: create_enumeration, or say
// expect-clang: assume\(\.\.\.\) if it is there
// expect-clang: without the history
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto mood = migration("1f2a_mood", "add mood").revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("mood", enumeration("mood"))),
             create_enumeration("mood", {"sad", "ok", "happy"}));
#else
    .upgrade(create_enumeration("mood", {"sad", "ok", "happy"}),
             add_column("account", column("mood", enumeration("mood"))));
#endif

inline constexpr auto history = sterna::history<account, mood>;

int main() {}
