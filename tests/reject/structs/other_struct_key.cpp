// SPDX-License-Identifier: BSL-1.0
// A key of one struct stands in the table of another.
// expect: a part names a member of another struct than T
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  int id;
};
struct person {
  int id;
};
BOOST_HANA_ADAPT_STRUCT(place, id);
BOOST_HANA_ADAPT_STRUCT(person, id);

#ifdef REJECT
inline constexpr auto models = sterna::models(table_of<place>("place", primary_key(&person::id)));
#else
inline constexpr auto models = sterna::models(table_of<place>("place", primary_key(&place::id)));
#endif

int main() {}
