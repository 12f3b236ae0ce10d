// SPDX-License-Identifier: BSL-1.0
// A default that the enumeration spells otherwise.
// expect-gcc: migration \\'d002_state\\' \(add state of orders\): upgrade op 1, add_column: value \\'opened\\' is
// expect-gcc: none of the enumeration \\'order_state\\'; did you mean \\'open\\'\?
// expect-clang: migration \\'d002_state\\' \(add
// expect-clang: state of orders\): upgrade op
// expect-clang: 1, add_column: value
// expect-clang: \\'opened\\' is none of the
// expect-clang: enumeration \\'order_state\\';
// expect-clang: did you mean \\'open\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto order = migration("d001_order", "create orders")
    .upgrade(create_enumeration("order_state", {"open", "paid", "cancelled"}),
             create_table("orders", column("id", big_integer, primary_key)));
inline constexpr auto state = migration("d002_state", "add state of orders").revises("d001_order")
#ifdef REJECT
    .upgrade(add_column("orders", column("state", enumeration("order_state"), not_null, server_default("opened"))));
#else
    .upgrade(add_column("orders", column("state", enumeration("order_state"), not_null, server_default("open"))));
#endif

inline constexpr auto history = sterna::history<order, state>;

int main() {}
