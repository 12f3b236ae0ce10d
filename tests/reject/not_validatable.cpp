// SPDX-License-Identifier: BSL-1.0
// A key is to be validated, as if it were a check.
// expect-gcc: migration \\'9c41_valid\\' \(validate rules for emails\): upgrade op 2, validate_constraint:
// expect-gcc: constraint \\'account_email_key\\' of table \\'account\\' is a key, which is always valid; only a
// expect-gcc: check or a foreign key can be validated
// expect-clang: migration \\'9c41_valid\\'
// expect-clang: \(validate rules for emails\):
// expect-clang: upgrade op 2,
// expect-clang: validate_constraint:
// expect-clang: constraint
// expect-clang: \\'account_email_key\\' of table
// expect-clang: \\'account\\' is a key, which is
// expect-clang: always valid; only a check
// expect-clang: or a foreign key can be
// expect-clang: validated
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("email", text, unique)));
inline constexpr auto rules = migration("1f2a_rule", "rule for emails").revises("ae10_account")
    .upgrade(create_check_constraint("ck_account_email", "account", "email LIKE '%@%'").not_valid());
inline constexpr auto validated = migration("9c41_valid", "validate rules for emails").revises("1f2a_rule")
#ifdef REJECT
    .upgrade(validate_constraint("ck_account_email", "account"),
             validate_constraint("account_email_key", "account"));
#else
    .upgrade(validate_constraint("ck_account_email", "account"));
#endif

inline constexpr auto history = sterna::history<account, rules, validated>;

int main() {}
