// SPDX-License-Identifier: BSL-1.0
#include <sterna/postgresql/reflect/array_casts.hpp>

#include <doctest/doctest.h>

namespace postgresql_array_casts_test {

using sterna::detail::with_array_types;

TEST_CASE("an array that is cast says the type of its elements") {
  CHECK(with_array_types("(s)::text = ANY ((ARRAY['a]'::character varying, 'b'::character varying])::text[])") ==
        "(s)::text = ANY ((ARRAY['a]'::character varying, 'b'::character varying]::character varying[])::text[])");
  CHECK(with_array_types("(a = ANY ((ARRAY[1, 2])::numeric[])) AND (b = ANY ((ARRAY[1.5])::real[]))") ==
        "(a = ANY ((ARRAY[1, 2]::integer[])::numeric[])) AND (b = ANY ((ARRAY[1.5]::numeric[])::real[]))");
  CHECK(with_array_types("(ARRAY['a'::character(3), 'b'::bpchar])::text[]") ==
        "(ARRAY['a'::character(3), 'b'::bpchar]::bpchar[])::text[]");
  CHECK(with_array_types("(ARRAY[(x)::s.\"T\", y])::text[]") == "(ARRAY[(x)::s.\"T\", y]::s.\"T\"[])::text[]");
  CHECK(with_array_types("(ARRAY['now'::timestamp(3) without time zone])::date[]") ==
        "(ARRAY['now'::timestamp(3) without time zone]::timestamp without time zone[])::date[]");
}

TEST_CASE("what the server reads as it is stays as it is") {
  for (const char* const same :
       {"a = ANY (ARRAY['a'::text, 'b'::text])", "(ARRAY[1, 2])[1]", "(ARRAY[a, b])::text[]", "'(ARRAY[1])::text[]'",
        "(ARRAY[lower('x'::text)])::bpchar[]", "(ARRAY[ARRAY[1]])::bigint[]", "$$ (ARRAY[1])::text[] $$", "(ARRAY[",
        "(ARRAY['{1}'::integer[]])::text[]"}) {
    CAPTURE(same);
    CHECK(with_array_types(same).empty());
  }
}

}  // namespace postgresql_array_casts_test
