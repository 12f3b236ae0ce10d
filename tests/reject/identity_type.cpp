// SPDX-License-Identifier: BSL-1.0
// A text that is to number itself.
// expect-gcc: migration \\'a901_ticket\\' \(create ticket\): upgrade op 1, create_table: column \\'id\\' of table
// expect-gcc: \\'ticket\\' is an identity, and its type is varchar\(20\); an identity is a small_integer, integer
// expect-gcc: or big_integer
// expect-clang: migration \\'a901_ticket\\'
// expect-clang: \(create ticket\): upgrade op
// expect-clang: 1, create_table: column \\'id\\'
// expect-clang: of table \\'ticket\\' is an
// expect-clang: identity, and its type is
// expect-clang: varchar\(20\); an identity is
// expect-clang: a small_integer, integer or
// expect-clang: big_integer
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a901_ticket", "create ticket")
    .upgrade(create_table("ticket",
#ifdef REJECT
        column("id", string(20), identity, primary_key),
#else
        column("id", big_integer, identity, primary_key),
#endif
        column("said", text)));

inline constexpr auto history = sterna::history<ticket>;

int main() {}
