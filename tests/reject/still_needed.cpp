// SPDX-License-Identifier: BSL-1.0
// A table is dropped, and another one still refers to it.
// expect-gcc: migration \\'9c41_accounts\\' \(accounts live elsewhere\): upgrade op 1, drop_table: \\'account\\'
// expect-gcc: is still needed by constraint \\'fk_post_author\\' of table \\'post\\'; drop that first, or say
// expect-gcc: \.cascade\(\)
// expect-clang: migration \\'9c41_accounts\\'
// expect-clang: \(accounts live elsewhere\):
// expect-clang: upgrade op 1, drop_table:
// expect-clang: \\'account\\' is still needed by
// expect-clang: constraint \\'fk_post_author\\'
// expect-clang: of table \\'post\\'; drop that
// expect-clang: first, or say \.cascade\(\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto post = migration("1f2a_post", "create post").revises("ae10_account")
    .upgrade(create_table("post", column("id", integer, primary_key),
                          column("author", integer, constraint("fk_post_author", references("account", "id")))));
inline constexpr auto without = migration("9c41_accounts", "accounts live elsewhere").revises("1f2a_post")
#ifdef REJECT
    .upgrade(drop_table("account"));
#else
    .upgrade(drop_constraint("fk_post_author", "post"), drop_table("account"));
#endif

inline constexpr auto history = sterna::history<account, post, without>;

int main() {}
