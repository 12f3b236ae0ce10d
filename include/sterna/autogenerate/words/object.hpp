// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/literal.hpp"
#include "sterna/op/ops.hpp"

#include <string>
#include <string_view>

// Objects that are a name and a text, as C++.

namespace sterna::detail {

/// `create_function("f(integer)", "RETURNS ...")`, `drop_trigger("tr", "t")`: without what most words have behind them.
[[nodiscard]] inline std::string object_words(const operation& op) {
  const bool dropped = op.what == op_kind::drop_object;
  std::string made = std::string(word_of(op)) + "(";
  std::string between;
  const auto say = [&](std::string_view text, bool always = true) {
    if (always || !text.empty()) made += between + text_literal(text);
    between = ", ";
  };
  switch (op.object_is) {
    case object_kind::function:
    case object_kind::procedure:
    case object_kind::aggregate:
    case object_kind::user_operator: say(std::string(op.object.view()) + std::string(op.method)); break;
    case object_kind::cast: say(op.method); break;
    case object_kind::trigger:
    case object_kind::constraint_trigger:
    case object_kind::rule:
      say(op.object.view());
      say(op.table.view());
      if (!dropped) say(op.where);
      break;
    case object_kind::policy:
      say(op.object.view());
      say(op.table.view());
      break;
    case object_kind::statistics:
      say(op.object.view());
      if (!dropped) say(op.table.view());
      break;
    case object_kind::operator_class:
      say(op.object.view());
      say(op.method);
      if (!dropped) say(op.where);
      break;
    case object_kind::operator_family:
    case object_kind::user_mapping:
      say(op.object.view());
      say(op.method);
      break;
    default: say(op.object.view()); break;
  }
  const bool needed = text_kind_of(op.object_is).needs_text || op.object_is == object_kind::composite_type ||
                      op.what == op_kind::replace_object;
  if (!dropped && op.object_is != object_kind::operator_family) say(op.sql, needed);
  return made + (op.object_is == object_kind::language && !op.where.empty() ? ").trusted()" : ")");
}

}  // namespace sterna::detail
