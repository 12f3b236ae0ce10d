// SPDX-License-Identifier: BSL-1.0
// An index on json, which has no order.
// expect-gcc: migration \\'a802_index\\' \(index bodies\): upgrade op 1, create_index: column \\'body\\' of table
// expect-gcc: \\'event\\' is of type json, which has no order, and a key or a B-tree index needs one; choose
// expect-gcc: another type, or an index with \.using_\(\\"\.\.\.\\"\)
// expect-clang: migration \\'a802_index\\'
// expect-clang: \(index bodies\): upgrade op
// expect-clang: 1, create_index: column
// expect-clang: \\'body\\' of table \\'event\\' is
// expect-clang: of type json, which has no
// expect-clang: order, and a key or a B-tree
// expect-clang: index needs one; choose
// expect-clang: another type, or an index
// expect-clang: with \.using_\(\\"\.\.\.\\"\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto event = migration("a801_event", "create event")
    .upgrade(create_table("event", column("id", big_integer, primary_key), column("body", json)));
inline constexpr auto by_body = migration("a802_index", "index bodies").revises("a801_event")
#ifdef REJECT
    .upgrade(create_index("ix_event_body", "event", {"body"}).concurrently());
#else
    .upgrade(create_index("ix_event_body", "event", {sql("body->>'kind'")}).concurrently());
#endif

inline constexpr auto history = sterna::history<event, by_body>;

int main() {}
