// SPDX-License-Identifier: BSL-1.0
// A check behind a new column looks at all rows, although all are NULL.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, add_column: column_check_scans:
// expect-clang: column_check_scans
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("account", column("age", integer, check("age > 0"))))
#else
    .upgrade(add_column("account", column("age", integer)),
             create_check_constraint("ck_account_age", "account", "age > 0").not_valid())
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
