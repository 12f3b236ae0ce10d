// SPDX-License-Identifier: BSL-1.0
// A column of the primary key is to be nullable.
// expect-gcc: migration \\'f102_guest\\' \(guests have no club\): upgrade op 1, alter_column: column \\'club\\' of
// expect-gcc: table \\'membership\\' is in the primary key \\'pk_membership\\', and cannot be nullable; drop the
// expect-gcc: key first
// expect-clang: migration \\'f102_guest\\'
// expect-clang: \(guests have no club\):
// expect-clang: upgrade op 1, alter_column:
// expect-clang: column \\'club\\' of table
// expect-clang: \\'membership\\' is in the
// expect-clang: primary key \\'pk_membership\\',
// expect-clang: and cannot be nullable; drop
// expect-clang: the key first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto membership = migration("f101_member", "create membership")
    .upgrade(create_table("membership", column("club", integer), column("person", integer),
                          column("since", date, not_null),
                          constraint("pk_membership", primary_key({"club", "person"}))));
inline constexpr auto optional = migration("f102_guest", "guests have no club").revises("f101_member")
#ifdef REJECT
    .upgrade(alter_column("membership", "club", nullable));
#else
    .upgrade(alter_column("membership", "since", nullable));
#endif

inline constexpr auto history = sterna::history<membership, optional>;

int main() {}
