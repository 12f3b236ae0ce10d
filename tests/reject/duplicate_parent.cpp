// SPDX-License-Identifier: BSL-1.0
// A merge that names one of the two branches twice.
// expect-gcc: migration \\'77ee_merge\\' \(merge\): it names \\'1f2a_email\\'
// expect-gcc: twice; name each parent and each dependency once
// expect-clang: migration \\'77ee_merge\\'
// expect-clang: \\'1f2a_email\\' twice; name
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)));
inline constexpr auto phone = migration("9c41_phone", "add phone").revises("ae10_account")
    .upgrade(add_column("account", column("phone", text)));
#ifdef REJECT
inline constexpr auto merge = migration("77ee_merge", "merge").revises("1f2a_email", "1f2a_email");
#else
inline constexpr auto merge = migration("77ee_merge", "merge").revises("1f2a_email", "9c41_phone");
#endif

inline constexpr auto history = sterna::history<account, email, phone, merge>;

int main() {}
