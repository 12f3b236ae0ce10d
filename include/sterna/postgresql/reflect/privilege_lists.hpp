// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/schema/privileges.hpp"

// The lists in which PostgreSQL keeps who may do what: `{owner=arwd/owner,reader=r*/owner,=r/owner}`.

namespace sterna::detail {

using grants_by_role = std::vector<std::pair<name, standing>>;

inline standing& of_role(grants_by_role& all, const name& role) {
  for (auto& [id, may] : all) {
    if (id == role) return may;
  }
  return all.emplace_back(role, standing{}).second;
}

/// A name at the beginning of a list, in quotes where PostgreSQL needs them; it is taken off.
[[nodiscard]] inline name take_role(std::string_view& list, survey& into) {
  if (!list.starts_with('"')) {
    const std::string_view id = list.substr(0, list.find_first_of("=/\n"));
    list.remove_prefix(id.size());
    return name_of(id);
  }
  std::string made;
  std::size_t i = 1;
  for (; i < list.size() && (list[i] != '"' || list.substr(i).starts_with("\"\"")); ++i) {
    made += list[i];
    i += list[i] == '"' ? 1 : 0;
  }
  list.remove_prefix(std::min(list.size(), i + 1));
  return name_of(into.keep(std::move(made)));
}
/// Adds what a list says, `reader=r*w/owner` a line, of all but the owner. False where somebody else has granted any.
inline bool add_listed(std::string_view list, std::string_view owner, survey& into, grants_by_role& to) {
  constexpr std::string_view letters = "rawdDxtmUXC";  // of privilege_words
  bool own = true;
  while (!list.empty()) {
    const bool everybody = list.starts_with('=');
    const name role = everybody ? name_of("public") : take_role(list, into);
    standing may{};
    unsigned last = 0;
    for (list.remove_prefix(1); !list.empty() && list[0] != '/'; list.remove_prefix(1)) {
      const std::size_t bit = letters.find(list[0]);
      may.grantable |= list[0] == '*' ? last : 0;
      last = list[0] == '*' || bit == letters.npos ? 0 : 1U << bit;
      may.may |= last;
    }
    list.remove_prefix(std::min<std::size_t>(list.size(), 1));
    const name grantor = take_role(list, into);
    list.remove_prefix(std::min<std::size_t>(list.size(), 1));
    if (!everybody && role.view() == owner) continue;
    own = own && grantor.view() == owner;
    standing& its = of_role(to, role);
    its.may |= may.may;
    its.grantable |= may.grantable;
  }
  return own;
}

/// The lists of all that there is: of a column its number in place of a kind.
[[nodiscard]] inline std::string privilege_lists_query(const survey& of) {
  std::string made =
      "SELECT 1259, c.oid, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, n.nspname, c.relname, NULL, c.relowner, "
      "c.relacl FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', "
      "'f', 'S') AND c.relpersistence <> 't' AND " + of.in_scope() +
      " UNION ALL SELECT 1259, c.oid, a.attnum::text, n.nspname, c.relname, a.attname, c.relowner, a.attacl FROM "
      "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
      "a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relpersistence <> 't' AND " + of.in_scope() +
      " UNION ALL SELECT 1255, p.oid, 'f', n.nspname, p.proname, NULL, p.proowner, p.proacl FROM pg_proc p JOIN "
      "pg_namespace n ON n.oid = p.pronamespace WHERE " + of.in_scope() +
      " UNION ALL SELECT 1247, t.oid, 'T', n.nspname, t.typname, NULL, t.typowner, t.typacl FROM pg_type t JOIN "
      "pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE (t.typtype IN ('e', "
      "'d', 'r') OR c.relkind = 'c') AND " + of.in_scope() +
      " UNION ALL SELECT 2615, n.oid, 'n', NULL, n.nspname, NULL, n.nspowner, n.nspacl FROM pg_namespace n WHERE " +
      of.in_scope();
  if (of.looks_at_all()) {
    made += " UNION ALL SELECT 2328, oid, 'F', NULL, fdwname, NULL, fdwowner, fdwacl FROM "
            "pg_foreign_data_wrapper UNION ALL SELECT 1417, oid, 'S', NULL, srvname, NULL, srvowner, srvacl FROM "
            "pg_foreign_server UNION ALL SELECT 2612, oid, 'l', NULL, lanname, NULL, lanowner, lanacl FROM "
            "pg_language WHERE lanacl IS NOT NULL";
  }
  return made;
}

}  // namespace sterna::detail
