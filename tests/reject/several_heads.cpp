// SPDX-License-Identifier: BSL-1.0
// Two migrations follow the same one, and neither merge nor label tells them apart.
// expect-gcc: several heads: \\'1f2a_email\\' and \\'9c41_phone\\';
// expect-gcc: merge them with \.revises\(\\"1f2a_email\\", \\"9c41_phone\\"\), or
// expect-gcc: -migrate merge 1f2a_email 9c41_phone; or give each branch a \.branch_label
// expect-clang: text<[0-9]+>\{"several heads:
// expect-clang: 1f2a_email
// expect-clang: 9c41_phone
// expect-clang: \.branch_label
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)));
#ifdef REJECT
inline constexpr auto phone = migration("9c41_phone", "add phone").revises("ae10_account")
#else
inline constexpr auto phone = migration("9c41_phone", "add phone").revises("1f2a_email")
#endif
    .upgrade(add_column("account", column("phone", text)));

inline constexpr auto history = sterna::history<account, email, phone>;

int main() {}
