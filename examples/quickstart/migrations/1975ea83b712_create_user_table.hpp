// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto create_user_table =
    migration("1975ea83b712", "create user table")
        .upgrade(
            create_table("user",
                column("id", integer, primary_key),
                column("name", string(50), not_null),
                column("description", unicode(200))))
        .downgrade(
            drop_table("user"));

}  // namespace app
