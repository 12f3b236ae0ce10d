// SPDX-License-Identifier: BSL-1.0
// A dependency on a label that nobody has.
// expect-gcc: migration \\'1f2a_invoice\\' \(create invoice\): it depends on \\'customer\\',
// expect-gcc: which is neither an id nor a label in the history;
// expect-gcc: did you mean \\'customers\\'\?
// expect-clang: migration \\'1f2a_invoice\\'
// expect-clang: \(create invoice\): it depends
// expect-clang: on \\'customer\\', which is
// expect-clang: neither an id nor a label in
// expect-clang: the history; did you mean
// expect-clang: \\'customers\\'\?
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account").branch_label("customers")
    .upgrade(create_table("account", column("id", integer, primary_key)));
#ifdef REJECT
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").depends_on("customer")
#else
inline constexpr auto invoice = migration("1f2a_invoice", "create invoice").depends_on("customers")
#endif
    .upgrade(create_table("invoice", column("account", integer, references("account", "id"))));

inline constexpr auto history = sterna::history<account, invoice>;

int main() {}
