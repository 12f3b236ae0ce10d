// SPDX-License-Identifier: BSL-1.0
// Two unnamed keys whose generated names would be the same one, since both are cut off.
// expect-gcc: migration \\'c3d0_import\\' \(create import log\): upgrade op 1, create_table: the name that
// expect-gcc: PostgreSQL would make for a constraint of table \\'customer_address_import_log\\',
// expect-gcc: \\'customer_address_import_log_external_system_reference_numbe_key\\', is cut off and already taken;
// expect-gcc: give it a name with constraint\(\\"\.\.\.\\", \.\.\.\)
// expect-clang: migration \\'c3d0_import\\'
// expect-clang: \(create import log\): upgrade
// expect-clang: op 1, create_table: the name
// expect-clang: that PostgreSQL would make
// expect-clang: for a constraint of table
// expect-clang: \\'customer_address_import_log
// expect-clang: \\',
// expect-clang: \\'customer_address_import_log
// expect-clang: _external_system_reference_n
// expect-clang: umbe_key\\', is cut off and
// expect-clang: already taken; give it a
// expect-clang: name with constraint\(\\"\.\.\.\\",
// expect-clang: \.\.\.\)
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto imports = migration("c3d0_import", "create import log")
    .upgrade(create_table("customer_address_import_log",
        column("id", integer, primary_key),
        column("external_system_reference_number_of_customer", text),
        column("external_system_reference_number_of_carrier", text),
        unique({"external_system_reference_number_of_customer"}),
#ifdef REJECT
        unique({"external_system_reference_number_of_carrier"})));
#else
        constraint("uq_import_carrier", unique({"external_system_reference_number_of_carrier"}))));
#endif

inline constexpr auto history = sterna::history<imports>;

int main() {}
