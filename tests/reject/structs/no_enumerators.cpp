// SPDX-License-Identifier: BSL-1.0
// An enumeration none of whose values is within reach.
// expect: no enumerator of E is between 0 and 127
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

#ifdef REJECT
enum class mood { sad = 1000, ok };
#else
enum class mood { sad, ok };
#endif
template <>
inline constexpr auto sterna::sql_type<mood> = sterna::dsl::enumeration("mood");

inline constexpr auto models = sterna::models(enumeration_of<mood>());

int main() {}
