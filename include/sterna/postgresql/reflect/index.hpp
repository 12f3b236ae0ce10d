// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sterna/postgresql/reflect/column.hpp"
#include "sterna/postgresql/reflect/parameters.hpp"
#include "sterna/postgresql/reflect/survey.hpp"

namespace sterna::detail {

/// The indexes of all tables, those of keys too.
class reflected_indexes {
 public:
  [[nodiscard]] static std::string query(const survey& of) {
    const std::string nulls = of.version() >= 150000 ? "i.indnullsnotdistinct" : "false";
    return "SELECT i.indexrelid, i.indrelid, n.nspname, c.relname, m.amname, i.indisunique, i.indisvalid, "
           "i.indnkeyatts, "
           "i.indkey, i.indoption, pg_get_expr(i.indpred, i.indrelid), " +
           nulls +
           ", array_to_string(c.reloptions, E'\\n'), s.spcname, EXISTS (SELECT FROM pg_constraint k WHERE "
           "k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')), i.indisclustered, i.indisreplident, "
           "coalesce((SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = i.indexrelid), 0), t.relname, t.relkind "
           "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
           "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam "
           "LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace WHERE " +
           of.in_scope() + ";\n";
  }
  /// Of keys only what is not usual: expressions, classes, collations. Most indexes have nothing of that, and are
  /// passed over first; those of a column with a collation, or with options of a class, are looked at.
  [[nodiscard]] static std::string keys_query(const survey& of) {
    return R"(WITH odd AS MATERIALIZED (SELECT attrelid FROM pg_attribute
  WHERE (attcollation > 100 AND attnum > 0) OR attoptions IS NOT NULL),
few AS MATERIALIZED (SELECT i.* FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE (i.indexprs IS NOT NULL OR i.indclass::oid[] && ARRAY(SELECT oid FROM pg_opclass WHERE NOT opcdefault) OR
    NOT i.indcollation::oid[] <@ '{0, 100}' OR i.indrelid IN (SELECT attrelid FROM odd) OR
    i.indexrelid IN (SELECT attrelid FROM odd)) AND )" +
           of.in_scope() + R"()
SELECT i.indexrelid, k.k, CASE WHEN i.indkey[k.k] = 0 THEN pg_get_indexdef(i.indexrelid, k.k + 1, false) END,
  CASE WHEN NOT o.opcdefault OR a.attoptions IS NOT NULL THEN
    CASE WHEN pg_opclass_is_visible(o.oid) THEN quote_ident(o.opcname)
         ELSE o.opcnamespace::regnamespace || '.' || quote_ident(o.opcname) END ||
    coalesce('(' || nullif((SELECT string_agg(replace(x, '=', '='''), ''', ') FROM unnest(a.attoptions) x
                     WHERE x !~ '^pg_attver='), '') || ''')', '') END, l.collname
FROM few i CROSS JOIN LATERAL generate_series(0, i.indnkeyatts - 1) k(k)
JOIN pg_opclass o ON o.oid = i.indclass[k.k]
CROSS JOIN LATERAL (SELECT a.attoptions, a.atttypid FROM pg_attribute a
  WHERE a.attrelid = i.indexrelid AND a.attnum = k.k + 1 OFFSET 0) a
LEFT JOIN LATERAL (SELECT l.oid, l.collname FROM pg_collation l
  WHERE l.oid = i.indcollation[k.k] AND CASE WHEN i.indcollation[k.k] = 0 THEN false ELSE i.indcollation[k.k] <>
    CASE WHEN i.indkey[k.k] > 0 THEN
      (SELECT ta.attcollation FROM pg_attribute ta WHERE ta.attrelid = i.indrelid AND ta.attnum = i.indkey[k.k])
    ELSE (SELECT kt.typcollation FROM pg_type kt WHERE kt.oid = a.atttypid) END END OFFSET 0) l ON true
WHERE i.indkey[k.k] = 0 OR NOT o.opcdefault OR l.oid IS NOT NULL OR
  EXISTS (SELECT FROM unnest(a.attoptions) x WHERE x !~ '^pg_attver=');
)";
  }

  struct known {
    row from;
    std::uint32_t table;
  };
  void read(const result& rows, const result& keys) {
    for (const row each : rows) {
      all_.emplace(number_in(each[0].text()), known{each, number_in(each[1].text())});
      order_.push_back(number_in(each[0].text()));
    }
    for (const row each : keys) {
      special_.emplace(key(number_in(each[0].text()), number_in<int>(each[1].text())), each);
    }
  }
  [[nodiscard]] const known* find(std::uint32_t index) const {
    const auto found = all_.find(index);
    return found == all_.end() ? nullptr : &found->second;
  }

  /// The keys of an index, or what it carries along, as elements.
  [[nodiscard]] slice add_keys(std::uint32_t index, bool included, const reflected_columns& columns,
                               survey& into) const {
    const known& it = all_.at(index);
    const std::vector<int> numbers = numbers_in(it.from[8].text());
    const std::vector<int> options = numbers_in(it.from[9].text());
    const auto keys = number_in<std::size_t>(it.from[7].text());
    slice made{into.ops.elements().count, 0};
    for (std::size_t k = included ? keys : 0; k < (included ? numbers.size() : keys); ++k) {
      element& one = into.ops.add_element();
      ++made.count;
      if (numbers[k] != 0) {
        one.column = name_of(columns.id_of(it.table, numbers[k]));
      }
      if (const auto found = special_.find(key(index, static_cast<int>(k))); !included && found != special_.end()) {
        one.expression = bare_expression(into.exact(found->second[2].text()));
        one.operator_class = found->second[3].text();
        one.collation = name_of(found->second[4].text());
      }
      if (!included && k < options.size()) {
        const bool descending = (options[k] & 1) != 0;
        const bool nulls_first = (options[k] & 2) != 0;
        one.order = descending ? sort_order::descending : sort_order::unspecified;
        one.nulls = nulls_first == descending ? null_order::unspecified
                    : nulls_first             ? null_order::first
                                              : null_order::last;
      }
    }
    return made;
  }

  /// Those that no constraint has made.
  void add_ops(const reflected_columns& columns, survey& into) const {
    for (const std::uint32_t oid : order_) {
      const known& it = all_.at(oid);
      if (it.from[14].text() == "t" || !into.known(pg_class, it.table) || into.of_extension(pg_class, oid)) {
        continue;
      }
      const slice keys = add_keys(oid, false, columns, into);
      const slice include = add_keys(oid, true, columns, into);
      slice said{into.ops.settings().count, 0};
      add_parameters(it.from[12].text(), {}, said, into);
      if (!it.from[13].is_null()) {
        setting& space = into.ops.add_setting();
        space.what = setting_kind::tablespace;
        space.text = it.from[13].text();
        space.value = hash_of(space.text);
        ++said.count;
      }
      operation& op = into.ops.add(op_kind::create_index);
      op.schema = survey::schema_name(it.from[2].text());
      op.object = name_of(it.from[3].text());
      op.table = name_of(it.from[18].text());
      op.method = it.from[4].text() == "btree" ? std::string_view{} : it.from[4].text();
      op.unique = it.from[5].text() == "t";
      op.keys = keys;
      op.include = include;
      op.where = bare_expression(into.exact(it.from[10].text()));
      op.nulls_not_distinct = it.from[11].text() == "t";
      op.settings = said;
      into.made(pg_class, oid, survey::indexes, it.from[2].text(), it.from[3].text());
      into.needs(pg_class, oid, pg_class, it.table);
      if (it.from[6].text() != "t" && it.from[19].text() != "p") {
        into.note("index", it.from[2].text(), it.from[3].text(),
                  "is not valid: a build was cut off; the op makes it whole");
        into.not_valid.emplace_back(op.schema, op.object);
      }
    }
    for (const std::uint32_t oid : order_) {  // a table's index takes over those of its partitions that are there
      const auto parent = number_in(all_.at(oid).from[17].text());
      if (parent != 0 && all_.at(oid).from[14].text() != "t") {
        into.needs(pg_class, parent, pg_class, oid);
      }
    }
  }
  /// The index by which a table's rows are told in replication, and the one that CLUSTER goes by.
  template <class F>
  void each_of(F visit) const {
    for (const std::uint32_t oid : order_) {
      visit(all_.at(oid).from, all_.at(oid).table);
    }
  }

 private:
  [[nodiscard]] static std::uint64_t key(std::uint32_t index, int k) noexcept {
    return static_cast<std::uint64_t>(index) << 32U | static_cast<std::uint32_t>(k);
  }
  std::unordered_map<std::uint32_t, known> all_;
  std::vector<std::uint32_t> order_;
  std::unordered_map<std::uint64_t, row> special_;
};

}  // namespace sterna::detail
