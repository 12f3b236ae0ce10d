// SPDX-License-Identifier: BSL-1.0
#include <sterna/sql/md5.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace sql_md5_test {

namespace {

std::string hex(std::string_view text) {
  std::string made;
  for (const unsigned byte : sterna::detail::md5(text).bytes) {
    made += "0123456789abcdef"[byte >> 4U];
    made += "0123456789abcdef"[byte & 15U];
  }
  return made;
}

static_assert(sterna::detail::md5("abc").bytes[15] == 0x72);

}  // namespace

TEST_CASE("md5: the examples of RFC 1321, and every length around a block") {
  CHECK(hex("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex("a") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex("abcdefghijklmnopqrstuvwxyz") == "c3fcd3d76192e4007dfb496cca67e13b");
  CHECK(hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == "d174ab98d277d9f5a5611c2c9f419d9f");
  CHECK(hex(std::string(8, '1') + std::string(10, '2')) != hex(std::string(9, '1') + std::string(9, '2')));
  // md5sum says: printf 'x%.0s' {1..55}
  CHECK(hex(std::string(55, 'x')) == "04364420e25c512fd958a70738aa8f72");
  CHECK(hex(std::string(56, 'x')) == "668a72d5ba17f08e62dabcafad6db14b");
  CHECK(hex(std::string(63, 'x')) == "7dc2ca208106a2f703567bdff99d8981");
  CHECK(hex(std::string(64, 'x')) == "c1bb4f81d892b2d57947682aeb252456");
  CHECK(hex(std::string(65, 'x')) == "1bc932052302d074bdec39795fe00cf6");
}

}  // namespace sql_md5_test
