// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sterna/op/detail/granting.hpp"
#include "sterna/op/detail/grant.hpp"
#include "sterna/postgresql/reflect/privilege_lists.hpp"
#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/record/copy.hpp"

// Who may do what: what somebody has granted or revoked, beside what the owner may, what everybody may at first, and
// what default privileges give.

namespace sterna::detail {

class reflected_privileges {
 public:
  /// Three results: default privileges, privileges, owners.
  [[nodiscard]] static std::string query(const survey& of) {
    std::string made = "SELECT m.rolname, m.rolname = current_user, d.defaclobjtype, n.nspname, "
                       "array_to_string(d.defaclacl, E'\\n') FROM pg_default_acl d JOIN pg_roles m ON m.oid = "
                       "d.defaclrole LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace WHERE (" +
                       std::string(of.looks_at_all_schemas() ? "n.oid IS NULL OR " : "") + of.in_scope() +
                       ") ORDER BY n.nspname NULLS FIRST, 3, 1;\n";
    // What nobody has touched matters only where default privileges would have it otherwise.
    made += "SELECT o.place, o.oid, o.kind, o.nspname, o.id, o.part, r.rolname, "
            "array_to_string(o.list, E'\\n') FROM (" + privilege_lists_query(of) +
            ") o (place, oid, kind, nspname, id, part, owner, list) JOIN pg_roles r ON r.oid = o.owner WHERE "
            "o.list IS NOT NULL OR EXISTS (SELECT FROM pg_default_acl d JOIN pg_roles m ON m.oid = d.defaclrole WHERE "
            "m.rolname = current_user);\n";
    const auto owners = [&of](const std::string& place, const std::string& table, const std::string& prefix) {
      return " UNION ALL SELECT " + place + ", o.oid, r.rolname FROM " + table +
             " o JOIN pg_namespace n ON n.oid = o." + prefix + "namespace JOIN pg_roles r ON r.oid = o." + prefix +
             "owner WHERE r.rolname <> current_user AND " + of.in_scope();
    };
    return made + "SELECT 0, 0::oid, current_user" + owners("1259", "pg_class", "rel") +
           " AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND o.relpersistence <> 't'" +
           owners("1255", "pg_proc", "pro") + owners("1247", "pg_type", "typ") +
           " AND o.typtype IN ('e', 'd', 'r', 'c') UNION ALL SELECT 2615, n.oid, r.rolname FROM pg_namespace n JOIN "
           "pg_roles r ON r.oid = n.nspowner WHERE r.rolname <> current_user AND " + of.in_scope() + ";\n";
  }

  /// `sequences` is the result of their own query.
  void read(const result& sequences, const result& defaults, const result& privileges, const result& owners,
            survey& into) {
    read_defaults(defaults, into);
    read_privileges(privileges, sequences, into);
    read_owners(owners, into);
  }

 private:
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
    for (const row first : rows) {
      grants_by_role to;
      add_listed(first[4].text(), first[0].text(), into, to);
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

  /// What roles may do with an object that nothing was said of, by default privileges neither.
  [[nodiscard]] static grants_by_role untouched(object_kind kind) {
    grants_by_role made;
    const unsigned open = privileges_at_first(kind, name_of("public"));
    if (open != 0) of_role(made, name_of("public")).may = open;
    return made;
  }
  /// The same, as default privileges have it.
  [[nodiscard]] grants_by_role at_first(object_kind kind, std::string_view schema) const {
    const object_kind as = granted_as(kind);
    grants_by_role made;
    const auto global = by_default_.find({as, std::string()});
    if (global != by_default_.end()) {
      made = global->second;
    } else {
      made = untouched(kind);
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

  /// The lists of one object; that of the whole may be missing, or null where nobody has touched it.
  struct listed {
    std::optional<row> whole{};
    std::vector<row> columns{};
  };
  void read_privileges(const result& rows, const result& sequences, survey& into) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, listed> objects;
    for (const row each : rows) {
      listed& of = objects[{number_in(each[0].text()), number_in(each[1].text())}];
      each[5].is_null() ? static_cast<void>(of.whole.emplace(each)) : of.columns.push_back(each);
    }
    std::unordered_map<std::uint32_t, std::uint32_t> tables;  // of sequences
    for (const row each : sequences) {
      tables.emplace(number_in(each[0].text()), number_in(each[10].text()));
    }
    for (const auto& [of, lists] : objects) {
      const auto [place, oid] = of;
      const row first = lists.whole ? *lists.whole : lists.columns.front();
      const bool touched = lists.whole && !first[7].is_null();
      grants_by_role to;
      std::vector<std::pair<name, grants_by_role>> columns;
      bool own = true;
      if (touched) own = add_listed(first[7].text(), first[6].text(), into, to);
      std::vector<row> in_order = lists.columns;
      std::ranges::stable_sort(in_order, {}, [](const row& each) { return number_in<int>(each[2].text()); });
      for (const row& each : in_order) {
        columns.emplace_back(name_of(each[5].text()), grants_by_role{});
        own = add_listed(each[7].text(), each[6].text(), into, columns.back().second) && own;
      }
      operation target;
      const auto table = tables.find(oid);
      if (!name_target_of(first, table == tables.end() ? 0 : table->second, into, target)) continue;
      const bool of_public = place == pg_namespace && first[4].text() == "public";
      grants_by_role from;
      if (place == pg_language) {
        of_role(from, name_of("public")).may = privilege_bit("USAGE");
      } else if (of_public) {
        of_role(from, name_of("public")) = standing_in_public(name_of("public"), into.version() / 10000);
      } else if (lists.whole) {
        from = at_first(target.object_is, first[3].text());
        if (!touched) to = untouched(target.object_is);
      }
      if (!own) {
        into.note("privileges on", first[3].text(), first[4].text(),
                  "somebody else than the owner has granted some; they become the owner's grants");
      }
      add_ops(target, from, to, columns, survey::grants, place, oid, first[3].text(), first[4].text(), into);
    }
  }
  /// The object of a row, of a sequence with its table; false where it is not reflected.
  [[nodiscard]] static bool name_target_of(const row& each, std::uint32_t owned_by, survey& into, operation& target) {
    const auto place = number_in(each[0].text());
    const auto oid = number_in(each[1].text());
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
        switch (maker.what) {
          case op_kind::create_object:
          case op_kind::create_view: op.object_is = maker.object_is; break;
          case op_kind::create_table: op.object_is = object_kind::table; break;
          case op_kind::create_sequence: op.object_is = object_kind::sequence; break;
          case op_kind::create_schema: op.object_is = object_kind::schema; break;
          default: op.object_is = object_kind::enumeration; break;
        }
        op.method = maker.method;
        op.new_name = name_of(each[2].text());
      }
    }
  }

  std::map<std::pair<object_kind, std::string>, grants_by_role> by_default_;
};

}  // namespace sterna::detail
