// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/property/compare.hpp"

#include <sterna/autogenerate/diff.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Two random schemas, the diff between them, and what becomes of it.

namespace pairs {

/// A schema that random ops have made, and the ops.
class world {
 public:
  world() : graph_{revisions_}, replay_{graph_} { replay_.world().lowest_server = 15; }

  [[nodiscard]] sterna::catalog& catalog() { return replay_.world(); }
  /// Plays ops; false with the fault in the catalog, and nothing changed.
  bool play(const sterna::script& ops, bool down = false, bool derive = false) {
    const sterna::catalog::mark before = catalog().here();
    if (replay_.play(ops, down, derive) && !catalog().found) return true;
    catalog().return_to(before);
    return false;
  }
  [[nodiscard]] sterna::replay& replay() { return replay_; }
  void grow(std::uint32_t seed, unsigned length) {
    property::generator random(seed);
    for (unsigned i = 0; i < length; ++i) {
      const property::op_spec next = random.next(catalog());
      if (next.record.what == sterna::op_kind::expand_column || next.record.what == sterna::op_kind::contract_column) {
        continue;
      }
      scripts_.push_back(std::make_unique<sterna::script_builder>(property::lowered(next)));
      if (!play(scripts_.back()->view())) {
        catalog().found = {};
        scripts_.pop_back();
        continue;
      }
      for (const std::string& each : property::statements_of(scripts_.back()->view())) sql_.push_back(each);
    }
  }
  [[nodiscard]] const std::vector<std::string>& sql() const { return sql_; }

 private:
  std::array<sterna::revision, 1> revisions_{sterna::revision{"one", "one", {}, {}, {}, {}, {}, false, "test"}};
  sterna::graph graph_;
  sterna::replay replay_;
  std::vector<std::unique_ptr<sterna::script_builder>> scripts_{};
  std::vector<std::string> sql_{};
};

[[nodiscard]] inline std::string text_of(const sterna::schema_difference& of) {
  return std::string(sterna::catalog::word_for(of.kind)) + " " + std::string(of.schema.view()) + "." +
         std::string(of.owner.view()) + "." + std::string(of.subject.view()) + " " + std::string(of.what);
}

struct pair {
  world from{};
  world to{};
  sterna::generated made{};

  explicit pair(std::uint32_t seed) {
    from.grow(seed * 2 + 1, 8 + seed % 17);
    to.grow(seed * 2 + 2, 8 + seed % 13);
    if (seed % 3 == 0) {  // two that have much in common
      to.~world();
      new (&to) world;
      to.grow(seed * 2 + 1, 8 + seed % 17);
      to.grow(seed * 2 + 2, 4);
    }
    made = sterna::diff(from.catalog(), to.catalog());
  }
  [[nodiscard]] std::string told() const {
    std::string text = "from:\n";
    for (const std::string& each : from.sql()) text += "  " + each + ";\n";
    text += "to:\n";
    for (const std::string& each : to.sql()) text += "  " + each + ";\n";
    text += "diff:\n";
    for (const auto& each : made.migrations) {
      text += "  ---- " + each.irreversible + "\n";
      for (const std::string& statement : property::statements_of(each.ops.view())) text += "  " + statement + ";\n";
    }
    for (const std::string& each : made.notes) text += "  note: " + each + "\n";
    return text;
  }
  /// A column of both is an identity in one only, or another one: there are no words for that yet.
  /// Without views, whose texts PostgreSQL keeps when a column gets another name, and without sequences: no words say
  /// yet who owns one.
  [[nodiscard]] static std::string without(const std::string& state) {
    std::string made;
    for (std::size_t at = 0; at < state.size();) {
      const std::size_t end = state.find('\n', at) + 1;
      const std::string line = state.substr(at, end - at);
      if (!line.starts_with("view ") && !line.starts_with("sequence ")) made += line;
      at = end;
    }
    return made;
  }
  /// A constraint whose name the second schema leaves to PostgreSQL may have kept the one that it had in the first:
  /// that one is said as `wanted` has it, which knows no constraint of the found name.
  [[nodiscard]] std::string named_as(const std::string& wanted_lines, const std::string& found_lines) {
    const std::string wanted = "\n" + wanted_lines;  // the first line may be a constraint's
    std::string found = "\n" + found_lines;
    const sterna::catalog& in = to.catalog();
    for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
      const sterna::object& it = in.state.at(i);
      if (!it.alive || it.kind != sterna::object_kind::constraint || !it.generated_name) continue;
      const sterna::object& table = in.state.at(it.parent);
      const std::string schema(table.schema.view().empty() ? "public" : table.schema.view());
      const std::string head = "\nconstraint " + schema + "." + std::string(table.id.view()) + " ";
      const std::string own = head + std::string(it.id.view()) + " ";
      const std::size_t at = wanted.find(own);
      if (at == wanted.npos || found.find(own) != found.npos) continue;
      const std::size_t from_type = at + own.size();
      const std::string rest = wanted.substr(from_type, wanted.find('\n', from_type) + 1 - from_type);
      for (std::size_t there = found.find(head); there != found.npos; there = found.find(head, there + 1)) {
        const std::size_t begin = there + head.size();
        const std::size_t end = found.find(' ', begin);
        const std::string other = found.substr(begin, end - begin);
        if (found.compare(end + 1, rest.size(), rest) != 0 || wanted.find(head + other + " ") != wanted.npos) continue;
        for (const std::string& before : {head, std::string("INDEX ")}) {
          for (std::size_t place = found.find(before + other + " "); place != found.npos;
               place = found.find(before + other + " ", place + 1)) {
            found.replace(place + before.size(), other.size(), it.id.view());
          }
        }
        break;
      }
    }
    return found.substr(1);
  }
  /// The same on a server (one that has been prepared): both schemas, the migrations on the first, and what the
  /// server's catalogs say of the results, but for what the replay cannot know. All is rolled back.
  [[nodiscard]] std::string problem_on(sterna::connection& db) {
    const auto run = [&](const std::vector<std::string>& statements) {
      for (std::string each : statements) {
        if (const std::size_t word = each.find(" CONCURRENTLY"); word != each.npos && each.find("INDEX") < word) {
          each.erase(word, 13);  // not in a transaction
        }
        db.execute(each);
      }
    };
    const sterna::catalog::mark start = from.catalog().here();
    std::vector<sterna::script_builder> whole;  // each op as what it stands for in the schema that it meets
    for (const sterna::generated_migration& each : made.migrations) {
      if (std::optional<sterna::script_builder> one = completed(each.ops.view())) whole.push_back(std::move(*one));
    }
    from.catalog().return_to(start);
    if (whole.size() < made.migrations.size()) return {};  // it is refused: problem() tells
    const auto state = [&] { return db.execute("SELECT whole FROM property.catalog()")[0][0].as<std::string>(); };
    std::string at, wanted, found;
    try {
      db.execute("BEGIN");
      at = "the second schema: ";
      run(to.sql());
      wanted = state();
      db.execute("ROLLBACK");
      db.execute("BEGIN");
      at = "the first schema: ";
      run(from.sql());
      at = "the migrations: ";
      for (const sterna::script_builder& each : whole) {
        std::vector<std::string> statements;
        sterna::sql_writer out;
        sterna::render(each.view(), out);
        for (const auto& one : out.statements()) {
          const sterna::operation& op = each.view().operations[static_cast<std::size_t>(one.operation) - 1];
          if (op.what != sterna::op_kind::backfill) statements.emplace_back(out.text_of(one));  // there are no rows
        }
        run(statements);
      }
      found = state();
      db.execute("ROLLBACK");
    } catch (const sterna::error& what) {
      db.execute("ROLLBACK");
      if (what.sqlstate() == "55P04") return {};  // a new value is used: the migrations would not be one transaction
      return at.starts_with("the mig") ? at + what.what() : std::string();
    }
    std::string told = property::unlike_lines(without(wanted), named_as(without(wanted), without(found)));
    return told.empty() ? told : "on the server: " + told;
  }
  /// Plays ops on the first schema; none, if one is refused.
  [[nodiscard]] std::optional<sterna::script_builder> completed(const sterna::script& ops) {
    sterna::script_builder all;
    for (const sterna::operation& op : ops.operations) {
      const sterna::verb& what = sterna::verb_of(op);
      const sterna::catalog::mark before = from.catalog().here();
      if (!what.effect(op, ops, from.catalog())) {
        from.catalog().found = {};
        return std::nullopt;
      }
      if (what.complete == nullptr) {
        sterna::detail::copy_operation(op, ops, all);
      } else if (!what.complete(op, ops, sterna::changes{from.catalog(), before, from.catalog().state}, all)) {
        return std::nullopt;
      }
    }
    return all;
  }
  /// What is not as it should be after the migrations have been played up, and down again; empty where all is.
  [[nodiscard]] std::string problem() {
    const std::string before = property::state_text::of(from.catalog());
    std::vector<sterna::script_builder> downs;
    std::vector<sterna::catalog::mark> marks;
    for (const sterna::generated_migration& each : made.migrations) {
      marks.push_back(from.catalog().here());
      if (!from.play(each.ops.view(), false, each.irreversible.empty())) {
        sterna::sql_writer sentence;
        sterna::write_message(from.catalog().found, {}, sentence);
        return "refused: " + std::string(sentence.text());
      }
      downs.push_back(from.replay().take_derived().ops);
    }
    if (const auto left = sterna::first_difference(to.catalog(), from.catalog())) return "left: " + text_of(left);
    if (const auto again = sterna::diff(from.catalog(), to.catalog()); !again.empty()) {
      std::string text = "again:";
      for (const auto& each : again.migrations) {
        for (const std::string& statement : property::statements_of(each.ops.view())) text += " " + statement + ";";
      }
      return text;
    }
    for (std::size_t i = made.migrations.size(); i-- > 0;) {
      if (!made.migrations[i].irreversible.empty()) break;
      if (!from.play(downs[i].view(), true, false)) {
        sterna::sql_writer sentence;
        sterna::write_message(from.catalog().found, {}, sentence);
        return "downgrade refused: " + std::string(sentence.text());
      }
      const auto left = sterna::difference_since(from.catalog(), marks[i]);
      if (!left.what.empty()) {
        return "downgrade leaves: " + std::string(from.catalog().state.at(left.which).id.view()) + " " +
               std::string(left.what);
      }
    }
    return {};
  }
};

}  // namespace pairs
