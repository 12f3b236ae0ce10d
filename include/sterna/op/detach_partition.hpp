// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/attach_partition.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/describe.hpp"

namespace sterna {
namespace detail {

constexpr void render_detach_partition(const operation& of, const script& in, sql_writer& out) {
  const setting& parent = *setting_in(in.settings(of.settings), setting_kind::partition_of);
  ((out << "ALTER TABLE ").qualified(parent.detail_id(), parent.id()) << " DETACH PARTITION ")
      .qualified(of.schema, of.table)
      << (of.concurrently ? " CONCURRENTLY" : "");
  out.end_statement();
}

constexpr bool detach_partition_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const setting& parent = *setting_in(of.settings(op.settings), setting_kind::partition_of);
  object made = in.state.at(table);
  const setting* const was = setting_in(in.state.settings(made), setting_kind::partition_of);
  if (was == nullptr || was->text != parent.text) {
    return in.excused(op.table.view(), {}, table) ||
           in.fail(fault::table_option, op.table.view(), {}, {}, "is no partition of that table; name its own");
  }
  pool<setting> kept;
  for (const setting& each : in.state.settings(made)) {
    if (each.what != setting_kind::partition_of && each.what != setting_kind::bounds) {
      kept.push(each);
    }
  }
  kept.push(blank_setting).what = setting_kind::former_heir;
  made.definition = in.state.keep(in.state.keep(list<setting>(kept)));
  in.replace(table, made, facet_default);
  const std::uint32_t count = in.state.objects.count;
  for (std::uint32_t i = 0; i < count; ++i) {  // its indexes are its own from now on
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::index && in.state.at(it.parent).key == made.key &&
        attached_to(in, it) != nullptr) {
      detach_index(in, i);
    }
  }
  return !in.found;
}

constexpr bool detach_partition_reverse(const operation& op, const script& of, const changes& made,
                                        script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  const setting* const bounds =
      gone.empty() ? nullptr : setting_in(state.settings(state.at(gone[0])), setting_kind::bounds);
  if (bounds == nullptr || op.concurrently) {  // CONCURRENTLY leaves a check of the bounds behind
    return false;
  }
  const setting said[] = {*setting_in(of.settings(op.settings), setting_kind::partition_of), *bounds};
  const slice settings = describe_settings({said, 2}, out);
  out.add(op_kind::attach_partition, op).settings = settings;
  return true;
}

/// One that was cut off is done where the partition is none any more.
constexpr void resume_detach_partition(const operation& of, sql_writer& out) {
  sql_writer id;
  id.qualified(of.schema, of.table);
  (out << "SELECT coalesce((SELECT 'run' FROM pg_catalog.pg_inherits WHERE inhrelid = to_regclass(").literal(id.text())
      << ")), 'done')";
}

inline constexpr verb detach_partition_verb{"detach_partition",       needs::table,
                                            render_detach_partition,  detach_partition_effect,
                                            detach_partition_reverse, resume_detach_partition};

template <std::uint32_t N>
struct detach_partition_word : op_fragment<N>, with_schema<detach_partition_word, N> {
  /// `DETACH PARTITION ... CONCURRENTLY`: stops nobody; runs outside a transaction; PostgreSQL 14.
  [[nodiscard]] constexpr detach_partition_word<N + 1> concurrently() const noexcept {
    return extended<detail::detach_partition_word>(*this, flag(part::concurrently));
  }
  /// The schema of the table that it is a part of.
  [[nodiscard]] constexpr detach_partition_word table_schema(name id) const noexcept {
    detach_partition_word copy = *this;
    copy.items[3] = name_token(part::setting_detail, id);
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table DETACH PARTITION partition`: it stays, as a table of its own.
[[nodiscard]] constexpr auto detach_partition(name partition, name table) noexcept {
  const token said[] = {detail::name_token(part::table, partition), detail::name_token(part::partition_of, table),
                        detail::name_token(part::setting_detail, {})};
  return detail::make_word<detail::detach_partition_word>(op_kind::detach_partition, said);
}

}  // namespace dsl
}  // namespace sterna
