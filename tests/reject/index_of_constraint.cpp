// SPDX-License-Identifier: BSL-1.0
// The index of a UNIQUE is dropped by itself.
// expect-gcc: migration \\'1f2a_shared\\' \(families share an address\): upgrade op 1, drop_index: index
// expect-gcc: \\'account_email_key\\' belongs to the constraint of that name of table \\'account\\'; use
// expect-gcc: drop_constraint
// expect-clang: migration \\'1f2a_shared\\'
// expect-clang: \(families share an address\):
// expect-clang: upgrade op 1, drop_index:
// expect-clang: index \\'account_email_key\\'
// expect-clang: belongs to the constraint of
// expect-clang: that name of table
// expect-clang: \\'account\\'; use
// expect-clang: drop_constraint
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, unique)));
inline constexpr auto shared = migration("1f2a_shared", "families share an address").revises("ae10_account")
#ifdef REJECT
    .upgrade(drop_index("account_email_key", "account"));
#else
    .upgrade(drop_constraint("account_email_key", "account"));
#endif

inline constexpr auto history = sterna::history<account, shared>;

int main() {}
