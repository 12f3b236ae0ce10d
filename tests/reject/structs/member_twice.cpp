// SPDX-License-Identifier: BSL-1.0
// The column of a member is told twice.
// expect: the column of a member is told twice
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  std::string name;
};
BOOST_HANA_ADAPT_STRUCT(place, name);

inline constexpr auto models = sterna::models(table_of<place>("place",
#ifdef REJECT
    column<&place::name>(unique),
#endif
    column<&place::name>(string(50))));

int main() {}
