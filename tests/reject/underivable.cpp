// SPDX-License-Identifier: BSL-1.0
// SQL changes rows, and nobody says how that is undone.
// expect-gcc: migration \\'1f2a_trim\\' \(trim names\): upgrade op 2, execute: how to undo it is not known; give
// expect-gcc: it a \.reverse\(\.\.\.\), or \.as\(\) if it changes only data, or write \.downgrade\(\.\.\.\), or
// expect-gcc: say \.irreversible\(\\"why\\"\)
// expect-clang: migration \\'1f2a_trim\\' \(trim
// expect-clang: names\): upgrade op 2,
// expect-clang: execute: how to undo it is
// expect-clang: not known; give it a
// expect-clang: \.reverse\(\.\.\.\), or \.as\(\) if
// expect-clang: it changes only data, or
// expect-clang: write \.downgrade\(\.\.\.\), or
// expect-clang: say \.irreversible\(\\"why\\"\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto trim = migration("1f2a_trim", "trim names").revises("ae10_account")
    .upgrade(alter_column("account", "name", type(text)),
#ifdef REJECT
             execute("UPDATE account SET name = trim(name)"));
#else
             execute("UPDATE account SET name = trim(name)").as());
#endif

inline constexpr auto history = sterna::history<account, trim>;

int main() {}
