// SPDX-License-Identifier: BSL-1.0
// 33 characters; 32 are the most, bytes of an umlaut counted as one.
// expect-gcc: migration \\'a2345678901234567890123456789_123\\' \(create account\):
// expect-gcc: its id has more than the 32 characters
// expect-clang: \\'a23456789012345678901234567
// expect-clang: its id has more than the 32
// expect-clang: characters that
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

#ifdef REJECT
inline constexpr auto account = migration("a2345678901234567890123456789_123", "create account")
#else
inline constexpr auto account = migration("\u00fc2345678901234567890123456789_12", "create account")
#endif
    .upgrade(create_table("account", column("id", integer, primary_key)));

inline constexpr auto history = sterna::history<account>;

int main() {}
