// SPDX-License-Identifier: BSL-1.0
// A sequence is to begin below its least number.
// expect-gcc: migration \\'a912_next\\' \(numbers of tickets\): upgrade op 1, create_sequence: the sequence
// expect-gcc: \\'number\\' cannot be so: start lies between min_value and max_value; change its options
// expect-clang: migration \\'a912_next\\'
// expect-clang: \(numbers of tickets\):
// expect-clang: upgrade op 1,
// expect-clang: create_sequence: the
// expect-clang: sequence \\'number\\' cannot be
// expect-clang: so: start lies between
// expect-clang: min_value and max_value;
// expect-clang: change its options
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("a911_ticket", "create ticket")
    .upgrade(create_table("ticket", column("id", serial, primary_key)));
inline constexpr auto next = migration("a912_next", "numbers of tickets").revises("a911_ticket")
#ifdef REJECT
    .upgrade(create_sequence("number", start(0)));
#else
    .upgrade(create_sequence("number", min_value(0), start(0)));
#endif

inline constexpr auto history = sterna::history<ticket, next>;

int main() {}
