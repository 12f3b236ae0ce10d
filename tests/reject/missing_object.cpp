// SPDX-License-Identifier: BSL-1.0
// A function is dropped with arguments that it does not have.
// expect-gcc: migration \\'9c41_twice\\' \(drop twice\): upgrade op 1, drop_function: function
// expect-gcc: \\'twice\(text\)\\' does not exist; did you mean \\'twice\(n integer\)\\'\?
// expect-clang: migration \\'9c41_twice\\' \(drop
// expect-clang: twice\): upgrade op 1,
// expect-clang: drop_function: function
// expect-clang: \\'twice\(text\)\\' does not
// expect-clang: exist; did you mean \\'twice\(n
// expect-clang: integer\)\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto twice = migration("ae10_twice", "create twice")
    .upgrade(create_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$"));
inline constexpr auto without = migration("9c41_twice", "drop twice").revises("ae10_twice")
#ifdef REJECT
    .upgrade(drop_function("twice(text)"));
#else
    .upgrade(drop_function("twice(int)"));
#endif

inline constexpr auto history = sterna::history<twice, without>;

int main() {}
