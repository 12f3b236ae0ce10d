// SPDX-License-Identifier: BSL-1.0
// Something behind the type of a member that is no attribute.
// expect: column<&S::m>\(...\) takes a type, and attributes behind it
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  int id;
};
BOOST_HANA_ADAPT_STRUCT(place, id);

#ifdef REJECT
inline constexpr auto models = sterna::models(table_of<place>("place", column<&place::id>(big_integer, text)));
#else
inline constexpr auto models = sterna::models(table_of<place>("place", column<&place::id>(big_integer, unique)));
#endif

int main() {}
