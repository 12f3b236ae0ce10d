// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"
#include "sterna/schema/type.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {

/// PostgreSQL's own types by their names in pg_type; only those that no column of a migration has are left out.
/// The first 64 are those that casts lead from or to, so that a set of them fits into one number.
enum class catalog_type : std::uint8_t {
  unknown,  ///< a text that is not understood: a type of an extension or of the user, or not only a type
  named,    ///< made by the user, given by its name
  boolean, int2, int4, int8, float4, float8, numeric, money,
  text, varchar, bpchar, name, single_char, json, jsonb, xml,
  date, time, timetz, timestamp, timestamptz, interval,
  bit, varbit, inet, cidr, macaddr, macaddr8,
  oid, regclass, regcollation, regconfig, regdictionary, regnamespace, regoper, regoperator, regproc, regprocedure,
  regrole, regtype,
  point, line, lseg, box, path, polygon, circle,
  uuid, bytea, tsvector, tsquery, pg_lsn, jsonpath, xid, xid8, cid, tid, txid_snapshot, pg_snapshot, refcursor,
  int4range, int8range, numrange, tsrange, tstzrange, daterange,
  int4multirange, int8multirange, nummultirange, tsmultirange, tstzmultirange, datemultirange,
};

/// What a type is, however it was written: `type("character varying (20) []")` and `array(string(20))` are the same.
struct canonical_type {
  catalog_type base = catalog_type::unknown;
  std::uint8_t dimensions = 0;  ///< of an array; PostgreSQL does not tell arrays of one and of two apart
  std::uint8_t argument_count = 0;
  std::uint8_t fields = 0;  ///< of an interval: 0 for all, or the place in detail::interval_fields and 1
  int arguments[2] = {};
  name id{};  ///< of a named type; the text of an unknown one
  name in{};  ///< the schema of a named type

  /// One of PostgreSQL's own types, or an array of them.
  [[nodiscard]] constexpr bool known() const noexcept { return base > catalog_type::named; }

  [[nodiscard]] friend constexpr bool operator==(const canonical_type& a, const canonical_type& b) noexcept {
    return a.base == b.base && (a.dimensions > 0) == (b.dimensions > 0) && a.argument_count == b.argument_count &&
           a.fields == b.fields && a.arguments[0] == b.arguments[0] && a.arguments[1] == b.arguments[1] &&
           (a.known() || (a.id == b.id && a.in == b.in));
  }
};

namespace detail {

/// In the order of catalog_type.
inline constexpr std::string_view catalog_names[] = {
    {}, {}, "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "money", "text", "varchar", "bpchar",
    "name", "char", "json", "jsonb", "xml", "date", "time", "timetz", "timestamp", "timestamptz", "interval", "bit",
    "varbit", "inet", "cidr", "macaddr", "macaddr8", "oid", "regclass", "regcollation", "regconfig", "regdictionary",
    "regnamespace", "regoper", "regoperator", "regproc", "regprocedure", "regrole", "regtype", "point", "line",
    "lseg", "box", "path", "polygon", "circle", "uuid", "bytea", "tsvector", "tsquery", "pg_lsn", "jsonpath", "xid",
    "xid8", "cid", "tid", "txid_snapshot", "pg_snapshot", "refcursor", "int4range", "int8range", "numrange",
    "tsrange", "tstzrange", "daterange", "int4multirange", "int8multirange", "nummultirange", "tsmultirange",
    "tstzmultirange", "datemultirange",
};

/// What the words of the language mean; they go before the names above, and neither quotes nor a schema fit them.
struct type_alias {
  std::string_view words{};
  catalog_type base = catalog_type::unknown;
};
inline constexpr type_alias type_aliases[] = {
    {"integer", catalog_type::int4}, {"int", catalog_type::int4}, {"smallint", catalog_type::int2},
    {"bigint", catalog_type::int8}, {"serial", catalog_type::int4}, {"serial4", catalog_type::int4},
    {"bigserial", catalog_type::int8}, {"serial8", catalog_type::int8}, {"smallserial", catalog_type::int2},
    {"serial2", catalog_type::int2}, {"boolean", catalog_type::boolean}, {"real", catalog_type::float4},
    {"float", catalog_type::float8}, {"double precision", catalog_type::float8}, {"decimal", catalog_type::numeric},
    {"dec", catalog_type::numeric}, {"char", catalog_type::bpchar}, {"character", catalog_type::bpchar},
    {"nchar", catalog_type::bpchar}, {"national char", catalog_type::bpchar},
    {"national character", catalog_type::bpchar}, {"character varying", catalog_type::varchar},
    {"char varying", catalog_type::varchar}, {"nchar varying", catalog_type::varchar},
    {"national char varying", catalog_type::varchar}, {"national character varying", catalog_type::varchar},
    {"bit varying", catalog_type::varbit}, {"time with time zone", catalog_type::timetz},
    {"time without time zone", catalog_type::time}, {"timestamp with time zone", catalog_type::timestamptz},
    {"timestamp without time zone", catalog_type::timestamp},
};

/// What may follow `interval`, and its smallest unit: 0 a second ... 5 a year.
struct interval_field {
  std::string_view words{};
  int least = 0;
};
inline constexpr interval_field interval_fields[] = {
    {"second", 0}, {"day to second", 0}, {"hour to second", 0}, {"minute to second", 0}, {"year", 5}, {"month", 4},
    {"day", 3}, {"hour", 2}, {"minute", 1}, {"year to month", 4}, {"day to hour", 2}, {"day to minute", 1},
    {"hour to minute", 1},
};
inline constexpr std::uint8_t fields_with_seconds = 4;

/// In the order of base_type.
inline constexpr catalog_type catalog_type_of_word[] = {
    catalog_type::unknown, catalog_type::named, catalog_type::int2, catalog_type::int4, catalog_type::int8,
    catalog_type::int2, catalog_type::int4, catalog_type::int8, catalog_type::varchar, catalog_type::bpchar,
    catalog_type::text, catalog_type::boolean, catalog_type::date, catalog_type::time, catalog_type::timetz,
    catalog_type::timestamp, catalog_type::timestamptz, catalog_type::interval, catalog_type::numeric,
    catalog_type::float4, catalog_type::float8, catalog_type::uuid, catalog_type::json, catalog_type::jsonb,
    catalog_type::bytea, catalog_type::inet, catalog_type::cidr, catalog_type::macaddr, catalog_type::tsvector,
    catalog_type::xml, catalog_type::bit, catalog_type::varbit,
};

static_assert(sizeof catalog_type_of_word / sizeof catalog_type_of_word[0] == sizeof type_texts / sizeof type_texts[0]);
static_assert(sizeof catalog_names / sizeof catalog_names[0] ==
              static_cast<unsigned>(catalog_type::datemultirange) + 1);

[[nodiscard]] constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// time, timetz, timestamp, timestamptz.
[[nodiscard]] constexpr bool is_clock(catalog_type of) noexcept {
  return of >= catalog_type::time && of <= catalog_type::timestamptz;
}

/// What the server makes of absent and of too large arguments. It warns of more than 6 digits of a second.
constexpr void complete_arguments(canonical_type& type, bool one_is_meant) noexcept {
  if (type.argument_count == 0) {
    if (one_is_meant) {
      type.argument_count = 1;
      type.arguments[0] = 1;
    }
  } else if (type.base == catalog_type::numeric) {
    type.argument_count = 2;
  } else if ((is_clock(type.base) || type.base == catalog_type::interval) && type.arguments[0] > 6) {
    type.arguments[0] = 6;
  }
}

struct parsed_type {
  canonical_type type{};
  bool bad_float = false;  ///< `float(n)` with an n that there is not
};

/// Reads the text of a raw type. Whatever is not surely a type of PostgreSQL's own is `unknown` and stands for itself.
class type_parser {
 public:
  [[nodiscard]] static constexpr parsed_type parse(const data_type& raw) noexcept {
    type_parser parser(raw.id.view());
    parsed_type made;
    if (parser.read() && parser.resolve()) {
      made.type = parser.type_;
      made.type.dimensions = static_cast<std::uint8_t>(made.type.dimensions + raw.dimensions);
      made.bad_float = parser.bad_float_;
    } else {
      made.type.dimensions = raw.dimensions;
      made.type.id = raw.id;
    }
    return made;
  }

 private:
  constexpr explicit type_parser(std::string_view text) noexcept : text_{text} {}

  [[nodiscard]] constexpr std::string_view words() const noexcept { return {words_, size_}; }
  [[nodiscard]] constexpr bool at_word() const noexcept {
    const char c = at_ < text_.size() ? lower(text_[at_]) : '\0';
    return (c >= 'a' && c <= 'z') || c == '_' || is_digit(c);
  }
  constexpr bool append(char c) noexcept {
    if (size_ == sizeof words_) {
      return false;
    }
    words_[size_++] = c;
    return true;
  }

  /// Splits the text: words in lower case with one space between them, arguments, dimensions.
  constexpr bool read() noexcept {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_space(c)) {
        ++at_;
      } else if (at_word() && !quoted_ && type_.dimensions == 0) {
        if (size_ > 0 && !append(' ')) return false;
        for (; at_word(); ++at_) {
          if (!append(lower(text_[at_]))) return false;
        }
      } else if (c == '"' && size_ == 0) {
        quoted_ = true;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
          if (!append(text_[at_])) return false;
        }
        if (at_++ == text_.size()) return false;
      } else if (c == '.' && words() == "pg_catalog" && !qualified_ && before_arguments_ == 0) {
        qualified_ = true;
        quoted_ = false;
        size_ = 0;
        ++at_;
      } else if (c == '(' && size_ > 0 && before_arguments_ == 0 && type_.dimensions == 0) {
        before_arguments_ = size_;
        if (!read_arguments()) return false;
      } else if (c == '[' && size_ > 0) {
        for (++at_; at_ < text_.size() && (is_space(text_[at_]) || is_digit(text_[at_])); ++at_) {
        }
        if (at_ == text_.size() || text_[at_++] != ']') return false;
        ++type_.dimensions;
      } else {
        return false;
      }
    }
    if (!quoted_ && words().ends_with(" array")) {
      size_ -= 6;
      type_.dimensions = 1;
    }
    return true;
  }

  /// `(10, 2)`: whole numbers, two at most.
  constexpr bool read_arguments() noexcept {
    for (++at_; at_ < text_.size(); ++at_) {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      const bool negative = at_ < text_.size() && text_[at_] == '-';
      at_ += negative ? 1 : 0;
      if (at_ == text_.size() || !is_digit(text_[at_]) || type_.argument_count == 2) return false;
      long long value = 0;
      for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
        value = value < 200'000'000 ? value * 10 + (text_[at_] - '0') : 2'000'000'000;
      }
      type_.arguments[type_.argument_count++] = static_cast<int>(negative ? -value : value);
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      if (at_ < text_.size() && text_[at_] == ')') {
        ++at_;
        return true;
      }
      if (at_ == text_.size() || text_[at_] != ',') return false;
    }
    return false;
  }

  constexpr bool resolve() noexcept {
    const std::string_view all = words();
    const bool exact = quoted_ || qualified_;
    bool arguments_at_end = before_arguments_ == 0 || before_arguments_ == size_;
    if (!exact) {
      for (const type_alias& alias : type_aliases) {
        if (alias.words == all) {
          type_.base = alias.base;
          break;
        }
      }
      if (is_clock(type_.base)) {  // of several words: the argument follows the first
        if (before_arguments_ != 0 && before_arguments_ != all.find(' ')) return false;
        arguments_at_end = true;
      }
      if (all.starts_with("interval ")) {
        for (std::uint8_t i = 0; i < sizeof interval_fields / sizeof interval_fields[0]; ++i) {
          if (interval_fields[i].words == all.substr(9)) type_.fields = static_cast<std::uint8_t>(i + 1);
        }
        if (type_.fields == 0 || (before_arguments_ > 0 && type_.fields > fields_with_seconds)) return false;
        type_.base = catalog_type::interval;
      }
    }
    for (unsigned i = 2; type_.base == catalog_type::unknown && i < sizeof catalog_names / sizeof catalog_names[0];
         ++i) {
      if (catalog_names[i] == all) type_.base = static_cast<catalog_type>(i);
    }
    if (type_.base == catalog_type::unknown || !arguments_at_end) return false;
    if (exact && type_.base == catalog_type::interval && before_arguments_ > 0) return false;  // wants other arguments
    if (all == "float" && type_.argument_count == 1) {
      bad_float_ = type_.arguments[0] < 1 || type_.arguments[0] > 53;
      type_.base = type_.arguments[0] < 25 ? catalog_type::float4 : catalog_type::float8;
      type_.argument_count = 0;
      type_.arguments[0] = 0;
    }
    // bit and char without a length are those of one; bpchar and pg_catalog.bit are not.
    complete_arguments(
        type_, !exact && all != "bpchar" && (type_.base == catalog_type::bit || type_.base == catalog_type::bpchar));
    return true;
  }

  std::string_view text_;
  canonical_type type_{};
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  std::size_t before_arguments_ = 0;
  bool quoted_ = false;
  bool qualified_ = false;
  bool bad_float_ = false;
  char words_[40] = {};
};

inline constexpr canonical_type blank_canonical_type{};  // to be copied, which costs a compiler less

/// The built-in type of a word; `unknown` for every raw text.
[[nodiscard]] constexpr catalog_type word_of(const data_type& type) noexcept {
  return catalog_type_of_word[static_cast<unsigned>(type.base)];
}

}  // namespace detail

/// What `type` is. Serials are the integers that they make.
[[nodiscard]] constexpr canonical_type canonical(const data_type& type) noexcept {
  if (type.base == base_type::raw) {
    return detail::type_parser::parse(type).type;
  }
  canonical_type made = detail::blank_canonical_type;
  made.base = detail::word_of(type);
  made.dimensions = type.dimensions;
  if (type.base == base_type::named) {
    made.id = type.id;
    made.in = type.in;
    return made;
  }
  made.argument_count = type.argument_count;
  made.arguments[0] = type.arguments[0];
  made.arguments[1] = type.arguments[1];
  detail::complete_arguments(made, type.base == base_type::character || type.base == base_type::bit);
  return made;
}

/// Whether two types are of one word, whatever their arguments: varchar(5) and varchar(9).
[[nodiscard]] constexpr bool of_one_word(const data_type& a, const data_type& b) noexcept {
  return a.base == base_type::raw || b.base == base_type::raw ? canonical(a).base == canonical(b).base
                                                              : detail::word_of(a) == detail::word_of(b);
}

}  // namespace sterna
