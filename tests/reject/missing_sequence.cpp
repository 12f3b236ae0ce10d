// SPDX-License-Identifier: BSL-1.0
// A sequence is dropped in another schema than its own.
// expect-gcc: migration \\'c002_number\\' \(drop numbers of invoices\): upgrade op 1, drop_sequence: sequence
// expect-gcc: \\'invoice_number\\' does not exist; there is one in schema \\'billing\\': say the schema too
// expect-clang: migration \\'c002_number\\'
// expect-clang: \(drop numbers of invoices\):
// expect-clang: upgrade op 1, drop_sequence:
// expect-clang: sequence \\'invoice_number\\'
// expect-clang: does not exist; there is one
// expect-clang: in schema \\'billing\\': say the
// expect-clang: schema too
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto numbers = migration("c001_number", "create numbers of invoices")
    .upgrade(create_schema("billing"), create_sequence("invoice_number").schema("billing"));
inline constexpr auto without = migration("c002_number", "drop numbers of invoices").revises("c001_number")
#ifdef REJECT
    .upgrade(drop_sequence("invoice_number"));
#else
    .upgrade(drop_sequence("invoice_number").schema("billing"));
#endif

inline constexpr auto history = sterna::history<numbers, without>;

int main() {}
