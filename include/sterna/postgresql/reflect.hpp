// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sterna/op/ops.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/reflect/column.hpp"
#include "sterna/postgresql/reflect/comment.hpp"
#include "sterna/postgresql/reflect/constraint.hpp"
#include "sterna/postgresql/reflect/index.hpp"
#include "sterna/postgresql/reflect/of_table.hpp"
#include "sterna/postgresql/reflect/privileges.hpp"
#include "sterna/postgresql/reflect/routine.hpp"
#include "sterna/postgresql/reflect/schema.hpp"
#include "sterna/postgresql/reflect/sequence.hpp"
#include "sterna/postgresql/reflect/session.hpp"
#include "sterna/postgresql/reflect/stand_ins.hpp"
#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/postgresql/reflect/table.hpp"
#include "sterna/postgresql/reflect/text_object.hpp"
#include "sterna/postgresql/reflect/type.hpp"
#include "sterna/postgresql/reflect/user_type.hpp"
#include "sterna/postgresql/reflect/view.hpp"
#include "sterna/schema/catalog.hpp"

namespace sterna {

/// The schema of a live database, as the ops that would make it and as the catalog that they lead to. Owns all texts.
class reflected {
 public:
  /// The ops, in an order in which they can be executed.
  [[nodiscard]] script ops() const noexcept { return all_->ops.view(); }
  [[nodiscard]] const catalog& world() const noexcept { return *world_; }
  [[nodiscard]] catalog& world() noexcept { return *world_; }
  /// What no op can say, a sentence each: "view v: its comments are left out".
  [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return all_->notes; }
  /// What was not to be reflected: "table alembic_version is the version table's".
  [[nodiscard]] const std::vector<std::string>& left_out() const noexcept { return all_->left_out; }

 private:
  friend reflected reflect(connection& db, const reflect_options& options);
  reflected() = default;

  std::vector<result> answers_;
  std::unique_ptr<detail::survey> all_;
  std::unique_ptr<catalog> world_ = std::make_unique<catalog>();
};

namespace detail {

/// In the order in which the answers come back.
[[nodiscard]] inline std::string reflection_queries(const survey& of) {
  return extension_members_query() + schemas_query(of) + extensions_query(of) + reflected_types::query() +
         reflected_types::written_query() + enumerations_query(of) + user_types_query(of) +
         reflected_sequences::query(of) + reflected_tables::query(of) +
         reflected_tables::parents_query() + reflected_columns::query(of) + reflected_constraints::query(of) +
         reflected_indexes::query(of) + reflected_indexes::keys_query(of) + views_query(of) + routines_query(of) +
         triggers_query(of) + rules_query(of) + policies_query(of) + statistics_query(of) +
         // what needs what; that an index, a key or a default is of its table, is known
         "SELECT classid, objid, refclassid, refobjid FROM pg_depend WHERE deptype IN ('n', 'a') AND objid >= 16384 "
         "AND "
         "refobjid >= 16384 AND NOT (deptype = 'a' AND refclassid = 1259 AND classid IN (1259, 2604, 2606));\n" +
         comments_query() + text_objects_query(of) +
         (of.looks_at_privileges() ? reflected_privileges::query(of) : std::string());
}

inline void read_answers(const std::vector<result>& answers, survey& into) {
  auto next = answers.begin();
  read_extension_members(*next++, into);
  read_schemas(*next++, into);
  read_extensions(*next++, into);
  reflected_types types;
  types.read(*next++);
  types.read_written(*next++);
  read_enumerations(*next++, into);
  read_user_types(*next++, into);
  reflected_sequences sequences;
  const result& sequence_rows = *next++;
  sequences.read(sequence_rows);
  reflected_tables tables;
  tables.read(next[0], next[1]);
  reflected_columns columns;
  columns.read(next[2], types);
  reflected_constraints constraints;
  constraints.read(next[3]);
  reflected_indexes indexes;
  indexes.read(next[4], next[5]);
  tables.add_ops(types, columns, constraints, indexes, sequences, into);
  sequences.add_ops(into, columns);
  read_views(next[6], into);
  read_routines(next[7], into);
  indexes.add_ops(columns, into);
  read_of_table(next[8], object_kind::trigger, pg_trigger, into);
  read_of_table(next[9], object_kind::rule, pg_rewrite, into);
  read_of_table(next[10], object_kind::policy, pg_policy, into);
  read_of_table(next[11], object_kind::statistics, pg_statistic_ext, into);
  read_text_objects(next[14], into);
  read_members(next[14], into);
  types.alias(into);
  constraints.link(into);
  for (const row each : next[12]) {
    into.needs(number_in(each[0].text()), number_in(each[1].text()), number_in(each[2].text()),
               number_in(each[3].text()));
  }
  read_comments(next[13], into);
  read_statements(next[14], into);
  into.add_statements();
  if (into.looks_at_privileges()) {
    reflected_privileges().read(sequence_rows, next[15], next[16], next[17], into);
  }
  into.put_in_order();
}

/// Plays ops into a catalog; one that it does not take is noted, and left to the server.
inline void play_into(catalog& world, const script& ops, std::vector<std::string>& notes) {
  for (const operation& op : ops.operations) {
    if (!verb_of(op).effect(op, ops, world) || world.found) {
      const std::string_view table = op.table.view();
      notes.push_back(std::string(word_of(op)) + " " + std::string(table.empty() ? op.object.view() : table) +
                      ": PostgreSQL has it, but the replay does not take it (" + std::string(world.found.subject) +
                      "); please report this");
      world.found = {};
    }
  }
}

}  // namespace detail

/// The whole schema of a database in one round trip, however many tables it has: PostgreSQL 13 and later. Only reads;
/// in a transaction of its own, or in the caller's. Throws `statement_error` or `connection_error`.
[[nodiscard]] inline reflected reflect(connection& db, const reflect_options& options = {}) {
  reflected made;
  made.all_ = std::make_unique<detail::survey>(options, PQserverVersion(db.native()));
  made.answers_ = detail::execute_queries(
      db, detail::path_of(options.stand_ins) + detail::reflection_queries(*made.all_));
  detail::rename_stand_ins(made.answers_, options.stand_ins);
  detail::read_answers(made.answers_, *made.all_);
  detail::play_into(*made.world_, made.all_->ops.view(), made.all_->notes);
  made.world_->server = PQserverVersion(db.native()) / 10000;
  if (options.privileges) {
    std::vector<std::string> nothing;  // of an owner that the replay does not take, nobody need know
    detail::play_into(*made.world_, made.all_->owners.view(), nothing);
    made.world_->says_privileges = true;
    made.world_->migrates = made.all_->migrates;
  }
  for (const auto& [schema, id] : made.all_->not_valid) {
    const std::uint32_t index = made.world_->relation(schema, id);
    if (index != object::none && made.world_->state.at(index).kind == object_kind::index) {
      made.world_->state.index_at(made.world_->state.at(index).definition).valid = false;
    }
  }
  return made;
}

}  // namespace sterna
