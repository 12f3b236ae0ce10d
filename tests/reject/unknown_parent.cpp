// SPDX-License-Identifier: BSL-1.0
// A slip of the pen in the parent's id.
// expect-gcc: migration \\'1f2a_email\\' \(add email\): it revises \\'ae10_acount\\',
// expect-gcc: which is not in the history;
// expect-gcc: did you mean \\'ae10_account\\'\?
// expect-clang: migration \\'1f2a_email\\' \(add
// expect-clang: email\): it revises
// expect-clang: \\'ae10_acount\\', which is not
// expect-clang: in the history; did you mean
// expect-clang: \\'ae10_account\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_acount")
#else
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
#endif
    .upgrade(add_column("account", column("email", text)));

inline constexpr auto history = sterna::history<account, email>;

int main() {}
