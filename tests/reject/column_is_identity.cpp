// SPDX-License-Identifier: BSL-1.0
// An identity is to begin elsewhere, by way of a default.
// expect-gcc: migration \\'a902_start\\' \(tickets begin at 1000\): upgrade op 1, alter_column: column \\'id\\' of
// expect-gcc: table \\'ticket\\' is an identity, which has no other default; take that out
// expect-clang: migration \\'a902_start\\'
// expect-clang: \(tickets begin at 1000\):
// expect-clang: upgrade op 1, alter_column:
// expect-clang: column \\'id\\' of table
// expect-clang: \\'ticket\\' is an identity,
// expect-clang: which has no other default;
// expect-clang: take that out
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a901_ticket", "create ticket")
    .upgrade(create_table("ticket", column("id", big_integer, primary_key), column("priority", integer)));
inline constexpr auto begin = migration("a902_start", "tickets begin at 1000").revises("a901_ticket")
#ifdef REJECT
    .upgrade(alter_column("ticket", "id", server_default(1000)));
#else
    .upgrade(alter_column("ticket", "priority", server_default(1000)));
#endif

inline constexpr auto history = sterna::history<ticket, begin>;

int main() {}
