// SPDX-License-Identifier: BSL-1.0
// A line of a table was copied and its name not changed.
// expect-gcc: migration \\'f001_address\\' \(create address\): upgrade op 1, create_table: column \\'street\\' of
// expect-gcc: table \\'address\\' is named twice; take one of them out
// expect-clang: migration \\'f001_address\\'
// expect-clang: \(create address\): upgrade op
// expect-clang: 1, create_table: column
// expect-clang: \\'street\\' of table \\'address\\'
// expect-clang: is named twice; take one of
// expect-clang: them out
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto address = migration("f001_address", "create address")
    .upgrade(create_table("address",
        column("id", integer, primary_key),
        column("street", text),
#ifdef REJECT
        column("street", text)));
#else
        column("city", text)));
#endif

inline constexpr auto history = sterna::history<address>;

int main() {}
