// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace sterna {

/// A text as a C++ string literal, with its quotes; bytes above ASCII stay as they are.
[[nodiscard]] inline std::string literal_of(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      made += '\\';
      made += c;
    } else if (c == '?' && made.ends_with('?')) {
      made += "\\?";  // no trigraph
    } else if (c == '\n') {
      made += "\\n";
    } else if (c == '\t') {
      made += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      const char octal[] = {'\\', static_cast<char>('0' + (byte >> 6U)), static_cast<char>('0' + ((byte >> 3U) & 7U)),
                            static_cast<char>('0' + (byte & 7U))};
      made.append(octal, 4);  // three digits, so that one that follows is none of it
    } else {
      made += c;
    }
  }
  return made + "\"";
}

/// The same as a person would write it: raw where there are quotes, backslashes or several lines in it.
[[nodiscard]] inline std::string text_literal(std::string_view text) {
  const bool plain = text.find_first_of("\"\\\n") == std::string_view::npos;
  const bool strange = std::ranges::any_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
  if (plain || strange) return literal_of(text);
  std::string tag;
  while (text.find(")" + tag + "\"") != std::string_view::npos) tag += "_";
  return "R\"" + tag + "(" + std::string(text) + ")" + tag + "\"";
}

/// Texts between braces, or between brackets of a call: "a, b".
template <class List, class Write>
[[nodiscard]] std::string joined(const List& list, Write write) {
  std::string made;
  for (const auto& each : list) made += (made.empty() ? "" : ", ") + write(each);
  return made;
}

}  // namespace sterna
