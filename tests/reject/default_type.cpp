// SPDX-License-Identifier: BSL-1.0
// A default that is no number, for a number.
// expect-gcc: migration \\'1f2a_credit\\' \(add credit\): upgrade op 1, add_column: column \\'credit\\' of table
// expect-gcc: \\'account\\' is of type integer, which its default \\'none\\' does not fit; change the default or
// expect-gcc: the type
// expect-clang: migration \\'1f2a_credit\\' \(add
// expect-clang: credit\): upgrade op 1,
// expect-clang: add_column: column \\'credit\\'
// expect-clang: of table \\'account\\' is of
// expect-clang: type integer, which its
// expect-clang: default \\'none\\' does not fit;
// expect-clang: change the default or the
// expect-clang: type
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto credit = migration("1f2a_credit", "add credit").revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("credit", integer, not_null, server_default("none"))));
#else
    .upgrade(add_column("account", column("credit", integer, not_null, server_default("0"))));
#endif

inline constexpr auto history = sterna::history<account, credit>;

int main() {}
