// SPDX-License-Identifier: BSL-1.0
#include "history/offline_round_trip.hpp"
#include "history/round_trip.hpp"

#include <set>

#include "history/round_trip/details.hpp"
#include "history/round_trip/forum.hpp"
#include "history/round_trip/kinds.hpp"
#include "history/round_trip/ledger.hpp"
#include "history/round_trip/legacy.hpp"
#include "history/round_trip/moods.hpp"
#include "history/round_trip/named.hpp"
#include "history/round_trip/objects.hpp"
#include "history/round_trip/options.hpp"
#include "history/round_trip/remarks.hpp"
#include "history/round_trip/rolling.hpp"
#include "history/round_trip/saas.hpp"
#include "history/round_trip/shop.hpp"
#include "history/round_trip/tracker.hpp"

namespace history_round_trip_test {

namespace {

using sterna::op_kind;
using sterna::part;

constexpr const sterna::history_view* all_histories[] = {&round_trip::shop::history,    &round_trip::forum::history,
                                                         &round_trip::saas::history,    &round_trip::ledger::history,
                                                         &round_trip::tracker::history, &round_trip::legacy::history,
                                                         &round_trip::rolling::history, &round_trip::objects::history,
                                                         &round_trip::options::history, &round_trip::remarks::history,
                                                         &round_trip::named::history,   &round_trip::moods::history,
                                                         &round_trip::details::history, &round_trip::kinds::history};

/// What the upgrades of all histories say.
struct said {
  std::set<op_kind> ops{};
  std::set<part> parts{};
  std::set<std::pair<op_kind, part>> options{};
  std::set<std::pair<part, unsigned>> values{};  ///< of those parts that are one of a few
  std::size_t migrations = 0;

  said() {
    for (const sterna::history_view* each : all_histories) {
      for (const sterna::revision& one : each->revisions()) {
        ++migrations;
        add(one.up);
      }
    }
  }

 private:
  void add(sterna::list<sterna::token> tokens) {
    op_kind op{};
    for (const sterna::token& each : tokens) {
      const auto value = static_cast<unsigned>(each.value);
      switch (each.what) {
        case part::op:
        case part::next_op:
          op = static_cast<op_kind>(each.value);
          ops.insert(op);
          break;
        case part::type:
          values.emplace(each.what, value & 0xffU);
          values.emplace(part::type_text, value >> 8U & 0xfU);   // dimensions
          values.emplace(part::type_name, value >> 12U & 0xfU);  // arguments
          break;
        case part::key_options:
          values.emplace(part::key, value & 3U);              // order
          values.emplace(part::key_expression, value >> 2U);  // nulls
          break;
        case part::identity:
        case part::on_delete:
        case part::on_update:
          values.emplace(each.what, value);
          break;
        default:
          break;
      }
      // some stand there without having been said
      if ((each.what != part::type_schema && each.what != part::type_collation && each.what != part::key_options) ||
          !each.text().empty()) {
        parts.insert(each.what);
        options.emplace(op, each.what);
      }
    }
  }
};

}  // namespace

TEST_CASE("round trip: a shop, a forum, a service, a ledger, an issue tracker, and a database that was there before") {
  round_trip::expect({round_trip::shop::history, round_trip::forum::history, round_trip::saas::history,
                      round_trip::ledger::history, round_trip::tracker::history, round_trip::legacy::history,
                      round_trip::rolling::history, round_trip::objects::history, round_trip::options::history,
                      round_trip::remarks::history, round_trip::named::history, round_trip::moods::history,
                      round_trip::details::history, round_trip::kinds::history});
}

TEST_CASE("offline scripts of the same histories do what a run does") {
  offline_round_trip::expect({round_trip::shop::history, round_trip::forum::history, round_trip::saas::history,
                              round_trip::ledger::history, round_trip::tracker::history, round_trip::legacy::history,
                              round_trip::rolling::history, round_trip::objects::history, round_trip::options::history,
                      round_trip::remarks::history, round_trip::named::history, round_trip::moods::history,
                      round_trip::details::history, round_trip::kinds::history});
}

TEST_CASE("offline scripts one by one, through branches and merges, and of steps outside transactions") {
  offline_round_trip::expect_pieces(round_trip::tracker::history);
  offline_round_trip::expect_pieces(round_trip::rolling::history);
}

TEST_CASE("round trip: no op, and no option of one, is missing") {
  const said all;
  CHECK(all.migrations >= 120);
  for (unsigned i = 0; i <= static_cast<unsigned>(op_kind::validate_constraint); ++i) {
    CAPTURE(sterna::verb_of(static_cast<op_kind>(i)).word);
    CHECK(all.ops.contains(static_cast<op_kind>(i)));
  }
  for (unsigned i = static_cast<unsigned>(part::op); i <= static_cast<unsigned>(part::value_null); ++i) {
    CAPTURE(i);
    CHECK(all.parts.contains(static_cast<part>(i)) != (static_cast<part>(i) == part::renamed_from));  // of models only
  }
  const auto expect_values = [&](part of, unsigned first, unsigned last) {
    for (unsigned i = first; i <= last; ++i) {
      CAPTURE(static_cast<unsigned>(of));
      CAPTURE(i);
      CHECK(all.values.contains({of, i}));
    }
  };
  expect_values(part::type, 0, static_cast<unsigned>(sterna::base_type::bit_varying));
  expect_values(part::type_text, 0, 2);
  expect_values(part::type_name, 0, 2);
  expect_values(part::key, 0, 2);
  expect_values(part::key_expression, 0, 2);
  expect_values(part::identity, 1, static_cast<unsigned>(sterna::identity_kind::always));
  expect_values(part::on_delete, 1, static_cast<unsigned>(sterna::referential_action::set_default));
  expect_values(part::on_update, 1, static_cast<unsigned>(sterna::referential_action::set_default));

  using enum op_kind;
  const auto expect_option = [&](part option, std::initializer_list<op_kind> of) {
    for (const op_kind each : of) {
      CAPTURE(sterna::verb_of(each).word);
      CAPTURE(static_cast<unsigned>(option));
      CHECK(all.options.contains({each, option}));
    }
  };
  expect_option(part::schema, {add_column,           add_enumeration_value,
                               alter_column,         create_check_constraint,
                               create_enumeration,   create_foreign_key,
                               create_index,         create_primary_key,
                               create_sequence,      create_table,
                               create_table_comment, create_unique_constraint,
                               create_view,          drop_column,
                               drop_constraint,      drop_enumeration,
                               drop_index,           drop_sequence,
                               drop_table,           drop_view,
                               rename_column,        rename_enumeration_value,
                               rename_table,         set_not_null,
                               validate_constraint});
  expect_option(part::schema, {alter_index, alter_sequence, alter_table, attach_partition, create_exclude_constraint,
                               detach_partition, reindex_index, rename_constraint, rename_index, rename_sequence,
                               analyze_table, truncate_table});
  expect_option(part::key, {analyze_table});
  for (const part each : {part::key, part::only, part::cascade, part::restart}) {
    expect_option(each, {truncate_table});
  }
  expect_option(part::unset, {alter_column, alter_index, alter_sequence, alter_table});
  for (const part each : {part::as_type, part::increment, part::min_value, part::max_value, part::start, part::cache,
                          part::cycle, part::owned_by}) {
    expect_option(each, {create_sequence, alter_sequence});
  }
  for (const part each : {part::storage, part::statistics}) {
    expect_option(each, {create_table, alter_column});
  }
  for (const part each : {part::unlogged, part::inherits, part::access_method, part::parameter, part::tablespace}) {
    expect_option(each, {create_table, alter_table});
  }
  expect_option(part::parameter, {alter_column});
  expect_option(part::statistics, {alter_index});
  for (const part each : {part::parameter, part::tablespace}) {
    expect_option(each, {create_index, alter_index});
  }
  for (const part each : {part::if_exists, part::cascade}) {
    expect_option(each, {drop_column, drop_constraint, drop_enumeration, drop_index, drop_schema, drop_sequence,
                         drop_table, drop_view});
  }
  expect_option(part::if_not_exists,
                {add_column, add_enumeration_value, create_index, create_schema, create_sequence, create_table});
  expect_option(part::concurrently, {create_index, drop_index, reindex_index, reindex_table});
  expect_option(part::not_valid, {create_foreign_key, create_check_constraint});
  expect_option(part::existing_index, {create_primary_key, create_unique_constraint});
  expect_option(part::referred_schema, {create_foreign_key, create_table, add_column});
  expect_option(part::outside_transaction, {execute, set_not_null});
  expect_option(part::declares, {assume, execute, run});
  expect_option(part::reverse_sql, {execute});
  expect_option(part::reverse_host, {run});
  for (const part each :
       {part::type, part::using_expression, part::not_null, part::nullable, part::default_text,
        part::default_expression, part::default_integer, part::default_boolean, part::drop_default, part::comment}) {
    expect_option(each, {alter_column});
  }
  for (const part each : {part::type,
                          part::type_name,
                          part::type_text,
                          part::type_schema,
                          part::type_collation,
                          part::default_text,
                          part::default_expression,
                          part::default_integer,
                          part::default_boolean,
                          part::not_null,
                          part::nullable,
                          part::primary_key,
                          part::unique,
                          part::identity,
                          part::generated,
                          part::comment,
                          part::primary_key_constraint,
                          part::unique_constraint,
                          part::foreign_key_constraint,
                          part::check_constraint,
                          part::referred_schema}) {
    expect_option(each, {create_table});
  }
  for (const part each :
       {part::default_text, part::default_integer, part::default_boolean, part::not_null, part::unique, part::generated,
        part::comment, part::foreign_key_constraint, part::check_constraint}) {
    expect_option(each, {add_column});
  }
}

}  // namespace history_round_trip_test
