// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/objects.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/sql/writer.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sterna::detail {

/// The routines that are yet to be made when tables are: a default, a check or a generated column may call one, which
/// then is made between the tables that it reads and the one that calls it.
class awaited_routines {
 public:
  explicit awaited_routines(const diff_work& work) {
    for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
      const object& it = work.wanted(i);
      if (it.alive && is_routine(it.kind) && work.managed(work.to, it) && work.now_of(i) == object::none) {
        open_.push_back(opened(work, i));
      }
    }
  }

  /// Those that a table calls, and those that these call. `create` is the statement that makes the table.
  template <class Create>
  [[nodiscard]] std::vector<open_object> called_by(const diff_work& work, std::uint32_t table, Create create) {
    std::vector<open_object> made;
    if (open_.empty()) return made;
    const auto [at, fresh] = words_.try_emplace(table);
    if (fresh) {
      script_builder one = create();
      sql_writer out;
      const operation& op = one.operations().items[0];
      verb_of(op).render(op, one.view(), out);
      out.end_statement();
      for (const auto& each : out.statements()) at->second.merge(words_in(out.text_of(each)));
    }
    std::vector<const std::unordered_set<std::string>*> texts{&at->second};
    std::unordered_set<std::uint32_t> seen;
    while (!texts.empty()) {
      const auto& words = *texts.back();
      texts.pop_back();
      for (const open_object& each : open_) {
        if (words.contains(each.id) && work.now_of(each.which) == object::none && seen.insert(each.which).second) {
          made.push_back(each);
          texts.push_back(&each.words);
        }
      }
    }
    return made;
  }

 private:
  std::vector<open_object> open_;
  std::unordered_map<std::uint32_t, std::unordered_set<std::string>> words_;
};

}  // namespace sterna::detail
