// SPDX-License-Identifier: BSL-1.0
// A hyphen in an id: "ae10-account" could be meant as a step back from ae10.
// expect-gcc: migration \\'ae10-account\\' \(create account\): its id contains one of @ - \+ : or a zero
// expect-clang: migration \\'ae10-account\\'
// expect-clang: contains one of @ - \+ : or a
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

#ifdef REJECT
inline constexpr auto account = migration("ae10-account", "create account")
#else
inline constexpr auto account = migration("ae10_account", "create account")
#endif
    .upgrade(create_table("account", column("id", integer, primary_key)));

inline constexpr auto history = sterna::history<account>;

int main() {}
