// SPDX-License-Identifier: BSL-1.0
// Indexes of two tables have the same name, which they share within a schema.
// expect-gcc: migration \\'9c41_company\\' \(create company\): upgrade op 2, create_index: index \\'ix_name\\'
// expect-gcc: already exists, since migration \\'1f2a_name\\'; choose another name, or drop it first
// expect-clang: migration \\'9c41_company\\'
// expect-clang: \(create company\): upgrade op
// expect-clang: 2, create_index: index
// expect-clang: \\'ix_name\\' already exists,
// expect-clang: since migration \\'1f2a_name\\';
// expect-clang: choose another name, or drop
// expect-clang: it first
#include <sterna/dsl.hpp>

using namespace sterna::dsl;

inline constexpr auto account = migration("ae10_account", "create account")
    .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
inline constexpr auto by_name = migration("1f2a_name", "index names").revises("ae10_account")
    .upgrade(create_index("ix_name", "account", {"name"}).concurrently());
inline constexpr auto company = migration("9c41_company", "create company").revises("1f2a_name")
    .upgrade(create_table("company", column("id", integer, primary_key), column("name", text)),
#ifdef REJECT
             create_index("ix_name", "company", {"name"}));
#else
             create_index("ix_company_name", "company", {"name"}));
#endif

inline constexpr auto history = sterna::history<account, by_name, company>;

int main() {}
