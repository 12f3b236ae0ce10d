// SPDX-License-Identifier: BSL-1.0
// An exception that nothing needs, since the index is built concurrently.
// expect-gcc: migration \\'1f2a_next\\' \(index email\): upgrade op 1, create_index: assume_safe is not needed here
// expect-clang: assume_safe is
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text)));
inline constexpr auto next = migration("1f2a_next", "index email")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(assume_safe(create_index("ix_account_email", "account", {"email"}).concurrently(), "there are few"));
#else
    .upgrade(assume_safe(create_index("ix_account_email", "account", {"email"}), "there are few"));
#endif

inline constexpr auto history = sterna::history<account, next>;

int main() {}
