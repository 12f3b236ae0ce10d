// SPDX-License-Identifier: BSL-1.0
// An index is dropped that the first migration forgot to make.
// expect-gcc: migration \\'1f2a_lower\\' \(find names in any case\): upgrade op 1, drop_index: index
// expect-gcc: \\'ix_account_name\\' does not exist; make it with create_index, or say assume\(\.\.\.\) if it is
// expect-gcc: there without the history
// expect-clang: migration \\'1f2a_lower\\' \(find
// expect-clang: names in any case\): upgrade
// expect-clang: op 1, drop_index: index
// expect-clang: \\'ix_account_name\\' does not
// expect-clang: exist; make it with
// expect-clang: create_index, or say
// expect-clang: assume\(\.\.\.\) if it is there
// expect-clang: without the history
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

#ifdef REJECT
inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
#else
inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)),
             create_index("ix_account_name", "account", {"name"}));
#endif
inline constexpr auto lower = migration("1f2a_lower", "find names in any case").revises("ae10_account")
    .upgrade(drop_index("ix_account_name", "account"),
             create_index("ix_account_lower_name", "account", {sql("lower(name)")}).concurrently());

inline constexpr auto history = sterna::history<account, lower>;

int main() {}
