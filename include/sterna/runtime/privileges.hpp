// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/version_table.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna::detail {

/// What the role of a session needs for migrations, and does not have. Asked of what is in the database now: what a
/// pending migration makes itself is owned by the role anyway.
class privileges {
 public:
  struct lack {
    std::string object;
    std::string text;
    std::string advice;
  };

  explicit privileges(connection& db)
      : db_{db}, role_{db.execute("SELECT quote_ident(current_user)")[0][0].as<std::string>()} {}

  /// To make something in a schema, which may not be there yet.
  void create_in(const std::string& schema, const std::string& why) {
    expect("SELECT coalesce(bool_and(has_schema_privilege(oid, 'CREATE')), true) FROM pg_catalog.pg_namespace WHERE "
           "nspname = " + quoted_literal(schema),
           schema, "may not create anything in schema " + quoted_identifier(schema) + ", " + why,
           "GRANT CREATE ON SCHEMA " + quoted_identifier(schema) + " TO " + role_);
  }

  /// To change the version table, which is there.
  void write(const std::string& table) {
    expect("SELECT has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT') AND "
           "has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE') FROM pg_catalog.pg_class WHERE "
           "oid = to_regclass(" + quoted_literal(table) + ")",
           table, "may not change the version table " + table,
           "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + role_);
  }

  /// To run a migration.
  void run(const prepared_step& step) {
    for (const operation& op : step.ops.operations) {
      if (op.declared) {
        continue;
      }
      const std::string why = "as migration '" + std::string(step.of->id.view()) + "' does (" +
                              step.operation_name(static_cast<int>(&op - step.ops.operations.data()) + 1) + ")";
      switch (op.what) {
        case op_kind::create_schema:
          expect("SELECT has_database_privilege(current_database(), 'CREATE')", std::string(op.object.view()),
                 "may not create schemas in this database, " + why,
                 "GRANT CREATE ON DATABASE ... TO " + role_);
          break;
        case op_kind::create_table:
        case op_kind::create_view:
        case op_kind::create_sequence:
        case op_kind::create_enumeration:
          if (const std::string schema = schema_of(op); !schema.empty()) {
            create_in(schema, why);
          }
          break;
        case op_kind::create_object:
          if (const object_place place = text_kind_of(op.object_is).place; place == object_place::table) {
            own(op.schema, op.table, why);
          } else if (place != object_place::database) {
            if (const std::string schema = schema_of(op); !schema.empty()) {
              create_in(schema, why);
            }
          }
          break;
        case op_kind::backfill:
          expect_of_relation(op.schema, op.table,
                             "has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'UPDATE')",
                             "may not read and update", "GRANT SELECT, UPDATE ON ", " TO " + role_, why);
          break;
        case op_kind::truncate_table:
          truncate(op.schema, op.table, why);
          for (const element& each : step.ops.elements(op.keys)) truncate(op.schema, each.column, why);
          break;
        case op_kind::refresh_materialized_view:
        case op_kind::reindex_index:
        case op_kind::alter_index:
        case op_kind::attach_index:
        case op_kind::alter_sequence:
        case op_kind::rename_index:
        case op_kind::rename_sequence:
        case op_kind::drop_view:
        case op_kind::drop_sequence:
        case op_kind::drop_index:
          own(op.schema, op.object, why);
          break;
        case op_kind::execute:
        case op_kind::run:
          break;  // nobody knows what they do
        default:
          if (!op.table.empty()) {
            own(op.schema, op.table, why);
          }
      }
      if (op.what == op_kind::create_foreign_key) {
        const constraint_record& key = step.ops.constraints(op.constraints)[0];
        expect_of_relation(key.referred_schema, key.referred_table, "has_table_privilege(c.oid, 'REFERENCES')",
                           "may not refer to", "GRANT REFERENCES ON ", " TO " + role_, why);
      }
    }
  }

  [[nodiscard]] std::vector<lack> missing() { return std::move(missing_); }

 private:
  void own(const name& schema, const name& relation, const std::string& why) {
    expect_of_relation(schema, relation, "pg_has_role(c.relowner, 'USAGE')", "does not own", "ALTER TABLE ",
                       " OWNER TO " + role_ + ", or run the migration as the owner", why);
  }

  void truncate(const name& schema, const name& table, const std::string& why) {
    expect_of_relation(schema, table, "has_table_privilege(c.oid, 'TRUNCATE')", "may not truncate",
                       "GRANT TRUNCATE ON ", " TO " + role_, why);
  }

  /// A condition on a row `c` of pg_class; met where there is no such relation yet.
  void expect_of_relation(const name& schema, const name& relation, const std::string& condition,
                          const std::string& complaint, const std::string& before, const std::string& after,
                          const std::string& why) {
    const std::string shown = (schema.empty() ? std::string{} : quoted_identifier(schema.view()) + ".") +
                              quoted_identifier(relation.view());
    expect("SELECT coalesce(bool_and(" + condition + "), true) FROM pg_catalog.pg_class c WHERE c.oid = to_regclass(" +
               quoted_literal(shown) + ")",
           shown, complaint + " " + shown + ", " + why, before + shown + after);
  }

  /// Each question is asked once.
  void expect(const std::string& question, const std::string& object, const std::string& complaint,
              const std::string& advice) {
    if (std::ranges::find(asked_, question) != asked_.end()) {
      return;
    }
    asked_.push_back(question);
    if (const result got = db_.execute(question); !got.empty() && got[0][0].text() != "t") {
      missing_.push_back({object, "the role " + role_ + " " + complaint, advice});
    }
  }

  /// The schema that an op makes something in: the one it names, or the first of the search path; empty: none.
  [[nodiscard]] std::string schema_of(const operation& op) {
    return op.schema.empty()
               ? db_.execute("SELECT coalesce(current_schema(), '')")[0][0].as<std::string>()
               : std::string(op.schema.view());
  }

  connection& db_;
  std::string role_;
  std::vector<std::string> asked_{};
  std::vector<lack> missing_{};
};

}  // namespace sterna::detail
