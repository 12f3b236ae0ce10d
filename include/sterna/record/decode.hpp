// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/names.hpp"
#include "sterna/record/script.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/column.hpp"

namespace sterna {
namespace detail {

/// The place in the tokens that is being read.
struct decoder {
  script_builder& out;
  operation* op = nullptr;
  column_record* column = nullptr;  ///< null: the constraints that come are the table's
  constraint_record* constraint = nullptr;
  element* last = nullptr;
  setting* last_setting = nullptr;
  std::uint32_t declared = 0;  ///< how many of the coming ops only say what another one does
  int position = 0;

  constexpr void begin(op_kind what) {
    op = &out.begin(what);
    column = nullptr;
    if (declared > 0) {
      --declared;
      op->declared = true;
    } else {
      ++position;
    }
    op->position = position;
  }
  /// Constraints before the first column are the table's, others the column's.
  constexpr void begin_constraint(constraint_kind what, const token& said) {
    slice& owner = column != nullptr ? column->constraints : op->constraints;
    if (owner.count++ == 0) {
      owner.first = out.constraints().size();
    }
    constraint = &out.add_constraint();
    constraint->what = what;
    constraint->id = said.id();
  }
  [[nodiscard]] constexpr element& one_more(slice& of) {
    if (of.count++ == 0) {
      of.first = out.elements().size();
    }
    last = &out.add_element();
    return *last;
  }
  /// Settings before the first column are the op's, others the column's.
  constexpr void begin_setting(const token& said) {
    slice& owner = column != nullptr ? column->settings : op->settings;
    if (owner.count++ == 0) {
      owner.first = out.settings().size();
    }
    last_setting = &out.add_setting();
    last_setting->what = static_cast<setting_kind>(static_cast<unsigned>(said.what) -
                                                   static_cast<unsigned>(part::as_type));
    last_setting->text = said.text();
    last_setting->value = said.value;
    last_setting->unset = (said.what == part::statistics && last_setting->number() == -1) ||
                          (said.what == part::compression && (said.text() == "default" || said.text() == "DEFAULT"));
  }
};

/// How each kind of token is read. Functions, and not lambdas, which cost a compiler a second call each.
struct token_readers {
  static constexpr void nothing(decoder&, const token&) {}
  static constexpr void op(decoder& in, const token& said) { in.begin(static_cast<op_kind>(said.value)); }
  static constexpr void next_op(decoder& in, const token& said) {
    const int position = in.position;
    in.begin(static_cast<op_kind>(said.value));
    in.position = in.op->position = position;
  }
  static constexpr void object_is(decoder& in, const token& said) {
    in.op->object_is = static_cast<object_kind>(said.value);
  }
  static constexpr void schema(decoder& in, const token& said) { in.op->schema = said.id(); }
  static constexpr void table(decoder& in, const token& said) { in.op->table = said.id(); }
  static constexpr void object(decoder& in, const token& said) { in.op->object = said.id(); }
  static constexpr void new_name(decoder& in, const token& said) { in.op->new_name = said.id(); }
  static constexpr void before(decoder& in, const token& said) { in.op->before = said.id(); }
  static constexpr void method(decoder& in, const token& said) { in.op->method = said.text(); }
  static constexpr void where(decoder& in, const token& said) { in.op->where = said.text(); }
  static constexpr void sql(decoder& in, const token& said) {
    in.op->sql = said.text();
    in.op->sql_seen = static_cast<std::uint8_t>(said.value);
  }
  static constexpr void reverse_sql(decoder& in, const token& said) {
    in.op->reverse_sql = said.text();
    in.op->reverse_sql_seen = static_cast<std::uint8_t>(said.value);
  }
  static constexpr void host(decoder& in, const token& said) { in.op->host = said.function; }
  static constexpr void reverse_host(decoder& in, const token& said) { in.op->reverse_host = said.function; }
  static constexpr void safe(decoder& in, const token& said) { in.op->safe = said.text(); }
  static constexpr void declares(decoder& in, const token& said) {
    in.op->declares = in.declared = static_cast<std::uint32_t>(said.value);
    in.op->says_effect = true;
  }
  static constexpr void unique_index(decoder& in, const token&) { in.op->unique = true; }
  static constexpr void concurrently(decoder& in, const token&) {
    in.op->concurrently = in.op->outside_transaction = true;
  }
  static constexpr void outside_transaction(decoder& in, const token&) { in.op->outside_transaction = true; }
  static constexpr void if_exists(decoder& in, const token&) { in.op->if_exists = true; }
  static constexpr void if_not_exists(decoder& in, const token&) { in.op->if_not_exists = true; }
  static constexpr void cascade(decoder& in, const token&) { in.op->cascade = true; }
  static constexpr void keep_old(decoder& in, const token&) { in.op->keep_old = true; }
  static constexpr void batch(decoder& in, const token& said) {
    in.op->batch = static_cast<std::uint32_t>(said.value);
  }
  static constexpr void pause(decoder& in, const token& said) {
    in.op->pause = static_cast<std::uint32_t>(said.value);
  }
  static constexpr void key(decoder& in, const token& said) { in.one_more(in.op->keys).column = said.id(); }
  static constexpr void key_expression(decoder& in, const token& said) {
    in.one_more(in.op->keys).expression = said.text();
  }
  static constexpr void key_options(decoder& in, const token& said) {
    in.last->operator_class = said.text();
    in.last->order = static_cast<sort_order>(said.value & 3U);
    in.last->nulls = static_cast<null_order>(said.value >> 2U);
  }
  static constexpr void collation(decoder& in, const token& said) { in.last->collation = said.id(); }
  static constexpr void include(decoder& in, const token& said) { in.one_more(in.op->include).column = said.id(); }
  static constexpr void value(decoder& in, const token& said) {
    in.one_more(in.op->values).expression = said.text();
  }
  static constexpr void column(decoder& in, const token& said) {
    if (in.op->columns.count++ == 0) {
      in.op->columns.first = in.out.columns().size();
    }
    in.column = &in.out.add_column();
    in.column->id = said.id();
    if (in.op->object.empty()) {
      in.op->object = in.column->id;
    }
  }
  static constexpr void type(decoder& in, const token& said) {
    read_type(said.value, in.column->type);
    in.column->has_type = true;
  }
  static constexpr void type_name(decoder& in, const token& said) { in.column->type.id = said.id(); }
  static constexpr void type_text(decoder& in, const token& said) { in.column->type.id = said.id(); }
  static constexpr void type_schema(decoder& in, const token& said) { in.column->type.in = said.id(); }
  static constexpr void type_collation(decoder& in, const token& said) { in.column->type.collation = said.id(); }
  static constexpr void using_expression(decoder& in, const token& said) {
    in.column->using_expression = said.text();
  }
  static constexpr void default_text(decoder& in, const token& said) {
    in.column->server_default = {default_value::form::text, said.text(), 0};
  }
  static constexpr void default_expression(decoder& in, const token& said) {
    in.column->server_default = {default_value::form::expression, said.text(), 0};
  }
  static constexpr void default_integer(decoder& in, const token& said) {
    in.column->server_default = {default_value::form::integer, {}, static_cast<long long>(said.value)};
  }
  static constexpr void default_boolean(decoder& in, const token& said) {
    in.column->server_default = {default_value::form::boolean, {}, static_cast<long long>(said.value)};
  }
  static constexpr void drop_default(decoder& in, const token&) {
    in.column->server_default.what = default_value::form::drop;
  }
  static constexpr void not_null(decoder& in, const token&) { in.column->null = nullability::not_null; }
  static constexpr void nullable(decoder& in, const token&) { in.column->null = nullability::nullable; }
  static constexpr void primary_key(decoder& in, const token&) { in.column->primary_key = true; }
  static constexpr void unique(decoder& in, const token&) { in.column->unique = true; }
  static constexpr void identity(decoder& in, const token& said) {
    in.column->identity = static_cast<identity_kind>(said.value);
  }
  static constexpr void generated(decoder& in, const token& said) {
    in.column->generated = said.text();
    in.column->is_virtual = said.value != 0;
  }
  static constexpr void comment(decoder& in, const token& said) {
    if (in.column != nullptr) {
      in.column->comment = said.text();
      in.column->has_comment = true;
    } else {
      in.op->sql = said.text();
    }
  }
  static constexpr void primary_key_constraint(decoder& in, const token& said) {
    in.begin_constraint(constraint_kind::primary_key, said);
  }
  static constexpr void unique_constraint(decoder& in, const token& said) {
    in.begin_constraint(constraint_kind::unique, said);
  }
  static constexpr void foreign_key_constraint(decoder& in, const token& said) {
    in.begin_constraint(constraint_kind::foreign_key, said);
    if (in.column != nullptr) {
      in.one_more(in.constraint->columns).column = in.column->id;
    }
  }
  static constexpr void check_constraint(decoder& in, const token& said) {
    in.begin_constraint(constraint_kind::check, said);
  }
  static constexpr void member(decoder& in, const token& said) {
    in.one_more(in.constraint->columns).column = said.id();
  }
  static constexpr void referred_member(decoder& in, const token& said) {
    in.one_more(in.constraint->referred_columns).column = said.id();
  }
  static constexpr void referred_schema(decoder& in, const token& said) {
    in.constraint->referred_schema = said.id();
  }
  static constexpr void referred_table(decoder& in, const token& said) { in.constraint->referred_table = said.id(); }
  static constexpr void expression(decoder& in, const token& said) { in.constraint->expression = said.text(); }
  static constexpr void existing_index(decoder& in, const token& said) { in.constraint->index = said.id(); }
  static constexpr void on_delete(decoder& in, const token& said) {
    in.constraint->on_delete = static_cast<referential_action>(said.value);
  }
  static constexpr void on_update(decoder& in, const token& said) {
    in.constraint->on_update = static_cast<referential_action>(said.value);
  }
  static constexpr void constraint_options(decoder& in, const token& said) {
    in.constraint->options = static_cast<std::uint8_t>(in.constraint->options | said.value);
  }
  static constexpr void included_member(decoder& in, const token& said) {
    in.one_more(in.constraint->include).column = said.id();
  }
  static constexpr void set_member(decoder& in, const token& said) {
    in.one_more(in.constraint->set_columns).column = said.id();
  }
  static constexpr void exclude_constraint(decoder& in, const token& said) {
    in.begin_constraint(constraint_kind::exclude, said);
  }
  static constexpr void excluded_expression(decoder& in, const token& said) {
    in.one_more(in.constraint->columns).expression = said.text();
  }
  static constexpr void excluding_operator(decoder& in, const token& said) {
    in.one_more(in.constraint->referred_columns).expression = said.text();
  }
  static constexpr void excluding_method(decoder& in, const token& said) { in.constraint->method = said.text(); }
  static constexpr void setting_detail(decoder& in, const token& said) { in.last_setting->detail = said.text(); }
  static constexpr void unset(decoder& in, const token&) { in.last_setting->unset = true; }
  static constexpr void separately(decoder& in, const token&) { in.op->separately = true; }
  static constexpr void nulls_distinct(decoder& in, const token&) { in.op->nulls_distinct = true; }
  static constexpr void nulls_not_distinct(decoder& in, const token&) { in.op->nulls_not_distinct = true; }
  static constexpr void only(decoder& in, const token&) { in.op->only = true; }
  static constexpr void not_valid(decoder& in, const token&) { in.constraint->not_valid = true; }
  static constexpr void a_setting(decoder& in, const token& said) { in.begin_setting(said); }
  static constexpr void a_value(decoder& in, const token& said) {
    in.begin_setting(said);
    in.last_setting->what = static_cast<setting_kind>(static_cast<unsigned>(setting_kind::value_text) +
                                                      static_cast<unsigned>(said.what) -
                                                      static_cast<unsigned>(part::value_text));
  }

  /// A table, since a compiler pays for each case of a switch that it passes.
  void (*of[256])(decoder&, const token&) = {};

  [[nodiscard]] static constexpr std::size_t index(part what) noexcept { return static_cast<std::size_t>(what); }
  constexpr token_readers() noexcept {
    of[index(part::nothing)] = of[index(part::renamed_from)] = nothing;
    of[index(part::op)] = op;
    of[index(part::next_op)] = next_op;
    of[index(part::object_is)] = object_is;
    of[index(part::schema)] = schema;
    of[index(part::table)] = table;
    of[index(part::object)] = object;
    of[index(part::new_name)] = new_name;
    of[index(part::before)] = before;
    of[index(part::method)] = method;
    of[index(part::where)] = where;
    of[index(part::sql)] = sql;
    of[index(part::reverse_sql)] = reverse_sql;
    of[index(part::host)] = host;
    of[index(part::reverse_host)] = reverse_host;
    of[index(part::safe)] = safe;
    of[index(part::declares)] = declares;
    of[index(part::unique_index)] = unique_index;
    of[index(part::concurrently)] = concurrently;
    of[index(part::outside_transaction)] = outside_transaction;
    of[index(part::if_exists)] = if_exists;
    of[index(part::if_not_exists)] = if_not_exists;
    of[index(part::cascade)] = cascade;
    of[index(part::keep_old)] = keep_old;
    of[index(part::batch)] = batch;
    of[index(part::pause)] = pause;
    of[index(part::key)] = key;
    of[index(part::key_expression)] = key_expression;
    of[index(part::key_options)] = key_options;
    of[index(part::collation)] = collation;
    of[index(part::include)] = include;
    of[index(part::value)] = value;
    of[index(part::column)] = column;
    of[index(part::type)] = type;
    of[index(part::type_name)] = type_name;
    of[index(part::type_text)] = type_text;
    of[index(part::type_schema)] = type_schema;
    of[index(part::type_collation)] = type_collation;
    of[index(part::using_expression)] = using_expression;
    of[index(part::default_text)] = default_text;
    of[index(part::default_expression)] = default_expression;
    of[index(part::default_integer)] = default_integer;
    of[index(part::default_boolean)] = default_boolean;
    of[index(part::drop_default)] = drop_default;
    of[index(part::not_null)] = not_null;
    of[index(part::nullable)] = nullable;
    of[index(part::primary_key)] = primary_key;
    of[index(part::unique)] = unique;
    of[index(part::identity)] = identity;
    of[index(part::generated)] = generated;
    of[index(part::comment)] = comment;
    of[index(part::primary_key_constraint)] = primary_key_constraint;
    of[index(part::unique_constraint)] = unique_constraint;
    of[index(part::foreign_key_constraint)] = foreign_key_constraint;
    of[index(part::check_constraint)] = check_constraint;
    of[index(part::member)] = member;
    of[index(part::referred_member)] = referred_member;
    of[index(part::referred_schema)] = referred_schema;
    of[index(part::referred_table)] = referred_table;
    of[index(part::expression)] = expression;
    of[index(part::existing_index)] = existing_index;
    of[index(part::on_delete)] = on_delete;
    of[index(part::on_update)] = on_update;
    of[index(part::constraint_options)] = constraint_options;
    of[index(part::included_member)] = included_member;
    of[index(part::set_member)] = set_member;
    of[index(part::exclude_constraint)] = exclude_constraint;
    of[index(part::excluded_expression)] = excluded_expression;
    of[index(part::excluding_operator)] = excluding_operator;
    of[index(part::excluding_method)] = excluding_method;
    of[index(part::setting_detail)] = setting_detail;
    of[index(part::unset)] = unset;
    of[index(part::separately)] = separately;
    of[index(part::nulls_distinct)] = nulls_distinct;
    of[index(part::nulls_not_distinct)] = nulls_not_distinct;
    of[index(part::only)] = only;
    of[index(part::not_valid)] = not_valid;
    of[index(part::excluded)] = member;
    for (std::size_t i = index(part::as_type); i <= index(part::cluster_on); ++i) {
      of[i] = a_setting;
    }
    for (std::size_t i = index(part::value_text); i <= index(part::value_null); ++i) {
      of[i] = a_value;
    }
  }
};
inline constexpr token_readers readers_of_tokens{};

/// From here on room is made before, since a compiler pays for each record that moves when a pool grows.
inline constexpr std::uint32_t many_tokens = 256;

/// Looks closer at a token whose text is none that a name may be: of `operation`, from 0.
constexpr void find_flaw(const token& said, std::uint32_t operation, name_flaw& found) {
  const name_rule rule = rules_for_names.of[static_cast<std::size_t>(said.what)];
  if (rule == name_rule::none || (rule == name_rule::may_be_empty && said.length == 0)) {
    return;
  }
  found.what = said.length == 0             ? fault::empty_name
               : said.length > longest_name ? fault::name_too_long
                                            : fault::zero_in_name;
  found.subject = said.text();
  found.operation = operation;
}

}  // namespace detail

/// Reads tokens into records, behind those that are there. Says what is wrong with a name, for who has not checked
/// that.
constexpr name_flaw decode(list<token> tokens, script_builder& to) {
  name_flaw found;
  detail::decoder reader{to};
  if (tokens.count > detail::many_tokens) {
    to.reserve(tokens.count);
  }
  const token* const end = tokens.end();
  for (const token* at = tokens.items; at != end; ++at) {
    // few operands: a compiler counts them, and this is gone through for all that is said
    if ((at->length == 0 ? detail::rules_for_names.of[static_cast<unsigned>(at->what)] == detail::name_rule::compulsory
                         : at->length > longest_name || __builtin_strlen(at->chars) < at->length) &&
        found.what == fault::none) {
      detail::find_flaw(*at, to.operations().count - 1, found);
    }
    detail::readers_of_tokens.of[static_cast<std::size_t>(at->what)](reader, *at);
  }
  return found;
}
[[nodiscard]] constexpr script_builder decoded(list<token> tokens) {
  script_builder made;
  decode(tokens, made);
  return made;
}

}  // namespace sterna
