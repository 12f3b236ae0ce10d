// SPDX-License-Identifier: BSL-1.0
// A member that is not among those that are listed.
// expect-gcc-note: this_member_is_not_among_those_that_BOOST_HANA_ADAPT_STRUCT_lists
// expect-clang-note: this_member_is_not_among_those_that_BOOST_HANA_ADAPT_STRUCT_lists
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  int id;
  std::string name;
};
#ifdef REJECT
BOOST_HANA_ADAPT_STRUCT(place, id);
#else
BOOST_HANA_ADAPT_STRUCT(place, id, name);
#endif

const auto models =  // constexpr, clang++ says it twice
    sterna::models(table_of<place>("place"), index("ix_place_name", "place", &place::name));

int main() {}
