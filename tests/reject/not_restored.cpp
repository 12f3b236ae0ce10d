// SPDX-License-Identifier: BSL-1.0
// A downgrade that forgets one of two columns.
// expect-gcc: migration \\'1f2a_contact\\' \(add contact\): its downgrade does not restore what the upgrade found:
// expect-gcc: column \\'email\\' of table \\'account\\' is left over; correct the downgrade, or leave it out: then
// expect-gcc: it is derived
// expect-clang: migration \\'1f2a_contact\\'
// expect-clang: \(add contact\): its downgrade
// expect-clang: does not restore what the
// expect-clang: upgrade found: column
// expect-clang: \\'email\\' of table \\'account\\'
// expect-clang: is left over; correct the
// expect-clang: downgrade, or leave it out:
// expect-clang: then it is derived
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto contact = migration("1f2a_contact", "add contact").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)),
             add_column("account", column("phone", text)))
#ifdef REJECT
    .downgrade(drop_column("account", "phone"));
#else
    .downgrade(drop_column("account", "phone"), drop_column("account", "email"));
#endif

inline constexpr auto history = sterna::history<account, contact>;

int main() {}
