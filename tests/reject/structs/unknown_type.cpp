// SPDX-License-Identifier: BSL-1.0
// The type of a member is one that no SQL type is known of.
// expect: no SQL type is known for this member: say one
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct point {
  double x, y;
};
struct place {
  std::string name;
  point at;
};
BOOST_HANA_ADAPT_STRUCT(place, name, at);

#ifdef REJECT
inline constexpr auto models = sterna::models(table_of<place>("place"));
#else
inline constexpr auto models = sterna::models(table_of<place>("place", column<&place::at>(type("point"))));
#endif

int main() {}
