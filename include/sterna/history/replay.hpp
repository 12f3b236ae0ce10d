// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/lineage.hpp"
#include "sterna/lint/judge.hpp"
#include "sterna/op/ops.hpp"
#include "sterna/record/decode.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/difference.hpp"
#include "sterna/schema/naming.hpp"
#include "sterna/schema/changes.hpp"

#include <span>
#include <utility>

namespace sterna {

namespace detail {

/// Whether what may not be empty is there.
constexpr bool says_enough(const operation& op, needs compulsory, catalog& in) {
  // the length first: nearly all is there
  if ((op.table.length == 0 && includes(compulsory, needs::table)) ||
      (op.object.length == 0 && includes(compulsory, needs::object)) ||
      (op.new_name.length == 0 && includes(compulsory, needs::new_name))) {
    return in.fail(fault::empty_name, {});
  }
  return !includes(compulsory, needs::sql) || !op.sql.empty() || in.fail(fault::empty_sql, {});
}

}  // namespace detail

/// What ops stand for whose statements depend on the schema that they have met, in the order of the ops.
struct completions {
  script_builder ops{};
  pool<std::uint32_t> ends{};  ///< behind the last op of each
};

/// Plays a history over the schema that it would meet: each migration up, down and up again, in an order that the graph
/// allows. What PostgreSQL would refuse is found, and what each op has changed can be looked at on the way.
class replay {
 public:
  constexpr explicit replay(const graph& whole) : graph_{whole} {
    world_.orders = lineage_of(whole);
    world_.branched = !world_.orders.run_of.empty();
    naming_ = whole.size() > 0 ? whole.revision(0).naming : nullptr;
    std::uint32_t tokens = 0;
    for (int i = 0; i < whole.size(); ++i) {
      tokens += whole.revision(i).up.count;
    }
    world_.state.reserve(tokens / 2);
  }

  [[nodiscard]] constexpr const catalog& world() const noexcept { return world_; }
  [[nodiscard]] constexpr catalog& world() noexcept { return world_; }

  /// Downgrades are only to be seen to follow: nobody will take them.
  constexpr void only_see() { undo_.only_sketch(); }
  /// From here on upgrades are judged too, but for migrations i with `left_alone[i]`; null: all are.
  constexpr void judge_by(judge& who, const char* left_alone) {
    judge_ = &who;
    left_alone_ = left_alone;
  }
  /// From here on migrations say what such ops stand for: those of the upgrade, and of a written downgrade.
  constexpr void complete_into(completions* up, completions* down) {
    up_ = up;
    down_ = down;
  }
  /// Plays a script, and says of each op what it does and what the judge finds.
  constexpr bool tell(const script& ops, bool down, judge& who, pool<judged_op>& to) {
    who.begin(world_, down);
    asked_ = &who;
    told_ = &to;
    const bool played = play(ops, down, false);
    asked_ = nullptr;
    told_ = nullptr;
    return played;
  }

  /// All migrations; the first fault.
  [[nodiscard]] constexpr verdict run() {
    for (const int i : graph_.order()) {
      if (!step(i)) {
        break;
      }
    }
    return world_.found;
  }

  /// One migration; those that it needs have been played. False with the fault in the world.
  constexpr bool step(int i) {
    const revision& at = graph_.revision(i);
    world_.revision = i;
    const catalog::mark before = world_.here();
    const bool derive = !at.has_downgrade && at.irreversible.empty();
    undo_.clear();
    if (judge_ != nullptr && (left_alone_ == nullptr || left_alone_[i] == 0)) {
      asked_ = judge_;
      judge_->begin(world_, false);
    }
    completing_ = up_;
    const bool played = play(at.up, false, derive);
    completing_ = nullptr;
    asked_ = nullptr;
    if (!played) {
      return false;
    }
    if (at.has_downgrade) {
      const catalog::mark after = world_.here();
      completing_ = down_;
      const bool undone = play(at.down, true, false);
      completing_ = nullptr;
      if (!undone) {
        return false;
      }
      const difference left = difference_since(world_, before);
      if (!left.what.empty()) {
        return refuse_difference(left);
      }
      world_.return_to(after);
    }
    return true;
  }

  /// The downgrade that follows from the upgrade of the migration played last: the reverse of each op, the last one
  /// first. `underivable` is the op that has none, from 1, or 0.
  struct derived {
    script_builder ops{};
    int underivable = 0;
    op_kind word = op_kind::execute;
  };
  [[nodiscard]] constexpr derived take_derived() {
    derived made{std::move(undo_), underivable_, underivable_word_};
    pool<operation>& ops = made.ops.operations();
    pool<operation> ordered;
    std::uint32_t end = ops.count;
    for (std::uint32_t e = ends_.count; e-- > 0;) {
      const std::uint32_t first = ends_.items[e];
      for (std::uint32_t i = first; i < end; ++i) {
        ordered.push(ops.items[i]);
        ordered.back().position = static_cast<int>(ordered.count);
      }
      end = first;
    }
    ops.swap(ordered);
    undo_ = {};
    return made;
  }

  /// Plays one script on the world as it is. `derive`: what undoes each op is kept for take_derived().
  constexpr bool play(list<token> tokens, bool down, bool derive) {
    records_.clear();
    if (const name_flaw flaw = decode(tokens, records_); flaw.what != fault::none) {
      world_.fail(flaw.what, flaw.subject);
      return refuse(records_.operations().items[flaw.operation], down);
    }
    if (std::uint32_t at = 0; naming_ != nullptr && !detail::name_all(*naming_, records_, world_, at)) {
      return refuse(records_.operations().items[at], down);
    }
    return play(records_.view(), down, derive);
  }
  constexpr bool play(const script& ops, bool down, bool derive) {
    const int revision_played = world_.revision;
    underivable_ = 0;
    ends_.clear();
    bool assumed = false;
    bool undone_by_text = false;  // the op that declares has a reverse of its own
    const operation* const end = ops.operations.data() + ops.operations.size();
    for (const operation* at = ops.operations.data(); at != end; ++at) {
      const operation& op = *at;
      const verb& what = *detail::verbs[static_cast<unsigned>(op.what)];  // verb_of, without the calls
      if ((op.table.length == 0 || op.object.length == 0 || what.compulsory > (needs::table | needs::object)) &&
          !detail::says_enough(op, what.compulsory, world_)) {
        return refuse(op, down);
      }
      if (op.declares > 0) {
        undone_by_text = !op.reverse_sql.empty() || op.reverse_host != nullptr;
        assumed = op.what == op_kind::assume;
      }
      world_.revision = op.declared && assumed ? -1 : revision_played;
      world_.underivable = false;
      const catalog::mark before = derive || completing_ != nullptr ? world_.here() : catalog::mark{};
      const bool refused = asked_ != nullptr && !asked_->skips(op) && ask(op, ops);
      if (!what.effect(op, ops, world_) || world_.found.what != fault::none) {
        world_.revision = revision_played;
        return refuse(op, down);
      }
      if (refused) {  // said after what PostgreSQL would say, which matters more
        world_.fail(broken_ == rule::none ? fault::needless_exception : fault::unsafe, object_of(op, ops));
        world_.found.broken = broken_;
        return refuse(op, down);
      }
      if (completing_ != nullptr && what.complete != nullptr && !op.declared) {
        static_cast<void>(what.complete(op, ops, changes{world_, before, world_.state}, completing_->ops));
        completing_->ends.push(completing_->ops.operations().count);
      }
      if (derive) {
        ends_.push(undo_.operations().count);
        if (!(op.declared && (assumed || undone_by_text)) && underivable_ == 0 &&
            ((world_.underivable && !undone_by_name(op.what)) ||
             !what.reverse(op, ops, changes{world_, before, world_.state}, undo_))) {
          underivable_ = op.position;
          underivable_word_ = op.what;
        }
      }
    }
    world_.revision = revision_played;
    if (derive && underivable_ != 0) {
      for (const operation& op : ops.operations) {
        if (op.position == underivable_) {
          world_.fail(fault::underivable, word_of(op));
          return refuse(op, down);
        }
      }
    }
    return true;
  }

  /// What is made or renamed is undone by its name, whatever is known of it; what changes nothing, by nothing.
  [[nodiscard]] static constexpr bool undone_by_name(op_kind what) noexcept {
    return what == op_kind::add_column || what == op_kind::analyze_table || what == op_kind::expand_column ||
           (what >= op_kind::create_check_constraint && what <= op_kind::create_view) ||
           what == op_kind::set_schema || what == op_kind::truncate_table ||
           (what >= op_kind::refresh_materialized_view && what <= op_kind::rename_table);
  }

 private:
  /// True where the judge has something against the op.
  [[nodiscard]] constexpr bool ask(const operation& op, const script& ops) {
    if (told_ == nullptr) {
      return asked_->refuses(op, ops, world_, broken_);
    }
    told_->push({asked_->cost_of(op, ops, world_), asked_->broken_by(op, ops, world_)});
    return false;
  }
  constexpr bool refuse(const operation& op, bool down) {
    world_.found.revision = world_.revision;
    world_.found.operation = op.position;
    world_.found.word = word_of(op);
    world_.found.table = op.table.view();
    world_.found.in_downgrade = down;
    return false;
  }
  constexpr bool refuse_difference(const difference& left) {
    const object& it = world_.state.at(left.which);
    world_.fail(fault::not_restored, it.id.view(),
                it.parent == object::none ? std::string_view{} : world_.state.at(it.parent).id.view(),
                catalog::word_for(it.kind), left.what);
    world_.found.revision = world_.revision;
    return false;
  }

  const graph& graph_;
  catalog world_{};
  script_builder records_{};
  script_builder undo_{};
  pool<std::uint32_t> ends_{};
  int underivable_ = 0;
  op_kind underivable_word_ = op_kind::execute;
  const naming_convention* naming_ = nullptr;
  judge* judge_ = nullptr;
  const char* left_alone_ = nullptr;
  judge* asked_ = nullptr;  ///< of the script that is being played
  rule broken_ = rule::none;
  pool<judged_op>* told_ = nullptr;
  completions* up_ = nullptr;
  completions* down_ = nullptr;
  completions* completing_ = nullptr;  ///< of the script that is being played
};

}  // namespace sterna
