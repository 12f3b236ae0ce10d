// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>
#include <sterna/history/unchecked_history.hpp>

namespace cli_tests {
using namespace sterna::dsl;

// A history with everything that listings tell of.
inline constexpr auto account = migration("ae10aaaa01", "create account");
inline constexpr auto name_of = migration("27c6bbbb02", "add name\nand more").revises("ae10aaaa01");
inline constexpr auto users = migration("1975cccc03", "users side").revises("27c6bbbb02").branch_label("users");
inline constexpr auto orders = migration("5550dddd04", "orders side").revises("27c6bbbb02").branch_label("orders");
inline constexpr auto joined = migration("77eeee0005", "merge side branches").revises("1975cccc03", "5550dddd04");
inline constexpr auto acct = migration("a2a2a2a2", "acct").branch_label("acct");
inline constexpr auto net = migration("b1b1b1b1", "net1").branch_label("networking").depends_on("a2a2a2a2");
inline constexpr auto net_2 = migration("b2b2b2b2", "net2").revises("b1b1b1b1").depends_on("acct");

inline constexpr auto forest = sterna::history<account, name_of, users, orders, joined, acct, net, net_2>;

// A history with one head.
inline constexpr auto line = sterna::history<account, name_of>;

// What two people have made who did not know of each other.
inline constexpr auto left = migration("1111aaaa1111", "left").revises("27c6bbbb02");
inline constexpr auto right = migration("2222bbbb2222", "right").revises("27c6bbbb02");
inline constexpr auto two_heads = sterna::unchecked_history<account, name_of, left, right>;

// No history: a parent is missing.
inline constexpr auto orphan = migration("3333", "orphan").revises("4444");
inline constexpr auto broken = sterna::unchecked_history<account, orphan>;

}  // namespace cli_tests
