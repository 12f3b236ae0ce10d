// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/message.hpp"

#include <cstddef>
#include <utility>

// How a fault reaches the programmer: as the name of a type that does not exist, so that the first error line of the
// compiler holds the sentence. GCC prints a text that is a template argument whole; Clang 16 cuts it after some 30
// characters, so there the sentence comes in pieces.

namespace sterna {

/// A text as a template argument.
template <std::size_t N>
struct text {
  char data[N + 1] = {};
};

/// What the compiler names when a history cannot work; never defined.
template <text... Sentence>
struct migration_error;

namespace detail {

struct sentence {
  char data[1024] = {};
  std::size_t size = 0;
};

[[nodiscard]] constexpr sentence sentence_of(const verdict& of, std::span<const revision> revisions) {
  sql_writer out;
  write_message(of, revisions, out);
  sentence made;
  for (const char c : out.text()) {
    if (made.size + 1 < sizeof(made.data)) {
      made.data[made.size++] = c;
    }
  }
  return made;
}

#if defined(__clang__)
inline constexpr std::size_t longest_piece = 28;
#else
inline constexpr std::size_t longest_piece = sizeof(sentence::data);
#endif

struct pieces {
  std::size_t first[64] = {};
  std::size_t size[64] = {};
  std::size_t count = 0;
};

/// Cuts between words; a word that is too long for a piece is cut too.
[[nodiscard]] constexpr pieces cut(const sentence& whole) {
  pieces made;
  std::size_t at = 0;
  while (at < whole.size && made.count < 64) {
    std::size_t end = whole.size - at <= longest_piece ? whole.size : at + longest_piece;
    if (end < whole.size) {
      std::size_t space = end;
      while (space > at && whole.data[space] != ' ') {
        --space;
      }
      end = space > at ? space : end;
    }
    made.first[made.count] = at;
    made.size[made.count++] = end - at;
    at = end < whole.size && whole.data[end] == ' ' ? end + 1 : end;
  }
  return made;
}

template <std::size_t N>
[[nodiscard]] constexpr text<N> piece_of(const sentence& whole, std::size_t first) {
  text<N> made;
  for (std::size_t i = 0; i < N; ++i) {
    made.data[i] = whole.data[first + i];
  }
  made.data[N] = '\0';  // said, so that Clang takes it for a string and not for a list of numbers
  return made;
}

/// An ordinary function, and instantiated only because its address is taken: the error in its body is then the only
/// one, since no constant expression depends on it.
template <text... Sentence>
void refuse() {
  static_cast<void>(sizeof(migration_error<Sentence...>));
}

#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L
template <const sentence& Whole>
void refuse_whole() {
  static_assert(Whole.size == 0, std::string_view(Whole.data, Whole.size));
}
template <const sentence& Whole>
struct refusal {
  static constexpr void (*why)() = &refuse_whole<Whole>;
};
#else
template <const sentence& Whole>
struct refusal {
  static constexpr pieces cuts = cut(Whole);

  template <std::size_t... I>
  [[nodiscard]] static constexpr auto in_pieces(std::index_sequence<I...>) noexcept -> void (*)() {
    return &refuse<piece_of<cuts.size[I]>(Whole, cuts.first[I])...>;
  }
  static constexpr void (*why)() = in_pieces(std::make_index_sequence<cut(Whole).count>{});
};
#endif

}  // namespace detail
}  // namespace sterna
