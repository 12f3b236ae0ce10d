// SPDX-License-Identifier: BSL-1.0
// An identity is said to be nullable.
// expect-gcc: migration \\'a901_ticket\\' \(create ticket\): upgrade op 1, create_table: column \\'number\\' of
// expect-gcc: table \\'ticket\\' is an identity, which is never null; take nullable out
// expect-clang: migration \\'a901_ticket\\'
// expect-clang: \(create ticket\): upgrade op
// expect-clang: 1, create_table: column
// expect-clang: \\'number\\' of table \\'ticket\\'
// expect-clang: is an identity, which is
// expect-clang: never null; take nullable
// expect-clang: out
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a901_ticket", "create ticket")
    .upgrade(create_table("ticket",
        column("id", uuid, primary_key),
#ifdef REJECT
        column("number", integer, identity, nullable)));
#else
        column("number", integer, identity)));
#endif

inline constexpr auto history = sterna::history<ticket>;

int main() {}
