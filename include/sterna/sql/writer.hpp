// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/pool.hpp"
#include "sterna/schema/name.hpp"
#include "sterna/schema/type.hpp"
#include "sterna/sql/keywords.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {

/// Where SQL text is made: the one seam to a dialect. Ops write keywords with `<<` and everything else (names,
/// literals, types) through the members that know how PostgreSQL quotes. Works in constant expressions.
class sql_writer {
 public:
  /// One finished statement: its place in the text, and the number of the op (from 1) that wrote it; where it stands
  /// for several, of the first and the last.
  struct statement {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    int operation = 0;
    int last_operation = 0;
  };

  constexpr sql_writer& operator<<(std::string_view sql) {
    text_.append(sql.data(), static_cast<std::uint32_t>(sql.size()));
    return *this;
  }
  constexpr sql_writer& operator<<(char c) {
    text_.push(c);
    return *this;
  }

  constexpr sql_writer& number(long long value) {
    char digits[20] = {};
    int count = 0;
    const bool negative = value < 0;
    do {
      const int digit = static_cast<int>(value % 10);
      digits[count++] = static_cast<char>('0' + (digit < 0 ? -digit : digit));
      value /= 10;
    } while (value != 0);
    if (negative) {
      *this << '-';
    }
    while (count > 0) {
      *this << digits[--count];
    }
    return *this;
  }

  /// An identifier, in double quotes where PostgreSQL needs them.
  constexpr sql_writer& identifier(std::string_view id) {
    return detail::plain_identifier(id) ? *this << id : quoted(id);
  }
  constexpr sql_writer& identifier(const name& id) { return identifier(id.view()); }
  /// An identifier in double quotes even where SQL needs none: PL/pgSQL has keywords of its own.
  constexpr sql_writer& quoted(std::string_view id) {
    *this << '"';
    for (const char c : id) {
      if (c == '"') {
        *this << '"';
      }
      *this << c;
    }
    return *this << '"';
  }

  /// `schema.id`, or `id` where the schema is left to the search path.
  constexpr sql_writer& qualified(const name& schema, const name& id) {
    if (!schema.empty()) {
      identifier(schema) << '.';
    }
    return identifier(id);
  }

  /// A text in single quotes; right whatever standard_conforming_strings says.
  constexpr sql_writer& literal(std::string_view value) {
    if (value.find('\\') != std::string_view::npos) {
      *this << 'E';
    }
    *this << '\'';
    for (const char c : value) {
      if (c == '\'' || c == '\\') {
        *this << c;
      }
      *this << c;
    }
    return *this << '\'';
  }

  /// A text between dollars, with a tag that it does not hold: the body of a function or of DO. Its last character
  /// must be neither a dollar nor part of a word.
  constexpr sql_writer& dollar_quoted(std::string_view body) {
    sql_writer tag;
    tag << "$sterna$";
    for (long long i = 0; body.find(tag.text()) != std::string_view::npos; ++i) {
      tag.text_.clear();
      (tag << "$sterna").number(i) << '$';
    }
    return *this << tag.text() << body << tag.text();
  }

  constexpr sql_writer& type(const data_type& of) {
    const detail::type_text& known = detail::text_of(of.base);
    if (of.base == base_type::named) {
      qualified(of.in, of.id);
    } else {
      *this << (of.base == base_type::raw ? of.id.view() : known.name);
    }
    if (of.argument_count > 0) {
      (*this << '(').number(of.arguments[0]);
      if (of.argument_count > 1) {
        (*this << ", ").number(of.arguments[1]);
      }
      *this << ')';
    }
    *this << known.suffix;
    for (int i = 0; i < of.dimensions; ++i) {
      *this << "[]";
    }
    if (!of.collation.empty()) {
      (*this << " COLLATE ").identifier(of.collation);
    }
    return *this;
  }

  /// Ends the statement that was being written (without a semicolon); an empty one is dropped.
  constexpr void end_statement() {
    if (text_.size() > first_) {
      statements_.push({first_, text_.size() - first_, operation_, last_operation_});
      first_ = text_.size();
    }
  }
  /// What is written from here on belongs to op number `operation`.
  constexpr void begin_operation(int operation) noexcept { operation_ = last_operation_ = operation; }
  /// The statement that is being written stands for that op too.
  constexpr void take_in(int operation) noexcept { last_operation_ = operation; }

  [[nodiscard]] constexpr list<statement> statements() const noexcept { return statements_; }
  [[nodiscard]] constexpr std::string_view text_of(const statement& which) const noexcept {
    return text().substr(which.first, which.size);
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

 private:
  pool<char> text_{};
  pool<statement> statements_{};
  std::uint32_t first_ = 0;
  int operation_ = 0;
  int last_operation_ = 0;
};

}  // namespace sterna
