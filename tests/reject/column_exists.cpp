// SPDX-License-Identifier: BSL-1.0
// A column is added that another migration has added already.
// expect-gcc: migration \\'9c41_contact\\' \(add contact\): upgrade op 2, add_column: column \\'email\\' of table
// expect-gcc: \\'account\\' already exists, since migration \\'1f2a_email\\'; choose another name, or drop it
// expect-gcc: first
// expect-clang: migration \\'9c41_contact\\'
// expect-clang: \(add contact\): upgrade op 2,
// expect-clang: add_column: column \\'email\\'
// expect-clang: of table \\'account\\' already
// expect-clang: exists, since migration
// expect-clang: \\'1f2a_email\\'; choose another
// expect-clang: name, or drop it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)));
inline constexpr auto contact = migration("9c41_contact", "add contact").revises("1f2a_email")
    .upgrade(add_column("account", column("phone", text)),
#ifdef REJECT
             add_column("account", column("email", string(200))));
#else
             alter_column("account", "email", comment("the private one")));
#endif

inline constexpr auto history = sterna::history<account, email, contact>;

int main() {}
