// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/canonical_type.hpp"
#include "sterna/schema/type_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Whether PostgreSQL 13 to 18 read a text as a value of a type, without the type's arguments.

namespace sterna::detail {

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}
[[nodiscard]] constexpr bool is_hex(char c) noexcept { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }

[[nodiscard]] constexpr bool has_digit(std::string_view text) noexcept {
  for (const char c : text) {
    if (is_digit(c)) return true;
  }
  return false;
}
/// `word` is in lower case.
[[nodiscard]] constexpr bool starts_with_word(std::string_view text, std::string_view word) noexcept {
  if (text.size() < word.size()) {
    return false;
  }
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(text[i]) != word[i]) return false;
  }
  return true;
}
[[nodiscard]] constexpr bool is_word(std::string_view text, std::string_view word) noexcept {
  return text.size() == word.size() && starts_with_word(text, word);
}
[[nodiscard]] constexpr bool has_word(std::string_view text, std::string_view word) noexcept {
  for (; text.size() >= word.size(); text.remove_prefix(1)) {
    if (starts_with_word(text, word)) return true;
  }
  return false;
}

/// What follows a 0 where the number is not a decimal one.
[[nodiscard]] constexpr bool is_hex_mark(char c) noexcept {
  return lower(c) == 'x' || lower(c) == 'o' || lower(c) == 'b';
}

/// `largest` is that of the type; the smallest is one more, negated.
[[nodiscard]] constexpr answer integer_text(std::string_view text, std::uint64_t largest) noexcept {
  text = trimmed(text);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) {
    text.remove_prefix(1);
  }
  if (text.empty() || !is_digit(text[0])) {
    return answer::no;
  }
  const std::uint64_t limit = largest + (negative ? 1 : 0);
  std::uint64_t value = 0;
  bool fits = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) {
      // 1_000, 0x1F, 0o17 and 0b1 are read since 16.
      return text[i] == '_' || (i == 1 && text[0] == '0' && is_hex_mark(text[i])) ? answer::unknown : answer::no;
    }
    const auto digit = static_cast<unsigned>(text[i] - '0');
    fits = fits && value <= (limit - digit) / 10;
    value = fits ? value * 10 + digit : value;
  }
  return as_answer(fits);
}

/// A number in decimal digits, as far as its size goes.
struct number_shape {
  enum class kind : std::uint8_t { none, unknown, nan, infinite, zero, finite } is = kind::none;
  int size = 0;  ///< of a finite one: the least power of ten that is larger
};
[[nodiscard]] constexpr number_shape shape_of(std::string_view text) noexcept {
  using kind = number_shape::kind;
  text = trimmed(text);
  if (is_word(text, "nan")) {
    return {kind::nan};
  }
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    text.remove_prefix(1);
  }
  if (is_word(text, "infinity") || is_word(text, "inf")) {
    return {kind::infinite};
  }
  if (starts_with_word(text, "nan")) {
    return {kind::unknown};  // a sign before it, or strtod's "nan(1)"
  }
  std::size_t i = 0;
  number_shape made;
  bool digits = false;
  bool point = false;
  bool zero = true;
  for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !point)); ++i) {
    point = point || text[i] == '.';
    digits = digits || text[i] != '.';
    zero = zero && (text[i] == '0' || text[i] == '.');
    made.size += text[i] == '.' || zero == !point ? 0 : point ? -1 : 1;
  }
  if (!digits) {
    return {kind::none};
  }
  if (i < text.size() && lower(text[i]) == 'e') {
    ++i;
    if (i < text.size() && is_space(text[i])) {
      return {kind::unknown};  // numeric skips spaces here until 15
    }
    const bool negative = i < text.size() && text[i] == '-';
    i += i < text.size() && (text[i] == '-' || text[i] == '+') ? 1 : 0;
    if (i == text.size() || !is_digit(text[i])) {
      return {kind::none};
    }
    int exponent = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      exponent = exponent < 100'000 ? exponent * 10 + (text[i] - '0') : exponent;
    }
    made.size += negative ? -exponent : exponent;
  }
  if (i < text.size()) {
    // strtod reads 0x1p3 for the server, and numeric 0x1F and 1_000 since 16.
    return {text[i] == '_' || (i == 1 && text[0] == '0' && is_hex_mark(text[i])) ? kind::unknown : kind::none};
  }
  made.is = zero ? kind::zero : kind::finite;
  return made;
}

/// `largest`: the power of ten up to which every number surely fits; 0 for numeric, which reads what it is given.
[[nodiscard]] constexpr answer number_text(std::string_view text, int largest) noexcept {
  const number_shape shape = shape_of(text);
  switch (shape.is) {
    case number_shape::kind::none: return answer::no;
    case number_shape::kind::unknown: return answer::unknown;
    case number_shape::kind::nan: return answer::yes;
    case number_shape::kind::infinite: return largest == 0 ? answer::unknown : answer::yes;  // numeric: since 14
    default: break;
  }
  if (largest == 0) {
    return shape.size > -1000 && shape.size < 1000 ? answer::yes : answer::unknown;
  }
  if (shape.is == number_shape::kind::zero || (shape.size > -largest && shape.size <= largest)) {
    return answer::yes;
  }
  return shape.size > largest + 3 || shape.size < -largest - 20 ? answer::no : answer::unknown;
}

[[nodiscard]] constexpr answer boolean_text(std::string_view text) noexcept {
  text = trimmed(text);
  const auto begins = [text](std::string_view word, std::size_t least) {
    return text.size() >= least && text.size() <= word.size() && is_word(text, word.substr(0, text.size()));
  };
  return as_answer(begins("true", 1) || begins("false", 1) || begins("yes", 1) || begins("no", 1) || begins("on", 2) ||
                   begins("off", 2) || text == "1" || text == "0");
}

/// Of what boolean_text() takes: yes for true, no for false.
[[nodiscard]] constexpr answer boolean_value(std::string_view text) noexcept {
  text = trimmed(text);
  if (boolean_text(text) != answer::yes) {
    return answer::unknown;
  }
  const char first = lower(text[0]);
  return as_answer(first == 't' || first == 'y' || first == '1' || (first == 'o' && lower(text[1]) == 'n'));
}

[[nodiscard]] constexpr answer uuid_text(std::string_view text) noexcept {
  if (text.size() > 2 && text.front() == '{') {
    if (text.back() != '}') {
      return answer::no;
    }
    text = text.substr(1, text.size() - 2);
  }
  int digits = 0;
  bool hyphen = true;  // one more may not follow
  for (const char c : text) {
    if (is_hex(c)) {
      ++digits;
      hyphen = false;
    } else if (c != '-' || hyphen || digits % 4 != 0 || digits >= 32) {
      return answer::no;
    } else {
      hyphen = true;
    }
  }
  return as_answer(digits == 32);
}

/// Reads JSON (RFC 8259) from the left to the right. What only jsonb refuses is left open.
class json_reader {
 public:
  [[nodiscard]] static constexpr answer read(std::string_view text, bool binary) noexcept {
    json_reader reader(text);
    const answer said = reader.read_all();
    return said == answer::yes && binary && reader.special_ ? answer::unknown : said;
  }

 private:
  constexpr explicit json_reader(std::string_view text) noexcept : text_{text} {}

  [[nodiscard]] constexpr char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  constexpr bool take(char c) noexcept {
    const bool there = peek() == c;
    at_ += there ? 1 : 0;
    return there;
  }
  constexpr void skip_space() noexcept {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }
  constexpr bool digits() noexcept {
    const std::size_t start = at_;
    while (is_digit(peek())) ++at_;
    return at_ > start;
  }
  constexpr bool string() noexcept {
    if (!take('"')) return false;
    while (!take('"')) {
      const auto c = static_cast<unsigned char>(peek());
      ++at_;
      if (c < 0x20) return false;
      if (c != '\\') continue;
      const char escaped = peek();
      ++at_;
      if (escaped == 'u') {
        special_ = true;  // jsonb refuses \u0000 and half a surrogate
        for (int i = 0; i < 4; ++i, ++at_) {
          if (!is_hex(peek())) return false;
        }
      } else if (escaped == '\0' || std::string_view("\"\\/bfnrt").find(escaped) == std::string_view::npos) {
        return false;
      }
    }
    return true;
  }
  constexpr bool number() noexcept {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      special_ = true;  // jsonb's numbers are not as large as they are written
      if (!take('-')) take('+');
      return digits();
    }
    return true;
  }
  constexpr bool scalar() noexcept {
    if (peek() == '"') return string();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return true;
      }
    }
    return number();
  }

  constexpr answer read_all() noexcept {
    std::uint64_t objects = 0;  // a bit for each open bracket, the innermost the lowest: whether it is an object's
    int depth = 0;
    for (bool first = false;;) {  // of an array or an object that may yet turn out to be empty
      skip_space();
      const bool object = depth > 0 && (objects & 1) != 0;
      bool closed = first && take(object ? '}' : ']');
      if (!closed) {
        if (object) {
          if (!string()) return answer::no;
          skip_space();
          if (!take(':')) return answer::no;
          skip_space();
        }
        if (peek() == '{' || peek() == '[') {
          if (++depth > 64) return answer::unknown;
          objects = (objects << 1) | (peek() == '{' ? 1u : 0u);
          ++at_;
          first = true;
          continue;
        }
        if (!scalar()) return answer::no;
      } else {
        --depth;
        objects >>= 1;
      }
      first = false;
      for (skip_space(); depth > 0 && take((objects & 1) != 0 ? '}' : ']'); skip_space()) {
        --depth;
        objects >>= 1;
      }
      if (depth == 0) return as_answer(at_ == text_.size());
      if (!take(',')) return answer::no;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool special_ = false;
};

/// `2024-02-29`, which no DateStyle reads in another order; unknown where it is not of this form.
[[nodiscard]] constexpr answer iso_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return answer::unknown;
  }
  int parts[3] = {};
  for (std::size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7) continue;
    if (!is_digit(text[i])) return answer::unknown;
    int& part = parts[i < 4 ? 0 : i < 7 ? 1 : 2];
    part = part * 10 + (text[i] - '0');
  }
  const auto [year, month, day] = parts;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int last = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  return as_answer(year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= last);
}

[[nodiscard]] constexpr answer moment_text(catalog_type type, std::string_view text) noexcept {
  text = trimmed(text);
  const bool with_date = !(type == catalog_type::time || type == catalog_type::timetz);
  if (has_digit(text)) {
    return with_date && type != catalog_type::interval ? iso_date(text) : answer::unknown;
  }
  if (has_word(text, ".")) {
    return answer::unknown;  // "." is an interval of no length, and "j:." midnight
  }
  if (type == catalog_type::interval) {  // infinite since 17; "PT" is of no length
    return has_word(text, "infinity") || starts_with_word(text, "p") ? answer::unknown : answer::no;
  }
  if (is_word(text, "now") || (!with_date && is_word(text, "allballs"))) {
    return answer::yes;
  }
  bool word = has_word(text, "now") || has_word(text, "allballs");
  for (const std::string_view each : {"today", "tomorrow", "yesterday", "epoch", "infinity"}) {
    if (with_date && is_word(text, each)) return answer::yes;
    word = word || has_word(text, each);
  }
  return with_date && is_word(text, "-infinity") ? answer::yes : word ? answer::unknown : answer::no;
}

/// No where a character is neither a hexadecimal digit nor one of `others`, or there is nothing to be read.
[[nodiscard]] constexpr answer address_text(std::string_view text, std::string_view others) noexcept {
  bool any = false;
  for (const char c : text) {
    if (!is_hex(c) && others.find(c) == std::string_view::npos) return answer::no;
    any = any || is_hex(c) || c == ':';
  }
  return any ? answer::unknown : answer::no;
}

/// macaddr8 looks at no more than it needs.
[[nodiscard]] constexpr answer macaddr8_text(std::string_view text) noexcept {
  int digits = 0;
  for (const char c : text) {
    digits += is_hex(c) ? 1 : 0;
  }
  return digits < 12 ? answer::no : answer::unknown;
}

[[nodiscard]] constexpr answer bytea_text(std::string_view text) noexcept {
  if (!text.starts_with("\\x")) {
    return text.find('\\') == std::string_view::npos ? answer::yes : answer::unknown;
  }
  std::size_t digits = 0;
  for (const char c : text.substr(2)) {
    if (is_hex(c)) {
      ++digits;
    } else if (digits % 2 != 0 || !(c == ' ' || c == '\n' || c == '\t' || c == '\r')) {
      return answer::no;
    }
  }
  return as_answer(digits % 2 == 0);
}

[[nodiscard]] constexpr answer bits_text(std::string_view text) noexcept {
  const bool hex = !text.empty() && lower(text[0]) == 'x';
  if (hex || (!text.empty() && lower(text[0]) == 'b')) {
    text.remove_prefix(1);
  }
  for (const char c : text) {
    if (!(c == '0' || c == '1' || (hex && is_hex(c)))) return answer::no;
  }
  return answer::yes;
}

}  // namespace sterna::detail
