// SPDX-License-Identifier: BSL-1.0
// Two branches of the same name.
// expect-gcc: migration \\'1f2a_invoice\\' \(create invoice\): its branch label \\'customers\\'
// expect-gcc: is already used by migration \\'ae10_account\\'
// expect-clang: migration \\'1f2a_invoice\\'
// expect-clang: label \\'customers\\' is already
// expect-clang: used by migration
// expect-clang: \\'ae10_account\\'; a label or
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account").branch_label("customers")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").branch_label("customers")
#else
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").branch_label("billing")
#endif
    .upgrade(create_table("invoice", column("id", integer, primary_key)));

inline constexpr auto history = sterna::history<account, invoice>;

int main() {}
