// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/lint/policy.hpp"
#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/compare.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

/// A table or a column that has another name from now on, as somebody says who knows: nobody could guess it.
struct rename_hint {
  name schema{};  ///< of the table
  name table{};   ///< as it is called before; the new name of a renamed table in hints about its columns
  name column{};  ///< empty: the table itself has another name
  name to{};
};

/// What a diff is asked for.
struct diff_options {
  bool no_drops = false;                 ///< tables, columns, sequences, types and schemas stay
  std::vector<rename_hint> renames{};    ///< tables before their columns
  const lint_policy* policy = &default_policy;  ///< of the history that the migrations are for
  std::string version_table = "alembic_version";
  std::string version_table_schema{};
  /// Whether an object is one to look after; the others are left alone on both sides. Unsaid, all are.
  std::function<bool(const catalog&, const object&)> managed{};
  /// What the models execute; it comes along with the objects that it names, where they are made.
  std::vector<std::string_view> statements{};
  /// What unmet_statements() has found; it comes behind all that is changed.
  std::vector<std::string_view> unmet{};
};

/// A migration that a diff has made: ops, and for each of them what a person must know (lines, or nothing).
struct generated_migration {
  script_builder ops{};
  std::vector<std::string> comments{};  ///< one for each op
  std::string irreversible{};           ///< why there is no downgrade; empty where it can be derived
};

/// What a diff gives. Names and texts in the ops live as long as the two catalogs.
struct generated {
  std::vector<generated_migration> migrations{};  ///< each follows the one before it
  std::vector<std::string> notes{};  ///< what is left alone, or must be looked at
  /// The first difference that the migrations leave; none where they lead there, or where only a drop would that was
  /// not to be.
  schema_difference left{};
  [[nodiscard]] bool empty() const noexcept { return migrations.empty(); }
};

/// A difference as a sentence: "column 'name' of table 'user' has another type".
[[nodiscard]] inline std::string sentence_of(const schema_difference& of) {
  const auto quoted = [&of](std::string_view id) {
    return "'" + std::string(of.schema.view()) + (of.schema.view().empty() ? "" : ".") + std::string(id) + "'";
  };
  std::string made = std::string(catalog::word_for(of.kind)) + " ";
  if (of.kind == object_kind::privileges) {
    made += "'" + std::string(of.subject.view()) + "' on " + quoted(of.owner.view());
  } else if (of.owner.view().empty()) {
    made += quoted(of.subject.view());
  } else {
    made += "'" + std::string(of.subject.view()) + "' of table " + quoted(of.owner.view());
  }
  return made + " " + std::string(of.what);
}

/// Throws `error` where the migrations do not lead to what was wanted: there is a difference that nobody can write yet.
inline void expect_nothing_left(const generated& made) {
  if (!made.left) {
    return;
  }
  throw error(sentence_of(made.left) +
              ", and what puts that right cannot be generated yet; write the migration by hand. Nothing is written");
}

}  // namespace sterna
