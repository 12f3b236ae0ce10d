// SPDX-License-Identifier: BSL-1.0
// The default of a new column is looked up for each row.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, add_column: column_reference_validates:
// expect-clang: column_reference_validat
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account and post")
    .upgrade(create_table("account", column("id", big_integer, primary_key)),
             create_table("post", column("id", big_integer, primary_key), column("author", big_integer)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(add_column("post", column("editor", big_integer, server_default(1), references("account", "id"))))
#else
    .upgrade(add_column("post", column("editor", big_integer, references("account", "id"))))
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
