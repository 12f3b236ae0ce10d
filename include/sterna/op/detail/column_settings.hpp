// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/alter_sequence.hpp"
#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/sequence_values.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// What alter_column changes of a column besides its type and default: its identity, and how it is stored.

namespace sterna::detail {

/// Makes a column an identity, changes that, or ends it.
constexpr bool alter_identity_of(catalog& in, std::uint32_t table, const column_record& said, list<setting> settings,
                                 column_record& made) {
  const std::string_view id = said.id.view();
  const bool change = setting_in(settings, setting_kind::change_identity) != nullptr;
  const bool was = made.identity > identity_kind::none;
  if (!was && (change || said.identity == identity_kind::none)) {
    return in.excused(id, in.state.at(table).id.view()) || in.fail(fault::not_identity, id);
  }
  if (change) {
    sequence_values values = sequence_values_of(in.state.settings(made.settings), made.type.base);
    apply_sequence_settings(settings, false, values);
    made.identity = said.identity == identity_kind::unspecified ? made.identity : said.identity;
    const pool<setting> kept = sequence_settings(values, in.state.settings(made.settings), false);
    made.settings = in.state.keep(list<setting>(kept));
    return expect_sequence_values(in, values, settings, id);
  }
  if (said.identity == identity_kind::none) {
    made.identity = identity_kind::none;
    pool<setting> kept;
    for (const setting& each : in.state.settings(made.settings)) {
      if (!is_sequence_option(each)) {
        kept.push(each);
      }
    }
    made.settings = in.state.keep(list<setting>(kept));
    for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
      if (in.state.at(i).alive && in.state.at(i).kind == object_kind::sequence &&
          made_with_column(in.state, in.state.at(i)) && owner_of(in.state, in.state.at(i)) == said.id) {
        in.remove(i);
      }
    }
    return true;
  }
  if (was) {
    return in.fail(fault::column_is_identity, id, {}, {}, "cannot become one again");
  }
  if (made.server_default.what != default_value::form::none || !made.generated.empty()) {
    return in.fail(fault::conflicting_column, id);
  }
  if (made.null != nullability::not_null) {
    return in.fail(fault::identity_nullable, id, "not_null");
  }
  if (may_be_identity(made.type) == answer::no) {
    sql_writer type;
    type.type(made.type);
    return in.fail(fault::identity_type, id, {}, {}, type.text());
  }
  made.identity = said.identity;
  const pool<setting> all = merged_settings(in.state.settings(made.settings), settings);
  if (!keep_column_settings(in, all, made)) {
    return false;
  }
  add_owned_sequence(in, table, said.id, made.type.base);
  return true;
}

/// What a column says besides: its identity, or how it is stored.
constexpr bool alter_settings(catalog& in, std::uint32_t table, const column_record& said, list<setting> settings,
                              column_record& made) {
  if (said.identity != identity_kind::unspecified || setting_in(settings, setting_kind::change_identity) != nullptr) {
    return alter_identity_of(in, table, said, settings, made);
  }
  made.settings = in.state.keep(list<setting>(merged_settings(in.state.settings(made.settings), settings)));
  return expect_column_parameters(in, table, settings);
}

/// The storage that PostgreSQL takes by itself for a type; empty where that is not known here.
[[nodiscard]] constexpr std::string_view usual_storage(const data_type& type) noexcept {
  const base_type base = type.base;
  if (type.dimensions > 0) {
    return "EXTENDED";
  }
  switch (base) {
    case base_type::raw:
    case base_type::named:
      return {};
    case base_type::numeric:
    case base_type::inet:
    case base_type::cidr:
      return "MAIN";
    case base_type::varchar:
    case base_type::character:
    case base_type::text:
    case base_type::json:
    case base_type::jsonb:
    case base_type::bytea:
    case base_type::tsvector:
    case base_type::xml:
    case base_type::bit:
    case base_type::bit_varying:
      return "EXTENDED";
    default:
      return "PLAIN";
  }
}

/// What brings back an identity and a storage as they were. False where that has no words.
constexpr bool settings_of_column_back(const changes& made, const object& old, const column_record& said,
                                       list<setting> settings, column_record& back, script_builder& out) {
  pool<setting> kept;
  const schema_state& state = made.after.state;
  const column_record& before = state.column(old);
  const auto old_settings = state.settings(before.settings);
  for (const setting& each : settings) {
    if (is_storage(each)) {
      const setting* const was = setting_in(old_settings, each.what, each.text);
      setting one = was != nullptr ? *was : each;
      one.unset = was == nullptr;
      if (one.unset && one.what == setting_kind::storage) {
        one.unset = false;
        one.text = usual_storage(before.type);
      }
      if (one.what == setting_kind::storage && one.text.empty()) {
        return false;
      }
      kept.push(one);
    }
  }
  if (setting_in(settings, setting_kind::change_identity) != nullptr) {
    back.identity = said.identity == identity_kind::unspecified ? identity_kind::unspecified : before.identity;
    const std::uint32_t first = kept.count;
    sequence_settings_back(sequence_values_of(old_settings, before.type.base), settings, kept);
    if (kept.count > first || back.identity != identity_kind::unspecified) {
      kept.push(blank_setting).what = setting_kind::change_identity;
    }
  } else if (said.identity == identity_kind::none) {
    back.identity = before.identity;
    for (const setting& each : old_settings) {
      if (is_sequence_option(each)) {
        kept.push(each);
      }
    }
  } else if (said.identity != identity_kind::unspecified) {
    back.identity = identity_kind::none;
  }
  back.settings = describe_settings(kept, out);
  return true;
}

}  // namespace sterna::detail
