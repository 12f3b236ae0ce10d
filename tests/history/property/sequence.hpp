// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/sterna.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Ops as run-time records that can be taken apart again, which shrinking needs.

namespace property {

using sterna::element;
using sterna::name;
using sterna::op_kind;

/// A text that lives as long as the program: records only point at theirs.
[[nodiscard]] inline std::string_view kept(std::string_view text) {
  static std::set<std::string, std::less<>> all;
  return *all.emplace(text).first;
}
[[nodiscard]] inline name name_of(std::string_view text) {
  const std::string_view kept_text = kept(text);
  return name::viewing(kept_text.data(), static_cast<std::uint32_t>(kept_text.size()), sterna::hash_of(kept_text));
}

struct constraint_spec {
  sterna::constraint_record record{};
  std::vector<element> columns{};
  std::vector<element> referred{};
};
struct column_spec {
  sterna::column_record record{};
  std::vector<constraint_spec> constraints{};
};
struct op_spec {
  sterna::operation record{};
  std::vector<column_spec> columns{};
  std::vector<constraint_spec> constraints{};
  std::vector<element> keys{};
  std::vector<element> include{};
  std::vector<element> values{};
};
using sequence = std::vector<op_spec>;

[[nodiscard]] inline element column_element(name id) {
  element made;
  made.column = id;
  return made;
}
[[nodiscard]] inline element text_element(std::string_view text) {
  element made;
  made.expression = kept(text);
  return made;
}

inline sterna::slice lower(const std::vector<element>& list, sterna::script_builder& out) {
  const sterna::slice made{static_cast<std::uint32_t>(out.elements().size()), static_cast<std::uint32_t>(list.size())};
  for (const element& each : list) {
    out.add_element() = each;
  }
  return made;
}
inline sterna::slice lower(const std::vector<constraint_spec>& list, sterna::script_builder& out) {
  const sterna::slice made{static_cast<std::uint32_t>(out.constraints().size()),
                           static_cast<std::uint32_t>(list.size())};
  for (const constraint_spec& each : list) {
    sterna::constraint_record record = each.record;
    record.columns = lower(each.columns, out);
    record.referred_columns = lower(each.referred, out);
    out.add_constraint() = record;
  }
  return made;
}
/// The records of one op.
[[nodiscard]] inline sterna::script_builder lowered(const op_spec& of) {
  sterna::script_builder out;
  sterna::operation record = of.record;
  record.constraints = lower(of.constraints, out);
  std::vector<sterna::column_record> columns;
  for (const column_spec& each : of.columns) {
    columns.push_back(each.record);
    columns.back().constraints = lower(each.constraints, out);
  }
  record.columns = {0, static_cast<std::uint32_t>(columns.size())};
  for (const sterna::column_record& each : columns) {
    out.add_column() = each;
  }
  record.keys = lower(of.keys, out);
  record.include = lower(of.include, out);
  record.values = lower(of.values, out);
  record.position = 1;
  out.add_copy(record);
  return out;
}

/// The statements of a script.
[[nodiscard]] inline std::vector<std::string> statements_of(const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render(ops, out);
  std::vector<std::string> made;
  for (const auto& each : out.statements()) {
    made.emplace_back(out.text_of(each));
  }
  return made;
}

/// Everything that is a little smaller than this op, for shrinking.
[[nodiscard]] inline std::vector<op_spec> smaller(const op_spec& of) {
  std::vector<op_spec> made;
  const auto with = [&](auto change) {
    op_spec copy = of;
    change(copy);
    made.push_back(std::move(copy));
  };
  for (std::size_t i = 0; i < of.constraints.size() && of.record.what == op_kind::create_table; ++i) {
    with([&](op_spec& copy) { copy.constraints.erase(copy.constraints.begin() + static_cast<std::ptrdiff_t>(i)); });
  }
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    if (of.record.what == op_kind::create_table) {
      with([&](op_spec& copy) { copy.columns.erase(copy.columns.begin() + static_cast<std::ptrdiff_t>(i)); });
    }
    for (std::size_t j = 0; j < of.columns[i].constraints.size(); ++j) {
      with([&](op_spec& copy) {
        auto& list = copy.columns[i].constraints;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(j));
      });
    }
    const auto reset = [&](auto member) {
      if (!(of.columns[i].record.*member == sterna::column_record{}.*member)) {
        with([&](op_spec& copy) { copy.columns[i].record.*member = sterna::column_record{}.*member; });
      }
    };
    reset(&sterna::column_record::primary_key);
    reset(&sterna::column_record::unique);
    reset(&sterna::column_record::has_comment);
    reset(&sterna::column_record::null);
    reset(&sterna::column_record::identity);
    reset(&sterna::column_record::server_default);
    reset(&sterna::column_record::generated);
    if (of.record.what == op_kind::alter_column) {
      reset(&sterna::column_record::has_type);
    } else if (of.columns[i].record.type.base != sterna::base_type::integer) {
      with([&](op_spec& copy) { copy.columns[i].record.type = sterna::dsl::integer; });
    }
  }
  const auto drop_flag = [&](auto member) {
    if (of.record.*member) {
      with([&](op_spec& copy) { copy.record.*member = false; });
    }
  };
  drop_flag(&sterna::operation::if_exists);
  drop_flag(&sterna::operation::if_not_exists);
  drop_flag(&sterna::operation::cascade);
  drop_flag(&sterna::operation::unique);
  drop_flag(&sterna::operation::keep_old);
  if (!of.record.where.empty()) {
    with([](op_spec& copy) { copy.record.where = {}; });
  }
  for (std::size_t i = 0; i < of.keys.size() && of.keys.size() > 1; ++i) {
    with([&](op_spec& copy) { copy.keys.erase(copy.keys.begin() + static_cast<std::ptrdiff_t>(i)); });
  }
  if (!of.include.empty()) {
    with([](op_spec& copy) { copy.include.clear(); });
  }
  return made;
}

}  // namespace property
