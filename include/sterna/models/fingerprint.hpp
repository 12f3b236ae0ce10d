// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/models/models.hpp"
#include "sterna/record/decode.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/fingerprint.hpp"

#include <cstdint>

namespace sterna::detail {

/// The parts that are known here; with another one nothing can be told.
struct fingerprinted_parts {
  bool has[256] = {};
  constexpr fingerprinted_parts() noexcept {
    using enum part;
    for (const part each :
         {nothing, op, schema, table, object, method, where, sql, unique_index, concurrently, key, key_expression,
          key_options, collation, include, value, column, type, type_name, type_text, type_schema, type_collation,
          default_text, default_expression, default_integer, default_boolean, not_null, nullable, primary_key, unique,
          identity, generated, comment, primary_key_constraint, unique_constraint, foreign_key_constraint,
          check_constraint, member, referred_member, referred_schema, referred_table, expression, on_delete, on_update,
          not_valid, constraint_options, included_member, set_member}) {
      has[static_cast<unsigned>(each)] = true;
    }
  }
};
inline constexpr fingerprinted_parts parts_of_fingerprints{};

/// The fingerprint of the schema that models would make, without making it: what a compiler does at a fraction of the
/// cost. It may be another than that schema's where the models say something in an unusual way; it is not the one of
/// any other schema that can be. 0: nothing can be told.
class models_fingerprint {
 public:
  constexpr explicit models_fingerprint(const models_view& models) : known_{models.naming == nullptr} {
    const token* const end = models.tokens.end();
    for (const token* each = models.tokens.items; each != end && known_; ++each) {
      known_ = parts_of_fingerprints.has[static_cast<unsigned>(each->what)];
    }
    if (known_) {
      static_cast<void>(decode(models.tokens, all_));
    }
    ops_ = all_.view();
  }

  [[nodiscard]] constexpr std::uint64_t take() {
    for (const operation& op : ops_.operations) {
      switch (op.what) {
        case op_kind::create_table:
          take_table(op);
          break;
        case op_kind::create_index:
          take_index(op);
          break;
        case op_kind::create_enumeration:
          made_ += fingerprint(object_kind::enumeration,
                               schema_state::key_of(object_kind::enumeration, op.schema, op.object), {},
                               ops_.element_pool.items, op.values);
          break;
        case op_kind::create_sequence:
          made_ += fingerprint(object_kind::sequence, schema_state::relation_key(op.schema, op.object));
          break;
        case op_kind::create_schema:
          made_ += fingerprint(object_kind::schema, schema_state::key_of(object_kind::schema, {}, op.object));
          break;
        case op_kind::create_view:
          known_ = known_ && op.keys.count + op.settings.count == 0 && op.where.empty() && !op.only;
          made_ += fingerprint(object_kind::view, schema_state::relation_key(op.schema, op.object), op.sql, nullptr,
                               {});
          break;
        default:
          return 0;
      }
    }
    return known_ ? made_ : 0;
  }

 private:
  constexpr void take_table(const operation& op) {
    const std::uint64_t key = schema_state::relation_key(op.schema, op.table);
    made_ += op.sql.empty() ? fingerprint(object_kind::table, key)
                            : fingerprint(object_kind::table, key, op.sql, nullptr, {});
    column_record* const first = all_.columns().items + op.columns.first;
    column_record* const end = first + op.columns.count;
    for (const constraint_record& each : ops_.constraints(op.constraints)) {
      if (each.what == constraint_kind::primary_key) {
        require(each, first, end);
      }
      take_constraint(key, each);
    }
    for (column_record* column = first; column != end; ++column) {
      if (column->primary_key || column->unique) {
        take_own_key(key, *column);
      }
      const slice own = column->constraints;
      settle(*column, ops_);
      made_ += fingerprint(schema_state::child_key(key, object_kind::column, column->id), *column);
      for (const constraint_record& each : ops_.constraints(own)) {
        take_constraint(key, each);
      }
    }
  }
  /// The columns of a primary key are NOT NULL.
  constexpr void require(const constraint_record& key, column_record* first, column_record* end) {
    for (column_record* column = first; column != end; ++column) {
      if (has_member(ops_.elements(key.columns), column->id)) {
        column->null = nullability::not_null;
      }
    }
  }
  constexpr void take_own_key(std::uint64_t table, const column_record& column) {
    element own = blank_element;
    own.column = column.id;
    constraint_record key = blank_constraint;
    key.what = column.primary_key ? constraint_kind::primary_key : constraint_kind::unique;
    key.columns.count = 1;
    made_ += fingerprint(table, hash_of_nothing, key, &own);
  }
  constexpr void take_constraint(std::uint64_t table, const constraint_record& said) {
    made_ += fingerprint(table, said.id.code, said, ops_.element_pool.items);
  }
  constexpr void take_index(const operation& op) {
    index_record index = blank_index;
    index.unique = op.unique;
    index.method = op.method == "btree" ? std::string_view{} : op.method;
    index.where = op.where;
    index.keys = op.keys;
    index.include = op.include;
    made_ += fingerprint(schema_state::relation_key(op.schema, op.object),
                         schema_state::relation_key(op.schema, op.table), index, ops_.element_pool.items);
  }

  script_builder all_{};
  script ops_{};
  std::uint64_t made_ = 1;
  bool known_;
};

}  // namespace sterna::detail
