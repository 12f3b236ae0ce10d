// SPDX-License-Identifier: BSL-1.0
// Two tables of one name: the newer one was copied and not renamed.
// expect-gcc: migration \\'1f2a_post\\' \(create post\): upgrade op 1, create_table: table \\'account\\' already
// expect-gcc: exists, since migration \\'ae10_account\\'; choose another name, or drop it first
// expect-clang: migration \\'1f2a_post\\'
// expect-clang: \(create post\): upgrade op 1,
// expect-clang: create_table: table
// expect-clang: \\'account\\' already exists,
// expect-clang: since migration
// expect-clang: \\'ae10_account\\'; choose
// expect-clang: another name, or drop it
// expect-clang: first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto post = migration("1f2a_post", "create post").revises("ae10_account")
#ifdef REJECT
    .upgrade(create_table("account", column("id", integer, primary_key), column("title", text)));
#else
    .upgrade(create_table("post", column("id", integer, primary_key), column("title", text)));
#endif

inline constexpr auto history = sterna::history<account, post>;

int main() {}
