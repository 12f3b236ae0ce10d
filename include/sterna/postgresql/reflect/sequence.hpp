// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/sequence_values.hpp"

namespace sterna::detail {

/// The sequences of a database: those that come with a column (serial, identity) are told by it, the others are ops.
class reflected_sequences {
 public:
  struct known {
    std::uint32_t oid;
    std::string_view schema;
    std::string_view id;
    sequence_values values;
    std::uint32_t table;
    std::string_view table_id;
    int column;
    bool identity;
    bool unlogged;
    bool born_unlogged;  ///< those that come with a column of such a table are
    bool told = false;  ///< by its column
  };

  [[nodiscard]] static std::string query(const survey& of) {
    return "SELECT c.oid, n.nspname, c.relname, s.seqtypid, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, "
           "s.seqcache, "
           "s.seqcycle, coalesce(d.refobjid, 0), coalesce(d.refobjsubid, 0), coalesce(d.deptype, 'a'), "
           "c.relpersistence, t.relname, " +
           std::string(of.version() >= 150000 ? "t.relpersistence = 'u' " : "false ") +
           "FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
           "LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND "
           "d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') "
           "LEFT JOIN pg_class t ON t.oid = d.refobjid "
           "WHERE c.relpersistence <> 't' AND " +
           of.in_scope() + ";\n";
  }
  void read(const result& rows) {
    for (const row each : rows) {
      known it{number_in(each[0].text()), each[1].text(), each[2].text(), {}, number_in(each[10].text()),
               each[14].text(), number_in<int>(each[11].text()), each[12].text() == "i", each[13].text() == "u",
               each[15].text() == "t"};
      const auto type = number_in(each[3].text());
      it.values.type = type == 21   ? base_type::small_integer
                       : type == 23 ? base_type::integer
                                    : base_type::big_integer;
      it.values.start = number_in<long long>(each[4].text());
      it.values.increment = number_in<long long>(each[5].text());
      it.values.min = number_in<long long>(each[6].text());
      it.values.max = number_in<long long>(each[7].text());
      it.values.cache = number_in<long long>(each[8].text());
      it.values.cycle = each[9].text() == "t";
      if (it.table != 0) {
        of_column_[key(it.table, it.column)].push_back(all_.size());
      }
      all_.push_back(it);
    }
  }

  /// The settings of an identity column.
  [[nodiscard]] slice identity(survey& into, std::uint32_t table, int column, std::string_view schema,
                               std::string_view table_id, std::string_view id) {
    for (const std::size_t i : of_column(table, column)) {
      known& it = all_[i];
      if (it.identity) {
        it.told = true;
        if (it.schema != schema || it.id != composed(table_id, id, "seq", 0).view()) {
          into.verbatim(into.keep("ALTER SEQUENCE " +
                                  survey::written(schema, composed(table_id, id, "seq", 0).view()) + " RENAME TO " +
                                  survey::written(it.id)),
                        pg_class, table, schema, table_id);
        }
        if (it.unlogged != it.born_unlogged) {
          into.verbatim(into.keep("ALTER SEQUENCE " + survey::written(it.schema, it.id) +
                                  (it.unlogged ? " SET UNLOGGED" : " SET LOGGED")),
                        pg_class, table, schema, table_id);
        }
        return add_settings(into, it, false);
      }
    }
    return {};
  }
  /// Whether a column with this default is `serial`: the sequence is the column's, and as `serial` makes it.
  [[nodiscard]] bool serial(std::uint32_t table, int column, base_type type, std::string_view schema,
                            std::string_view table_id, std::string_view id, std::string_view server_default) {
    for (const std::size_t i : of_column(table, column)) {
      known& it = all_[i];
      sql_writer expected;
      sql_writer sequence;
      sequence.qualified(survey::schema_name(it.schema), name_of(it.id));
      (expected << "nextval(").literal(sequence.text()) << "::regclass)";
      if (!it.identity && it.unlogged == it.born_unlogged && it.schema == schema &&
          it.id == composed(table_id, id, "seq", 0).view() && it.values.type == type &&
          server_default == expected.text() && sequence_settings(it.values, {}, false).count == 0) {
        it.told = true;
        return true;
      }
    }
    return false;
  }

  /// The others. To which column they belong is said later, when the table is there: `columns` and `tables` know it.
  template <class Columns>
  void add_ops(survey& into, const Columns& columns) {
    for (known& it : all_) {
      if (it.told || it.identity || !into.wanted(pg_class, it.oid, it.schema, it.id, "sequence")) {
        continue;
      }
      const slice said = add_settings(into, it, true);
      operation& op = into.ops.add(op_kind::create_sequence);
      op.schema = survey::schema_name(it.schema);
      op.object = name_of(it.id);
      op.settings = said;
      into.made(pg_class, it.oid, survey::sequences, it.schema, it.id);
      if (it.unlogged) {
        into.verbatim(into.keep("ALTER SEQUENCE " + survey::written(it.schema, it.id) + " SET UNLOGGED"), pg_class,
                      it.oid, it.schema, it.id);
      }
      if (it.table != 0) {
        own(into, it, columns.id_of(it.table, it.column));
      }
    }
  }

 private:
  [[nodiscard]] static std::uint64_t key(std::uint32_t table, int column) noexcept {
    return static_cast<std::uint64_t>(table) << 32U | static_cast<std::uint32_t>(column);
  }
  [[nodiscard]] std::vector<std::size_t> of_column(std::uint32_t table, int column) const {
    const auto found = of_column_.find(key(table, column));
    return found == of_column_.end() ? std::vector<std::size_t>{} : found->second;
  }
  [[nodiscard]] static slice add_settings(survey& into, const known& of, bool own_type) {
    const pool<setting> said = sequence_settings(of.values, {}, own_type);
    const slice made{into.ops.settings().count, said.count};
    for (const setting& each : said) {
      into.ops.add_setting() = each;
    }
    return made;
  }
  static void own(survey& into, const known& it, std::string_view column) {
    if (!into.known(pg_class, it.table)) {
      into.note("sequence", it.schema, it.id,
                "that it belongs to a column of a table that is not reflected, is left out");
      return;
    }
    const slice said{into.ops.settings().count, 1};
    setting& owner = into.ops.add_setting();
    owner.what = setting_kind::owned_by;
    owner.text = column;
    owner.value = hash_of(column);
    owner.detail = it.table_id;
    operation& op = into.ops.add(op_kind::alter_sequence);
    op.schema = survey::schema_name(it.schema);
    op.object = name_of(it.id);
    op.settings = said;
    into.made(0, 0, survey::views, it.schema, it.id);
  }

  std::vector<known> all_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> of_column_;
};

}  // namespace sterna::detail
