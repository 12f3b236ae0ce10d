// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_table.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/restore/describe.hpp"

namespace sterna {
namespace detail {

constexpr void render_attach_partition(const operation& of, const script& in, sql_writer& out) {
  const setting& bounds = *setting_in(in.settings(of.settings), setting_kind::bounds);
  const setting& parent = *setting_in(in.settings(of.settings), setting_kind::partition_of);
  ((out << "ALTER TABLE ").qualified(parent.detail_id(), parent.id()) << " ATTACH PARTITION ")
      .qualified(of.schema, of.table);
  write_bounds(bounds, out << ' ');
  out.end_statement();
}

constexpr bool attach_partition_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  object made = in.state.at(table);
  const auto said = of.settings(op.settings);
  if (setting_in(in.state.settings(made), setting_kind::partition_of) != nullptr) {
    return in.fail(fault::table_option, op.table.view(), {}, {}, "is a partition already; detach it first");
  }
  const pool<setting> kept = merged_settings(in.state.settings(made), said);
  const std::uint32_t now = in.replace(table, made, facet_default);
  return keep_table_settings(in, now, kept);
}

/// PostgreSQL gives the partition all indexes that the table has, and leaves them to it.
constexpr bool attach_partition_reverse(const operation& op, const script& of, const changes& made,
                                        script_builder& out) {
  const schema_state& state = made.after.state;
  const std::uint32_t parent =
      parent_in(made.after, *setting_in(of.settings(op.settings), setting_kind::partition_of));
  for (std::uint32_t i = parent == object::none ? object::none : state.at(parent).first_child; i != object::none;
       i = state.at(i).next) {
    if (state.at(i).alive && state.at(i).kind == object_kind::index) {
      return false;
    }
  }
  const slice settings = describe_settings(of.settings(op.settings), out);
  out.add(op_kind::detach_partition, op).settings = settings;
  return true;
}

inline constexpr verb attach_partition_verb{"attach_partition", needs::table, render_attach_partition,
                                            attach_partition_effect, attach_partition_reverse};

/// Of partitions: `.schema("s")` is that of both tables, unless `.table_schema` says otherwise.
template <std::uint32_t N>
struct attach_partition_word : op_fragment<N>, with_schema<attach_partition_word, N> {
  /// The schema of the table that it becomes a part of.
  [[nodiscard]] constexpr attach_partition_word table_schema(name id) const noexcept {
    attach_partition_word copy = *this;
    copy.items[3] = name_token(part::setting_detail, id);
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ATTACH PARTITION partition FOR VALUES bounds`, with bounds as of create_partition. PostgreSQL
/// looks at all rows of the partition, unless a valid check has shown that they are within the bounds.
[[nodiscard]] constexpr auto attach_partition(name partition, name table, std::string_view bounds) noexcept {
  const token said[] = {detail::name_token(part::table, partition), detail::name_token(part::partition_of, table),
                        detail::name_token(part::setting_detail, {}), detail::text_token(part::bounds, bounds)};
  return detail::make_word<detail::attach_partition_word>(op_kind::attach_partition, said);
}

}  // namespace dsl
}  // namespace sterna
