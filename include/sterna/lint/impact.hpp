// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/lint/cost.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {

/// PostgreSQL's locks on tables, each stronger than the one before: from `share` on writers wait, with
/// `access_exclusive` readers too.
enum class lock_mode : unsigned char {
  none, access_share, row_share, row_exclusive, share_update_exclusive, share, share_row_exclusive, exclusive,
  access_exclusive,
};
/// As LOCK TABLE spells it; empty for none.
[[nodiscard]] constexpr std::string_view lock_name(lock_mode of) noexcept {
  constexpr std::string_view names[] = {
      "", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
      "EXCLUSIVE", "ACCESS EXCLUSIVE"};
  return names[static_cast<unsigned>(of)];
}

/// What an op does to those who use the database.
struct impact {
  lock_mode table = lock_mode::none;       ///< the strongest lock on what the op names, where it was there before
  lock_mode other = lock_mode::none;       ///< the strongest on tables that it reaches: of a foreign key, by CASCADE
  lock_mode while_reading = lock_mode::none;  ///< the lock on the table while its rows are read
  bool scan = false;                       ///< all rows are read: to check them, or to build an index
  bool rewrite = false;                    ///< the table is written anew, with all its indexes
  bool only_outside_utc = false;           ///< the rewrite is spared where the session's TimeZone is UTC
  bool loses_data = false;
  bool breaks_old_code = false;            ///< programs that know the schema before may fail
  bool unknown = false;                    ///< SQL and C++ are not looked at
};

namespace detail {

constexpr void read_under(impact& made, lock_mode lock) noexcept {
  made.scan = true;
  made.while_reading = lock;
}

/// Whether a table refers to others, or (`back`) others to it.
[[nodiscard]] constexpr bool has_references(const catalog& in, std::uint32_t table, bool back) {
  const schema_state& state = in.state;
  if (back) {
    for (std::uint32_t i = state.at(table).first_referrer; i != object::none; i = state.at(i).next_referrer) {
      if (state.at(i).alive && state.at(state.at(i).parent).key != state.at(table).key) {
        return true;
      }
    }
    return false;
  }
  for (std::uint32_t i = state.at(table).first_child; i != object::none; i = state.at(i).next) {
    const object& it = state.at(i);
    if (it.alive && it.kind == object_kind::constraint) {
      const constraint_record& of = state.constraint(it);
      if (of.what == constraint_kind::foreign_key && in.relation(of.referred_schema, of.referred_table) != table) {
        return true;
      }
    }
  }
  return false;
}

/// Whether foreign keys hang on a key of these columns.
[[nodiscard]] constexpr bool is_referred(const catalog& in, std::uint32_t table, list<element> columns) {
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    if (in.state.at(i).alive && in.state.at(in.state.at(i).parent).key != in.state.at(table).key &&
        same_columns(in.state.elements(in.state.constraint(in.state.at(i)).referred_columns), columns)) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool refers_elsewhere(const operation& op, const constraint_record& key) noexcept {
  return key.what == constraint_kind::foreign_key &&
         !(key.referred_table == op.table && (key.referred_schema == op.schema || key.referred_schema.empty()));
}

/// Whether a TRUNCATE reaches further than the first table that it names.
[[nodiscard]] constexpr bool truncates_others(const operation& op, const catalog& in, std::uint32_t table) {
  bool found = op.keys.count > 0 || (op.cascade && table != object::none && has_references(in, table, true));
  if (table != object::none && !op.only) {
    for_each_heir(in, table, [&](std::uint32_t, const setting&) { found = true; });
  }
  return found;
}

constexpr void impact_of_new_column(const operation& op, const script& of, impact& made) {
  const column_record& said = of.columns(op.columns)[0];
  const bool references = has_constraint(said, of, constraint_kind::foreign_key);
  const bool numbered = said.type.serial() || is_identity(said, of);
  const bool computed = numbered || !said.generated.empty();
  made.rewrite = (computed && !said.is_virtual) || volatility_of_default(said.server_default) == volatility::each_row;
  made.breaks_old_code = said.null == nullability::not_null && !computed && !gives_value(said.server_default);
  if (made.rewrite || made.breaks_old_code || said.unique || said.primary_key ||
      has_constraint(said, of, constraint_kind::check) || (references && gives_value(said.server_default))) {
    read_under(made, lock_mode::access_exclusive);
  }
  for (const constraint_record& own : of.constraints(said.constraints)) {
    made.other = refers_elsewhere(op, own) ? lock_mode::share_row_exclusive : made.other;
  }
}

/// SET STATISTICS and SET (n_distinct = 5) are the settings of a column that keep nobody out.
[[nodiscard]] constexpr bool more_than_statistics(list<setting> all) noexcept {
  for (const setting& each : all) {
    if (each.what != setting_kind::statistics && each.what != setting_kind::parameter) {
      return true;
    }
  }
  return false;
}

constexpr void impact_of_alteration(const operation& op, const script& of, const catalog& in, std::uint32_t table,
                                    impact& made) {
  const column_record& said = of.columns(op.columns)[0];
  using form = default_value::form;
  const bool more_than_comment =
      said.has_type || said.null != nullability::unspecified || said.server_default.what != form::none ||
      said.identity != identity_kind::unspecified || detail::more_than_statistics(of.settings(said.settings));
  made.table = more_than_comment ? lock_mode::access_exclusive : lock_mode::share_update_exclusive;
  const std::uint32_t column = table == object::none ? object::none : in.column(table, said.id);
  if (said.has_type) {
    made.breaks_old_code = true;
    if (column != object::none) {
      const type_change change = change_of_type(in, table, in.state.at(column), said);
      made.rewrite = change.table;
      made.only_outside_utc = change.utc;
      made.loses_data = may_lose(in, in.state.at(column), said);
      made.other = change.other ? lock_mode::access_exclusive : lock_mode::none;
      if (change.table || change.index || change.check || change.reference) {
        read_under(made, lock_mode::access_exclusive);
      }
    }
  }
  if (said.null == nullability::not_null) {
    made.breaks_old_code = true;
    if (column != object::none && may_hold_null(in, table, said.id)) {
      read_under(made, lock_mode::access_exclusive);
    }
  }
}

constexpr void impact_of_constraint(const operation& op, const script& of, const catalog& in, std::uint32_t table,
                                    impact& made) {
  const constraint_record& said = of.constraints(op.constraints)[0];
  const bool foreign = said.what == constraint_kind::foreign_key;
  const bool check = said.what == constraint_kind::check;
  made.table = foreign ? lock_mode::share_row_exclusive : lock_mode::access_exclusive;
  made.other = refers_elsewhere(op, said) ? lock_mode::share_row_exclusive : lock_mode::none;
  if (foreign || check ? !said.not_valid : said.index.empty()) {
    read_under(made, made.table);
  } else if (said.what == constraint_kind::primary_key && table != object::none &&
             any_may_hold_null(in, table, key_columns(in, in.state.at(table), of, said))) {
    read_under(made, made.table);
  }
}

constexpr void impact_of_dropped_constraint(const operation& op, const catalog& in, std::uint32_t table, impact& made) {
  made.table = lock_mode::access_exclusive;
  const std::uint32_t found = table == object::none ? object::none : in.constraint(table, op.object);
  if (found != object::none) {
    const constraint_record& of = in.state.constraint(in.state.at(found));
    if (of.what == constraint_kind::foreign_key
            ? in.relation(of.referred_schema, of.referred_table) != table
            : op.cascade && is_referred(in, table, in.state.elements(of.columns))) {
      made.other = lock_mode::access_exclusive;
    }
  }
}

constexpr void impact_of_validation(const operation& op, const catalog& in, std::uint32_t table, impact& made) {
  made.table = lock_mode::share_update_exclusive;
  const std::uint32_t found = table == object::none ? object::none : in.constraint(table, op.object);
  if (found != object::none && in.state.constraint(in.state.at(found)).not_valid) {
    const constraint_record& of = in.state.constraint(in.state.at(found));
    read_under(made, made.table);
    if (of.what == constraint_kind::foreign_key && in.relation(of.referred_schema, of.referred_table) != table) {
      made.other = lock_mode::row_share;
    }
  }
}

constexpr void impact_of_dropped_column(const operation& op, const catalog& in, std::uint32_t table, impact& made) {
  made.table = lock_mode::access_exclusive;
  made.loses_data = made.breaks_old_code = true;
  const schema_state& state = in.state;
  for (std::uint32_t i = table == object::none ? object::none : state.at(table).first_child; i != object::none;
       i = state.at(i).next) {
    const object& it = state.at(i);
    if (it.alive && it.kind == object_kind::constraint) {
      const constraint_record& of = state.constraint(it);
      if (has_member(state.elements(of.columns), op.object) &&
          (of.what == constraint_kind::foreign_key
               ? in.relation(of.referred_schema, of.referred_table) != table
               : op.cascade && is_referred(in, table, state.elements(of.columns)))) {
        made.other = lock_mode::access_exclusive;
      }
    }
  }
}

constexpr void impact_of_table_settings(list<setting> all, impact& made) {
  made.table = lock_mode::share_update_exclusive;
  for (const setting& each : all) {
    if (each.what == setting_kind::inherits) {
      made.other = each.unset ? lock_mode::access_share : lock_mode::share_update_exclusive;
    }
    if (each.what != setting_kind::parameter && each.what != setting_kind::cluster_on) {
      made.table = lock_mode::access_exclusive;
    }
    if (each.what == setting_kind::unlogged || each.what == setting_kind::tablespace ||
        each.what == setting_kind::access_method) {
      made.rewrite = true;
      read_under(made, lock_mode::access_exclusive);
    }
  }
}

}  // namespace detail

namespace detail {

/// What an object that is a name and a text asks of the table that it belongs to.
constexpr void impact_of_object(const operation& op, impact& made) noexcept {
  const bool creates = op.what == op_kind::create_object;
  switch (op.object_is) {
    case object_kind::trigger:
    case object_kind::constraint_trigger:
      made.table = creates ? lock_mode::share_row_exclusive : lock_mode::access_exclusive;
      break;
    case object_kind::rule:
    case object_kind::policy:
      made.table = lock_mode::access_exclusive;
      break;
    case object_kind::statistics:
      made.table = creates ? lock_mode::share_update_exclusive : lock_mode::none;
      made.other = creates ? lock_mode::none : lock_mode::share_update_exclusive;
      break;
    case object_kind::view:  // another query
      made.table = lock_mode::access_exclusive;
      made.other = lock_mode::access_share;
      break;
    case object_kind::foreign_table:
      made.table = creates ? lock_mode::none : lock_mode::access_exclusive;
      break;
    default:
      break;
  }
  if (op.what == op_kind::drop_object) {
    made.other = op.cascade ? lock_mode::access_exclusive : made.other;
    made.loses_data = op.cascade;
    made.breaks_old_code = !is_of_table(op.object_is) && op.object_is != object_kind::statistics;
  }
}

}  // namespace detail

/// What an op does on the schema as it is before it. On a table that nothing is known of, the worst of what it may do.
[[nodiscard]] constexpr impact impact_of(const operation& op, const script& of, const catalog& before) {
  impact made;
  const std::uint32_t table = op.table.empty() ? object::none : detail::table_of(op, before);
  constexpr lock_mode access_exclusive = lock_mode::access_exclusive;
  switch (op.what) {
    case op_kind::add_column:
      made.table = access_exclusive;
      detail::impact_of_new_column(op, of, made);
      break;
    case op_kind::expand_column:
      made.table = access_exclusive;
      detail::impact_of_new_column(op, of, made);
      if (!op.new_name.empty()) {  // it comes back, and is filled
        detail::read_under(made, access_exclusive);
      }
      break;
    case op_kind::alter_column:
      detail::impact_of_alteration(op, of, before, table, made);
      break;
    case op_kind::create_table:
      for (const setting& each : of.settings(op.settings)) {
        made.other = each.what == setting_kind::partition_of ? access_exclusive
                     : each.what == setting_kind::inherits   ? lock_mode::share_update_exclusive
                                                             : made.other;
      }
      for (const constraint_record& each : of.constraints(op.constraints)) {
        made.other = detail::refers_elsewhere(op, each) && made.other < lock_mode::share_row_exclusive
                         ? lock_mode::share_row_exclusive
                         : made.other;
      }
      for (const column_record& column : of.columns(op.columns)) {
        for (const constraint_record& each : of.constraints(column.constraints)) {
          made.other = detail::refers_elsewhere(op, each) ? lock_mode::share_row_exclusive : made.other;
        }
      }
      break;
    case op_kind::create_index:
    case op_kind::reindex_index:
    case op_kind::reindex_table:
      made.table = op.concurrently ? lock_mode::share_update_exclusive : lock_mode::share;
      detail::read_under(made, made.table);
      break;
    case op_kind::drop_index:
      made.table = op.concurrently ? lock_mode::share_update_exclusive : access_exclusive;
      if (op.cascade) {
        made.other = access_exclusive;
      }
      break;
    case op_kind::create_primary_key:
    case op_kind::create_unique_constraint:
    case op_kind::create_exclude_constraint:
    case op_kind::create_foreign_key:
    case op_kind::create_check_constraint:
      detail::impact_of_constraint(op, of, before, table, made);
      break;
    case op_kind::drop_constraint:
      detail::impact_of_dropped_constraint(op, before, table, made);
      break;
    case op_kind::validate_constraint:
      detail::impact_of_validation(op, before, table, made);
      break;
    case op_kind::set_not_null:
      made.table = access_exclusive;
      detail::read_under(made, lock_mode::share_update_exclusive);
      made.breaks_old_code = true;
      break;
    case op_kind::backfill:
      made.table = lock_mode::share_update_exclusive;  // of the ANALYZE behind it
      detail::read_under(made, lock_mode::row_exclusive);
      break;
    case op_kind::drop_column:
      detail::impact_of_dropped_column(op, before, table, made);
      break;
    case op_kind::contract_column: {
      operation drop = op;
      drop.object = op.keep_old ? op.new_name : op.object;
      detail::impact_of_dropped_column(drop, before, table, made);
      break;
    }
    case op_kind::drop_table:
      made.table = access_exclusive;
      made.loses_data = made.breaks_old_code = true;
      if (table != object::none && (detail::has_references(before, table, false) ||
                                    (op.cascade && detail::has_references(before, table, true)))) {
        made.other = access_exclusive;
      }
      break;
    case op_kind::truncate_table:
      made.table = access_exclusive;
      made.loses_data = true;
      made.other = detail::truncates_others(op, before, table) ? access_exclusive : lock_mode::none;
      break;
    case op_kind::analyze_table:  // it reads some of the rows
      made.table = lock_mode::share_update_exclusive;
      if (table != object::none) {
        detail::for_each_heir(before, table, [&](std::uint32_t, const setting& as) {
          made.other = as.what == setting_kind::partition_of ? made.table : lock_mode::access_share;
        });
      }
      break;
    case op_kind::rename_table:
    case op_kind::rename_column:
      made.table = access_exclusive;
      made.breaks_old_code = !op.keep_old;
      break;
    case op_kind::comment_on:
    case op_kind::create_table_comment:
      made.table = lock_mode::share_update_exclusive;
      break;
    case op_kind::create_view:
      made.other = lock_mode::access_share;
      break;
    case op_kind::drop_view:
      made.table = access_exclusive;
      made.breaks_old_code = true;
      break;
    case op_kind::drop_sequence:
      made.table = access_exclusive;
      made.other = op.cascade ? access_exclusive : lock_mode::none;
      made.loses_data = made.breaks_old_code = true;
      break;
    case op_kind::drop_schema:
    case op_kind::drop_enumeration:
      made.other = op.cascade ? access_exclusive : lock_mode::none;
      made.loses_data = op.cascade;
      made.breaks_old_code = true;
      break;
    case op_kind::replace_enumeration_values:
      made.other = access_exclusive;
      made.rewrite = made.breaks_old_code = true;
      made.loses_data = op.keys.count > 0;
      detail::read_under(made, access_exclusive);
      break;
    case op_kind::rename_enumeration_value:
      made.breaks_old_code = true;
      break;
    case op_kind::create_object:
    case op_kind::replace_object:
    case op_kind::drop_object:
      detail::impact_of_object(op, made);
      break;
    case op_kind::alter_row_security:
      made.table = access_exclusive;
      made.breaks_old_code = op.where == "ENABLE" || op.where == "FORCE";
      break;
    case op_kind::refresh_materialized_view:
      made.table = op.keep_old ? lock_mode::exclusive : access_exclusive;
      made.other = lock_mode::access_share;
      made.rewrite = !op.keep_old;
      detail::read_under(made, made.table);
      break;
    case op_kind::execute:
    case op_kind::run:
      made.unknown = true;
      break;
    case op_kind::alter_table:
      detail::impact_of_table_settings(of.settings(op.settings), made);
      break;
    case op_kind::alter_object:
      made.table = is_of_table(op.object_is) || op.object_is == object_kind::table ? lock_mode::share_row_exclusive
                                                                                   : lock_mode::none;
      if (has_query(op.object_is) || op.object_is == object_kind::foreign_table) {
        made.table = access_exclusive;
      }
      break;
    case op_kind::alter_index:
    case op_kind::alter_sequence:
      made.table = op.what == op_kind::alter_sequence ? lock_mode::share_row_exclusive
                   : detail::setting_in(of.settings(op.settings), setting_kind::tablespace) != nullptr
                       ? access_exclusive
                       : lock_mode::share_update_exclusive;
      break;
    case op_kind::attach_partition:
      made.table = lock_mode::access_exclusive;
      made.other = lock_mode::share_update_exclusive;
      detail::read_under(made, lock_mode::access_exclusive);
      break;
    case op_kind::detach_partition:
      made.table = access_exclusive;
      made.other = op.concurrently ? lock_mode::share_update_exclusive : access_exclusive;
      made.breaks_old_code = true;
      break;
    case op_kind::set_owner:
      made.table = access_exclusive;
      break;
    case op_kind::set_schema:
      made.table = access_exclusive;
      made.breaks_old_code = true;
      break;
    case op_kind::rename_object:
      made.table = is_of_table(op.object_is) ? access_exclusive : lock_mode::none;
      made.breaks_old_code = !is_of_table(op.object_is) && op.object_is != object_kind::statistics;
      break;
    case op_kind::revoke:
      made.breaks_old_code = op.sql != "DEFAULT";
      break;
    case op_kind::bulk_insert:
      made.table = lock_mode::row_exclusive;
      break;
    case op_kind::attach_index:  // of the partition's index, and of the whole one
      made.table = access_exclusive;
      made.other = lock_mode::share_update_exclusive;
      break;
    case op_kind::alter_constraint:
    case op_kind::rename_constraint:
      made.table = access_exclusive;
      break;
    case op_kind::rename_index:
      made.table = lock_mode::share_update_exclusive;
      break;
    case op_kind::rename_sequence:
      made.table = access_exclusive;
      made.breaks_old_code = true;
      break;
    case op_kind::add_enumeration_value:
    case op_kind::assume:
    case op_kind::create_enumeration:
    case op_kind::create_schema:
    case op_kind::create_sequence:
    case op_kind::grant:
      break;
  }
  return made;
}

}  // namespace sterna
