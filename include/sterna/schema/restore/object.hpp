// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/restore/describe.hpp"

#include <cstdint>

// Ops that make an object again that is of no table: an enumeration, a view, a name and a text.

namespace sterna::detail {

constexpr void add_enumeration_op(const catalog& in, const object& of, script_builder& out) {
  const slice values = in.state.values(of);
  operation made;
  made.what = op_kind::create_enumeration;
  made.schema = of.schema;
  made.object = of.id;
  made.values = {static_cast<std::uint32_t>(out.elements().size()), values.count};
  for (const element& each : in.state.elements(values)) {
    out.add_element() = each;
  }
  out.add_copy(made);
}

/// An op that makes an object that is a name and a text.
constexpr void add_text_op(const catalog& in, const object& of, script_builder& out) {
  const text_record& texts = in.state.text_object(of);
  operation& op = out.add(op_kind::create_object);
  op.object_is = of.kind;
  op.schema = of.schema;
  op.object = of.id;
  if (of.parent != object::none) {
    op.schema = in.state.at(of.parent).schema;
    op.table = in.state.at(of.parent).id;
  }
  op.method = texts.method;
  op.where = texts.where;
  op.sql = texts.text;
}

constexpr void add_view_op(const catalog& in, const object& of, script_builder& out) {
  const view_record& it = in.state.view(of);
  const slice columns = it.columns.count == 0 ? slice{} : describe_list(in, it.columns, out);
  const slice settings = it.settings.count == 0 ? slice{} : describe_settings(in.state.settings(it.settings), out);
  operation& op = out.add(op_kind::create_view);
  op.object_is = of.kind == object_kind::materialized_view ? of.kind : op.object_is;
  op.schema = of.schema;
  op.object = of.id;
  op.sql = it.text;
  op.keys = columns;
  op.settings = settings;
  op.where = it.check;
  op.only = it.recursive;
}

}  // namespace sterna::detail
