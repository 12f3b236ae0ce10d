// SPDX-License-Identifier: BSL-1.0
// An execute with nothing to execute.
// expect-gcc: migration \\'ae10_account\\' \(create account\): upgrade op 1, execute: the SQL text is empty; say what
// expect-clang: migration \\'ae10_account\\'
// expect-clang: 1, execute: the SQL text is
// expect-clang: empty; say what to execute,
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
#ifdef REJECT
    .upgrade(execute(""))
#else
    .upgrade(execute("SELECT 1"))
#endif
    .irreversible("nothing is left of it");

inline constexpr auto history = sterna::history<account>;

int main() {}
