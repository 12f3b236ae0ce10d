// SPDX-License-Identifier: BSL-1.0
// An apostrophe in a text that was not doubled.
// expect-gcc: migration \\'1f2a_guest\\' \(insert guest\): upgrade op 1, execute: the SQL text has an unterminated
// expect-gcc: quote; close it, and write an apostrophe within a text twice\. It begins at: \\'\)
// expect-clang: migration \\'1f2a_guest\\'
// expect-clang: \(insert guest\): upgrade op
// expect-clang: 1, execute: the SQL text has
// expect-clang: an unterminated quote; close
// expect-clang: it, and write an apostrophe
// expect-clang: within a text twice\. It
// expect-clang: begins at: \\'\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto guest = migration("1f2a_guest", "insert guest").revises("ae10_account")
#ifdef REJECT
    .upgrade(execute("INSERT INTO account (name) VALUES ('nobody's account')")
#else
    .upgrade(execute("INSERT INTO account (name) VALUES ('nobody''s account')")
#endif
                 .reverse("DELETE FROM account WHERE name LIKE 'nobody%'"));

inline constexpr auto history = sterna::history<account, guest>;

int main() {}
