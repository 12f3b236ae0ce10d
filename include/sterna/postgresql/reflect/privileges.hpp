// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sterna/op/detail/granting.hpp"
#include "sterna/op/grant.hpp"
#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/record/copy.hpp"

// Who may do what: what somebody has granted or revoked, beside what the owner may, what everybody may at first, and
// what default privileges give.

namespace sterna::detail {

class reflected_privileges {
 public:
  /// Three results: default privileges, privileges, owners.
  [[nodiscard]] static std::string query(const survey& of) {
    const auto exploded = [](const std::string& owner) {
      return " LEFT JOIN LATERAL aclexplode(list) x ON x.grantee <> " + owner +
             " LEFT JOIN pg_roles g ON g.oid = x.grantee ";
    };
    const std::string told = "x.grantee IS NULL, coalesce(g.rolname, 'public'), coalesce(x.is_grantable, false), "
                             "string_agg(DISTINCT x.privilege_type, ',')";
    const std::string defaults =
        "SELECT m.rolname, m.rolname = current_user, d.defaclobjtype, n.nspname, " + told +
        " FROM (SELECT *, defaclacl AS list FROM pg_default_acl) d JOIN pg_roles m ON m.oid = d.defaclrole LEFT JOIN "
        "pg_namespace n ON n.oid = d.defaclnamespace" +
        exploded("d.defaclrole") + "WHERE (" + (of.looks_at_all_schemas() ? "n.oid IS NULL OR " : "") + of.in_scope() +
        ") GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY n.nspname NULLS FIRST, 3, 1, 6, 7;\n";
    std::string objects;
    const auto add = [&](const std::string& select) { objects += (objects.empty() ? "" : " UNION ALL ") + select; };
    add("SELECT 1259, c.oid, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, n.nspname, c.relname, NULL, d.refobjid, "
        "c.relowner, coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END, "
        "c.relowner)), c.relacl IS NULL FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN "
        "pg_depend d ON c.relkind = 'S' AND d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0 AND d.refclassid = "
        "1259 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND "
        "c.relpersistence <> 't' AND " + of.in_scope());
    add("SELECT 1259, c.oid, 'r', n.nspname, c.relname, a.attname, NULL, c.relowner, a.attacl, false FROM pg_attribute "
        "a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attacl IS NOT "
        "NULL AND NOT a.attisdropped AND c.relpersistence <> 't' AND " + of.in_scope());
    add("SELECT 1255, p.oid, 'f', n.nspname, p.proname, NULL, NULL, p.proowner, coalesce(p.proacl, acldefault('f', "
        "p.proowner)), p.proacl IS NULL FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " +
        of.in_scope());
    add("SELECT 1247, t.oid, 'T', n.nspname, t.typname, NULL, NULL, t.typowner, coalesce(t.typacl, acldefault('T', "
        "t.typowner)), t.typacl IS NULL FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN "
        "('e', 'd', 'r', 'c') AND " + of.in_scope());
    add("SELECT 2615, n.oid, 'n', NULL, n.nspname, NULL, NULL, n.nspowner, coalesce(n.nspacl, acldefault('n', "
        "n.nspowner)), n.nspacl IS NULL FROM pg_namespace n WHERE " + of.in_scope());
    if (of.looks_at_all()) {
      add("SELECT 2328, oid, 'F', NULL, fdwname, NULL, NULL, fdwowner, fdwacl, false FROM pg_foreign_data_wrapper WHERE "
          "fdwacl IS NOT NULL");
      add("SELECT 1417, oid, 'S', NULL, srvname, NULL, NULL, srvowner, srvacl, false FROM pg_foreign_server WHERE "
          "srvacl IS NOT NULL");
      add("SELECT 2612, oid, 'l', NULL, lanname, NULL, NULL, lanowner, lanacl, false FROM pg_language WHERE lanacl IS "
          "NOT NULL");
    }
    const std::string all = "SELECT o.place, o.oid, o.kind, o.nspname, o.id, o.part, coalesce(o.owned_by, 0), " + told +
                            ", bool_or(x.grantor <> o.owner) FROM (" + objects +
                            ") o (place, oid, kind, nspname, id, part, owned_by, owner, list, untouched)" +
                            exploded("o.owner") +
                            // what nobody has touched matters only where default privileges would have it otherwise
                            "WHERE NOT o.untouched OR EXISTS (SELECT FROM pg_default_acl d JOIN pg_roles r ON r.oid = "
                            "d.defaclrole WHERE r.rolname = current_user) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 "
                            "ORDER BY o.nspname, o.id, o.oid, o.part NULLS FIRST, 9, 10;\n";
    const auto owners = [&of](const std::string& place, const std::string& table, const std::string& prefix) {
      return " UNION ALL SELECT " + place + ", o.oid, r.rolname FROM " + table + " o JOIN pg_namespace n ON n.oid = o." +
             prefix + "namespace JOIN pg_roles r ON r.oid = o." + prefix +
             "owner WHERE r.rolname <> current_user AND " + of.in_scope();
    };
    return defaults + all + "SELECT 0, 0::oid, current_user" + owners("1259", "pg_class", "rel") +
           " AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND o.relpersistence <> 't'" +
           owners("1255", "pg_proc", "pro") + owners("1247", "pg_type", "typ") +
           " AND o.typtype IN ('e', 'd', 'r', 'c') UNION ALL SELECT 2615, n.oid, r.rolname FROM pg_namespace n JOIN "
           "pg_roles r ON r.oid = n.nspowner WHERE r.rolname <> current_user AND " + of.in_scope() + ";\n";
  }

  void read(const result& defaults, const result& privileges, const result& owners, survey& into) {
    read_defaults(defaults, into);
    read_privileges(privileges, into);
    read_owners(owners, into);
  }

 private:
  using grants_by_role = std::vector<std::pair<name, standing>>;

  [[nodiscard]] static unsigned mask_in(std::string_view list) {
    unsigned made = 0;
    while (!list.empty()) {
      const std::string_view one = list.substr(0, list.find(','));
      made |= privilege_bit(one);
      list.remove_prefix(std::min(list.size(), one.size() + 1));
    }
    return made;
  }
  static standing& of_role(grants_by_role& all, const name& role) {
    for (auto& [id, may] : all) {
      if (id == role) return may;
    }
    return all.emplace_back(role, standing{}).second;
  }
  /// Adds what a row tells from column `at` on: nobody, role, whether it may be passed on, privileges.
  static void add_told(const row& each, int at, grants_by_role& to) {
    if (each[at].text() == "t") return;
    standing& may = of_role(to, name_of(each[at + 1].text()));
    const unsigned mask = mask_in(each[at + 3].text());
    may.may |= mask;
    may.grantable |= each[at + 2].text() == "t" ? mask : 0;
  }
  /// The ops that turn what roles may without a word into what they may.
  static void add_ops(const operation& target, const grants_by_role& from, const grants_by_role& to,
                      const std::vector<std::pair<name, grants_by_role>>& columns, survey::turn when,
                      std::uint32_t place, std::uint32_t oid, std::string_view schema, std::string_view id,
                      survey& into) {
    grants_of_one said;
    for (const auto& [role, may] : from) {
      standing now{};
      for (const auto& [other, may_now] : to) now = other == role ? may_now : now;
      said.add(role, {}, may, now);
    }
    for (const auto& [role, may] : to) {
      bool told = false;
      for (const auto& [other, may_first] : from) told = told || other == role;
      if (!told) said.add(role, {}, {}, may);
    }
    for (const auto& [column, roles] : columns) {
      for (const auto& [role, may] : roles) said.add(role, column, {}, may);
    }
    script_builder made;
    const bool newer = into.version() >= 170000 && target.object_is == object_kind::table;
    const unsigned all = privileges_of(target.object_is, false) | (newer ? privilege_bit("MAINTAIN") : 0);
    said.write(target, all, grants_of_one::revokes, grants_of_one::option_grants,
               [&](std::string text) { return into.keep(std::move(text)); }, made);
    for (const operation& each : made.view().operations) {
      if (place == pg_language) {
        add_statement(each, made.view(), id, into);
      } else {
        copy_operation(each, made.view(), into.ops);
      }
      into.made(0, 0, when, schema, id);
      if (oid != 0) {
        into.last_needs(place, oid);
      } else {
        into.last_needs_schema(schema);  // of the same turn
      }
    }
  }
  /// Of a language no word speaks.
  static void add_statement(const operation& of, const script& in, std::string_view language, survey& into) {
    const bool grants = of.what == op_kind::grant;
    sql_writer out;
    out << (grants ? "GRANT " : of.only ? "REVOKE GRANT OPTION FOR " : "REVOKE ") << of.where << " ON LANGUAGE ";
    out.identifier(language) << (grants ? " TO " : " FROM ");
    std::string_view between = "";
    for (const element& role : in.elements(of.keys)) {
      write_role(role.column, out << between);
      between = ", ";
    }
    out << (grants && of.only ? " WITH GRANT OPTION" : "");
    operation& op = into.ops.add(op_kind::execute);
    op.sql = into.keep(std::string(out.text()));
    op.says_effect = true;  // the replay need not guess: it has none
  }

  void read_defaults(const result& rows, survey& into) {
    for (int i = 0; i < rows.size();) {
      const row first = rows[i];
      const auto same = [&](const row& other) {
        return first[0].text() == other[0].text() && first[2].text() == other[2].text() &&
               first[3].is_null() == other[3].is_null() && first[3].text() == other[3].text();
      };
      grants_by_role to;
      for (; i < rows.size() && same(rows[i]); ++i) add_told(rows[i], 4, to);
      operation target;
      switch (first[2].text()[0]) {
        case 'r': target.object_is = object_kind::table; break;
        case 'S': target.object_is = object_kind::sequence; break;
        case 'f': target.object_is = object_kind::function; break;
        case 'T': target.object_is = object_kind::enumeration; break;
        case 'n': target.object_is = object_kind::schema; break;
        default:
          into.notes.push_back("default privileges of role " + std::string(first[0].text()) +
                               " on large objects are left out");
          continue;
      }
      const bool of_schema = !first[3].is_null();
      const bool mine = first[1].text() == "t";
      target.sql = by_default;
      target.object = of_schema ? name_of(first[3].text()) : name{};
      target.new_name = mine ? name{} : name_of(first[0].text());
      grants_by_role from;
      const unsigned open = of_schema ? 0 : privileges_at_first(target.object_is, name_of("public"));
      if (open != 0) of_role(from, name_of("public")).may = open;
      add_ops(target, from, to, {}, of_schema ? survey::schemas : survey::first, 0, 0, first[3].text(),
              first[0].text(), into);
      if (mine) by_default_[{target.object_is, std::string(first[3].text())}] = to;
    }
  }

  /// What roles may do with an object of which nothing has been said.
  [[nodiscard]] grants_by_role at_first(object_kind kind, std::string_view schema) const {
    const object_kind as = granted_as(kind);
    grants_by_role made;
    const auto global = by_default_.find({as, std::string()});
    if (global != by_default_.end()) {
      made = global->second;
    } else if (const unsigned open = privileges_at_first(kind, name_of("public")); open != 0) {
      of_role(made, name_of("public")).may = open;
    }
    const auto there = schema.empty() ? by_default_.end() : by_default_.find({as, std::string(schema)});
    if (there != by_default_.end()) {
      for (const auto& [role, may] : there->second) {
        standing& its = of_role(made, role);
        its.may |= may.may;
        its.grantable |= may.grantable;
      }
    }
    return made;
  }

  void read_privileges(const result& rows, survey& into) const {
    for (int i = 0; i < rows.size();) {
      const row first = rows[i];
      const auto place = number_in(first[0].text());
      const auto oid = number_in(first[1].text());
      grants_by_role to;
      std::vector<std::pair<name, grants_by_role>> columns;
      bool whole = false;
      bool passed_on = false;
      for (; i < rows.size() && rows[i][0].text() == first[0].text() && rows[i][1].text() == first[1].text(); ++i) {
        const row each = rows[i];
        passed_on = passed_on || each[11].text() == "t";
        if (each[5].is_null()) {
          whole = true;
          add_told(each, 7, to);
          continue;
        }
        const name column = name_of(each[5].text());
        if (columns.empty() || !(columns.back().first == column)) columns.emplace_back(column, grants_by_role{});
        add_told(each, 7, columns.back().second);
      }
      operation target;
      if (!name_target_of(first, into, target)) continue;
      const bool of_public = place == pg_namespace && first[4].text() == "public";
      grants_by_role from;
      if (place == pg_language) {
        of_role(from, name_of("public")).may = privilege_bit("USAGE");
      } else if (of_public) {
        of_role(from, name_of("public")) = standing_in_public(name_of("public"), into.version() / 10000);
      } else if (whole) {
        from = at_first(target.object_is, first[3].text());
      }
      if (passed_on) {
        into.note("privileges on", first[3].text(), first[4].text(),
                  "somebody else than the owner has granted some; they become the owner's grants");
      }
      add_ops(target, from, to, columns, survey::grants, place, oid, first[3].text(), first[4].text(), into);
    }
  }
  /// The object of a row; false where it is not reflected.
  [[nodiscard]] static bool name_target_of(const row& each, survey& into, operation& target) {
    const auto place = number_in(each[0].text());
    const auto oid = number_in(each[1].text());
    const auto owned_by = number_in(each[6].text());
    const bool known = into.known(place, oid);
    target.object = name_of(each[4].text());
    target.schema = survey::schema_name(each[3].text());
    if (place == pg_language) return true;
    if (place == pg_namespace) {
      target.object_is = object_kind::schema;
      target.schema = {};
      return known || each[4].text() == "public";
    }
    if (place == pg_class && each[2].text() == "s") {
      target.object_is = object_kind::sequence;
      return known || (owned_by != 0 && into.known(pg_class, owned_by));
    }
    if (!known) return false;
    const operation& maker = into.maker_of(place, oid);
    target.object_is = maker.what == op_kind::create_object ? maker.object_is : object_kind::enumeration;
    if (place == pg_class) {
      if (maker.what != op_kind::create_table && maker.what != op_kind::create_view &&
          target.object_is != object_kind::foreign_table) {
        return false;  // the relation of a composite type
      }
      target.object_is = object_kind::table;
      target.table = target.object;
      target.object = {};
    } else if (place == pg_proc) {
      target.method = maker.method.empty() ? std::string_view("()") : maker.method;
      target.object_is = maker.object_is == object_kind::procedure ? maker.object_is : object_kind::function;
    } else if (place == pg_type) {
      const bool row_type = maker.what == op_kind::create_table || maker.what == op_kind::create_view ||
                            target.object_is == object_kind::foreign_table;
      target.object_is = target.object_is == object_kind::domain ? object_kind::domain : object_kind::enumeration;
      return !row_type;
    } else {
      target.schema = {};
    }
    return true;
  }

  /// Owners are no ops: who executes these owns what they make.
  static void read_owners(const result& rows, survey& into) {
    for (const row each : rows) {
      const auto place = number_in(each[0].text());
      const auto oid = number_in(each[1].text());
      if (place == 0) {
        into.migrates = name_of(each[2].text());
      } else if (into.known(place, oid)) {
        const operation& maker = into.maker_of(place, oid);
        operation& op = into.owners.add(op_kind::set_owner, maker);
        op.object_is = maker.what == op_kind::create_object || maker.what == op_kind::create_view ? maker.object_is
                       : maker.what == op_kind::create_table                                    ? object_kind::table
                       : maker.what == op_kind::create_sequence                                 ? object_kind::sequence
                       : maker.what == op_kind::create_schema                                   ? object_kind::schema
                                                                                                : object_kind::enumeration;
        op.method = maker.method;
        op.new_name = name_of(each[2].text());
      }
    }
  }

  std::map<std::pair<object_kind, std::string>, grants_by_role> by_default_;
};

}  // namespace sterna::detail
