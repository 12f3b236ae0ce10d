// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

#include "sterna/history/revision.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/name.hpp"

namespace sterna {
namespace detail {

/// How many ids a migration names, by what they are for.
struct id_counts {
  std::uint32_t parents = 0;
  std::uint32_t dependencies = 0;
  std::uint32_t labels = 0;
  [[nodiscard]] constexpr std::uint32_t sum() const noexcept { return parents + dependencies + labels; }
};

/// The ids that a migration names; there may be none.
template <std::uint32_t N>
struct id_list {
  name items[N]{};
  [[nodiscard]] constexpr const name* data() const noexcept { return items; }
};
template <>
struct id_list<0> {
  [[nodiscard]] constexpr const name* data() const noexcept { return nullptr; }
};

struct upwards {};
struct downwards {};

}  // namespace detail

/// What a migration has besides its ops.
template <detail::id_counts I>
struct migration_head {
  name id{};
  std::string_view message{};
  detail::id_list<I.sum()> ids{};  ///< parents, dependencies, labels
  bool has_downgrade = false;
  bool sound_id = false;
  std::string_view irreversible{};
};

/// A migration by value. Its type depends on counts only; view() is what everything else works with.
template <detail::id_counts I, std::uint32_t Up, std::uint32_t Down>
class [[nodiscard]] migration_words {
 public:
  constexpr migration_words(const migration_head<I>& head, const fragment<Up>& up, const fragment<Down>& down) noexcept
      : head_{head}, up_{up}, down_{down} {}
  // the two that lower ops do so right into their place: each copy of a script costs the compiler memory
  template <class... Op>
  constexpr migration_words(const migration_head<I>& head, detail::upwards, const fragment<Down>& down,
                            const Op&... ops) noexcept
      : head_{head}, down_{down} {
    detail::join(up_, ops...);
  }
  template <class... Op>
  constexpr migration_words(const migration_head<I>& head, const fragment<Up>& up, detail::downwards,
                            const Op&... ops) noexcept
      : head_{head}, up_{up} {
    detail::join(down_, ops...);
    head_.has_downgrade = true;
  }

  /// The same with `list` inserted at `place` of the ids.
  template <detail::id_counts J, std::size_t N>
  constexpr migration_words(const migration_head<J>& head, const name (&list)[N], std::uint32_t place,
                            const fragment<Up>& up, const fragment<Down>& down) noexcept
      : head_{head.id, head.message, {}, head.has_downgrade, head.sound_id, head.irreversible}, up_{up}, down_{down} {
    if constexpr (J.sum() > 0) {
      for (std::uint32_t i = 0; i < J.sum(); ++i) {
        head_.ids.items[i < place ? i : i + N] = head.ids.items[i];
      }
    }
    for (std::uint32_t i = 0; i < N; ++i) {
      head_.ids.items[place + i] = list[i];
    }
  }

  /// The migrations that this one follows, Alembic's `down_revision`: none for the first, several for a merge.
  template <std::size_t... N>
  [[nodiscard]] consteval auto revises(const char (&... ids)[N]) const noexcept {
    static_assert(I.parents == 0, "revises(...) is said once: revises(\"a\", \"b\") for a merge");
    const name list[] = {name(ids)...};
    return with_ids<detail::id_counts{sizeof...(N), I.dependencies, I.labels}>(list, 0);
  }
  /// Migrations (ids or branch labels) that must be applied first, without being parents.
  template <std::size_t... N>
  [[nodiscard]] consteval auto depends_on(const char (&... ids)[N]) const noexcept {
    static_assert(I.dependencies == 0, "depends_on(...) is said once: depends_on(\"a\", \"b\")");
    const name list[] = {name(ids)...};
    return with_ids<detail::id_counts{I.parents, sizeof...(N), I.labels}>(list, I.parents);
  }
  /// A name for the branch that begins here: `label@head`.
  template <std::size_t... N>
  [[nodiscard]] consteval auto branch_label(const char (&... labels)[N]) const noexcept {
    static_assert(I.labels == 0, "branch_label(...) is said once: branch_label(\"a\", \"b\")");
    const name list[] = {name(labels)...};
    return with_ids<detail::id_counts{I.parents, I.dependencies, sizeof...(N)}>(list, I.parents + I.dependencies);
  }

  /// What the migration does.
  template <class... Op>
  [[nodiscard]] constexpr auto upgrade(const Op&... ops) const noexcept {
    static_assert(detail::all_true<detail::op_word<Op>...>,
                  "upgrade(...) takes ops: create_table(...), add_column(...), execute(...)");
    static_assert(Up == 0, "upgrade(...) is said once, with all ops");
    return migration_words<I, detail::size_of<Op...>, Down>(head_, detail::upwards{}, down_, ops...);
  }
  /// What undoes it; unsaid, it is derived from the upgrade.
  template <class... Op>
  [[nodiscard]] constexpr auto downgrade(const Op&... ops) const noexcept {
    static_assert(detail::all_true<detail::op_word<Op>...>,
                  "downgrade(...) takes ops: drop_table(...), drop_column(...), execute(...)");
    static_assert(Down == 0, "downgrade(...) is said once, with all ops");
    return migration_words<I, Up, detail::size_of<Op...>>(head_, up_, detail::downwards{}, ops...);
  }
  /// Says that nothing can undo it; a downgrade through it is refused before anything runs, with the reason.
  [[nodiscard]] constexpr migration_words irreversible(std::string_view why) const noexcept {
    migration_words copy = *this;
    copy.head_.irreversible = why;
    return copy;
  }

  [[nodiscard]] constexpr revision view() const noexcept {
    const name* const ids = head_.ids.data();
    return {.id = head_.id,
            .message = head_.message,
            .parents = {ids, I.parents},
            .depends_on = {ids + I.parents, I.dependencies},
            .labels = {ids + (I.parents + I.dependencies), I.labels},
            .up = up_.view(),
            .down = down_.view(),
            .has_downgrade = head_.has_downgrade,
            .irreversible = head_.irreversible,
            .sound_id = head_.sound_id};
  }

 private:
  template <detail::id_counts J, std::size_t N>
  [[nodiscard]] constexpr auto with_ids(const name (&list)[N], std::uint32_t place) const noexcept {
    return migration_words<J, Up, Down>(head_, list, place, up_, down_);
  }

  migration_head<I> head_;
  fragment<Up> up_;
  fragment<Down> down_;
};

namespace detail {

[[nodiscard]] constexpr auto begin_migration(name id, std::string_view message, bool sound_id) noexcept {
  migration_head<id_counts{}> head{};
  head.id = id;
  head.message = message;
  head.sound_id = sound_id;
  return migration_words<id_counts{}, 0, 0>(head, {}, {});
}

}  // namespace detail

namespace dsl {

/// A migration: its id (1 to 32 characters, none of `@ - + :`) and a message for people.
template <std::size_t N, std::size_t M>
[[nodiscard]] consteval auto migration(const char (&id)[N], const char (&message)[M]) noexcept {
  return detail::begin_migration(name(id), std::string_view{message, M - 1},
                                 detail::flaw_of_id(id, N - 1) == fault::none);
}

}  // namespace dsl
}  // namespace sterna
