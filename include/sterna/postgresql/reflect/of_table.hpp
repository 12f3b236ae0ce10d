// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>

#include "sterna/postgresql/reflect/survey.hpp"

// What is of a table and a text: triggers, rules, policies, statistics.

namespace sterna::detail {

[[nodiscard]] inline std::string triggers_query(const survey& of) {
  return "SELECT t.oid, n.nspname, c.relname, t.tgname, t.tgconstraint <> 0, pg_get_triggerdef(t.oid), t.tgenabled, "
         "c.oid "
         "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
         "WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND " +
         of.in_scope() + ";\n";
}
[[nodiscard]] inline std::string rules_query(const survey& of) {
  return "SELECT r.oid, n.nspname, c.relname, r.rulename, false, pg_get_ruledef(r.oid), r.ev_enabled, c.oid FROM "
         "pg_rewrite r "
         "JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace "
         "WHERE r.rulename <> '_RETURN' AND " +
         of.in_scope() + ";\n";
}
[[nodiscard]] inline std::string policies_query(const survey& of) {
  return R"(SELECT p.oid, n.nspname, c.relname, p.polname, false,
  concat_ws(' ', CASE WHEN NOT p.polpermissive THEN 'AS RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN 'FOR SELECT' WHEN 'a' THEN 'FOR INSERT' WHEN 'w' THEN 'FOR UPDATE'
                  WHEN 'd' THEN 'FOR DELETE' END,
    CASE WHEN p.polroles <> '{0}' THEN 'TO ' || (SELECT string_agg(
      CASE WHEN r = 0 THEN 'public' ELSE r::regrole::text END, ', ' ORDER BY r) FROM unnest(p.polroles) r) END,
    'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), 'O', c.oid
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE )" +
         of.in_scope() + ";\n";
}
[[nodiscard]] inline std::string statistics_query(const survey& of) {
  return "SELECT s.oid, n.nspname, c.relname, s.stxname, false, pg_get_statisticsobjdef(s.oid), 'O', c.oid, cn.nspname "
         "FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN pg_class c ON c.oid = s.stxrelid "
         "JOIN pg_namespace cn ON cn.oid = c.relnamespace WHERE " + of.in_scope() + ";\n";
}

/// `CREATE TRIGGER tr BEFORE UPDATE ON s.t FOR EACH ROW ...`: when, and what.
inline void split_trigger(std::string_view text, operation& op) {
  std::size_t at = text.find("TRIGGER ") + 8;
  at = behind_name(text, at) + 1;
  const std::size_t on = find_outside(text, " ON ", at);
  op.where = text.substr(at, on - at);
  op.sql = text.substr(std::min(text.size(), behind_name(text, on + 4) + 1));
}
/// `CREATE RULE r AS\n    ON INSERT TO s.t\n  WHERE ... DO ...;`: the event, and the rest.
inline void split_rule(std::string_view text, operation& op) {
  const std::size_t on = find_outside(text, "ON ", behind_name(text, std::string_view("CREATE RULE ").size())) + 3;
  const std::size_t to = text.find(" TO ", on);
  op.where = text.substr(on, to - on);
  text = text.substr(behind_name(text, to + 4));
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \n")));
  op.sql = text.ends_with(';') ? text.substr(0, text.size() - 1) : text;
}
/// `CREATE STATISTICS s.x (kinds) ON a, b FROM t`: between the name and FROM.
inline void split_statistics(std::string_view text, operation& op) {
  const std::size_t at = behind_name(text, std::string_view("CREATE STATISTICS ").size()) + 1;
  op.sql = text.substr(at, find_outside(text, " FROM ", at) - at);
}

inline void read_of_table(const result& rows, object_kind is, catalog_table where, survey& into) {
  for (const row each : rows) {
    const auto oid = number_in(each[0].text());
    const auto table = number_in(each[7].text());
    if (into.of_extension(where, oid) || !into.known(pg_class, table)) {
      continue;
    }
    if (is == object_kind::statistics && each[1].text() != each[8].text()) {
      into.verbatim(each[5].text(), pg_class, table, each[1].text(), each[3].text());  // no word has two schemas
      continue;
    }
    operation& op = into.ops.add(op_kind::create_object);
    op.object_is = each[4].text() == "t" ? object_kind::constraint_trigger : is;
    op.schema = survey::schema_name(each[1].text());
    op.table = name_of(each[2].text());
    op.object = name_of(each[3].text());
    const std::string_view text = into.exact(each[5].text());
    switch (is) {
      case object_kind::trigger:
        split_trigger(text, op);
        break;
      case object_kind::rule:
        split_rule(text, op);
        break;
      case object_kind::statistics:
        split_statistics(text, op);
        break;
      default:
        op.sql = text;
        break;
    }
    into.made(where, oid, survey::rest, each[1].text(), each[3].text());
    into.needs(where, oid, pg_class, table);
    if (each[6].text() != "O") {
      const char how = each[6].text()[0];
      into.verbatim(into.keep("ALTER TABLE " + survey::written(each[1].text(), each[2].text()) +
                              (how == 'D' ? " DISABLE " : how == 'R' ? " ENABLE REPLICA " : " ENABLE ALWAYS ") +
                              (is == object_kind::rule ? "RULE " : "TRIGGER ") + survey::written(each[3].text())),
                    where, oid, each[1].text(), each[3].text());
    }
  }
}

}  // namespace sterna::detail
