// SPDX-License-Identifier: BSL-1.0
// A partial index cannot become a key.
// expect-gcc: migration \\'9c41_key\\' \(emails are unique\): upgrade op 1, create_unique_constraint: index
// expect-gcc: \\'ix_account_email\\' cannot become a constraint of table \\'account\\'; it must be a unique B-tree
// expect-gcc: on all rows and just those columns, plain, and of no other constraint
// expect-clang: migration \\'9c41_key\\' \(emails
// expect-clang: are unique\): upgrade op 1,
// expect-clang: create_unique_constraint:
// expect-clang: index \\'ix_account_email\\'
// expect-clang: cannot become a constraint
// expect-clang: of table \\'account\\'; it must
// expect-clang: be a unique B-tree on all
// expect-clang: rows and just those columns,
// expect-clang: plain, and of no other
// expect-clang: constraint
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, not_null),
                          column("deleted", timestamp_tz)));
inline constexpr auto indexed = migration("1f2a_index", "index emails").revises("ae10_account")
#ifdef REJECT
    .upgrade(create_index("ix_account_email", "account", {"email"}).unique().where("deleted IS NULL").concurrently());
#else
    .upgrade(create_index("ix_account_email", "account", {"email"}).unique().concurrently());
#endif
inline constexpr auto keyed = migration("9c41_key", "emails are unique").revises("1f2a_index")
    .upgrade(create_unique_constraint("uq_account_email", "account", {"email"}).using_index("ix_account_email"))
    .irreversible("the index has another name now");

inline constexpr auto history = sterna::history<account, indexed, keyed>;

int main() {}
