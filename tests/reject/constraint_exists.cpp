// SPDX-License-Identifier: BSL-1.0
// Two checks of one table have the same name.
// expect-gcc: migration \\'e002_discount\\' \(discounts are below the price\): upgrade op 1,
// expect-gcc: create_check_constraint: constraint \\'ck_item_price\\' of table \\'item\\' already exists, since
// expect-gcc: migration \\'e001_item\\'; choose another name, or drop it first
// expect-clang: migration \\'e002_discount\\'
// expect-clang: \(discounts are below the
// expect-clang: price\): upgrade op 1,
// expect-clang: create_check_constraint:
// expect-clang: constraint \\'ck_item_price\\'
// expect-clang: of table \\'item\\' already
// expect-clang: exists, since migration
// expect-clang: \\'e001_item\\'; choose another
// expect-clang: name, or drop it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto item = migration("e001_item", "create item")
    .upgrade(create_table("item", column("id", integer, primary_key), column("price", numeric(10, 2)),
                          column("discount", numeric(10, 2)), constraint("ck_item_price", check("price >= 0"))));
inline constexpr auto discount = migration("e002_discount", "discounts are below the price").revises("e001_item")
#ifdef REJECT
    .upgrade(create_check_constraint("ck_item_price", "item", "discount <= price").not_valid());
#else
    .upgrade(create_check_constraint("ck_item_discount", "item", "discount <= price").not_valid());
#endif

inline constexpr auto history = sterna::history<item, discount>;

int main() {}
