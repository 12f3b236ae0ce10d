// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/names_in.hpp"
#include "sterna/error.hpp"
#include "sterna/op/ops.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/reflect/stand_ins.hpp"
#include "sterna/runtime/create_all.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// A place where a schema can be made beside the one that is there: schemas of its own, one for each that it has, in a
// transaction that is rolled back.

namespace sterna::detail {

/// A name for each schema of a catalog, and for `public`, that no schema of anybody has.
[[nodiscard]] inline stand_in_list stand_ins_for(const catalog& of) {
  std::random_device source;
  std::string begin = "sterna_scratch_";
  for (int i = 0; i < 12; ++i) {
    begin += static_cast<char>('a' + source() % 26);
  }
  stand_in_list made{{begin + "_0_", "public"}};
  const auto add = [&](std::string_view schema) {
    const bool known =
        schema.empty() || std::ranges::any_of(made, [&](const auto& each) { return each.second == schema; });
    if (!known) {
      made.emplace_back(begin + "_" + std::to_string(made.size()) + "_", schema);
    }
  };
  for (const object& each : of.state.objects) {
    if (each.alive) {
      add(each.kind == object_kind::schema ? each.id.view() : each.schema.view());
    }
  }
  return made;
}

/// A text literal that is nothing but a name with a schema, 'app.seq', with the schema that stands in for that one.
[[nodiscard]] inline std::string literal_with_stand_in(std::string_view literal, const stand_in_list& all) {
  for (const auto& [from, to] : all) {
    if (literal.starts_with("'" + to + ".") && std::ranges::all_of(literal.substr(to.size() + 2), [](char c) {
          return c == '_' || c == '\'' || c == '"' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                 (c >= 'A' && c <= 'Z');
        })) {
      return "'" + from + std::string(literal.substr(to.size() + 1));
    }
  }
  return std::string(literal);
}

/// SQL that names things of schemas, with the schemas that stand in for them: `app.t` becomes `scratch_1.t`. What
/// stands in dollar quotes is left alone, since nobody looks at it.
[[nodiscard]] inline std::string with_stand_ins(std::string_view sql, const stand_in_list& all) {
  std::string made;
  std::size_t taken = 0;
  sql_word_reader words(sql);
  bool behind_dot = false;
  while (words.next()) {
    made += sql.substr(taken, words.position - taken);
    taken = words.at;
    std::string token(words.token());
    const bool named = words.kind == sql_token::word || words.kind == sql_token::identifier;
    if (named && !behind_dot && words.at < sql.size() && sql[words.at] == '.') {
      for (const auto& [from, to] : all) {
        if (words.names(to)) {
          token = from;
          break;
        }
      }
    } else if (words.kind == sql_token::string) {
      token = literal_with_stand_in(token, all);
    }
    behind_dot = words.is('.');
    made += token;
  }
  return made + std::string(sql.substr(taken));
}

/// Whether an op makes something with a text that PostgreSQL would write otherwise. What is not of one schema, or runs
/// whatever it likes, is never done; a foreign key has no text, and would hold up the table that it refers to.
[[nodiscard]] inline bool fits_into_scratch(const operation& op) {
  switch (op.what) {
    case op_kind::alter_object:
    case op_kind::analyze_table:
    case op_kind::bulk_insert:
    case op_kind::comment_on:
    case op_kind::create_schema:
    case op_kind::create_foreign_key:
    case op_kind::grant:
    case op_kind::revoke:
    case op_kind::set_owner:
    case op_kind::execute:
    case op_kind::run:
    case op_kind::assume:
    case op_kind::refresh_materialized_view:
    case op_kind::reindex_index:
    case op_kind::reindex_table:
    case op_kind::truncate_table:
      return false;
    case op_kind::create_object:
    case op_kind::replace_object:
      return op.object_is < object_kind::extension;
    default:
      return !op.declared;
  }
}

/// The name, in lower case, of what an op makes, or of the table that it adds something to.
[[nodiscard]] inline std::string subject_of(const operation& op) {
  return lower_name(op.table.empty() ? op.object.view() : op.table.view());
}
/// Whether an op makes what others may name: a table, a view, a sequence, a type, a function.
[[nodiscard]] inline bool makes_a_name(const operation& op) {
  const bool of_table = op.what == op_kind::create_object && (is_of_table(op.object_is) || !op.table.empty());
  return op.what == op_kind::create_table || op.what == op_kind::create_view || op.what == op_kind::create_sequence ||
         op.what == op_kind::create_enumeration || op.what == op_kind::add_column ||
         (op.what == op_kind::create_object && !of_table);
}

/// What is to be made so that the objects of these names are there as they ought to be: all of them, and of what their
/// texts name the thing alone, without its indexes and the like. A large schema is not made a second time for one
/// difference, which would take more locks than a server has.
[[nodiscard]] inline pool<std::uint32_t> needed_ops(script_builder& all, const pool<std::uint32_t>& order,
                                                    const std::unordered_set<std::string>& names) {
  std::vector<char> taken(all.operations().count, 0);
  std::unordered_map<std::string, std::vector<std::uint32_t>> made_by;
  std::vector<std::uint32_t> open;
  std::unordered_set<std::uint64_t> indexes;
  for (const std::uint32_t i : order) {
    const operation& op = all.operations().items[i];
    if (!fits_into_scratch(op)) {
      continue;
    }
    if (makes_a_name(op)) {
      made_by[subject_of(op)].push_back(i);
    }
    if (names.contains(subject_of(op)) || names.contains(lower_name(op.object.view()))) {
      taken[i] = 1;
      open.push_back(i);
      if (op.what == op_kind::create_index) {
        indexes.insert(op.object.code);
      }
    }
  }
  for (const std::uint32_t i : order) {
    const operation& op = all.operations().items[i];
    if (op.what == op_kind::alter_index && indexes.contains(op.object.code)) {
      taken[i] = 1;
    }
  }
  while (!open.empty()) {
    const std::uint32_t which = open.back();
    open.pop_back();
    sql_writer out;
    verb_of(all.operations().items[which]).render(all.operations().items[which], all.view(), out);
    out.end_statement();
    for (const std::string& word : words_in(out.text())) {
      const auto found = made_by.find(word);
      for (const std::uint32_t i : found == made_by.end() ? std::vector<std::uint32_t>{} : found->second) {
        if (taken[i] == 0) {
          taken[i] = 1;
          open.push_back(i);
        }
      }
    }
  }
  // What a table's texts name must be there before it, lest they find the one that the database has. So a routine comes
  // first, unless it is one of tables itself.
  std::vector<char> early(taken.size(), 0);
  const auto of_tables = [&](const operation& routine) {
    return std::ranges::any_of(words_in(std::string(routine.method) + " " + std::string(routine.sql)),
                               [&](const std::string& word) {
                                 const auto found = made_by.find(word);
                                 return found != made_by.end() &&
                                        std::ranges::any_of(found->second, [&](std::uint32_t i) {
                                          const op_kind what = all.operations().items[i].what;
                                          return what == op_kind::create_table || what == op_kind::create_view;
                                        });
                               });
  };
  for (const std::uint32_t i : order) {
    const operation& op = all.operations().items[i];
    if (taken[i] != 0) {
      const bool routine = op.what == op_kind::create_object && is_routine(op.object_is);
      early[i] = turn_of(op) <= types_turn ? 2 : routine && !of_tables(op) ? 1 : 0;
    }
  }
  pool<std::uint32_t> made;
  for (const char turn : {char{2}, char{1}, char{0}}) {
    for (const std::uint32_t i : order) {
      if (taken[i] != 0 && early[i] == turn) {
        made.push(i);
      }
    }
  }
  return made;
}

/// The statements of ops, a text for each, as they make the same in the schemas that stand in.
[[nodiscard]] inline std::vector<std::string> scratch_statements(script_builder& all, const pool<std::uint32_t>& order,
                                                                 const stand_in_list& stand_ins) {
  std::vector<std::string> made;
  std::deque<std::string> texts;
  for (const std::uint32_t i : order) {
    operation op = all.operations().items[i];
    op.concurrently = false;
    if (op.object_is == object_kind::materialized_view && !mentions(op.sql, "data")) {
      op.sql = texts.emplace_back(std::string(op.sql) + "\nWITH NO DATA");  // its query is not executed
    }
    sql_writer out;
    verb_of(op).render(op, all.view(), out);
    out.end_statement();
    made.emplace_back();
    for (const auto& each : out.statements()) {
      made.back() += with_stand_ins(out.text_of(each), stand_ins) + "\n;\n";
    }
  }
  return made;
}

/// A transaction, or a savepoint in the caller's, of which nothing stays.
class nothing_stays {
 public:
  explicit nothing_stays(connection& db) : db_{db}, inside_{PQtransactionStatus(db.native()) == PQTRANS_INTRANS} {
    db_.execute(inside_ ? "SAVEPOINT sterna_scratch" : "BEGIN");
  }
  nothing_stays(const nothing_stays&) = delete;
  nothing_stays& operator=(const nothing_stays&) = delete;
  ~nothing_stays() {
    try {
      db_.execute(inside_ ? "ROLLBACK TO SAVEPOINT sterna_scratch; RELEASE SAVEPOINT sterna_scratch" : "ROLLBACK");
    } catch (const error&) {  // the connection is gone, and the transaction with it
    }
  }

 private:
  connection& db_;
  bool inside_;
};

}  // namespace sterna::detail
