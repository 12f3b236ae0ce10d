// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/sql/writer.hpp"

// Comments on what is neither a table nor a column of one.

namespace sterna::detail {

[[nodiscard]] inline std::string comments_query() {
  return "SELECT d.classoid, d.objoid, i.type, i.identity, d.description, a.object_names[1], a.object_names[2], "
         "a.object_names[3] FROM pg_description d, LATERAL "
         "pg_identify_object(d.classoid, d.objoid, d.objsubid) i, LATERAL pg_identify_object_as_address(d.classoid, "
         "d.objoid, d.objsubid) a WHERE (d.objoid >= 16384 OR (d.classoid = 'pg_namespace'::regclass AND d.objoid = "
         "'public'::regnamespace AND d.description <> 'standard public schema')) AND NOT EXISTS (SELECT FROM "
         "pg_class c WHERE d.classoid = 'pg_class'::regclass AND c.oid = d.objoid AND c.relkind IN ('r', 'p')) "
         // what an extension says of itself comes with it
         "AND NOT (d.classoid = 'pg_extension'::regclass AND d.description IN (SELECT comment FROM "
         "pg_available_extensions)) ORDER BY i.type, i.identity;\n";
}

/// `CONSTRAINT ck ON DOMAIN d`: what no word names, as COMMENT ON says it.
[[nodiscard]] inline std::string commented(std::string_view type, std::string_view identity) {
  if (type == "domain constraint") {
    const std::size_t on = find_outside(identity, " on ");
    return "CONSTRAINT " + std::string(identity.substr(0, on)) + " ON DOMAIN" + std::string(identity.substr(on + 3));
  }
  std::string made(type);
  std::ranges::transform(made, made.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return made + " " + std::string(identity);
}

/// Says in an op what the comment is on; false where no word names that.
inline bool name_commented(const row& each, operation maker, operation& op) {
  const auto name_at = [&each](int place) { return name_of(each[5 + place].text()); };
  const std::string_view type = each[2].text();
  const bool constraint = type == "table constraint";
  if (constraint || type.ends_with(" column")) {
    op.object_is = constraint ? object_kind::constraint : object_kind::column;
    op.schema = survey::schema_name(each[5].text());
    op.table = name_at(1);
    op.object = name_at(2);
    return true;
  }
  if (type == "index" || type == "sequence") {
    op.object_is = type == "index" ? object_kind::index : object_kind::sequence;
    op.schema = survey::schema_name(each[5].text());
    op.object = name_at(1);
    return true;
  }
  op.schema = maker.schema;
  op.table = maker.table;
  op.object = maker.object;
  op.method = maker.method;
  switch (maker.what) {
    case op_kind::create_object:
      op.object_is = maker.object_is;
      op.table = is_of_table(maker.object_is) ? maker.table : name{};
      return type != "domain constraint";
    case op_kind::create_view:
      op.object_is = maker.object_is == object_kind::materialized_view ? maker.object_is : object_kind::view;
      return true;
    case op_kind::create_enumeration:
      op.object_is = object_kind::enumeration;
      return true;
    case op_kind::create_schema:
      op.object_is = object_kind::schema;
      return true;
    default:
      return false;
  }
}

inline void read_comments(const result& rows, survey& into) {
  for (const row each : rows) {
    const auto table = number_in(each[0].text());
    const auto oid = number_in(each[1].text());
    const bool of_column = each[2].text() == "sequence" && into.looks_at_all();  // a serial's comes with its table
    // the schema `public` is always there, and nothing that a word makes
    const bool of_public = table == pg_namespace && each[5].text() == "public" && into.looks_at_all();
    if (!of_public && !into.known(table, oid) && !(of_column && !into.of_extension(table, oid))) {
      if (!into.of_extension(table, oid) && into.looks_at_all()) {
        into.notes.push_back("the comment on " + std::string(each[2].text()) + " " + std::string(each[3].text()) +
                             " is left out");
      }
      continue;
    }
    operation made;
    const bool named =
        name_commented(each, into.known(table, oid) ? into.maker_of(table, oid) : operation{}, made);
    operation& op = into.ops.add(op_kind::execute);
    if (named) {
      made.what = op_kind::comment_on;
      made.position = op.position;
      made.sql = each[4].text();
      op = made;
    } else {
      sql_writer text;
      (text << "COMMENT ON " << commented(each[2].text(), each[3].text()) << " IS ").literal(each[4].text());
      op.sql = into.keep(std::string(text.text()));
      op.says_effect = true;  // the replay need not guess: it has none
    }
    into.made(0, 0, table == pg_event_trigger ? survey::last : survey::comments, {}, each[3].text());
    into.last_needs(table, oid);
  }
}

}  // namespace sterna::detail
