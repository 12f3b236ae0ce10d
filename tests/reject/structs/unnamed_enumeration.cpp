// SPDX-License-Identifier: BSL-1.0
// An enumeration whose name in the database nobody has said.
// expect: enumeration_of<E>: say its name by
#include <sterna/models/structs.hpp>

#include <string>

using namespace sterna::dsl;

enum class mood { sad, ok };
#ifndef REJECT
template <>
inline constexpr auto sterna::sql_type<mood> = sterna::dsl::enumeration("mood");
#endif

inline constexpr auto models = sterna::models(enumeration_of<mood>());

int main() {}
