// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/distance.hpp"
#include "sterna/record/fault.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/schema/name.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sterna {

/// The longest id of a revision, in characters: the version table's column is VARCHAR(32), as Alembic makes it.
inline constexpr int longest_id = 32;

namespace detail {

/// Edges in one flat array: those of node i are to[at[i]] .. to[at[i + 1] - 1].
struct edge_list {
  std::vector<int> at{};
  std::vector<int> to{};

  constexpr void start(int nodes, std::size_t edges) {
    at = std::vector<int>(static_cast<std::size_t>(nodes) + 1, 0);
    to = std::vector<int>(edges, 0);
  }
  /// Nodes are filled in order; `used` is the number of edges so far.
  constexpr void add(int& used, int target) { to.data()[used++] = target; }
  constexpr void close(int node, int used) { at.data()[node + 1] = used; }

  [[nodiscard]] constexpr std::span<const int> of(int node) const {
    const int* const starts = at.data();
    return {to.data() + starts[node], static_cast<std::size_t>(starts[node + 1] - starts[node])};
  }

  /// The same edges backwards, each node's in ascending order of their origin.
  [[nodiscard]] constexpr edge_list reversed(int nodes) const {
    edge_list back;
    const int edges = at.data()[nodes];
    back.start(nodes, static_cast<std::size_t>(edges));
    int* const starts = back.at.data();
    for (int e = 0; e < edges; ++e) ++starts[to.data()[e] + 1];
    for (int i = 0; i < nodes; ++i) starts[i + 1] += starts[i];
    std::vector<int> next = back.at;
    for (int i = 0; i < nodes; ++i) {
      for (const int target : of(i)) back.to.data()[next.data()[target]++] = i;
    }
    return back;
  }
};

}  // namespace detail

/// The graph of a history: who revises and who needs whom. Building it checks it; the first fault is kept and what
/// comes after it is not looked at. The revisions must outlive the graph. The accessors other than found(), size(),
/// revision() and cycle_members() may be used only when found() is no fault, or is fault::several_heads.
class graph {
 public:
  constexpr explicit graph(std::span<const sterna::revision> revisions) : revisions_{revisions} {
    if (take_ids() && take_labels() && link() && sort()) check_heads();
  }

  /// The first fault, in the order: ids, labels, references, cycles, heads.
  [[nodiscard]] constexpr verdict found() const { return found_; }

  [[nodiscard]] constexpr int size() const { return static_cast<int>(revisions_.size()); }
  [[nodiscard]] constexpr const sterna::revision& revision(int i) const {
    return revisions_[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] constexpr std::string_view id(int i) const { return revision(i).id.view(); }

  [[nodiscard]] constexpr std::span<const int> parents(int i) const { return parents_.of(i); }
  [[nodiscard]] constexpr std::span<const int> children(int i) const { return children_.of(i); }
  /// What `depends_on` names, labels resolved, each once.
  [[nodiscard]] constexpr std::span<const int> dependencies(int i) const { return dependencies_.of(i); }
  [[nodiscard]] constexpr std::span<const int> dependents(int i) const { return dependents_.of(i); }
  /// Parents and dependencies together, each once: what must be applied before revision i.
  [[nodiscard]] constexpr std::span<const int> needs(int i) const { return needs_.of(i); }
  /// Children and dependents together, each once: what cannot stay when revision i goes.
  [[nodiscard]] constexpr std::span<const int> needed_by(int i) const { return needed_by_.of(i); }

  /// All revisions, everything after what it needs; depth-first from the real heads in the order of the arguments, so
  /// that one branch comes wholly before the next.
  [[nodiscard]] constexpr std::span<const int> order() const { return order_; }
  /// Revisions without children.
  [[nodiscard]] constexpr std::span<const int> heads() const { return heads_; }
  /// Revisions without children and without dependents.
  [[nodiscard]] constexpr std::span<const int> real_heads() const { return real_heads_; }
  /// True where each migration needs just the one before it.
  [[nodiscard]] constexpr bool linear() const {
    return real_heads_.size() < 2 && bases_.size() < 2 && needs_.to.size() + 1 <= revisions_.size() + (revisions_.empty() ? 1 : 0);
  }
  /// Revisions without parents.
  [[nodiscard]] constexpr std::span<const int> bases() const { return bases_; }

  /// The revision of exactly this id, or -1.
  [[nodiscard]] constexpr int find(std::string_view id) const {
    const int entry = entry_of(id, hash_of(id));
    return entry > 0 ? entry - 1 : -1;
  }
  /// The revision that carries this label, or -1.
  [[nodiscard]] constexpr int find_label(std::string_view label) const {
    const int entry = entry_of(label, hash_of(label));
    return entry < 0 ? label_owners_.data()[-entry - 1] : -1;
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
  [[nodiscard]] constexpr std::vector<int> cycle_members() const { return cycle_; }

 private:
  constexpr bool fail(fault what, int at, int other, std::string_view subject, std::string_view nearest = {}) {
    found_.what = what;
    found_.revision = at;
    found_.other = other;
    found_.subject = subject;
    found_.nearest = nearest;
    return false;
  }

  /// What is wrong with the text of an id; fault::none where nothing is.
  [[nodiscard]] static constexpr fault flaw_of(std::string_view id) {
    if (id.empty()) return fault::empty_id;
    const char* const end = id.data() + id.size();
    for (const char* c = id.data(); c != end; ++c) {
      if (*c <= ':' && (*c == '-' || *c == '+' || *c == ':' || *c == '\0')) return fault::illegal_id;
      if (*c == '@') return fault::illegal_id;
    }
    if (id.size() > longest_id) {
      int characters = 0;
      for (const char c : id) {
        if ((static_cast<unsigned char>(c) & 0xc0u) != 0x80u) ++characters;  // UTF-8: continuation bytes do not count
      }
      if (characters > longest_id) return fault::id_too_long;
    }
    if (id.size() < 4 || id.size() > 7) return fault::none;
    if (id == "head" || id == "heads" || id == "base" || id == "current") return fault::reserved_id;
    return fault::none;
  }

  /// The name behind an entry of the table: i + 1 is revision i, -(l + 1) is label l, 0 is a free slot.
  [[nodiscard]] constexpr const name& named(int entry) const {
    return entry > 0 ? revision(entry - 1).id : *labels_.data()[-entry - 1];
  }
  [[nodiscard]] constexpr std::size_t slot_of(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = table_.size() - 1;
    for (std::size_t slot = static_cast<std::size_t>(hash >> shift_);; slot = (slot + 1) & mask) {
      const int entry = table_[slot];
      if (entry == 0) return slot;
      const name& known = named(entry);
      if (known.hash() == hash && known.size() == text.size() && known.view() == text) return slot;
    }
  }
  [[nodiscard]] constexpr int entry_of(std::string_view text, std::uint64_t hash) const {
    return table_[slot_of(text, hash)];
  }

  constexpr bool take_ids() {
    std::size_t names = revisions_.size();
    for (const auto& each : revisions_) names += each.labels.size();
    std::size_t slots = 4;
    shift_ = 62;
    for (; slots < 2 * names; slots *= 2) --shift_;
    table_ = std::vector<int>(slots, 0);
    for (int i = 0; i < size(); ++i) {
      const std::string_view text = id(i);
      if (const fault flaw = flaw_of(text); flaw != fault::none) return fail(flaw, i, -1, text);
      const std::size_t slot = slot_of(text, revision(i).id.hash());
      if (table_[slot] != 0) return fail(fault::duplicate_id, i, table_[slot] - 1, text);
      table_[slot] = i + 1;
    }
    return true;
  }

  constexpr bool take_labels() {
    for (int i = 0; i < size(); ++i) {
      for (const name& label : revision(i).labels) {
        const fault flaw = flaw_of(label.view());
        // A label is never stored, so its length does not matter.
        if (flaw != fault::none && flaw != fault::id_too_long) return fail(fault::illegal_label, i, -1, label.view());
        const std::size_t slot = slot_of(label.view(), label.hash());
        if (const int entry = table_[slot]; entry != 0) {
          const int owner = entry > 0 ? entry - 1 : label_owners_.data()[-entry - 1];
          return fail(fault::duplicate_label, i, owner, label.view());
        }
        labels_.push_back(&label);
        label_owners_.push_back(i);
        table_[slot] = -static_cast<int>(labels_.size());
      }
    }
    return true;
  }

  constexpr bool link() {
    const int n = size();
    std::size_t parents = 0;
    std::size_t dependencies = 0;
    for (const auto& each : revisions_) {
      parents += each.parents.size();
      dependencies += each.depends_on.size();
    }
    parents_.start(n, parents);
    dependencies_.start(n, dependencies);
    needs_.start(n, parents + dependencies);
    std::vector<int> seen_as_parent(revisions_.size(), -1);  // by which revision last
    std::vector<int> seen_as_dependency(revisions_.size(), -1);
    int parents_used = 0;
    int dependencies_used = 0;
    int needs_used = 0;
    for (int i = 0; i < n; ++i) {
      for (const name& each : revision(i).parents) {
        const int entry = entry_of(each.view(), each.hash());
        if (entry <= 0) {
          const std::string_view meant =
              entry < 0 ? id(label_owners_.data()[-entry - 1]) : nearest(each.view(), false);  // labels are no parents
          return fail(fault::unknown_parent, i, -1, each.view(), meant);
        }
        const int parent = entry - 1;
        if (parent == i) return fail(fault::self_loop, i, -1, each.view());
        if (seen_as_parent.data()[parent] == i) return fail(fault::duplicate_parent, i, parent, each.view());
        seen_as_parent.data()[parent] = i;
        parents_.add(parents_used, parent);
        needs_.add(needs_used, parent);
      }
      for (const name& each : revision(i).depends_on) {
        const int entry = entry_of(each.view(), each.hash());
        if (entry == 0) return fail(fault::unknown_dependency, i, -1, each.view(), nearest(each.view()));
        const int dependency = entry > 0 ? entry - 1 : label_owners_.data()[-entry - 1];
        if (dependency == i) return fail(fault::self_loop, i, -1, each.view());
        if (seen_as_dependency.data()[dependency] == i) continue;
        seen_as_dependency.data()[dependency] = i;
        dependencies_.add(dependencies_used, dependency);
        if (seen_as_parent.data()[dependency] != i) needs_.add(needs_used, dependency);
      }
      parents_.close(i, parents_used);
      dependencies_.close(i, dependencies_used);
      needs_.close(i, needs_used);
    }
    children_ = parents_.reversed(n);
    dependents_ = dependencies_.reversed(n);
    needed_by_ = needs_.reversed(n);
    for (int i = 0; i < n; ++i) {
      if (parents_.of(i).empty()) bases_.push_back(i);
      if (children_.of(i).empty()) heads_.push_back(i);
      if (needed_by_.of(i).empty()) real_heads_.push_back(i);
    }
    return true;
  }

  /// Depth-first, with a stack of its own: Clang allows 512 nested calls in a constant expression.
  constexpr bool sort() {
    const int n = size();
    order_ = std::vector<int>(revisions_.size(), 0);
    std::vector<int> next(revisions_.size(), -1);  // -1: new; else the next edge to follow; one past the end: done
    std::vector<int> path(revisions_.size(), 0);
    int sorted = 0;
    const int roots = static_cast<int>(real_heads_.size());
    // Everything is needed by some real head, unless there is a cycle: the second half of the loop finds that.
    for (int r = 0; r < roots + n; ++r) {
      const int root = r < roots ? real_heads_.data()[r] : r - roots;
      if (next.data()[root] != -1) continue;
      int depth = 0;
      path.data()[0] = root;
      next.data()[root] = needs_.at.data()[root];
      while (depth >= 0) {
        const int node = path.data()[depth];
        int& edge = next.data()[node];
        if (edge == needs_.at.data()[node + 1]) {
          order_.data()[sorted++] = node;
          ++edge;
          --depth;
          continue;
        }
        const int target = needs_.to.data()[edge++];
        int& state = next.data()[target];
        if (state == -1) {
          state = needs_.at.data()[target];
          path.data()[++depth] = target;
        } else if (state <= needs_.at.data()[target + 1]) {  // still on the path
          int first = depth;
          while (path.data()[first] != target) --first;
          for (int i = first; i <= depth; ++i) cycle_.push_back(path.data()[i]);
          return fail(fault::cycle, cycle_[0], cycle_[1], {});
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
    std::vector<int> reached_by(revisions_.size(), none);  // by which real head, over parents
    for (const int head : real_heads_) reached_by.data()[head] = head;
    for (int i = size() - 1; i >= 0; --i) {
      const int node = order_.data()[i];
      const int from = reached_by.data()[node];
      if (from == none) continue;
      for (const int parent : parents(node)) {
        int& mark = reached_by.data()[parent];
        mark = mark == none || mark == from ? from : several;
      }
    }
    std::vector<int> labelled(revisions_.size(), 0);
    for (const int owner : label_owners_) {
      if (const int head = reached_by.data()[owner]; head >= 0) labelled.data()[head] = 1;
    }
    int first = none;
    for (const int head : real_heads_) {
      if (labelled.data()[head] != 0) continue;
      if (first != none) return fail(fault::several_heads, first, head, {});
      first = head;
    }
    return true;
  }

  std::span<const sterna::revision> revisions_;
  verdict found_{};
  std::vector<int> table_{};  // open addressing over the high bits of the hash; at most half full
  int shift_ = 62;
  std::vector<const name*> labels_{};
  std::vector<int> label_owners_{};
  detail::edge_list parents_{}, dependencies_{}, needs_{};
  detail::edge_list children_{}, dependents_{}, needed_by_{};
  std::vector<int> order_{}, heads_{}, real_heads_{}, bases_{}, cycle_{};
};

}  // namespace sterna
