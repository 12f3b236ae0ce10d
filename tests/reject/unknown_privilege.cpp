// SPDX-License-Identifier: BSL-1.0
// A privilege that sequences do not have.
// expect-gcc: migration \\'b2f1_reader\\' \(let the reader read\): upgrade op 1, grant: \\'INSERT\\' is no privilege of
// expect-gcc: a sequence; name one that PostgreSQL has there
// expect-clang: migration \\'b2f1_reader\\'
// expect-clang: 1, grant: \\'INSERT\\' is no
// expect-clang: privilege of a sequence;
// expect-clang: name one that PostgreSQL has
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto ticket = migration("b2f0_ticket", "create ticket")
    .upgrade(create_sequence("ticket"));
inline constexpr auto reader = migration("b2f1_reader", "let the reader read").revises("b2f0_ticket")
#ifdef REJECT
    .upgrade(grant("SELECT, INSERT", on_sequence("ticket"), {"reader"}));
#else
    .upgrade(grant("SELECT, UPDATE", on_sequence("ticket"), {"reader"}));
#endif

inline constexpr auto history = sterna::history<ticket, reader>;

int main() {}
