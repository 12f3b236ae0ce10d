// SPDX-License-Identifier: BSL-1.0
// PostgreSQL has named the key otherwise than Alembic's conventions would.
// expect-gcc: migration \\'1f2a_shared\\' \(families share an address\): upgrade op 1, drop_constraint: constraint
// expect-gcc: \\'uq_account_email\\' of table \\'account\\' does not exist; name one that is there, or say
// expect-gcc: assume\(\.\.\.\) if it is there without the history
// expect-clang: migration \\'1f2a_shared\\'
// expect-clang: \(families share an address\):
// expect-clang: upgrade op 1,
// expect-clang: drop_constraint: constraint
// expect-clang: \\'uq_account_email\\' of table
// expect-clang: \\'account\\' does not exist;
// expect-clang: name one that is there, or
// expect-clang: say assume\(\.\.\.\) if it is
// expect-clang: there without the history
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, unique)));
inline constexpr auto shared = migration("1f2a_shared", "families share an address").revises("ae10_account")
#ifdef REJECT
    .upgrade(drop_constraint("uq_account_email", "account"));
#else
    .upgrade(drop_constraint("account_email_key", "account"));
#endif

inline constexpr auto history = sterna::history<account, shared>;

int main() {}
