// SPDX-License-Identifier: BSL-1.0
// A script of psql's, pasted with its BEGIN and COMMIT.
// expect-gcc: migration \\'1f2a_trim\\' \(trim names\): upgrade op 1, execute: the SQL text contains \\'BEGIN\\';
// expect-gcc: every migration has a transaction of its own, so take it out; what cannot run in one stands alone,
// expect-gcc: with \.outside_transaction\(\)
// expect-clang: migration \\'1f2a_trim\\' \(trim
// expect-clang: names\): upgrade op 1,
// expect-clang: execute: the SQL text
// expect-clang: contains \\'BEGIN\\'; every
// expect-clang: migration has a transaction
// expect-clang: of its own, so take it out;
// expect-clang: what cannot run in one
// expect-clang: stands alone, with
// expect-clang: \.outside_transaction\(\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto trim = migration("1f2a_trim", "trim names").revises("ae10_account")
#ifdef REJECT
    .upgrade(execute("BEGIN; UPDATE account SET name = trim(name); COMMIT;").as());
#else
    .upgrade(execute("UPDATE account SET name = trim(name);").as());
#endif

inline constexpr auto history = sterna::history<account, trim>;

int main() {}
