// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "live.hpp"

#include <sterna/dsl.hpp>
#include <sterna/history/derive.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

/// The statements of a script, ";\n" between them.
inline std::string sql_of(const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render(ops, out);
  std::string made;
  for (const auto& statement : out.statements()) {
    made.append(made.empty() ? "" : ";\n").append(out.text_of(statement));
  }
  return made;
}
template <std::uint32_t N>
std::string sql_of(const sterna::fragment<N>& word) {
  return sql_of(sterna::decoded(word.view()).view());
}

/// Whether the server is too old for a word; then it says so.
template <std::uint32_t N>
bool too_old(live_schema& db, const sterna::fragment<N>& word) {
  const sterna::script_builder ops = sterna::decoded(word.view());
  return db.older_than(release_needed(ops.view()), sql_of(word));
}

/// What undoes a word where nothing is known of the schema.
inline sterna::replay::derived derived_from(sterna::list<sterna::token> word) {
  static const sterna::graph none({});
  sterna::replay played(none);
  played.world().cannot_see({}, sterna::sql_reach::anything);
  static_cast<void>(played.play(word, false, true));
  return played.take_derived();
}
/// The statements of the downgrade that follows from a word.
template <std::uint32_t N>
std::string undo_of(const sterna::fragment<N>& word) {
  const sterna::replay::derived made = derived_from(word.view());
  return made.underivable != 0 ? "cannot be derived" : sql_of(made.ops.view());
}

/// Whether a word renders as `sql`, one statement after the other without anything between, while compiling.
template <std::uint32_t N>
consteval bool renders_as(const sterna::fragment<N>& word, std::string_view sql) {
  sterna::sql_writer out;
  sterna::render(sterna::decoded(word.view()).view(), out);
  return out.text() == sql;
}

/// The word must render as `sql`, and the server must execute that.
template <std::uint32_t N>
void expect_sql(live_schema& db, const sterna::fragment<N>& word, std::string_view sql) {
  const std::string got = sql_of(word);
  CHECK(got == sql);
  if (!too_old(db, word)) CHECK(db.accepts(got));
}
/// The same, there and back: `undo` is the derived downgrade, which the server must execute after the upgrade.
template <std::uint32_t N>
void expect_both(live_schema& db, const sterna::fragment<N>& word, std::string_view sql, std::string_view undo) {
  expect_sql(db, word, sql);
  const std::string got = undo_of(word);
  CHECK(got == undo);
  if (!too_old(db, word)) CHECK(db.accepts(got));
}
