// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/sha256.hpp>

#include <doctest/doctest.h>

#include "live.hpp"

namespace history_sha256_test {

using sterna::detail::sha256;

TEST_CASE("sha256: the examples of FIPS 180") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: PostgreSQL says the same, for every length up to three blocks and bytes of all values") {
  live_schema db;
  if (!db) {
    return;
  }
  std::string text;
  for (int size = 0; size <= 192; ++size) {
    CAPTURE(size);
    std::string hex;
    for (const char c : text) {
      constexpr const char* digits = "0123456789abcdef";
      hex += digits[static_cast<unsigned char>(c) >> 4U];
      hex += digits[static_cast<unsigned char>(c) & 15U];
    }
    CHECK(sha256(text) == db.one("SELECT encode(sha256(decode('" + hex + "', 'hex')), 'hex')"));
    text += static_cast<char>(size * 37 + 11);
  }
}

}  // namespace history_sha256_test
