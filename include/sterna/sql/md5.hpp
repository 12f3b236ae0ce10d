// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna::detail {

/// The integer parts of 2^32 times the sines of 1 to 64 (RFC 1321, 3.4).
inline constexpr std::uint32_t md5_sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

/// The 16 bytes of an MD5, in their order. Nothing is kept secret by it: SQLAlchemy tells shortened names apart by it.
struct md5_digest {
  unsigned char bytes[16] = {};
};

[[nodiscard]] constexpr md5_digest md5(std::string_view text) noexcept {
  constexpr unsigned turns[] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
  const std::size_t size = text.size();
  const std::size_t blocks = (size + 8) / 64 + 1;
  // what stands at a place of the text with its padding: one bit, zeroes, and the length in bits
  const auto byte_at = [&](std::size_t place) -> std::uint32_t {
    if (place < size) return static_cast<unsigned char>(text.data()[place]);
    if (place == size) return 0x80;
    const std::size_t from_end = blocks * 64 - place;
    return from_end > 8 ? 0 : static_cast<std::uint32_t>(std::uint64_t{size} * 8 >> (8 - from_end) * 8 & 0xffU);
  };
  std::uint32_t state[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint32_t words[16] = {};
    for (std::size_t i = 0; i < 64; ++i) {
      words[i / 4] |= byte_at(block * 64 + i) << i % 4 * 8;
    }
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < 64; ++i) {
      const unsigned round = i / 16;
      const std::uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                                  : round == 1 ? (d & b) | (~d & c)
                                  : round == 2 ? b ^ c ^ d
                                               : c ^ (b | ~d);
      const unsigned place = (round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i) % 16;
      const std::uint32_t sum = a + mixed + md5_sines[i] + words[place];
      const unsigned turn = turns[round * 4 + i % 4];
      a = d;
      d = c;
      c = b;
      b += sum << turn | sum >> (32 - turn);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  md5_digest made;
  for (unsigned i = 0; i < 16; ++i) {
    made.bytes[i] = static_cast<unsigned char>(state[i / 4] >> i % 4 * 8 & 0xffU);
  }
  return made;
}

}  // namespace sterna::detail
