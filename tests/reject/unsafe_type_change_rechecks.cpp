// SPDX-License-Identifier: BSL-1.0
// The rows stay as they are, but a check is tried on all of them.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, alter_column: type_change_rechecks:
// expect-clang: type_change_rechecks
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create post")
    .upgrade(create_table("post", column("title", string(50), check("title <> ''")), column("text", string(50))));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(alter_column("post", "title", type(string(80))))
#else
    .upgrade(alter_column("post", "text", type(string(80))))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
