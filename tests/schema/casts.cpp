// SPDX-License-Identifier: BSL-1.0
#include "played.hpp"

#include <sterna/schema/casts.hpp>

namespace schema_casts_test {

using namespace sterna::dsl;
using schema_tests::played;
using sterna::answer;
using sterna::data_type;

TEST_CASE("an enumeration becomes a text, and nothing becomes one but itself") {
  played schema(create_enumeration("mood", {"sad"}), create_enumeration("size", {"large"}));
  const data_type mood = enumeration("mood");
  const data_type size = enumeration("size");
  const auto cast = [&](const data_type& from, const data_type& to) {
    return sterna::detail::cast_between(schema.world(), from, to);
  };
  CHECK(cast(mood, mood) == answer::yes);
  CHECK(cast(mood, size) == answer::no);
  CHECK(cast(mood, text) == answer::yes);
  CHECK(cast(text, mood) == answer::no);
  CHECK(cast(mood, integer) == answer::no);
  CHECK(cast(enumeration("other"), text) == answer::unknown);
}

TEST_CASE("enumerations can be compared only with themselves") {
  played schema(create_enumeration("mood", {"sad"}), create_enumeration("size", {"large"}));
  const auto comparable = [&](const data_type& key, const data_type& foreign) {
    return sterna::detail::comparable_in(schema.world(), key, foreign);
  };
  CHECK(comparable(enumeration("mood"), enumeration("mood")) == answer::yes);
  CHECK(comparable(enumeration("mood"), enumeration("size")) == answer::no);
  CHECK(comparable(enumeration("mood"), text) == answer::no);
  CHECK(comparable(integer, enumeration("mood")) == answer::no);
  CHECK(comparable(enumeration("other"), text) == answer::unknown);
}

TEST_CASE("of a table's rows or a composite type no text is made by itself") {
  played schema(create_table("t", column("a", integer)), create_composite_type("pair", "a integer"),
                create_domain("short", "text"), create_enumeration("mood", {"sad"}));
  const auto made_of_no_text = [&](const data_type& type) {
    return sterna::detail::is_made_of_no_text(schema.world(), type);
  };
  CHECK(made_of_no_text(enumeration("t")));
  CHECK(made_of_no_text(enumeration("pair")));
  CHECK(made_of_no_text(array(enumeration("mood"))));
  CHECK_FALSE(made_of_no_text(enumeration("mood")));
  CHECK_FALSE(made_of_no_text(enumeration("short")));
  CHECK_FALSE(made_of_no_text(integer));
  CHECK(sterna::detail::is_of_rows(schema.world(), enumeration("t")));
  CHECK_FALSE(sterna::detail::is_of_rows(schema.world(), enumeration("pair")));
}

}  // namespace schema_casts_test
