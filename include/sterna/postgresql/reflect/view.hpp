// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "sterna/postgresql/reflect/index.hpp"
#include "sterna/postgresql/reflect/survey.hpp"

// Views and materialized views.

namespace sterna::detail {

[[nodiscard]] inline std::string views_query(const survey& of) {
  return "SELECT c.oid, n.nspname, c.relname, c.relkind, pg_get_viewdef(c.oid), r.oid, "
         "array_to_string(c.reloptions, E'\\n') FROM pg_class c JOIN pg_namespace n ON n.oid = "
         "c.relnamespace "
         "JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN' WHERE c.relkind IN ('v', 'm') AND " +
         of.in_scope() + ";\n";
}
inline void read_views(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto oid = number_in(each[0].text());
    const std::string_view schema = each[1].text();
    const std::string_view id = each[2].text();
    const bool materialized = each[3].text() == "m";
    const std::string_view word = materialized ? "materialized view" : "view";
    if (!into.wanted(pg_class, oid, schema, id, word)) {
      continue;
    }
    std::string_view query = into.exact(each[4].text());
    query.remove_prefix(std::min(query.size(), query.find_first_not_of(" \n")));
    if (query.ends_with(';')) {
      query.remove_suffix(1);
    }
    std::string_view check;
    slice settings{into.ops.settings().count, 0};
    for (std::string_view options = each[6].is_null() ? std::string_view{} : each[6].text(); !options.empty();) {
      const std::string_view one = options.substr(0, options.find('\n'));
      options.remove_prefix(std::min(options.size(), one.size() + 1));
      if (one.starts_with("check_option=")) {
        check = one.ends_with("local") ? "LOCAL" : "CASCADED";
      } else {
        add_parameters(one, {}, settings, into);
      }
    }
    operation& op = into.ops.add(op_kind::create_view);
    op.where = check;
    op.settings = settings;
    op.object_is = materialized ? object_kind::materialized_view : object_kind::view;
    op.schema = survey::schema_name(schema);
    op.object = name_of(id);
    op.sql = query;
    into.made(pg_class, oid, survey::views, schema, id);
    into.alias(pg_rewrite, number_in(each[5].text()));
  }
}

}  // namespace sterna::detail
