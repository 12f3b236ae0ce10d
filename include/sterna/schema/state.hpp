// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {

/// Which part of a column a change has touched: changes of different parts go together in any order.
enum facet : std::uint8_t { facet_type = 1, facet_null = 2, facet_default = 4, facet_comment = 8, facet_all = 0xff };

enum row_security_bit : std::uint8_t { row_security_enabled = 1, row_security_forced = 2 };

/// An object of a schema, in one version: a change makes a new one. What it says beyond its name is in the pool of
/// its kind.
struct object {
  static constexpr std::uint32_t none = 0xffffffffU;

  // in the order of their use: a compiler looks for a member from the first one on
  std::uint64_t key = 0;
  bool alive = true;
  object_kind kind = object_kind::table;
  std::uint32_t next = none;            ///< the next of the same parent
  std::uint32_t definition = none;
  name id{};
  std::uint32_t first_child = none;     ///< of a table
  std::uint32_t parent = none;  ///< the table of a column, constraint, index or synchronization
  std::uint32_t previous = none;        ///< what had the same name before
  name schema{};
  bool generated_name = false;  ///< PostgreSQL has chosen the name
  bool stale = false;           ///< a text in its definition may name what has another name by now
  int revision = -1;            ///< of the migration that made it; -1: it was there before the history
  int named_by = -1;            ///< of the migration that made it or gave it its name
  int changed_by = -1;          ///< of the migration that made this version
  int dropped_by = -1;
  std::uint32_t rank = 0;               ///< of a column: its place in the order of its table
  std::string_view comment{};
  std::uint8_t facets = 0xff;   ///< what this version has changed: bits of `facet`
  std::uint8_t row_security = 0;  ///< of a table: bits of `row_security_bit`
  std::uint32_t next_referrer = none;   ///< the next foreign key to the same table
  std::uint32_t first_referrer = none;  ///< of a table: the foreign keys that refer to it
};

namespace detail {

/// A text that is made while the history is played, and no longer than a name.
struct name_chars {
  char chars[64] = {};
  name_chars* before = nullptr;  ///< the one that was made before it
};

inline constexpr std::string_view no_text{};
inline constexpr std::uint64_t hash_of_public = hash_of(std::string_view{"public"});
}

/// An index; its columns are elements of the state.
struct index_record {
  bool unique = false;
  bool constraint = false;  ///< belongs to the constraint of the same name
  bool primary = false;
  bool valid = true;
  bool deferrable = false;  ///< of a constraint: no foreign key can refer to it
  bool nulls_not_distinct = false;
  bool only = false;  ///< not on the partitions
  slice keys{};
  slice include{};
  std::string_view method{};
  std::string_view where{};
  slice settings{};
};

namespace detail {
inline constexpr index_record blank_index{};
}

/// What expand_column has begun: a trigger, and its function of the same name, that keep two columns in step.
struct synchronization_record {
  name from{};                  ///< the old column
  name to{};                    ///< the new one
  std::string_view forward{};   ///< makes the new value; empty: the old one is it
  std::string_view backward{};  ///< makes the old value; empty: the new one is it
};

/// A view: its query, and what CREATE VIEW says besides.
struct view_record {
  std::string_view text{};
  slice columns{};           ///< elements; empty: the query names them
  slice settings{};          ///< WITH (...)
  std::string_view check{};  ///< LOCAL or CASCADED, of WITH CHECK OPTION
  bool recursive = false;

  [[nodiscard]] constexpr bool plain() const noexcept {
    return columns.count + settings.count == 0 && check.empty() && !recursive;
  }
};

/// An object that is a name and a text: the three texts of the op that has made it.
struct text_record {
  std::string_view method{};  ///< of a routine or operator, its arguments; of a cast, its types
  std::string_view where{};   ///< of a trigger or a rule, when; of an operator class, the type
  std::string_view text{};
};

/// Which default privileges: of a kind of objects, of those that a role makes (empty: who migrates), in a schema or in
/// none.
struct default_place {
  object_kind kind = object_kind::table;
  name maker{};
  name schema{};
};

/// What a role may do with something: bits, in the order of detail::privilege_words. What is in none of the masks has
/// not been spoken of.
struct privileges_record {
  name column{};  ///< of the object, where it is about one
  std::uint16_t granted = 0;
  std::uint16_t grantable = 0;  ///< WITH GRANT OPTION
  std::uint16_t revoked = 0;
  bool of_defaults = false;  ///< it is about no object, but about what is yet to be made
  default_place place{};
};

/// A schema as it stands between two ops, and the way back: objects are only ever added at the end and marked as
/// gone, so that a mark is a few sizes and a return to it undoes what came since. Works in constant expressions;
/// everything is found over one table of hashes.
class schema_state {
 public:
  struct mark {
    std::size_t objects = 0;
    std::size_t deaths = 0;
  };

  static constexpr std::uint64_t key_factor = 0x9e3779b97f4a7c15u;
  static constexpr std::uint64_t last_factor = 0xd6e8feb86659fd93u;

  pool<object> objects{};  ///< open, since a compiler pays for each call

  constexpr schema_state() { fill_slots(64); }
  schema_state(const schema_state&) = delete;
  schema_state& operator=(const schema_state&) = delete;
  constexpr ~schema_state() {
    for (char* const each : texts_) {
      delete[] each;
    }
    while (names_ != nullptr) {
      const detail::name_chars* const last = names_;
      names_ = names_->before;
      delete last;
    }
    delete[] slots_;
  }

  [[nodiscard]] constexpr const object& at(std::uint32_t i) const { return objects.items[i]; }
  [[nodiscard]] constexpr object& at(std::uint32_t i) { return objects.items[i]; }

  [[nodiscard]] constexpr const column_record& column(const object& of) const {
    return columns_.items[of.definition];
  }
  [[nodiscard]] constexpr const constraint_record& constraint(const object& of) const {
    return constraints_.items[of.definition];
  }
  [[nodiscard]] constexpr const index_record& index(const object& of) const { return indexes_.items[of.definition]; }
  [[nodiscard]] constexpr const slice& values(const object& of) const { return lists_.items[of.definition]; }
  [[nodiscard]] constexpr const synchronization_record& synchronization(const object& of) const {
    return synchronizations_.items[of.definition];
  }
  [[nodiscard]] constexpr std::string_view text(const object& of) const { return views_.items[of.definition].text; }
  [[nodiscard]] constexpr const view_record& view(const object& of) const { return views_.items[of.definition]; }
  [[nodiscard]] constexpr const text_record& text_object(const object& of) const {
    return text_objects_.items[of.definition];
  }
  [[nodiscard]] constexpr const privileges_record& privileges(const object& of) const {
    return privileges_.items[of.definition];
  }
  /// The first element of a list.
  [[nodiscard]] constexpr const element* first(slice of) const { return elements_.items + of.first; }
  [[nodiscard]] constexpr list<element> elements(slice of) const {
    return of.count == 0 ? list<element>{} : list<element>{elements_.items + of.first, of.count};
  }

  /// Names without a schema are in `public`.
  [[nodiscard]] static constexpr std::uint64_t place(const name& schema) noexcept {
    return schema.code == detail::hash_of_public ? hash_of_nothing : schema.code;
  }
  /// The key under which a table, view, index or sequence is found.
  [[nodiscard]] static constexpr std::uint64_t relation_key(const name& schema, const name& id) noexcept {
    return ((schema.code == detail::hash_of_public ? hash_of_nothing : schema.code) * key_factor ^ id.code) *
           last_factor;
  }
  [[nodiscard]] static constexpr std::uint64_t key_of(object_kind kind, const name& schema, const name& id) noexcept {
    const unsigned apart = kind == object_kind::schema                                ? 2U
                           : kind == object_kind::enumeration || is_text_type(kind)   ? 1U
                           : !is_text_kind(kind) || kind == object_kind::foreign_table ? 0U
                           : is_routine(kind)                                          ? 3U
                                                                  : static_cast<unsigned>(kind);
    return ((place(schema) + apart) * key_factor ^ id.code) * last_factor;
  }
  [[nodiscard]] static constexpr std::uint64_t child_key(std::uint64_t parent, object_kind kind,
                                                         const name& id) noexcept {
    return ((parent + static_cast<std::uint64_t>(kind)) * key_factor ^ id.code) * last_factor;
  }

  /// The newest object under a key, alive or gone, or none.
  [[nodiscard]] constexpr std::uint32_t newest(std::uint64_t key) const {
    return slot_of(key) - 1;
  }
  /// The one that is alive, or none.
  [[nodiscard]] constexpr std::uint32_t find(std::uint64_t key) const {
    std::uint32_t slot = static_cast<std::uint32_t>(key >> shift_);  // slot_of, without the call
    for (std::uint32_t found; (found = slots_[slot >> 8].of[slot & 255]) != 0; slot = (slot + 1) & mask_) {
      const object& there = objects.items[found - 1];
      if (there.key == key) {
        return there.alive ? found - 1 : object::none;
      }
    }
    return object::none;
  }
  [[nodiscard]] constexpr std::uint32_t find_child(std::uint32_t parent, object_kind kind, const name& id) const {
    return find(((objects.items[parent].key + static_cast<std::uint64_t>(kind)) * key_factor ^ id.code) * last_factor);
  }

  /// Adds an object that is new, of a migration: under its key, and to its parent's list. It is put together at once: a
  /// compiler pays more for each member that is written later.
  constexpr object& add_new(object_kind kind, const name& schema, const name& id, std::uint64_t key,
                            std::uint32_t parent, std::uint32_t definition, bool generated_name, int revision) {
    const std::uint32_t number = objects.count;
    if ((number + 1) * 2 > mask_ + 2) {
      grow();
    }
    std::uint32_t& slot = slot_of(key);
    const std::uint32_t previous = slot - 1;
    slot = number + 1;
    std::uint32_t next = object::none;
    if (parent != object::none) {
      std::uint32_t& first = objects.items[parent].first_child;
      next = first;
      first = number;
    }
    return objects.push({.key = key,
                         .alive = true,
                         .kind = kind,
                         .next = next,
                         .definition = definition,
                         .id = id,
                         .first_child = object::none,
                         .parent = parent,
                         .previous = previous,
                         .schema = schema,
                         .generated_name = generated_name,
                         .stale = false,
                         .revision = revision,
                         .named_by = revision,
                         .changed_by = revision,
                         .dropped_by = -1,
                         .rank = number,
                         .comment = detail::no_text,
                         .facets = 0xff,
                         .row_security = 0,
                         .next_referrer = object::none,
                         .first_referrer = object::none});
  }
  /// Adds an object with its definition, under its key and to its parent's list.
  constexpr std::uint32_t add(const object& made) {
    link(objects.push(made), made.parent);
    return objects.count - 1;
  }
  /// Another version of an object: the same under its key, a child of `parent`.
  constexpr object& add_version(std::uint32_t of, std::uint32_t parent) { return link(objects.push_like(of), parent); }
  /// Says of a foreign key to which table it refers.
  constexpr void refer(std::uint32_t foreign_key, std::uint32_t table) {
    at(foreign_key).next_referrer = at(table).first_referrer;
    at(table).first_referrer = foreign_key;
    referrals_.push({foreign_key, table});
  }
  constexpr void remove(std::uint32_t i) {
    if (object& it = objects.items[i]; it.alive) {
      it.alive = false;
      deaths_.push(i);
    }
  }

  constexpr std::uint32_t keep(const column_record& made) { return columns_.push(made), columns_.count - 1; }
  constexpr std::uint32_t keep(const index_record& made) { return indexes_.push(made), indexes_.count - 1; }
  constexpr std::uint32_t keep(const constraint_record& made) {
    constraint_record& kept = constraints_.push(made);
    kept.options = static_cast<std::uint8_t>(kept.options & effective_options);
    return constraints_.count - 1;
  }
  constexpr std::uint32_t keep(const synchronization_record& made) {
    return synchronizations_.push(made), synchronizations_.count - 1;
  }
  constexpr std::uint32_t keep(slice made) { return lists_.push(made), lists_.count - 1; }
  constexpr std::uint32_t keep(const view_record& made) { return views_.push(made), views_.count - 1; }
  constexpr std::uint32_t keep(std::string_view made) { return keep(view_record{made, {}, {}, {}, false}); }
  constexpr std::uint32_t keep(const text_record& made) { return text_objects_.push(made), text_objects_.count - 1; }
  constexpr std::uint32_t keep(const privileges_record& made) { return privileges_.push(made), privileges_.count - 1; }
  /// Whether anything has ever been granted or revoked.
  [[nodiscard]] constexpr bool has_privileges() const noexcept { return !privileges_.empty(); }
  /// Whether there has ever been an object that is a name and a text.
  [[nodiscard]] constexpr bool has_text_objects() const noexcept { return !text_objects_.empty(); }
  /// Whether there has ever been a view.
  [[nodiscard]] constexpr bool has_views() const noexcept { return !views_.empty(); }
  /// Whether there has ever been a synchronization.
  [[nodiscard]] constexpr bool has_synchronizations() const noexcept { return !synchronizations_.empty(); }
  /// Whether a foreign key refers to anything.
  [[nodiscard]] constexpr bool has_referrals() const noexcept { return !referrals_.empty(); }
  /// Copies a list into the state.
  constexpr slice keep(list<element> list) {
    for (std::uint32_t i = 0; i < list.count; ++i) elements_.push(list.items[i]);
    return {elements_.count - list.count, list.count};
  }
  constexpr slice keep(list<setting> list) {
    for (std::uint32_t i = 0; i < list.count; ++i) settings_.push(list.items[i]);
    return {settings_.count - list.count, list.count};
  }
  [[nodiscard]] constexpr list<setting> settings(slice of) const {
    return of.count == 0 ? list<setting>{} : list<setting>{settings_.items + of.first, of.count};
  }
  /// Those of a sequence or a table.
  [[nodiscard]] constexpr list<setting> settings(const object& of) const {
    return of.definition == object::none ? list<setting>{} : settings(lists_.items[of.definition]);
  }
  constexpr void keep_element(const element& one) { elements_.push(one); }
  [[nodiscard]] constexpr element& element_at(std::uint32_t i) { return elements_.items[i]; }
  [[nodiscard]] constexpr setting& setting_at(std::uint32_t i) { return settings_.items[i]; }
  [[nodiscard]] constexpr constraint_record& constraint_at(std::uint32_t definition) {
    return constraints_.items[definition];
  }
  [[nodiscard]] constexpr index_record& index_at(std::uint32_t definition) { return indexes_.items[definition]; }
  [[nodiscard]] constexpr column_record& column_at(std::uint32_t definition) { return columns_.items[definition]; }
  [[nodiscard]] constexpr std::uint32_t element_count() const noexcept {
    return elements_.count;
  }

  /// Room for a text that is made, not written; it lives as long as the state.
  [[nodiscard]] constexpr char* keep_text(std::size_t size) {
    char* const text = new char[size + 1]{};
    texts_.push(text);
    return text;
  }
  [[nodiscard]] constexpr const char* keep_text(const detail::name_chars& made) {
    detail::name_chars* const copy = new detail::name_chars{made};
    copy->before = names_;
    names_ = copy;
    return copy->chars;
  }
  [[nodiscard]] constexpr name keep_name(std::string_view text) {
    char* const copy = keep_text(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      copy[i] = text.data()[i];
    }
    return name::viewing(copy, static_cast<std::uint32_t>(text.size()), hash_of(text));
  }

  [[nodiscard]] constexpr mark here() const noexcept { return {objects.count, deaths_.count}; }
  /// Undoes all that has come since.
  constexpr void return_to(mark there) {
    object* const all = objects.items;
    for (std::uint32_t i = deaths_.count; i-- > there.deaths;) {
      all[deaths_.items[i]].alive = true;
    }
    deaths_.shrink(static_cast<std::uint32_t>(there.deaths));
    for (std::uint32_t i = referrals_.count; i-- > 0 && referrals_.items[i].foreign_key >= there.objects;) {
      const referral& last = referrals_.items[i];
      all[last.table].first_referrer = all[last.foreign_key].next_referrer;
      referrals_.shrink(i);
    }
    for (std::uint32_t i = objects.count; i-- > there.objects;) {
      const object& last = all[i];
      slot_of(last.key) = last.previous + 1;
      if (last.parent != object::none) {
        all[last.parent].first_child = last.next;
      }
    }
    objects.shrink(static_cast<std::uint32_t>(there.objects));
  }
  /// Makes room for as many objects, columns and the like as are to come.
  constexpr void reserve(std::uint32_t wanted) {
    std::uint32_t places = 64;
    shift_ = 58;
    for (; places < wanted * 2; places *= 2) {
      --shift_;
    }
    fill_slots(places);
    objects.reserve(wanted);
    columns_.reserve(wanted / 2);
    constraints_.reserve(wanted / 4);
    indexes_.reserve(wanted / 4);
    elements_.reserve(wanted / 2);
    lists_.reserve(wanted / 8);
    deaths_.reserve(wanted / 2);
  }
  /// The objects that have gone since.
  [[nodiscard]] constexpr list<std::uint32_t> gone_since(mark there) const {
    return {deaths_.items + there.deaths, deaths_.count - static_cast<std::uint32_t>(there.deaths)};
  }
  /// Whether an object was alive at a mark.
  [[nodiscard]] constexpr bool was_alive(std::uint32_t i, mark then) const {
    if (i >= then.objects) {
      return false;
    }
    if (at(i).alive) {
      return true;
    }
    for (const std::uint32_t each : gone_since(then)) {
      if (each == i) {
        return true;
      }
    }
    return false;
  }

 private:
  /// Places by the hundred: a compiler puts each element of an array together, but not the zeros within one.
  struct slots {
    std::uint32_t of[256];
  };
  struct referral {
    std::uint32_t foreign_key;
    std::uint32_t table;
  };

  /// Finds the place of the newest object under its key, and puts it there and into the list of its parent.
  constexpr object& link(object& added, std::uint32_t parent) {
    if (objects.count * 2 > mask_ + 2) {
      --objects.count;
      grow();
      ++objects.count;
    }
    std::uint32_t& slot = slot_of(added.key);
    added.previous = slot - 1;
    slot = objects.count;
    if (parent != object::none) {
      added.next = objects.items[parent].first_child;
      objects.items[parent].first_child = objects.count - 1;
    }
    added.parent = parent;
    return added;
  }
  /// The place of the newest object under a key, or the free one where it would be. A key has 64 bits of all names that
  /// lead to an object: nobody will see two that are the same.
  [[nodiscard]] constexpr std::uint32_t& slot_of(std::uint64_t key) const {
    for (auto slot = static_cast<std::uint32_t>(key >> shift_);; slot = (slot + 1) & mask_) {
      std::uint32_t& found = slots_[slot >> 8].of[slot & 255];
      if (found == 0 || objects.items[found - 1].key == key) {
        return found;
      }
    }
  }
  /// `count` is a power of two.
  constexpr void fill_slots(std::uint32_t count) {
    delete[] slots_;
    slots_ = new slots[count < 256 ? 1 : count >> 8]{};
    mask_ = count - 1;
  }
  /// Twice as many places.
  constexpr void grow() {
    --shift_;
    fill_slots((mask_ + 1) * 2);
    for (std::uint32_t i = 0; i < objects.count; ++i) {
      slot_of(objects.items[i].key) = i + 1;
    }
  }
  pool<std::uint32_t> deaths_{};
  pool<referral> referrals_{};
  slots* slots_ = nullptr;  // of an object, its number + 1; open addressing over the high bits of the key; half full
  int shift_ = 58;
  std::uint32_t mask_ = 63;
  pool<column_record> columns_{};
  pool<constraint_record> constraints_{};
  pool<index_record> indexes_{};
  pool<synchronization_record> synchronizations_{};
  pool<slice> lists_{};
  pool<view_record> views_{};
  pool<text_record> text_objects_{};
  pool<privileges_record> privileges_{};
  pool<element> elements_{};
  pool<setting> settings_{};
  pool<char*> texts_{};
  detail::name_chars* names_ = nullptr;
};

}  // namespace sterna
