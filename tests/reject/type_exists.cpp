// SPDX-License-Identifier: BSL-1.0
// An enumeration with the name of a table, which is a type too.
// expect-gcc: migration \\'d002_status\\' \(status as an enumeration\): upgrade op 1, create_enumeration: type
// expect-gcc: \\'status\\' already exists, as a table, since migration \\'d001_status\\'; choose another name, or
// expect-gcc: drop it first
// expect-clang: migration \\'d002_status\\'
// expect-clang: \(status as an enumeration\):
// expect-clang: upgrade op 1,
// expect-clang: create_enumeration: type
// expect-clang: \\'status\\' already exists, as
// expect-clang: a table, since migration
// expect-clang: \\'d001_status\\'; choose
// expect-clang: another name, or drop it
// expect-clang: first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto status = migration("d001_status", "create status")
    .upgrade(create_table("status", column("id", integer, primary_key), column("label", text)));
inline constexpr auto enumerated = migration("d002_status", "status as an enumeration").revises("d001_status")
#ifdef REJECT
    .upgrade(create_enumeration("status", {"open", "closed"}));
#else
    .upgrade(create_enumeration("status_kind", {"open", "closed"}));
#endif

inline constexpr auto history = sterna::history<status, enumerated>;

int main() {}
