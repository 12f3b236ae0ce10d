// SPDX-License-Identifier: BSL-1.0
// Columns are no longer kept in step that never were: a letter is wrong.
// expect-gcc: migration \\'c0de_full\\' \(only full names\): upgrade op 1, contract_column: synchronising trigger
// expect-gcc: \\'account_name_fullname_sync\\' of table \\'account\\' does not exist; did you mean
// expect-gcc: \\'account_name_full_name_sync\\'\?
// expect-clang: migration \\'c0de_full\\'
// expect-clang: contract_column:
// expect-clang: exist; did you mean
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto expand = migration("1f2a_full", "full names too").revises("ae10_account")
    .upgrade(expand_column("account", "name", column("full_name", text)));
inline constexpr auto contract = migration("c0de_full", "only full names").revises("1f2a_full")
#ifdef REJECT
    .upgrade(contract_column("account", "name", "fullname"));
#else
    .upgrade(contract_column("account", "name", "full_name"));
#endif

inline constexpr auto history = sterna::history<account, expand, contract>;

int main() {}
