// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/schema/move.hpp"

#include <cstdint>
#include <string_view>

// What an op is about that may be about objects of any kind: COMMENT ON, RENAME TO, SET SCHEMA, OWNER TO, GRANT ON.

namespace sterna::detail {

/// The words of one such op, in the order of object_kind; empty where there is none.
using words_by_kind = std::string_view[static_cast<unsigned>(object_kind::user_mapping) + 1];

[[nodiscard]] constexpr std::string_view target_keyword(object_kind kind) noexcept {
  constexpr std::string_view words[] = {"SCHEMA", "TABLE",      "VIEW", "INDEX", "SEQUENCE",
                                        "TYPE",   "COLUMN", "CONSTRAINT", "",     "MATERIALIZED VIEW"};
  return is_text_kind(kind) ? text_kind_of(kind).keyword : words[static_cast<unsigned>(kind)];
}

/// `FUNCTION f(integer)`, `TRIGGER r ON t`, `COLUMN t.c`: the object as these ops name it.
constexpr void write_target(const operation& of, sql_writer& out) {
  out << target_keyword(of.object_is) << ' ';
  switch (of.object_is) {
    case object_kind::table:
      out.qualified(of.schema, of.table);
      break;
    case object_kind::schema:
      out.identifier(of.object);
      break;
    case object_kind::column:
      (out.qualified(of.schema, of.table) << '.').identifier(of.object);
      break;
    case object_kind::constraint:
      (out.identifier(of.object) << " ON ").qualified(of.schema, of.table);
      break;
    default:
      if (is_text_kind(of.object_is)) {
        write_object_name(of, out);
      } else {
        out.qualified(of.schema, of.object);
      }
  }
}

/// A type of the user's, of whatever kind. None: it is not there (a fault is set), or nothing is known of it.
[[nodiscard]] constexpr std::uint32_t expect_type_object(catalog& in, const operation& op) {
  const std::uint32_t type = in.type(op.schema, op.object);
  if (type == object::none && !in.extended()) {
    return expect_enumeration(in, op);
  }
  if (type != object::none) {
    in.rely_on(type);
  }
  in.underivable = in.underivable || type == object::none;
  return type;
}

/// The object that an op is about. None: it is not there (a fault is set), or nothing is known of it.
[[nodiscard]] constexpr std::uint32_t expect_target(catalog& in, const operation& op) {
  std::uint32_t found = object::none;
  if (op.object.empty() && op.object_is != object_kind::table && op.object_is != object_kind::cast) {
    in.fail(fault::empty_name, {});
    return object::none;
  }
  switch (op.object_is) {
    case object_kind::table:
      return in.expect_table(op);
    case object_kind::schema:
      found = in.schema(op.object);
      if (found == object::none) {
        in.underivable = true;
        static_cast<void>(in.expect_schema(op.object));
      } else {
        in.rely_on(found);
      }
      return found;
    case object_kind::enumeration:
      return expect_type_object(in, op);
    case object_kind::constraint:
    case object_kind::column:
      found = in.expect_table(op);
      return found == object::none                         ? found
             : op.object_is == object_kind::constraint ? in.expect_constraint(found, op.object)
                                                       : in.expect_column(found, op.object);
    default:
      return is_text_kind(op.object_is) ? expect_text_object(in, op)
                                        : in.expect(op.object_is, op.schema, op.object);
  }
}

/// The names by which an op finds its object, for another op about the same one.
constexpr operation& add_target(script_builder& out, op_kind what, const operation& like) {
  operation& made = out.add(what, like);
  made.object_is = like.object_is;
  made.method = like.method;
  return made;
}

/// Words of these ops: what they are about, and one thing more.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto about(op_kind what, object_kind kind, const name& id, const token& more) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), more};
  return make_word<Word>(what, said);
}
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto about_table(op_kind what, const name& table, const token& more) noexcept {
  const token said[] = {kind_token(object_kind::table), name_token(part::table, table), more};
  return make_word<Word>(what, said);
}
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto about_part(op_kind what, object_kind kind, const name& id, const name& table,
                                        const token& more) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), name_token(part::table, table), more};
  return make_word<Word>(what, said);
}
/// `f(integer)`, or an operator class and its access method.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto about_distinct(op_kind what, object_kind kind, const name& id, std::string_view method,
                                            const token& more) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), text_token(part::method, method), more};
  return make_word<Word>(what, said);
}
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto about_signed(op_kind what, object_kind kind, std::string_view written,
                                          const token& more) noexcept {
  const signature of = signature_of(written);
  return about_distinct<Word>(what, kind, of.id, of.arguments, more);
}

}  // namespace sterna::detail
