// SPDX-License-Identifier: BSL-1.0
// The models have a column that no migration adds.
// expect-gcc: models: they are not what the history leads to: there, column \\'email\\' of table \\'user\\' is missing;
// expect-gcc: write the migration by <application>-migrate revision --autogenerate --offline -m
// expect-clang: models: they are not what
// expect-clang: column \\'email\\' of table
#include <sterna/models/check.hpp>

using namespace sterna::dsl;

inline constexpr auto user = migration("ae10", "create user")
    .upgrade(create_table("user", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto history = sterna::history<user>;

inline constexpr auto models = sterna::models(
    table("user", column("id", integer, primary_key),
#ifdef REJECT
          column("email", string(254)),
#endif
          column("name", string(50), not_null)));

static_assert(sterna::check_models<history, models>());

int main() {}
