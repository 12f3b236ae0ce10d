// SPDX-License-Identifier: BSL-1.0
// An identity that has a default besides.
// expect-gcc: migration \\'a901_ticket\\' \(create ticket\): upgrade op 1, create_table: column \\'number\\' of
// expect-gcc: table \\'ticket\\' takes its values from two sources \(a default, an identity, a serial type, an
// expect-gcc: expression\); keep one
// expect-clang: migration \\'a901_ticket\\'
// expect-clang: \(create ticket\): upgrade op
// expect-clang: 1, create_table: column
// expect-clang: \\'number\\' of table \\'ticket\\'
// expect-clang: takes its values from two
// expect-clang: sources \(a default, an
// expect-clang: identity, a serial type, an
// expect-clang: expression\); keep one
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a901_ticket", "create ticket")
    .upgrade(create_table("ticket",
        column("id", uuid, primary_key),
#ifdef REJECT
        column("number", integer, identity, server_default(1000))));
#else
        column("number", integer, identity)));
#endif

inline constexpr auto history = sterna::history<ticket>;

int main() {}
