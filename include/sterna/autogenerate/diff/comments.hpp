// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/restore/remark.hpp"

// Comments on whatever there is but tables and their columns, whose comments go with them.

namespace sterna::detail {

/// An op that gives `it` another comment.
inline void comment_on_object(diff_work& work, const catalog& in, object it, std::string_view comment) {
  script_builder one;
  it.comment = comment;
  add_comment_op(in, it, one);
  work.play(one);
}

inline void change_comments(diff_work& work) {
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    if (!it.alive || it.kind == object_kind::table || !counts(work.to, it, work.to) || !work.managed(work.to, it)) {
      continue;
    }
    const std::uint32_t there = work.now_of(i);
    const std::string_view comment = there == object::none ? std::string_view{} : work.now.state.at(there).comment;
    if (comment != it.comment && (there != object::none || it.kind == object_kind::column_comment)) {
      comment_on_object(work, work.to, it, it.comment);
    }
  }
  for (const std::uint32_t i : work.all(work.now, object_kind::column_comment)) {
    if (work.wanted_of(i) == object::none) {
      comment_on_object(work, work.now, work.now.state.at(i), {});
    }
  }
}

}  // namespace sterna::detail
