// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/types.hpp"
#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/autogenerate/names_in.hpp"
#include "sterna/schema/restore/object.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

// Views, and objects that are a name and a text: extensions, types, functions, triggers, policies and the rest.

namespace sterna::detail {

/// An object of `to` that is yet to be made, and the names in its text.
struct open_object {
  std::uint32_t which = object::none;
  std::string id{};
  std::unordered_set<std::string> words{};
};
/// Where a keyword stands in a text outside of quotes; its size where it does not.
[[nodiscard]] inline std::size_t find_word(std::string_view text, std::string_view word) {
  sql_word_reader words(text);
  while (words.next()) {
    if (words.kind == sql_token::word && words.names(word)) return words.position;
  }
  return text.size();
}

[[nodiscard]] inline open_object opened(const diff_work& work, std::uint32_t i) {
  const object& it = work.wanted(i);
  if (has_query(it.kind)) return {i, lower_name(it.id.view()), words_in(work.to.state.text(it))};
  const text_record& of = work.to.state.text_object(it);
  std::string_view text = of.text;
  if (is_routine(it.kind) && it.kind != object_kind::aggregate && (work.bodies_later || !mentions(text, "sql")) &&
      find_word(text, "as") < text.size()) {
    text = returned_by(text).type;  // nobody looks at the body when the routine is made
  }
  return {i, lower_name(it.id.view()),
          words_in(std::string(of.method) + " " + std::string(of.where) + " " + std::string(text))};
}

inline bool make_object(diff_work& work, std::uint32_t i) {
  script_builder one;
  const object& it = work.wanted(i);
  if (has_query(it.kind)) {
    add_view_op(work.to, it, one);
  } else {
    add_text_op(work.to, it, one);
  }
  return work.play(one);
}

/// Makes objects, each behind those that its text names, as far as that goes.
inline void make_in_order(diff_work& work, std::vector<open_object> open) {
  const auto waits = [&](const open_object& one) {
    return std::ranges::any_of(open, [&](const open_object& other) {
      return other.which != one.which && other.id != one.id && one.words.contains(other.id);
    });
  };
  while (!open.empty()) {
    auto next = std::ranges::find_if_not(open, waits);
    if (next == open.end()) next = open.begin();
    const std::uint32_t which = next->which;
    open.erase(next);
    make_object(work, which);
  }
}

/// Where the text of an object may be put in place of another one, without dropping anything that needs it.
[[nodiscard]] inline bool replaceable(const diff_work& work, const object& wanted, const object& there) {
  const object_kind kind = wanted.kind;
  if (kind != there.kind || text_kind_of(kind).replace.empty()) return false;
  if (!is_routine(kind)) return true;
  const text_record& to = work.to.state.text_object(wanted);
  const text_record& from = work.now.state.text_object(there);
  // the names of arguments and the type of the result stay, as PostgreSQL has it
  const auto head = [](std::string_view text) {
    const std::size_t body = std::min({find_word(text, "language"), find_word(text, "as"), find_word(text, "begin")});
    return text.substr(0, std::min(body, text.size()));
  };
  return same_sql(to.method, from.method) &&
         (kind == object_kind::aggregate || same_sql(head(to.text), head(from.text)));
}

/// The kinds of objects with a text that are made before the tables.
[[nodiscard]] inline bool before_tables(object_kind kind) {
  switch (kind) {
    case object_kind::extension:
    case object_kind::collation:
    case object_kind::text_search_configuration:
    case object_kind::text_search_dictionary:
    case object_kind::foreign_data_wrapper:
    case object_kind::server:
    case object_kind::user_mapping: return true;
    default: return is_text_type(kind);
  }
}
/// And those that are made on either side: routines, and what is made of them.
[[nodiscard]] inline bool of_routines(object_kind kind) {
  return is_routine(kind) || kind == object_kind::cast || kind == object_kind::language ||
         (kind >= object_kind::user_operator && kind <= object_kind::operator_family);
}

/// What is not wanted, or to be another one that cannot just be put in its place: views and what is of tables first of
/// all, the rest (`of_tables` false) when nothing needs it any more.
inline void drop_objects(diff_work& work, bool of_tables) {
  for (std::uint32_t i = work.now.state.objects.count; i-- > 0;) {
    const object it = work.now.state.at(i);
    if (!it.alive || !(is_text_kind(it.kind) || it.kind == object_kind::materialized_view)) continue;
    if (!work.managed(work.now, it)) continue;
    const bool early = is_of_table(it.kind) || it.kind == object_kind::statistics || has_query(it.kind);
    const std::uint32_t there = work.wanted_of(i);
    const bool other = there != object::none && work.differs(there, i) &&
                       (has_query(it.kind) || !replaceable(work, work.wanted(there), it));
    if (there == object::none ? early != of_tables : !other || !of_tables) continue;
    if (there == object::none && it.parent != object::none &&
        work.to.state.find(work.now.state.at(it.parent).key) == object::none) {
      continue;  // it goes with its table
    }
    const std::string id = diff_work::full_name(work.now, it);
    const std::string word(catalog::word_for(it.kind));
    if (there == object::none && work.options.no_drops) {
      work.note("left: " + word + " " + id + ", which nobody wants any more");
      continue;
    }
    if (there == object::none) {
      work.note(word + " " + id + " is dropped");
    } else if (is_text_type(it.kind)) {
      free_columns(work, i);
      work.note(word + " " + id + " is made anew: rows that do not fit it make the migration fail");
    }
    work.drop(i, there == object::none ? "nobody wants it any more" : "");
  }
}

/// Extensions, types, collations and the like; routines that name nothing that is yet to be made.
inline void create_early_objects(diff_work& work) {
  std::vector<open_object> open;
  std::vector<open_object> routines;
  std::unordered_set<std::string> later;
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    if (!it.alive || !work.managed(work.to, it) || work.now_of(i) != object::none) continue;
    if (it.kind == object_kind::table || has_query(it.kind)) later.insert(lower_name(it.id.view()));
    if (before_tables(it.kind)) open.push_back(opened(work, i));
    if (of_routines(it.kind)) routines.push_back(opened(work, i));
  }
  for (bool any = true; any;) {  // a routine that names one that comes later comes later too
    any = false;
    for (const open_object& each : routines) {
      if (!later.contains(each.id) &&
          std::ranges::any_of(later, [&](const std::string& id) { return each.words.contains(id); })) {
        any = later.insert(each.id).second || any;
      }
    }
  }
  for (open_object& each : routines) {
    if (!later.contains(each.id)) open.push_back(std::move(each));
  }
  make_in_order(work, std::move(open));
}

/// Takes the views out that have to wait for a primary key: one that groups by it may show all columns of the table.
inline void leave_for_keys(const diff_work& work, std::vector<open_object>& open) {
  std::unordered_set<std::string> keyless;
  for (const std::uint32_t i : work.keys_later) {
    const object& it = work.wanted(i);
    if (work.to.state.constraint(it).what == constraint_kind::primary_key && work.now_of(i) == object::none) {
      keyless.insert(lower_name(work.wanted(it.parent).id.view()));
    }
  }
  std::unordered_set<std::string> later;
  const auto waits = [&](const open_object& one) {
    const auto names = [&](const std::string& id) { return one.words.contains(id); };
    return std::ranges::any_of(later, names) ||
           (has_query(work.wanted(one.which).kind) && names("group") && std::ranges::any_of(keyless, names));
  };
  for (auto next = std::ranges::find_if(open, waits); next != open.end(); next = std::ranges::find_if(open, waits)) {
    later.insert(next->id);
    open.erase(next);
  }
}

/// In an order that works: a view may read another one, and call a function, which may read a third.
inline void create_views(diff_work& work) {
  std::vector<open_object> open;
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    const bool wanted = has_query(it.kind) || of_routines(it.kind) || it.kind == object_kind::foreign_table;
    if (it.alive && wanted && work.managed(work.to, it) && work.now_of(i) == object::none) {
      open.push_back(opened(work, i));
    }
  }
  leave_for_keys(work, open);
  make_in_order(work, std::move(open));
  for (const std::uint32_t i : work.all(work.to, object_kind::index)) {  // of a materialized view
    const object& it = work.wanted(i);
    if (it.parent == object::none || work.wanted(it.parent).kind != object_kind::materialized_view ||
        work.table_of(i) == object::none || work.now_of(i) != object::none) {
      continue;
    }
    script_builder one;
    add_index_op(work.to, it, one);
    work.play(one);
  }
}

/// What is of tables and functions, and all the rest; texts that are put in place of others.
inline void create_late_objects(diff_work& work) {
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    if (!it.alive || !is_text_kind(it.kind) || !work.managed(work.to, it)) continue;
    const std::uint32_t there = work.now_of(i);
    if (there == object::none) {
      if (it.parent != object::none && has_query(work.wanted(it.parent).kind) &&
          work.now_of(it.parent) == object::none) {
        continue;  // the view is yet to come
      }
      const bool made = of_routines(it.kind) || before_tables(it.kind);
      if (!made && it.kind != object_kind::event_trigger) make_object(work, i);
    } else if (work.differs(i, there) && replaceable(work, it, work.now.state.at(there))) {
      script_builder one;
      add_text_op(work.to, it, one);
      one.operations().items[0].what = op_kind::replace_object;
      work.play(one);
    }
  }
}

/// They watch what is done behind them, so nothing of the same migration is.
inline void create_event_triggers(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::event_trigger)) {
    if (work.now_of(i) == object::none) make_object(work, i);
  }
}

}  // namespace sterna::detail
