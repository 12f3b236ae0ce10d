// SPDX-License-Identifier: BSL-1.0
// A generated column gets a default.
// expect-gcc: migration \\'a702_zero\\' \(lines cost nothing by default\): upgrade op 1, alter_column: column
// expect-gcc: \\'total\\' of table \\'line\\' is generated from others and has no default; take that out
// expect-clang: migration \\'a702_zero\\' \(lines
// expect-clang: cost nothing by default\):
// expect-clang: upgrade op 1, alter_column:
// expect-clang: column \\'total\\' of table
// expect-clang: \\'line\\' is generated from
// expect-clang: others and has no default;
// expect-clang: take that out
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto line = migration("a701_line", "create invoice lines")
    .upgrade(create_table("line", column("id", integer, primary_key), column("price", integer),
                          column("count", integer), column("total", integer, generated("price * count"))));
inline constexpr auto zero = migration("a702_zero", "lines cost nothing by default").revises("a701_line")
#ifdef REJECT
    .upgrade(alter_column("line", "total", server_default(0)));
#else
    .upgrade(alter_column("line", "price", server_default(0)));
#endif

inline constexpr auto history = sterna::history<line, zero>;

int main() {}
