// SPDX-License-Identifier: BSL-1.0
// A column of one struct stands in the table of another.
// expect: a part names a member of another struct than T
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  std::string name;
};
struct person {
  std::string name;
};
BOOST_HANA_ADAPT_STRUCT(place, name);
BOOST_HANA_ADAPT_STRUCT(person, name);

#ifdef REJECT
inline constexpr auto models = sterna::models(table_of<place>("place", column<&person::name>(string(50))));
#else
inline constexpr auto models = sterna::models(table_of<place>("place", column<&place::name>(string(50))));
#endif

int main() {}
