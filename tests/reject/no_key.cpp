// SPDX-License-Identifier: BSL-1.0
// A foreign key to a column that is not unique.
// expect-gcc: migration \\'1f2a_letter\\' \(create letter\): upgrade op 2, create_foreign_key: table \\'account\\'
// expect-gcc: has no primary key or unique constraint on \(email\), which a foreign key needs; make one first
// expect-clang: migration \\'1f2a_letter\\'
// expect-clang: \(create letter\): upgrade op
// expect-clang: 2, create_foreign_key: table
// expect-clang: \\'account\\' has no primary key
// expect-clang: or unique constraint on
// expect-clang: \(email\), which a foreign key
// expect-clang: needs; make one first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
#ifdef REJECT
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, not_null)));
#else
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, not_null, unique)));
#endif
inline constexpr auto letter = migration("1f2a_letter", "create letter").revises("ae10_account")
    .upgrade(create_table("letter", column("id", integer, primary_key), column("receiver", text)),
             create_foreign_key("fk_letter_receiver", "letter", {"receiver"}, "account", {"email"}));

inline constexpr auto history = sterna::history<account, letter>;

int main() {}
