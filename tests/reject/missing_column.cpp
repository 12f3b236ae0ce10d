// SPDX-License-Identifier: BSL-1.0
// A slip of the pen in the name of a column.
// expect-gcc: migration \\'1f2a_length\\' \(longer names\): upgrade op 1, alter_column: column \\'names\\' of
// expect-gcc: table \\'account\\' does not exist; did you mean \\'name\\'\?
// expect-clang: migration \\'1f2a_length\\'
// expect-clang: \(longer names\): upgrade op
// expect-clang: 1, alter_column: column
// expect-clang: \\'names\\' of table \\'account\\'
// expect-clang: does not exist; did you mean
// expect-clang: \\'name\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto length = migration("1f2a_length", "longer names").revises("ae10_account")
#ifdef REJECT
    .upgrade(alter_column("account", "names", type(string(200))));
#else
    .upgrade(alter_column("account", "name", type(string(200))));
#endif

inline constexpr auto history = sterna::history<account, length>;

int main() {}
