// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "sterna/postgresql/reflect/column.hpp"
#include "sterna/postgresql/reflect/index.hpp"
#include "sterna/postgresql/reflect/survey.hpp"

namespace sterna::detail {

/// The constraints of all tables: keys, foreign keys, checks, exclusions.
class reflected_constraints {
 public:
  [[nodiscard]] static std::string query(const survey& of) {
    const std::string set = of.version() >= 150000 ? "k.confdelsetcols" : "NULL";
    const std::string period = of.version() >= 180000 ? "k.conperiod" : "false";
    const std::string enforced = of.version() >= 180000 ? "k.conenforced" : "true";
    const std::string referred =
        of.looks_at_all_schemas()
            ? "NULL"  // the columns of all tables are known
            : "CASE WHEN k.contype = 'f' THEN "
              "(SELECT string_agg(a.attname, E'\\n' ORDER BY x.n) FROM unnest(k.confkey) WITH ORDINALITY x(o, n) "
              "JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.o) END";
    return "SELECT k.oid, k.conrelid, k.conname, k.contype, k.conkey, k.confrelid, k.confkey, k.confupdtype, "
           "k.confdeltype, k.confmatchtype, k.condeferrable, k.condeferred, k.convalidated, k.connoinherit, "
           "k.conislocal, "
           "k.conparentid, pg_get_expr(k.conbin, k.conrelid), k.conindid, " +
           set +
           ", fn.nspname, f.relname, "
           "CASE WHEN k.conexclop IS NOT NULL THEN (SELECT string_agg("
           "CASE WHEN pn.nspname IN ('pg_catalog', 'public') THEN p.oprname ELSE 'OPERATOR(' || "
           "quote_ident(pn.nspname) || '.' || p.oprname || ')' END, E'\\n' ORDER BY x.n) "
           "FROM unnest(k.conexclop) WITH ORDINALITY x(o, n) JOIN pg_operator p ON p.oid = x.o "
           "JOIN pg_namespace pn ON pn.oid = p.oprnamespace) END, n.nspname, c.relname, " +
           period + ", CASE WHEN " + period + " OR NOT " + enforced + " THEN pg_get_constraintdef(k.oid) END, " +
           referred +
           " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
           "LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace "
           "WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND " +
           of.in_scope() + " ORDER BY k.conrelid, k.conname;\n";
  }
  void read(const result& rows) {
    for (const row each : rows) {
      of_[number_in(each[1].text())].push_back(each);
    }
  }
  [[nodiscard]] const std::vector<row>& of(std::uint32_t table) const {
    static const std::vector<row> none;
    const auto found = of_.find(table);
    return found == of_.end() ? none : found->second;
  }
  /// The numbers of the columns of a table's primary key.
  [[nodiscard]] std::vector<int> primary_key(std::uint32_t table) const {
    for (const row& each : of(table)) {
      if (each[3].text() == "p") {
        return numbers_in(each[4].text());
      }
    }
    return {};
  }

  /// Not one that follows from the table that this one is a part of, or inherits from.
  [[nodiscard]] static bool own(const row& it) {
    return it[25].is_null() && it[15].text() == "0" && (it[14].text() == "t" || it[3].text() != "c");
  }
  /// What stands in CREATE TABLE: all but foreign keys, whose table may come later, checks that are not valid, and a
  /// second key on the same columns, which PostgreSQL would take for the first one.
  [[nodiscard]] bool within_table(const row& it) const {
    return it[25].is_null() && it[3].text() != "f" && it[12].text() == "t" && !repeats(it);
  }

  static void add(const row& it, const reflected_columns& columns, const reflected_indexes& indexes, survey& into) {
    constraint_record made;
    const auto table = number_in(it[1].text());
    const char kind = it[3].text()[0];
    made.id = name_of(it[2].text());
    made.options = static_cast<std::uint8_t>((it[10].text() == "t" ? deferrable_option : 0) |
                                             (it[11].text() == "t" ? initially_deferred_option : 0));
    made.not_valid = it[12].text() != "t";
    switch (kind) {
      case 'p':
      case 'u':
        made.what = kind == 'p' ? constraint_kind::primary_key : constraint_kind::unique;
        made.columns = add_columns(it[4].text(), table, columns, into);
        add_index_options(it, made, columns, indexes, into);
        break;
      case 'c':
        made.what = constraint_kind::check;
        made.expression = bare_expression(into.exact(it[16].text()));
        made.options = static_cast<std::uint8_t>(made.options | (it[13].text() == "t" ? no_inherit_option : 0));
        break;
      case 'x':
        made.what = constraint_kind::exclude;
        if (const auto index = number_in(it[17].text()); const auto* const known = indexes.find(index)) {
          made.columns = indexes.add_keys(index, false, columns, into);
          made.method = known->from[4].text();
          made.expression = bare_expression(into.exact(known->from[10].text()));
          made.referred_columns = add_texts(it[21].text(), into);
        }
        add_index_options(it, made, columns, indexes, into);
        break;
      default:
        made.what = constraint_kind::foreign_key;
        made.columns = add_columns(it[4].text(), table, columns, into);
        made.referred_columns = it[26].is_null() ? add_columns(it[6].text(), number_in(it[5].text()), columns, into)
                                                 : add_names(it[26].text(), into);
        made.referred_schema = survey::schema_name(it[19].text());
        made.referred_table = name_of(it[20].text());
        made.on_update = action_of(it[7].text()[0]);
        made.on_delete = action_of(it[8].text()[0]);
        made.options = static_cast<std::uint8_t>(made.options | (it[9].text() == "f" ? match_full_option : 0));
        if (!it[18].is_null()) {
          made.set_columns = add_columns(it[18].text(), table, columns, into);
        }
        break;
    }
    into.ops.add_constraint() = made;
  }

  /// Those that are ops of their own.
  void add_ops(std::uint32_t table, const reflected_columns& columns, const reflected_indexes& indexes,
               survey& into) const {
    for (const row& it : of(table)) {
      if (!it[25].is_null() && it[15].text() == "0") {  // of periods, or not enforced, which no word says
        into.verbatim(into.keep("ALTER TABLE " + survey::written(it[22].text(), it[23].text()) + " ADD CONSTRAINT " +
                                survey::written(it[2].text()) + " " + std::string(it[25].text())),
                      pg_class, table, it[22].text(), it[23].text(),
                      it[3].text() == "f" ? survey::rest : survey::indexes);
      }
      if (!own(it) || within_table(it)) {
        continue;
      }
      const op_kind what = it[3].text() == "f"   ? op_kind::create_foreign_key
                           : it[3].text() == "u" ? op_kind::create_unique_constraint
                                                 : op_kind::create_check_constraint;
      add(it, columns, indexes, into);
      operation& op = into.ops.add(what);
      op.schema = survey::schema_name(it[22].text());
      op.table = name_of(it[23].text());
      op.object = name_of(it[2].text());
      op.constraints = {into.ops.constraints().count - 1, 1};
      const auto oid = number_in(it[0].text());
      into.made(pg_constraint, oid, what == op_kind::create_foreign_key ? survey::foreign_keys : survey::indexes,
                it[22].text(), it[2].text());
      if (what == op_kind::create_unique_constraint) {
        into.alias(pg_class, number_in(it[17].text()));
      }
    }
  }
  /// Called when all tables are known.
  void link(survey& into) const {
    for (const auto& [table, all] : of_) {
      for (const row& it : all) {
        into.needs(pg_constraint, number_in(it[0].text()), pg_class, table);
        into.needs(pg_constraint, number_in(it[0].text()), pg_class, number_in(it[5].text()));
      }
    }
  }

 private:
  [[nodiscard]] bool repeats(const row& it) const {
    for (const row& other : of(number_in(it[1].text()))) {
      if (it[3].text() == "u" && it[4].text() == other[4].text() && other[0].text() != it[0].text() &&
          (other[3].text() == "p" || (other[3].text() == "u" && other[2].text() < it[2].text()))) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] static referential_action action_of(char letter) noexcept {
    return letter == 'r'   ? referential_action::restrict
           : letter == 'c' ? referential_action::cascade
           : letter == 'n' ? referential_action::set_null
           : letter == 'd' ? referential_action::set_default
                           : referential_action::unspecified;
  }
  [[nodiscard]] static slice add_columns(std::string_view numbers, std::uint32_t table,
                                         const reflected_columns& columns, survey& into) {
    slice made{into.ops.elements().count, 0};
    for (const int number : numbers_in(numbers)) {
      into.ops.add_element().column = name_of(columns.id_of(table, number));
      ++made.count;
    }
    return made;
  }
  template <class F>
  static slice each_line(std::string_view lines, survey& into, F set) {
    slice made{into.ops.elements().count, 0};
    while (!lines.empty()) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(std::min(lines.size(), line.size() + 1));
      set(into.ops.add_element(), line);
      ++made.count;
    }
    return made;
  }
  [[nodiscard]] static slice add_texts(std::string_view lines, survey& into) {
    return each_line(lines, into, [](element& made, std::string_view line) { made.expression = line; });
  }
  [[nodiscard]] static slice add_names(std::string_view lines, survey& into) {
    return each_line(lines, into, [](element& made, std::string_view line) { made.column = name_of(line); });
  }
  static void add_index_options(const row& it, constraint_record& made, const reflected_columns& columns,
                                const reflected_indexes& indexes, survey& into) {
    const auto index = number_in(it[17].text());
    const auto* const known = indexes.find(index);
    if (known == nullptr) {
      return;
    }
    made.include = indexes.add_keys(index, true, columns, into);
    made.options = static_cast<std::uint8_t>(made.options |
                                             (known->from[11].text() == "t" ? nulls_not_distinct_option : 0));
    if (!known->from[12].is_null() || !known->from[13].is_null()) {
      const std::string index_of = "ALTER INDEX " + survey::written(it[22].text(), it[2].text());
      if (!known->from[12].is_null()) {
        std::string options(known->from[12].text());
        std::ranges::replace(options, '\n', ',');
        into.verbatim(into.keep(index_of + " SET (" + options + ")"), pg_class, index, it[22].text(), it[2].text());
      }
      if (!known->from[13].is_null()) {
        into.verbatim(into.keep(index_of + " SET TABLESPACE " + survey::written(known->from[13].text())), pg_class,
                      index, it[22].text(), it[2].text());
      }
    }
  }

  std::unordered_map<std::uint32_t, std::vector<row>> of_;
};

}  // namespace sterna::detail
