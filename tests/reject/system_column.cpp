// SPDX-License-Identifier: BSL-1.0
// A version column with the name of one of PostgreSQL's own.
// expect-gcc: migration \\'1f2a_version\\' \(add row version\): upgrade op 1, add_column: column \\'xmin\\' of
// expect-gcc: table \\'account\\' has the name of one of PostgreSQL\\'s own system columns; choose another
// expect-clang: migration \\'1f2a_version\\'
// expect-clang: \(add row version\): upgrade
// expect-clang: op 1, add_column: column
// expect-clang: \\'xmin\\' of table \\'account\\'
// expect-clang: has the name of one of
// expect-clang: PostgreSQL\\'s own system
// expect-clang: columns; choose another
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto version = migration("1f2a_version", "add row version").revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("xmin", big_integer)));
#else
    .upgrade(add_column("account", column("row_version", big_integer)));
#endif

inline constexpr auto history = sterna::history<account, version>;

int main() {}
