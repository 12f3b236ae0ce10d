// SPDX-License-Identifier: BSL-1.0
// PostgreSQL builds no index of a partitioned table concurrently.
// expect-gcc: migration \\'7b20_index\\' \(when things happen\): upgrade op 1, create_index: table \\'event\\' is
// expect-gcc: partitioned: PostgreSQL builds no index of it concurrently; say .only\(\), then
// expect-gcc: create_index\(...\).concurrently\(\) for each partition, and attach_index\(...\)
// expect-clang: migration \\'7b20_index\\' \(when
// expect-clang: things happen\): upgrade op
// expect-clang: 1, create_index: table
// expect-clang: \\'event\\' is partitioned:
// expect-clang: PostgreSQL builds no index
// expect-clang: of it concurrently; say
// expect-clang: .only\(\), then
// expect-clang: create_index\(...\).concurrent
// expect-clang: ly\(\) for each partition, and
// expect-clang: attach_index\(...\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto event = migration("5c11_event", "create event")
    .upgrade(create_table("event", column("at", date, not_null), partition_by("RANGE (at)")),
             create_partition("event_2025", "event", "FROM ('2025-01-01') TO ('2026-01-01')"));
#ifdef REJECT
inline constexpr auto indexed = migration("7b20_index", "when things happen").revises("5c11_event")
    .upgrade(create_index("ix_event_at", "event", {"at"}).concurrently());
inline constexpr auto history = sterna::history<event, indexed>;
#else
inline constexpr auto indexed = migration("7b20_index", "when things happen").revises("5c11_event")
    .upgrade(create_index("ix_event_at", "event", {"at"}).only());
inline constexpr auto of_partition = migration("82fe_part", "in 2025").revises("7b20_index")
    .upgrade(create_index("ix_event_2025_at", "event_2025", {"at"}).concurrently());
inline constexpr auto attached = migration("9d03_attach", "all of them").revises("82fe_part")
    .upgrade(attach_index("ix_event_2025_at", "ix_event_at"));
inline constexpr auto history = sterna::history<event, indexed, of_partition, attached>;
#endif

int main() {}
