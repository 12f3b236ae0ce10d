// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/decode.hpp"
#include "sterna/record/naming.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/md5.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// How a naming convention makes names. It is applied to records right behind decode, so that all that comes after it
// (replay, SQL, checksums, differences) finds the names there, as if somebody had written them.

namespace sterna {
namespace detail {

/// What the tokens of a pattern stand for.
struct named_thing {
  std::string_view schema{};
  std::string_view table{};
  list<element> columns{};
  std::string_view referred_table{};
  list<element> referred{};
  std::string_view given{};  ///< the name that was written
};

/// "uq_t_a_b" from a pattern. `flaw` says why there is none.
class name_maker {
 public:
  constexpr name_maker(std::string_view pattern, const named_thing& of) : of_{of} {
    for (std::size_t at = 0; at < pattern.size() && flaw_.empty();) {
      if (pattern.data()[at] != '%') {
        out_ << pattern.substr(at++, 1);
      } else if (pattern.substr(at, 2) == "%%") {
        out_ << "%";
        at += 2;
      } else {
        const std::size_t end = pattern.find(")s", at);
        if (pattern.substr(at, 2) != "%(" || end == std::string_view::npos) {
          flaw_ = "its % begins no token";
          break;
        }
        take(pattern.substr(at + 2, end - at - 2));
        at = end + 2;
      }
    }
  }

  [[nodiscard]] constexpr std::string_view flaw() const noexcept { return flaw_; }
  /// The name in no more bytes than PostgreSQL keeps, as SQLAlchemy shortens it.
  [[nodiscard]] constexpr name_text text() const {
    const std::string_view whole = out_.text();
    name_text made;
    if (whole.size() <= longest_name) {
      return made << whole, made;
    }
    const md5_digest sum = md5(whole);
    made << clipped(whole, longest_name - 8) << "_";
    for (const unsigned byte : {sum.bytes[14], sum.bytes[15]}) {
      made << digit(byte >> 4U) << digit(byte & 15U);
    }
    return made;
  }

 private:
  [[nodiscard]] static constexpr std::string_view digit(unsigned value) noexcept {
    return std::string_view("0123456789abcdef").substr(value, 1);
  }
  constexpr void take(std::string_view token) {
    if (token == "table_name") {
      out_ << of_.table;
    } else if (token == "constraint_name") {
      flaw_ = of_.given.empty() ? "it has no name that %(constraint_name)s could stand for" : "";
      out_ << of_.given;
    } else if (token == "referred_table_name") {
      flaw_ = of_.referred_table.empty() ? "it refers to no table" : "";
      out_ << of_.referred_table;
    } else if (token.starts_with("column_")) {
      take_columns(token.substr(7), of_.columns, false);
    } else if (token.starts_with("referred_column_")) {
      take_columns(token.substr(16), of_.referred, true);
    } else {
      flaw_ = "a token in it is not known";
    }
  }
  /// `0_name`, `0N_name`, `0_N_label`.
  constexpr void take_columns(std::string_view token, list<element> from, bool referred) {
    std::size_t number = 0;
    std::size_t at = 0;
    for (; at < token.size() && token.data()[at] >= '0' && token.data()[at] <= '9' && number < 1000; ++at) {
      number = number * 10 + static_cast<std::size_t>(token.data()[at] - '0');
    }
    std::string_view what = token.substr(at);
    const bool joined = what.starts_with("_N_");
    const bool all = joined || what.starts_with("N_");
    what = what.substr(joined ? 3 : all ? 2 : what.starts_with("_") ? 1 : 0);
    const bool label = what == "label" && !referred;
    if (at == 0 || (what != "name" && (referred || (what != "key" && !label))) || (all && number != 0)) {
      flaw_ = "a token in it is not known";
    } else if (from.count == 0 || (referred && number >= from.count)) {
      flaw_ = referred ? "the columns that it refers to are not said" : "it has no columns by name";
    }
    for (std::size_t i = number; flaw_.empty() && i < from.count && (all || i == number); ++i) {
      const std::string_view id = from.items[i].column.view();
      flaw_ = id.empty() ? "one of its columns is an expression" : "";
      out_ << (joined && i > 0 ? "_" : "");
      if (label) {
        for (std::size_t c = 0; c < of_.schema.size(); ++c) {
          out_ << (of_.schema.data()[c] == '.' ? std::string_view("_") : of_.schema.substr(c, 1));
        }
        out_ << (of_.schema.empty() ? "" : "_") << of_.table << "_";
      }
      out_ << id;
    }
  }

  const named_thing& of_;
  sql_writer out_{};
  std::string_view flaw_{};
};

/// Gives what has no name the one that a convention makes.
class namer {
 public:
  constexpr namer(const naming_convention& by, script_builder& of, catalog& in) : by_{by}, of_{of}, in_{in} {}

  /// False with the fault set where there is no name for something of this op.
  constexpr bool take(std::uint32_t number) {
    operation& op = of_.operations().items[number];
    switch (op.what) {
      case op_kind::create_table:
        return take_constraints(op, op.constraints) && take_columns(op) && take_column_keys(op);
      case op_kind::add_column:
      case op_kind::expand_column:
        return take_columns(op) && take_own_keys(op);
      case op_kind::create_primary_key:
      case op_kind::create_unique_constraint:
      case op_kind::create_foreign_key:
      case op_kind::create_check_constraint:
      case op_kind::create_exclude_constraint:
      case op_kind::drop_constraint:
        if (!take_constraints(op, op.constraints)) {
          return false;
        }
        if (op.constraints.count > 0) {
          op.object = of_.constraints().items[op.constraints.first].id;
        }
        return true;
      case op_kind::create_index:
      case op_kind::drop_index:
        return op.keys.count == 0 || op.keep_old || take_index(op);
      default:
        return true;
    }
  }

 private:
  [[nodiscard]] constexpr std::string_view pattern_for(constraint_kind kind) const noexcept {
    switch (kind) {
      case constraint_kind::primary_key:
        return by_.pk;
      case constraint_kind::unique:
        return by_.uq;
      case constraint_kind::foreign_key:
        return by_.fk;
      case constraint_kind::check:
        return by_.ck;
      default:
        return by_.ex;
    }
  }
  /// Whether a pattern has something to say where a name was written, or none.
  [[nodiscard]] static constexpr bool applies(std::string_view pattern, const name& given) {
    return !pattern.empty() && (given.empty() || pattern.find("constraint_name") != std::string_view::npos);
  }
  constexpr bool make(std::string_view pattern, const named_thing& of, name& to) {
    const name_maker made(pattern, of);
    if (!made.flaw().empty()) {
      return in_.fail(fault::unnamable, pattern, of.table, {}, made.flaw());
    }
    const name_text text = made.text();
    to = in_.state.keep_name(text.view());
    return !text.view().empty() || in_.fail(fault::unnamable, pattern, of.table, {}, "it makes an empty name");
  }
  constexpr bool take_constraints(const operation& op, slice list) {
    for (std::uint32_t i = list.first; i < list.first + list.count; ++i) {
      constraint_record& each = of_.constraints().items[i];
      const std::string_view pattern = pattern_for(each.what);
      if ((each.options & final_name_option) != 0 || !applies(pattern, each.id)) {
        continue;
      }
      const script all = of_.view();
      if (!make(pattern,
                {op.schema.view(), op.table.view(), all.elements(each.columns), each.referred_table.view(),
                 each.what == constraint_kind::foreign_key ? all.elements(each.referred_columns)
                                                           : ::sterna::list<element>{},
                 each.id.view()},
                each.id)) {
        return false;
      }
    }
    return true;
  }
  constexpr bool take_columns(const operation& op) {
    for (std::uint32_t i = 0; i < op.columns.count; ++i) {
      if (!take_constraints(op, of_.columns().items[op.columns.first + i].constraints)) {
        return false;
      }
    }
    return true;
  }
  constexpr bool take_index(operation& op) {
    return !applies(by_.ix, op.object) ||
           make(by_.ix,
                {op.schema.view(), op.table.view(), of_.view().elements(op.keys), {}, {}, op.object.view()}, op.object);
  }

  /// A column's PRIMARY KEY or UNIQUE as a constraint, which may have a name; taken from the column.
  constexpr bool move_key(const operation& op, column_record& column, constraint_kind kind) {
    bool& said = kind == constraint_kind::primary_key ? column.primary_key : column.unique;
    if (!said || pattern_for(kind).empty()) {
      return true;
    }
    if (column.identity == identity_kind::unspecified && numbered_by_default(column, of_.view())) {
      column.identity = identity_kind::by_default;
    }
    said = false;
    of_.add_element().column = column.id;
    constraint_record& made = of_.add_constraint();
    made.what = kind;
    made.columns = {of_.elements().count - 1, 1};
    return take_constraints(op, {of_.constraints().count - 1, 1});
  }
  /// Copies constraints behind those that are there, so that they are neighbours of the new ones.
  constexpr void join(slice& old, std::uint32_t first) {
    if (of_.constraints().count == first) {
      return;
    }
    for (std::uint32_t i = 0; i < old.count; ++i) {
      of_.constraints().push(constraint_record(of_.constraints().items[old.first + i]));
    }
    old = {first, of_.constraints().count - first};
  }
  /// Of a new table they become the table's.
  constexpr bool take_column_keys(operation& op) {
    const std::uint32_t first = of_.constraints().count;
    for (const constraint_kind kind : {constraint_kind::primary_key, constraint_kind::unique}) {
      for (std::uint32_t i = 0; i < op.columns.count; ++i) {
        if (!move_key(op, of_.columns().items[op.columns.first + i], kind)) {
          return false;
        }
      }
    }
    join(op.constraints, first);
    return true;
  }
  /// Of a new column they stay with it.
  constexpr bool take_own_keys(const operation& op) {
    column_record& column = of_.columns().items[op.columns.first];
    const std::uint32_t first = of_.constraints().count;
    column.unique = column.unique && !column.primary_key;  // one key, where both are said
    if (!move_key(op, column, constraint_kind::primary_key) || !move_key(op, column, constraint_kind::unique)) {
      return false;
    }
    join(column.constraints, first);
    return true;
  }

  const naming_convention& by_;
  script_builder& of_;
  catalog& in_;
};

/// Applies a convention to all ops of a script. The names live as long as the catalog, which is told where there is
/// none; `failed` is then the number of the op.
constexpr bool name_all(const naming_convention& by, script_builder& of, catalog& in, std::uint32_t& failed) {
  namer names(by, of, in);
  for (failed = 0; failed < of.operations().count; ++failed) {
    if (!names.take(failed)) {
      return false;
    }
  }
  return true;
}

/// Reads tokens that have been found sound into records, under a convention or none.
constexpr void decode(list<token> tokens, const naming_convention* by, script_builder& to, catalog& names) {
  static_cast<void>(decode(tokens, to));
  std::uint32_t failed = 0;
  if (by != nullptr) {
    static_cast<void>(name_all(*by, to, names, failed));
  }
}

}  // namespace detail
}  // namespace sterna
