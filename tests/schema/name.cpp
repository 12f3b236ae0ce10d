// SPDX-License-Identifier: BSL-1.0
#include <sterna/schema/name.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <type_traits>

namespace schema_name_test {

using sterna::name;

namespace {

constexpr const char runtime_text[] = "t";

static_assert(name().empty() && name("").empty() && !name("a").empty());
static_assert(name("user").view() == "user");
static_assert(name("a") == name("a") && !(name("a") == name("A")) && !(name("a") == name("a ")));
static_assert(name("") == name());
static_assert(name("a\0b").view().size() == 3, "a zero byte is seen, so that it can be refused");
static_assert(name("user").hash() == sterna::hash_of("user"));

// Only literals: whatever lives shorter than the program is no name.
static_assert(!std::is_constructible_v<name, std::string>);
static_assert(!std::is_constructible_v<name, std::string_view>);
static_assert(!std::is_constructible_v<name, const char*>);
static_assert(std::is_constructible_v<name, const char (&)[2]>);

static_assert(std::is_trivially_copyable_v<name>);
static_assert(sterna::longest_name == 63);

}  // namespace

TEST_CASE("name: exactly what was written, bytes and all") {
  CHECK(name("My \"Table\"").view() == "My \"Table\"");
  CHECK(name("\xC3\xBC").view().size() == 2);
  CHECK(name(runtime_text).view() == "t");
}

TEST_CASE("hash_of: the high bits tell short and similar names apart") {
  std::set<std::uint64_t> high;
  constexpr int count = 4096;
  for (int i = 0; i < count; ++i) {
    high.insert(sterna::hash_of("column_" + std::to_string(i)) >> 32);
  }
  CHECK(high.size() >= count - 1);  // of 2^32 values, 4096 collide about 0.002 times
  CHECK(sterna::hash_of("") != 0);
}

}  // namespace schema_name_test
