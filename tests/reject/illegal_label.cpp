// SPDX-License-Identifier: BSL-1.0
// A label with the character that stands between a label and a revision: "billing@head".
// expect-gcc: migration \\'1f2a_invoice\\' \(create invoice\): its branch label \\'billing@eu\\'
// expect-gcc: is empty, a reserved word, or contains one of
// expect-clang: billing@eu
// expect-clang: reserved word
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account").branch_label("customers")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").branch_label("billing@eu")
#else
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").branch_label("billing_eu")
#endif
    .upgrade(create_table("invoice", column("id", integer, primary_key)));

inline constexpr auto history = sterna::history<account, invoice>;

int main() {}
