// SPDX-License-Identifier: BSL-1.0
// A struct that Boost.Hana has not been told of.
// expect: Boost.Hana does not know the members of T
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  std::string name;
};
#ifndef REJECT
BOOST_HANA_ADAPT_STRUCT(place, name);
#endif

inline constexpr auto models = sterna::models(table_of<place>("place"));

int main() {}
