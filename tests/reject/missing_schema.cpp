// SPDX-License-Identifier: BSL-1.0
// A table in a schema that nobody has made.
// expect-gcc: migration \\'b002_entry\\' \(create audit entries\): upgrade op 1, create_table: schema \\'audits\\'
// expect-gcc: does not exist; did you mean \\'audit\\'\?
// expect-clang: migration \\'b002_entry\\'
// expect-clang: \(create audit entries\):
// expect-clang: upgrade op 1, create_table:
// expect-clang: schema \\'audits\\' does not
// expect-clang: exist; did you mean \\'audit\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto audit = migration("b001_audit", "create audit schema").upgrade(create_schema("audit"));
inline constexpr auto entry = migration("b002_entry", "create audit entries").revises("b001_audit")
#ifdef REJECT
    .upgrade(create_table("entry", column("id", big_integer, primary_key), column("said", text)).schema("audits"));
#else
    .upgrade(create_table("entry", column("id", big_integer, primary_key), column("said", text)).schema("audit"));
#endif

inline constexpr auto history = sterna::history<audit, entry>;

int main() {}
