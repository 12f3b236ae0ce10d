// SPDX-License-Identifier: BSL-1.0
// A column that is numbered by a serial is to begin elsewhere, as an identity.
// expect-gcc: migration \\'a912_next\\' \(numbers of tickets\): upgrade op 1, alter_column: column \\'id\\' of table
// expect-gcc: \\'ticket\\' is no identity; say identity to make it one, or take the change out
// expect-clang: migration \\'a912_next\\'
// expect-clang: \(numbers of tickets\):
// expect-clang: upgrade op 1, alter_column:
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a911_ticket", "create ticket")
    .upgrade(create_table("ticket", column("id", serial, primary_key)));
inline constexpr auto next = migration("a912_next", "numbers of tickets").revises("a911_ticket")
#ifdef REJECT
    .upgrade(alter_column("ticket", "id", alter_identity.restart_with(1000)));
#else
    .upgrade(alter_sequence("ticket_id_seq", restart_with(1000)));
#endif

inline constexpr auto history = sterna::history<ticket, next>;

int main() {}
