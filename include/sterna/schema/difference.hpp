// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/stale_text.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <string_view>

namespace sterna {

/// The first object in which a schema differs from what it was at a mark, and how; `what` is empty where it is the
/// same.
struct difference {
  std::uint32_t which = object::none;
  std::string_view what{};  ///< "is missing", "is left over", "has another type" ...
};

namespace detail {

/// Where two objects that are compared live: the catalog of the first, and that of the second.
struct sides {
  const catalog& left;
  const catalog& right;
  const stale_texts* stale = nullptr;  ///< set where a text of one of them may have old names in it
};

[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) noexcept {
  std::size_t same = 0;
  while (same < a.size() && a.size() == b.size() && lower(a[same]) == lower(b[same])) {
    ++same;
  }
  return a.size() == b.size() && same == a.size();
}

/// The same but for case and blanks outside of quotes.
[[nodiscard]] constexpr bool same_sql(std::string_view a, std::string_view b) noexcept {
  if (a == b) {
    return true;
  }
  sql_word_reader left(a);
  sql_word_reader right(b);
  while (true) {
    const bool more = left.next();
    if (more != right.next()) {
      return false;
    }
    if (!more) {
      return true;
    }
    if (left.kind == sql_token::word ? !same_word(left.token(), right.token()) : left.token() != right.token()) {
      return false;
    }
  }
}

/// The same; where names may be old ones, as far as anybody can tell.
[[nodiscard]] constexpr bool same_text(const sides& in, std::string_view a, std::string_view b) {
  return same_sql(a, b) || (in.stale != nullptr && in.stale->may_be_same(a, b));
}

/// A literal without its quotes and its cast: '0', 0 and '0'::integer are the same value of an integer.
[[nodiscard]] constexpr std::string_view bare_literal(std::string_view sql) noexcept {
  const bool quoted = sql.starts_with('\'');
  const std::size_t cast = sql.rfind("::");
  if (cast != sql.npos &&
      (quoted ? sql[cast - 1] == '\'' : sql.front() == '-' || (sql.front() >= '0' && sql.front() <= '9'))) {
    sql = sql.substr(0, cast);
  }
  return quoted && sql.size() > 1 && sql.ends_with('\'') ? sql.substr(1, sql.size() - 2) : sql;
}

/// A number without the zeros at its end that say nothing: 5 for 5.0. Empty where it is none.
[[nodiscard]] constexpr std::string_view bare_number(std::string_view literal) noexcept {
  bool dot = false;
  bool digit = false;
  for (std::size_t i = literal.starts_with('-') ? 1 : 0; i < literal.size(); ++i) {
    if (literal[i] == '.' ? dot : literal[i] < '0' || literal[i] > '9') {
      return {};
    }
    (literal[i] == '.' ? dot : digit) = true;
  }
  while (dot && digit && (literal.ends_with('0') || literal.ends_with('.'))) {
    dot = !literal.ends_with('.');
    literal.remove_suffix(1);
  }
  return digit ? literal : std::string_view{};
}

/// One of the three spellings of the time at which the transaction has begun.
[[nodiscard]] constexpr bool is_now(std::string_view sql) noexcept {
  return same_sql(sql, "now()") || same_sql(sql, "CURRENT_TIMESTAMP") || same_sql(sql, "transaction_timestamp()");
}

/// Whether two defaults of a column of this type are the same: as a text, 5 and 5.0 are two.
[[nodiscard]] constexpr bool same_default(const default_value& a, const default_value& b, const data_type& of) {
  using form = default_value::form;
  if (a.what == form::none && b.what == form::none) {
    return true;
  }
  if (a == b) {
    return true;
  }
  if (a.what == form::none || b.what == form::none) {
    return false;
  }
  if (a.what == form::sequence || b.what == form::sequence) {  // of a serial column, or written out
    const default_value& written = a.what == form::sequence ? b : a;
    return written.what == form::expression && mentions(written.text, "nextval");
  }
  sql_writer left;
  write_default(a, left);
  sql_writer right;
  write_default(b, right);
  if (same_sql(left.text(), right.text()) || (is_now(left.text()) && is_now(right.text()))) {
    return true;
  }
  const std::string_view bare_left = bare_literal(left.text());
  const std::string_view bare_right = bare_literal(right.text());
  if (bare_left == bare_right) {
    return true;
  }
  const bool texts = (left.text().starts_with('\'') && right.text().starts_with('\'')) ||
                     in(canonical(of).base, text_types);
  const std::string_view number = texts ? std::string_view{} : bare_number(bare_left);
  return !number.empty() && number == bare_number(bare_right);
}

/// Whether a type that is written as text may be one that is called so.
[[nodiscard]] constexpr bool may_be_called(std::string_view written, const name& id) noexcept {
  for (sql_word_reader in(written); in.next();) {
    if (in.names(id.view())) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool same_type(const data_type& a, const data_type& b) noexcept {
  if (a.base == b.base && a.base > base_type::named && a.dimensions == b.dimensions &&
      a.argument_count == b.argument_count && a.arguments[0] == b.arguments[0] && a.arguments[1] == b.arguments[1]) {
    return a.collation == b.collation;
  }
  if (a == b) {
    return true;
  }
  const canonical_type left = canonical(a);
  const canonical_type right = canonical(b);
  if (!left.known() && !right.known() && a.base != b.base) {  // one by its name, one by its text
    return a.base == base_type::raw ? may_be_called(a.id.view(), b.id) : may_be_called(b.id.view(), a.id);
  }
  return left == right && (a.collation == b.collation);
}

[[nodiscard]] constexpr std::string_view column_difference(const column_record& a, const column_record& b,
                                                           list<setting> left = {}, list<setting> right = {}) {
  if (!same_type(a.type, b.type)) {
    return "has another type";
  }
  if (a.null != b.null) {
    return b.null == nullability::not_null ? "is NOT NULL" : "is nullable";
  }
  if (!same_default(a.server_default, b.server_default, b.type)) {
    return b.server_default.what == default_value::form::none   ? "has lost its default"
           : a.server_default.what == default_value::form::none ? "has a default"
                                                                : "has another default";
  }
  if (a.identity != b.identity) {
    return "has another identity";
  }
  if ((!a.generated.empty() || !b.generated.empty()) &&
      (a.is_virtual != b.is_virtual || !same_sql(a.generated, b.generated))) {
    return "is generated otherwise";
  }
  if ((a.settings.count > 0 || b.settings.count > 0) && !same_settings(left, right)) {
    return a.identity > identity_kind::none && b.identity > identity_kind::none ? "has other options"
                                                                                : "is stored otherwise";
  }
  if (a.has_comment != b.has_comment || (a.has_comment && a.comment != b.comment)) {
    return "has another comment";
  }
  return {};
}

[[nodiscard]] constexpr bool one_is_serial(const default_value& a, const default_value& b) noexcept {
  using form = default_value::form;
  return (a.what == form::sequence && b.what == form::expression) ||
         (a.what == form::expression && b.what == form::sequence);
}
/// Whether of two defaults, one of a serial column, the other an expression, this draws from another sequence than the
/// serial's. Where the serial's is not known, nobody can tell.
[[nodiscard]] constexpr bool draws_elsewhere(const sides& in, const object& a, const object& b) {
  const default_value& left = in.left.state.column(a).server_default;
  const default_value& right = in.right.state.column(b).server_default;
  const bool serial = left.what == default_value::form::sequence;
  const schema_state& state = serial ? in.left.state : in.right.state;
  const object& column = serial ? a : b;
  const std::string_view written = serial ? right.text : left.text;
  bool known = false;
  for (std::uint32_t table = column.parent; table != object::none; table = state.at(table).previous) {
    for (std::uint32_t i = state.at(table).first_child; i != object::none; i = state.at(i).next) {
      const object& it = state.at(i);
      if (it.alive && it.kind == object_kind::sequence && owner_of(state, it) == column.id) {
        if (mentions(written, it.id.view())) {
          return false;
        }
        known = true;
      }
    }
  }
  return known;
}

[[nodiscard]] constexpr bool same_elements(const sides& in, slice a, slice b) {
  if (a.count != b.count) {
    return false;
  }
  for (std::uint32_t i = 0; i < a.count; ++i) {
    const element& left = in.left.state.elements(a)[i];
    const element& right = in.right.state.elements(b)[i];
    const auto descending = [](const element& of) { return of.order == sort_order::descending; };
    const auto nulls_first = [&](const element& of) {
      return of.nulls == null_order::unspecified ? descending(of) : of.nulls == null_order::first;
    };
    if (!(left.column == right.column) || !same_text(in, left.expression, right.expression) ||
        descending(left) != descending(right) || nulls_first(left) != nulls_first(right) ||
        left.operator_class != right.operator_class || !(left.collation == right.collation)) {
      return false;
    }
  }
  return true;
}

[[nodiscard]] constexpr std::string_view constraint_difference(const sides& in, const constraint_record& a,
                                                               const constraint_record& b) {
  if (a.what != b.what) {
    return "is of another kind";
  }
  if (!same_elements(in, a.columns, b.columns)) {
    return "has other columns";
  }
  if (!(a.referred_table == b.referred_table) ||
      schema_state::place(a.referred_schema) != schema_state::place(b.referred_schema) ||
      !same_elements(in, a.referred_columns, b.referred_columns)) {
    return "refers to something else";
  }
  if (a.on_delete != b.on_delete || a.on_update != b.on_update || !same_elements(in, a.set_columns, b.set_columns)) {
    return "has other actions";
  }
  if (a.options != b.options) {
    return (a.options ^ b.options) & (deferrable_option | initially_deferred_option) ? "is deferrable otherwise"
                                                                                     : "has other options";
  }
  if (!same_elements(in, a.include, b.include)) {
    return "includes other columns";
  }
  if (!same_text(in, a.expression, b.expression)) {
    return "has another expression";
  }
  if (a.not_valid != b.not_valid) {
    return b.not_valid ? "is NOT VALID" : "is valid";
  }
  return {};
}

/// What an index says of itself: of which other one it is a part, a database tells by its tables.
[[nodiscard]] constexpr pool<setting> own_settings(list<setting> all) {
  pool<setting> made;
  for (const setting& each : all) {
    if (each.what != setting_kind::partition_of) {
      made.push(each);
    }
  }
  return made;
}

[[nodiscard]] constexpr std::string_view index_difference(const sides& in, const index_record& a,
                                                          const index_record& b) {
  if (a.valid != b.valid) {
    return b.valid ? "is valid" : "is not valid";
  }
  if (a.unique != b.unique) {
    return b.unique ? "is unique" : "is not unique";
  }
  if (!same_elements(in, a.keys, b.keys) || !same_elements(in, a.include, b.include)) {
    return "has other columns";
  }
  if (a.method != b.method) {
    return "has another method";
  }
  if (a.nulls_not_distinct != b.nulls_not_distinct) {
    return b.nulls_not_distinct ? "takes nulls for the same" : "takes nulls for different";
  }
  if (!same_text(in, a.where, b.where)) {
    return "has another predicate";
  }
  if (a.only != b.only ||
      (a.settings.count + b.settings.count > 0 && !same_settings(own_settings(in.left.state.settings(a.settings)),
                                                                 own_settings(in.right.state.settings(b.settings))))) {
    return "has other options";
  }
  return a.constraint == b.constraint ? std::string_view{} : "belongs to a constraint no more, or not yet";
}

[[nodiscard]] constexpr std::string_view text_difference(const sides& in, const text_record& a,
                                                         const text_record& b) {
  return same_text(in, a.method, b.method) && same_text(in, a.where, b.where) && same_text(in, a.text, b.text)
             ? std::string_view{}
             : "has another definition";
}

/// Of columns of which a text is not known: how they differ in what is.
[[nodiscard]] constexpr std::string_view plain_difference(const column_record& a, const column_record& b) {
  if (a.type.base > base_type::named && b.type.base > base_type::named && !same_type(a.type, b.type)) {
    return "has another type";
  }
  if (a.null != b.null) {
    return b.null == nullability::not_null ? "is NOT NULL" : "is nullable";
  }
  const bool had = a.server_default.what != default_value::form::none;
  const bool has = b.server_default.what != default_value::form::none;
  return had == has ? std::string_view{} : had ? "has lost its default" : "has a default";
}

[[nodiscard]] constexpr bool same_view(const sides& in, const view_record& a, const view_record& b) {
  const auto left = in.left.state.elements(a.columns);
  const auto right = in.right.state.elements(b.columns);
  bool same = left.size() == right.size() && a.check == b.check && a.recursive == b.recursive &&
              same_settings(in.left.state.settings(a.settings), in.right.state.settings(b.settings));
  for (std::size_t i = 0; same && i < left.size(); ++i) {
    same = left[i].column == right[i].column;
  }
  return same;
}

[[nodiscard]] constexpr std::string_view stale_difference(const sides& in, const object& a, const object& b);

/// How two objects differ in what makes them, whatever is said about them besides.
[[nodiscard]] constexpr std::string_view definition_difference(const sides& in, const object& a, const object& b) {
  if (a.kind != b.kind) {
    return "is of another kind";
  }
  if ((a.stale || b.stale) && in.stale == nullptr) {
    return stale_difference(in, a, b);
  }
  switch (a.kind) {
    case object_kind::column: {
      const column_record& left = in.left.state.column(a);
      const column_record& right = in.right.state.column(b);
      const std::string_view what = column_difference(left, right, in.left.state.settings(left.settings),
                                                      in.right.state.settings(right.settings));
      return what.empty() && one_is_serial(left.server_default, right.server_default) && draws_elsewhere(in, a, b)
                 ? std::string_view("has another default")
                 : what;
    }
    case object_kind::constraint:
      return constraint_difference(in, in.left.state.constraint(a), in.right.state.constraint(b));
    case object_kind::index:
      return index_difference(in, in.left.state.index(a), in.right.state.index(b));
    case object_kind::enumeration: {
      const auto left = in.left.state.elements(in.left.state.values(a));
      const auto right = in.right.state.elements(in.right.state.values(b));
      bool same = left.size() == right.size();
      for (std::size_t i = 0; same && i < left.size(); ++i) {
        same = left[i].expression == right[i].expression;
      }
      return same ? std::string_view{} : "has other values";
    }
    case object_kind::view:
    case object_kind::materialized_view:
      return !same_sql(in.left.state.text(a), in.right.state.text(b)) ? std::string_view("has another query")
             : same_view(in, in.left.state.view(a), in.right.state.view(b)) ? std::string_view{}
                                                                            : "has other columns or options";
    case object_kind::synchronization: {
      const synchronization_record& left = in.left.state.synchronization(a);
      const synchronization_record& right = in.right.state.synchronization(b);
      return left.from == right.from && left.to == right.to && same_sql(left.forward, right.forward) &&
                     same_sql(left.backward, right.backward)
                 ? std::string_view{}
                 : "works otherwise";
    }
    case object_kind::table:
      if (a.row_security != b.row_security) {
        return "has another row level security";
      }
      return (&in.left != &in.right || a.definition != b.definition) &&
                     !same_settings(in.left.state.settings(a), in.right.state.settings(b))
                 ? "has other options"
                 : std::string_view{};
    case object_kind::privileges: {
      const privileges_record& left = in.left.state.privileges(a);
      const privileges_record& right = in.right.state.privileges(b);
      return left.granted == right.granted && left.grantable == right.grantable && left.revoked == right.revoked
                 ? std::string_view{}
                 : "are others";
    }
    case object_kind::sequence:
      return same_settings(in.left.state.settings(a), in.right.state.settings(b)) ? std::string_view{}
                                                                                  : "has other options";
    default:
      return is_text_kind(a.kind) ? text_difference(in, in.left.state.text_object(a), in.right.state.text_object(b))
                                  : std::string_view{};
  }
}

/// Of two objects of which a text may have old names in it. A downgrade is not asked for more than it can know, and how
/// PostgreSQL writes a view when what it reads is renamed, nobody can say.
[[nodiscard]] constexpr std::string_view stale_difference(const sides& in, const object& a, const object& b) {
  if (a.kind == object_kind::column) {
    const column_record& left = in.left.state.column(a);
    const column_record& right = in.right.state.column(b);
    const std::string_view plain = plain_difference(left, right);
    const stale_texts texts{in.left, in.right, a.parent, b.parent};
    const bool computed = plain.empty() && &in.left != &in.right;
    return computed && !texts.may_be_same(left.generated, right.generated) ? "is generated otherwise" : plain;
  }
  if (&in.left == &in.right || has_query(a.kind)) {
    return {};
  }
  const bool of_table = a.kind == object_kind::constraint || a.kind == object_kind::index;
  const std::uint32_t none = object::none;
  const stale_texts texts{in.left, in.right, of_table ? a.parent : none, of_table ? b.parent : none};
  return definition_difference({in.left, in.right, &texts}, a, b);
}

[[nodiscard]] constexpr std::string_view object_difference(const sides& in, const object& a, const object& b) {
  if (a.kind == b.kind && a.comment.size() + b.comment.size() > 0 && a.comment != b.comment) {
    return a.kind == object_kind::ownership ? "has another owner" : "has another comment";
  }
  return definition_difference(in, a, b);
}

}  // namespace detail

/// What is not as it was at a mark. Only what has changed since is looked at.
[[nodiscard]] constexpr difference difference_since(const catalog& now, const catalog::mark& then) {
  if (now.state.objects.count == 0) {
    return {};
  }
  const schema_state& state = now.state;
  const auto told = [&](std::uint32_t i, std::string_view what) {
    const object& it = state.objects.items[i];
    const bool implied = (it.kind == object_kind::sequence && detail::made_with_column(state, it)) ||
                         (it.kind == object_kind::index && state.index(it).constraint);
    const std::string_view owner = it.parent == object::none ? std::string_view{} : state.at(it.parent).id.view();
    return implied || now.excused(it.id.view(), owner) ? difference{} : difference{i, what};
  };
  difference found;
  const object* const objects = state.objects.items;
  const std::uint32_t size = state.objects.count;
  const auto gone = state.gone_since(then.state);
  for (const std::uint32_t *each = gone.data(), *end = each + gone.size(); each != end; ++each) {
    const std::uint32_t i = *each;
    if (i >= then.state.objects || state.find(objects[i].key) != object::none) {
      continue;
    }
    const object& it = objects[i];
    const bool with_its_table =
        it.parent != object::none && state.find(objects[it.parent].key) == object::none;
    const difference here = with_its_table ? difference{} : told(i, "is missing");
    if (!here.what.empty() && (found.what.empty() || it.kind < objects[found.which].kind)) {
      found = here;
    }
  }
  if (!found.what.empty()) {
    return found;
  }
  for (auto i = static_cast<std::uint32_t>(then.state.objects); i < size; ++i) {
    if (!objects[i].alive) {
      continue;
    }
    std::uint32_t before = objects[i].previous;
    while (before != object::none && before >= then.state.objects) {
      before = objects[before].previous;
    }
    const bool was = before != object::none && state.was_alive(before, then.state);
    const bool empty = objects[i].kind == object_kind::privileges && state.privileges(objects[i]).granted == 0 &&
                       state.privileges(objects[i]).revoked == 0;
    const std::string_view what =
        was ? detail::object_difference({now, now}, objects[before], objects[i]) : empty ? "" : "is left over";
    if (!what.empty()) {
      found = told(i, what);
      if (!found.what.empty()) {
        return found;
      }
    }
  }
  return {};
}

}  // namespace sterna
