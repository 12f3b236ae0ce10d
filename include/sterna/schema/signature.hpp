// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

#include "sterna/schema/canonical_type.hpp"
#include "sterna/sql/word_reader.hpp"

// The arguments of functions as they are written, `(a integer, INOUT b text DEFAULT '')`, and what tells one function
// from another of the same name: the types of those that go in.

namespace sterna::detail {

/// One argument of a list.
struct argument {
  std::string_view written{};  ///< without its default
  std::string_view type{};
  bool output = false;  ///< OUT: no part of what a function is found by
};

/// Goes through a list of arguments, with or without its parentheses.
class argument_reader {
 public:
  constexpr explicit argument_reader(std::string_view list) noexcept : in_{list}, list_{list} { in_.next(); }

  /// The next argument; false at the end of the list.
  constexpr bool next(argument& found) noexcept {
    if (in_.is('(') && !begun_) {
      in_.next();
    }
    begun_ = true;
    if (in_.is(',') || in_.is("order")) {  // an ordered-set aggregate has two lists
      if (in_.is("order") && in_.next() && !in_.is("by")) {
        return false;
      }
      in_.next();
    }
    if (in_.kind == sql_token::end || in_.is(')')) {
      return false;
    }
    found = {};
    const std::size_t first = in_.position;
    pass_mode(found);
    std::size_t type = in_.position;
    if (is_word() && !begins_type()) {
      in_.next();
      pass_mode(found);
      type = in_.position;
    }
    std::size_t last = type;
    int open = 0;
    bool in_default = false;
    for (bool more = in_.kind != sql_token::end; more; more = in_.next()) {
      if (open == 0 && (in_.is(',') || in_.is(')') || in_.is("order"))) {
        break;
      }
      in_default = in_default || (open == 0 && (in_.is("default") || in_.is('=') || in_.is(':')));
      open += in_.is('(') || in_.is('[') ? 1 : in_.is(')') || in_.is(']') ? -1 : 0;
      last = in_default ? last : in_.at;
    }
    found.written = list_.substr(first, last - first);
    found.type = list_.substr(type, last - type);
    return true;
  }

 private:
  [[nodiscard]] constexpr bool is_word() const noexcept {
    return in_.kind == sql_token::word || in_.kind == sql_token::identifier;
  }
  constexpr void pass_mode(argument& found) noexcept {
    if (in_.is("in") || in_.is("out") || in_.is("inout") || in_.is("variadic")) {
      found.output = in_.is("out");
      in_.next();
    }
  }
  /// Whether the present word begins a type: no other word follows it, but those of a type of several words.
  [[nodiscard]] constexpr bool begins_type() const noexcept {
    sql_word_reader after = in_;
    if (!after.next() || (after.kind != sql_token::word && after.kind != sql_token::identifier) ||
        after.is("default") || after.is("order") || after.is("array")) {
      return true;
    }
    return (in_.is("double") && after.is("precision")) || (in_.is("national") && after.is("character")) ||
           (in_.is("national") && after.is("char")) || after.is("varying") ||
           ((in_.is("time") || in_.is("timestamp")) && (after.is("with") || after.is("without"))) ||
           (in_.is("interval") && (after.is("year") || after.is("month") || after.is("day") || after.is("hour") ||
                                   after.is("minute") || after.is("second")));
  }

  sql_word_reader in_;
  std::string_view list_;
  bool begun_ = false;
};

/// What a type is, as a number: the same for `int[]` and `integer ARRAY`, for `mood`, `"mood"` and `public.mood`.
[[nodiscard]] constexpr std::uint64_t type_hash(std::string_view written) noexcept {
  data_type raw;
  raw.id = name::viewing(written.data(), static_cast<std::uint32_t>(written.size()), 0);
  const canonical_type known = canonical(raw);
  constexpr std::uint64_t factor = 0x9e3779b97f4a7c15u;
  if (known.known()) {
    return (static_cast<std::uint64_t>(known.base) * 2 + (known.dimensions > 0 ? 1U : 0U) + 1) * factor;
  }
  std::uint64_t hash = hash_of_nothing;
  bool array = false;
  int open = 0;
  sql_word_reader in(written);
  for (bool more = in.next(); more;) {
    const sql_word_reader here = in;
    more = in.next();
    array = array || here.is('[') || here.is("array");
    open += here.is('(') ? 1 : here.is(')') ? -1 : 0;
    if (here.is("array") || (here.kind != sql_token::word && here.kind != sql_token::identifier) || open > 0 ||
        ((here.names("public") || here.names("pg_catalog")) && more && in.is('.'))) {
      continue;
    }
    const bool quoted = here.kind == sql_token::identifier;
    const std::string_view token = here.token();
    for (std::size_t i = quoted ? 1 : 0; i < token.size() - (quoted ? 1U : 0U); ++i) {
      hash = (hash ^ static_cast<unsigned char>(quoted ? token[i] : lower(token[i]))) * factor;
    }
    hash = (hash ^ '.') * factor;
  }
  return hash * 2 + (array ? 1U : 0U);
}

/// The same of a list of arguments: 0 for none.
[[nodiscard]] constexpr std::uint64_t arguments_hash(std::string_view list) noexcept {
  std::uint64_t hash = 0;
  argument_reader in(list);
  for (argument each; in.next(each);) {
    if (!each.output) {
      hash = (hash ^ type_hash(each.type)) * 0xd6e8feb86659fd93u;
      hash ^= hash >> 32;
    }
  }
  return hash;
}

/// Whether a written type is, or is an array of, the type `id` of a schema.
[[nodiscard]] constexpr bool type_is(std::string_view written, std::string_view schema, std::string_view id) noexcept {
  sql_word_reader in(written);
  if (!in.next()) {
    return false;
  }
  const bool unqualified = schema.empty() || schema == "public";
  sql_word_reader after = in;
  if (after.next() && after.is('.')) {
    if (!in.names(unqualified ? "public" : schema)) {
      return false;
    }
    after.next();
    in = after;
    static_cast<void>(after.next());
  } else if (!unqualified) {
    return false;
  }
  return in.names(id) && (after.kind == sql_token::end || after.is('[') || after.is('%') || after.is("array"));
}

}  // namespace sterna::detail
