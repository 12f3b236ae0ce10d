// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"

// What stands beside the tables: schemas, enumerations, sequences, views.

namespace sterna::detail {

inline void create_schemas(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::schema)) {
    if (work.now_of(i) != object::none) continue;
    script_builder one;
    one.add(op_kind::create_schema).object = work.wanted(i).id;
    work.play(one);
  }
}

/// Adds the values that an enumeration lacks, each in its place. False where values would have to go or to move: then
/// none is added.
inline bool add_values(diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  const auto to = work.to.state.elements(work.to.state.values(work.wanted(wanted)));
  const auto now = [&] {
    return work.now.state.elements(work.now.state.values(work.now.state.at(work.now_of(wanted))));
  };
  const auto before = work.now.state.elements(work.now.state.values(work.now.state.at(there)));
  std::size_t kept = 0;
  for (const element& each : to) kept += kept < before.size() && before[kept].expression == each.expression ? 1U : 0U;
  if (kept < before.size()) return false;
  for (std::size_t i = 0; i < to.size(); ++i) {
    const bool last = i >= now().size();
    if (!last && now()[i].expression == to[i].expression) continue;
    script_builder one;
    one.add_element().expression = to[i].expression;
    operation& op = one.add(op_kind::add_enumeration_value);
    op.schema = work.wanted(wanted).schema;
    op.object = work.wanted(wanted).id;
    op.values = {0, 1};
    if (!last) {
      const std::string_view next = now()[i].expression;
      op.before = name::viewing(next.data(), static_cast<std::uint32_t>(next.size()), hash_of(next));
    }
    if (!work.play(one)) return true;
  }
  return true;
}

/// Other values for an enumeration, where some go or move.
inline void replace_enumeration(diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  const object type = work.now.state.at(there);
  work.note("enumeration " + diff_work::full_name(work.now, type) +
            " gets other values: rows that hold one that is gone make the migration fail; .map(\"old\", \"new\") says "
            "what takes its place");
  script_builder one;
  for (const element& each : work.to.state.elements(work.to.state.values(work.wanted(wanted)))) one.add_element() = each;
  operation& op = one.add(op_kind::replace_enumeration_values);
  op.schema = type.schema;
  op.object = type.id;
  op.values = {0, one.elements().count};
  work.play(one);
}

/// First of all, in a migration of their own: PostgreSQL lets nobody use a new value in its own transaction, and there
/// is no way back.
inline void add_values(diff_work& work) {
  bool any = false;
  for (const std::uint32_t i : work.all(work.to, object_kind::enumeration)) {
    const std::uint32_t there = work.now_of(i);
    if (there != object::none && work.differs(i, there) && add_values(work, i, there)) any = true;
  }
  if (any) work.player.begin_migration();
}

inline void change_enumerations(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::enumeration)) {
    if (const std::uint32_t there = work.now_of(i); there == object::none) {
      script_builder one;
      add_enumeration_op(work.to, work.wanted(i), one);
      work.play(one);
    } else if (work.differs(i, there)) {
      replace_enumeration(work, i, there);
    }
  }
}

inline void create_sequences(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::sequence)) {
    if (made_with_column(work.to.state, work.wanted(i)) || work.now_of(i) != object::none) continue;
    script_builder one;
    add_sequence_op(work.to, work.wanted(i), one);
    work.play(one);
  }
}

inline void drop_views(diff_work& work) {
  std::vector<std::uint32_t> views = work.all(work.now, object_kind::view);
  std::ranges::reverse(views);
  for (const std::uint32_t i : views) {
    const object& it = work.now.state.at(i);
    const std::uint32_t there = work.wanted_of(i);
    if (it.alive && (there == object::none || work.differs(there, i))) work.drop(i);
  }
}

/// What nothing uses any more: types, sequences, schemas.
inline void drop_the_rest(diff_work& work) {
  for (const object_kind kind : {object_kind::sequence, object_kind::enumeration, object_kind::schema}) {
    for (const std::uint32_t i : work.all(work.now, kind)) {
      const object& it = work.now.state.at(i);
      if (!it.alive || work.to.state.find(it.key) != object::none) continue;
      if (kind == object_kind::sequence && it.parent != object::none &&
          work.to.state.find(work.now.state.at(it.parent).key) == object::none) {
        continue;  // of a table that stays
      }
      if (work.options.no_drops) {
        work.note("left: " + std::string(catalog::word_for(kind)) + " " + diff_work::full_name(work.now, it) +
                  ", which nobody wants any more");
        continue;
      }
      if (kind == object_kind::sequence && it.parent != object::none) {
        const std::uint32_t column = work.now.column(it.parent, owner_of(work.now.state, it));
        const column_record* const of =
            column == object::none ? nullptr : &work.now.state.column(work.now.state.at(column));
        if (of != nullptr && (of->identity != identity_kind::none ||
                              of->server_default.what == default_value::form::sequence)) {
          continue;
        }
      }
      work.drop(i);
    }
  }
}

}  // namespace sterna::detail
