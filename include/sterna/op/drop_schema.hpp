// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/privileges.hpp"
#include "sterna/schema/undefine/sequence.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_schema(const operation& of, const script&, sql_writer& out) {
  (out << "DROP SCHEMA " << (of.if_exists ? "IF EXISTS " : "")).identifier(of.object) << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

/// A schema takes its objects along, or stays because of them.
constexpr bool drop_schema_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.schema(op.object) == object::none) {
    return true;
  }
  if (!in.expect_schema(op.object)) {
    return false;
  }
  const std::uint32_t schema = in.schema(op.object);
  if (schema == object::none) {
    in.underivable = true;
    return true;
  }
  in.rely_on(schema);
  for (std::uint32_t i = 0; op.cascade && in.state.has_synchronizations() && i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.kind == object_kind::synchronization && it.alive && in.state.at(it.parent).schema == op.object) {
      in.remove(i);  // the function too is in the schema
    }
  }
  // Functions and types last: the tables that use them go too.
  const std::uint32_t count = in.state.objects.count;
  for (std::uint32_t n = 0; n < count * (in.state.has_text_objects() ? 2U : 1U); ++n) {
    const std::uint32_t i = n % count;
    const object it = in.state.at(i);
    if (!it.alive || !(it.schema == op.object) || it.kind == object_kind::schema ||
        (n < count && is_text_kind(it.kind))) {
      continue;
    }
    if (!op.cascade) {
      return in.excused(it.id.view(), op.object.view(), i) || refuse_needed(in, op.object.view(), it, {});
    }
    if (it.kind == object_kind::table) {
      if (!drop_table_object(in, i, behavior::cascade)) {
        return false;
      }
    } else if (it.kind == object_kind::enumeration) {
      if (!drop_type_object(in, i, behavior::cascade)) {
        return false;
      }
    } else if (is_text_kind(it.kind)) {
      if (!drop_text_object(in, i, behavior::cascade)) {
        return false;
      }
    } else {
      if (has_query(it.kind) && !drop_views(in, i, {}, behavior::cascade)) {
        return false;
      }
      if (it.kind == object_kind::sequence && it.parent == object::none &&
          !drop_drawing_defaults(in, i, behavior::cascade)) {
        return false;
      }
      in.remove(i);
    }
  }
  forget_defaults_in(in, op.object);
  in.remove(schema);
  return true;
}

constexpr bool drop_schema_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_schema_verb{"drop_schema", needs::object, render_drop_schema, drop_schema_effect,
                                       drop_schema_reverse};

template <std::uint32_t N>
struct drop_schema_word : op_fragment<N>, with_if_exists<drop_schema_word, N>, with_cascade<drop_schema_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP SCHEMA [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_schema(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::drop_schema_word>(op_kind::drop_schema, said);
}

}  // namespace dsl
}  // namespace sterna
