// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/lint/impact.hpp"
#include "sterna/lint/style.hpp"
#include "sterna/record/pool.hpp"
#include "sterna/record/rule.hpp"
#include "sterna/schema/keys.hpp"

#include <cstdint>

// What the plan says of an op although nothing waits for a scan: asked only where somebody reads it.

namespace sterna::detail {

/// What the ops of a script have done so far, as far as it matters to those that follow.
class course {
 public:
  constexpr void begin(const catalog& in, bool down) {
    start_ = in.here();
    down_ = down;
    begin_transaction(in);
  }
  /// What was done is committed, and its locks are gone.
  constexpr void begin_transaction(const catalog& in) {
    committed_ = static_cast<std::uint32_t>(in.state.objects.count);
    locked_.clear();
    exclusive_ = false;
    foreign_keys_ = 0;
  }

  /// Whether this script has made the table, so that it has no rows. A downgrade finds what its upgrade has made full.
  [[nodiscard]] constexpr bool made_here(const catalog& in, std::uint32_t table) const {
    const object& it = in.state.at(table);
    return it.revision == in.revision && it.revision >= 0 &&
           (!down_ || (table >= start_.state.objects &&
                       (it.previous == object::none || !in.state.was_alive(it.previous, start_.state))));
  }
  [[nodiscard]] constexpr bool made_in_transaction(const catalog& in, std::uint32_t which) const {
    return which >= committed_ && in.state.at(which).revision == in.revision;
  }

  /// Whether an index of the table has gone in this script.
  [[nodiscard]] constexpr bool lost_index(const catalog& in, std::uint32_t table) const {
    for (const std::uint32_t i : in.state.gone_since(start_.state)) {
      const object& it = in.state.at(i);
      if (it.kind == object_kind::index && it.parent != object::none && i < start_.state.objects &&
          in.state.at(it.parent).key == in.state.at(table).key && in.state.find(it.key) == object::none) {
        return true;
      }
    }
    return false;
  }

  /// Takes a lock on a table; says whether another one is held already.
  constexpr bool lock(std::uint64_t table, lock_mode how) {
    bool others = false;
    bool known = false;
    for (const std::uint64_t each : locked_) {
      others = others || each != table;
      known = known || each == table;
    }
    if (!known) {
      locked_.push(table);
    }
    exclusive_ = exclusive_ || how == lock_mode::access_exclusive;
    return others;
  }
  [[nodiscard]] constexpr bool holds_exclusive() const noexcept { return exclusive_; }
  [[nodiscard]] constexpr int count_foreign_key() noexcept { return ++foreign_keys_; }

 private:
  catalog::mark start_{};
  bool down_ = false;
  std::uint32_t committed_ = 0;
  pool<std::uint64_t> locked_{};  ///< in this transaction: the keys of tables
  bool exclusive_ = false;
  int foreign_keys_ = 0;
};

/// The table that an index belongs to, or none.
[[nodiscard]] constexpr std::uint32_t table_of_index(const operation& op, const catalog& in) {
  const std::uint32_t index = in.relation(op.schema, op.object);
  return index != object::none && in.state.at(index).kind == object_kind::index ? in.state.at(index).parent
                                                                               : object::none;
}

[[nodiscard]] constexpr bool key_types_differ(const operation&, const script& of, const catalog& in,
                                              std::uint32_t table, const constraint_record& key) {
  const std::uint32_t other = in.relation(key.referred_schema, key.referred_table);
  if (other == object::none || in.state.at(other).kind != object_kind::table) {
    return false;
  }
  const auto own = of.elements(key.columns);
  auto referred = of.elements(key.referred_columns);
  if (referred.empty() && primary_key_of(in, other) != object::none) {
    referred = in.state.elements(in.state.index(in.state.at(primary_key_of(in, other))).keys);
  }
  for (std::size_t i = 0; i < own.size() && i < referred.size(); ++i) {
    const std::uint32_t from = in.column(table, own[i].column);
    const std::uint32_t to = in.column(other, referred[i].column);
    if (from != object::none && to != object::none) {
      const canonical_type mine = canonical(in.state.column(in.state.at(from)).type);
      const canonical_type theirs = canonical(in.state.column(in.state.at(to)).type);
      if (mine.known() && theirs.known() && mine.base != theirs.base) {
        return true;
      }
    }
  }
  return false;
}

/// Whether a TRUNCATE is of a table that may have rows from before this script.
[[nodiscard]] constexpr bool truncates_old(const operation& op, const script& of, const catalog& in,
                                           const course& so_far) {
  const auto old = [&](const name& id) {
    const std::uint32_t table = in.relation(op.schema, id);
    return table == object::none || !so_far.made_here(in, table);
  };
  bool found = old(op.table);
  for (const element& each : of.elements(op.keys)) {
    found = found || old(each.column);
  }
  return found;
}

constexpr void look_at_drops(const operation& op, bool conditional_and_gone, rule_set& found) {
  if (conditional_and_gone) {
    return;
  }
  switch (op.what) {
    case op_kind::drop_table: found.add(rule::table_dropped); break;
    case op_kind::drop_column:
    case op_kind::contract_column: found.add(rule::column_dropped); break;
    case op_kind::drop_constraint: found.add(rule::constraint_dropped); break;
    case op_kind::drop_view: found.add(rule::view_dropped); break;
    case op_kind::drop_sequence: found.add(rule::sequence_dropped); break;
    case op_kind::drop_enumeration: found.add(rule::enumeration_dropped); break;
    case op_kind::drop_schema: found.add(rule::schema_dropped); break;
    case op_kind::drop_object: found.add(rule::object_dropped); break;
    case op_kind::rename_table:
      if (!op.keep_old) {
        found.add(rule::table_renamed);
      }
      break;
    case op_kind::rename_column: found.add(rule::column_renamed); break;
    case op_kind::rename_enumeration_value: found.add(rule::enumeration_value_renamed); break;
    default: break;
  }
  if (op.cascade) {
    found.add(rule::cascade_reaches_further);
  }
}

/// Whether a foreign key of the op goes to a table that may have rows.
[[nodiscard]] constexpr bool refers_to_old(const operation& op, const script& of, const catalog& in,
                                           const course& so_far) {
  const auto old = [&](slice list) {
    for (const constraint_record& each : of.constraints(list)) {
      if (refers_elsewhere(op, each)) {
        const std::uint32_t other = in.relation(each.referred_schema, each.referred_table);
        if (other != object::none && !so_far.made_here(in, other)) {
          return true;
        }
      }
    }
    return false;
  };
  bool found = old(op.constraints);
  for (std::uint32_t i = 0; i < op.columns.count && !found; ++i) {
    found = old(of.columns(op.columns)[i].constraints);
  }
  return found;
}

/// What depends on the ops before, and on the locks that are taken.
constexpr void look_at_locks(const operation& op, const script& of, const catalog& in, std::uint32_t table,
                             course& so_far, rule_set& found) {
  const impact cost = impact_of(op, of, in);
  const bool creates = op.what == op_kind::create_table;
  if (op.outside_transaction) {
    int others = 0;
    for (const operation& each : of.operations) {
      others += each.declared ? 0 : 1;
    }
    if (others > 1) {
      found.add(rule::steps_mixed);
    }
  }
  if (cost.unknown && !op.outside_transaction && so_far.holds_exclusive()) {
    found.add(rule::statements_under_lock);
  }
  const bool makes_reference = cost.other == lock_mode::share_row_exclusive;
  if (cost.other >= lock_mode::share_row_exclusive && op.what != op_kind::truncate_table &&
      (!makes_reference || refers_to_old(op, of, in, so_far))) {
    found.add(rule::referenced_table_locked);
    if (makes_reference && so_far.count_foreign_key() > 1) {
      found.add(rule::several_foreign_keys);
    }
  }
  if (table == object::none || creates) {
    return;
  }
  if (cost.table == lock_mode::access_exclusive && cost.while_reading != lock_mode::access_exclusive &&
      !op.outside_transaction) {
    found.add(rule::short_exclusive_lock);
  }
  if (cost.table >= lock_mode::share && !op.outside_transaction && so_far.lock(in.state.at(table).key, cost.table)) {
    found.add(rule::several_tables_locked);
  }
}

constexpr void look_for_notices(const operation& op, const script& of, const catalog& in, course& so_far,
                                rule_set& found) {
  std::uint32_t table = op.table.empty() ? object::none : table_of(op, in);
  if ((op.what == op_kind::drop_index || op.what == op_kind::reindex_index) && table == object::none) {
    table = table_of_index(op, in);
  }
  const bool fresh = table != object::none && so_far.made_here(in, table);
  look_at_style(op, of, in, table, found);
  if (fresh) {
    table = object::none;
  }
  look_at_locks(op, of, in, table, so_far, found);
  switch (op.what) {
    case op_kind::execute:
      found.add(rule::raw_sql);
      break;
    case op_kind::run:
      found.add(rule::host_code);
      break;
    case op_kind::drop_table:
    case op_kind::drop_column:
    case op_kind::contract_column:
    case op_kind::drop_constraint:
    case op_kind::drop_view:
    case op_kind::drop_sequence:
    case op_kind::drop_enumeration:
    case op_kind::drop_schema:
    case op_kind::drop_object:
    case op_kind::rename_table:
    case op_kind::rename_column:
    case op_kind::rename_enumeration_value:
      look_at_drops(op, fresh || (op.if_exists && table == object::none && !op.table.empty()), found);
      break;
    case op_kind::truncate_table:
      if (truncates_old(op, of, in, so_far)) {
        found.add(rule::table_truncated);
        if (op.cascade) {
          found.add(rule::cascade_truncates);
        }
      }
      break;
    case op_kind::drop_index:
      if (!op.concurrently && !fresh) {
        found.add(rule::index_not_dropped_concurrently);
      }
      break;
    case op_kind::create_index:
      if (table != object::none && op.unique) {
        found.add(rule::unique_index_may_fail);
      }
      if (table != object::none && so_far.lost_index(in, table)) {
        found.add(rule::index_dropped_before_created);
      }
      break;
    case op_kind::create_primary_key:
    case op_kind::create_unique_constraint:
      if (table != object::none && of.constraints(op.constraints)[0].index.empty()) {
        found.add(rule::unique_index_may_fail);
      }
      break;
    case op_kind::create_foreign_key:
      if (const std::uint32_t own = table_of(op, in);
          own != object::none && key_types_differ(op, of, in, own, of.constraints(op.constraints)[0])) {
        found.add(rule::foreign_key_types_differ);
      }
      break;
    case op_kind::set_not_null:
      found.add(rule::column_becomes_required);
      break;
    case op_kind::add_column:
      if (table != object::none &&
          volatility_of_default(of.columns(op.columns)[0].server_default) == volatility::unknown) {
        found.add(rule::default_not_judged);
      }
      break;
    case op_kind::alter_column:
      if (table != object::none) {
        const column_record& said = of.columns(op.columns)[0];
        const std::uint32_t column = in.column(table, said.id);
        if (said.null == nullability::nullable) {
          found.add(rule::null_allowed);
        } else if (said.null == nullability::not_null) {
          found.add(rule::column_becomes_required);
        }
        if (said.has_type && column != object::none && may_lose(in, in.state.at(column), said)) {
          found.add(rule::type_change_may_fail);
        }
      }
      break;
    default:
      break;
  }
}

}  // namespace sterna::detail
