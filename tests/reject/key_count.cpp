// SPDX-License-Identifier: BSL-1.0
// A foreign key of one column to a key of two.
// expect-gcc: migration \\'a602_booking\\' \(create booking\): upgrade op 1, create_table: the foreign key to
// expect-gcc: table \\'room\\' has not as many columns on one side as on the other; name them in pairs
// expect-clang: migration \\'a602_booking\\'
// expect-clang: \(create booking\): upgrade op
// expect-clang: 1, create_table: the foreign
// expect-clang: key to table \\'room\\' has not
// expect-clang: as many columns on one side
// expect-clang: as on the other; name them
// expect-clang: in pairs
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto room = migration("a601_room", "create room")
    .upgrade(create_table("room", column("house", integer), column("number", integer),
                          primary_key({"house", "number"})));
inline constexpr auto booking = migration("a602_booking", "create booking").revises("a601_room")
    .upgrade(create_table("booking", column("id", integer, primary_key), column("house", integer, not_null),
                          column("room", integer, not_null),
#ifdef REJECT
                          foreign_key({"room"}, "room", {"house", "number"})));
#else
                          foreign_key({"house", "room"}, "room", {"house", "number"})));
#endif

inline constexpr auto history = sterna::history<room, booking>;

int main() {}
