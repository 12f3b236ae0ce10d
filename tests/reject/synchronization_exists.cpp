// SPDX-License-Identifier: BSL-1.0
// Two pairs of columns would have one function: user, address_street and street; user_address, street and street.
// expect-gcc: migration \\'1f2a_line\\' \(one line for each street\): upgrade op 2, expand_column: the function of
// expect-gcc: synchronising trigger \\'user_address_street_line_sync\\' already exists, for table \\'user_address\\';
// expect-gcc: give the new column another name
// expect-clang: migration \\'1f2a_line\\'
// expect-clang: expand_column:
// expect-clang: already exists
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto user = migration("ae10_user", "create user")
    .upgrade(create_table("user", column("id", integer, primary_key), column("address_street", string(50))),
             create_table("user_address", column("id", integer, primary_key), column("street", string(50))));
inline constexpr auto line = migration("1f2a_line", "one line for each street").revises("ae10_user")
    .upgrade(expand_column("user_address", "street", column("line", text)),
#ifdef REJECT
             expand_column("user", "address_street", column("line", text)));
#else
             expand_column("user", "address_street", column("address_line", text)));
#endif

inline constexpr auto history = sterna::history<user, line>;

int main() {}
