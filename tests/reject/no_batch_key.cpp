// SPDX-License-Identifier: BSL-1.0
// A backfill by a column that is not unique.
// expect-gcc: migration \\'1f2a_status\\' \(add status\): upgrade op 2, backfill: table \\'account\\' has no primary
// expect-gcc: key, nor a unique one of columns that are not null, on \(name\) in this order, by which to go through its
// expect-gcc: rows; say .key\(...\) with those of its primary key, \(number\)
// expect-clang: migration \\'1f2a_status\\'
// expect-clang: status\): upgrade op 2,
// expect-clang: backfill: table \\'account\\'
// expect-clang: has no primary key, nor a
// expect-clang: are not null, on \(name\) in
// expect-clang: primary key, \(number\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("number", integer, primary_key), column("name", text, not_null)));
inline constexpr auto status = migration("1f2a_status", "add status").revises("ae10_account")
    .upgrade(add_column("account", column("status", text)),
#ifdef REJECT
             backfill("account", "status", "active").key("name"));
#else
             backfill("account", "status", "active").key("number"));
#endif

inline constexpr auto history = sterna::history<account, status>;

int main() {}
