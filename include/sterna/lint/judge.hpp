// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/lint/notices.hpp"
#include "sterna/lint/policy.hpp"
#include "sterna/schema/changed_column.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/sql/word_reader.hpp"

#include <string_view>

namespace sterna {

/// What is said of one op where somebody wants to read it.
struct judged_op {
  impact cost{};
  rule_set broken{};
};

/// The object that a sentence about an op names: for one that PostgreSQL names, nothing.
[[nodiscard]] constexpr std::string_view object_of(const operation& op, const script& of) noexcept {
  if (op.columns.count == 1 && (op.object.empty() || op.what == op_kind::expand_column)) {
    return of.columns(op.columns)[0].id.view();
  }
  return op.what == op_kind::contract_column && op.keep_old ? op.new_name.view() : op.object.view();
}

/// Looks at the ops of one script after the other, each before its effect, and says which rules it breaks. Tables that
/// the same migration has made have no rows; of tables that are not known nothing is said.
class judge {
 public:
  /// `whole`: notices are wanted too, not only what the policy calls an error.
  constexpr explicit judge(const lint_policy& policy, bool whole) : policy_{policy} {
    rule_set beyond = policy.errors;
    beyond.remove(default_policy.errors);
    whole_ = whole || !beyond.empty();
  }

  /// A script begins.
  constexpr void begin(const catalog& in, bool down) {
    own_ = 0;
    added_.clear();
    so_far_.begin(in, down);
  }

  /// The rules that the op breaks, of those that the policy has not turned off.
  [[nodiscard]] constexpr rule_set broken_by(const operation& op, const script& of, const catalog& in) {
    rule_set found;
    if (op.declared) {
      return found;
    }
    if (op.outside_transaction) {
      added_.clear();
      so_far_.begin_transaction(in);
    }
    look_for_errors(op, of, in, found);
    if (whole_) {
      look_for_notices(op, of, in, so_far_, found);
    }
    if (found.empty()) {
      return found;
    }
    rule_set wanted = policy_.errors;
    wanted.add(policy_.notices);
    return found & wanted;
  }

  /// What the op does to others: little, where it is about a table that this migration has made.
  [[nodiscard]] constexpr impact cost_of(const operation& op, const script& of, const catalog& in) const {
    impact made = op.declared ? impact{} : impact_of(op, of, in);
    const std::uint32_t table = op.table.empty() ? detail::table_of_index(op, in) : detail::table_of(op, in);
    if (table != object::none && so_far_.made_here(in, table) &&
        !(op.what == op_kind::truncate_table && detail::truncates_old(op, of, in, so_far_))) {
      made.table = made.while_reading = lock_mode::none;
      made.scan = made.rewrite = made.only_outside_utc = made.loses_data = made.breaks_old_code = false;
    }
    return made;
  }

  /// Whether the op is stopped: by a rule that is an error, or, where `broken` stays none, since it has an exception
  /// that nothing needs.
  [[nodiscard]] constexpr bool refuses(const operation& op, const script& of, const catalog& in, rule& broken) {
    const rule_set found = broken_by(op, of, in);
    if (found.empty()) {
      broken = rule::none;
      return !op.safe.empty();
    }
    const rule_set errors = found & policy_.errors;
    broken = op.safe.empty() ? errors.first() : rule::none;
    return op.safe.empty() ? !errors.empty() : errors.empty();
  }

  /// Ops about the table that this script has made last, which are most: a compiler need do no more.
  [[nodiscard]] constexpr bool skips(const operation& op) {
    if (whole_ || added_.count > 0 || !op.safe.empty()) {
      return false;
    }
    if (op.what == op_kind::create_table && !op.if_not_exists && !op.declared) {
      own_ = op.table.code;
      own_schema_ = op.schema.code;
      return true;
    }
    return own_ == op.table.code && own_schema_ == op.schema.code && !op.outside_transaction &&
           op.what != op_kind::rename_table;
  }

 private:
  struct added_value {
    name type{};
    std::string_view value{};
  };

  /// The op's table, where it may have rows.
  [[nodiscard]] constexpr std::uint32_t old_table(const operation& op, const catalog& in) const {
    if (own_ == op.table.code && own_schema_ == op.schema.code) {
      return object::none;
    }
    const std::uint32_t table = detail::table_of(op, in);
    return table != object::none && !so_far_.made_here(in, table) ? table : object::none;
  }

  constexpr void look_for_errors(const operation& op, const script& of, const catalog& in, rule_set& found) {
    switch (op.what) {
      case op_kind::create_table:
        if (!op.if_not_exists) {
          own_ = op.table.code;
          own_schema_ = op.schema.code;
        }
        for (std::uint32_t i = 0; !added_.empty() && i < op.columns.count; ++i) {
          expect_value_known(of.columns(op.columns)[i], found);
        }
        break;
      case op_kind::add_column:
      case op_kind::expand_column:
        if (!added_.empty()) {
          expect_value_known(of.columns(op.columns)[0], found);
        }
        if (const std::uint32_t table = old_table(op, in); table != object::none) {
          look_at_new_column(op, of.columns(op.columns)[0], of, in, table, found);
        }
        break;
      case op_kind::alter_column:
        if (const std::uint32_t table = old_table(op, in); table != object::none) {
          look_at_alteration(of.columns(op.columns)[0], in, table, found);
        }
        break;
      case op_kind::create_index:
        if (const std::uint32_t table = op.concurrently ? object::none : old_table(op, in);
            table != object::none &&
            !(op.only && detail::partition_key_of(in, table) != nullptr) &&  // that one builds nothing
            !(op.if_not_exists && in.relation(op.schema, op.object) != object::none)) {
          found.add(rule::index_not_concurrent);
        }
        break;
      case op_kind::reindex_index:
      case op_kind::reindex_table:
        if (const std::uint32_t table = op.what == op_kind::reindex_index ? detail::table_of_index(op, in)
                                                                          : in.relation(op.schema, op.table);
            !op.concurrently && table != object::none && !so_far_.made_here(in, table)) {
          found.add(rule::reindex_not_concurrent);
        }
        break;
      case op_kind::create_unique_constraint:
        if (of.constraints(op.constraints)[0].index.empty() && old_table(op, in) != object::none) {
          found.add(rule::unique_constraint_builds_index);
        }
        break;
      case op_kind::create_primary_key:
        if (const std::uint32_t table = old_table(op, in); table != object::none) {
          const constraint_record& key = of.constraints(op.constraints)[0];
          if (key.index.empty()) {
            found.add(rule::primary_key_builds_index);
          }
          if (detail::any_may_hold_null(in, table, detail::key_columns(in, in.state.at(table), of, key))) {
            found.add(rule::primary_key_on_nullable);
          }
        }
        break;
      case op_kind::create_foreign_key:
        if (!of.constraints(op.constraints)[0].not_valid && old_table(op, in) != object::none) {
          found.add(rule::foreign_key_validates);
        }
        break;
      case op_kind::create_check_constraint:
        if (!of.constraints(op.constraints)[0].not_valid && old_table(op, in) != object::none) {
          found.add(rule::check_validates);
        }
        break;
      case op_kind::validate_constraint:
        if (const std::uint32_t table = old_table(op, in); table != object::none) {
          const std::uint32_t constraint = in.constraint(table, op.object);
          if (constraint != object::none && so_far_.made_in_transaction(in, constraint)) {
            found.add(rule::not_valid_and_validate_together);
          }
        }
        break;
      case op_kind::add_enumeration_value:
        if (!op.outside_transaction) {
          added_.push({op.object, of.elements(op.values)[0].expression});
        }
        break;
      case op_kind::replace_enumeration_values:
        if (const std::uint32_t type = in.enumeration(op.schema, op.object); type != object::none) {
          for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
            if (detail::is_changed_column(in, i, type) && !so_far_.made_here(in, in.state.at(i).parent)) {
              found.add(rule::enumeration_replaced);
            }
          }
        }
        break;
      case op_kind::rename_table:
        own_ = 0;
        break;
      case op_kind::execute:
        if (!op.outside_transaction) {
          look_at_text(op.sql, found);
        }
        break;
      default:
        break;
    }
  }

  constexpr void look_at_new_column(const operation& op, const column_record& said, const script& of, const catalog& in,
                                    std::uint32_t table, rule_set& found) const {
    if (op.if_not_exists && in.column(table, said.id) != object::none) {
      return;
    }
    const bool serial = said.type.serial();
    const bool identity = !serial && detail::is_identity(said, of);
    if (serial) {
      found.add(rule::serial_column_rewrites);
    } else if (identity) {
      found.add(rule::identity_column_rewrites);
    } else if (!said.generated.empty() && !said.is_virtual) {
      found.add(rule::generated_column_rewrites);
    } else if (detail::volatility_of_default(said.server_default) == volatility::each_row) {
      found.add(rule::volatile_default_rewrites);
    } else if ((said.null == nullability::not_null || said.primary_key) && !detail::gives_value(said.server_default)) {
      found.add(rule::required_column_without_default);
    }
    if (said.constraints.count > 0) {
      if (detail::has_constraint(said, of, constraint_kind::check)) {
        found.add(rule::column_check_scans);
      }
      if (detail::gives_value(said.server_default) && detail::has_constraint(said, of, constraint_kind::foreign_key)) {
        found.add(rule::column_reference_validates);
      }
    }
    if (said.unique || said.primary_key) {
      found.add(rule::column_unique_builds_index);
    }
  }

  constexpr void look_at_alteration(const column_record& said, const catalog& in, std::uint32_t table,
                                    rule_set& found) const {
    const std::uint32_t column = in.column(table, said.id);
    if (column == object::none) {
      return;
    }
    if (said.has_type) {
      const detail::type_change change = detail::change_of_type(in, table, in.state.at(column), said);
      if (change.table) {
        found.add(rule::type_change_rewrites);
      } else if (change.index) {
        found.add(rule::type_change_rebuilds_index);
      }
      if (change.check || change.reference) {
        found.add(rule::type_change_rechecks);
      }
    }
    if (said.null == nullability::not_null && detail::may_hold_null(in, table, said.id)) {
      found.add(rule::set_not_null_scans);
    }
    if (!added_.empty()) {
      const data_type& type = said.has_type ? said.type : in.state.column(in.state.at(column)).type;
      expect_value_known(type, said.server_default, found);
    }
  }

  constexpr void look_at_text(std::string_view sql, rule_set& found) const {
    if (!detail::not_in_a_transaction(sql).empty()) {
      found.add(rule::not_in_a_transaction);
    }
    for (const added_value& each : added_) {
      sql_word_reader in(sql);
      while (in.next()) {
        if (in.kind == sql_token::string && in.at - in.position == each.value.size() + 2 &&
            in.token().substr(1, each.value.size()) == each.value) {
          found.add(rule::enumeration_value_used_at_once);
        }
      }
    }
  }

  constexpr void expect_value_known(const column_record& said, rule_set& found) const {
    expect_value_known(said.type, said.server_default, found);
  }
  constexpr void expect_value_known(const data_type& type, const default_value& said, rule_set& found) const {
    for (const added_value& each : added_) {
      if (type.base == base_type::named && type.id == each.type && said.what == default_value::form::text &&
          said.text == each.value) {
        found.add(rule::enumeration_value_used_at_once);
      }
    }
  }

  const lint_policy& policy_;
  bool whole_ = false;
  std::uint64_t own_ = 0;  ///< the table that this script has made last: most ops are about that
  std::uint64_t own_schema_ = 0;
  pool<added_value> added_{};  ///< in this transaction
  detail::course so_far_{};
};

}  // namespace sterna
