// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/checksum.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/derive.hpp"
#include "sterna/history/merged.hpp"
#include "sterna/history/steps.hpp"
#include "sterna/error.hpp"
#include "sterna/sql/writer.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::detail {

/// A step with all that its execution needs; made before anything runs, so that what cannot be done fails first.
struct prepared_step {
  const revision* of = nullptr;  ///< null for a stamp to base
  step change{};
  bool stamp = false;
  std::string from{};  ///< ids for the arrow
  std::string to{};
  script_builder records{};  ///< owns the ops
  catalog names{};           ///< owns those that a naming convention has made
  script ops{};
  sql_writer sql{};

  [[nodiscard]] bool outside_transaction() const {
    for (const operation& op : ops.operations) {
      if (op.outside_transaction) {
        return true;
      }
    }
    return false;
  }
  /// What the log says of it.
  [[nodiscard]] std::string_view direction() const {
    return change.settles ? "repair" : stamp ? "stamp" : change.up ? "upgrade" : "downgrade";
  }
  /// Empty for base.
  [[nodiscard]] std::string checksum() const { return of == nullptr ? std::string{} : checksum_of(*of); }
  /// "upgrade op 2, add_column"; where its statement stands for others too, "upgrade ops 2 to 3, add_column,
  /// create_foreign_key".
  [[nodiscard]] std::string operation_name(int number) const {
    if (number <= 0) {
      return {};
    }
    int last = number;
    for (const sql_writer::statement& each : sql.statements()) {
      last = each.operation == number ? each.last_operation : last;
    }
    const operation* const all = ops.operations.data() - 1;
    std::string name = std::string(change.up ? "upgrade" : "downgrade") + (last > number ? " ops " : " op ") +
                       std::to_string(all[number].position) +
                       (last > number ? " to " + std::to_string(all[last].position) : std::string{});
    for (int i = number; i <= last; ++i) {
      name += ", " + std::string(word_of(all[i]));
    }
    return name;
  }
  /// "migration 'ae1027a6acf1' (add last login)".
  [[nodiscard]] std::string title() const {
    if (of == nullptr) {
      return "stamp";
    }
    return "migration '" + std::string(of->id.view()) + "' (" + std::string(of->message) + ")";
  }
};

[[nodiscard]] inline std::string joined_ids(const graph& g, const std::vector<int>& revisions) {
  std::string text;
  for (const int i : revisions) {
    text += (text.empty() ? "" : ", ") + std::string(g.id(i));
  }
  return text;
}

/// Chooses the script of a step (written or derived) and renders it. Throws `error` where there is none.
inline void prepare(prepared_step& made, const graph& g, const downgrades& derived, step change, bool stamp) {
  made.change = std::move(change);
  made.stamp = stamp;
  made.of = made.change.revision < 0 ? nullptr : &g.revision(made.change.revision);
  made.from = joined_ids(g, made.change.from);
  made.to = joined_ids(g, made.change.to);
  if (stamp || made.of == nullptr) {
    return;
  }
  if (made.change.up) {
    decode(made.of->up, made.of->naming, made.records, made.names);
  } else if (!made.of->irreversible.empty()) {
    error::place where;
    where.revision = made.of->id.view();
    throw error(made.title() + " is irreversible: " + std::string(made.of->irreversible), where);
  } else if (made.of->has_downgrade) {
    decode(made.of->down, made.of->naming, made.records, made.names);
  } else {
    made.records = derived.of(made.change.revision);
  }
  if (depends_on_schema(made.change.up ? made.of->up : made.of->down)) {
    derived.complete(made.change.revision, !made.change.up, made.records);
  }
  made.ops = made.records.view();
  render_merged(made.ops, made.sql);
}

/// The steps of a run. A step keeps a view of its own ops: it stays where it is made. Names that PostgreSQL has chosen
/// live in `derived`.
struct prepared_plan {
  std::unique_ptr<downgrades> derived{};
  std::vector<std::unique_ptr<prepared_step>> steps{};
};

[[nodiscard]] inline prepared_plan prepare_all(const graph& g, std::vector<step> steps, bool stamp) {
  prepared_plan made;
  std::vector<int> wanted;
  for (const step& each : steps) {
    if (!stamp && each.revision >= 0 && needs_replay(g.revision(each.revision), !each.up)) {
      wanted.push_back(each.revision);
    }
  }
  made.derived = std::make_unique<downgrades>(g, wanted);
  for (step& each : steps) {
    made.steps.push_back(std::make_unique<prepared_step>());
    prepare(*made.steps.back(), g, *made.derived, std::move(each), stamp);
  }
  return made;
}

}  // namespace sterna::detail
