// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "sterna/postgresql/reflect/column.hpp"
#include "sterna/postgresql/reflect/constraint.hpp"
#include "sterna/postgresql/reflect/index.hpp"
#include "sterna/postgresql/reflect/survey.hpp"

namespace sterna::detail {

/// Tables, partitioned ones, and partitions.
class reflected_tables {
 public:
  [[nodiscard]] static std::string query(const survey& of) {
    return "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, array_to_string(c.reloptions, E'\\n'), "
           "s.spcname, CASE WHEN m.amname <> 'heap' THEN m.amname END, c.relrowsecurity, c.relforcerowsecurity, "
           "CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END, CASE WHEN c.relkind = 'p' THEN "
           "pg_get_partkeydef(c.oid) END, "
           "c.relreplident, c.reloftype <> 0, array_to_string(o.reloptions, E'\\n'), x.description "
           "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
           "LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace LEFT JOIN pg_am m ON m.oid = c.relam "
           "LEFT JOIN pg_class o ON o.oid = c.reltoastrelid LEFT JOIN pg_description x ON "
           "x.classoid = 'pg_class'::regclass AND x.objoid = c.oid AND x.objsubid = 0 "
           "WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND " + of.in_scope() + ";\n";
  }
  [[nodiscard]] static std::string parents_query() {
    return "SELECT h.inhrelid, h.inhparent, n.nspname, c.relname FROM pg_inherits h JOIN pg_class c ON "
           "c.oid = h.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') "
           "ORDER BY h.inhrelid, h.inhseqno;\n";
  }
  void read(const result& rows, const result& parents) {
    rows_ = &rows;
    for (const row each : parents) {
      parents_[number_in(each[0].text())].push_back(each);
    }
  }

  void add_ops(const reflected_types& types, const reflected_columns& columns, const reflected_constraints& constraints,
               const reflected_indexes& indexes, reflected_sequences& sequences, survey& into) {
    for (const row it : *rows_) {
      const auto oid = number_in(it[0].text());
      const std::string_view schema = it[1].text();
      const std::string_view id = it[2].text();
      if (it[3].text() == "f" || !into.wanted(pg_class, oid, schema, id, "table")) {
        continue;
      }
      const auto* const parents = parents_of(oid);
      const bool partition = !it[10].is_null() && parents != nullptr;
      const bool whole = !partition || differs(oid, number_in((*parents)[0][1].text()), id, columns, constraints);
      add_table(it, oid, parents, partition, whole, types, columns, constraints, indexes, sequences, into);
      if (parents != nullptr) {
        for (const row& parent : *parents) {
          needs_.emplace_back(oid, number_in(parent[1].text()));
        }
      }
      constraints.add_ops(oid, columns, indexes, into);
      add_row_security(it, into);
    }
    for (const auto& [table, parent] : needs_) {
      const bool attached = into.known(of_attachment, table);
      into.needs(attached ? of_attachment : std::uint32_t{pg_class}, table, pg_class, parent);
      into.needs(of_attachment, table, pg_class, table);
    }
    indexes.each_of([&](const row& index, std::uint32_t table) {
      if (index[16].text() == "t" || index[15].text() == "t") {
        add_index_role(index, table, into);
      }
    });
  }

 private:
  [[nodiscard]] const std::vector<row>* parents_of(std::uint32_t table) const {
    const auto found = parents_.find(table);
    return found == parents_.end() ? nullptr : &found->second;
  }
  /// Whether `CREATE TABLE ... PARTITION OF` would not make a partition as it is: other columns or another order,
  /// defaults of its own, keys with other names than PostgreSQL gives.
  [[nodiscard]] static bool differs(std::uint32_t table, std::uint32_t parent, std::string_view id,
                                    const reflected_columns& columns, const reflected_constraints& constraints) {
    const auto& own = columns.of(table);
    const auto& its = columns.of(parent);
    const auto same = [](const told_column& a, const told_column& b) {
      return a.id == b.id && a.not_null == b.not_null && a.server_default == b.server_default &&
             a.from[13].text() == b.from[13].text() && a.from[15].text() == b.from[15].text();
    };
    if (own.size() != its.size() || !std::equal(own.begin(), own.end(), its.begin(), same)) {
      return true;
    }
    for (const row& each : constraints.of(table)) {
      const char kind = each[3].text()[0];
      if (each[15].text() == "0" || (kind != 'p' && kind != 'u')) {
        continue;
      }
      std::string of_columns;
      for (const int number : numbers_in(each[4].text())) {
        of_columns += (of_columns.empty() ? "" : "_") + std::string(columns.id_of(table, number));
      }
      const name_text usual = kind == 'p' ? composed(id, {}, "pkey", 0) : composed(id, of_columns, "key", 0);
      if (each[2].text() != usual.view()) {
        return true;
      }
    }
    return false;
  }

  void add_table(const row& it, std::uint32_t oid, const std::vector<row>* parents, bool partition, bool whole,
                 const reflected_types& types, const reflected_columns& columns,
                 const reflected_constraints& constraints, const reflected_indexes& indexes,
                 reflected_sequences& sequences, survey& into) const {
    const std::string_view schema = it[1].text();
    const std::string_view id = it[2].text();
    // settings of columns, constraints and the table are runs of one pool: first what stands in the table
    slice own_columns{into.ops.columns().count, 0};
    const std::vector<int> key = constraints.primary_key(oid);
    for (const told_column& each : columns.of(oid)) {
      const bool inherited = parents != nullptr && !each.local && !(partition && whole);
      if (inherited || !whole) {
        continue;
      }
      const bool in_key = std::find(key.begin(), key.end(), each.number) != key.end();
      add_column(each, in_key, oid, schema, id, types, sequences, into);
      ++own_columns.count;
    }
    slice own_constraints{into.ops.constraints().count, 0};
    for (const row& each : constraints.of(oid)) {
      const bool taken = partition && whole && each[3].text() != "f";  // attaching finds them there
      if ((reflected_constraints::own(each) || taken) && constraints.within_table(each)) {
        reflected_constraints::add(each, columns, indexes, into);
        ++own_constraints.count;
      }
    }
    const slice said = add_settings(it, parents, partition, whole, into);
    operation& op = into.ops.add(op_kind::create_table);
    op.schema = survey::schema_name(schema);
    op.table = name_of(id);
    op.columns = own_columns;
    op.constraints = own_constraints;
    op.settings = said;
    op.sql = it[15].text();
    into.made(pg_class, oid, survey::tables, schema, id);
    for (const told_column& each : columns.of(oid)) {
      if (!each.from[11].is_null()) {
        into.alias(pg_attrdef, number_in(each.from[11].text()));
      }
    }
    for (const row& each : constraints.of(oid)) {
      if (constraints.within_table(each)) {
        into.alias(pg_constraint, number_in(each[0].text()));
        if (const auto index = number_in(each[17].text()); index != 0) {
          into.alias(pg_class, index);
        }
      }
    }
    if (partition && whole) {
      add_attachment(it, oid, (*parents)[0], into);
    }
    if (parents != nullptr && !partition) {
      add_own_defaults(it, oid, *parents, columns, into);
    }
  }

  /// The settings of a table, as one run.
  [[nodiscard]] static slice add_settings(const row& it, const std::vector<row>* parents, bool partition, bool whole,
                                          survey& into) {
    slice made{into.ops.settings().count, 0};
    const auto set = [&](setting_kind what, std::string_view text, std::uint64_t value, std::string_view detail) {
      setting& one = into.ops.add_setting();
      one.what = what;
      one.text = text;
      one.value = value;
      one.detail = detail;
      ++made.count;
    };
    if (it[4].text() == "u") {
      set(setting_kind::unlogged, {}, 0, {});
    }
    if (partition && !whole) {
      set(setting_kind::partition_of, (*parents)[0][3].text(), hash_of((*parents)[0][3].text()),
          survey::schema_name((*parents)[0][2].text()).view());
      set(setting_kind::bounds, bounds_of(it), 0, {});
    }
    for (std::size_t i = 0; parents != nullptr && !partition && i < parents->size(); ++i) {
      set(setting_kind::inherits, (*parents)[i][3].text(), hash_of((*parents)[i][3].text()),
          survey::schema_name((*parents)[i][2].text()).view());
    }
    if (!it[11].is_null()) {
      set(setting_kind::partition_by, it[11].text(), 0, {});
    }
    if (!it[7].is_null()) {
      set(setting_kind::access_method, it[7].text(), hash_of(it[7].text()), {});
    }
    add_parameters(it[5].text(), {}, made, into);
    add_parameters(it[14].text(), "toast.", made, into);
    if (!it[6].is_null()) {
      set(setting_kind::tablespace, it[6].text(), hash_of(it[6].text()), {});
    }
    return made;
  }
  [[nodiscard]] static std::string_view bounds_of(const row& it) {
    const std::string_view text = it[10].text();
    return text == "DEFAULT" ? std::string_view{} : text.substr(std::string_view("FOR VALUES ").size());
  }
  /// Attachments are no objects of PostgreSQL's, but have an order: told apart by the table's number.
  static constexpr std::uint32_t of_attachment = 1;
  static void add_attachment(const row& it, std::uint32_t oid, const row& parent, survey& into) {
    const slice said{into.ops.settings().count, 2};
    setting& of = into.ops.add_setting();
    of.what = setting_kind::partition_of;
    of.text = parent[3].text();
    of.value = hash_of(of.text);
    of.detail = survey::schema_name(parent[2].text()).view();
    setting& bounds = into.ops.add_setting();
    bounds.what = setting_kind::bounds;
    bounds.text = bounds_of(it);
    operation& op = into.ops.add(op_kind::attach_partition);
    op.schema = survey::schema_name(it[1].text());
    op.table = name_of(it[2].text());
    op.settings = said;
    into.made(of_attachment, oid, survey::tables, it[1].text(), it[2].text());
  }
  /// A column that is inherited, with a default that is not.
  static void add_own_defaults(const row& it, std::uint32_t oid, const std::vector<row>& parents,
                               const reflected_columns& columns, survey& into) {
    for (const told_column& each : columns.of(oid)) {
      if (each.local || !each.from[9].text().empty()) {
        continue;
      }
      bool same = false;
      for (const row& parent : parents) {
        for (const told_column& other : columns.of(number_in(parent[1].text()))) {
          same = same || (other.id == each.id && other.server_default == each.server_default);
        }
      }
      if (same) {
        continue;
      }
      column_record& changed = into.ops.add_column();
      changed.id = name_of(each.id);
      changed.server_default = each.from[10].is_null() ? default_value{default_value::form::drop, {}, 0}
                                                       : default_of(into, each.server_default, each.bare_type);
      operation& op = into.ops.add(op_kind::alter_column);
      op.schema = survey::schema_name(it[1].text());
      op.table = name_of(it[2].text());
      op.object = name_of(each.id);
      op.columns = {into.ops.columns().count - 1, 1};
      into.made(0, 0, survey::views, it[1].text(), it[2].text());
    }
  }
  static void add_row_security(const row& it, survey& into) {
    for (const auto& [column, word] : {std::pair{8, "ENABLE"}, std::pair{9, "FORCE"}}) {
      if (it[column].text() == "t") {
        operation& op = into.ops.add(op_kind::alter_row_security);
        op.schema = survey::schema_name(it[1].text());
        op.table = name_of(it[2].text());
        op.where = word;
        into.made(0, 0, survey::rest, it[1].text(), it[2].text());
      }
    }
    if (const char how = it[12].text()[0]; how == 'f' || how == 'n') {
      add_role(setting_kind::replica_identity, how == 'f' ? "FULL" : "NOTHING", it[1].text(), it[2].text(), into);
    }
  }
  static void add_index_role(const row& index, std::uint32_t table, survey& into) {
    for (const auto& [column, what] :
         {std::pair{16, setting_kind::replica_identity_index}, std::pair{15, setting_kind::cluster_on}}) {
      if (index[column].text() != "t") {
        continue;
      }
      if (index[19].text() == "m") {
        into.verbatim(into.keep("ALTER MATERIALIZED VIEW " + survey::written(index[2].text(), index[18].text()) +
                                " CLUSTER ON " + survey::written(index[3].text())),
                      pg_class, number_in(index[0].text()), index[2].text(), index[18].text());
      } else if (into.known(pg_class, table)) {
        add_role(what, index[3].text(), index[2].text(), index[18].text(), into);
      }
    }
  }
  static void add_role(setting_kind what, std::string_view text, std::string_view schema, std::string_view table,
                       survey& into) {
    setting& one = into.ops.add_setting();
    one.what = what;
    one.text = text;
    one.value = what == setting_kind::replica_identity ? 0 : hash_of(text);
    operation& op = into.ops.add(op_kind::alter_table);
    op.schema = survey::schema_name(schema);
    op.table = name_of(table);
    op.settings = {into.ops.settings().count - 1, 1};
    into.made(0, 0, survey::rest, schema, table);
  }

  const result* rows_ = nullptr;
  std::unordered_map<std::uint32_t, std::vector<row>> parents_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> needs_;
};

}  // namespace sterna::detail
