// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/reverse.hpp"
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
  derived_downgrade derived{};  ///< owns the ops of a derived downgrade
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
  /// "upgrade op 2, add_column".
  [[nodiscard]] std::string operation_name(int number) const {
    if (number <= 0) {
      return {};
    }
    return std::string(change.up ? "upgrade" : "downgrade") + " op " + std::to_string(number) + ", " +
           std::string(ops.operations[static_cast<std::size_t>(number - 1)].what->word);
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
inline void prepare(prepared_step& made, const graph& g, step change, bool stamp) {
  made.change = std::move(change);
  made.stamp = stamp;
  made.of = made.change.revision < 0 ? nullptr : &g.revision(made.change.revision);
  made.from = joined_ids(g, made.change.from);
  made.to = joined_ids(g, made.change.to);
  if (stamp || made.of == nullptr) {
    return;
  }
  error::place where;
  where.revision = made.of->id.view();
  if (made.change.up) {
    made.ops = made.of->up;
  } else if (!made.of->irreversible.empty()) {
    throw error(made.title() + " is irreversible: " + std::string(made.of->irreversible), where);
  } else if (made.of->has_downgrade) {
    made.ops = made.of->down;
  } else {
    made.derived = derive_downgrade(made.of->up);
    if (made.derived.underivable > 0) {
      const auto number = static_cast<std::size_t>(made.derived.underivable);
      const std::string_view word = made.of->up.operations[number - 1].what->word;
      where.operation = "upgrade op " + std::to_string(number) + ", " + std::string(word);
      throw error(made.title() + " has no downgrade, and none can be derived from " + where.operation +
                      "; write .downgrade(...), or say .irreversible(\"why\")",
                  where);
    }
    made.ops = made.derived.ops.view();
  }
  int number = 0;
  for (const operation& op : made.ops.operations) {
    made.sql.begin_operation(++number);
    op.what->render(op, made.ops, made.sql);
    made.sql.end_statement();
  }
}

/// A prepared step keeps a view of its own derived ops: it stays where it is made.
using prepared_plan = std::vector<std::unique_ptr<prepared_step>>;

[[nodiscard]] inline prepared_plan prepare_all(const graph& g, std::vector<step> steps, bool stamp) {
  prepared_plan made;
  for (step& each : steps) {
    made.push_back(std::make_unique<prepared_step>());
    prepare(*made.back(), g, std::move(each), stamp);
  }
  return made;
}

}  // namespace sterna::detail
