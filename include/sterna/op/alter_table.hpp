// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// One action of ALTER TABLE; the parameters have one for all.
constexpr void write_table_action(const setting& of, sql_writer& out) {
  switch (of.what) {
    case setting_kind::unlogged:
      out << (of.unset ? "SET LOGGED" : "SET UNLOGGED");
      break;
    case setting_kind::inherits:
      (out << (of.unset ? "NO INHERIT " : "INHERIT ")).qualified(of.detail_id(), of.id());
      break;
    case setting_kind::access_method:
      (out << "SET ACCESS METHOD ").identifier(of.unset ? std::string_view{"heap"} : of.text);
      break;
    case setting_kind::tablespace:
      (out << "SET TABLESPACE ").identifier(of.unset ? std::string_view{"pg_default"} : of.text);
      break;
    case setting_kind::replica_identity:
    case setting_kind::replica_identity_index:
      out << "REPLICA IDENTITY ";
      if (of.what == setting_kind::replica_identity || of.unset) {
        out << (of.unset ? "DEFAULT" : of.text);
      } else {
        (out << "USING INDEX ").identifier(of.text);
      }
      break;
    case setting_kind::cluster_on:
      out << (of.unset ? "SET WITHOUT CLUSTER" : "CLUSTER ON ");
      if (!of.unset) {
        out.identifier(of.text);
      }
      break;
    default:
      break;
  }
}

constexpr void render_alter_table(const operation& of, const script& in, sql_writer& out) {
  const auto settings = in.settings(of.settings);
  std::string_view between = "";
  write_alter_table(of, out);
  for (const setting& each : settings) {
    if (each.what != setting_kind::parameter) {
      write_table_action(each, out << between);
      between = ", ";
    }
  }
  for (const bool unset : {false, true}) {
    sql_writer list;
    if (write_parameters(settings, unset ? "RESET (" : "SET (", unset, list)) {
      out << between << list.text();
      between = ", ";
    }
  }
  out.end_statement();
}

/// An index that a table names: it must be there, and be this table's.
constexpr bool expect_own_index(catalog& in, std::uint32_t table, const name& id) {
  const std::uint32_t index = in.expect(object_kind::index, in.state.at(table).schema, id);
  const name of = in.state.at(table).id;
  return index == object::none
             ? !in.found
             : in.state.at(in.state.at(index).parent).key == in.state.at(table).key ||
                   in.fail(fault::table_option, of.view(), {}, {}, "has no index of that name; name one of its own");
}

constexpr bool alter_table_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const auto said = of.settings(op.settings);
  for (const setting& each : said) {
    if (!each.unset && (each.what == setting_kind::cluster_on || each.what == setting_kind::replica_identity_index) &&
        !expect_own_index(in, table, each.id())) {
      return false;
    }
    if (each.what == setting_kind::inherits) {
      in.has_heirs = true;
      if (!each.unset) {
        static_cast<void>(in.expect(object_kind::table, each.detail_id(), each.id()));
      }
      if (in.found) {
        return false;
      }
    }
  }
  object made = in.state.at(table);
  pool<setting> kept = merged_settings(in.state.settings(made), said);
  for (const setting& each : said) {
    if (each.what == setting_kind::inherits && each.unset) {
      kept.push(blank_setting).what = setting_kind::former_heir;  // the columns stay
    }
  }
  made.definition = in.state.keep(in.state.keep(list<setting>(kept)));
  in.replace(table, made, facet_default);
  return !in.found;
}

constexpr bool alter_table_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  for (const setting& each : of.settings(op.settings)) {
    if (each.what == setting_kind::inherits && each.unset) {
      return false;  // the columns that it had from the other table are its own from now on
    }
  }
  pool<setting> back;
  static_cast<void>(settings_back(state.settings(state.at(gone[0])), of.settings(op.settings), back));
  const slice settings = describe_settings(back, out);
  out.add(op_kind::alter_table, op).settings = settings;
  return true;
}

inline constexpr verb alter_table_verb{"alter_table", needs::table, render_alter_table, alter_table_effect,
                                       alter_table_reverse};

template <std::uint32_t N>
struct alter_table_word : op_fragment<N>, with_schema<alter_table_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ...`: what a table says besides its columns, in one statement: `alter_table("t", logged,
/// with("fillfactor", 70), reset("autovacuum_enabled"), replica_identity_full, cluster_on("ix"), tablespace("fast"),
/// inherits("p"), access_method("heap"))`.
template <detail::setting_for<detail::setting_place::old_table>... S>
[[nodiscard]] constexpr auto alter_table(name table, const S&... changes) noexcept {
  static_assert(sizeof...(S) > 0,
                "alter_table takes changes: logged, unlogged, with(...), reset(...), tablespace(...)");
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::alter_table_word>(op_kind::alter_table, said, changes...);
}

}  // namespace dsl
}  // namespace sterna
