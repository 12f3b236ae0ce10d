// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "1975ea83b712_create_user_table.hpp"
#include "3c5d0b9e7f24_index_user_name.hpp"
#include "ae1027a6acf1_add_last_login.hpp"

namespace app {

// In any order: each migration says which one it follows. A history that cannot work does not compile.
inline constexpr auto history = sterna::history<create_user_table, add_last_login, index_user_name>;

}  // namespace app
