// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

#include <string>
#include <string_view>

// All that a script says, as a text that can be compared.

namespace autogenerate_tests {

class record_text {
 public:
  [[nodiscard]] static std::string of(const sterna::script& ops) {
    record_text made(ops);
    for (const sterna::operation& op : ops.operations) made.write(op);
    return made.text_;
  }

 private:
  explicit record_text(const sterna::script& in) : in_{in} {}

  template <class T>
  void say(std::string_view what, const T& value) {
    text_ += ' ';
    text_ += what;
    text_ += '=';
    if constexpr (std::is_convertible_v<T, std::string_view>) {
      text_ += '<';
      text_ += std::string_view(value);
      text_ += '>';
    } else if constexpr (std::is_same_v<T, sterna::name>) {
      text_ += '\'';
      text_ += value.view();
      text_ += '\'';
    } else {
      text_ += std::to_string(static_cast<long long>(value));
    }
  }
  void write(std::string_view what, sterna::slice which) {
    if (which.count == 0) return;
    text_ += ' ';
    text_ += what;
    text_ += "=(";
    for (const sterna::element& each : in_.elements(which)) {
      say("c", each.column);
      say("e", each.expression);
      say("o", each.order);
      say("n", each.nulls);
      say("ops", each.operator_class);
      say("collation", each.collation);
    }
    text_ += ')';
  }
  void write_settings(sterna::slice which) {
    for (const sterna::setting& each : in_.settings(which)) {
      text_ += "\n    setting";
      say("what", each.what);
      say("unset", each.unset);
      say("text", each.text);
      say("value", each.value);
      say("detail", each.detail);
    }
  }
  void write(const sterna::data_type& of) {
    say("type", of.base);
    say("d", of.dimensions);
    for (int i = 0; i < of.argument_count; ++i) say("a", of.arguments[i]);
    say("id", of.id);
    say("in", of.in);
    say("collation", of.collation);
  }
  void write(const sterna::constraint_record& of) {
    text_ += "\n    constraint";
    say("what", of.what);
    say("id", of.id);
    write("columns", of.columns);
    write("referred", of.referred_columns);
    write("include", of.include);
    write("set", of.set_columns);
    say("schema", of.referred_schema);
    say("table", of.referred_table);
    say("expression", of.expression);
    say("method", of.method);
    say("index", of.index);
    say("delete", of.on_delete);
    say("update", of.on_update);
    say("options", of.options);
    say("not_valid", of.not_valid);
  }
  void write(const sterna::column_record& of) {
    text_ += "\n  column";
    say("id", of.id);
    if (of.has_type) write(of.type);
    say("primary", of.primary_key);
    say("unique", of.unique);
    say("null", of.null);
    say("identity", of.identity);
    say("default", of.server_default.what);
    say("text", of.server_default.text);
    say("integer", of.server_default.integer);
    say("generated", of.generated);
    say("has_comment", of.has_comment);
    say("comment", of.comment);
    say("using", of.using_expression);
    write_settings(of.settings);
    for (const sterna::constraint_record& each : in_.constraints(of.constraints)) write(each);
  }
  void write(const sterna::operation& op) {
    text_ += sterna::verb_of(op).word;
    say("schema", op.schema);
    say("table", op.table);
    if (op.columns.count == 0 || op.what == sterna::op_kind::expand_column) say("object", op.object);
    say("new_name", op.new_name);
    write("keys", op.keys);
    write("include", op.include);
    write("values", op.values);
    say("before", op.before);
    say("method", op.method);
    say("where", op.where);
    say("sql", op.sql);
    say("reverse", op.reverse_sql);
    say("safe", op.safe);
    say("declares", op.declares);
    say("batch", op.batch);
    say("pause", op.pause);
    const bool outside = op.outside_transaction || op.what == sterna::op_kind::set_not_null;  // whoever says it
    say("flags", op.unique + 2 * op.concurrently + 4 * op.if_exists + 8 * op.if_not_exists + 16 * op.cascade +
                     32 * op.keep_old + 64 * outside + 128 * op.says_effect + 256 * op.declared +
                     512 * op.nulls_not_distinct + 1024 * op.only + 2048 * op.nulls_distinct);
    say("is", op.object_is);
    write_settings(op.settings);
    for (const sterna::column_record& each : in_.columns(op.columns)) write(each);
    for (const sterna::constraint_record& each : in_.constraints(op.constraints)) write(each);
    text_ += '\n';
  }

  const sterna::script& in_;
  std::string text_{};
};

}  // namespace autogenerate_tests
