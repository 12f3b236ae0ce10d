// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/pool.hpp"
#include "sterna/schema/distance.hpp"
#include "sterna/record/fault.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/schema/name.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sterna {

namespace detail {

/// Edges in one flat array: those of node i are to[at[i]] .. to[at[i + 1] - 1].
struct edge_list {
  pool<int> at{};
  pool<int> to{};

  constexpr void start(std::uint32_t nodes, std::uint32_t edges) {
    at.resize(nodes + 1);
    at.items[0] = 0;
    to.resize(edges);
  }
  [[nodiscard]] constexpr list<int> of(int node) const {
    if (at.empty()) {
      return {};
    }
    const int* const starts = at.items;
    return {to.items + starts[node], static_cast<std::uint32_t>(starts[node + 1] - starts[node])};
  }
  [[nodiscard]] constexpr bool none(int node) const { return at.items[node] == at.items[node + 1]; }

  /// The same edges backwards, each node's in ascending order of their origin.
  constexpr void reverse(const edge_list& forward) {
    const std::uint32_t nodes = forward.at.size() - 1;
    const int edges = forward.at.items[nodes];
    start(nodes, static_cast<std::uint32_t>(edges));
    int* const starts = at.items;
    for (std::uint32_t i = 1; i <= nodes; ++i) starts[i] = 0;
    for (int e = 0; e < edges; ++e) ++starts[forward.to.items[e] + 1];
    for (std::uint32_t i = 0; i < nodes; ++i) starts[i + 1] += starts[i];
    pool<int> next = at;
    for (std::uint32_t i = 0; i < nodes; ++i) {
      for (int e = forward.at.items[i]; e < forward.at.items[i + 1]; ++e) {
        to.items[next.items[forward.to.items[e]]++] = static_cast<int>(i);
      }
    }
  }
};

}  // namespace detail

/// The graph of a history: who revises and who needs whom. Building it checks it; the first fault is kept and what
/// comes after it is not looked at. The revisions must outlive the graph. The accessors other than found(), size(),
/// revision() and cycle_members() may be used only when found() is no fault, or is fault::several_heads.
class graph {
 public:
  constexpr explicit graph(std::span<const sterna::revision> revisions)
      : revisions_{revisions.data(), static_cast<std::uint32_t>(revisions.size())} {
    if (take_ids() && take_labels() && link() && sort()) check_heads();
  }

  /// The first fault, in the order: ids, labels, references, cycles, heads.
  [[nodiscard]] constexpr verdict found() const { return found_; }

  [[nodiscard]] constexpr int size() const { return static_cast<int>(revisions_.size()); }
  [[nodiscard]] constexpr const sterna::revision& revision(int i) const {
    return revisions_.items[i];
  }
  [[nodiscard]] constexpr std::string_view id(int i) const { return revision(i).id.view(); }

  [[nodiscard]] constexpr list<int> parents(int i) const { return (depends_ ? parents_ : needs_).of(i); }
  [[nodiscard]] constexpr list<int> children(int i) const {
    return (depends_ ? children_ : needed_by_).of(i);
  }
  /// What `depends_on` names, labels resolved, each once.
  [[nodiscard]] constexpr list<int> dependencies(int i) const { return dependencies_.of(i); }
  [[nodiscard]] constexpr list<int> dependents(int i) const { return dependents_.of(i); }
  /// Parents and dependencies together, each once: what must be applied before revision i.
  [[nodiscard]] constexpr list<int> needs(int i) const { return needs_.of(i); }
  /// Children and dependents together, each once: what cannot stay when revision i goes.
  [[nodiscard]] constexpr list<int> needed_by(int i) const { return needed_by_.of(i); }

  /// All revisions, everything after what it needs; depth-first from the real heads in the order of the arguments, so
  /// that one branch comes wholly before the next.
  [[nodiscard]] constexpr list<int> order() const { return order_; }
  /// Revisions without children.
  [[nodiscard]] constexpr list<int> heads() const { return heads_; }
  /// Revisions without children and without dependents.
  [[nodiscard]] constexpr list<int> real_heads() const { return real_heads_; }
  /// True where each migration needs just the one before it.
  [[nodiscard]] constexpr bool linear() const {
    return real_heads_.size() < 2 && bases_.size() < 2 &&
           needs_.to.size() + 1 <= revisions_.size() + (revisions_.empty() ? 1 : 0);
  }
  /// Revisions without parents.
  [[nodiscard]] constexpr list<int> bases() const { return bases_; }

  /// The revision of exactly this id, or -1.
  [[nodiscard]] constexpr int find(std::string_view id) const {
    const int entry = entry_of(id);
    return entry > 0 ? entry - 1 : -1;
  }
  /// The revision that carries this label, or -1.
  [[nodiscard]] constexpr int find_label(std::string_view label) const {
    const int entry = entry_of(label);
    return entry < 0 ? label_owners_.items[-entry - 1] : -1;
  }
  /// The id, or where wanted the label, that may have been meant by `text`; empty where none is close enough.
  [[nodiscard]] constexpr std::string_view nearest(std::string_view text, bool labels_too = true) const {
    int limit = static_cast<int>(text.size() / 3);
    limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
    std::string_view best{};
    const auto look = [&](std::string_view candidate) {
      if (limit < 1 || candidate == text) return;
      const int distance = detail::edit_distance(text, candidate, limit);
      if (distance > limit || distance >= static_cast<int>(candidate.size())) return;
      best = candidate;
      limit = distance - 1;
    };
    for (const auto& each : revisions_) look(each.id.view());
    if (labels_too) {
      for (const name* label : labels_) look(label->view());
    }
    return best;
  }

  /// The revisions of the cycle that found() reports, each needing the next, the last needing the first.
  [[nodiscard]] constexpr list<int> cycle_members() const { return cycle_; }

 private:
  constexpr bool fail(fault what, int at, int other, std::string_view subject, std::string_view nearest = {}) {
    found_.what = what;
    found_.revision = at;
    found_.other = other;
    found_.subject = subject;
    found_.nearest = nearest;
    return false;
  }

  /// The name behind an entry of the table: i + 1 is revision i, -(l + 1) is label l, 0 is a free slot.
  [[nodiscard]] constexpr const name& named(int entry) const {
    return entry > 0 ? revisions_.items[entry - 1].id : *labels_.items[-entry - 1];
  }
  [[nodiscard]] constexpr std::uint32_t slot_of(const name& wanted) const {
    std::uint32_t slot = static_cast<std::uint32_t>(wanted.hash() >> shift_);
    while (table_.items[slot] != 0 && !(named(table_.items[slot]) == wanted)) {
      slot = (slot + 1) & (table_.size() - 1);
    }
    return slot;
  }
  [[nodiscard]] constexpr int entry_of(const name& wanted) const { return table_.items[slot_of(wanted)]; }
  [[nodiscard]] constexpr int entry_of(std::string_view text) const {
    return entry_of(name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text)));
  }

  constexpr bool take_ids() {
    const int n = size();
    std::uint32_t names = revisions_.count;
    for (int i = 0; i < n; ++i) {
      names += revisions_.items[i].labels.count;
      depends_ = depends_ || revisions_.items[i].depends_on.count > 0;
    }
    std::uint32_t slots = 4;
    shift_ = 62;
    for (; slots < 2 * names; slots *= 2) --shift_;
    table_.resize(slots, 0);
    for (int i = 0; i < n; ++i) {
      const sterna::revision& each = revisions_.items[i];
      if (!each.sound_id) {
        if (const fault flaw = detail::flaw_of_id(each.id.view()); flaw != fault::none)
          return fail(flaw, i, -1, each.id.view());
      }
      int& entry = table_.items[slot_of(each.id)];
      if (entry != 0) return fail(fault::duplicate_id, i, entry - 1, each.id.view());
      entry = i + 1;
    }
    return true;
  }

  constexpr bool take_labels() {
    for (int i = 0; i < size(); ++i) {
      const list<name> labels = revisions_.items[i].labels;
      for (std::uint32_t l = 0; l < labels.count; ++l) {
        const name& label = labels.items[l];
        const fault flaw = detail::flaw_of_id(label.view());
        // A label is never stored, so its length does not matter.
        if (flaw != fault::none && flaw != fault::id_too_long) return fail(fault::illegal_label, i, -1, label.view());
        int& entry = table_.items[slot_of(label)];
        if (entry != 0) {
          const int owner = entry > 0 ? entry - 1 : label_owners_.items[-entry - 1];
          return fail(fault::duplicate_label, i, owner, label.view());
        }
        labels_.push(&label);
        label_owners_.push(i);
        entry = -static_cast<int>(labels_.size());
      }
    }
    return true;
  }

  constexpr bool link() {
    const int n = size();
    std::uint32_t parents = 0;
    std::uint32_t dependencies = 0;
    for (int i = 0; i < n; ++i) {
      parents += revisions_.items[i].parents.count;
      dependencies += revisions_.items[i].depends_on.count;
    }
    needs_.start(revisions_.count, parents + dependencies);
    if (depends_) {
      parents_.start(revisions_.count, parents);
      dependencies_.start(revisions_.count, dependencies);
      seen_as_dependency_.resize(revisions_.count, -1);
    }
    int used = 0;
    for (int i = 0; i < n; ++i) {
      const int first = used;
      const sterna::revision& each = revisions_.items[i];
      for (std::uint32_t p = 0; p < each.parents.count; ++p) {
        const name& wanted = each.parents.items[p];
        const int entry = entry_of(wanted);
        if (entry <= 0) {
          const std::string_view meant =
              entry < 0 ? id(label_owners_.items[-entry - 1]) : nearest(wanted.view(), false);  // labels are no parents
          return fail(fault::unknown_parent, i, -1, wanted.view(), meant);
        }
        const int parent = entry - 1;
        if (parent == i) return fail(fault::self_loop, i, -1, wanted.view());
        for (int e = first; e < used; ++e) {
          if (needs_.to.items[e] == parent) return fail(fault::duplicate_parent, i, parent, wanted.view());
        }
        needs_.to.items[used++] = parent;
      }
      if (depends_ && !link_dependencies(i, first, used)) return false;
      needs_.at.items[i + 1] = used;
    }
    needed_by_.reverse(needs_);
    if (depends_) {
      children_.reverse(parents_);
      dependents_.reverse(dependencies_);
    }
    const detail::edge_list& parents_of = depends_ ? parents_ : needs_;
    const detail::edge_list& children_of = depends_ ? children_ : needed_by_;
    for (int i = 0; i < n; ++i) {
      if (parents_of.none(i)) bases_.push(i);
      if (children_of.none(i)) heads_.push(i);
      if (needed_by_.none(i)) real_heads_.push(i);
    }
    return true;
  }
  /// The parents of revision i are needs_ from `first` to `used`; adds what it depends on besides.
  constexpr bool link_dependencies(int i, int first, int& used) {
    int parents = parents_.at.items[i];
    int dependencies = dependencies_.at.items[i];
    const int last = used;
    for (int e = first; e < last; ++e) {
      parents_.to.items[parents++] = needs_.to.items[e];
    }
    const list<name> wanted = revisions_.items[i].depends_on;
    for (std::uint32_t d = 0; d < wanted.count; ++d) {
      const name& each = wanted.items[d];
      const int entry = entry_of(each);
      if (entry == 0) return fail(fault::unknown_dependency, i, -1, each.view(), nearest(each.view()));
      const int dependency = entry > 0 ? entry - 1 : label_owners_.items[-entry - 1];
      if (dependency == i) return fail(fault::self_loop, i, -1, each.view());
      if (seen_as_dependency_.items[dependency] == i) continue;
      seen_as_dependency_.items[dependency] = i;
      dependencies_.to.items[dependencies++] = dependency;
      bool is_parent = false;
      for (int e = first; e < last; ++e) {
        is_parent = is_parent || needs_.to.items[e] == dependency;
      }
      if (!is_parent) needs_.to.items[used++] = dependency;
    }
    parents_.at.items[i + 1] = parents;
    dependencies_.at.items[i + 1] = dependencies;
    return true;
  }

  /// Depth-first, with a stack of its own: Clang allows 512 nested calls in a constant expression.
  constexpr bool sort() {
    const int n = size();
    order_.reserve(revisions_.count);
    pool<int> next;  // -1: new; else the next edge to follow; one past the end: done
    next.resize(revisions_.count, -1);
    pool<int> path;
    path.resize(revisions_.count);
    const int* const at = needs_.at.items;
    const int* const to = needs_.to.items;
    const int roots = static_cast<int>(real_heads_.size());
    // Everything is needed by some real head, unless there is a cycle: the second half of the loop finds that.
    for (int r = 0; r < roots + n; ++r) {
      if (r >= roots && order_.size() == revisions_.count) break;
      const int root = r < roots ? real_heads_.items[r] : r - roots;
      if (next.items[root] != -1) continue;
      int depth = 0;
      path.items[0] = root;
      next.items[root] = at[root];
      while (depth >= 0) {
        const int node = path.items[depth];
        const int edge = next.items[node]++;
        if (edge == at[node + 1]) {
          order_.push(node);
          --depth;
          continue;
        }
        const int target = to[edge];
        const int state = next.items[target];
        if (state == -1) {
          next.items[target] = at[target];
          path.items[++depth] = target;
        } else if (state <= at[target + 1]) {  // still on the path
          int first = depth;
          while (path.items[first] != target) --first;
          for (int i = first; i <= depth; ++i) cycle_.push(path.items[i]);
          return fail(fault::cycle, cycle_.items[0], cycle_.items[1], {});
        }
      }
    }
    return true;
  }

  /// Several real heads are wanted only where they can be told apart: all but one need a label of their own.
  constexpr bool check_heads() {
    if (real_heads_.size() < 2) return true;
    constexpr int none = -1;
    constexpr int several = -2;
    pool<int> reached_by;  // by which real head, over parents
    reached_by.resize(revisions_.count, none);
    for (const int head : real_heads_) reached_by.items[head] = head;
    for (int i = size() - 1; i >= 0; --i) {
      const int node = order_.items[i];
      const int from = reached_by.items[node];
      if (from == none) continue;
      for (const int parent : parents(node)) {
        int& mark = reached_by.items[parent];
        mark = mark == none || mark == from ? from : several;
      }
    }
    pool<int> labelled;
    labelled.resize(revisions_.count, 0);
    for (const int owner : label_owners_) {
      if (const int head = reached_by.items[owner]; head >= 0) labelled.items[head] = 1;
    }
    int first = none;
    for (const int head : real_heads_) {
      if (labelled.items[head] != 0) continue;
      if (first != none) return fail(fault::several_heads, first, head, {});
      first = head;
    }
    return true;
  }

  list<sterna::revision> revisions_;
  verdict found_{};
  bool depends_ = false;  // where no migration depends on another, parents are all that is needed
  pool<int> table_{};     // open addressing over the high bits of the hash; at most half full
  int shift_ = 62;
  pool<const name*> labels_{};
  pool<int> label_owners_{};
  pool<int> seen_as_dependency_{};  // of which revision last
  detail::edge_list parents_{}, dependencies_{}, needs_{};
  detail::edge_list children_{}, dependents_{}, needed_by_{};
  pool<int> order_{}, heads_{}, real_heads_{}, bases_{}, cycle_{};
};

}  // namespace sterna
