// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff/work.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/object.hpp"
#include "sterna/schema/restore/sequence.hpp"
#include "sterna/schema/signature.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <string>
#include <string_view>

// What stands beside the tables: schemas, enumerations, sequences, views.

namespace sterna::detail {

inline void create_schemas(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::schema)) {
    if (work.now_of(i) != object::none) continue;
    script_builder one;
    one.add(op_kind::create_schema).object = work.wanted(i).id;
    work.play(one);
  }
}

/// Adds the values that an enumeration lacks, each in its place. False where values would have to go or to move: then
/// none is added.
inline bool add_values(diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  const auto to = work.to.state.elements(work.to.state.values(work.wanted(wanted)));
  const auto now = [&] {
    return work.now.state.elements(work.now.state.values(work.now.state.at(work.now_of(wanted))));
  };
  const auto before = work.now.state.elements(work.now.state.values(work.now.state.at(there)));
  std::size_t kept = 0;
  for (const element& each : to) kept += kept < before.size() && before[kept].expression == each.expression ? 1U : 0U;
  if (kept < before.size()) return false;
  for (std::size_t i = 0; i < to.size(); ++i) {
    const bool last = i >= now().size();
    if (!last && now()[i].expression == to[i].expression) continue;
    script_builder one;
    one.add_element().expression = to[i].expression;
    operation& op = one.add(op_kind::add_enumeration_value);
    op.schema = work.wanted(wanted).schema;
    op.object = work.wanted(wanted).id;
    op.values = {0, 1};
    if (!last) {
      const std::string_view next = now()[i].expression;
      op.before = name::viewing(next.data(), static_cast<std::uint32_t>(next.size()), hash_of(next));
    }
    if (!work.play(one)) return true;
  }
  return true;
}

/// What the text of a domain says it is made of.
[[nodiscard]] inline std::string_view made_of(const catalog& in, const object& domain) {
  const std::string_view text = in.state.text_object(domain).text;
  sql_word_reader words(text);
  std::size_t end = text.size();
  while (words.next()) {
    if (words.is("collate") || words.is("default") || words.is("constraint") || words.is("check") || words.is("not") ||
        words.is("null")) {
      end = words.position;
      break;
    }
  }
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  return text.substr(0, end);
}

/// The living domain that a written type is, not an array of it; or none.
[[nodiscard]] inline std::uint32_t domain_called(const catalog& in, std::string_view written) {
  for (std::uint32_t i = written.ends_with(']') ? in.state.objects.count : 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::domain && type_is(written, it.schema.view(), it.id.view())) return i;
  }
  return object::none;
}

/// What a column is while its type is made anew: what a domain is made of, or text, which casts to any type. The domain
/// that another one is made of may be made anew too.
[[nodiscard]] inline data_type type_meanwhile(catalog& in, const object& type, std::uint8_t dimensions) {
  data_type made = plain_type(base_type::text);
  if (type.kind == object_kind::domain) {
    std::string_view text = made_of(in, type);
    for (std::uint32_t inner; (inner = domain_called(in, text)) != object::none;) {
      text = made_of(in, in.state.at(inner));
    }
    made.base = base_type::raw;
    made.id = in.state.keep_name(text);
  }
  made.dimensions = dimensions;
  return made;
}

/// Drops the checks and indexes whose texts name a column: they would not fit another type. They come back later.
inline void drop_texts_of(diff_work& work, std::uint32_t table, const name& column) {
  for (const object_kind kind : {object_kind::constraint, object_kind::index}) {
    for (const std::uint32_t i : work.parts(work.now, table, kind)) {
      const object it = work.now.state.at(i);
      if (!it.alive || is_implied(work.now, it)) continue;
      bool named = false;
      if (kind == object_kind::constraint) {
        const constraint_record& of = work.now.state.constraint(it);
        named = uses_identifier(of.expression, column.view()) ||
                (of.what == constraint_kind::exclude && has_member(work.now.state.elements(of.columns), column));
      } else {
        const index_record& of = work.now.state.index(it);
        named = uses_identifier(of.where, column.view());
        for (const element& key : work.now.state.elements(of.keys)) {
          named = named || uses_identifier(key.expression, column.view()) ||
                  (key.column == column && !(key.operator_class.empty() && of.method.empty()));
        }
      }
      if (named) work.drop(i);
    }
  }
}

/// Gives the columns of a type that is to be made anew another one meanwhile.
inline void free_columns(diff_work& work, std::uint32_t type) {
  const object of = work.now.state.at(type);
  const std::string why = "a type in use cannot be another one: this column is " +
                          std::string(of.kind == object_kind::domain ? "what the domain is made of" : "text") +
                          " until it is made anew";
  for (const std::uint32_t i : work.all(work.now, object_kind::column)) {
    const object it = work.now.state.at(i);
    const column_record column = work.now.state.column(it);
    if (!it.alive || column.type.base != base_type::named || work.now.type(column.type.in, column.type.id) != type) {
      continue;
    }
    drop_texts_of(work, it.parent, it.id);
    script_builder one;
    column_record& change = one.add_column();
    change.id = it.id;
    change.has_type = true;
    change.type = type_meanwhile(work.now, of, column.type.dimensions);
    if (column.server_default.what != default_value::form::none) {
      change.server_default.what = default_value::form::drop;
    }
    operation& op = one.add(op_kind::alter_column);
    op.schema = work.now.state.at(it.parent).schema;
    op.table = work.now.state.at(it.parent).id;
    op.object = it.id;
    op.columns = {0, 1};
    work.play(one, why);
  }
}

/// Other values for an enumeration, where some go or move.
inline void replace_enumeration(diff_work& work, std::uint32_t wanted, std::uint32_t there) {
  const object type = work.now.state.at(there);
  work.note("enumeration " + diff_work::full_name(work.now, type) +
            " gets other values: rows that hold one that is gone make the migration fail; .map(\"old\", \"new\") says "
            "what takes its place");
  script_builder one;
  for (const element& each : work.to.state.elements(work.to.state.values(work.wanted(wanted)))) {
    one.add_element() = each;
  }
  operation& op = one.add(op_kind::replace_enumeration_values);
  op.schema = type.schema;
  op.object = type.id;
  op.values = {0, one.elements().count};
  work.play(one);
}

/// First of all, in a migration of their own: PostgreSQL lets nobody use a new value in its own transaction, and there
/// is no way back.
inline void add_values(diff_work& work) {
  bool any = false;
  for (const std::uint32_t i : work.all(work.to, object_kind::enumeration)) {
    const std::uint32_t there = work.now_of(i);
    if (there != object::none && work.differs(i, there) && add_values(work, i, there)) any = true;
  }
  if (any) work.player.begin_migration();
}

inline void change_enumerations(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::enumeration)) {
    if (const std::uint32_t there = work.now_of(i); there == object::none) {
      script_builder one;
      add_enumeration_op(work.to, work.wanted(i), one);
      work.play(one);
    } else if (work.differs(i, there)) {
      replace_enumeration(work, i, there);
    }
  }
}

inline void create_sequences(diff_work& work) {
  for (const std::uint32_t i : work.all(work.to, object_kind::sequence)) {
    if (made_with_column(work.to.state, work.wanted(i)) || work.now_of(i) != object::none) continue;
    script_builder one;
    add_sequence_op(work.to, work.wanted(i), one);
    work.play(one);
  }
}

inline void drop_views(diff_work& work) {
  std::vector<std::uint32_t> views = work.all(work.now, object_kind::view);
  std::ranges::reverse(views);
  for (const std::uint32_t i : views) {
    const object& it = work.now.state.at(i);
    const std::uint32_t there = work.wanted_of(i);
    if (it.alive && (there == object::none || work.differs(there, i))) work.drop(i);
  }
}

/// Drops something that stands beside the tables, if nobody wants it.
inline void drop_unwanted(diff_work& work, std::uint32_t i) {
  const object it = work.now.state.at(i);
  if (!it.alive || work.to.state.find(it.key) != object::none) return;
  const bool owned = it.kind == object_kind::sequence && it.parent != object::none;
  if (owned && work.to.state.find(work.now.state.at(it.parent).key) == object::none) return;  // it goes with its table
  if (work.options.no_drops) {
    work.note("left: " + std::string(catalog::word_for(it.kind)) + " " + diff_work::full_name(work.now, it) +
              ", which nobody wants any more");
    return;
  }
  if (owned) {
    const std::uint32_t column = work.now.column(it.parent, owner_of(work.now.state, it));
    const column_record* const of =
        column == object::none ? nullptr : &work.now.state.column(work.now.state.at(column));
    if (of != nullptr &&
        (of->identity != identity_kind::none || of->server_default.what == default_value::form::sequence)) {
      return;
    }
  }
  work.drop(i);
}

/// Sequences whose name a type is to have: the other way round, none of them could be made again on the way back.
inline void drop_sequences_for_types(diff_work& work) {
  for (const std::uint32_t i : work.all(work.now, object_kind::sequence)) {
    const object& it = work.now.state.at(i);
    if (work.to.type(it.schema, it.id) != object::none && work.now.type(it.schema, it.id) == object::none) {
      drop_unwanted(work, i);
    }
  }
}

/// What nothing uses any more: types, sequences, schemas.
inline void drop_the_rest(diff_work& work) {
  for (const object_kind kind : {object_kind::sequence, object_kind::enumeration, object_kind::schema}) {
    for (const std::uint32_t i : work.all(work.now, kind)) drop_unwanted(work, i);
  }
}

}  // namespace sterna::detail
