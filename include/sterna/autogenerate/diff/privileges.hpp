// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/op/detail/granting.hpp"
#include "sterna/op/grant.hpp"
#include "sterna/schema/privileges_difference.hpp"
#include "sterna/schema/restore/remark.hpp"

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
    made.object_is = pair.place.kind;
    made.object = pair.place.schema;
    made.new_name = pair.place.maker;
    made.sql = by_default;
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
    const std::uint64_t of = pair.of_defaults                  ? pair.place.key()
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
inline void change_privileges(diff_work& work, bool of_defaults) {
  if (!work.to.says_privileges) return;
  std::vector<open_grants> open = open_grants_of(work, of_defaults);
  if (play_grants(work, open, grants_of_one::revokes, grants_of_one::option_revokes)) {
    open = open_grants_of(work, of_defaults);
  }
  play_grants(work, open, grants_of_one::grants, grants_of_one::option_grants);
}

}  // namespace sterna::detail
