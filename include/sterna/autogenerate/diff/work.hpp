// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/managed.hpp"
#include "sterna/autogenerate/player.hpp"
#include "sterna/schema/compare.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/object.hpp"
#include "sterna/schema/restore/order.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna::detail {

/// A diff at work: `now` begins as the first schema and is played towards the second one. What each op takes along, and
/// what stands in its way, is seen there, and not guessed.
struct diff_work {
  catalog& now;
  const catalog& to;
  const diff_options& options;
  migration_player player;
  std::vector<std::string> notes{};
  std::vector<std::uint32_t> indexes_later{};  ///< of `to`: to be built without stopping writers
  std::vector<std::uint32_t> keys_later{};     ///< of `to`: constraints that take such an index over
  std::vector<std::uint32_t> validated_later{};            ///< of `to`
  std::vector<std::pair<name, name>> dropped_later{};      ///< indexes: schema and name
  std::vector<std::uint32_t> filled_later{};               ///< of `to`: columns whose default has a value for each row
  std::vector<std::uint32_t> not_null_later{};             ///< of `to`: columns
  std::vector<std::uint32_t> identities_later{};           ///< of `to`: columns that may be null so far
  std::vector<std::uint32_t> kept{};                       ///< of `to`: columns that only a drop would put right

  bool bodies_later = false;  ///< the server does not look at bodies of functions when they are made

  diff_work(catalog& from, const catalog& wanted, const diff_options& asked)
      : now{from}, to{wanted}, options{asked}, player{from, *asked.policy} {}

  void note(std::string text) {
    if (std::ranges::find(notes, text) == notes.end()) notes.push_back(std::move(text));
  }
  /// Whether an object is one to look after.
  [[nodiscard]] bool managed(const catalog& in, const object& it) const {
    return left_alone(in, it, to, options).empty() && !inherited_in_both(in, it, &in == &to ? now : to);
  }
  /// The living objects of a kind, in the order in which they were made.
  [[nodiscard]] std::vector<std::uint32_t> all(const catalog& in, object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
      const object& it = in.state.at(i);
      if (it.alive && it.kind == kind && managed(in, it)) made.push_back(i);
    }
    return made;
  }
  /// The living parts of a table that are of a kind; columns in their order.
  [[nodiscard]] std::vector<std::uint32_t> parts(const catalog& in, std::uint32_t table, object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (std::uint32_t t = table; t != object::none; t = in.state.at(t).previous) {  // each version has its list
      for (std::uint32_t i = in.state.at(t).first_child; i != object::none; i = in.state.at(i).next) {
        const object& it = in.state.at(i);
        if (it.alive && it.kind == kind && managed(in, it)) made.push_back(i);
      }
    }
    std::ranges::sort(made);
    made.erase(std::unique(made.begin(), made.end()), made.end());
    put_in_order(made.data(), static_cast<std::uint32_t>(made.size()), in.state);
    return made;
  }
  [[nodiscard]] const object& wanted(std::uint32_t i) const { return to.state.at(i); }
  /// What an object of `to` is now, or none.
  [[nodiscard]] std::uint32_t now_of(std::uint32_t i) const {
    return counterpart(to, to.state.at(i), now, side::wanted);
  }
  [[nodiscard]] std::uint32_t wanted_of(std::uint32_t i) const {
    return counterpart(now, now.state.at(i), to, side::found);
  }
  /// The table of an object of `to`, as it is now, or none.
  [[nodiscard]] std::uint32_t table_of(std::uint32_t i) const {
    return now.state.find(to.state.at(wanted(i).parent).key);
  }
  [[nodiscard]] bool differs(std::uint32_t i, std::uint32_t there) const {
    return !definition_difference({to, now}, to.state.at(i), now.state.at(there)).empty();
  }
  [[nodiscard]] static std::string full_name(const catalog& in, const object& it) {
    const object& of = it.parent == object::none ? it : in.state.at(it.parent);
    std::string made(of.schema == public_schema ? std::string_view{} : of.schema.view());
    made += (made.empty() ? "" : ".") + std::string(of.id.view());
    return it.parent == object::none ? made : made + "." + std::string(it.id.view());
  }

  /// Plays an op; where something stands in its way that is not to stay as it is, that goes first.
  bool play(script_builder& one, std::string comment = {}) {
    verdict refused = player.play(one, comment);
    for (int tries = 0; refused && tries < 64 && make_way(refused, one); ++tries) refused = player.play(one, comment);
    if (refused) {
      sql_writer sentence;
      write_message(refused, {}, sentence);
      note("not done: " + std::string(sentence.text()));
    }
    return !refused;
  }

  bool drop(op_kind what, const name& schema, const name& table, const name& id, std::string comment = {}) {
    script_builder one;
    operation& op = one.add(what);
    op.schema = schema;
    op.table = table;
    op.object = id;
    return play(one, std::move(comment));
  }
  /// Drops an object of `now`, whatever it is.
  bool drop(std::uint32_t i, std::string comment = {}) {
    const object it = now.state.at(i);
    const name schema = it.parent == object::none ? it.schema : now.state.at(it.parent).schema;
    const name table = it.parent == object::none ? it.id : now.state.at(it.parent).id;
    switch (it.kind) {
      case object_kind::schema: return drop(op_kind::drop_schema, {}, {}, it.id, std::move(comment));
      case object_kind::table: return drop(op_kind::drop_table, schema, it.id, {}, std::move(comment));
      case object_kind::view: return drop(op_kind::drop_view, schema, {}, it.id, std::move(comment));
      case object_kind::sequence: return drop(op_kind::drop_sequence, schema, {}, it.id, std::move(comment));
      case object_kind::enumeration: return drop(op_kind::drop_enumeration, schema, {}, it.id, std::move(comment));
      case object_kind::column: return drop(op_kind::drop_column, schema, table, it.id, std::move(comment));
      case object_kind::constraint: return drop(op_kind::drop_constraint, schema, table, it.id, std::move(comment));
      case object_kind::index:
        return drop(now.state.index(it).constraint ? op_kind::drop_constraint : op_kind::drop_index, schema, table,
                    it.id, std::move(comment));
      default: break;
    }
    script_builder one;
    if (it.kind == object_kind::materialized_view) {
      operation& op = one.add(op_kind::drop_view);
      op.object_is = it.kind;
      op.schema = it.schema;
      op.object = it.id;
    } else if (is_text_kind(it.kind)) {
      add_text_op(now, it, one);
      operation& op = one.operations().items[0];
      op.what = op_kind::drop_object;
      op.where = op.sql = {};
      if (is_routine(it.kind) && op.method.empty()) op.method = "()";
      if (it.kind == object_kind::statistics) op.table = {};
    } else {
      return false;
    }
    return play(one, std::move(comment));
  }

 private:
  [[nodiscard]] bool may_go(std::uint32_t i) const {
    const object& it = now.state.at(i);
    const bool holds_data = it.kind == object_kind::table || it.kind == object_kind::column;
    const bool computed = it.kind == object_kind::column && !now.state.column(it).generated.empty();
    if (!managed(now, it) || making_way_.contains(it.key)) return false;
    return !holds_data || computed || (!options.no_drops && wanted_of(i) == object::none);
  }
  bool drop_in_the_way(std::uint32_t i) {
    if (i == object::none || !may_go(i)) return false;
    const std::uint64_t key = now.state.at(i).key;
    making_way_.insert(key);
    const bool gone = drop(i);
    making_way_.erase(key);
    return gone;
  }

  /// Does away with what a refusal names. What the second schema has too is made again later.
  bool make_way(const verdict& refused, const script_builder& one) {
    const operation& op = one.view().operations[0];
    switch (refused.what) {
      case fault::still_needed: return drop_needing(refused);
      case fault::table_exists:
      case fault::view_exists:
      case fault::index_exists:
      case fault::sequence_exists:
      case fault::type_exists:
      case fault::constraint_exists: return drop_of_same_name(op, refused.subject.view());
      case fault::no_operator_class:
      case fault::key_types: return drop_keys_of(op);
      default: return false;
    }
  }
  /// What needs an object: `owner` is its name, `nearest` its table, `detail` the word for its kind.
  bool drop_needing(const verdict& refused) {
    for (std::uint32_t i = now.state.objects.count; i-- > 0;) {
      const object it = now.state.at(i);
      if (!it.alive || it.id.view() != refused.owner.view() || catalog::word_for(it.kind) != refused.detail.view() ||
          owner_of(now, it) != refused.nearest.view()) {
        continue;
      }
      const bool computed = it.kind == object_kind::column && !now.state.column(it).generated.empty();
      return (it.kind == object_kind::column && !computed && drop_default(i)) || drop_in_the_way(i);
    }
    return false;
  }
  bool drop_default(std::uint32_t i) {
    const object it = now.state.at(i);
    if (now.state.column(it).server_default.what == default_value::form::none) return false;
    script_builder one;
    column_record& change = one.add_column();
    change.id = it.id;
    change.server_default.what = default_value::form::drop;
    operation& op = one.add(op_kind::alter_column);
    op.schema = now.state.at(it.parent).schema;
    op.table = now.state.at(it.parent).id;
    op.object = it.id;
    op.columns = {0, 1};
    return !player.play(one);
  }
  bool drop_of_same_name(const operation& op, std::string_view id) {
    for (std::uint32_t i = now.state.objects.count; i-- > 0;) {
      const object& it = now.state.at(i);
      const name& schema = it.parent == object::none ? it.schema : now.state.at(it.parent).schema;
      if (!it.alive || it.id.view() != id || it.kind == object_kind::column || it.kind == object_kind::schema ||
          schema_state::place(schema) != schema_state::place(op.schema)) {
        continue;
      }
      const std::uint32_t there = wanted_of(i);
      if (it.kind == object_kind::sequence && is_implied(now, it)) {  // it goes with its column; any name will do
        if (rename_sequence(i)) return true;
        continue;
      }
      if (there != object::none && !differs(there, i) && !is_implied(now, it)) continue;
      if (rename_key(i) || drop_in_the_way(i)) return true;
    }
    return false;
  }
  bool rename_sequence(std::uint32_t i) {
    const object it = now.state.at(i);
    const name schema = now.state.at(it.parent).schema;
    for (int n = 1; n < 10; ++n) {
      const name id = now.state.keep_name(std::string(it.id.view()) + std::to_string(n));
      if (now.relation(schema, id) != object::none || to.relation(schema, id) != object::none) continue;
      script_builder one;
      operation& op = one.add(op_kind::rename_sequence);
      op.schema = schema;
      op.object = it.id;
      op.new_name = id;
      return !player.play(one);
    }
    return false;
  }
  /// A key of any name, whose name another object is to have, gets the one that PostgreSQL would have chosen.
  bool rename_key(std::uint32_t index) {
    const object it = now.state.at(index);
    if (it.kind != object_kind::index || !now.state.index(it).constraint) return false;
    const std::uint32_t key = now.constraint(it.parent, it.id);
    const std::uint32_t there = key == object::none ? key : wanted_of(key);
    if (there == object::none || wanted(there).id == it.id || !managed(now, now.state.at(key))) return false;
    script_builder one;
    operation& op = one.add(op_kind::rename_constraint);
    op.schema = now.state.at(it.parent).schema;
    op.table = now.state.at(it.parent).id;
    op.object = it.id;
    op.new_name = wanted(there).id;
    return !player.play(one);
  }
  /// The keys and indexes that hold a column to its type, of its table and of those that refer to it.
  bool drop_keys_of(const operation& op) {
    const std::uint32_t table = now.relation(op.schema, op.table);
    if (table == object::none) return false;
    bool any = false;
    for (const object_kind kind : {object_kind::constraint, object_kind::index}) {
      for (const std::uint32_t i : all(now, kind)) {
        const object& it = now.state.at(i);
        if (!it.alive) continue;
        const bool own = it.parent != object::none && now.state.at(it.parent).key == now.state.at(table).key;
        const bool foreign = kind == object_kind::constraint &&
                             now.state.constraint(it).what == constraint_kind::foreign_key;
        const slice list = kind == object_kind::index ? now.state.index(it).keys : now.state.constraint(it).columns;
        const bool refers = foreign && schema_state::relation_key(now.state.constraint(it).referred_schema,
                                                                  now.state.constraint(it).referred_table) ==
                                           now.state.at(table).key;
        if ((own && has_member(now.state.elements(list), op.object)) ||
            (refers && has_member(now.state.elements(now.state.constraint(it).referred_columns), op.object))) {
          if (kind == object_kind::index && now.state.index(it).constraint) continue;
          any = drop_in_the_way(i) || any;
        }
      }
    }
    return any;
  }

  std::set<std::uint64_t> making_way_{};
};

}  // namespace sterna::detail
