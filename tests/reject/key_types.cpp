// SPDX-License-Identifier: BSL-1.0
// A foreign key from a text to a uuid.
// expect-gcc: migration \\'1f2a_post\\' \(create post\): upgrade op 1, create_table: column \\'author\\' of table
// expect-gcc: \\'post\\' cannot refer to column \\'id\\' of table \\'account\\': the types varchar\(36\) and uuid
// expect-gcc: cannot be compared; make them the same
// expect-clang: migration \\'1f2a_post\\'
// expect-clang: \(create post\): upgrade op 1,
// expect-clang: create_table: column
// expect-clang: \\'author\\' of table \\'post\\'
// expect-clang: cannot refer to column \\'id\\'
// expect-clang: of table \\'account\\': the
// expect-clang: types varchar\(36\) and uuid
// expect-clang: cannot be compared; make
// expect-clang: them the same
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", uuid, primary_key), column("name", text)));
inline constexpr auto post = migration("1f2a_post", "create post").revises("ae10_account")
#ifdef REJECT
    .upgrade(create_table("post", column("id", integer, primary_key),
                          column("author", string(36), not_null, references("account", "id"))));
#else
    .upgrade(create_table("post", column("id", integer, primary_key),
                          column("author", uuid, not_null, references("account", "id"))));
#endif

inline constexpr auto history = sterna::history<account, post>;

int main() {}
