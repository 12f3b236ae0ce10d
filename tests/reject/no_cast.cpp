// SPDX-License-Identifier: BSL-1.0
// Texts do not become numbers unless somebody says how.
// expect-gcc: migration \\'f002_house\\' \(houses have numbers\): upgrade op 1, alter_column: column \\'house\\'
// expect-gcc: of table \\'address\\' cannot change from text to integer by itself; say how:
// expect-gcc: type\(\.\.\.\)\.using_\(\\"\.\.\.\\"\)
// expect-clang: migration \\'f002_house\\'
// expect-clang: \(houses have numbers\):
// expect-clang: upgrade op 1, alter_column:
// expect-clang: column \\'house\\' of table
// expect-clang: \\'address\\' cannot change from
// expect-clang: text to integer by itself;
// expect-clang: say how:
// expect-clang: type\(\.\.\.\)\.using_\(\\"\.\.\.\\"\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto address = migration("f001_address", "create address")
    .upgrade(create_table("address", column("id", integer, primary_key), column("house", text)));
inline constexpr auto numeric_house = migration("f002_house", "houses have numbers").revises("f001_address")
#ifdef REJECT
    .upgrade(alter_column("address", "house", type(integer)))
#else
    .upgrade(assume_safe(alter_column("address", "house", type(integer).using_("house::integer")), "a small table"))
#endif
    .downgrade(alter_column("address", "house", type(text)));

inline constexpr auto history = sterna::history<address, numeric_house>;

int main() {}
