// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sequence.hpp"

#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

// What a random op is about: few names, so that ops meet, and mostly of what is there.

namespace property {

class chooser {
 protected:
  explicit chooser(std::uint32_t seed) : random_{seed} {}

  void look_at(const sterna::catalog& world) {
    world_ = &world;
    tables_ = alive(sterna::object_kind::table);
  }

  [[nodiscard]] unsigned below(std::size_t n) { return static_cast<unsigned>(random_() % n); }
  [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  [[nodiscard]] T one_of(std::initializer_list<T> list) {
    return list.begin()[below(list.size())];
  }
  template <class T>
  [[nodiscard]] T one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  [[nodiscard]] std::vector<std::uint32_t> alive(sterna::object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (std::uint32_t i = 0; i < world_->state.objects.count; ++i) {
      if (world_->state.at(i).alive && world_->state.at(i).kind == kind) {
        made.push_back(i);
      }
    }
    return made;
  }
  /// What belongs to a table.
  [[nodiscard]] std::vector<std::uint32_t> parts(std::uint32_t table, sterna::object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (const std::uint32_t i : alive(kind)) {
      const sterna::object& it = world_->state.at(i);
      if (it.parent != sterna::object::none && world_->state.at(it.parent).key == world_->state.at(table).key) {
        made.push_back(i);
      }
    }
    return made;
  }
  [[nodiscard]] const sterna::object& at(std::uint32_t i) const { return world_->state.at(i); }
  [[nodiscard]] const sterna::data_type& type_of(std::uint32_t column) const {
    return world_->state.column(at(column)).type;
  }

  // --- names ----------------------------------------------------------------------------------------------------

  [[nodiscard]] name schema_name() {
    if (chance(75)) {
      return {};
    }
    return chance(12) ? name("public") : chance(50) ? name("s1") : name("s2");
  }
  [[nodiscard]] name table_name() { return one_of<name>({"alpha", "beta", "gamma"}); }
  [[nodiscard]] name column_name() { return one_of<name>({"a", "b", "c", "d"}); }
  [[nodiscard]] name type_name() { return one_of<name>({"mood", "size"}); }
  [[nodiscard]] name value_name() { return one_of<name>({"sad", "ok", "happy", "large"}); }
  /// A name for a relation or constraint; now and then one that PostgreSQL might have made.
  [[nodiscard]] name some_name(std::initializer_list<name> usual) {
    if (chance(85)) {
      return one_of(usual);
    }
    return one_of<name>({"alpha", "beta", "mood", "alpha_pkey", "alpha_a_key", "alpha_a_fkey", "alpha_a_check",
                         "alpha_a_seq", "alpha_check", "beta_pkey", "beta_b_seq", "i1", "k1", "v1", "q1", "v2",
                         "alpha_pkey1"});
  }
  [[nodiscard]] name index_name() { return some_name({"i1", "i2", "i3"}); }
  [[nodiscard]] name constraint_name() { return some_name({"k1", "k2", "k3"}); }
  [[nodiscard]] name view_name() { return some_name({"v1", "v2"}); }
  [[nodiscard]] name sequence_name() { return some_name({"q1", "q2"}); }

  /// A table that is there, mostly; its number or none.
  std::uint32_t choose_table(sterna::operation& op) {
    if (!tables_.empty() && chance(94)) {
      const std::uint32_t table = one_of(tables_);
      op.schema = at(table).schema;
      op.table = at(table).id;
      return table;
    }
    op.schema = schema_name();
    op.table = some_name({"alpha", "beta", "gamma"});
    return world_->relation(op.schema, op.table);
  }
  [[nodiscard]] name column_of(std::uint32_t table) {
    const auto list = table == sterna::object::none ? std::vector<std::uint32_t>{}
                                                    : parts(table, sterna::object_kind::column);
    return list.empty() || chance(4) ? column_name() : at(one_of(list)).id;
  }
  /// A column that is surely there, or an empty name.
  [[nodiscard]] name sure_column_of(std::uint32_t table) {
    const auto list = table == sterna::object::none ? std::vector<std::uint32_t>{}
                                                    : parts(table, sterna::object_kind::column);
    return list.empty() ? name{} : at(one_of(list)).id;
  }
  [[nodiscard]] std::vector<element> columns_of(std::uint32_t table) {
    std::vector<element> made{column_element(column_of(table))};
    if (chance(30)) {
      const name second = column_of(table);
      if (!(second == made[0].column) || chance(10)) {
        made.push_back(column_element(second));
      }
    }
    return made;
  }

  /// An object that is there, mostly.
  void choose(sterna::operation& op, sterna::object_kind kind, name otherwise) {
    const auto list = alive(kind);
    if (!list.empty() && chance(92)) {
      const sterna::object& it = at(one_of(list));
      op.schema = it.schema;
      op.object = it.id;
    } else {
      op.schema = schema_name();
      op.object = otherwise;
    }
  }
  [[nodiscard]] name value_of(const sterna::operation& op) {
    const std::uint32_t type = world_->enumeration(op.schema, op.object);
    if (type == sterna::object::none || chance(8)) {
      return value_name();
    }
    const auto values = world_->state.elements(world_->state.values(at(type)));
    return values.empty() ? value_name() : name_of(values[below(values.size())].expression);
  }
  [[nodiscard]] name constraint_of(std::uint32_t table) {
    if (table != sterna::object::none && chance(92)) {
      if (const auto list = parts(table, sterna::object_kind::constraint); !list.empty()) {
        return at(one_of(list)).id;
      }
    }
    return constraint_name();
  }

  const sterna::catalog* world_ = nullptr;
  std::vector<std::uint32_t> tables_{};

 private:
  std::mt19937 random_;
};

}  // namespace property
