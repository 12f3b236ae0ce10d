// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/canonical_type.hpp"
#include "sterna/schema/type.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// What PostgreSQL 13 to 18 allow with types, from their catalogs (pg_cast, pg_amop, pg_opclass), which agree on all
// that is said here. Casts and operator classes that a superuser has added between built-in types are left out.

namespace sterna {

enum class answer : std::uint8_t { no, yes, unknown };

enum class type_flaw : std::uint8_t {
  none, length_not_positive, length_too_large, precision_out_of_range, scale_out_of_range, takes_no_argument,
  unbalanced,
};

/// What a change of a column's type costs.
enum class rewrite : std::uint8_t {
  none,                  ///< only the catalog changes
  scan,                  ///< the table is read: no change of a type alone does that, but a constraint checked anew does
  table,                 ///< the table and its indexes are written anew
  index_only,            ///< the table stays; an index on the column is built anew
  depends_on_time_zone,  ///< `index_only` where the session's TimeZone is UTC, else `table`
};

namespace detail {

using type_set = std::uint64_t;
[[nodiscard]] constexpr type_set bit_of(catalog_type one) noexcept {
  return static_cast<unsigned>(one) < 64 ? type_set{1} << static_cast<unsigned>(one) : 0;
}
template <class... T>
[[nodiscard]] constexpr type_set set_of(T... each) noexcept {
  return (bit_of(each) | ...);
}
[[nodiscard]] constexpr type_set range_of(catalog_type first, catalog_type last) noexcept {
  return (bit_of(last) | (bit_of(last) - 1)) & ~(bit_of(first) - 1);
}
[[nodiscard]] constexpr bool in(catalog_type one, type_set set) noexcept { return (bit_of(one) & set) != 0; }

inline constexpr type_set registered_types = range_of(catalog_type::regclass, catalog_type::regtype);

struct cast_table {
  type_set implicit[64] = {};
  type_set assignment[64] = {};  ///< beyond those
};
inline constexpr cast_table casts = [] {
  using enum catalog_type;
  cast_table made;
  const auto from = [](type_set* table, catalog_type source, auto... targets) {
    table[static_cast<unsigned>(source)] |= set_of(targets...);
  };
  type_set* const i = made.implicit;
  from(i, int2, int4, int8, float4, float8, numeric, oid);
  from(i, int4, int8, float4, float8, numeric, oid);
  from(i, int8, float4, float8, numeric, oid);
  from(i, float4, float8);
  from(i, numeric, float4, float8);
  from(i, text, bpchar, varchar, name, regclass);
  from(i, varchar, text, bpchar, name, regclass);
  from(i, bpchar, text, varchar, name);
  from(i, name, text);
  from(i, single_char, text);
  from(i, date, timestamp, timestamptz);
  from(i, time, interval, timetz);
  from(i, timestamp, timestamptz);
  from(i, bit, varbit);
  from(i, varbit, bit);
  from(i, cidr, inet);
  from(i, macaddr, macaddr8);
  from(i, macaddr8, macaddr);
  from(i, regproc, regprocedure);
  from(i, regprocedure, regproc);
  from(i, regoper, regoperator);
  from(i, regoperator, regoper);
  type_set* const a = made.assignment;
  from(a, int4, int2, money);
  from(a, int8, int2, int4, money);
  from(a, float4, int2, int4, int8, numeric);
  from(a, float8, int2, int4, int8, numeric, float4);
  from(a, numeric, int2, int4, int8, money);
  from(a, money, numeric);
  from(a, text, single_char);
  from(a, varchar, single_char);
  from(a, bpchar, single_char);
  from(a, json, jsonb);
  from(a, jsonb, json);
  from(a, timestamp, date, time);
  from(a, timestamptz, date, time, timetz, timestamp);
  from(a, interval, time);
  from(a, timetz, time);
  from(a, inet, cidr);
  from(a, point, box);
  from(a, path, polygon);
  from(a, box, polygon);
  from(a, polygon, path);
  for (const catalog_type number : {int2, int4, int8, oid}) {
    i[static_cast<unsigned>(number)] |= registered_types;
  }
  for (auto each = static_cast<unsigned>(regclass); each <= static_cast<unsigned>(regtype); ++each) {
    i[each] |= set_of(oid);
    a[each] |= set_of(int4, int8);
  }
  a[static_cast<unsigned>(oid)] |= set_of(int4, int8);
  return made;
}();

/// In assignments, every value becomes a text of these types.
inline constexpr type_set text_types =
    set_of(catalog_type::text, catalog_type::varchar, catalog_type::bpchar, catalog_type::name);

inline constexpr type_set without_btree =
    range_of(catalog_type::point, catalog_type::circle) |
    set_of(catalog_type::json, catalog_type::xml, catalog_type::jsonpath, catalog_type::xid, catalog_type::cid,
           catalog_type::txid_snapshot, catalog_type::pg_snapshot, catalog_type::refcursor);

/// Types of one operator family with an operator = for each two of them.
inline constexpr type_set families[] = {
    set_of(catalog_type::int2, catalog_type::int4, catalog_type::int8),
    set_of(catalog_type::float4, catalog_type::float8),
    set_of(catalog_type::text, catalog_type::varchar, catalog_type::name),
    set_of(catalog_type::date, catalog_type::timestamp, catalog_type::timestamptz),
};

/// The type whose default operator class the index of a column has.
[[nodiscard]] constexpr catalog_type operator_class_of(catalog_type of) noexcept {
  return of == catalog_type::varchar ? catalog_type::text
         : of == catalog_type::cidr  ? catalog_type::inet
         : in(of, registered_types)  ? catalog_type::oid
                                     : of;
}

[[nodiscard]] constexpr answer as_answer(bool yes) noexcept { return yes ? answer::yes : answer::no; }

/// A type that its word tells, which is what nearly all are: no array, no name, no text.
[[nodiscard]] constexpr bool one_word(const data_type& type) noexcept {
  return type.base > base_type::named && type.dimensions == 0;
}

/// The same type, whatever its arguments.
[[nodiscard]] constexpr bool same_type(const canonical_type& a, const canonical_type& b) noexcept {
  return a.base == b.base && (a.dimensions > 0) == (b.dimensions > 0) && (a.known() || (a.id == b.id && a.in == b.in));
}

[[nodiscard]] constexpr bool implicit_cast(catalog_type from, catalog_type to) noexcept {
  return static_cast<unsigned>(from) < 64 && in(to, casts.implicit[static_cast<unsigned>(from)]);
}

[[nodiscard]] constexpr answer assignment_cast_of(catalog_type from, catalog_type to) noexcept {
  if (from == to || in(to, text_types)) {
    return answer::yes;
  }
  if (static_cast<unsigned>(from) < 64 &&
      in(to, casts.implicit[static_cast<unsigned>(from)] | casts.assignment[static_cast<unsigned>(from)])) {
    return answer::yes;
  }
  // Until 14, "char" was one of the texts that everything becomes; integer has an explicit cast to it.
  return to == catalog_type::single_char && from != catalog_type::int4 ? answer::unknown : answer::no;
}

/// True where every value of the type with `from`'s arguments is one with `to`'s as it is, and PostgreSQL knows that.
[[nodiscard]] constexpr bool arguments_widen(const canonical_type& from, const canonical_type& to) noexcept {
  if (from.argument_count == to.argument_count && from.fields == to.fields && from.arguments[0] == to.arguments[0] &&
      from.arguments[1] == to.arguments[1]) {
    return true;
  }
  if (to.argument_count == 0 && to.fields == 0) {
    return true;
  }
  if (to.dimensions > 0) {
    return false;
  }
  const bool given = from.argument_count > 0;
  switch (to.base) {
    case catalog_type::varchar:
    case catalog_type::varbit: return given && to.arguments[0] >= from.arguments[0];
    case catalog_type::numeric:
      return given && to.arguments[0] >= from.arguments[0] && to.arguments[1] == from.arguments[1];
    case catalog_type::time:
    case catalog_type::timetz:
    case catalog_type::timestamp:
    case catalog_type::timestamptz: return to.arguments[0] == 6 || (given && to.arguments[0] >= from.arguments[0]);
    case catalog_type::interval: {
      const int before = from.fields == 0 ? 0 : interval_fields[from.fields - 1].least;
      const int after = to.fields == 0 ? 0 : interval_fields[to.fields - 1].least;
      return after <= before && (before > 0 || to.argument_count == 0 || to.arguments[0] == 6 ||
                                 (given && to.arguments[0] >= from.arguments[0]));
    }
    default: return false;
  }
}

/// True where parentheses, brackets and quotes are closed. What only the server's lexer tells passes as closed.
[[nodiscard]] constexpr bool balanced(std::string_view text) noexcept {
  int open = 0;
  char quote = '\0';
  bool blank = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    blank = blank && is_space(c);
    if (c == '$' || c == '\\' || (c == '-' && next == '-') || (c == '/' && next == '*')) {
      return true;
    }
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++open;
    } else if ((c == ')' || c == ']') && --open < 0) {
      return false;
    }
  }
  return open == 0 && quote == '\0' && !blank;
}

[[nodiscard]] constexpr type_flaw flaw_of_arguments(const canonical_type& type, int lowest_server_version) noexcept {
  const int first = type.arguments[0];
  switch (type.base) {
    case catalog_type::varchar:
    case catalog_type::bpchar:
    case catalog_type::bit:
    case catalog_type::varbit: {
      const bool bits = type.base == catalog_type::bit || type.base == catalog_type::varbit;
      return first < 1                              ? type_flaw::length_not_positive
             : first > (bits ? 83886080 : 10485760) ? type_flaw::length_too_large
                                                    : type_flaw::none;
    }
    case catalog_type::numeric: {
      const int scale = type.arguments[1];
      const bool wide = lowest_server_version >= 15;
      return first < 1 || first > 1000                                     ? type_flaw::precision_out_of_range
             : scale < (wide ? -1000 : 0) || scale > (wide ? 1000 : first) ? type_flaw::scale_out_of_range
                                                                           : type_flaw::none;
    }
    case catalog_type::time:
    case catalog_type::timetz:
    case catalog_type::timestamp:
    case catalog_type::timestamptz:
    case catalog_type::interval: return first < 0 ? type_flaw::precision_out_of_range : type_flaw::none;
    default: return type.known() ? type_flaw::takes_no_argument : type_flaw::none;
  }
}

}  // namespace detail

/// What the servers from `lowest_server_version` (13 ... 18) on have against the type as it is written.
[[nodiscard]] constexpr type_flaw flaw_of(const data_type& type, int lowest_server_version) noexcept {
  if (type.base != base_type::raw) {
    return type.argument_count == 0 ? type_flaw::none
                                    : detail::flaw_of_arguments(canonical(type), lowest_server_version);
  }
  if (!detail::balanced(type.id.view())) {
    return type_flaw::unbalanced;
  }
  const detail::parsed_type parsed = detail::type_parser::parse(type);
  return parsed.bad_float                  ? type_flaw::precision_out_of_range
         : parsed.type.argument_count == 0 ? type_flaw::none
                                           : detail::flaw_of_arguments(parsed.type, lowest_server_version);
}

/// Whether a column of the type may be (part of) a primary key, UNIQUE or an index of the usual kind.
[[nodiscard]] constexpr answer has_btree(const data_type& type) noexcept {
  if (detail::one_word(type)) {
    return detail::as_answer(!detail::in(detail::word_of(type), detail::without_btree));
  }
  const canonical_type what = canonical(type);
  if (what.dimensions > 0) {
    return answer::yes;  // the server asks the elements only when it compares two arrays
  }
  return what.known() ? detail::as_answer(!detail::in(what.base, detail::without_btree)) : answer::unknown;
}

/// Whether a foreign key from a column of type `foreign` may reference a unique column of type `key`. It needs an
/// operator = of the key's index, or an implicit cast to the type that the index compares.
[[nodiscard]] constexpr answer comparable_for_foreign_key(const data_type& key, const data_type& foreign) noexcept {
  if (key.base == foreign.base && detail::one_word(key) && detail::one_word(foreign) &&
      key.collation.empty() && foreign.collation.empty()) {  // nearly always
    return detail::as_answer(!detail::in(detail::word_of(key), detail::without_btree));
  }
  const canonical_type to = canonical(key);
  const canonical_type from = canonical(foreign);
  // From 18 on, different collations are refused where one of them is not deterministic, and "char", which has none.
  const bool decided = key.collation == foreign.collation &&
                       (from.base != catalog_type::single_char || to.base == catalog_type::single_char);
  const answer yes = decided ? answer::yes : answer::unknown;
  if (detail::same_type(to, from)) {
    return to.dimensions == 0 && detail::in(to.base, detail::without_btree) ? answer::no : yes;
  }
  if (!to.known() || !from.known()) {
    return answer::unknown;
  }
  if (to.dimensions > 0 || from.dimensions > 0 || detail::in(to.base, detail::without_btree)) {
    return answer::no;
  }
  for (const detail::type_set& family : detail::families) {
    if (detail::in(to.base, family) && detail::in(from.base, family)) {
      return yes;
    }
  }
  const catalog_type compared = detail::operator_class_of(to.base);
  return from.base == compared || detail::implicit_cast(from.base, compared) ? yes : answer::no;
}

/// Whether `ALTER COLUMN TYPE to` without USING is accepted for a column of type `from`.
[[nodiscard]] constexpr answer assignment_cast(const data_type& from, const data_type& to) noexcept {
  const canonical_type before = canonical(from);
  const canonical_type after = canonical(to);
  if (detail::same_type(before, after)) {
    return answer::yes;
  }
  if (!before.known() || !after.known()) {
    return answer::unknown;
  }
  if (before.dimensions > 0 && after.dimensions == 0) {
    return after.base == catalog_type::single_char ? answer::unknown
                                                   : detail::as_answer(detail::in(after.base, detail::text_types));
  }
  return before.dimensions == 0 && after.dimensions > 0 ? answer::no
                                                        : detail::assignment_cast_of(before.base, after.base);
}

/// What it costs to change a column's type from `from` to `to`, USING apart.
[[nodiscard]] constexpr rewrite rewrite_of(const data_type& from, const data_type& to) noexcept {
  using enum catalog_type;
  const canonical_type before = canonical(from);
  const canonical_type after = canonical(to);
  const rewrite same = from.collation == to.collation ? rewrite::none : rewrite::index_only;
  if (detail::same_type(before, after)) {
    return detail::arguments_widen(before, after) ? same : rewrite::table;
  }
  if (!before.known() || !after.known() || before.dimensions > 0 || after.dimensions > 0) {
    return rewrite::table;
  }
  const catalog_type source = before.base;
  const catalog_type target = after.base;
  if ((source == timestamp && target == timestamptz) || (source == timestamptz && target == timestamp)) {
    return after.argument_count == 0 || after.arguments[0] == 6 ? rewrite::depends_on_time_zone : rewrite::table;
  }
  if (after.argument_count > 0) {
    return rewrite::table;
  }
  // The rest are pairs that have the same bytes. An index stays where both types have the same operator class.
  constexpr detail::type_set objects = detail::registered_types | detail::set_of(oid);
  const bool same_class =
      (source == varchar && target == text) || (source == text && target == varchar) ||
      (source == cidr && target == inet) ||
      (detail::in(source, objects) && detail::in(target, objects) && detail::implicit_cast(source, target)) ||
      (source == xml && (target == text || target == varchar || target == bpchar));
  if (same_class) {
    return same;
  }
  const bool same_bytes = ((source == text || source == varchar) && target == bpchar) ||
                          (source == bit && target == varbit) || (source == varbit && target == bit) ||
                          (source == int4 && detail::in(target, objects)) ||
                          (detail::in(source, objects) && target == int4);
  return same_bytes ? rewrite::index_only : rewrite::table;
}

/// Whether `GENERATED ... AS IDENTITY` may stand behind the type. A serial has its numbers already.
[[nodiscard]] constexpr answer may_be_identity(const data_type& type) noexcept {
  if (detail::one_word(type)) {
    return detail::as_answer(type.whole_number() && !type.serial());
  }
  const canonical_type what = canonical(type);
  if (what.base == catalog_type::unknown) {
    return answer::unknown;
  }
  return detail::as_answer(what.dimensions == 0 && what.base >= catalog_type::int2 && what.base <= catalog_type::int8);
}

}  // namespace sterna
