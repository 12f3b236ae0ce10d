// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/difference/column.hpp"
#include "sterna/schema/difference/parts.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/stale_text.hpp"
#include "sterna/sql/mentions.hpp"

#include <string_view>

namespace sterna {

/// The first object in which a schema differs from what it was at a mark, and how; `what` is empty where it is the
/// same.
struct difference {
  std::uint32_t which = object::none;
  std::string_view what{};  ///< "is missing", "is left over", "has another type" ...
};

namespace detail {

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
