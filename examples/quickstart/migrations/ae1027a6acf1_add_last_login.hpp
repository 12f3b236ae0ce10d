// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

// The downgrade is derived from the upgrade: drop_column("user", "last_login").
inline constexpr auto add_last_login =
    migration("ae1027a6acf1", "add last login")
        .revises("1975ea83b712")
        .upgrade(
            add_column("user", column("last_login", timestamp_tz, server_default(sql("now()")))));

}  // namespace app
