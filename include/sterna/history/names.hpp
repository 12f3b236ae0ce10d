// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/fault.hpp"
#include "sterna/record/script.hpp"
#include "sterna/schema/name.hpp"

#include <string_view>

namespace sterna {
namespace detail {

[[nodiscard]] constexpr fault flaw_of_name(const name& id) noexcept {
  if (id.view().size() > longest_name) {
    return fault::name_too_long;
  }
  return id.has_zero() ? fault::zero_in_name : fault::none;
}

/// Finds the first name in a script that PostgreSQL could not keep.
[[nodiscard]] constexpr verdict check_names(const script& of, bool in_downgrade) {
  verdict found;
  const auto bad = [&](const name& id, bool compulsory, int number) {
    fault flaw = flaw_of_name(id);
    if (flaw == fault::none && compulsory && id.empty()) {
      flaw = fault::empty_name;
    }
    if (flaw == fault::none) {
      return false;
    }
    found.what = flaw;
    found.operation = number;
    found.in_downgrade = in_downgrade;
    found.subject = id.view();
    return true;
  };
  int number = 0;
  for (const operation& op : of.operations) {
    ++number;
    const needs compulsory = op.what->compulsory;
    if (includes(compulsory, needs::sql) && op.sql.empty()) {
      found.what = fault::empty_sql;
      found.operation = number;
      found.in_downgrade = in_downgrade;
      return found;
    }
    if (bad(op.schema, false, number) || bad(op.table, includes(compulsory, needs::table), number) ||
        bad(op.object, includes(compulsory, needs::object), number) ||
        bad(op.new_name, includes(compulsory, needs::new_name), number)) {
      return found;
    }
    for (const element& key : of.elements(op.keys)) {
      if (bad(key.column, key.expression.empty(), number)) {
        return found;
      }
    }
    for (const element& carried : of.elements(op.include)) {
      if (bad(carried.column, true, number)) {
        return found;
      }
    }
    const auto bad_constraints = [&](slice constraints) {
      for (const constraint_record& constraint : of.constraints(constraints)) {
        if (bad(constraint.id, false, number) || bad(constraint.referred_schema, false, number) ||
            bad(constraint.referred_table, constraint.what == constraint_kind::foreign_key, number)) {
          return true;
        }
        for (const element& member : of.elements(constraint.columns)) {
          if (bad(member.column, true, number)) {
            return true;
          }
        }
        for (const element& member : of.elements(constraint.referred_columns)) {
          if (bad(member.column, true, number)) {
            return true;
          }
        }
      }
      return false;
    };
    for (const column_record& column : of.columns(op.columns)) {
      if (bad(column.id, true, number) || bad(column.type.id, false, number) ||
          bad(column.type.schema, false, number) || bad_constraints(column.constraints)) {
        return found;
      }
    }
    if (bad_constraints(op.constraints)) {
      return found;
    }
  }
  return found;
}

}  // namespace detail

}  // namespace sterna
