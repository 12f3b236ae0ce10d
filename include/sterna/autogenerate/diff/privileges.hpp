// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/op/detail/granting.hpp"
#include "sterna/op/detail/grant.hpp"
#include "sterna/schema/privileges_difference.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/schema/view_columns.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

// Who may do what, where what ought to be says so.

namespace sterna::detail {

/// What is to be said of one thing, and the op that names it.
struct open_grants {
  std::uint64_t of = 0;
  operation target{};
  unsigned all = 0;
  grants_of_one said{};
};

/// The op that names what a pair is about.
[[nodiscard]] inline operation granted_target(const diff_work& work, const privileges_pair& pair) {
  operation made;
  if (pair.of_defaults) {
    name_defaults(pair.place, made);
  } else if (pair.found_of == object::none) {
    made.object_is = object_kind::schema;
    made.object = public_schema;
  } else {
    name_granted(work.now, work.now.state.at(pair.found_of), made);
  }
  return made;
}

/// The grants by which `now` differs from what is wanted, thing by thing.
[[nodiscard]] inline std::vector<open_grants> open_grants_of(const diff_work& work, bool of_defaults) {
  std::vector<open_grants> made;
  const auto take = [&](const privileges_pair& pair) {
    if (!looked_after(pair, work.to, work.now, work.options)) return;
    const std::uint64_t of = pair.of_defaults                  ? default_key(pair.place)
                             : pair.found_of == object::none ? public_schema_key()
                                                             : work.now.state.at(pair.found_of).key;
    auto there = std::ranges::find(made, of, &open_grants::of);
    if (there == made.end()) {
      const operation target = granted_target(work, pair);
      made.push_back({of, target, privileges_of(target.object_is, false), {}});
      there = made.end() - 1;
    }
    there->said.add(pair.role, pair.column, pair.found, pair.wanted);
  };
  const privileges_comparison both(work.to, work.now);
  of_defaults ? both.each_of_defaults(take) : both.each_of_objects(take);
  return made;
}

/// Whether there was anything to play.
inline bool play_grants(diff_work& work, const std::vector<open_grants>& open, grants_of_one::turn first,
                        grants_of_one::turn last) {
  const auto keep = [&](const std::string& text) { return work.now.state.keep_name(text).view(); };
  bool any = false;
  for (const open_grants& each : open) {
    script_builder all;
    each.said.write(each.target, each.all, first, last, keep, all);
    for (const operation& op : all.view().operations) {
      script_builder one;
      copy_operation(op, all.view(), one);
      work.play(one);
      any = true;
    }
  }
  return any;
}

/// What is revoked of a table is revoked of its columns too, so that what is to be granted is seen when that is done.
/// `open_now` gives what is open by then.
template <class Open>
void play_all_grants(diff_work& work, Open open_now) {
  std::vector<open_grants> open = open_now();
  if (play_grants(work, open, grants_of_one::revokes, grants_of_one::option_revokes)) {
    open = open_now();
  }
  play_grants(work, open, grants_of_one::grants, grants_of_one::option_grants);
}

inline void change_privileges(diff_work& work, bool of_defaults) {
  if (!work.to.says_privileges) return;
  play_all_grants(work, [&] { return open_grants_of(work, of_defaults); });
}

/// What a role may do with an object, or with a column of it.
struct known_grant {
  std::uint64_t of = 0;
  name role{};
  name column{};
  standing may{};
};

[[nodiscard]] inline standing standing_now(const catalog& in, std::uint32_t which, const name& column,
                                           const name& role) {
  const std::uint32_t said = in.state.find(privileges_key(in.state.at(which).key, column, role));
  const standing at_first = column.empty() ? standing_at_first(in, which, role) : standing{};
  return said == object::none ? at_first : standing_with(at_first, in.state.privileges(in.state.at(said)));
}

/// Who may do what with what is there, where what ought to be says nothing of it: then that stays as it is.
[[nodiscard]] inline std::vector<known_grant> known_grants(const diff_work& work) {
  std::vector<known_grant> made;
  const schema_state& state = work.now.state;
  if (work.to.says_privileges || !state.has_privileges()) return made;
  std::set<std::pair<std::uint64_t, std::uint64_t>> said;  // of whole objects: their keys, and the roles'
  const auto add = [&](std::uint32_t which, const name& column, const name& role) {
    const object& it = state.at(which);
    if (column.empty() && !said.emplace(it.key, role.code).second) return;
    made.push_back({it.key, role, column, standing_now(work.now, which, column, role)});
  };
  for (std::uint32_t i = 0; i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (!it.alive || it.kind != object_kind::privileges) continue;
    if (it.parent != object::none) {
      const std::uint32_t own = state.find(state.at(it.parent).key);
      if (own != object::none && work.managed(work.now, it)) add(own, state.privileges(it).column, it.id);
    } else if (is_of_defaults(state, it)) {  // an object that came before them does not have them; made again it would
      for (std::uint32_t other = 0; other < state.objects.count; ++other) {
        const object& each = state.at(other);
        if (each.alive && has_privileges(each.kind) && work.managed(work.now, each) &&
            granted_as(each.kind) == state.privileges(it).place.kind) {
          add(other, {}, it.id);
        }
      }
    }
  }
  return made;
}

/// Whether there is a column of which something was granted before its table or view was made anew.
enum class still_there : std::uint8_t { no, perhaps, yes };
[[nodiscard]] inline still_there column_is_there(const catalog& in, std::uint32_t which, const name& column) {
  const object& it = in.state.at(which);
  const auto said = [](bool of) { return of ? still_there::yes : still_there::no; };
  if (it.kind == object_kind::table) return said(in.takes_over(which) || in.column(which, column) != object::none);
  if (it.kind == object_kind::foreign_table) return said(uses_identifier(in.state.text_object(it).text, column.view()));
  if (!has_query(it.kind)) return still_there::no;
  const view_record& of = in.state.view(it);
  if (of.columns.count > 0) return said(has_member(in.state.elements(of.columns), column));
  return gives_column(of.text, column.view()) ? still_there::yes
         : count_of_columns(of.text) >= 0     ? still_there::no
                                              : still_there::perhaps;
}

/// Grants again what an object has lost that was dropped and made anew.
inline void give_back(diff_work& work, const std::vector<known_grant>& known) {
  if (known.empty()) return;
  play_all_grants(work, [&] {
    std::vector<open_grants> made;
    for (const known_grant& each : known) {
      const std::uint32_t there = work.now.state.find(each.of);
      if (there == object::none || !has_privileges(work.now.state.at(there).kind)) continue;
      const standing now = standing_now(work.now, there, each.column, each.role);
      if (now == each.may) continue;
      const still_there column =
          each.column.empty() ? still_there::yes : column_is_there(work.now, there, each.column);
      if (column == still_there::perhaps) {
        work.note("what is granted on column '" + std::string(each.column.view()) + "' of " +
                  diff_work::full_name(work.now, work.now.state.at(there)) +
                  ", which is made anew, must be granted again if it still has the column");
      }
      if (column != still_there::yes) continue;
      auto of = std::ranges::find(made, each.of, &open_grants::of);
      if (of == made.end()) {
        operation target;
        name_granted(work.now, work.now.state.at(there), target);
        made.push_back({each.of, target, privileges_of(target.object_is, false), {}});
        of = made.end() - 1;
      }
      of->said.add(each.role, each.column, now, each.may);
    }
    return made;
  });
}

}  // namespace sterna::detail
