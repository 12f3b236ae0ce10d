// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

// The table can be written to while the index is built. Such a step runs outside a transaction.
inline constexpr auto index_user_name =
    migration("3c5d0b9e7f24", "index user name")
        .revises("ae1027a6acf1")
        .upgrade(
            create_index("ix_user_name", "user", {"name"}).concurrently());

}  // namespace app
