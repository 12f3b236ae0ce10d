// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"

#include <cstdint>
#include <string_view>

// 64 bits of all that a schema is: of two schemas with the same bits neither has what the other has not, in whatever
// order it was made. Two that are the same may differ in it all the same, where the one says with other words what the
// other says; then first_difference must be asked, which costs a compiler several times as much.

namespace sterna::detail {

inline constexpr std::uint64_t first_mixer = 0x9e3779b97f4a7c15u;
inline constexpr std::uint64_t second_mixer = 0xd6e8feb86659fd93u;

[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
  return (a ^ b) * first_mixer ^ a >> 29U;
}
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::string_view text) noexcept {
  return mixed(a, text.empty() ? 1 : hash_of(text));
}

/// A column under its key, as a schema knows it.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t key, const column_record& of) {
  const data_type& type = of.type;
  std::uint64_t made = (key ^ (static_cast<std::uint64_t>(type.base) | static_cast<std::uint64_t>(of.null) << 8U |
                               static_cast<std::uint64_t>(of.identity) << 12U |
                               static_cast<std::uint64_t>(of.server_default.what) << 16U)) *
                       first_mixer;
  if (type.argument_count > 0 || type.dimensions > 0) {
    made = mixed(mixed(made, static_cast<std::uint64_t>(type.argument_count) << 8U | type.dimensions),
                 static_cast<std::uint64_t>(static_cast<std::uint32_t>(type.arguments[0])) << 32U |
                     static_cast<std::uint32_t>(type.arguments[1]));
  }
  if (type.base <= base_type::named || type.collation.length > 0) {
    made = mixed(mixed(mixed(made, type.id.code), type.in.code), type.collation.code);
  }
  if (of.server_default.what != default_value::form::none) {
    made = mixed(mixed(made, static_cast<std::uint64_t>(of.server_default.integer)), of.server_default.text);
  }
  if (of.has_comment || !of.generated.empty()) {
    made = mixed(mixed(of.is_virtual ? ~made : made, of.generated), of.has_comment ? of.comment : std::string_view{});
  }
  return made ^ made >> 32U;
}

/// The members of a list, in their order.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t made, list<element> of) {
  for (std::uint32_t i = 0; i < of.count; ++i) {
    const element& each = of.items[i];
    made = (made ^ each.column.code) * first_mixer ^ made >> 29U;  // mixed, without the call
    if (each.column.length == 0 || each.order != sort_order::unspecified || each.nulls != null_order::unspecified ||
        !each.operator_class.empty() || each.collation.length > 0) {
      made = mixed(mixed(made, each.expression), static_cast<std::uint64_t>(each.order) << 4U |
                                                     static_cast<std::uint64_t>(each.nulls));
      made = mixed(mixed(made, each.operator_class), each.collation.code);
    }
  }
  return mixed(made, of.count);
}

/// A constraint of a table; `id` is empty where PostgreSQL has chosen it. Of a foreign key without columns on its other
/// side `referred` are those that are meant.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t table, const name& id, const constraint_record& of,
                                                  list<element> columns, list<element> referred, list<element> include,
                                                  list<element> set_columns) {
  std::uint64_t made = mixed(
      mixed(table, id.code),
      static_cast<std::uint64_t>(of.what) | static_cast<std::uint64_t>(of.on_delete) << 8U |
          static_cast<std::uint64_t>(of.on_update) << 16U |
          static_cast<std::uint64_t>(of.options & effective_options) << 24U |
          static_cast<std::uint64_t>(of.not_valid) << 32U);
  made = fingerprint(made, columns);
  if (of.what == constraint_kind::foreign_key) {
    made = fingerprint(mixed(made, schema_state::relation_key(of.referred_schema, of.referred_table)), referred);
  } else if (of.what == constraint_kind::check) {
    made = mixed(made, of.expression);
  }
  if (include.count + set_columns.count > 0) {
    made = fingerprint(fingerprint(made, include), set_columns);
  }
  return made * second_mixer;
}

/// An index that belongs to no constraint.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t key, std::uint64_t table, const index_record& of,
                                                  list<element> keys, list<element> include) {
  std::uint64_t made = mixed(mixed(key, table), (of.unique ? 1U : 0U) | (of.valid ? 2U : 0U) |
                                                    (of.nulls_not_distinct ? 4U : 0U));
  made = fingerprint(fingerprint(made, keys), include);
  return mixed(mixed(made, of.method), of.where) * second_mixer;
}

/// An object of which nothing is known but its names, a text and some members.
[[nodiscard]] constexpr std::uint64_t fingerprint(object_kind kind, std::uint64_t key, std::string_view text,
                                                  list<element> members) {
  return fingerprint(mixed(mixed(key, static_cast<std::uint64_t>(kind)), text), members) * second_mixer;
}

[[nodiscard]] constexpr std::uint64_t fingerprint(const schema_state& in, const object& of) {
  switch (of.kind) {
    case object_kind::column:
      return fingerprint(of.key, in.column(of));
    case object_kind::constraint: {
      const constraint_record& said = in.constraint(of);
      return fingerprint(in.at(of.parent).key, of.generated_name ? name{} : of.id, said, in.elements(said.columns),
                         in.elements(said.referred_columns), in.elements(said.include), in.elements(said.set_columns));
    }
    case object_kind::index: {
      const index_record& said = in.index(of);
      return said.constraint ? 0
                             : fingerprint(of.key, in.at(of.parent).key, said, in.elements(said.keys),
                                           in.elements(said.include));
    }
    case object_kind::sequence:
      return of.parent != object::none ? 0 : fingerprint(of.kind, of.key, {}, {});
    case object_kind::enumeration:
      return fingerprint(of.kind, of.key, {}, in.elements(in.values(of)));
    case object_kind::view:
      return fingerprint(of.kind, of.key, in.text(of), in.elements(in.view(of).columns)) +
             (in.view(of).plain() ? 0 : second_mixer);  // what models do not tell either
    case object_kind::table:
      return fingerprint(of.kind, of.key, of.comment, {});
    case object_kind::schema:
      return fingerprint(of.kind, of.key, {}, {});
    case object_kind::synchronization: {
      const synchronization_record& said = in.synchronization(of);
      return mixed(fingerprint(of.kind, of.key, said.forward, {}), said.backward) * second_mixer;
    }
    default:
      return 0;
  }
}
/// The kinds of which all that their objects are is in their fingerprint.
struct fingerprinted_kinds {
  bool of[256] = {};
  constexpr fingerprinted_kinds() noexcept {
    using enum object_kind;
    for (const object_kind each :
         {schema, table, view, index, sequence, enumeration, column, constraint, synchronization}) {
      of[static_cast<unsigned>(each)] = true;
    }
  }
};
inline constexpr fingerprinted_kinds kinds_with_fingerprint{};

/// 0 where it is not known, since there is something of another kind.
[[nodiscard]] constexpr std::uint64_t fingerprint(const schema_state& of) {
  std::uint64_t made = 1;
  const object* const end = of.objects.items + of.objects.count;
  for (const object* each = of.objects.items; each != end; ++each) {
    if (!each->alive) {
      continue;
    }
    if (each->kind == object_kind::column) {
      made += fingerprint(each->key, of.column(*each));
    } else if (kinds_with_fingerprint.of[static_cast<unsigned>(each->kind)] &&
               (each->kind == object_kind::table || each->comment.empty())) {
      made += fingerprint(of, *each);
    } else {
      return 0;
    }
  }
  return made == 0 ? 1 : made;
}

}  // namespace sterna::detail
