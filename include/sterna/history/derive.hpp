// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/replay.hpp"
#include "sterna/record/copy.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace sterna {

/// Whether a migration's downgrade is left to the library.
[[nodiscard]] constexpr bool derives(const revision& of) noexcept {
  return !of.has_downgrade && of.irreversible.empty();
}

/// Whether a script has ops whose statements depend on the schema that they meet.
[[nodiscard]] constexpr bool depends_on_schema(list<token> tokens) noexcept {
  for (const token& each : tokens) {
    if (each.what == part::op && verb_of(static_cast<op_kind>(each.value)).complete != nullptr) {
      return true;
    }
  }
  return false;
}
/// Whether a script of a migration can be written only after the history before it has been played.
[[nodiscard]] constexpr bool needs_replay(const revision& of, bool down) noexcept {
  return down && derives(of) ? true : depends_on_schema(down ? of.down : of.up);
}

/// The downgrades that follow from their upgrades, for some migrations of a sound history: each with the full former
/// definition of what its upgrade has dropped or changed. Also what ops stand for in the scripts that are written.
class downgrades {
 public:
  constexpr downgrades(const graph& whole, std::span<const int> wanted) : played_{whole} {
    played_.world().lowest_server = 1000;  // the history has been checked for its own
    std::size_t left = wanted.size();
    for (const int i : whole.order()) {
      if (left == 0) {
        break;
      }
      const bool asked = std::find(wanted.begin(), wanted.end(), i) != wanted.end();
      completions up;
      completions down;
      played_.complete_into(asked ? &up : nullptr, asked ? &down : nullptr);
      played_.step(i);
      if (asked) {
        revisions_.push_back(i);
        scripts_.push_back(played_.take_derived().ops);
        up_.push_back(std::move(up));
        down_.push_back(std::move(down));
        --left;
      }
    }
    played_.complete_into(nullptr, nullptr);
  }

  /// The ops; names in them live as long as this object.
  [[nodiscard]] constexpr const script_builder& of(int revision) const { return scripts_[place_of(revision)]; }
  /// Puts what ops of a written script stand for in their place.
  void complete(int revision, bool down, script_builder& written) const {
    const completions& from = (down ? down_ : up_)[place_of(revision)];
    script_builder made;
    std::uint32_t next = 0;
    std::uint32_t used = 0;
    const script all = written.view();
    for (const operation& op : all.operations) {
      if (verb_of(op).complete == nullptr || op.declared || used == from.ends.count) {
        detail::copy_operation(op, all, made).position = op.position;
        continue;
      }
      for (const std::uint32_t end = from.ends[used++]; next < end; ++next) {
        detail::copy_operation(from.ops.view().operations[next], from.ops.view(), made).position = op.position;
      }
    }
    written = std::move(made);
  }

 private:
  [[nodiscard]] constexpr std::size_t place_of(int revision) const {
    return static_cast<std::size_t>(std::find(revisions_.begin(), revisions_.end(), revision) - revisions_.begin());
  }

  replay played_;
  std::vector<int> revisions_{};
  std::vector<script_builder> scripts_{};
  std::vector<completions> up_{};
  std::vector<completions> down_{};
};

/// Writes the statements of all ops.
constexpr void render(const script& ops, sql_writer& out) {
  int number = 0;
  for (const operation& op : ops.operations) {
    out.begin_operation(++number);
    if (!op.declared) {
      verb_of(op).render(op, ops, out);
    }
    out.end_statement();
  }
}

}  // namespace sterna
