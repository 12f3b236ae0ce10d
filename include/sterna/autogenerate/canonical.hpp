// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/canonical/adopt.hpp"
#include "sterna/autogenerate/canonical/scratch.hpp"
#include "sterna/postgresql/function_bodies.hpp"
#include "sterna/postgresql/reflect.hpp"
#include "sterna/schema/compare.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace sterna {

/// Compares texts as PostgreSQL does: what a person has written (defaults, conditions, expressions, queries, names of
/// types) is not what PostgreSQL says of it, `now()` for CURRENT_TIMESTAMP, `(a > 0)` for `a>0`. So what is wanted is
/// made in schemas of its own, in a transaction that is rolled back, and looked at there. Where the database has the
/// same, the wanted catalog gets the database's words for it; where it has not, it keeps its own. `makes` are ops that
/// make what is wanted, in the order of `order`; it must live as long as the catalog.
///
/// Nothing of anybody's is touched, no default and no query is executed. Gives what could not be compared in that way,
/// and was compared as text: a sentence each. Where texts agree as they are, nothing is executed at all.
[[nodiscard]] inline std::vector<std::string> take_canonical_texts(connection& db, catalog& wanted,
                                                                   script_builder& makes,
                                                                   const pool<std::uint32_t>& order,
                                                                   const reflected& found) {
  std::vector<std::string> notes;
  std::unordered_set<std::string> names;
  detail::each_difference(wanted, found.world(), [&](const catalog& in, const object& it, std::string_view) {
    names.insert(detail::lower_name(it.parent == object::none ? it.id.view() : in.state.at(it.parent).id.view()));
  });
  if (names.empty()) {
    return notes;
  }
  const detail::stand_in_list stand_ins = detail::stand_ins_for(wanted);
  std::string begin = std::string(detail::look_at_no_bodies) + "; SET LOCAL lock_timeout = '5s';";
  for (const auto& each : stand_ins) {
    begin += " CREATE SCHEMA " + each.first + ";";
  }
  begin += " SET LOCAL search_path = " + stand_ins.front().first + ", public";
  const detail::nothing_stays scratch(db);
  if (const auto refused = detail::tried(db, begin)) {
    const std::string_view why = refused->what();
    notes.push_back("texts are compared as they are written, since a schema to try them in cannot be made (" +
                    std::string(why.substr(0, why.find('\n'))) +
                    "): a default or an expression that PostgreSQL writes in other words is taken for another one. "
                    "A role with the right CREATE on the database has them compared as PostgreSQL does");
    return notes;
  }
  for (const detail::refused_statement& each :
       detail::create_statements(
           db, detail::scratch_statements(makes, detail::needed_ops(makes, order, names), stand_ins))) {
    const std::string_view sql = each.sql;
    std::string_view why = each.why.what();
    why = why.substr(0, why.find('\n'));
    notes.push_back("compared as it is written: " +
                    detail::without_stand_ins(sql.substr(0, sql.find_first_of("\n(")), stand_ins) +
                    (sql[std::min(sql.find_first_of("\n("), sql.size()) - 1] == ' ' ? "(" : " (") +
                    detail::without_stand_ins(why, stand_ins) + ")");
  }
  reflect_options options;
  options.stand_ins = stand_ins;
  reflected made = reflect(db, options);
  detail::adopt_words(wanted, made.world(), found.world());
  return notes;
}

}  // namespace sterna
