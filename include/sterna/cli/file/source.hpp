// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Just as much of C++ as it takes to find the migrations in a file that a person has edited.

namespace sterna::cli {

[[nodiscard]] inline bool is_blank(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
[[nodiscard]] inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] inline bool in_identifier(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// One past the comment or the literal that begins at `at`; `at` itself where none does.
[[nodiscard]] inline std::size_t end_of_token(std::string_view text, std::size_t at) {
  const auto behind = [&](std::string_view what, std::size_t from) {
    const std::size_t found = text.find(what, from);
    return found == std::string_view::npos ? text.size() : found + what.size();
  };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end;
  }
  if (rest.starts_with("/*")) return behind("*/", at + 2);
  const char before = at > 0 ? text[at - 1] : ' ';
  if (rest.starts_with('"') && before == 'R') {
    const std::size_t open = text.find('(', at);
    if (open == std::string_view::npos) return text.size();
    return behind(")" + std::string(text.substr(at + 1, open - at - 1)) + "\"", open);
  }
  const bool separator = is_digit(before);  // 1'000
  if (rest.starts_with('"') || (rest.starts_with('\'') && !separator)) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != rest.front() && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
    return end < text.size() ? end + 1 : text.size();
  }
  return at;
}

/// The same text, of the same length, with blanks for comments and for what stands inside literals: what is left can
/// be searched for words and brackets.
[[nodiscard]] inline std::string masked(std::string_view source) {
  std::string mask(source);
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t end = end_of_token(source, at);
    const bool comment = source[at] == '/';
    for (std::size_t i = comment ? at : at + 1; i + (comment ? 0 : 1) < end; ++i) {
      if (source[i] != '\n') mask[i] = ' ';
    }
    at = end > at ? end : at + 1;
  }
  return mask;
}

/// Reads a masked text from left to right.
class source_reader {
 public:
  source_reader(std::string_view source, std::string_view mask, std::size_t at)
      : source_{source}, mask_{mask}, at_{at} {}

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  void skip_blanks() {
    while (at_ < mask_.size() && is_blank(mask_[at_])) ++at_;
  }
  /// Passes over the text where it comes next.
  [[nodiscard]] bool take(std::string_view expected) {
    skip_blanks();
    if (!mask_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  /// The identifier that comes next; empty where none does.
  [[nodiscard]] std::string_view take_identifier() {
    skip_blanks();
    const std::size_t from = at_;
    while (at_ < mask_.size() && in_identifier(mask_[at_])) ++at_;
    return source_.substr(from, at_ - from);
  }
  /// The value of the string literals that come next, which C++ joins; false where none does, or one is raw or holds
  /// an escape that no id has.
  [[nodiscard]] bool take_literal(std::string& value) {
    bool any = false;
    for (skip_blanks(); at_ < mask_.size() && mask_[at_] == '"'; skip_blanks()) {
      const std::size_t end = mask_.find('"', at_ + 1);
      if (end == std::string_view::npos) return false;
      for (std::size_t i = at_ + 1; i < end; ++i) {
        if (source_[i] == '\\' && (++i == end || (source_[i] != '\\' && source_[i] != '"'))) return false;
        value += source_[i];
      }
      at_ = end + 1;
      any = true;
    }
    return any;
  }
  /// From an opening bracket to one past its closing one; false where it has none.
  [[nodiscard]] bool skip_brackets() {
    int depth = 0;
    for (; at_ < mask_.size(); ++at_) {
      const char c = mask_[at_];
      depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
      if (depth == 0) {
        ++at_;
        return true;
      }
    }
    return false;
  }

 private:
  std::string_view source_;
  std::string_view mask_;
  std::size_t at_;
};

/// A member function said on a migration: `.upgrade(...)`.
struct said_part {
  std::string word{};       ///< "upgrade"
  std::string arguments{};  ///< the text between the brackets, as it stands there
};

/// A migration as it stands in a file.
struct written_migration {
  std::string identifier{};
  std::string id{};  ///< empty where it is no plain literal
  std::vector<said_part> parts{};
  std::size_t begin = 0;  ///< of its line or lines in the file
  std::size_t end = 0;    ///< one past its semicolon
};

/// Where the words in front of `at` begin: "inline constexpr ".
[[nodiscard]] inline std::size_t begin_of_words(std::string_view mask, std::size_t at) {
  while (at > 0 && (is_blank(mask[at - 1]) || in_identifier(mask[at - 1]))) --at;
  return at;
}

/// The definitions `auto NAME = migration(...)...;` of a text, in its order.
[[nodiscard]] inline std::vector<written_migration> migrations_in(std::string_view source) {
  const std::string mask = masked(source);
  std::vector<written_migration> found;
  for (std::size_t at = mask.find("auto"); at != std::string::npos; at = mask.find("auto", at + 4)) {
    if (at > 0 && in_identifier(mask[at - 1])) continue;
    source_reader in(source, mask, at + 4);
    written_migration made;
    if (at + 4 >= mask.size() || !is_blank(mask[at + 4])) continue;
    made.begin = begin_of_words(mask, at);
    made.identifier = in.take_identifier();
    if (made.identifier.empty() || !in.take("=")) continue;
    std::string_view word = in.take_identifier();
    while (in.take("::")) word = in.take_identifier();
    in.skip_blanks();
    const std::size_t open = in.at();
    if (word != "migration" || open >= mask.size() || mask[open] != '(' || !in.skip_brackets()) continue;
    source_reader inside(source, mask, open + 1);
    if (std::string id; inside.take_literal(id) && inside.take(",")) made.id = id;
    while (in.take(".")) {
      said_part part{std::string(in.take_identifier()), {}};
      in.skip_blanks();
      const std::size_t from = in.at() + 1;
      if (part.word.empty() || from > mask.size() || mask[from - 1] != '(' || !in.skip_brackets()) break;
      part.arguments = source.substr(from, in.at() - 1 - from);
      made.parts.push_back(std::move(part));
    }
    made.end = in.take(";") ? in.at() : std::min(in.at(), source.size());
    found.push_back(std::move(made));
  }
  return found;
}

}  // namespace sterna::cli
