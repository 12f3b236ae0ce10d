// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/settings.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/difference.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/restore/table_part.hpp"

#include <algorithm>
#include <cstdint>

// Constraints and indexes: on a new table at once, on one with rows as the lint would have it.

namespace sterna::detail {

/// An op that makes a constraint of `to`.
[[nodiscard]] inline script_builder constraint_op(const diff_work& work, std::uint32_t wanted) {
  script_builder one;
  add_constraint_op(work.to, work.wanted(wanted), one);
  one.constraints().items[0].index = {};  // of a foreign key it says only which one it uses
  return one;
}

/// How many partitioned tables there are above the table of an object, and with it; 0: it is not partitioned. There
/// PostgreSQL builds no index concurrently, takes none over as a key, and leaves no foreign key unvalidated.
[[nodiscard]] inline int partitioned_levels(const catalog& in, const object& it) {
  int levels = 0;
  const std::uint32_t table = it.parent == object::none ? it.parent : in.state.find(in.state.at(it.parent).key);
  if (table == object::none || partition_key_of(in, table) == nullptr) {
    return 0;
  }
  object at = it;
  for (at.parent = table; at.parent != object::none; at.parent = partitioned_table(in, at)) ++levels;
  return levels;
}

/// Indexes of `to` with those of partitions before those of the whole, which take them as their parts.
[[nodiscard]] inline std::vector<std::uint32_t> parts_first(const diff_work& work, std::vector<std::uint32_t> indexes) {
  std::ranges::stable_sort(indexes, {}, [&](std::uint32_t i) {
    const int levels = partitioned_levels(work.to, work.wanted(i));
    return levels == 0 ? 0 : 1000 - levels;
  });
  return indexes;
}

inline void add_constraint(diff_work& work, std::uint32_t wanted) {
  const constraint_record& said = work.to.state.constraint(work.wanted(wanted));
  script_builder one = constraint_op(work, wanted);
  const bool plain = partitioned_levels(work.to, work.wanted(wanted)) > 0 && said.what != constraint_kind::check;
  const rule_set broken = plain ? rule_set{} : work.player.broken_by(one);
  if (broken.has(rule::unique_constraint_builds_index) || broken.has(rule::primary_key_builds_index)) {
    if ((said.options & nulls_not_distinct_option) == 0) {  // create_index has no word for that
      work.keys_later.push_back(wanted);
      for (const element& each : work.to.state.elements(said.columns)) {
        const std::uint32_t column = work.to.column(work.wanted(wanted).parent, each.column);
        const std::uint32_t there = column == object::none ? column : work.now_of(column);
        if (said.what == constraint_kind::primary_key && there != object::none &&
            work.now.state.column(work.now.state.at(there)).null != nullability::not_null &&
            std::ranges::find(work.not_null_later, column) == work.not_null_later.end()) {
          work.not_null_later.push_back(column);
        }
      }
      return;
    }
  }
  if (broken.has(rule::foreign_key_validates) || broken.has(rule::check_validates)) {
    one.constraints().items[0].not_valid = true;
    if (!said.not_valid) work.validated_later.push_back(wanted);
  }
  if (said.what == constraint_kind::foreign_key) {  // the key that it refers to may be yet to come
    verdict refused = work.player.play(one);
    if (refused.what == fault::no_key || refused.what == fault::no_primary_key) {
      std::erase(work.validated_later, wanted);
      work.keys_later.push_back(wanted);
      return;
    }
    if (!refused) return;
  }
  work.play(one);
}

/// Whether an index must be made anew; what ANALYZE remembers of it is altered.
[[nodiscard]] inline bool needs_new_index(const diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  const auto others = [](list<setting> all) {
    pool<setting> made;
    for (const setting& each : own_settings(all)) {
      if (each.what != setting_kind::statistics) made.push(each);
    }
    return made;
  };
  index_record to = work.to.state.index(work.wanted(wanted));
  index_record now = work.now.state.index(work.now.state.at(there));
  if (!work.differs(wanted, there)) return false;
  if (!same_settings(others(work.to.state.settings(to.settings)), others(work.now.state.settings(now.settings)))) {
    return true;
  }
  to.settings = now.settings = {};
  return !index_difference({work.to, work.now}, to, now).empty();
}

/// What ANALYZE remembers of indexes that are as wanted, or that their constraints have made.
inline void change_index_statistics(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::index)) {
    const std::uint32_t there = work.now_of(i);
    if (there == object::none || work.now.state.at(there).kind != object_kind::index ||
        needs_new_index(work, i, there)) {
      continue;
    }
    pool<setting> said;
    for (const setting& each :
         changed_settings(work.now.state.settings(work.now.state.index(work.now.state.at(there)).settings),
                          work.to.state.settings(work.to.state.index(work.wanted(i)).settings))) {
      if (each.what == setting_kind::statistics) said.push(each);
    }
    if (said.count == 0) continue;
    script_builder one;
    alter_index_op(work.wanted(i), said, one);
    work.play(one);
  }
}

inline void add_index(diff_work& work, std::uint32_t wanted) {
  script_builder one;
  add_index_op(work.to, work.wanted(wanted), one);
  if (work.player.broken_by(one).has(rule::index_not_concurrent)) {
    work.indexes_later.push_back(wanted);
  } else {
    work.play(one);
  }
}

/// Drops the constraints that are not as wanted, foreign keys before the keys that they refer to.
inline void drop_constraints(diff_work& work) {
  for (const bool foreign : {true, false}) {
    for (const std::uint32_t i : work.all(work.now, object_kind::constraint)) {
      const object& it = work.now.state.at(i);
      if (!it.alive || (work.now.state.constraint(it).what == constraint_kind::foreign_key) != foreign ||
          work.to.state.find(work.now.state.at(it.parent).key) == object::none) {
        continue;
      }
      const std::uint32_t there = work.wanted_of(i);
      if (there == object::none || work.differs(there, i)) {
        const constraint_record& now = work.now.state.constraint(it);
        if (there != object::none && now.not_valid) {  // perhaps it is only to be validated
          constraint_record valid = now;
          valid.not_valid = false;
          if (constraint_difference({work.to, work.now}, work.to.state.constraint(work.wanted(there)), valid).empty()) {
            work.validated_later.push_back(there);
            continue;
          }
        }
        work.drop(i);
      }
    }
  }
}

/// Whether a column of an index is to have another type: the index would be built anew with it, if that can be at all.
[[nodiscard]] inline bool changes_type(const diff_work& work, std::uint32_t index) {
  const schema_state& now = work.now.state;
  const std::uint32_t table = now.find(now.at(now.at(index).parent).key);
  return std::ranges::any_of(now.elements(now.index(now.at(index)).keys), [&](const element& each) {
    const std::uint32_t column = each.column.empty() ? object::none : work.now.column(table, each.column);
    const std::uint32_t wanted = column == object::none ? column : work.wanted_of(column);
    return wanted != object::none &&
           !same_type(now.column(now.at(column)).type, work.to.state.column(work.wanted(wanted)).type);
  });
}

/// Of tables that stay: an index that nobody wants goes without stopping anybody, one that is to be another first.
inline void drop_indexes(diff_work& work) {
  for (const std::uint32_t i : work.all(work.now, object_kind::index)) {
    const object& it = work.now.state.at(i);
    if (!it.alive || is_implied(work.now, it) || it.parent == object::none ||
        work.to.state.find(work.now.state.at(it.parent).key) == object::none) {
      continue;
    }
    const std::uint32_t there = work.wanted_of(i);
    if (there != object::none && !needs_new_index(work, there, i)) continue;
    const bool is_needed = work.now.state.index(it).unique && work.now.state.has_referrals();
    const std::uint32_t same_name = work.to.state.find(it.key);
    if (is_needed || (same_name != object::none && there == object::none)) {
      work.drop(i);
    } else if (partitioned_levels(work.now, it) > 0 || changes_type(work, i)) {
      work.drop(i);
    } else {
      work.dropped_later.emplace_back(it.schema, it.id);
    }
  }
}

inline void add_keys(diff_work& work) {
  for (const bool foreign : {false, true}) {
    for (const std::uint32_t i : work.all(work.to, object_kind::constraint)) {
      if ((work.to.state.constraint(work.wanted(i)).what == constraint_kind::foreign_key) == foreign &&
          work.table_of(i) != object::none && work.now_of(i) == object::none) {
        add_constraint(work, i);
      }
    }
    for (const std::uint32_t i : parts_first(work, work.all(work.to, object_kind::index))) {
      if (!foreign && !is_implied(work.to, work.wanted(i)) && work.table_of(i) != object::none) {
        const std::uint32_t there = work.now_of(i);
        if (there == object::none) {
          add_index(work, i);
        } else if (needs_new_index(work, i, there)) {
          work.indexes_later.push_back(i);
        }
      }
    }
  }
}

/// The ops that run outside a transaction.
inline void work_outside(diff_work& work) {
  for (const auto& [schema, id] : work.dropped_later) {
    const std::uint32_t there = work.now.relation(schema, id);
    if (there == object::none || work.now.state.at(there).kind != object_kind::index) continue;
    const std::uint32_t wanted = work.wanted_of(there);
    if (wanted != object::none && !needs_new_index(work, wanted, there)) continue;  // it is another one by now
    script_builder one;
    operation& op = one.add(op_kind::drop_index);
    op.schema = schema;
    op.table = work.now.state.at(work.now.state.at(there).parent).id;
    op.object = id;
    op.concurrently = op.outside_transaction = true;
    work.play(one);
  }
  for (const std::uint32_t i : parts_first(work, work.indexes_later)) {
    script_builder one;
    add_index_op(work.to, work.wanted(i), one);
    const bool alone = partitioned_levels(work.to, work.wanted(i)) == 0;
    one.operations().items[0].concurrently = one.operations().items[0].outside_transaction = alone;
    work.play(one);
  }
  for (const std::uint32_t i : work.keys_later) {
    const constraint_record& said = work.to.state.constraint(work.wanted(i));
    if (said.what == constraint_kind::foreign_key) continue;
    script_builder one;
    const slice keys = describe_list(work.to, said.columns, one);
    const slice include = describe_list(work.to, said.include, one);
    operation& op = one.add(op_kind::create_index);
    op.schema = work.to.state.at(work.wanted(i).parent).schema;
    op.table = work.to.state.at(work.wanted(i).parent).id;
    op.object = work.wanted(i).id;
    op.keys = keys;
    op.include = include;
    op.unique = op.concurrently = op.outside_transaction = true;
    work.play(one);
  }
  for (const std::uint32_t i : work.filled_later) {
    const object& it = work.wanted(i);
    script_builder one;
    column_record& column = one.add_column();
    column.id = it.id;
    column.server_default = work.to.state.column(it).server_default;
    // the columns by which it goes through the table: those of the primary key
    const std::uint32_t primary = primary_key_of(work.now, work.table_of(i));
    slice keys{};
    if (primary != object::none) {
      keys = describe_list(work.now, work.now.state.index(work.now.state.at(primary)).keys, one);
      if (keys.count == 1 && one.elements().items[0].column.view() == "id") keys = {};
    }
    operation& op = one.add(op_kind::backfill);
    op.schema = work.to.state.at(it.parent).schema;
    op.table = work.to.state.at(it.parent).id;
    op.object = it.id;
    op.columns = {0, 1};
    op.keys = keys;
    op.outside_transaction = true;
    op.batch = 5000;
    op.pause = 20;
    work.play(one);
  }
  for (const std::uint32_t i : work.not_null_later) {
    const object& it = work.wanted(i);
    if (const std::uint32_t there = work.now_of(i);
        there == object::none || work.now.state.column(work.now.state.at(there)).null == nullability::not_null) {
      continue;
    }
    script_builder one;
    operation& op = one.add(op_kind::set_not_null);
    op.schema = work.to.state.at(it.parent).schema;
    op.table = work.to.state.at(it.parent).id;
    op.object = it.id;
    op.outside_transaction = true;
    work.play(one, "fails where rows hold NULL: backfill(...) them first");
  }
}

/// The constraints that take over an index, the foreign keys that needed them, and the validation of what is not valid.
inline void finish_keys(diff_work& work) {
  for (const std::uint32_t i : work.keys_later) {
    if (work.to.state.constraint(work.wanted(i)).what == constraint_kind::foreign_key) continue;
    script_builder one = constraint_op(work, i);
    constraint_record& made = one.constraints().items[0];
    made.index = work.wanted(i).id;
    made.include = {};
    work.play(one);
  }
  for (const std::uint32_t i : work.all(work.to, object_kind::constraint)) {
    const constraint_record& said = work.to.state.constraint(work.wanted(i));
    if (said.what != constraint_kind::foreign_key || work.table_of(i) == object::none ||
        work.now_of(i) != object::none) {
      continue;
    }
    script_builder one = constraint_op(work, i);
    if (partitioned_levels(work.to, work.wanted(i)) == 0 &&
        work.player.broken_by(one).has(rule::foreign_key_validates)) {
      one.constraints().items[0].not_valid = true;
      if (!said.not_valid) work.validated_later.push_back(i);
    }
    work.play(one);
  }
  for (const std::uint32_t i : work.validated_later) {
    const std::uint32_t there = work.now_of(i) != object::none
                                    ? work.now_of(i)
                                    : work.now.constraint(work.table_of(i), work.wanted(i).id);
    if (there == object::none || !work.now.state.constraint(work.now.state.at(there)).not_valid) continue;
    script_builder one;
    operation& op = one.add(op_kind::validate_constraint);
    op.schema = work.to.state.at(work.wanted(i).parent).schema;
    op.table = work.to.state.at(work.wanted(i).parent).id;
    op.object = work.now.state.at(there).id;
    work.play(one);
  }
}

}  // namespace sterna::detail
