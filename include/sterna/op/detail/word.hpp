// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/operation.hpp"
#include "sterna/record/token.hpp"

// What the words of ops are made of. A word is a run of tokens that begins with the op's kind; what is said of it
// afterwards (`.schema("s")`, `.cascade()`) makes a longer word.

namespace sterna::detail {

/// The members that words about one object share. They are told apart by their own types, so that a word has just
/// those that its SQL has.
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_schema {
  /// The schema of the table (of the index, for `drop_index`); unsaid, the search path decides.
  [[nodiscard]] constexpr Word<N + 1> schema(name id) const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), name_token(part::schema, id));
  }
};
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_if_exists {
  /// `IF EXISTS`: nothing happens where the object is missing.
  [[nodiscard]] constexpr Word<N + 1> if_exists() const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), flag(part::if_exists));
  }
};
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_if_not_exists {
  /// `IF NOT EXISTS`: nothing happens where an object of that name is there, whatever it looks like.
  [[nodiscard]] constexpr Word<N + 1> if_not_exists() const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), flag(part::if_not_exists));
  }
};
template <template <std::uint32_t> class Word, std::uint32_t N>
struct with_cascade {
  /// `CASCADE`: what depends on the object goes with it.
  [[nodiscard]] constexpr Word<N + 1> cascade() const noexcept {
    return extended<Word>(static_cast<const Word<N>&>(*this), flag(part::cascade));
  }
};

[[nodiscard]] constexpr token op_token(op_kind what) noexcept {
  return number_token(part::op, static_cast<std::uint64_t>(what));
}

/// A word of an op, from its tokens behind the first, and whole fragments behind them: a column, a constraint.
template <template <std::uint32_t> class Word, std::size_t N, class... F>
[[nodiscard]] constexpr auto make_word(op_kind what, const token (&said)[N], const F&... rest) noexcept {
  Word<N + 1U + size_of<F...>> made;
  made.items[0] = op_token(what);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[i + 1] = said[i];
  }
  [[maybe_unused]] std::uint32_t used = N + 1;
  [[maybe_unused]] const int in_order[] = {0, (append(made, used, rest), 0)...};
  return made;
}

/// An op that takes part in upgrade(...) and downgrade(...).
template <class Op>
concept op_word = requires(const Op& op) {
  requires Op::size > 0;
  requires Op::is_op;
};

/// What every word of an op is; a fragment of a migration.
template <std::uint32_t N>
struct op_fragment : fragment<N> {
  static constexpr bool is_op = true;
};

/// How many ops a fragment holds.
template <std::uint32_t N>
[[nodiscard]] constexpr std::uint64_t count_ops(const fragment<N>& of) noexcept {
  std::uint64_t count = 0;
  for (const token& each : of.view()) {
    count += each.what == part::op || each.what == part::next_op ? 1U : 0U;
  }
  return count;
}

/// An op with others behind it that say what it does, and are not executed.
template <template <std::uint32_t> class Word, std::uint32_t N, class... Op>
[[nodiscard]] constexpr auto declaring(const fragment<N>& word, const Op&... ops) noexcept {
  Word<N + 1U + size_of<Op...>> made;
  std::uint32_t used = 0;
  append(made, used, word);
  token& declares = made.items[used++];
  std::uint64_t count = 0;
  [[maybe_unused]] const int in_order[] = {0, (count += count_ops(ops), append(made, used, ops), 0)...};
  declares = number_token(part::declares, count);
  return made;
}

}  // namespace sterna::detail
