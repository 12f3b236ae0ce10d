// SPDX-License-Identifier: BSL-1.0
// A slip of the pen in the revision from which on migrations are looked at.
// expect-gcc: the policy speaks of revision \\'1f2a_nex\\', which is not in the history; did you mean \\'1f2a_next\\'\?
// expect-clang: the policy speaks of
// expect-clang: \\'1f2a_next\\'
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

#ifdef REJECT
inline constexpr auto rules = sterna::policy::rules(sterna::policy::lint_from("1f2a_nex"));
#else
inline constexpr auto rules = sterna::policy::rules(sterna::policy::lint_from("1f2a_next"));
#endif
inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text)));
inline constexpr auto early = migration("0b51_early", "index email as nobody should")
    .revises("ae10_account")
    .upgrade(create_index("ix_account_email", "account", {"email"}));
inline constexpr auto next = migration("1f2a_next", "add name")
    .revises("0b51_early")
    .upgrade(add_column("account", column("name", text)));

inline constexpr auto history = sterna::history<rules, account, early, next>;

int main() {}
