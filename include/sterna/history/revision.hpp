// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/fault.hpp"
#include "sterna/record/list.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/name.hpp"

#include <cstddef>
#include <string_view>

namespace sterna {

struct lint_policy;
struct naming_convention;

/// The longest id of a revision, in characters: the version table's column is VARCHAR(32), as Alembic makes it.
inline constexpr int longest_id = 32;

namespace detail {

/// What is wrong with the text of an id; fault::none where nothing is. `Text` as for hash_of.
template <class Text>
[[nodiscard]] constexpr fault flaw_of_id(const Text& id, std::size_t size) {
  if (size == 0) return fault::empty_id;
  int characters = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const char c = id[i];
    if (c <= ':' && (c == '-' || c == '+' || c == ':' || c == '\0')) return fault::illegal_id;
    if (c == '@') return fault::illegal_id;
    if (size > longest_id && (static_cast<unsigned char>(c) & 0xc0u) != 0x80u) ++characters;  // UTF-8
  }
  if (characters > longest_id) return fault::id_too_long;
  if (size < 4 || size > 7) return fault::none;
  const auto is = [&](std::string_view word) {
    std::size_t i = 0;
    while (i < size && i < word.size() && id[i] == word[i]) ++i;
    return i == size && i == word.size();
  };
  return is("head") || is("heads") || is("base") || is("current") ? fault::reserved_id : fault::none;
}
[[nodiscard]] constexpr fault flaw_of_id(std::string_view id) { return flaw_of_id(id.data(), id.size()); }

}  // namespace detail

/// One migration as plain data: what the words lower to and what everything else reads.
struct revision {
  name id{};
  std::string_view message{};
  list<name> parents{};     ///< `down_revision` in Alembic
  list<name> depends_on{};  ///< ids or branch labels
  list<name> labels{};
  list<token> up{};
  list<token> down{};
  bool has_downgrade = false;
  std::string_view irreversible{};  ///< why it cannot be undone; empty where it can
  bool sound_id = false;  ///< the id has been looked at and is well-formed
  const naming_convention* naming = nullptr;  ///< of the history; null: there is none
  const lint_policy* policy = nullptr;  ///< no migration at all, but what the history asks of all of them
};

}  // namespace sterna
