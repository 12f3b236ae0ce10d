// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/column_order.hpp"
#include "sterna/autogenerate/diff/columns.hpp"
#include "sterna/autogenerate/diff/comments.hpp"
#include "sterna/autogenerate/diff/keys.hpp"
#include "sterna/autogenerate/diff/objects.hpp"
#include "sterna/autogenerate/diff/privileges.hpp"
#include "sterna/autogenerate/diff/renames.hpp"
#include "sterna/autogenerate/diff/settings.hpp"
#include "sterna/autogenerate/diff/statements.hpp"
#include "sterna/autogenerate/diff/tables.hpp"
#include "sterna/autogenerate/diff/types.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/autogenerate/generated.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sterna {

namespace detail {

/// Says what is left alone and would else be dropped.
inline void note_left_alone(diff_work& work) {
  for (const object& it : work.now.state.objects) {
    if (!it.alive || it.parent != object::none || work.to.state.find(it.key) != object::none) continue;
    const std::string_view why = left_alone(work.now, it, work.to, work.options);
    if (!why.empty()) {
      work.note("left alone: " + std::string(catalog::word_for(it.kind)) + " " + diff_work::full_name(work.now, it) +
                ", which " + std::string(why));
    }
  }
}

}  // namespace detail

namespace detail {

/// Whether a difference is left because nothing was to be dropped that holds data, or that others may need.
[[nodiscard]] inline bool is_kept(const diff_work& work, const schema_difference& left) {
  if (!work.options.no_drops) return false;
  if (left.what == "is left over") return left.kind != object_kind::constraint && left.kind != object_kind::index;
  return std::ranges::any_of(work.kept, [&](std::uint32_t i) {
    const schema_difference one = told(work.to, work.wanted(i), left.what);
    return one.kind == left.kind && one.subject.view() == left.subject.view() &&
           one.owner.view() == left.owner.view() && one.schema.view() == left.schema.view();
  });
}

/// Says of all names that they are what they are: a naming convention is for those that somebody writes.
inline void make_names_final(script_builder& ops) {
  for (constraint_record& each : ops.constraints()) {
    each.options = static_cast<std::uint8_t>(each.options | (each.id.empty() ? 0 : final_name_option));
  }
  for (operation& each : ops.operations()) each.keep_old = each.keep_old || each.what == op_kind::create_index;
}

}  // namespace detail

/// The migrations that bring `from` to `to`: each op as the compiler and the policy would have it, in an order that
/// works, with a note for whatever a person must know. What two schemas have that is not `managed` stays as it is.
/// `from` is played on, and is as it was at the end.
[[nodiscard]] inline generated diff(catalog& from, const catalog& to, const diff_options& options = {}) {
  generated made;
  {
    detail::diff_work work(from, to, options);
    detail::rename_all(work);
    const std::vector<detail::known_grant> granted = detail::known_grants(work);
    const std::string other_order = column_order_note(to, work.now, options);
    const std::unordered_set<std::string> fresh = detail::names_to_make(work);
    detail::look_at_no_bodies_yet(work, fresh);
    detail::add_values(work);
    detail::drop_objects(work, true);
    detail::drop_views(work);
    detail::drop_constraints(work);
    detail::drop_indexes(work);
    detail::create_schemas(work);
    detail::change_privileges(work, true);  // of what comes behind them
    detail::create_sequences(work);  // before the types: one of the same name would stop a sequence
    detail::drop_sequences_for_types(work);
    detail::change_enumerations(work);
    detail::create_early_objects(work);
    detail::drop_tables(work, true);
    detail::create_sequences(work);  // one whose name a table's own had
    detail::create_tables(work);
    detail::change_tables(work);
    detail::drop_tables(work, false);
    detail::create_sequences(work);
    detail::add_keys(work);
    detail::create_views(work);
    detail::finish_tables(work);
    detail::change_index_statistics(work);
    detail::create_late_objects(work);
    detail::drop_objects(work, false);
    detail::drop_the_rest(work);
    detail::change_privileges(work, false);
    detail::give_back(work, granted);
    detail::work_outside(work);
    detail::make_identities(work);
    detail::finish_keys(work);
    detail::create_views(work);
    detail::create_late_objects(work);  // of those views
    detail::finish_tables(work);  // what names an index that is there only now
    detail::change_index_statistics(work);
    detail::change_privileges(work, false);  // of what is there only now
    detail::give_back(work, granted);
    detail::change_comments(work);
    detail::carry_statements(work, fresh, false);
    detail::create_event_triggers(work);
    detail::carry_statements(work, fresh, true);
    detail::change_comments(work);
    made.migrations = work.player.take();
    if (!options.policy->names.empty()) {
      for (generated_migration& each : made.migrations) detail::make_names_final(each.ops);
    }
    detail::note_left_alone(work);
    if (!other_order.empty()) work.note(other_order);
    made.notes = std::move(work.notes);
    for (const schema_difference& each : differences(to, work.now, options)) {
      if (!detail::is_kept(work, each)) {
        made.left = each;
        break;
      }
    }
  }
  return made;
}

}  // namespace sterna
