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
  std::uint32_t declared = 0;  ///< how many of the coming ops only say what another one does
  int position = 0;

  constexpr void begin(operation& made) {
    op = &made;
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
};

/// How each kind of token is read: a table, since a compiler pays for each case of a switch that it passes.
struct token_readers {
  void (*of[256])(decoder&, const token&) = {};

  [[nodiscard]] static constexpr std::size_t index(part what) noexcept { return static_cast<std::size_t>(what); }
  constexpr token_readers() noexcept {
    of[index(part::op)] = [](decoder& in, const token& said) {
      in.begin(in.out.begin(static_cast<op_kind>(said.value)));
    };
    of[index(part::next_op)] = [](decoder& in, const token& said) {
      const int position = in.position;
      in.begin(in.out.begin(static_cast<op_kind>(said.value)));
      in.position = in.op->position = position;
    };
    of[index(part::schema)] = [](decoder& in, const token& said) { in.op->schema = said.id(); };
    of[index(part::table)] = [](decoder& in, const token& said) { in.op->table = said.id(); };
    of[index(part::object)] = [](decoder& in, const token& said) { in.op->object = said.id(); };
    of[index(part::new_name)] = [](decoder& in, const token& said) { in.op->new_name = said.id(); };
    of[index(part::before)] = [](decoder& in, const token& said) { in.op->before = said.id(); };
    of[index(part::method)] = [](decoder& in, const token& said) { in.op->method = said.text(); };
    of[index(part::where)] = [](decoder& in, const token& said) { in.op->where = said.text(); };
    of[index(part::sql)] = [](decoder& in, const token& said) {
      in.op->sql = said.text();
      in.op->sql_seen = static_cast<std::uint8_t>(said.value);
    };
    of[index(part::reverse_sql)] = [](decoder& in, const token& said) {
      in.op->reverse_sql = said.text();
      in.op->reverse_sql_seen = static_cast<std::uint8_t>(said.value);
    };
    of[index(part::host)] = [](decoder& in, const token& said) { in.op->host = said.function; };
    of[index(part::reverse_host)] = [](decoder& in, const token& said) { in.op->reverse_host = said.function; };
    of[index(part::safe)] = [](decoder& in, const token& said) { in.op->safe = said.text(); };
    of[index(part::declares)] = [](decoder& in, const token& said) {
      in.op->declares = in.declared = static_cast<std::uint32_t>(said.value);
      in.op->says_effect = true;
    };
    of[index(part::unique_index)] = [](decoder& in, const token&) { in.op->unique = true; };
    of[index(part::concurrently)] = [](decoder& in, const token&) {
      in.op->concurrently = in.op->outside_transaction = true;
    };
    of[index(part::outside_transaction)] = [](decoder& in, const token&) { in.op->outside_transaction = true; };
    of[index(part::if_exists)] = [](decoder& in, const token&) { in.op->if_exists = true; };
    of[index(part::if_not_exists)] = [](decoder& in, const token&) { in.op->if_not_exists = true; };
    of[index(part::cascade)] = [](decoder& in, const token&) { in.op->cascade = true; };
    of[index(part::keep_old)] = [](decoder& in, const token&) { in.op->keep_old = true; };
    of[index(part::batch)] = [](decoder& in, const token& said) {
      in.op->batch = static_cast<std::uint32_t>(said.value);
    };
    of[index(part::pause)] = [](decoder& in, const token& said) {
      in.op->pause = static_cast<std::uint32_t>(said.value);
    };
    of[index(part::key)] = [](decoder& in, const token& said) { in.one_more(in.op->keys).column = said.id(); };
    of[index(part::key_expression)] = [](decoder& in, const token& said) {
      in.one_more(in.op->keys).expression = said.text();
    };
    of[index(part::key_options)] = [](decoder& in, const token& said) {
      in.last->operator_class = said.text();
      in.last->order = static_cast<sort_order>(said.value & 3U);
      in.last->nulls = static_cast<null_order>(said.value >> 2U);
    };
    of[index(part::collation)] = [](decoder& in, const token& said) { in.last->collation = said.id(); };
    of[index(part::include)] = [](decoder& in, const token& said) { in.one_more(in.op->include).column = said.id(); };
    of[index(part::value)] = [](decoder& in, const token& said) {
      in.one_more(in.op->values).expression = said.text();
    };
    of[index(part::column)] = [](decoder& in, const token& said) {
      if (in.op->columns.count++ == 0) {
        in.op->columns.first = in.out.columns().size();
      }
      in.column = &in.out.add_column();
      in.column->id = said.id();
      if (in.op->object.empty()) {
        in.op->object = in.column->id;
      }
    };
    of[index(part::type)] = [](decoder& in, const token& said) {
      read_type(said.value, in.column->type);
      in.column->has_type = true;
    };
    of[index(part::type_name)] = [](decoder& in, const token& said) { in.column->type.id = said.id(); };
    of[index(part::type_text)] = [](decoder& in, const token& said) { in.column->type.id = said.id(); };
    of[index(part::type_schema)] = [](decoder& in, const token& said) { in.column->type.in = said.id(); };
    of[index(part::type_collation)] = [](decoder& in, const token& said) { in.column->type.collation = said.id(); };
    of[index(part::using_expression)] = [](decoder& in, const token& said) {
      in.column->using_expression = said.text();
    };
    of[index(part::default_text)] = [](decoder& in, const token& said) {
      in.column->server_default = {default_value::form::text, said.text(), 0};
    };
    of[index(part::default_expression)] = [](decoder& in, const token& said) {
      in.column->server_default = {default_value::form::expression, said.text(), 0};
    };
    of[index(part::default_integer)] = [](decoder& in, const token& said) {
      in.column->server_default = {default_value::form::integer, {}, static_cast<long long>(said.value)};
    };
    of[index(part::default_boolean)] = [](decoder& in, const token& said) {
      in.column->server_default = {default_value::form::boolean, {}, static_cast<long long>(said.value)};
    };
    of[index(part::drop_default)] = [](decoder& in, const token&) {
      in.column->server_default.what = default_value::form::drop;
    };
    of[index(part::not_null)] = [](decoder& in, const token&) { in.column->null = nullability::not_null; };
    of[index(part::nullable)] = [](decoder& in, const token&) { in.column->null = nullability::nullable; };
    of[index(part::primary_key)] = [](decoder& in, const token&) { in.column->primary_key = true; };
    of[index(part::unique)] = [](decoder& in, const token&) { in.column->unique = true; };
    of[index(part::identity)] = [](decoder& in, const token& said) {
      in.column->identity = static_cast<identity_kind>(said.value);
    };
    of[index(part::generated)] = [](decoder& in, const token& said) { in.column->generated = said.text(); };
    of[index(part::comment)] = [](decoder& in, const token& said) {
      if (in.column != nullptr) {
        in.column->comment = said.text();
        in.column->has_comment = true;
      } else {
        in.op->sql = said.text();
      }
    };
    of[index(part::primary_key_constraint)] = [](decoder& in, const token& said) {
      in.begin_constraint(constraint_kind::primary_key, said);
    };
    of[index(part::unique_constraint)] = [](decoder& in, const token& said) {
      in.begin_constraint(constraint_kind::unique, said);
    };
    of[index(part::foreign_key_constraint)] = [](decoder& in, const token& said) {
      in.begin_constraint(constraint_kind::foreign_key, said);
      if (in.column != nullptr) {
        in.one_more(in.constraint->columns).column = in.column->id;
      }
    };
    of[index(part::check_constraint)] = [](decoder& in, const token& said) {
      in.begin_constraint(constraint_kind::check, said);
    };
    of[index(part::member)] = [](decoder& in, const token& said) {
      in.one_more(in.constraint->columns).column = said.id();
    };
    of[index(part::referred_member)] = [](decoder& in, const token& said) {
      in.one_more(in.constraint->referred_columns).column = said.id();
    };
    of[index(part::referred_schema)] = [](decoder& in, const token& said) {
      in.constraint->referred_schema = said.id();
    };
    of[index(part::referred_table)] = [](decoder& in, const token& said) { in.constraint->referred_table = said.id(); };
    of[index(part::expression)] = [](decoder& in, const token& said) { in.constraint->expression = said.text(); };
    of[index(part::existing_index)] = [](decoder& in, const token& said) { in.constraint->index = said.id(); };
    of[index(part::on_delete)] = [](decoder& in, const token& said) {
      in.constraint->on_delete = static_cast<referential_action>(said.value);
    };
    of[index(part::on_update)] = [](decoder& in, const token& said) {
      in.constraint->on_update = static_cast<referential_action>(said.value);
    };
    of[index(part::not_valid)] = [](decoder& in, const token&) { in.constraint->not_valid = true; };
  }
};
inline constexpr token_readers readers{};

}  // namespace detail

/// Reads tokens into records, behind those that are there. Says what is wrong with a name, for who has not checked
/// that.
constexpr name_flaw decode(list<token> tokens, script_builder& to) {
  name_flaw found;
  detail::decoder reader{to};
  const token* const end = tokens.end();
  for (const token* at = tokens.items; at != end; ++at) {
    const auto what = static_cast<std::size_t>(at->what);
    const detail::name_rule rule = detail::rules_for_names.of[what];
    if (rule != detail::name_rule::none) {
      const std::uint32_t length = at->length;
      if (length == 0 ? rule == detail::name_rule::compulsory
                      : length > longest_name || __builtin_strlen(at->chars) < length) {
        if (found.what == fault::none) {
          found.what = length == 0              ? fault::empty_name
                       : length > longest_name ? fault::name_too_long
                                               : fault::zero_in_name;
          found.subject = at->text();
          found.operation = to.operations().count - 1;
        }
      }
    } else if (at->what == part::nothing) {
      continue;
    }
    detail::readers.of[what](reader, *at);
  }
  return found;
}
[[nodiscard]] constexpr script_builder decoded(list<token> tokens) {
  script_builder made;
  decode(tokens, made);
  return made;
}

}  // namespace sterna
