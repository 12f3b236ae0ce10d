// SPDX-License-Identifier: BSL-1.0
// A constraint is validated under the lock of the op that made it.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 2, validate_constraint:
// expect-gcc: not_valid_and_validate_together:
// expect-clang: not_valid_and_validate_t
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(create_check_constraint("ck_account_email", "account", "email <> ''").not_valid(),
             validate_constraint("ck_account_email", "account"))
#else
    .upgrade(create_check_constraint("ck_account_email", "account", "email <> ''").not_valid())
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
