// SPDX-License-Identifier: BSL-1.0
// A migration without an id.
// expect-gcc: migration \\'\\' \(create account\): its id is empty; an id has 1 to 32 characters
// expect-clang: migration \\'\\' \(create
// expect-clang: account\): its id is empty;
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

#ifdef REJECT
inline constexpr auto account = migration("", "create account")
#else
inline constexpr auto account = migration("ae10_account", "create account")
#endif
    .upgrade(create_table("account", column("id", integer, primary_key)));

inline constexpr auto history = sterna::history<account>;

int main() {}
