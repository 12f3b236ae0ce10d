// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/directory.hpp"
#include "sterna/cli/file/words.hpp"
#include "sterna/history/addressing.hpp"
#include "sterna/history/message.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

/// A migration that is to be written into a file of its own.
struct draft {
  std::string id{};
  std::string message{};
  std::vector<std::string> parents{};
  std::vector<std::string> depends_on{};
  std::vector<std::string> labels{};
  std::vector<std::string> includes{};  ///< besides the DSL, as they stand behind #include
  /// What comes behind the graph: the lines of `.upgrade(...)` and its like, each indented as it will stand.
  std::vector<std::string> body{};
};

/// Twelve random hexadecimal digits, as Alembic's.
[[nodiscard]] inline std::string random_id() {
  std::random_device entropy;
  std::string id;
  while (id.size() < 12) id += "0123456789abcdef"[entropy() % 16];
  return id;
}

/// Throws command_error where an id given by a person cannot be one, or no part of a file's name.
inline void expect_id(std::string_view id) {
  std::string illegal;
  for (const char c : {'@', '-', '+', ':'}) {
    if (id.find(c) != std::string_view::npos) {
      illegal += (illegal.empty() ? "" : ", ") + std::string("'") + c + "'";
    }
  }
  if (!illegal.empty()) {
    throw command_error("Character(s) " + illegal + " not allowed in revision identifier '" + std::string(id) + "'");
  }
  const bool strange =
      std::ranges::any_of(id, [](char c) { return (c >= '\0' && c < ' ') || c == '/' || c == '\x7f'; });
  if (id.empty() || id.front() == '.' || strange || !is_utf8(id)) {
    throw command_error("revision identifier " + literal_of(id) +
                        " cannot be part of a file's name: it is empty, begins with a dot, or holds a slash, a "
                        "control character or what is no UTF-8");
  }
}

[[nodiscard]] inline name viewing(const std::string& text) {
  return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text));
}
/// As many of the names as there are texts, and `next` behind them.
[[nodiscard]] inline list<name> take_names(const name*& next, const std::vector<std::string>& texts) {
  const list<name> taken{next, static_cast<std::uint32_t>(texts.size())};
  next += texts.size();
  return taken;
}

/// A draft as the data that the graph works with; both must stay where they are.
class drafted_revision {
 public:
  explicit drafted_revision(const draft& made) {
    for (const auto* texts : {&made.parents, &made.depends_on, &made.labels}) {
      for (const std::string& each : *texts) names_.push_back(viewing(each));
    }
    const name* next = names_.data();
    data.id = viewing(made.id);
    data.message = made.message;
    data.parents = take_names(next, made.parents);
    data.depends_on = take_names(next, made.depends_on);
    data.labels = take_names(next, made.labels);
  }
  drafted_revision(const drafted_revision&) = delete;
  drafted_revision& operator=(const drafted_revision&) = delete;

 private:
  std::vector<name> names_{};

 public:
  revision data{};
};

/// Throws history_error where the history with the new migration would be one that no further migration can mend. That
/// there are several heads is said on `err` instead, since `merge` mends it.
inline void expect_fits(const context& now, const draft& made) {
  const drafted_revision added(made);
  std::vector<revision> all(now.history.revisions().begin(), now.history.revisions().end());
  all.push_back(added.data);
  const verdict found = graph(all).found();
  if (!found) return;
  sql_writer sentence;
  write_message(found, all, sentence);
  if (found.what != fault::several_heads) throw history_error(std::string(sentence.text()));
  if (!now.quiet) now.err << "note: " << sentence.text() << '\n';
}

/// The text of the file.
[[nodiscard]] inline std::string text_of(const draft& made, std::string_view name_space, std::string_view identifier) {
  std::string text = "#pragma once\n\n#include <sterna/dsl.hpp>\n";
  for (const std::string& each : made.includes) text += "#include " + each + "\n";
  text += "\nnamespace " + std::string(name_space) + " {\nusing namespace sterna::dsl;\n\ninline constexpr auto " +
          std::string(identifier) + " =\n    migration(" + literal_of(made.id) + ", " + literal_of(made.message) + ")";
  const auto say = [&](std::string_view word, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    text += "\n        ." + std::string(word) + "(";
    for (std::size_t i = 0; i < ids.size(); ++i) text += (i == 0 ? "" : ", ") + literal_of(ids[i]);
    text += ")";
  };
  say("revises", made.parents);
  say("branch_label", made.labels);
  say("depends_on", made.depends_on);
  for (const std::string& line : made.body) text += "\n" + line;
  return text + ";\n\n}  // namespace " + std::string(name_space) + "\n";
}

/// Writes the file of a new migration, `<id>_<slug>.hpp`, and says so; it takes the place of no file but one of
/// `replaced`. Throws command_error; nothing is written then.
inline std::filesystem::path write_draft(const context& now, const draft& made,
                                         const std::vector<migration_file>& files,
                                         const std::vector<std::filesystem::path>& replaced = {}) {
  if (made.message.empty()) throw command_error("the message is empty; it says what the migration does");
  if (!is_utf8(made.message)) throw command_error("the message is no valid UTF-8");
  expect_id(made.id);
  std::vector<std::string> taken;
  for (const migration_file& file : files) {
    if (std::ranges::find(replaced, file.path) != replaced.end()) continue;
    for (const written_migration& each : file.migrations) taken.push_back(each.identifier);
  }
  const std::string slug = slug_of(made.message);
  const std::filesystem::path path = directory_of(now) / (made.id + (slug.empty() ? "" : "_" + slug) + ".hpp");
  const bool replace = std::ranges::find(replaced, path) != replaced.end();
  write_file(path, replace, text_of(made, now.chosen.name_space, identifier_of(made.message, made.id, taken)));
  now.out << "Generating " << path.string() << " ...  done\n";
  return path;
}

}  // namespace sterna::cli
