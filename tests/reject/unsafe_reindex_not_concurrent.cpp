// SPDX-License-Identifier: BSL-1.0
// An index is built anew while nobody can write.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, reindex_index: reindex_not_concurrent:
// expect-gcc: nobody can write to the table, nor plan a query of it, until its indexes are built anew; say
// expect-gcc: .concurrently\(\); or say assume_safe\(reindex_index\(...\), \\"why\\"\)
// expect-clang: reindex_not_concurrent
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", big_integer, primary_key), column("email", text)),
             create_index("ix_account_email", "account", {"email"}));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(reindex_index("ix_account_email"));
#else
    .upgrade(reindex_index("ix_account_email").concurrently());
#endif

inline constexpr auto history = sterna::history<account, next>;

int main() {}
