// SPDX-License-Identifier: BSL-1.0
// A foreign key checks all rows while nobody can write.
// expect-gcc: migration \\'1f2a_next\\' \(the next step\): upgrade op 1, create_foreign_key: foreign_key_validates:
// expect-gcc: then validate_constraint\(\\"fk_post_author\\", \\"post\\"\) in a later migration
// expect-clang: foreign_key_validates
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account and post")
    .upgrade(create_table("account", column("id", big_integer, primary_key)),
             create_table("post", column("id", big_integer, primary_key), column("author", big_integer)));
inline constexpr auto next = migration("1f2a_next", "the next step")
    .revises("ae10_account")
#ifdef REJECT
    .upgrade(create_foreign_key("fk_post_author", "post", {"author"}, "account", {"id"}))
#else
    .upgrade(create_foreign_key("fk_post_author", "post", {"author"}, "account", {"id"}).not_valid())
#endif
    .irreversible("shown for the upgrade alone");

inline constexpr auto history = sterna::history<account, next>;

int main() {}
