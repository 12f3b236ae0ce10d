// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/replay.hpp"
#include "sterna/models/models.hpp"
#include "sterna/models/order.hpp"

#include <string_view>

namespace sterna {
namespace detail {

/// Whether an op says what there is to be. Which others there are is told here, so that a new op that makes something
/// is a model by itself.
[[nodiscard]] constexpr bool is_model(const operation& op) noexcept {
  switch (op.what) {
    case op_kind::alter_column:
    case op_kind::alter_constraint:
    case op_kind::analyze_table:
    case op_kind::assume:
    case op_kind::backfill:
    case op_kind::bulk_insert:
    case op_kind::contract_column:
    case op_kind::expand_column:
    case op_kind::reindex_index:
    case op_kind::reindex_table:
    case op_kind::replace_enumeration_values:
    case op_kind::run:
    case op_kind::set_not_null:
    case op_kind::set_schema:
    case op_kind::truncate_table:
    case op_kind::validate_constraint:
      return false;
    default:
      return !verb_of(op).word.starts_with("drop_") && !verb_of(op).word.starts_with("rename_");
  }
}
[[nodiscard]] constexpr bool is_missing(fault what) noexcept {
  return what >= fault::missing_schema && what <= fault::missing_value;
}

/// The models as ops, with what is wrong with their names.
constexpr bool read_models(const models_view& models, script_builder& to, catalog& in) {
  const name_flaw flaw = decode(models.tokens, to);
  const auto refuse = [&in](const operation& op) {
    in.found.in_models = true;
    in.found.word = verb_of(op).word;
    in.found.table = op.table.view();
    return false;
  };
  if (flaw.what != fault::none) {
    in.fail(flaw.what, flaw.subject);
    return refuse(to.operations().items[flaw.operation]);
  }
  if (std::uint32_t at = 0; models.naming != nullptr && !name_all(*models.naming, to, in, at)) {
    return refuse(to.operations().items[at]);
  }
  for (const operation& op : to.operations()) {
    if (!is_model(op)) {
      in.fail(fault::no_model, {});
      return refuse(op);
    }
    if (!says_enough(op, verb_of(op).compulsory, in)) {
      return refuse(op);
    }
  }
  return true;
}

/// Whether models say who may do what: a word of that is enough, and then all of it is theirs to say.
[[nodiscard]] constexpr bool says_privileges(script_builder& models) noexcept {
  for (const operation& op : models.operations()) {
    if (op.what == op_kind::grant || op.what == op_kind::revoke) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool says_privileges(const models_view& models) {
  script_builder all;
  static_cast<void>(decode(models.tokens, all));  // that they are sound is seen elsewhere
  return says_privileges(all);
}

/// Makes in an empty schema what ops say that stand in any order; false with the fault set where PostgreSQL would
/// refuse it.
constexpr bool world_of(script_builder& all, catalog& in) {
  in.says_privileges = in.says_privileges || says_privileges(all);
  pool<std::uint32_t> left = ordered(all);
  const script ops = all.view();
  for (std::uint32_t before = left.count + 1; left.count > 0 && left.count < before;) {
    before = left.count;
    pool<std::uint32_t> again;
    verdict first{};
    for (std::uint32_t i = 0; i < before; ++i) {
      const operation& op = all.operations().items[left.items[i]];
      if (again.count > 0 && turn_of(op) == grants_turn) {  // ON ALL TABLES is on those too that come late
        again.push(left.items[i]);
        continue;
      }
      const catalog::mark mark = in.here();
      if (verbs[static_cast<unsigned>(op.what)]->effect(op, ops, in) && in.found.what == fault::none) {
        continue;
      }
      in.found.in_models = true;
      in.found.word = verb_of(op).word;
      in.found.table = op.table.view();
      if (!is_missing(in.found.what)) {
        return false;
      }
      first = first ? first : in.found;
      in.found = {};
      in.return_to(mark);
      again.push(left.items[i]);
    }
    left.swap(again);
    if (left.count == before) {
      in.found = first;
      return false;
    }
  }
  return true;
}
/// Makes what the models say.
constexpr bool world_of(const models_view& models, catalog& in) {
  script_builder all;
  in.state.reserve(models.tokens.count / 2);
  return read_models(models, all, in) && world_of(all, in);
}

}  // namespace detail

/// The first fault of models: what PostgreSQL would refuse, in whatever order they are made.
[[nodiscard]] constexpr verdict check(const models_view& models) {
  catalog made;
  detail::world_of(models, made);
  return made.found;
}

}  // namespace sterna
