// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/fault.hpp"
#include "sterna/record/lineage.hpp"
#include "sterna/schema/distance.hpp"
#include "sterna/schema/state.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/scan.hpp"

#include <string_view>

namespace sterna {

namespace detail {
inline constexpr name public_schema{"public"};
inline constexpr name no_name{};
}

/// What is known of a schema at one point of a history, and the first thing that PostgreSQL would have refused there.
/// An op's effect asks it for objects and changes its state. What raw SQL and C++ may have done is remembered, so that
/// nothing is called missing, or there already, that only they can have made or dropped.
class catalog {
 public:
  schema_state state{};
  verdict found{};
  int revision = -1;         ///< of the migration whose ops come
  lineage orders{};          ///< which migrations come before which in every order
  bool branched = false;     ///< there are several orders
  bool has_columns_of_rows = false;  ///< a column has had the type of a table's or a view's rows
  int lowest_server = 13;    ///< the oldest PostgreSQL that the history is for
  bool strange_names = false;  ///< a constraint may have the name that PostgreSQL would give to one of another table
  bool has_heirs = false;      ///< there has been a partition, or a table that inherits
  bool has_partitioned = false;  ///< there has been a partitioned table
  bool has_generated = false;  ///< there has been a generated column
  bool says_privileges = false;  ///< who may do what is a part of what ought to be
  int server = 0;                ///< of a live database, the release; 0: it is none
  name migrates{};               ///< and who has looked at it: the owner of what nobody else owns
  bool underivable = false;  ///< an op since this was last reset cannot be undone from what is known

  constexpr bool fail(fault what, std::string_view subject, std::string_view owner = {}, std::string_view nearest = {},
                      std::string_view detail = {}) {
    if (!found) {
      found.what = what;
      found.subject = subject;
      found.owner = owner;
      found.nearest = nearest;
      found.detail = detail;
    }
    return false;
  }

  // --- changes ------------------------------------------------------------------------------------------------

  constexpr std::uint32_t add(object made) {
    made.alive = true;
    made.changed_by = revision;
    made.dropped_by = -1;
    if (made.parent != object::none) {
      rely_on(made.parent);
    }
    return state.add(made);
  }
  /// A new object, of this migration; the reference holds until the next one. Its rank is its number.
  constexpr object& add_child(object_kind kind, const name& id, std::uint64_t key, std::uint32_t parent,
                              std::uint32_t definition = object::none, const name& schema = detail::no_name,
                              bool generated_name = false) {
    if (branched && parent != object::none) {
      rely_on(parent);
    }
    return state.add_new(kind, schema, id, key, parent, definition, generated_name, revision);
  }
  /// A new object, of this migration.
  [[nodiscard]] constexpr object fresh(object_kind kind, const name& id, std::uint64_t key) const {
    object made;
    made.kind = kind;
    made.id = id;
    made.key = key;
    made.revision = made.named_by = revision;
    return made;
  }
  /// Removes an object with what is a part of it: the triggers of a view. Of a table, drop_table_object knows more.
  constexpr void remove(std::uint32_t i) {
    object& it = state.objects.items[i];
    if (!it.alive) {
      return;
    }
    if (branched) {
      rely_on(i);
      rely_on_changes(i, facet_all);
    }
    it.dropped_by = revision;
    state.remove(i);
    if (it.kind != object_kind::table) {
      for (std::uint32_t part = it.first_child; part != object::none; part = state.objects.items[part].next) {
        remove(part);
      }
    }
  }
  /// A new version of an object in place of the one that is there.
  constexpr std::uint32_t replace(std::uint32_t i, object made, facet touched = facet_all) {
    if (branched) {
      rely_on(i);
      rely_on_changes(i, touched);
    }
    state.remove(i);
    state.objects.items[i].dropped_by = revision;
    made.facets = touched;
    if (made.parent != object::none && !state.at(made.parent).alive) {
      made.parent = state.newest(state.at(made.parent).key);  // a new version of the table
    }
    return add(made);
  }
  /// A new version of an object that differs in its definition only; gives its number.
  constexpr std::uint32_t replace(std::uint32_t i, std::uint32_t definition, facet touched) {
    if (branched) {
      rely_on(i);
      rely_on_changes(i, touched);
    }
    state.remove(i);
    object& old = state.objects.items[i];
    old.dropped_by = revision;
    std::uint32_t parent = old.parent;
    if (parent != object::none) {
      if (!state.objects.items[parent].alive) {
        parent = state.newest(state.objects.items[parent].key);  // a new version of the table
      }
      if (branched) {
        rely_on(parent);
      }
    }
    object& made = state.add_version(i, parent);
    made.alive = true;
    made.definition = definition;
    made.facets = touched;
    made.changed_by = revision;
    made.dropped_by = -1;
    return state.objects.count - 1;
  }
  /// The present op needs this object, which another branch must not have made, or not only.
  constexpr void rely_on(std::uint32_t i) {
    if (branched && !orders.precedes(state.objects.items[i].named_by, revision)) {
      conflict(i, state.objects.items[i].named_by);
    }
  }

  // --- what cannot be seen --------------------------------------------------------------------------------------

  struct mark {
    schema_state::mark state{};
    std::size_t unseen = 0;
  };
  [[nodiscard]] constexpr mark here() const noexcept { return {state.here(), unseen_.count}; }
  constexpr void return_to(mark there) {
    state.return_to(there.state);
    while (unseen_.size() > there.unseen) {
      unseen_.shrink(unseen_.size() - 1);
    }
  }

  /// From here on nothing is certain about what the text names, or about anything at all.
  constexpr void cannot_see(std::string_view text, sql_reach reach) {
    if (reach != sql_reach::nothing) {
      unseen_.push({text, static_cast<std::uint32_t>(state.objects.count), reach});
    }
  }
  /// Whether something unseen since object number `since` may have made, changed or dropped an object of this name, or
  /// of this table.
  [[nodiscard]] constexpr bool excused(std::string_view id, std::string_view table = {},
                                       std::uint32_t since = 0) const {
    for (const unseen& each : unseen_) {
      if (each.since >= since &&
          (each.reach == sql_reach::anything || mentions(each.text, id) || mentions_beginning(each.text, id) ||
           (!table.empty() && mentions(each.text, table)))) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] constexpr bool sees_all() const noexcept { return unseen_.empty(); }

  /// Whether a table has columns and more from another one, which are not known as its own.
  [[nodiscard]] constexpr bool takes_over(std::uint32_t table) const {
    for (const setting& each : has_heirs ? state.settings(state.objects.items[table]) : list<setting>{}) {
      if (each.what == setting_kind::partition_of || each.what == setting_kind::inherits ||
          each.what == setting_kind::former_heir) {
        return true;
      }
    }
    return false;
  }

  // --- finding objects ------------------------------------------------------------------------------------------

  /// A table, view, index or sequence by its name, or none. Where no schema is said it is `public`.
  [[nodiscard]] constexpr std::uint32_t relation(const name& schema, const name& id) const {
    return state.find(schema_state::relation_key(schema, id));
  }
  /// A type of the user's, of whatever kind, or none.
  [[nodiscard]] constexpr std::uint32_t type(const name& schema, const name& id) const {
    return in_schema(object_kind::enumeration, schema, id);
  }
  [[nodiscard]] constexpr std::uint32_t enumeration(const name& schema, const name& id) const {
    const std::uint32_t found_there = type(schema, id);
    return found_there != object::none && state.objects.items[found_there].kind != object_kind::enumeration
               ? object::none
               : found_there;
  }
  [[nodiscard]] constexpr std::uint32_t schema(const name& id) const {
    return state.find(schema_state::key_of(object_kind::schema, {}, id));
  }
  [[nodiscard]] constexpr std::uint32_t column(std::uint32_t table, const name& id) const {
    return state.find_child(table, object_kind::column, id);
  }
  [[nodiscard]] constexpr std::uint32_t constraint(std::uint32_t table, const name& id) const {
    return state.find_child(table, object_kind::constraint, id);
  }

  /// Whether an extension is there: of what it brings along nothing is known.
  [[nodiscard]] constexpr bool extended() const {
    for (std::uint32_t i = 0; state.has_text_objects() && i < state.objects.count; ++i) {
      if (state.objects.items[i].kind == object_kind::extension && state.objects.items[i].alive) {
        return true;
      }
    }
    return false;
  }
  /// The object of this kind that an op names. None: it is not there (a fault is set), or nothing is known of it.
  [[nodiscard]] constexpr std::uint32_t expect(object_kind kind, const name& schema, const name& id) {
    const std::uint32_t found_there = relation(schema, id);
    if (found_there != object::none) {
      const object& it = state.objects.items[found_there];
      if (it.kind == kind) {
        if (branched) {
          rely_on(found_there);
        }
        return found_there;
      }
      if (it.kind == object_kind::foreign_table && kind == object_kind::table) {
        underivable = true;  // what it looks like is not known
      } else if (!excused(id.view(), {}, found_there)) {
        fail(fault::wrong_kind, id.view(), word_for(kind), {}, word_for(it.kind));
      }
      return object::none;
    }
    if (kind == object_kind::sequence && system_name(id)) {
      return object::none;
    }
    if (expect_schema(schema)) {
      miss(missing(kind), kind, schema, id);
    }
    return object::none;
  }
  [[nodiscard]] constexpr std::uint32_t expect_table(const operation& op) {
    if (last_table_ < state.objects.count && !branched) {
      const object& last = state.objects.items[last_table_];
      if (last.alive && last.kind == object_kind::table && last.id.code == op.table.code &&
          last.schema.code == op.schema.code) {
        return last_table_;  // most ops are about the same table as the one before
      }
    }
    last_table_ = expect(object_kind::table, op.schema, op.table);
    underivable = underivable || last_table_ == object::none;
    return last_table_;
  }
  [[nodiscard]] constexpr std::uint32_t expect_column(std::uint32_t table, const name& id) {
    return expect_child(table, object_kind::column, id, fault::missing_column);
  }
  [[nodiscard]] constexpr std::uint32_t expect_constraint(std::uint32_t table, const name& id) {
    return expect_child(table, object_kind::constraint, id, fault::missing_constraint);
  }
  [[nodiscard]] constexpr std::uint32_t expect_synchronization(std::uint32_t table, const name& id) {
    return expect_child(table, object_kind::synchronization, id, fault::missing_synchronization);
  }
  /// A schema that must be there; true where it is, or may be.
  constexpr bool expect_schema(const name& id) {
    if (id.empty() || id == detail::public_schema || schema(id) != object::none || system_name(id) ||
        excused(id.view())) {
      return true;
    }
    return fail(fault::missing_schema, id.view(), {}, nearest(object_kind::schema, {}, id));
  }

  /// Whether a name for a new table, view, index or sequence is free; sets the fault where it surely is not.
  constexpr bool expect_free(object_kind kind, const name& schema, const name& id) {
    if (!expect_schema(schema)) {
      return false;
    }
    const std::uint32_t there = state.find(schema_state::relation_key(schema, id));
    if (there == object::none) {
      const std::uint32_t other = kind == object_kind::index ? object::none : type(schema, id);
      return other == object::none || excused(id.view(), {}, other) ||
             fail(exists(kind), id.view(), word_for(object_kind::enumeration));  // it would be a type too
    }
    const object& it = state.objects.items[there];
    const std::string_view owner = it.parent == object::none ? std::string_view{} : state.at(it.parent).id.view();
    if (excused(id.view(), owner, there)) {
      for (std::uint32_t i = it.first_child; i != object::none; i = state.objects.items[i].next) {
        state.remove(i);
      }
      state.remove(there);
      return true;
    }
    return taken(exists(kind), there, word_for(it.kind));
  }
  /// A name is surely taken: by another branch, or by what came before.
  constexpr bool taken(fault what, std::uint32_t by, std::string_view owner) {
    rely_on(by);
    if (!found) {
      fail(what, state.objects.items[by].id.view(), owner);
      found.other = state.objects.items[by].named_by;
    }
    return false;
  }

  /// The server's own schemas are not for a history to know.
  [[nodiscard]] static constexpr bool system_name(const name& id) noexcept {
    return id.view().starts_with("pg_") || id.view() == "information_schema";
  }

  // --- words ----------------------------------------------------------------------------------------------------

  [[nodiscard]] static constexpr std::string_view word_for(object_kind kind) noexcept {
    constexpr std::string_view words[] = {
        "schema", "table",  "view",       "index",                 "sequence",
        "type",   "column", "constraint", "synchronising trigger", "materialized view",
        "comment on column", "owner", "privileges of", "alteration of"};
    return is_text_kind(kind) ? text_kind_of(kind).word : words[static_cast<unsigned>(kind)];
  }
  /// The name of this kind that comes nearest, among those of a schema or of a table; empty where none is near.
  [[nodiscard]] constexpr std::string_view nearest(object_kind kind, const name& schema, const name& id,
                                                   std::uint32_t table = object::none) const {
    int limit = static_cast<int>(id.view().size() / 3);
    limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
    std::string_view best{};
    for (std::uint32_t i = 0; i < state.objects.count && limit > 0; ++i) {
      const object& it = state.objects.items[i];
      if (it.kind != kind || !it.alive) {
        continue;
      }
      const bool same_place = table == object::none ? it.schema == schema
                                                    : it.parent != object::none &&
                                                          state.at(it.parent).key == state.objects.items[table].key;
      if (!same_place || !alike(it.id.view(), id.view())) {
        continue;
      }
      const int distance = detail::edit_distance(id.view(), it.id.view(), limit);
      if (distance <= limit && distance < static_cast<int>(it.id.view().size())) {
        best = it.id.view();
        limit = distance - 1;
      }
    }
    return best;
  }

 private:
  struct unseen {
    std::string_view text{};
    std::uint32_t since = 0;
    sql_reach reach = sql_reach::nothing;
  };

  constexpr bool conflict(std::uint32_t i, int other) {
    if (!found) {
      const object& it = state.objects.items[i];
      fail(fault::conflicting_branches, it.id.view(), word_for(it.kind),
           it.parent == object::none ? std::string_view{} : state.at(it.parent).id.view());
      found.other = other;
    }
    return false;
  }
  constexpr void rely_on_changes(std::uint32_t i, facet touched) {
    for (; i != object::none && state.objects.items[i].facets != facet_all; i = state.objects.items[i].previous) {
      if ((state.objects.items[i].facets & touched) != 0 &&
          !orders.precedes(state.objects.items[i].changed_by, revision)) {
        conflict(i, state.objects.items[i].changed_by);
      }
    }
  }
  [[nodiscard]] constexpr std::uint32_t in_schema(object_kind kind, const name& schema, const name& id) const {
    return state.find(schema_state::key_of(kind, schema, id));
  }
  [[nodiscard]] constexpr std::uint32_t expect_child(std::uint32_t table, object_kind kind, const name& id,
                                                     fault what) {
    const std::uint32_t it = state.find_child(table, kind, id);
    if (it == object::none) {
      underivable = true;
      const name of = state.objects.items[table].id;
      if (!takes_over(table) && !excused(id.view(), of.view())) {
        const std::uint32_t gone = state.newest(schema_state::child_key(state.objects.items[table].key, kind, id));
        if (gone != object::none && !orders.precedes(state.objects.items[gone].dropped_by, revision)) {
          conflict(gone, state.objects.items[gone].dropped_by);
        }
        fail(what, id.view(), of.view(), nearest(kind, {}, id, table));
        found.other = gone != object::none && found.what == what ? state.objects.items[gone].dropped_by : found.other;
      }
    } else if (branched) {
      rely_on(it);
    }
    return it;
  }
  constexpr void miss(fault what, object_kind kind, const name& schema, const name& id) {
    underivable = true;
    if (system_name(schema) || excused(id.view())) {
      return;
    }
    const std::uint32_t gone = state.newest(schema_state::key_of(kind, schema, id));
    if (gone != object::none && !orders.precedes(state.objects.items[gone].dropped_by, revision)) {
      conflict(gone, state.objects.items[gone].dropped_by);
      return;
    }
    std::string_view elsewhere{};
    for (std::uint32_t i = 0; i < state.objects.count; ++i) {
      const object& it = state.objects.items[i];
      if (it.alive && it.kind == kind && it.id == id && !it.schema.empty()) {
        elsewhere = it.schema.view();
      } else if (it.alive && it.kind == kind && it.id == id && !schema.empty()) {
        elsewhere = "public";
      }
    }
    fail(what, id.view(), schema.view(), elsewhere.empty() ? nearest(kind, schema, id) : std::string_view{}, elsewhere);
    found.other = gone != object::none && found.what == what ? state.objects.items[gone].dropped_by : found.other;
  }
  [[nodiscard]] static constexpr bool alike(std::string_view a, std::string_view b) noexcept {
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    return difference <= 3 && !a.empty() && !b.empty() && (a.front() == b.front() || a.back() == b.back());
  }
  [[nodiscard]] static constexpr fault missing(object_kind kind) noexcept {
    constexpr fault of[] = {fault::missing_schema, fault::missing_table,      fault::missing_view,
                            fault::missing_index,  fault::missing_sequence,   fault::missing_type,
                            fault::missing_column, fault::missing_constraint, fault::missing_synchronization,
                            fault::missing_view};
    return of[static_cast<unsigned>(kind)];
  }
  [[nodiscard]] static constexpr fault exists(object_kind kind) noexcept {
    constexpr fault of[] = {fault::schema_exists,   fault::table_exists, fault::view_exists,   fault::index_exists,
                            fault::sequence_exists, fault::type_exists,  fault::column_exists, fault::constraint_exists,
                            fault::synchronization_exists, fault::view_exists};
    return is_text_kind(kind) ? fault::object_exists : of[static_cast<unsigned>(kind)];
  }

  pool<unseen> unseen_{};
  std::uint32_t last_table_ = object::none;  ///< that an op has named; to be looked at before it is trusted
};

}  // namespace sterna
