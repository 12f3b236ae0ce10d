// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "generator.hpp"
#include "sequence.hpp"
#include "server.hpp"
#include "state_text.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace property {

/// What the replay makes of one op.
struct verdict_of_op {
  sterna::verdict found{};
  std::string state{};
  bool derived = false;
  std::vector<std::string> reverse{};
  sterna::verdict back_found{};      ///< of the reverse, replayed
  std::string_view back_difference{};  ///< from what was there before, as a downgrade is judged
  std::string returned{};            ///< the state before the op, where undoing it in memory has not given it back
};

/// The library's side.
class player {
 public:
  player() : graph_{revisions_}, replay_{graph_} { replay_.world().lowest_server = 15; }

  [[nodiscard]] const sterna::catalog& world() const { return replay_.world(); }

  [[nodiscard]] verdict_of_op play(const op_spec& op) {
    scripts_.push_back(std::make_unique<sterna::script_builder>(lowered(op)));
    const sterna::script ops = scripts_.back()->view();
    sterna::catalog& world = replay_.world();
    const std::string before_text = before_;
    const sterna::catalog::mark before = world.here();
    verdict_of_op made;
    static_cast<void>(replay_.play(ops, false, true));
    scripts_.push_back(std::make_unique<sterna::script_builder>(replay_.take_derived().ops));
    if (world.found.what != sterna::fault::none && world.found.what != sterna::fault::underivable) {
      made.found = world.found;
      world.found = {};
      world.return_to(before);
      if (const std::string again = state_text::of(world); again != before_text) {
        made.returned = again;
      }
      return made;
    }
    made.derived = world.found.what == sterna::fault::none;
    world.found = {};
    made.state = before_ = state_text::of(world);
    if (made.derived) {
      const sterna::script back = scripts_.back()->view();
      made.reverse = statements_of(back);
      const sterna::catalog::mark after = world.here();
      static_cast<void>(replay_.play(back, true, false));
      made.back_found = world.found;
      world.found = {};
      if (!made.back_found) {
        made.back_difference = sterna::difference_since(world, before).what;
      }
      world.return_to(after);
      if (const std::string again = state_text::of(world); again != made.state) {
        made.returned = again;
      }
    }
    return made;
  }

 private:
  std::array<sterna::revision, 1> revisions_{sterna::revision{"one", "one", {}, {}, {}, {}, {}, false, "test"}};
  sterna::graph graph_;
  sterna::replay replay_;
  std::vector<std::unique_ptr<sterna::script_builder>> scripts_{};
  std::string before_{};
};

/// Where both sides differ, at the last op of a sequence.
struct mismatch {
  std::string kind{};    ///< stays the same while the sequence is made smaller
  std::string report{};
  std::size_t op = 0;
};

struct counts {
  long sequences = 0, ops = 0, accepted = 0, refused = 0, reversed = 0, underivable = 0, skipped = 0;
};

/// The server's codes that speak of data, of the transaction, or of what a text of SQL says, which the replay leaves
/// to the server.
[[nodiscard]] inline bool beyond_replay(std::string_view state, std::string_view words) {
  return state == "55P04" ||  // a new value of an enumeration, used in the same transaction
         words.find("access method \"hash\"") != words.npos ||  // only B-trees are judged
         words.starts_with("default for column") ||              // the type of an expression
         words.starts_with("cannot create index on relation");   // a view, which might be materialized
}

/// ALTER TABLE works on views and sequences too, which the words for tables refuse on purpose.
[[nodiscard]] inline bool takes_any_relation(op_kind what) {
  return what == op_kind::rename_table || what == op_kind::rename_column || what == op_kind::alter_column;
}

/// What the words refuse on purpose although PostgreSQL does not: what would break each INSERT, or leave a function
/// over, or tell programs that know one of two columns from those that know the other no more. Before PostgreSQL 15 a
/// column goes silently with one that it is computed from.
[[nodiscard]] inline bool stricter_on_purpose(op_kind what, const sterna::verdict& found) {
  using sterna::fault;
  return (found.what == fault::still_needed && found.detail == "synchronising trigger") ||
         (found.what == fault::still_needed && found.detail == "column" && server_release() < 15) ||
         (found.what == fault::conflicting_column && !found.owner.empty()) ||
         (what == op_kind::expand_column &&
          (found.what == fault::conflicting_column || found.what == fault::column_is_generated ||
           found.what == fault::column_is_identity));
}

/// The server's words without the names in them.
[[nodiscard]] inline std::string nameless(std::string_view words) {
  std::string made;
  bool quoted = false;
  for (const char c : words) {
    quoted = quoted != (c == '"');
    if (!quoted) made += c;
  }
  return made;
}

[[nodiscard]] inline std::string fault_text(const sterna::verdict& of) {
  sterna::sql_writer out;
  sterna::write_message(of, {}, out);
  return std::string(out.text());
}

/// The lines of `a` and of `b` that the other does not have.
[[nodiscard]] inline std::string unlike_lines(const std::string& a, const std::string& b) {
  const auto lines = [](const std::string& text) {
    std::multiset<std::string> made;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      made.insert(text.substr(at, end - at));
      at = end + 1;
    }
    return made;
  };
  std::multiset<std::string> left = lines(a);
  std::multiset<std::string> right = lines(b);
  for (auto i = left.begin(); i != left.end();) {
    if (const auto there = right.find(*i); there != right.end()) {
      right.erase(there);
      i = left.erase(i);
    } else {
      ++i;
    }
  }
  std::string made;
  for (const std::string& each : left) {
    made += "    - " + each + "\n";
  }
  for (const std::string& each : right) {
    made += "    + " + each + "\n";
  }
  return made;
}

/// Plays a sequence on both sides; the first mismatch, if there is one.
[[nodiscard]] inline std::optional<mismatch> compare(sterna::connection& db, const sequence& ops,
                                                     const std::vector<verdict_of_op>& ours, counts* tally = nullptr) {
  std::vector<server_task> tasks;
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const sterna::script_builder script = lowered(ops[i]);
    tasks.push_back({statements_of(script.view()), !ours[i].found, ours[i].derived, ours[i].reverse});
  }
  const std::vector<server_answer> theirs = ask(db, tasks);
  std::string before;
  const auto sql = [](const std::vector<std::string>& list) {
    std::string made;
    for (const std::string& each : list) {
      made += "    " + each + ";\n";
    }
    return made;
  };
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const verdict_of_op& mine = ours[i];
    const server_answer& its = theirs[i];
    const std::string word(sterna::verb_of(ops[i].record).word);
    const auto differ = [&](std::string kind, const std::string& report) {
      return mismatch{word + ": " + std::move(kind), report, i};
    };
    if (!its.played) {
      break;
    }
    if (tally != nullptr) {
      ++tally->ops;
    }
    if (beyond_replay(its.state, its.words)) {
      if (tally != nullptr) ++tally->skipped;
      if (!mine.found) break;
      continue;
    }
    if (mine.found.what == sterna::fault::wrong_kind && its.state.empty() && takes_any_relation(ops[i].record.what)) {
      if (tally != nullptr) ++tally->skipped;
      break;
    }
    if (its.state.empty() && stricter_on_purpose(ops[i].record.what, mine.found)) {
      if (tally != nullptr) ++tally->skipped;
      break;
    }
    if (!mine.found && !its.state.empty()) {
      return differ("accepted by the replay only, " + its.state + " " + nameless(its.words),
                    "  the server: " + its.state + " " + its.words + "\n");
    }
    if (mine.found && its.state.empty()) {
      return differ("refused by the replay only, fault " + std::to_string(static_cast<int>(mine.found.what)),
                    "  the replay: " + fault_text(mine.found) + "\n");
    }
    if (!mine.returned.empty()) {
      return differ("not undone in memory",
                    "  (- before, + after)\n" + unlike_lines(mine.found ? before : mine.state, mine.returned));
    }
    if (mine.found) {
      if (tally != nullptr) ++tally->refused;
      continue;
    }
    if (tally != nullptr) ++tally->accepted;
    if (mine.state != its.catalog) {
      const std::string lines = unlike_lines(mine.state, its.catalog);
      return differ("another state, " + lines.substr(0, lines.find(' ', 6)), "  (- replay, + server)\n" + lines);
    }
    if (mine.derived) {
      if (tally != nullptr) ++tally->reversed;
      const std::string text = "  derived reverse:\n" + sql(mine.reverse);
      if (!its.back_state.empty()) {
        if (!beyond_replay(its.back_state, its.back_words)) {
          return differ("reverse refused by the server, " + its.back_state + " " + nameless(its.back_words),
                        text + "  the server: " + its.back_state + " " + its.back_words + "\n");
        }
      } else if (its.back != before) {
        return differ("reverse does not restore, " + unlike_lines(before, its.back).substr(0, 12),
                      text + "  (- before, + after)\n" + unlike_lines(before, its.back));
      }
      if (mine.back_found) {
        return differ("reverse refused by the replay, fault " + std::to_string(static_cast<int>(mine.back_found.what)),
                      text + "  the replay: " + fault_text(mine.back_found) + "\n");
      }
      if (!mine.back_difference.empty()) {
        return differ("reverse leaves a difference for the replay, " + std::string(mine.back_difference), text);
      }
    } else if (tally != nullptr) {
      ++tally->underivable;
    }
    before = its.whole;
  }
  return std::nullopt;
}

[[nodiscard]] inline std::vector<verdict_of_op> play(const sequence& ops) {
  player mine;
  std::vector<verdict_of_op> made;
  for (const op_spec& each : ops) {
    made.push_back(mine.play(each));
  }
  return made;
}
[[nodiscard]] inline std::optional<mismatch> compare(sterna::connection& db, const sequence& ops) {
  return compare(db, ops, play(ops));
}

/// The same mismatch with as little as possible in front of it.
[[nodiscard]] inline sequence shrunk(sterna::connection& db, sequence ops, mismatch& found) {
  const auto take = [&](sequence& smaller_one) {
    const std::optional<mismatch> again = compare(db, smaller_one);
    if (!again || again->kind != found.kind) {
      return false;
    }
    smaller_one.resize(again->op + 1);
    ops = std::move(smaller_one);
    found = *again;
    return true;
  };
  ops.resize(found.op + 1);
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = ops.size(); i-- > 0;) {
      if (i >= ops.size()) {
        continue;
      }
      sequence without = ops;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      if (take(without)) {
        again = true;
        continue;
      }
      for (const op_spec& each : smaller(ops[i])) {
        sequence changed = ops;
        changed[i] = each;
        if (take(changed)) {
          again = true;
          break;
        }
      }
    }
  }
  return ops;
}

/// The SQL of a sequence, and what differs at its end.
[[nodiscard]] inline std::string told(const sequence& ops, const mismatch& what) {
  std::string text = what.kind + "\n";
  for (const op_spec& each : ops) {
    const sterna::script_builder script = lowered(each);
    for (const std::string& statement : statements_of(script.view())) {
      text += "    ";
      for (const char c : statement) {
        if (c != '\n') text += c;
      }
      text += ";\n";
    }
  }
  return text + what.report;
}

/// One random sequence; `found` is its mismatch.
[[nodiscard]] inline std::optional<mismatch> try_one(sterna::connection& db, std::uint32_t seed, sequence& ops,
                                                     counts& tally) {
  generator random(seed);
  player mine;
  std::vector<verdict_of_op> ours;
  const unsigned length = 6 + seed % 13;
  for (unsigned i = 0; i < length; ++i) {
    ops.push_back(random.next(mine.world()));
    ours.push_back(mine.play(ops.back()));
  }
  ++tally.sequences;
  return compare(db, ops, ours, &tally);
}

}  // namespace property
