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
/// For what no fingerprint tells, as options: it is never that of models, which have none where they say such a thing.
inline constexpr std::uint64_t untold = second_mixer;

/// Few steps, since a compiler keeps what each of them gives; what comes of several is folded once more at its end.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept { return (a ^ b) * first_mixer; }
[[nodiscard]] constexpr std::uint64_t folded(std::uint64_t made) noexcept {
  return (made ^ made >> 32U) * second_mixer;
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
  if (of.settings.count > 0) {
    made += untold;
  }
  return made ^ made >> 32U;
}

/// Names of columns, in their order. Elements come as the first of all and a slice: a list costs a compiler more.
[[nodiscard]] constexpr std::uint64_t names_mixed(std::uint64_t made, const element* all, slice of) {
  const element* const end = all + of.first + of.count;
  for (const element* each = all + of.first; each != end; ++each) {
    made = (made ^ each->column.code) * first_mixer;  // mixed, without the call
  }
  return (made ^ of.count) * first_mixer;
}
/// The members of any list, in their order.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t made, const element* all, slice of) {
  const element* const end = all + of.first + of.count;
  for (const element* each = all + of.first; each != end; ++each) {
    made = (made ^ each->column.code) * first_mixer;
    if (each->column.length == 0 || each->order != sort_order::unspecified || each->nulls != null_order::unspecified ||
        !each->operator_class.empty() || each->collation.length > 0) {
      made = mixed(mixed(made, each->expression), static_cast<std::uint64_t>(each->order) << 4U |
                                                      static_cast<std::uint64_t>(each->nulls));
      made = mixed(mixed(made, each->operator_class), each->collation.code);
    }
  }
  return mixed(made, of.count);
}

/// A constraint of a table; `id` is the hash of its name, that of nothing where PostgreSQL has chosen it. Of a foreign
/// key without columns on its other side `of` has those that are meant.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t table, std::uint64_t id, const constraint_record& of,
                                                  const element* all) {
  std::uint64_t made = ((table ^ id) * first_mixer ^
                        (static_cast<std::uint64_t>(of.what) | static_cast<std::uint64_t>(of.on_delete) << 8U |
                         static_cast<std::uint64_t>(of.on_update) << 16U |
                         static_cast<std::uint64_t>(of.options & effective_options) << 24U |
                         static_cast<std::uint64_t>(of.not_valid) << 32U)) *
                       first_mixer;
  made = names_mixed(made, all, of.columns);
  if (of.what == constraint_kind::foreign_key) {
    made = names_mixed(mixed(made, schema_state::relation_key(of.referred_schema, of.referred_table)), all,
                       of.referred_columns);
  } else if (of.what == constraint_kind::check) {
    made = mixed(made, of.expression);
  }
  if (of.include.count > 0 || of.set_columns.count > 0) {
    made = names_mixed(names_mixed(made, all, of.include), all, of.set_columns);
  }
  return folded(made);
}

/// An index that belongs to no constraint.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::uint64_t key, std::uint64_t table, const index_record& of,
                                                  const element* all) {
  std::uint64_t made = mixed(mixed(key, table), (of.unique ? 1U : 0U) | (of.valid ? 2U : 0U) |
                                                    (of.nulls_not_distinct ? 4U : 0U));
  made = fingerprint(fingerprint(made, all, of.keys), all, of.include);
  if (!of.method.empty() || !of.where.empty()) {
    made = mixed(mixed(made, of.method), of.where);
  }
  return folded(made) + (of.settings.count > 0 ? untold : 0);
}

/// An object of which nothing is known but its names, a text and some members.
[[nodiscard]] constexpr std::uint64_t fingerprint(object_kind kind, std::uint64_t key, std::string_view text,
                                                  const element* all, slice members) {
  return folded(fingerprint(mixed(mixed(key, static_cast<std::uint64_t>(kind)), text), all, members));
}
[[nodiscard]] constexpr std::uint64_t fingerprint(object_kind kind, std::uint64_t key) {
  return folded(mixed(key, static_cast<std::uint64_t>(kind)));
}

[[nodiscard]] constexpr std::uint64_t fingerprint(const schema_state& in, const object& of) {
  const element* const all = in.first({});
  switch (of.kind) {
    case object_kind::column:
      return fingerprint(of.key, in.column(of));
    case object_kind::constraint:
      return fingerprint(in.at(of.parent).key, of.generated_name ? hash_of_nothing : of.id.code, in.constraint(of),
                         all);
    case object_kind::index: {
      const index_record& said = in.index(of);
      return said.constraint ? 0 : fingerprint(of.key, in.at(of.parent).key, said, all);
    }
    case object_kind::sequence:
      return of.parent != object::none ? 0 : fingerprint(of.kind, of.key) + (in.settings(of).empty() ? 0 : untold);
    case object_kind::enumeration:
      return fingerprint(of.kind, of.key, {}, all, in.values(of));
    case object_kind::view:
      return fingerprint(of.kind, of.key, in.text(of), all, in.view(of).columns) +
             (in.view(of).plain() ? 0 : untold);
    case object_kind::table:
      return (of.comment.empty() ? fingerprint(of.kind, of.key) : fingerprint(of.kind, of.key, of.comment, all, {})) +
             (of.row_security == 0 && of.definition == object::none ? 0 : untold);
    case object_kind::schema:
      return fingerprint(of.kind, of.key);
    case object_kind::synchronization: {
      const synchronization_record& said = in.synchronization(of);
      return folded(mixed(fingerprint(of.kind, of.key, said.forward, all, {}), said.backward));
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
