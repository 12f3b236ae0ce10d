// SPDX-License-Identifier: BSL-1.0
// A key of two columns, and the old one of one column is still there.
// expect-gcc: migration \\'f102_key\\' \(members are known by club and number\): upgrade op 1, create_primary_key:
// expect-gcc: table \\'member\\' has a primary key already, \\'member_pkey\\'; drop that first, or make this one
// expect-gcc: unique
// expect-clang: migration \\'f102_key\\'
// expect-clang: \(members are known by club
// expect-clang: and number\): upgrade op 1,
// expect-clang: create_primary_key: table
// expect-clang: \\'member\\' has a primary key
// expect-clang: already, \\'member_pkey\\'; drop
// expect-clang: that first, or make this one
// expect-clang: unique
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto member = migration("f101_member", "create member")
    .upgrade(create_table("member", column("id", integer, primary_key), column("club", integer, not_null),
                          column("number", integer, not_null)));
inline constexpr auto keyed = migration("f102_key", "members are known by club and number").revises("f101_member")
#ifdef REJECT
    .upgrade(create_primary_key("pk_member", "member", {"club", "number"}));
#else
    .upgrade(drop_constraint("member_pkey", "member"),
             assume_safe(create_primary_key("pk_member", "member", {"club", "number"}), "some hundred members"));
#endif

inline constexpr auto history = sterna::history<member, keyed>;

int main() {}
