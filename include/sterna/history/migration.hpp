// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/names.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/op/script.hpp"
#include "sterna/schema/name.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

/// How many ids a migration names, by what they are for.
struct id_counts {
  std::uint32_t parents = 0;
  std::uint32_t dependencies = 0;
  std::uint32_t labels = 0;
  [[nodiscard]] constexpr std::uint32_t sum() const noexcept { return parents + dependencies + labels; }
};

template <class Op>
concept op_word = requires { Op::size; } && (Op::size.operations > 0);

/// Lowers the ops of one script into one fragment.
template <op_word... Op>
[[nodiscard]] constexpr auto lower(const Op&... ops) noexcept {
  assembler<(counts{} + ... + Op::size)> made;
  boost::hana::for_each(boost::hana::tuple<const Op&...>(ops...), [&](const auto& op) { made.append(op); });
  return made.whole;
}

}  // namespace detail

/// A migration by value. Its type depends on counts only; view() is what everything else works with.
template <detail::id_counts I, counts Up, counts Down>
class [[nodiscard]] migration_words {
 public:
  constexpr migration_words(name id, std::string_view message) noexcept : id_{id}, message_{message} {}

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
    static_assert((detail::op_word<Op> && ...), "upgrade(...) takes ops: create_table(...), add_column(...), execute(...)");
    const auto lowered = detail::lower(ops...);
    migration_words<I, decltype(lowered)::size, Down> made(id_, message_);
    made.up_ = lowered;
    made.down_ = down_;
    copy_head(made);
    made.note_flaw(lowered.view(), false);
    return made;
  }
  /// What undoes it; unsaid, it is derived from the upgrade.
  template <class... Op>
  [[nodiscard]] constexpr auto downgrade(const Op&... ops) const noexcept {
    static_assert((detail::op_word<Op> && ...), "downgrade(...) takes ops: drop_table(...), drop_column(...), execute(...)");
    const auto lowered = detail::lower(ops...);
    migration_words<I, Up, decltype(lowered)::size> made(id_, message_);
    made.up_ = up_;
    made.down_ = lowered;
    copy_head(made);
    made.has_downgrade_ = true;
    made.note_flaw(lowered.view(), true);
    return made;
  }
  /// Says that nothing can undo it; a downgrade through it is refused before anything runs, with the reason.
  [[nodiscard]] constexpr migration_words irreversible(std::string_view why) const noexcept {
    migration_words copy = *this;
    copy.irreversible_ = why;
    return copy;
  }

  [[nodiscard]] constexpr revision view() const noexcept {
    revision made;
    made.id = id_;
    made.message = message_;
    const std::span<const name> ids = ids_.view();
    made.parents = ids.first(I.parents);
    made.depends_on = ids.subspan(I.parents, I.dependencies);
    made.labels = ids.last(I.labels);
    made.up = up_.view();
    made.down = down_.view();
    made.has_downgrade = has_downgrade_;
    made.irreversible = irreversible_;
    made.flaw = flaw_;
    return made;
  }

 private:
  template <detail::id_counts, counts, counts>
  friend class migration_words;

  template <class Other>
  constexpr void copy_head(Other& to) const noexcept {
    to.ids_ = ids_;
    to.has_downgrade_ = has_downgrade_;
    to.irreversible_ = irreversible_;
    to.flaw_ = flaw_;
  }
  constexpr void note_flaw(const script& of, bool in_downgrade) noexcept {
    if (!flaw_) {
      flaw_ = detail::check_names(of, in_downgrade);
    }
  }

  /// The same migration with `list` inserted at `place` of the ids.
  template <detail::id_counts J, std::size_t N>
  [[nodiscard]] constexpr auto with_ids(const name (&list)[N], std::uint32_t place) const noexcept {
    migration_words<J, Up, Down> made(id_, message_);
    made.up_ = up_;
    made.down_ = down_;
    made.has_downgrade_ = has_downgrade_;
    made.irreversible_ = irreversible_;
    made.flaw_ = flaw_;
    if constexpr (I.sum() > 0) {
      for (std::uint32_t i = 0; i < I.sum(); ++i) {
        made.ids_[i < place ? i : i + N] = ids_[i];
      }
    }
    for (std::uint32_t i = 0; i < N; ++i) {
      made.ids_[place + i] = list[i];
    }
    return made;
  }

  name id_;
  std::string_view message_;
  detail::pool<name, I.sum()> ids_{};  // parents, dependencies, labels
  fragment<Up> up_{};
  fragment<Down> down_{};
  bool has_downgrade_ = false;
  std::string_view irreversible_{};
  verdict flaw_{};
};

namespace dsl {

/// A migration: its id (1 to 32 characters, none of `@ - + :`) and a message for people.
template <std::size_t N, std::size_t M>
[[nodiscard]] consteval auto migration(const char (&id)[N], const char (&message)[M]) noexcept {
  return migration_words<detail::id_counts{}, counts{}, counts{}>(name(id), std::string_view{message, M - 1});
}

}  // namespace dsl
}  // namespace sterna
