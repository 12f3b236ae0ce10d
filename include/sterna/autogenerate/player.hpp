// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/generated.hpp"
#include "sterna/history/message.hpp"
#include "sterna/history/replay.hpp"
#include "sterna/lint/advice.hpp"
#include "sterna/lint/judge.hpp"
#include "sterna/op/ops.hpp"
#include "sterna/record/copy.hpp"
#include "sterna/schema/changes.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sterna::detail {

/// Plays ops one by one on a catalog, judges each as the policy would, and puts them into migrations: what runs outside
/// a transaction apart from the rest. The catalog is as it was when this is gone.
class migration_player {
 public:
  migration_player(catalog& on, const lint_policy& policy)
      : now_{on}, policy_{policy}, judge_{policy, false}, before_{on.here()}, revision_{on.revision},
        branched_{std::exchange(on.branched, false)},
        lowest_server_{std::exchange(on.lowest_server, policy.lowest_server)},
        orders_{std::exchange(on.orders, {})} {
    now_.revision = 1 << 20;  // of no migration that is there
  }
  migration_player(const migration_player&) = delete;
  migration_player& operator=(const migration_player&) = delete;
  ~migration_player() {
    now_.found = {};
    now_.return_to(before_);
    now_.revision = revision_;
    now_.branched = branched_;
    now_.lowest_server = lowest_server_;
    now_.orders = std::move(orders_);
  }

  /// The rules that are errors and that the op would break.
  [[nodiscard]] rule_set broken_by(const script_builder& one) {
    const operation& op = open_for(one);
    return judge_.broken_by(op, one.view(), now_) & policy_.errors;
  }
  /// Plays the op that a builder holds; what PostgreSQL would have against it, or nothing. `still` looks at the catalog
  /// behind the op, and is false where it is not what was wanted; then all is as before.
  template <class Check>
  [[nodiscard]] verdict play(script_builder& one, std::string comment, Check still) {
    const operation& there = open_for(one);
    const rule_set broken = judge_.broken_by(there, one.view(), now_) & policy_.errors;
    operation& op = one.operations().items[0];
    if (!broken.empty()) {
      sql_writer advice;
      write_advice(broken.first(), op.table.view(), object_of(op, one.view()), advice);
      comment += (comment.empty() ? "" : "\n") + std::string(advice.text());
      op.safe = "generated; see the comment above";
    }
    const verb& what = verb_of(op);
    const catalog::mark mark = now_.here();
    now_.underivable = false;
    const bool played = what.effect(op, one.view(), now_) && !now_.found;
    if (!played || !still()) {
      verdict refused = std::exchange(now_.found, {});
      refused.word = what.word;
      refused.table = op.table.view();
      refused.what = refused.what == fault::none ? fault::not_restored : refused.what;
      now_.return_to(mark);
      op.safe = {};
      return refused;
    }
    generated_migration& into = made_.back();
    script_builder undo;
    if (into.irreversible.empty() &&
        ((now_.underivable && !replay::undone_by_name(op.what)) ||
         !what.reverse(op, one.view(), changes{now_, mark, now_.state}, undo) || !has_a_way_back(mark, undo))) {
      into.irreversible = std::string(what.word) + " cannot be undone: " + std::string(object_of(op, one.view()));
    }
    copy_operation(op, one.view(), into.ops);
    into.comments.push_back(std::move(comment));
    for (const constraint_record& each : one.view().constraints(op.constraints)) {
      not_valid_ = not_valid_ || each.not_valid;
    }
    return {};
  }
  [[nodiscard]] verdict play(script_builder& one, std::string comment = {}) {
    return play(one, std::move(comment), [] { return true; });
  }
  /// What comes next begins a migration of its own.
  void begin_migration(bool outside = false) {
    outside_ = outside;
    not_valid_ = false;
    ++now_.revision;
    judge_.begin(now_, false);
    made_.emplace_back();
  }
  [[nodiscard]] std::vector<generated_migration> take() {
    std::vector<generated_migration> whole;
    for (generated_migration& each : made_) {
      if (!each.ops.view().empty()) whole.push_back(std::move(each));
    }
    return whole;
  }

 private:
  const operation& open_for(const script_builder& one) {
    const operation& op = one.view().operations[0];
    const bool at_once = op.what == op_kind::validate_constraint && not_valid_;
    if (made_.empty() || op.outside_transaction != outside_ || at_once) {
      begin_migration(op.outside_transaction);
    }
    return op;
  }

  /// Whether what undoes an op that has changed what was there would be accepted behind it: a sequence, say, cannot be
  /// made again once a type has its name.
  [[nodiscard]] bool has_a_way_back(const catalog::mark& before, const script_builder& undo) {
    if (!changes{now_, before, now_.state}.touched_older()) return true;
    const catalog::mark here = now_.here();
    const script ops = undo.view();
    bool accepted = true;
    for (const operation& op : ops.operations) {
      accepted = accepted && verb_of(op).effect(op, ops, now_) && !now_.found;
    }
    now_.found = {};
    now_.underivable = false;
    now_.return_to(here);
    return accepted;
  }

  catalog& now_;
  const lint_policy& policy_;
  judge judge_;
  catalog::mark before_;
  int revision_;
  bool branched_;
  int lowest_server_;
  lineage orders_;
  std::vector<generated_migration> made_{};
  bool outside_ = false;
  bool not_valid_ = false;  ///< the last migration has left a constraint unvalidated
};

}  // namespace sterna::detail
