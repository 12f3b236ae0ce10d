// SPDX-License-Identifier: BSL-1.0
// A partition of a table that is none of those that have them.
// expect-gcc: migration \\'a912_next\\' \(numbers of tickets\): upgrade op 1, create_table: table \\'ticket\\' is not
// expect-gcc: partitioned; say partition_by\(...\) where it is made
// expect-clang: migration \\'a912_next\\'
// expect-clang: \(numbers of tickets\):
// expect-clang: upgrade op 1, create_table:
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a911_ticket", "create ticket")
    .upgrade(create_table("ticket", column("id", serial, primary_key)));
inline constexpr auto next = migration("a912_next", "numbers of tickets").revises("a911_ticket")
#ifdef REJECT
    .upgrade(create_partition("ticket_1", "ticket", "FROM (1) TO (1000)"));
#else
    .upgrade(create_table("ticket_1", column("id", integer), inherits("ticket")));
#endif

inline constexpr auto history = sterna::history<ticket, next>;

int main() {}
