// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/restore/sequence.hpp"
#include "sterna/schema/restore/table_part.hpp"

// What tables, sequences, indexes and columns say besides: only what is another.

namespace sterna::detail {

/// What brings options from `now` to `wanted`: those that are others, and, unset, those that nobody wants any more.
[[nodiscard]] inline pool<setting> changed_settings(list<setting> now, list<setting> wanted) {
  pool<setting> made;
  for (const setting& each : wanted) {
    const setting* const there = setting_in(now, each.what, each.text);
    if (there == nullptr || !(*there == each)) made.push(each);
  }
  for (const setting& each : now) {
    if (setting_in(wanted, each.what, each.text) != nullptr) continue;
    setting gone = each;
    gone.unset = true;
    made.push(gone);
  }
  return made;
}

/// Options of a table that both schemas have. What ALTER TABLE has no words for stays a difference.
inline void change_table_options(diff_work& work, std::uint32_t wanted, bool naming_indexes) {
  const std::uint32_t there = work.now.state.find(work.wanted(wanted).key);
  if (there == object::none) return;
  pool<setting> said;
  for (const setting& each : changed_settings(work.now.state.settings(work.now.state.at(there)),
                                              work.to.state.settings(work.wanted(wanted)))) {
    const bool fixed = each.what == setting_kind::partition_of || each.what == setting_kind::bounds ||
                       each.what == setting_kind::partition_by || each.what == setting_kind::temporary ||
                       each.what == setting_kind::on_commit || each.what == setting_kind::former_heir;
    const bool names_index = each.what >= setting_kind::replica_identity;
    if (!fixed && names_index == naming_indexes) said.push(each);
  }
  if (said.count == 0) return;
  script_builder one;
  const slice settings = describe_settings(said, one);
  operation& op = one.add(op_kind::alter_table);
  op.schema = work.wanted(wanted).schema;
  op.table = work.wanted(wanted).id;
  op.settings = settings;
  work.play(one);
}

inline void change_row_security(diff_work& work, std::uint32_t wanted) {
  const std::uint32_t there = work.now.state.find(work.wanted(wanted).key);
  if (there == object::none || work.now.state.at(there).kind != object_kind::table) return;
  const object found = work.now.state.at(there);
  for (const unsigned bit : {0U + row_security_enabled, 0U + row_security_forced}) {
    if (((found.row_security ^ work.wanted(wanted).row_security) & bit) == 0) continue;
    script_builder one;
    add_row_security_ops(work.wanted(wanted), found.row_security & bit, work.wanted(wanted).row_security & bit, one);
    work.play(one, (work.wanted(wanted).row_security & bit) == 0
                       ? "rows that policies have hidden are seen from here on"
                       : "");
  }
}

/// The sequence of a serial that has stayed what the column was before.
inline void change_serial(diff_work& work, std::uint32_t wanted) {
  const object& it = work.wanted(wanted);
  if (!serial_differs(work.to, it, work.now)) return;
  const auto of_sequence = [](list<setting> all) {
    pool<setting> made;
    for (const setting& each : all) {
      if (each.what <= setting_kind::cycle && each.what != setting_kind::as_type) made.push(each);
    }
    return made;
  };
  const object found = work.now.state.at(work.now.state.find(it.key));
  pool<setting> said;
  if (const base_type type = type_of_sequence(work.to.state, it); type != type_of_sequence(work.now.state, found)) {
    setting& as = said.push(setting{});
    as.what = setting_kind::as_type;
    as.value = static_cast<std::uint64_t>(type);
  }
  for (const setting& each : changed_settings(of_sequence(work.now.state.settings(found)),
                                              of_sequence(work.to.state.settings(it)))) {
    said.push(each);
  }
  script_builder one;
  alter_sequence_op(it, said, one);
  work.play(one);
}

/// Sequences of their own that both schemas have, and those of serials.
inline void change_sequences(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::sequence)) {
    const std::uint32_t there = work.now_of(i);
    if (there != object::none && made_with_column(work.to.state, work.wanted(i))) change_serial(work, i);
    if (there == object::none || made_with_column(work.to.state, work.wanted(i)) || !work.differs(i, there)) continue;
    pool<setting> said = changed_settings(work.now.state.settings(work.now.state.at(there)),
                                          work.to.state.settings(work.wanted(i)));
    const object& found = work.now.state.at(there);
    const bool kept = found.parent != object::none && work.wanted(i).parent != object::none &&
                      work.now.state.at(found.parent).key == work.wanted(work.wanted(i).parent).key &&
                      owner_of(work.now.state, found) == owner_of(work.to.state, work.wanted(i));
    pool<setting> others;
    for (setting& each : said) {
      if (each.what == setting_kind::owned_by && kept) continue;  // it has been of a serial, and is the column's still
      if (each.what == setting_kind::owned_by && !each.unset && work.wanted(i).parent != object::none) {
        each.detail = work.wanted(work.wanted(i).parent).id.view();
      }
      others.push(each);
    }
    if (others.count == 0) continue;
    script_builder one;
    alter_sequence_op(work.wanted(i), others, one);
    work.play(one);
  }
}

/// Settings that name indexes, row level security: behind all that they need.
inline void finish_tables(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::table)) {
    change_table_options(work, i, true);
    change_row_security(work, i);
  }
  change_sequences(work);
}

}  // namespace sterna::detail
