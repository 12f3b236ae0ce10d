// SPDX-License-Identifier: BSL-1.0
// An index with other keys than the one on the partitioned table is no part of it.
// expect-gcc: migration \\'ae10_event\\' \(create event\): upgrade op 5, attach_index: index \\'ix_new\\' cannot
// expect-gcc: become a part of index \\'ix\\'; it must be on a partition of that one\\'s table, and have the same keys
// expect-clang: cannot become a
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto event = migration("ae10_event", "create event")
    .upgrade(create_table("event", column("day", date), column("kind", text), partition_by("RANGE (day)")),
             create_partition("event_new", "event", "FROM ('2020-01-01') TO ('2030-01-01')"),
             create_index("ix", "event", {"kind"}).only(),
#ifdef REJECT
             create_index("ix_new", "event_new", {"day"}),
#else
             create_index("ix_new", "event_new", {"kind"}),
#endif
             attach_index("ix_new", "ix"));

inline constexpr auto history = sterna::history<event>;

int main() {}
