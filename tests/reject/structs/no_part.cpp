// SPDX-License-Identifier: BSL-1.0
// Something in table_of that is neither a column nor a constraint.
// expect: table_of<T> takes columns and constraints
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

struct place {
  int id;
};
BOOST_HANA_ADAPT_STRUCT(place, id);

#ifdef REJECT
inline constexpr auto models = sterna::models(table_of<place>("place", not_null));
#else
inline constexpr auto models = sterna::models(table_of<place>("place", column<&place::id>(primary_key)));
#endif

int main() {}
