// SPDX-License-Identifier: BSL-1.0
// An index is built while nobody can write.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, create_index: index_not_concurrent:
// expect-gcc: nobody can write to table \\'account\\' until the index is built; say
// expect-gcc: create_index\(...\).concurrently\(\); or say assume_safe\(create_index\(...\), \\"why\\"\)
// expect-clang: index_not_concurrent
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text),
                          column("name", string(50), not_null)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(create_index("ix_account_email", "account", {"email"}))
#else
    .upgrade(create_index("ix_account_email", "account", {"email"}).concurrently())
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
