// SPDX-License-Identifier: BSL-1.0
// A foreign key to the primary key of a table that has none.
// expect-gcc: migration \\'a502_city\\' \(create city\): upgrade op 1, create_table: table \\'country\\' has no
// expect-gcc: primary key to refer to; name the columns, or make one first
// expect-clang: migration \\'a502_city\\'
// expect-clang: \(create city\): upgrade op 1,
// expect-clang: create_table: table
// expect-clang: \\'country\\' has no primary key
// expect-clang: to refer to; name the
// expect-clang: columns, or make one first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto country = migration("a501_country", "create country")
#ifdef REJECT
    .upgrade(create_table("country", column("code", character(2), not_null), column("name", text)));
#else
    .upgrade(create_table("country", column("code", character(2), primary_key), column("name", text)));
#endif
inline constexpr auto city = migration("a502_city", "create city").revises("a501_country")
    .upgrade(create_table("city", column("id", integer, primary_key),
                          column("country", character(2), references("country"))));

inline constexpr auto history = sterna::history<country, city>;

int main() {}
