// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/column.hpp"
#include "sterna/autogenerate/words/object.hpp"
#include "sterna/error.hpp"
#include "sterna/op/ops.hpp"

#include <string>
#include <string_view>
#include <vector>

// Ops as C++: one function for each that has more to say than names.

namespace sterna::detail {

/// What an op is written with.
struct op_words {
  const operation& op;
  const script& in;
  int indent = 0;         ///< of the line on which the op begins
  bool as_model = false;  ///< as a thing that is there: `table(...)` for `create_table(...)`

  [[nodiscard]] std::string name_of(const name& id) const { return literal_of(id.view()); }
  /// `word("a", "b"`, without the closing bracket.
  [[nodiscard]] std::string begin(std::initializer_list<name> names) const {
    std::string_view word = word_of(op);
    if (as_model && has_noun()) word.remove_prefix(7);
    return std::string(word) + "(" + joined(names, [this](const name& id) { return name_of(id); });
  }
  /// Whether there is a word for the thing, besides the one that makes it.
  [[nodiscard]] bool has_noun() const {
    switch (op.what) {
      case op_kind::create_table: return setting_among(in.settings(op.settings), setting_kind::partition_of) == nullptr;
      case op_kind::create_view: return op.object_is != object_kind::materialized_view;
      case op_kind::create_schema:
      case op_kind::create_sequence:
      case op_kind::create_enumeration:
      case op_kind::create_index: return true;
      default: return false;
    }
  }
  /// What the words of most ops have behind them.
  [[nodiscard]] std::string members() const {
    std::string made;
    if (!op.schema.empty()) made += ".schema(" + name_of(op.schema) + ")";
    made += op.if_exists ? ".if_exists()" : "";
    made += op.if_not_exists ? ".if_not_exists()" : "";
    return made + (op.cascade ? ".cascade()" : "");
  }
};

[[nodiscard]] inline std::string create_table_words(const op_words& with) {
  const operation& op = with.op;
  const std::string between = ",\n" + std::string(static_cast<std::size_t>(with.indent) + 4, ' ');
  const list<setting> settings = with.in.settings(op.settings);
  const setting* const parent = setting_among(settings, setting_kind::partition_of);
  std::string made = with.begin({op.table});
  std::string more = with.members();
  if (parent != nullptr) {
    const setting* const bounds = setting_among(settings, setting_kind::bounds);
    made = "create_partition(" + with.name_of(op.table) + ", " + literal_of(parent->text) + ", " +
           (bounds == nullptr || bounds->text.empty() ? "default_partition" : text_literal(bounds->text));
    if (!parent->detail.empty()) more += ".table_schema(" + literal_of(parent->detail) + ")";
  }
  for (const column_record& each : with.in.columns(op.columns)) made += between + column_words(each, with.in);
  for (const constraint_record& each : with.in.constraints(op.constraints)) {
    made += between + constraint_words(each, with.in, false);
  }
  made += settings_words(settings, between, [](const setting& each) {
    return each.what == setting_kind::partition_of || each.what == setting_kind::bounds;
  });
  if (!op.sql.empty()) made += between + "comment(" + text_literal(op.sql) + ")";
  return made + ")" + more;
}

[[nodiscard]] inline std::string alter_column_words(const op_words& with) {
  const column_record& of = with.in.columns(with.op.columns)[0];
  std::string made = with.begin({with.op.table, of.id});
  if (of.has_type) {
    const bool raw = of.type.base == base_type::raw && of.type.dimensions == 0 && of.type.collation.empty();
    made += ", " + (raw ? type_words_of(of.type) : "type(" + type_words_of(of.type) + ")");
    if (!of.using_expression.empty()) made += ".using_(" + text_literal(of.using_expression) + ")";
  }
  if (of.null != nullability::unspecified) made += of.null == nullability::not_null ? ", not_null" : ", nullable";
  if (of.server_default.what == default_value::form::drop) {
    made += ", drop_default";
  } else if (of.server_default.what != default_value::form::none) {
    made += ", server_default(" + value_words(of.server_default) + ")";
  }
  const list<setting> settings = with.in.settings(of.settings);
  const bool change = setting_among(settings, setting_kind::change_identity) != nullptr;
  if (change || of.identity >= identity_kind::by_default) {
    made += change ? ", alter_identity" : ", identity";
    if (of.identity == identity_kind::always) made += ".always()";
    if (change && of.identity == identity_kind::by_default) made += ".by_default()";
    made += identity_members(settings);
  } else if (of.identity == identity_kind::none) {
    made += ", drop_identity";
  }
  made += storage_words(settings);
  if (of.has_comment) made += ", comment(" + text_literal(of.comment) + ")";
  return made + ")" + with.members();
}

[[nodiscard]] inline std::string create_index_words(const op_words& with) {
  const operation& op = with.op;
  const std::string id = op.keep_old ? "f(" + with.name_of(op.object) + ")" : with.name_of(op.object);
  std::string made = with.begin({}) + id + ", " + with.name_of(op.table) + ", {" +
                     joined(with.in.elements(op.keys), index_key_words) + "})";
  if (op.unique) made += ".unique()";
  if (!op.method.empty()) made += ".using_(" + literal_of(op.method) + ")";
  if (op.include.count > 0) made += ".include(" + name_list(with.in.elements(op.include)) + ")";
  if (!op.where.empty()) made += ".where(" + text_literal(op.where) + ")";
  if (op.nulls_not_distinct) made += ".nulls_not_distinct()";
  if (op.nulls_distinct) made += ".nulls_distinct()";
  if (op.only) made += ".only()";
  made += index_members(with.in.settings(op.settings));
  return made + with.members() + (op.concurrently ? ".concurrently()" : "");
}

[[nodiscard]] inline std::string add_constraint_words(const op_words& with) {
  const constraint_record& of = with.in.constraints(with.op.constraints)[0];
  std::string made = with.begin({}) + constraint_name_words(of) + ", " + with.name_of(with.op.table) + ", ";
  if (of.what == constraint_kind::check) {
    made += text_literal(of.expression);
  } else if (of.what == constraint_kind::exclude) {
    made += exclusion_list(of, with.in);
  } else {
    made += name_list(with.in.elements(of.columns));
  }
  if (of.what == constraint_kind::foreign_key) {
    made += ", " + literal_of(of.referred_table.view()) + ", " + name_list(with.in.elements(of.referred_columns)) +
            reference_options(of, with.in);
  }
  made += ")";
  if (of.what == constraint_kind::exclude) made += exclusion_members(of);
  made += constraint_members(of, with.in);
  if (!of.index.empty()) made += ".using_index(" + literal_of(of.index.view()) + ")";
  return made + with.members() + (of.not_valid ? ".not_valid()" : "");
}

[[nodiscard]] inline std::string backfill_words(const op_words& with) {
  const operation& op = with.op;
  const column_record& of = with.in.columns(op.columns)[0];
  std::string made = with.begin({op.table, of.id}) + ", " + value_words(of.server_default) + ")";
  if (!op.where.empty()) made += ".where(" + text_literal(op.where) + ")";
  if (op.keys.count > 0) made += ".key(" + name_list(with.in.elements(op.keys)) + ")";
  if (op.batch != 5000) made += ".batch(" + std::to_string(op.batch) + ")";
  if (op.pause != 20) made += ".pause(" + std::to_string(op.pause) + ")";
  return made + with.members();
}

[[nodiscard]] inline std::string enumeration_words(const op_words& with) {
  const operation& op = with.op;
  const list<element> values = with.in.elements(op.values);
  const auto value = [](const element& each) { return text_literal(each.expression); };
  std::string made = with.begin({op.object}) + ", ";
  if (op.what == op_kind::create_enumeration) {
    made += "{" + joined(values, value) + "})";
  } else if (op.what == op_kind::replace_enumeration_values) {
    made += "{" + joined(values, value) + "})";
    const list<element> pairs = with.in.elements(op.keys);
    for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
      made += ".map(" + value(pairs[i]) + ", " + value(pairs[i + 1]) + ")";
    }
  } else if (op.what == op_kind::add_enumeration_value) {
    made += value(values[0]) + ")";
    if (!op.before.empty()) made += ".before(" + with.name_of(op.before) + ")";
    if (!op.new_name.empty()) made += ".after(" + with.name_of(op.new_name) + ")";
    if (op.outside_transaction) made += ".outside_transaction()";
  } else {
    made += value(values[0]) + ", " + with.name_of(op.new_name) + ")";
  }
  return made + with.members();
}

[[nodiscard]] inline std::string expand_column_words(const op_words& with) {
  const operation& op = with.op;
  std::string made =
      with.begin({op.table, op.object}) + ", " + column_words(with.in.columns(op.columns)[0], with.in) + ")";
  if (!op.sql.empty()) made += ".forward(" + text_literal(op.sql) + ")";
  if (!op.reverse_sql.empty()) made += ".backward(" + text_literal(op.reverse_sql) + ")";
  return made + with.members();
}

/// A name, and options behind it.
[[nodiscard]] inline std::string option_words(const op_words& with, const name& id) {
  return with.begin({id}) + settings_words(with.in.settings(with.op.settings), ", ") + ")" + with.members();
}

/// `attach_partition("p", "t", "FROM (1) TO (10)")`, `detach_partition("p", "t")`.
[[nodiscard]] inline std::string partition_words(const op_words& with) {
  const list<setting> settings = with.in.settings(with.op.settings);
  const setting& parent = *setting_among(settings, setting_kind::partition_of);
  const setting* const bounds = setting_among(settings, setting_kind::bounds);
  std::string made = with.begin({with.op.table}) + ", " + literal_of(parent.text);
  if (with.op.what == op_kind::attach_partition) {
    made += ", " + (bounds == nullptr || bounds->text.empty() ? std::string("default_partition")
                                                              : text_literal(bounds->text));
  }
  made += ")" + with.members();
  if (!parent.detail.empty()) made += ".table_schema(" + literal_of(parent.detail) + ")";
  return made + (with.op.concurrently ? ".concurrently()" : "");
}

/// The object that a comment, a new name, a schema, an owner is for; `f(integer)` for a function.
[[nodiscard]] inline std::string target_words(const op_words& with, std::string_view more) {
  const operation& op = with.op;
  std::string made;
  if (op.object_is == object_kind::table) {
    made = with.begin({op.table});
  } else if (op.object_is == object_kind::column) {
    made = with.begin({op.table, op.object});
  } else if (op.object_is == object_kind::constraint || is_of_table(op.object_is)) {
    made = with.begin({op.object, op.table});
  } else if (op.object_is == object_kind::operator_class || op.object_is == object_kind::operator_family) {
    made = with.begin({op.object}) + ", " + literal_of(op.method);
  } else {
    sql_writer whole;
    write_text_name(op.object_is, op.object.view(), op.method, whole);
    made = std::string(word_of(op)) + "(" + literal_of(whole.text());
  }
  return made + ", " + std::string(more) + ")" + with.members();
}

/// `grant("SELECT", on_table("t"), {"reader"})`.
[[nodiscard]] inline std::string grant_words(const op_words& with) {
  const operation& op = with.op;
  const bool coming = op.sql == by_default;
  const std::string kind(op.object_is == object_kind::enumeration            ? "type"
                         : op.object_is == object_kind::foreign_data_wrapper ? "foreign_data_wrapper"
                                                                             : catalog::word_for(op.object_is));
  sql_writer whole;
  write_text_name(op.object_is, (op.object_is == object_kind::table ? op.table : op.object).view(), op.method, whole);
  std::string made = std::string(op.what == op_kind::grant ? "grant(" : "revoke(") + text_literal(op.where) + ", on_" +
                     (coming                      ? kind + "s"
                      : op.sql == all_in_schema ? "all_" + kind + "s(" + with.name_of(op.object) + ")"
                                                : kind + "(" + literal_of(whole.text()) + ")") +
                     ", " + name_list(with.in.elements(op.keys)) + ")";
  if (!coming) made += with.members();
  if (op.only) made += op.what == op_kind::grant ? ".with_grant_option()" : ".grant_option_only()";
  if (!coming) return made;
  made = "alter_default_privileges(" + made + (op.cascade ? ".cascade())" : ")");
  if (!op.object.empty()) made += ".in_schema(" + with.name_of(op.object) + ")";
  return made + (op.new_name.empty() ? "" : ".for_role(" + with.name_of(op.new_name) + ")");
}

/// `create_view("v", "SELECT 1").columns({"a"}).with("security_barrier", true).check_option()`.
[[nodiscard]] inline std::string view_words(const op_words& with) {
  const operation& op = with.op;
  std::string made = with.begin({op.object}) + ", " + text_literal(op.sql) + ")";
  if (op.keys.count > 0) made += ".columns(" + name_list(with.in.elements(op.keys)) + ")";
  const auto left_out = [](const setting& each) { return each.what == setting_kind::temporary; };
  made += settings_words(with.in.settings(op.settings), ".", left_out);
  if (!op.where.empty()) made += op.where == "LOCAL" ? ".local_check_option()" : ".check_option()";
  if (op.only) made += ".recursive()";
  for (const setting& each : with.in.settings(op.settings)) {
    if (each.what == setting_kind::temporary) made += ".temporary()";
  }
  return made + with.members();
}

/// `bulk_insert("t", {"id"}, row(1), row(2))`.
[[nodiscard]] inline std::string bulk_insert_words(const op_words& with) {
  const operation& op = with.op;
  const list<setting> values = with.in.settings(op.settings);
  const std::string between = ",\n" + std::string(static_cast<std::size_t>(with.indent) + 4, ' ');
  std::string made = with.begin({op.table}) + ", " + name_list(with.in.elements(op.keys));
  for (std::uint32_t i = 0; i < values.count; ++i) {
    made += i % op.keys.count == 0 ? between + "row(" : std::string(", ");
    made += values[i].what == setting_kind::value_null ? "nullptr" : value_words(value_of(values[i]));
    made += i % op.keys.count == op.keys.count - 1 ? ")" : "";
  }
  return made + ")" + with.members() + (op.keep_old ? ".keep_rows()" : "");
}

/// `truncate_table({"t", "u"}).restart_identity()`.
[[nodiscard]] inline std::string truncate_table_words(const op_words& with) {
  const operation& op = with.op;
  std::string made = with.name_of(op.table);
  for (const element& each : with.in.elements(op.keys)) made += ", " + with.name_of(each.column);
  return with.begin({}) + (op.keys.count > 0 ? "{" + made + "})" : made + ")") + with.members() +
         (op.only ? ".only()" : "") + (op.settings.count > 0 ? ".restart_identity()" : "");
}

/// One op, without what is declared behind it.
[[nodiscard]] inline std::string words_of_one(const op_words& with) {
  const operation& op = with.op;
  switch (op.what) {
    case op_kind::create_table: return create_table_words(with);
    case op_kind::alter_column: return alter_column_words(with);
    case op_kind::create_index: return create_index_words(with);
    case op_kind::create_exclude_constraint:
    case op_kind::create_primary_key:
    case op_kind::create_unique_constraint:
    case op_kind::create_foreign_key:
    case op_kind::create_check_constraint: return add_constraint_words(with);
    case op_kind::backfill: return backfill_words(with);
    case op_kind::create_enumeration:
    case op_kind::add_enumeration_value:
    case op_kind::replace_enumeration_values:
    case op_kind::rename_enumeration_value: return enumeration_words(with);
    case op_kind::expand_column: return expand_column_words(with);
    case op_kind::add_column:
      return with.begin({op.table}) + ", " + column_words(with.in.columns(op.columns)[0], with.in) + ")" +
             with.members();
    case op_kind::create_table_comment:
      return op.sql.empty() ? "drop_table_comment(" + with.name_of(op.table) + ")" + with.members()
                            : with.begin({op.table}) + ", " + text_literal(op.sql) + ")" + with.members();
    case op_kind::create_view: return view_words(with);
    case op_kind::drop_index: {
      std::string made = op.table.empty() ? with.begin({op.object}) : with.begin({op.object, op.table});
      return made + ")" + with.members() + (op.concurrently ? ".concurrently()" : "");
    }
    case op_kind::reindex_index:
    case op_kind::reindex_table:
      return with.begin({op.table.empty() ? op.object : op.table}) + ")" + with.members() +
             (op.concurrently ? ".concurrently()" : "");
    case op_kind::analyze_table:
      return with.begin({op.table}) + (op.keys.count > 0 ? ", " + name_list(with.in.elements(op.keys)) : "") + ")" +
             with.members();
    case op_kind::truncate_table: return truncate_table_words(with);
    case op_kind::drop_table: return with.begin({op.table}) + ")" + with.members();
    case op_kind::rename_table:
      return with.begin({op.table, op.new_name}) + ")" + with.members() + (op.keep_old ? ".keep_view()" : "");
    case op_kind::rename_column: return with.begin({op.table, op.object, op.new_name}) + ")" + with.members();
    case op_kind::contract_column:
      return with.begin({op.table, op.object, op.new_name}) + ")" + with.members() +
             (op.keep_old ? ".keep_old()" : "");
    case op_kind::drop_column:
    case op_kind::set_not_null: return with.begin({op.table, op.object}) + ")" + with.members();
    case op_kind::alter_constraint: {
      const constraint_record& of = with.in.constraints(op.constraints)[0];
      return with.begin({op.object, op.table}) + (of.has(initially_deferred_option) ? ", initially_deferred)"
                                                  : of.has(deferrable_option)      ? ", deferrable)"
                                                                                   : ", not_deferrable)") +
             with.members();
    }
    case op_kind::drop_constraint:
    case op_kind::validate_constraint: return with.begin({op.object, op.table}) + ")" + with.members();
    case op_kind::execute: {
      std::string made = with.begin({}) + text_literal(op.sql) + ")";
      if (!op.reverse_sql.empty()) made += ".reverse(" + text_literal(op.reverse_sql) + ")";
      return made + (op.outside_transaction ? ".outside_transaction()" : "");
    }
    case op_kind::run: return "run([](sterna::connection&) { /* what it does is C++, and stands elsewhere */ })";
    case op_kind::assume: return "assume(";
    case op_kind::create_sequence:
    case op_kind::alter_sequence:
    case op_kind::alter_index: return option_words(with, op.object);
    case op_kind::alter_table: return option_words(with, op.table);
    case op_kind::attach_partition:
    case op_kind::detach_partition: return partition_words(with);
    case op_kind::alter_row_security: return with.begin({op.table}) + ")" + with.members();
    case op_kind::rename_constraint: return with.begin({op.table, op.object, op.new_name}) + ")" + with.members();
    case op_kind::attach_index:
    case op_kind::rename_index:
    case op_kind::rename_sequence: return with.begin({op.object, op.new_name}) + ")" + with.members();
    case op_kind::refresh_materialized_view:
      return with.begin({op.object}) + ")" + with.members() + (op.keep_old ? ".concurrently()" : "");
    case op_kind::create_object:
    case op_kind::replace_object:
      if (op.object_is == object_kind::view) {
        return with.begin({op.object}) + ", " + text_literal(op.sql) + ")" + with.members();
      }
      return object_words(op) + with.members();
    case op_kind::drop_object: return object_words(op) + with.members();
    case op_kind::alter_object:
      return target_words(with, text_literal(op.sql)) +
             (op.reverse_sql.empty() ? "" : ".reverse(" + text_literal(op.reverse_sql) + ")");
    case op_kind::comment_on: return target_words(with, text_literal(op.sql));
    case op_kind::rename_object:
    case op_kind::set_owner:
    case op_kind::set_schema: return target_words(with, with.name_of(op.new_name));
    case op_kind::grant:
    case op_kind::revoke: return grant_words(with);
    case op_kind::bulk_insert: return bulk_insert_words(with);
    case op_kind::create_schema:
    case op_kind::drop_schema:
    case op_kind::drop_sequence:
    case op_kind::drop_view:
    case op_kind::drop_enumeration: return with.begin({op.object}) + ")" + with.members();
  }
  throw error("op " + std::to_string(static_cast<int>(op.what)) + " cannot be written in words yet");
}

}  // namespace sterna::detail
