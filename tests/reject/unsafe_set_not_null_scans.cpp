// SPDX-License-Identifier: BSL-1.0
// SET NOT NULL reads all rows while nobody else can.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, alter_column: set_not_null_scans:
// expect-gcc: say set_not_null\(\\"account\\", \\"email\\"\)
// expect-clang: set_not_null_scans
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(alter_column("account", "email", not_null))
#else
    .upgrade(set_not_null("account", "email"))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
