// SPDX-License-Identifier: BSL-1.0
// A function is made that is there, with its argument written in another way.
// expect-gcc: upgrade op 1, create_function: function \\'twice\(m int4\)\\' already exists,
// expect-gcc: since migration \\'ae10_twice\\'; choose another name, or drop it first
// expect-clang: create_function: function
// expect-clang: \\'twice\(m int4\)\\' already
// expect-clang: exists, since migration
// expect-clang: \\'ae10_twice\\'; choose another
// expect-clang: name, or drop it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto twice = migration("ae10_twice", "create twice")
    .upgrade(create_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$"));
inline constexpr auto again = migration("9c41_twice", "create twice again").revises("ae10_twice")
#ifdef REJECT
    .upgrade(create_function("twice(m int4)", "RETURNS integer LANGUAGE sql AS $$ SELECT m + m $$"));
#else
    .upgrade(create_function("twice(m int8)", "RETURNS bigint LANGUAGE sql AS $$ SELECT m + m $$"));
#endif

inline constexpr auto history = sterna::history<twice, again>;

int main() {}
