// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/privileges.hpp"

#include <cstdint>
#include <string_view>

// Who may do what in two schemas that know nothing of each other. What counts is what a role may do in the end, whether
// that was said of the object or comes from default privileges. Of a live database the rights that its owner has on an
// object are nobody's gift, and are left out.

namespace sterna::detail {

/// A role, and what it may do with the same thing in two schemas.
struct privileges_pair {
  std::uint32_t wanted_of = object::none;  ///< the object in the first schema; none: default privileges, or `public`
  std::uint32_t found_of = object::none;   ///< and in the second one
  default_place place{};
  bool of_defaults = false;
  bool in_wanted = true;  ///< `record` is of the first schema
  object record{};        ///< as one of them would have it
  name role{};
  name column{};
  standing wanted{};
  standing found{};
};

/// `CURRENT_USER` and its like: whoever migrates.
[[nodiscard]] constexpr bool is_migrating_role(const name& role) noexcept {
  const std::string_view id = role.view();
  return id == "current_user" || id == "session_user" || id == "current_role" || id == "user";
}

class privileges_comparison {
 public:
  constexpr privileges_comparison(const catalog& wanted, const catalog& found) : wanted_{wanted}, found_{found} {}

  /// Gives `take` each pair in which the two differ; nothing where the first says nothing of privileges.
  template <class Take>
  constexpr void each(Take take) const {
    each_record(true, take);
    each_of_objects(take);
  }
  /// Default privileges alone.
  template <class Take>
  constexpr void each_of_defaults(Take take) const {
    each_record(true, take);
  }
  /// All but these.
  template <class Take>
  constexpr void each_of_objects(Take take) const {
    each_record(false, take);
    for (const bool in_wanted : {true, false}) {
      const catalog& in = in_wanted ? wanted_ : found_;
      for (std::uint32_t i = 0; wanted_.says_privileges && i < in.state.objects.count; ++i) {
        const object& it = in.state.at(i);
        if (it.kind == object_kind::privileges && is_of_defaults(in.state, it) && !said_before(in_wanted, i)) {
          given_by_default(it, in.state.privileges(it).place.kind, take);
        }
      }
    }
  }

 private:
  template <class Take>
  constexpr void each_record(bool of_defaults, Take take) const {
    for (const bool in_wanted : {true, false}) {
      const catalog& in = in_wanted ? wanted_ : found_;
      for (std::uint32_t i = 0; wanted_.says_privileges && i < in.state.objects.count; ++i) {
        const object& it = in.state.at(i);
        if (it.alive && it.kind == object_kind::privileges && is_of_defaults(in.state, it) == of_defaults) {
          of_record(in_wanted, it, take);
        }
      }
    }
  }
  template <class Take>
  constexpr void of_record(bool in_wanted, const object& it, Take take) const {
    const catalog& in = in_wanted ? wanted_ : found_;
    const catalog& other = in_wanted ? found_ : wanted_;
    privileges_pair pair;
    pair.in_wanted = in_wanted;
    pair.record = it;
    pair.role = it.id;
    if (it.parent != object::none) {
      const std::uint32_t own = in.state.find(in.state.at(it.parent).key);
      const std::uint32_t there = own == object::none ? own : same_object(in.state.at(own), other);
      pair.column = in.state.privileges(it).column;
      pair.wanted_of = in_wanted ? own : there;
      pair.found_of = in_wanted ? there : own;
      if (there != object::none && has_column(other, there, pair.column)) {
        compare(pair, in.state.at(own).key, take);
      }
    } else if (is_of_defaults(in.state, it)) {
      pair.place = in.state.privileges(it).place;
      pair.of_defaults = true;
      compare_defaults(pair, take);
    } else {
      compare(pair, public_schema_key(), take);
    }
  }

  /// A record is told once, by the first schema if it is there.
  template <class Take>
  constexpr void compare(privileges_pair& pair, std::uint64_t key, Take take) const {
    const std::uint64_t of = privileges_key(key, pair.column, pair.role);
    const std::uint32_t left = wanted_.state.find(of);
    const std::uint32_t right = found_.state.find(of);
    if ((!pair.in_wanted && left != object::none) || owns(pair)) {
      return;
    }
    const bool whole = pair.column.empty();
    const bool of_public = pair.wanted_of == object::none;
    const int server = found_.server > 0 ? found_.server : wanted_.lowest_server;
    pair.wanted = pair.found = of_public ? standing_in_public(pair.role, server) : standing{};
    if (whole && !of_public) {
      pair.wanted = standing_at_first(wanted_, pair.wanted_of, pair.role);
      pair.found = standing_at_first(found_, pair.found_of, pair.role);
    }
    pair.wanted = with(wanted_, left, pair.wanted);
    pair.found = with(found_, right, pair.found);
    if (whole && !of_public) {
      follow_maintain(pair);
    }
    if (!(pair.wanted == pair.found)) {
      take(pair);
    }
  }
  template <class Take>
  constexpr void compare_defaults(privileges_pair& pair, Take take) const {
    const auto there = [&pair](const catalog& in, const name& maker) {
      return in.state.find(privileges_key(default_key(pair.place.kind, maker, pair.place.schema), {}, pair.role));
    };
    const bool live = !found_.migrates.empty();
    const bool own = pair.place.maker.empty() ||
                     (live && (pair.place.maker == found_.migrates || is_migrating_role(pair.place.maker)));
    std::uint32_t left = there(wanted_, own ? name{} : pair.place.maker);
    if (left == object::none && own && live) {
      left = there(wanted_, found_.migrates);
    }
    const std::uint32_t right = there(found_, own ? name{} : pair.place.maker);
    const bool of_both = pair.place.schema.empty() || pair.place.schema == public_schema ||
                         (wanted_.schema(pair.place.schema) != object::none &&
                          found_.schema(pair.place.schema) != object::none);
    const name maker = own ? found_.migrates : pair.place.maker;
    if (!of_both || (!pair.in_wanted && left != object::none) ||
        (live && (pair.role == maker || is_migrating_role(pair.role)))) {
      return;
    }
    pair.wanted = with(wanted_, left, standing_by_default(pair.place, pair.role));
    pair.found = with(found_, right, standing_by_default(pair.place, pair.role));
    follow_maintain(pair);
    if (!(pair.wanted == pair.found)) {
      take(pair);
    }
  }
  /// Objects of which nothing was said for a role, but which came behind default privileges in one of the schemas.
  template <class Take>
  constexpr void given_by_default(const object& record, object_kind as, Take take) const {
    for (std::uint32_t i = 0; i < wanted_.state.objects.count; ++i) {
      const object& it = wanted_.state.at(i);
      if (!it.alive || granted_as(it.kind) != as) {
        continue;
      }
      const std::uint32_t there = same_object(it, found_);
      const std::uint64_t of = privileges_key(it.key, {}, record.id);
      if (there == object::none || wanted_.state.find(of) != object::none || found_.state.find(of) != object::none) {
        continue;
      }
      privileges_pair pair;
      pair.wanted_of = i;
      pair.found_of = there;
      pair.role = record.id;
      pair.record.kind = object_kind::privileges;
      pair.record.id = record.id;
      pair.record.parent = i;
      compare(pair, it.key, take);
    }
  }

  /// Whether an earlier record of default privileges is for the same role and kind.
  [[nodiscard]] constexpr bool said_before(bool in_wanted, std::uint32_t which) const {
    const catalog& in = in_wanted ? wanted_ : found_;
    const object& it = in.state.at(which);
    const auto among = [&](const catalog& of, std::uint32_t end) {
      for (std::uint32_t i = 0; i < end; ++i) {
        const object& each = of.state.at(i);
        if (each.kind == object_kind::privileges && is_of_defaults(of.state, each) && each.id == it.id &&
            of.state.privileges(each).place.kind == in.state.privileges(it).place.kind) {
          return true;
        }
      }
      return false;
    };
    return among(in, which) || (!in_wanted && among(wanted_, wanted_.state.objects.count));
  }
  [[nodiscard]] static constexpr std::uint32_t same_object(const object& it, const catalog& other) {
    const std::uint32_t there = other.state.find(it.key);
    return there != object::none && granted_as(other.state.at(there).kind) == granted_as(it.kind) ? there
                                                                                                   : object::none;
  }
  [[nodiscard]] static constexpr bool has_column(const catalog& in, std::uint32_t table, const name& column) {
    return column.empty() || in.state.at(table).kind != object_kind::table || in.takes_over(table) ||
           in.column(table, column) != object::none;
  }
  /// Whether the object is the role's own, as far as a live database tells.
  [[nodiscard]] constexpr bool owns(const privileges_pair& pair) const {
    if (found_.migrates.empty() || pair.role.view() == "public") {
      return false;
    }
    const std::uint64_t of = pair.found_of == object::none ? 0 : found_.state.at(pair.found_of).key;
    const std::uint32_t owner =
        of == 0 ? object::none : found_.state.find(schema_state::child_key(of, object_kind::ownership, {}));
    return owner == object::none ? pair.role == found_.migrates || is_migrating_role(pair.role)
                                 : pair.role.view() == found_.state.at(owner).comment;
  }
  [[nodiscard]] static constexpr standing with(const catalog& in, std::uint32_t record, standing at_first) {
    return record == object::none ? at_first : standing_with(at_first, in.state.privileges(in.state.at(record)));
  }
  /// Where all is wanted, MAINTAIN is wanted if the server has it.
  constexpr void follow_maintain(privileges_pair& pair) const {
    const object_kind as = pair.of_defaults ? pair.place.kind : granted_as(wanted_.state.at(pair.wanted_of).kind);
    const unsigned all = privileges_of(as, false);
    const unsigned maintain = privilege_bit("MAINTAIN");
    if (as != object_kind::table) {
      return;
    }
    if ((pair.wanted.may & all) == all) {
      pair.wanted.may = (pair.wanted.may & ~maintain) | (pair.found.may & maintain);
    }
    if ((pair.wanted.grantable & all) == all) {
      pair.wanted.grantable = (pair.wanted.grantable & ~maintain) | (pair.found.grantable & maintain);
    }
  }

  const catalog& wanted_;
  const catalog& found_;
};

/// How what a role may do in the second schema is not what it may do in the first, by the first privilege of which that
/// is so.
[[nodiscard]] constexpr std::string_view how_they_differ(const privileges_pair& of) noexcept {
  constexpr std::string_view less[] = {"lack SELECT",     "lack INSERT",     "lack UPDATE",  "lack DELETE",
                                       "lack TRUNCATE",   "lack REFERENCES", "lack TRIGGER", "lack MAINTAIN",
                                       "lack USAGE",      "lack EXECUTE",    "lack CREATE"};
  constexpr std::string_view more[] = {
      "have SELECT besides",     "have INSERT besides",  "have UPDATE besides",   "have DELETE besides",
      "have TRUNCATE besides",   "have REFERENCES besides", "have TRIGGER besides", "have MAINTAIN besides",
      "have USAGE besides",      "have EXECUTE besides", "have CREATE besides"};
  for (unsigned i = 0; i < privilege_count; ++i) {
    const unsigned bit = 1U << i;
    if (((of.wanted.may ^ of.found.may) & bit) != 0) {
      return (of.wanted.may & bit) != 0 ? less[i] : more[i];
    }
  }
  return (of.wanted.grantable & ~of.found.grantable) != 0 ? "cannot be passed on" : "can be passed on";
}

}  // namespace sterna::detail
