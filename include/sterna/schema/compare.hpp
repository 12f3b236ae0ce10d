// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/difference.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/privileges_difference.hpp"
#include "sterna/schema/sequence_values.hpp"

#include <string_view>

// Two schemas that know nothing of each other: what the models say, what a history leads to, what a database holds.

namespace sterna {

/// Where two schemas differ first, by value: it may leave the constant expression that found it.
struct schema_difference {
  std::string_view what{};  ///< of the second as against the first: "is missing", "is left over", "has another type"
  object_kind kind = object_kind::table;
  short_text<96> subject{};  ///< the object
  short_text<96> owner{};    ///< its table; empty where it has none
  short_text<96> schema{};   ///< empty: public

  [[nodiscard]] constexpr explicit operator bool() const noexcept { return !what.empty(); }
};

namespace detail {

/// Comes and goes with another object: the sequence of a column, the index of a constraint.
[[nodiscard]] constexpr bool is_implied(const catalog& in, const object& it) {
  return (it.kind == object_kind::sequence && it.parent != object::none) ||
         (it.kind == object_kind::index && in.state.index(it).constraint);
}
[[nodiscard]] constexpr std::string_view owner_of(const catalog& in, const object& it) {
  return it.parent == object::none ? std::string_view{} : in.state.at(it.parent).id.view();
}

/// Of two schemas, the one that says what ought to be: a name that it leaves to PostgreSQL is any name.
enum class side : std::uint8_t { wanted, found };

/// A constraint of the other catalog that says the same, and that no constraint of this one has the name of.
[[nodiscard]] constexpr std::uint32_t same_constraint(const catalog& in, const object& it, const catalog& other,
                                                      side of_in) {
  const std::uint32_t own = in.state.find(in.state.at(it.parent).key);
  const std::uint32_t table = other.state.find(in.state.at(it.parent).key);
  if (own == object::none || table == object::none || it.stale || (of_in == side::wanted && !it.generated_name)) {
    return object::none;
  }
  // Of several that say the same, each has its own.
  const auto meant = [&](const catalog& of, const catalog& from, const object& each, bool is_wanted) {
    return each.alive && each.kind == object_kind::constraint && !each.stale && (!is_wanted || each.generated_name) &&
           from.state.find(each.key) == object::none && definition_difference({in, of}, it, each).empty();
  };
  int before = 0;
  std::uint32_t place = in.state.at(own).first_child;
  for (; place != object::none && in.state.at(place).key != it.key; place = in.state.at(place).next) {
    before += meant(in, other, in.state.at(place), of_in == side::wanted) ? 1 : 0;
  }
  before = place == object::none ? 0 : before;
  for (std::uint32_t i = other.state.at(table).first_child; i != object::none; i = other.state.at(i).next) {
    if (meant(other, in, other.state.at(i), of_in == side::found) && before-- == 0) {
      return i;
    }
  }
  return object::none;
}

/// The object of the other catalog that is meant by this one: of the same kind and names; or, where PostgreSQL has
/// chosen the name of a wanted constraint, one that says the same. None: there is none.
[[nodiscard]] constexpr std::uint32_t counterpart(const catalog& in, const object& it, const catalog& other,
                                                  side of_in) {
  const std::uint32_t found = other.state.find(it.key);
  if (found != object::none) {
    const object& there = other.state.at(found);
    if (there.kind != it.kind) return object::none;
    const bool alike = it.kind == object_kind::sequence || is_implied(in, it) == is_implied(other, there);
    const bool moved = it.kind == object_kind::index && in.state.at(it.parent).key != other.state.at(there.parent).key;
    return alike && !moved ? found : object::none;
  }
  return it.kind == object_kind::constraint ? same_constraint(in, it, other, of_in) : object::none;
}

/// Whether this is an object of its own, not one of a table that the other catalog lacks as a whole. Owners and how an
/// object came to be what it is are nobody's business but the history's; privileges are compared apart.
[[nodiscard]] constexpr bool counts(const catalog& in, const object& it, const catalog& other) {
  const bool remark = it.kind >= object_kind::ownership && it.kind <= object_kind::alteration;
  return it.alive && !remark && !is_implied(in, it) &&
         (it.parent == object::none || other.state.find(in.state.at(it.parent).key) != object::none);
}

[[nodiscard]] constexpr schema_difference told(const catalog& in, const object& it, std::string_view what) {
  schema_difference made;
  made.what = what;
  made.kind = it.kind;
  made.subject = it.id.view();
  made.owner = owner_of(in, it);
  made.schema = it.parent == object::none ? it.schema.view() : in.state.at(it.parent).schema.view();
  return made;
}

/// The same of privileges: the subject is the role, the owner what they are on.
[[nodiscard]] constexpr schema_difference told(const catalog& wanted, const privileges_pair& of) {
  schema_difference made;
  made.what = how_they_differ(of);
  made.kind = object_kind::privileges;
  made.subject = of.role.view();
  sql_writer on;
  if (of.of_defaults) {
    on << (of.place.kind == object_kind::table      ? "new tables"
           : of.place.kind == object_kind::sequence ? "new sequences"
           : of.place.kind == object_kind::function ? "new functions"
           : of.place.kind == object_kind::schema   ? "new schemas"
                                                    : "new types");
    made.schema = of.place.schema.view();
  } else if (of.wanted_of == object::none) {
    on << public_schema.view();
  } else {
    const object& it = wanted.state.at(of.wanted_of);
    on << it.id.view();
    made.schema = it.schema.view();
  }
  if (!of.column.empty()) {
    on << '.' << of.column.view();
  }
  made.owner = on.text();
  return made;
}

/// Whether a wanted column's own sequence, of a serial, is of another type or has other options on the other side: one
/// that has stayed an integer would end there. Where none is known, or nobody owns it, nothing is said.
[[nodiscard]] constexpr bool serial_differs(const catalog& in, const object& sequence, const catalog& other) {
  if (sequence.kind != object_kind::sequence || !sequence.alive || sequence.parent == object::none ||
      !made_with_column(in.state, sequence)) {
    return false;
  }
  const std::uint32_t column = in.column(sequence.parent, owner_of(in.state, sequence));
  const std::uint32_t there = other.state.find(sequence.key);
  if (column == object::none || there == object::none ||
      in.state.column(in.state.at(column)).server_default.what != default_value::form::sequence) {
    return false;
  }
  const object& found = other.state.at(there);
  return found.kind == object_kind::sequence && found.parent != object::none &&
         in.state.at(sequence.parent).key == other.state.at(found.parent).key &&
         owner_of(in.state, sequence) == owner_of(other.state, found) &&
         !(sequence_values_of(in.state.settings(sequence)) == sequence_values_of(other.state.settings(found)));
}

}  // namespace detail

namespace detail {

/// Gives `take` each object in which schema `b` is not what schema `a` is: the catalog that has it, it, and how.
template <class Take>
constexpr void each_difference(const catalog& a, const catalog& b, Take take) {
  const auto told = [&](const catalog& in, const object& it, std::string_view what) {
    const std::string_view owner = owner_of(in, it);
    if (!a.excused(it.id.view(), owner) && !b.excused(it.id.view(), owner)) {
      take(in, it, what);
    }
  };
  const object* const left = a.state.objects.items;
  for (std::uint32_t i = 0; i < a.state.objects.count; ++i) {
    if (counts(a, left[i], b)) {
      const std::uint32_t there = counterpart(a, left[i], b, side::wanted);
      const std::string_view what =
          there == object::none ? "is missing" : object_difference({a, b}, left[i], b.state.at(there));
      if (!what.empty()) {
        told(a, left[i], what);
      }
    } else if (serial_differs(a, left[i], b)) {
      told(a, left[i], "has other options");
    }
  }
  const object* const right = b.state.objects.items;
  for (std::uint32_t i = 0; i < b.state.objects.count; ++i) {
    if (counts(b, right[i], a) && counterpart(b, right[i], a, side::found) == object::none) {
      told(b, right[i], "is left over");
    }
  }
}

}  // namespace detail

/// The first object in which schema `b` is not what schema `a` is; schemas, tables and so on before what is in them.
/// What raw SQL in either of them may have made is not held against the other, and the order of columns does not count;
/// who may do what only where schema `a` says something of it (`catalog::says_privileges`).
[[nodiscard]] constexpr schema_difference first_difference(const catalog& a, const catalog& b) {
  const object* best = nullptr;
  const catalog* place = nullptr;
  std::string_view what{};
  detail::each_difference(a, b, [&](const catalog& in, const object& it, std::string_view found) {
    if (best == nullptr || best->kind > it.kind) {
      best = &it;
      place = &in;
      what = found;
    }
  });
  schema_difference made = best == nullptr ? schema_difference{} : detail::told(*place, *best, what);
  if (best == nullptr) {
    detail::privileges_comparison(a, b).each([&](const detail::privileges_pair& each) {
      made = made ? made : detail::told(a, each);
    });
  }
  return made;
}

}  // namespace sterna
