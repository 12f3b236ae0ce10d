// SPDX-License-Identifier: BSL-1.0
// A value is added that the enumeration has had from the beginning.
// expect-gcc: migration \\'d002_state\\' \(orders are sent\): upgrade op 1, add_enumeration_value: value
// expect-gcc: \\'paid\\' is already one of the enumeration \\'order_state\\'; choose another, or leave it out
// expect-clang: migration \\'d002_state\\'
// expect-clang: \(orders are sent\): upgrade
// expect-clang: op 1, add_enumeration_value:
// expect-clang: value \\'paid\\' is already one
// expect-clang: of the enumeration
// expect-clang: \\'order_state\\'; choose
// expect-clang: another, or leave it out
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto states = migration("d001_state", "create states of orders")
    .upgrade(create_enumeration("order_state", {"open", "paid", "cancelled"}));
inline constexpr auto more = migration("d002_state", "orders are sent").revises("d001_state")
#ifdef REJECT
    .upgrade(add_enumeration_value("order_state", "paid").after("open"))
#else
    .upgrade(add_enumeration_value("order_state", "sent").after("paid"))
#endif
    .irreversible("values cannot be taken out");

inline constexpr auto history = sterna::history<states, more>;

int main() {}
