// SPDX-License-Identifier: BSL-1.0
// A column whose name has 64 bytes, one more than PostgreSQL keeps.
// expect-gcc: migration \\'1f2a_email\\' \(add email\): upgrade op 2, add_column:
// expect-gcc: the name \\'the_address_that_we_write_to_when_the_other_one_does_not_answer_\\'
// expect-gcc: has more than 63 bytes
// expect-clang: migration \\'1f2a_email\\' \(add
// expect-clang: email\): upgrade op 2,
// expect-clang: add_column: the name
// expect-clang: \\'the_address_that_we_write_t
// expect-clang: t_answer_\\' has more than 63
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key)));
inline constexpr auto email = migration("1f2a_email", "add email").revises("ae10_account")
    .upgrade(add_column("account", column("email", text)),
#ifdef REJECT
             add_column("account", column("the_address_that_we_write_to_when_the_other_one_does_not_answer_", text)));
#else
             add_column("account", column("the_address_that_we_write_to_when_the_other_one_does_not_answer", text)));
#endif

inline constexpr auto history = sterna::history<account, email>;

int main() {}
