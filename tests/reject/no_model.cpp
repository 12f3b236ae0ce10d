// SPDX-License-Identifier: BSL-1.0
// The models say what there is to be, not what happens to it.
// expect-gcc: models: table \\'user\\': rename_column changes what is there, or takes it away; the models say only
// expect-clang: models: table \\'user\\':
// expect-clang: rename_column changes what
#include <sterna/models/check.hpp>

using namespace sterna::dsl;

inline constexpr auto user = migration("ae10", "create user").upgrade(create_table("user", column("name", string(50))));
inline constexpr auto history = sterna::history<user>;

inline constexpr auto models = sterna::models(
#ifdef REJECT
    rename_column("user", "nmae", "name"),
#endif
    table("user", column("name", string(50))));

static_assert(sterna::check_models<history, models>());

int main() {}
