// SPDX-License-Identifier: BSL-1.0
// A serial column has a sequence of its own, which bears the name that is wanted.
// expect-gcc: migration \\'c002_number\\' \(create numbers of invoices\): upgrade op 1, create_sequence: sequence
// expect-gcc: \\'invoice_id_seq\\' already exists, since migration \\'c001_invoice\\'; choose another name, or
// expect-gcc: drop it first
// expect-clang: migration \\'c002_number\\'
// expect-clang: \(create numbers of
// expect-clang: invoices\): upgrade op 1,
// expect-clang: create_sequence: sequence
// expect-clang: \\'invoice_id_seq\\' already
// expect-clang: exists, since migration
// expect-clang: \\'c001_invoice\\'; choose
// expect-clang: another name, or drop it
// expect-clang: first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto invoice = migration("c001_invoice", "create invoice")
    .upgrade(create_table("invoice", column("id", big_serial, primary_key), column("total", numeric(10, 2))));
inline constexpr auto numbers = migration("c002_number", "create numbers of invoices").revises("c001_invoice")
#ifdef REJECT
    .upgrade(create_sequence("invoice_id_seq"));
#else
    .upgrade(create_sequence("invoice_number_seq"));
#endif

inline constexpr auto history = sterna::history<invoice, numbers>;

int main() {}
