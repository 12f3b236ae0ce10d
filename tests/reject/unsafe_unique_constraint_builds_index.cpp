// SPDX-License-Identifier: BSL-1.0
// A unique constraint builds its index while nobody can read or write.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, create_unique_constraint:
// expect-gcc: unique_constraint_builds_index:
// expect-gcc: \.unique\(\)\.concurrently\(\), then create_unique_constraint\(\\"uq_account_email\\", \\"account\\"
// expect-clang: unique_constraint_builds
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(create_unique_constraint("uq_account_email", "account", {"email"}))
#else
    .upgrade(create_index("uq_account_email", "account", {"email"}).unique().concurrently(),
             create_unique_constraint("uq_account_email", "account", {"email"}).using_index("uq_account_email"))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
