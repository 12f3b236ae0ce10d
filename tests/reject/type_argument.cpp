// SPDX-License-Identifier: BSL-1.0
// A text of no characters at all.
// expect-gcc: migration \\'ae10_account\\' \(create account\): upgrade op 1, create_table: column \\'name\\' of
// expect-gcc: table \\'account\\' cannot have this type: a length is at least 1
// expect-clang: migration \\'ae10_account\\'
// expect-clang: \(create account\): upgrade op
// expect-clang: 1, create_table: column
// expect-clang: \\'name\\' of table \\'account\\'
// expect-clang: cannot have this type: a
// expect-clang: length is at least 1
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account",
        column("id", integer, primary_key),
#ifdef REJECT
        column("name", string(0), not_null)));
#else
        column("name", string, not_null)));
#endif

inline constexpr auto history = sterna::history<account>;

int main() {}
