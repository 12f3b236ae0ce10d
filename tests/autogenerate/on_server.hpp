// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "op/sql_of.hpp"
#include "runtime/database.hpp"

#include <sterna/autogenerate/canonical.hpp>
#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/rename_hints.hpp>
#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>
#include <sterna/models/world.hpp>
#include <sterna/runtime/create_all.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// Models beside a live database, in the way that `revision --autogenerate` goes: reflection, the models' texts in
// PostgreSQL's words, the diff; and what becomes of the database when the migrations run there.

namespace on_server {

/// What brings a database to models. Everything is kept that the ops refer to.
class comparison {
 public:
  comparison(const runtime_tests::database& with, const sterna::models_view& models, sterna::diff_options options = {})
      : db_{with.connect()}, found_{sterna::reflect(db_, reflecting(options, models))} {
    REQUIRE(sterna::detail::world_of(models, *wanted_));
    sterna::decode(models.tokens, makes_);
    const auto order = sterna::detail::ordered(makes_);
    for (const std::string& each : sterna::take_canonical_texts(db_, *wanted_, makes_, order, found_)) {
      notes += each + "\n";
    }
    options.renames = sterna::rename_hints(models.tokens);
    made_ = sterna::diff(found_.world(), *wanted_, options);
    for (const auto& each : made_.migrations) sql += (sql.empty() ? "" : ";\n") + sql_of(each.ops.view());
    for (const std::string& each : made_.notes) notes += each + "\n";
    for (const auto& each : sterna::differences(*wanted_, found_.world(), options)) {
      drift += sterna::sentence_of(each) + "\n";
    }
    if (made_.left) left = sterna::sentence_of(made_.left);
  }

  std::string sql{};    ///< of all ops, ";\n" between the statements
  std::string notes{};  ///< a line each
  std::string drift{};  ///< what `check` says, a line each
  std::string left{};   ///< what the migrations do not put right

  [[nodiscard]] const sterna::generated& made() const { return made_; }
  [[nodiscard]] sterna::reflected& found() { return found_; }
  [[nodiscard]] bool nothing() const { return sql.empty() && notes.empty() && drift.empty() && left.empty(); }
  [[nodiscard]] std::string told() const { return "sql: " + sql + "\nnotes: " + notes + "drift: " + drift + left; }

 private:
  static sterna::reflect_options reflecting(const sterna::diff_options& from, const sterna::models_view& models) {
    sterna::reflect_options made;
    made.privileges = sterna::detail::says_privileges(models);
    made.version_table = from.version_table;
    if (!from.version_table_schema.empty()) made.version_table_schema = from.version_table_schema;
    return made;
  }

  sterna::connection db_;
  sterna::reflected found_;
  sterna::script_builder makes_{};
  std::unique_ptr<sterna::catalog> wanted_ = std::make_unique<sterna::catalog>();
  sterna::generated made_{};
};

/// Each statement on its own, as what runs outside a transaction has to be.
inline void execute(sterna::connection& db, const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render(ops, out);
  for (const auto& one : out.statements()) {
    const sterna::operation& op = ops.operations[static_cast<std::size_t>(one.operation) - 1];
    if (op.what != sterna::op_kind::backfill) db.execute(out.text_of(one));  // a loop over rows
  }
}

/// The ops of a script, each as what it stands for in the schema that it meets; plays them there.
[[nodiscard]] inline sterna::script_builder completed(const sterna::script& ops, sterna::catalog& in) {
  sterna::script_builder made;
  for (const sterna::operation& op : ops.operations) {
    const sterna::verb& what = sterna::verb_of(op);
    const sterna::catalog::mark before = in.here();
    REQUIRE(what.effect(op, ops, in));
    if (what.complete == nullptr) {
      sterna::detail::copy_operation(op, ops, made);
    } else {
      REQUIRE(what.complete(op, ops, sterna::changes{in, before, in.state}, made));
    }
  }
  return made;
}

/// Brings a database to models; then, where nothing is irreversible, back to what it was, and there again. What is not
/// as it ought to be then; empty where all is.
[[nodiscard]] inline std::string trouble(const runtime_tests::database& with, const sterna::models_view& models,
                                         const sterna::diff_options& options = {}) {
  comparison first(with, models, options);
  if (!first.left.empty() || runtime_tests::contains(first.notes, "not done")) return "not done: " + first.told();
  if (first.sql.empty()) return "no difference is found";
  static const sterna::graph none({});
  sterna::replay played(none);
  std::vector<std::string> notes;
  sterna::detail::play_into(played.world(), first.found().ops(), notes);
  sterna::catalog met;
  sterna::detail::play_into(met, first.found().ops(), notes);
  std::vector<sterna::script_builder> ups;
  std::vector<sterna::script_builder> downs;
  bool reversible = true;
  for (const auto& each : first.made().migrations) {
    reversible = reversible && each.irreversible.empty();
    if (!played.play(each.ops.view(), false, each.irreversible.empty())) {
      return "refused: " + std::string(played.world().found.subject.view()) + "\n" + first.told();
    }
    ups.push_back(completed(each.ops.view(), met));
    downs.push_back(played.take_derived().ops);
  }
  try {
    sterna::connection db = with.connect();
    for (int times = 0; times < 2; ++times) {
      for (const auto& each : ups) execute(db, each.view());
      if (const comparison now(with, models, options); !now.sql.empty() || !now.drift.empty() || !now.left.empty()) {
        return "again: " + now.told() + "\nbefore: " + first.told();
      }
      if (!reversible) return {};
      if (times == 1) break;
      for (std::size_t i = downs.size(); i-- > 0;) execute(db, downs[i].view());
      sterna::reflect_options looking;
      looking.privileges = sterna::detail::says_privileges(models);
      const sterna::reflected back = sterna::reflect(db, looking);
      for (const auto& each : sterna::differences(first.found().world(), back.world(), options)) {
        return "downgrade leaves: " + sterna::sentence_of(each) + "\n" + first.told();
      }
    }
  } catch (const sterna::error& what) {
    return what.what() + ("\n" + first.told());
  }
  return {};
}

/// What brings a database, made by statements, to models.
[[nodiscard]] inline std::string sql_of_change(const std::string& made_by, const sterna::models_view& models) {
  const runtime_tests::database one;
  one.execute(made_by);
  const comparison made(one, models);
  CHECK(made.left == "");
  return made.sql;
}
/// What is wrong with that, and a part of its SQL that is missing.
[[nodiscard]] inline std::string trouble_of(const std::string& made_by, const sterna::models_view& models,
                                            const char* says = "") {
  const runtime_tests::database one;
  one.execute(made_by);
  if (const comparison made(one, models); !runtime_tests::contains(made.sql, says)) {
    return "it does not say so: " + made.told();
  }
  return trouble(one, models);
}

/// Models made in a database, and compared with it.
[[nodiscard]] inline comparison made_and_compared(const sterna::models_view& models) {
  const runtime_tests::database one;
  sterna::connection db = one.connect();
  sterna::create_all(models, db.native());
  const std::string before = one.ask("SELECT count(*), max(oid) FROM pg_class");
  comparison made(one, models);
  CHECK(one.ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ 'scratch'") == "0");
  CHECK(one.ask("SELECT count(*), max(oid) FROM pg_class") == before);
  return made;
}

}  // namespace on_server
