// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"

#include <vector>

namespace sterna::detail {

/// Appends a copy of an op, with all its records.
inline operation& copy_operation(const operation& of, const script& from, script_builder& to) {
  const auto elements = [&](slice which) {
    const slice made{to.elements().count, which.count};
    for (const element& each : from.elements(which)) to.add_element() = each;
    return made;
  };
  const auto constraints = [&](slice which) {
    std::vector<constraint_record> copies;
    for (constraint_record each : from.constraints(which)) {
      each.columns = elements(each.columns);
      each.referred_columns = elements(each.referred_columns);
      each.include = elements(each.include);
      each.set_columns = elements(each.set_columns);
      copies.push_back(each);
    }
    const slice made{to.constraints().count, which.count};
    for (const constraint_record& each : copies) to.add_constraint() = each;
    return made;
  };
  const auto settings = [&](slice which) {
    const slice made{to.settings().count, which.count};
    for (const setting& each : from.settings(which)) to.add_setting() = each;
    return made;
  };
  operation made = of;
  made.settings = settings(of.settings);
  made.constraints = constraints(of.constraints);
  std::vector<column_record> columns;
  for (column_record each : from.columns(of.columns)) {
    each.constraints = constraints(each.constraints);
    each.settings = settings(each.settings);
    columns.push_back(each);
  }
  made.columns = {to.columns().count, of.columns.count};
  for (const column_record& each : columns) to.add_column() = each;
  made.keys = elements(of.keys);
  made.include = elements(of.include);
  made.values = elements(of.values);
  made.position = static_cast<int>(to.operations().count) + 1;
  return to.add_copy(made);
}

}  // namespace sterna::detail
