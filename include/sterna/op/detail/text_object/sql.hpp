// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/sql_text.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/word_reader.hpp"

// Objects that are a name and a text, as SQL: CREATE, OR REPLACE and DROP of each kind.

namespace sterna {
namespace detail {

/// A role, or one of the words that stand for one.
constexpr void write_role(const name& role, sql_writer& out) {
  const std::string_view id = role.view();
  if (id == "current_user" || id == "session_user" || id == "current_role" || id == "user") {
    out << id;
  } else {
    out.identifier(role);
  }
}

/// `schema.f(a integer)`, `r ON t`, `FOR u SERVER s`: the name as DROP wants it. Defaults are no part of it.
constexpr void write_object_name(const operation& of, sql_writer& out) {
  const object_kind kind = of.object_is;
  if (kind == object_kind::cast) {
    out << of.method;
    return;
  }
  if (is_of_table(kind)) {
    (out.identifier(of.object) << " ON ").qualified(of.schema, of.table);
    return;
  }
  if (kind == object_kind::user_mapping) {
    out << "FOR ";
    write_role(of.object, out);
    (out << " SERVER ").identifier(of.method);
    return;
  }
  const bool everywhere = text_kind_of(kind).place == object_place::database;
  if (kind == object_kind::user_operator) {
    if (!of.schema.empty()) {
      out.identifier(of.schema) << '.';
    }
    out << of.object.view() << ' ';
  } else {
    out.qualified(everywhere ? name{} : of.schema, of.object);
  }
  if (kind == object_kind::operator_class || kind == object_kind::operator_family) {
    (out << " USING ").identifier(of.method);
  } else if ((is_routine(kind) && !of.method.empty()) || kind == object_kind::user_operator) {
    if (kind == object_kind::user_operator || of.method.find('*') != std::string_view::npos ||
        kind == object_kind::aggregate) {
      out << of.method;  // `count(*)`, and lists with ORDER BY
      return;
    }
    out << '(';
    std::string_view between;
    argument_reader in(of.method);
    for (argument each; in.next(each);) {
      out << between << each.written;
      between = ", ";
    }
    out << ')';
  }
}

/// `LEFTARG = integer, RIGHTARG = integer`, from the operator's `(integer, integer)`.
constexpr void write_operands(std::string_view list, sql_writer& out) {
  argument_reader in(list);
  int place = 0;
  for (argument each; in.next(each); ++place) {
    sql_word_reader type(each.type);
    type.next();
    if (!type.is("none")) {
      out << (place == 0 ? "LEFTARG = " : "RIGHTARG = ") << each.type << ", ";
    }
  }
}

/// The text in parentheses, which it may have already.
constexpr void write_in_parentheses(std::string_view text, sql_writer& out) {
  sql_word_reader in(text);
  in.next();
  if (in.is('(') || in.is("from")) {
    out << text;
  } else {
    out << '(' << text << ')';
  }
}

/// The access method stands before a FAMILY.
constexpr void write_operator_class(const operation& of, sql_writer& out) {
  std::string_view of_type = of.where;
  std::string_view family;
  sql_word_reader words(of.where);
  while (words.next()) {
    if (words.is("family")) {
      of_type = of.where.substr(0, words.position);
      family = of.where.substr(words.position);
      break;
    }
  }
  while (of_type.ends_with(' ')) {
    of_type.remove_suffix(1);
  }
  ((out.qualified(of.schema, of.object) << ' ' << of_type) << " USING ").identifier(of.method);
  out << (family.empty() ? "" : " ") << family << " AS " << of.sql;
}

constexpr void write_create_object(const operation& of, bool replace, sql_writer& out) {
  const object_kind kind = of.object_is;
  out << (replace ? "CREATE OR REPLACE " : "CREATE ") << (kind == object_kind::constraint_trigger ? "CONSTRAINT " : "")
      << (kind == object_kind::language && !of.where.empty() ? "TRUSTED " : "")
      << text_kind_of(kind).keyword << ' ' << (of.if_not_exists ? "IF NOT EXISTS " : "");
  switch (kind) {
    case object_kind::function:
    case object_kind::procedure:
      (out.qualified(of.schema, of.object) << (of.method.empty() ? "()" : of.method)) << ' ' << of.sql;
      break;
    case object_kind::aggregate:
      out.qualified(of.schema, of.object) << of.method << ' ';
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::trigger:
    case object_kind::constraint_trigger:
      (out.identifier(of.object) << ' ' << of.where << " ON ").qualified(of.schema, of.table) << ' ' << of.sql;
      break;
    case object_kind::rule:
      (out.identifier(of.object) << " AS ON " << of.where << " TO ").qualified(of.schema, of.table) << ' ' << of.sql;
      break;
    case object_kind::statistics:
      ((out.qualified(of.schema, of.object) << ' ' << of.sql) << " FROM ").qualified(of.schema, of.table);
      break;
    case object_kind::domain:
      out.qualified(of.schema, of.object) << " AS " << of.sql;
      break;
    case object_kind::composite_type:
      out.qualified(of.schema, of.object) << " AS (" << of.sql << ')';
      break;
    case object_kind::range_type:
      out.qualified(of.schema, of.object) << " AS RANGE ";
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::collation:
    case object_kind::text_search_configuration:
    case object_kind::text_search_dictionary:
      out.qualified(of.schema, of.object) << ' ';
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::user_operator:
      if (!of.schema.empty()) {
        out.identifier(of.schema) << '.';
      }
      out << of.object.view() << " (";
      write_operands(of.method, out);
      out << of.sql << ')';
      break;
    case object_kind::operator_class:
      write_operator_class(of, out);
      break;
    case object_kind::extension:
      out.identifier(of.object);
      if (!of.schema.empty()) {
        (out << " SCHEMA ").identifier(of.schema);
      }
      if (!of.sql.empty()) {
        out << ' ' << of.sql;
      }
      out << (of.cascade ? " CASCADE" : "");
      break;
    default:
      write_object_name(of, out);
      if (!of.sql.empty()) {
        out << ' ' << of.sql;
      }
      break;
  }
  out.end_statement();
}

constexpr void write_drop_object(const operation& of, sql_writer& out) {
  out << "DROP " << text_kind_of(of.object_is).keyword << ' ' << (of.if_exists ? "IF EXISTS " : "");
  write_object_name(of, out);
  out << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr void render_create_object(const operation& of, const script&, sql_writer& out) {
  write_create_object(of, false, out);
}
constexpr void render_drop_object(const operation& of, const script&, sql_writer& out) { write_drop_object(of, out); }

/// Where PostgreSQL has no OR REPLACE (for triggers: before 14), the old one goes in the same transaction.
[[nodiscard]] constexpr bool replaced_anew(object_kind kind) noexcept {
  return kind == object_kind::trigger || kind == object_kind::policy;
}
constexpr void render_replace_object(const operation& of, const script&, sql_writer& out) {
  if (of.object_is == object_kind::view) {
    (out << "CREATE OR REPLACE VIEW ").qualified(of.schema, of.object) << " AS " << of.sql;
    out.end_statement();
    return;
  }
  if (replaced_anew(of.object_is)) {
    write_drop_object(of, out);
  }
  write_create_object(of, !replaced_anew(of.object_is), out);
}

}  // namespace detail
}  // namespace sterna
