// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/autogenerate/names_in.hpp"
#include "sterna/postgresql/function_bodies.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

// What models execute, since no word says it. It comes along with the objects that it names, in the migration that
// makes one of them; and where somebody has found that a database has it otherwise. Of most nobody can see that.

namespace sterna::detail {

/// The names, in lower case, of all that is wanted and not there; where nothing is there, of what PostgreSQL has made.
[[nodiscard]] inline std::unordered_set<std::string> names_to_make(const diff_work& work) {
  std::unordered_set<std::string> made;
  if (std::ranges::none_of(work.now.state.objects, [](const object& each) { return each.alive; })) {
    made.insert("public");
  }
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    if (it.alive && it.kind != object_kind::column && work.managed(work.to, it) && work.now_of(i) == object::none) {
      made.insert(lower_name(it.id.view()));
    }
  }
  return made;
}

/// Each word of a name such as "a-b", which words_in gives one by one.
[[nodiscard]] inline bool names_any(std::string_view sql, const std::unordered_set<std::string>& names) {
  const std::unordered_set<std::string> said = words_in(sql);
  for (const std::string& each : names) {
    const std::unordered_set<std::string> parts = words_in(each);
    bool all = !parts.empty();
    for (const std::string& part : parts) all = all && said.contains(part);
    if (all) return true;
  }
  return false;
}

/// What a function in PL/pgSQL declares, from its first DECLARE to the BEGIN behind; empty where it declares nothing.
[[nodiscard]] inline std::string_view declared_in(std::string_view text) {
  const std::string lower = lower_name(text);
  const auto is_word = [&](std::size_t at, std::size_t size) {
    const auto letter = [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return (at == 0 || !letter(lower[at - 1])) && (at + size == lower.size() || !letter(lower[at + size]));
  };
  const auto find = [&](std::string_view word, std::size_t from) {
    std::size_t at = lower.find(word, from);
    while (at != std::string::npos && !is_word(at, word.size())) at = lower.find(word, at + 1);
    return at;
  };
  const std::size_t begin = find("declare", 0);
  return begin == std::string::npos ? std::string_view{} : text.substr(begin, find("begin", begin) - begin);
}

/// PostgreSQL looks at the body of an SQL function when the function is made, and in PL/pgSQL at the types of what it
/// declares (`t%ROWTYPE`). One whose body names what comes only later, or of a schema that has been there without any
/// history, may need a search path or an order that nobody can tell.
inline void look_at_no_bodies_yet(diff_work& work, const std::unordered_set<std::string>& made) {
  const bool nothing_there = made.contains("public");
  for (std::uint32_t i = 0; i < work.to.state.objects.count; ++i) {
    const object& it = work.wanted(i);
    if (!it.alive || !is_routine(it.kind) || !work.managed(work.to, it) || work.now_of(i) != object::none) continue;
    const std::string_view text = work.to.state.text_object(it).text;
    if (mentions(text, "sql") ? mentions(text, "as") && (nothing_there || names_any(text, made))
                              : mentions(text, "plpgsql") && names_any(declared_in(text), made)) {
      script_builder one;
      operation& op = one.add(op_kind::execute);
      op.sql = look_at_no_bodies;
      op.says_effect = true;
      work.bodies_later = work.play(one, "bodies of functions may name what is made only later");
      return;
    }
  }
}

/// Whether one of the statements in a text makes or changes an event trigger, or says something of one.
[[nodiscard]] inline bool is_about_event_triggers(std::string_view sql) {
  sql_word_reader words(sql);
  bool more = words.next();
  while (more) {
    const bool comment = words.is("comment");
    if (comment || words.is("create") || words.is("alter") || words.is("drop")) {
      more = words.next();
      if (comment && more && words.is("on")) more = words.next();
      if (more && words.is("event") && words.next() && words.is("trigger")) return true;
    }
    while (more && !words.is(';')) more = words.next();
    more = more && words.next();
  }
  return false;
}

inline void carry_statement(diff_work& work, std::string_view sql) {
  script_builder one;
  operation& op = one.add(op_kind::execute);
  op.sql = sql;
  op.says_effect = true;
  work.play(one);
}
/// Those of event triggers (`about_event_triggers`), which are made behind everything else, or all others.
inline void carry_statements(diff_work& work, const std::unordered_set<std::string>& made, bool about_event_triggers) {
  for (const std::string_view sql : work.options.statements) {
    if (names_any(sql, made) && is_about_event_triggers(sql) == about_event_triggers) carry_statement(work, sql);
  }
  for (const std::string_view sql : work.options.unmet) {  // of what is there
    if (!about_event_triggers && !names_any(sql, made)) carry_statement(work, sql);
  }
}

}  // namespace sterna::detail
