// SPDX-License-Identifier: BSL-1.0
// A schema is made that the first migration has made already.
// expect-gcc: migration \\'b002_entry\\' \(create audit entries\): upgrade op 1, create_schema: schema \\'audit\\'
// expect-gcc: already exists, since migration \\'b001_audit\\'; choose another name, or drop it first
// expect-clang: migration \\'b002_entry\\'
// expect-clang: \(create audit entries\):
// expect-clang: upgrade op 1, create_schema:
// expect-clang: schema \\'audit\\' already
// expect-clang: exists, since migration
// expect-clang: \\'b001_audit\\'; choose another
// expect-clang: name, or drop it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto first = migration("b001_audit", "create audit schema").upgrade(create_schema("audit"));
inline constexpr auto entry = migration("b002_entry", "create audit entries").revises("b001_audit")
#ifdef REJECT
    .upgrade(create_schema("audit"),
#else
    .upgrade(create_schema("audit").if_not_exists(),
#endif
             create_table("entry", column("id", big_integer, primary_key)).schema("audit"));

inline constexpr auto history = sterna::history<first, entry>;

int main() {}
