// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sterna {

/// What a schema is made of. Tables, views, indexes and sequences share their names within a schema; each may be asked
/// for by its name alone.
enum class object_kind : std::uint8_t { schema, table, view, index, sequence, enumeration, column, constraint };

/// Which part of a column a change has touched: changes of different parts go together in any order.
enum facet : std::uint8_t { facet_type = 1, facet_null = 2, facet_default = 4, facet_comment = 8, facet_all = 0xff };

/// An object of a schema, in one version: a change makes a new one. What it says beyond its name is in the pool of
/// its kind.
struct object {
  static constexpr std::uint32_t none = 0xffffffffU;

  object_kind kind = object_kind::table;
  bool alive = true;
  bool generated_name = false;  ///< PostgreSQL has chosen the name
  bool stale = false;           ///< a text in its definition may name what has another name by now
  int revision = -1;            ///< of the migration that made it; -1: it was there before the history
  int named_by = -1;            ///< of the migration that made it or gave it its name
  int changed_by = -1;          ///< of the migration that made this version
  int dropped_by = -1;
  std::uint8_t facets = 0xff;   ///< what this version has changed: bits of `facet`
  std::uint32_t parent = none;  ///< the table of a column, constraint or index
  std::uint32_t definition = none;
  std::uint32_t previous = none;        ///< what had the same name before
  std::uint32_t next = none;            ///< the next of the same parent
  std::uint32_t first_child = none;     ///< of a table
  std::uint32_t next_referrer = none;   ///< the next foreign key to the same table
  std::uint32_t first_referrer = none;  ///< of a table: the foreign keys that refer to it
  std::uint32_t rank = 0;               ///< of a column: its place in the order of its table
  std::uint64_t key = 0;
  name schema{};
  name id{};
  std::string_view comment{};
};

/// An index; its columns are elements of the state.
struct index_record {
  bool unique = false;
  bool constraint = false;  ///< belongs to the constraint of the same name
  bool primary = false;
  bool valid = true;
  slice keys{};
  slice include{};
  std::string_view method{};
  std::string_view where{};
};

/// A schema as it stands between two ops, and the way back: objects are only ever added at the end and marked as
/// gone, so that a mark is a few sizes and a return to it undoes what came since. Works in constant expressions;
/// everything is found over one table of hashes.
class schema_state {
  // first of all, since Clang evaluates no template whose body it has not read
  template <class T>
  [[nodiscard]] static constexpr std::uint32_t kept(std::vector<T>& pool, const T& made) {
    pool.push_back(made);
    return static_cast<std::uint32_t>(pool.size() - 1);
  }

 public:
  struct mark {
    std::size_t objects = 0;
    std::size_t deaths = 0;
  };

  constexpr schema_state() : slots_(64U, object::none) {}
  schema_state(const schema_state&) = delete;
  schema_state& operator=(const schema_state&) = delete;
  constexpr ~schema_state() {
    for (char* const each : texts_) {
      delete[] each;
    }
  }

  [[nodiscard]] constexpr const object& at(std::uint32_t i) const { return objects_.data()[i]; }
  [[nodiscard]] constexpr object& at(std::uint32_t i) { return objects_.data()[i]; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return objects_.size(); }

  [[nodiscard]] constexpr const column_record& column(const object& of) const {
    return columns_.data()[of.definition];
  }
  [[nodiscard]] constexpr const constraint_record& constraint(const object& of) const {
    return constraints_.data()[of.definition];
  }
  [[nodiscard]] constexpr const index_record& index(const object& of) const { return indexes_.data()[of.definition]; }
  [[nodiscard]] constexpr const slice& values(const object& of) const { return lists_.data()[of.definition]; }
  [[nodiscard]] constexpr std::string_view text(const object& of) const { return views_.data()[of.definition]; }
  [[nodiscard]] constexpr std::span<const element> elements(slice of) const {
    return {elements_.data() + of.first, of.count};
  }

  /// The key under which a table, view, index or sequence is found.
  [[nodiscard]] static constexpr std::uint64_t relation_key(const name& schema, const name& id) noexcept {
    return mixed(schema.hash(), id.hash());
  }
  [[nodiscard]] static constexpr std::uint64_t key_of(object_kind kind, const name& schema, const name& id) noexcept {
    return mixed(schema.hash() + (kind == object_kind::schema ? 2U : kind == object_kind::enumeration ? 1U : 0U),
                 id.hash());
  }
  [[nodiscard]] static constexpr std::uint64_t child_key(std::uint64_t parent, object_kind kind,
                                                         const name& id) noexcept {
    return mixed(parent + static_cast<std::uint64_t>(kind), id.hash());
  }

  /// The newest object under a key, alive or gone, or none.
  [[nodiscard]] constexpr std::uint32_t newest(std::uint64_t key, const name& id) const {
    return slots_.data()[slot_of(key, id)];
  }
  /// The one that is alive, or none.
  [[nodiscard]] constexpr std::uint32_t find(std::uint64_t key, const name& id) const {
    const std::uint32_t found = newest(key, id);
    return found != object::none && at(found).alive ? found : object::none;
  }
  [[nodiscard]] constexpr std::uint32_t find_child(std::uint32_t parent, object_kind kind, const name& id) const {
    return find(child_key(at(parent).key, kind, id), id);
  }

  /// Adds an object under its key. Of a child, the parent's list grows.
  constexpr std::uint32_t add(const object& made) {
    if ((objects_.size() + 1) * 2 > slots_.size()) {
      grow();
    }
    const auto number = static_cast<std::uint32_t>(objects_.size());
    objects_.push_back(made);
    object& added = objects_.back();
    std::uint32_t& slot = slots_.data()[slot_of(made.key, made.id)];
    added.previous = slot;
    slot = number;
    if (made.parent != object::none) {
      object& parent = at(made.parent);
      added.next = parent.first_child;
      parent.first_child = number;
    }
    return number;
  }
  /// Says of a foreign key to which table it refers.
  constexpr void refer(std::uint32_t foreign_key, std::uint32_t table) {
    at(foreign_key).next_referrer = at(table).first_referrer;
    at(table).first_referrer = foreign_key;
    referrals_.push_back({foreign_key, table});
  }
  constexpr void remove(std::uint32_t i) {
    if (at(i).alive) {
      at(i).alive = false;
      deaths_.push_back(i);
    }
  }

  constexpr std::uint32_t keep(const column_record& made) { return kept(columns_, made); }
  constexpr std::uint32_t keep(const index_record& made) { return kept(indexes_, made); }
  constexpr std::uint32_t keep(const constraint_record& made) { return kept(constraints_, made); }
  constexpr std::uint32_t keep(slice made) { return kept(lists_, made); }
  constexpr std::uint32_t keep(std::string_view made) { return kept(views_, made); }
  /// Whether there has ever been a view.
  [[nodiscard]] constexpr bool has_views() const noexcept { return !views_.empty(); }
  /// Copies a list into the state.
  constexpr slice keep(std::span<const element> list) {
    const slice made{static_cast<std::uint32_t>(elements_.size()), static_cast<std::uint32_t>(list.size())};
    for (const element& each : list) {
      elements_.push_back(each);
    }
    return made;
  }
  constexpr void keep_element(const element& one) { elements_.push_back(one); }
  [[nodiscard]] constexpr std::uint32_t element_count() const noexcept {
    return static_cast<std::uint32_t>(elements_.size());
  }

  /// A name that is made, not written; it lives as long as the state.
  [[nodiscard]] constexpr name keep_name(std::string_view text) {
    char* const copy = new char[text.size() + 1]{};
    for (std::size_t i = 0; i < text.size(); ++i) {
      copy[i] = text.data()[i];
    }
    texts_.push_back(copy);
    return name::viewing(copy, static_cast<std::uint32_t>(text.size()), hash_of(text));
  }

  [[nodiscard]] constexpr mark here() const noexcept { return {objects_.size(), deaths_.size()}; }
  /// Undoes all that has come since.
  constexpr void return_to(mark there) {
    while (deaths_.size() > there.deaths) {
      at(deaths_.back()).alive = true;
      deaths_.pop_back();
    }
    while (!referrals_.empty() && referrals_.back().foreign_key >= there.objects) {
      const referral& last = referrals_.back();
      at(last.table).first_referrer = at(last.foreign_key).next_referrer;
      referrals_.pop_back();
    }
    while (objects_.size() > there.objects) {
      const object& last = objects_.back();
      slots_.data()[slot_of(last.key, last.id)] = last.previous;
      if (last.parent != object::none) {
        at(last.parent).first_child = last.next;
      }
      objects_.pop_back();
    }
  }
  /// The objects that have gone since.
  [[nodiscard]] constexpr std::span<const std::uint32_t> gone_since(mark there) const {
    return std::span<const std::uint32_t>(deaths_).subspan(there.deaths);
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
  struct referral {
    std::uint32_t foreign_key;
    std::uint32_t table;
  };

  [[nodiscard]] static constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
    return (a * 0x9e3779b97f4a7c15u ^ b) * 0xd6e8feb86659fd93u;
  }
  /// A slot keeps its key when its objects have been undone, which is no more than a lookup that ends later.
  [[nodiscard]] constexpr std::size_t slot_of(std::uint64_t key, const name& id) const {
    const std::size_t mask = slots_.size() - 1;
    for (auto slot = static_cast<std::size_t>(key >> shift_);; slot = (slot + 1) & mask) {
      const std::uint32_t entry = slots_.data()[slot];
      if (entry == object::none || (at(entry).key == key && at(entry).id == id)) {
        return slot;
      }
    }
  }
  constexpr void grow() {
    --shift_;
    const std::size_t wanted = slots_.size() * 2;
    slots_ = std::vector<std::uint32_t>(wanted, object::none);
    for (std::uint32_t i = 0; i < objects_.size(); ++i) {
      slots_.data()[slot_of(at(i).key, at(i).id)] = i;
    }
  }
  std::vector<object> objects_{};
  std::vector<std::uint32_t> deaths_{};
  std::vector<referral> referrals_{};
  std::vector<std::uint32_t> slots_;  // open addressing over the high bits of the key; at most half full
  int shift_ = 58;
  std::vector<column_record> columns_{};
  std::vector<constraint_record> constraints_{};
  std::vector<index_record> indexes_{};
  std::vector<slice> lists_{};
  std::vector<std::string_view> views_{};
  std::vector<element> elements_{};
  std::vector<char*> texts_{};
};

}  // namespace sterna
