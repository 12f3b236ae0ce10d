// SPDX-License-Identifier: BSL-1.0
// A convention makes the names of checks from a name that is written, and none is.
// expect-gcc: migration \\'ae10_account\\' \(create account\): upgrade op 1, create_table: the naming convention
// expect-gcc: \\'ck_%\(table_name\)s_%\(constraint_name\)s\\' makes no name for something of table \\'account\\':
// expect-gcc: it has no name that %\(constraint_name\)s could stand for; write a name,
// expect-gcc: with f\(\\"\.\.\.\\"\) where it is to
// expect-clang: migration \\'ae10_account\\'
// expect-clang: int_name\)s\\' makes no name
// expect-clang: \\'account\\': it has no name
// expect-clang: that %\(constraint_name\)s
// expect-clang: name, with f\(\\"\.\.\.\\"\) where it
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto names = sterna::policy::rules(
    sterna::policy::naming({.ck = "ck_%(table_name)s_%(constraint_name)s", .pk = "pk_%(table_name)s"}));

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key),
#ifdef REJECT
                          column("age", integer, check("age > 0"))));
#else
                          column("age", integer, constraint("adult", check("age > 0")))));
#endif

inline constexpr auto history = sterna::history<names, account>;

int main() {}
