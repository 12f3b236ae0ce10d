// SPDX-License-Identifier: BSL-1.0
// Two branches change the type of one column.
// expect-gcc: migration \\'9c41_companies\\' \(names of companies\): upgrade op 1, alter_column: it needs or
// expect-gcc: changes column \\'name\\' of table \\'account\\', and so does migration \\'1f2a_longer\\' of another
// expect-gcc: branch, so that the order matters; let one depend on the other: \.depends_on\(\\"1f2a_longer\\"\)
// expect-clang: migration \\'9c41_companies\\'
// expect-clang: \(names of companies\):
// expect-clang: upgrade op 1, alter_column:
// expect-clang: it needs or changes column
// expect-clang: \\'name\\' of table \\'account\\',
// expect-clang: and so does migration
// expect-clang: \\'1f2a_longer\\' of another
// expect-clang: branch, so that the order
// expect-clang: matters; let one depend on
// expect-clang: the other:
// expect-clang: \.depends_on\(\\"1f2a_longer\\"\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto longer = migration("1f2a_longer", "longer names").revises("ae10_account")
    .upgrade(alter_column("account", "name", type(string(100))));
inline constexpr auto companies = migration("9c41_companies", "names of companies").revises("ae10_account")
#ifdef REJECT
    .upgrade(alter_column("account", "name", type(string(200))));
#else
    .upgrade(alter_column("account", "name", server_default("unknown")));
#endif
inline constexpr auto merge = migration("44d2_merge", "merge").revises("1f2a_longer", "9c41_companies");

inline constexpr auto history = sterna::history<account, longer, companies, merge>;

int main() {}
