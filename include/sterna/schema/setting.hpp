// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>

#include "sterna/record/operation.hpp"
#include "sterna/record/pool.hpp"
#include "sterna/record/setting.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/type.hpp"
#include "sterna/sql/writer.hpp"

// What a sequence, a table or a column says besides: `create_sequence("s", start(10), cycle)`, `create_table("t",
// column(...), unlogged, with("fillfactor", 70))`, `alter_table("t", logged)`.

namespace sterna {
namespace detail {

/// What a setting may be said of: bits.
enum class setting_place : std::uint8_t {
  sequence = 1,
  new_table = 2,
  old_table = 4,
  table = 6,
  index = 8,
  new_column = 16,
  old_column = 32,
  column = 48
};
[[nodiscard]] constexpr bool suits(setting_place what, setting_place where) noexcept {
  return (static_cast<unsigned>(what) & static_cast<unsigned>(where)) != 0;
}
[[nodiscard]] constexpr setting_place operator|(setting_place a, setting_place b) noexcept {
  return static_cast<setting_place>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

template <setting_place P, std::uint32_t N>
struct setting_word : fragment<N> {
  static constexpr bool is_setting = true;
  static constexpr setting_place place = P;
};

template <class S, setting_place P>
concept setting_for = requires { requires S::is_setting && suits(S::place, P); };

template <setting_place P, class... T>
[[nodiscard]] constexpr auto setting_of(const T&... tokens) noexcept {
  return setting_word<P, sizeof...(T)>{{{tokens...}}};
}
template <std::integral T>
[[nodiscard]] constexpr token count_token(part what, T value) noexcept {
  return number_token(what, static_cast<std::uint64_t>(static_cast<long long>(value)));
}

/// Not constexpr on purpose: its name is the error.
inline void an_index_has_its_keys_from_1_to_32() {}

/// The number of a key in digits.
[[nodiscard]] constexpr std::string_view number_of_key(long long key) noexcept {
  constexpr std::string_view numbers = "0102030405060708091011121314151617181920212223242526272829303132";
  if (key < 1 || key > 32) {
    an_index_has_its_keys_from_1_to_32();
    return {};
  }
  const auto at = static_cast<std::size_t>(key - 1) * 2;
  return key < 10 ? numbers.substr(at + 1, 1) : numbers.substr(at, 2);
}

/// The setting of a list that has this place, or none.
[[nodiscard]] constexpr const setting* setting_in(list<setting> all, setting_kind what,
                                                  std::string_view text = {}) noexcept {
  setting wanted;
  wanted.what = what;
  wanted.text = text;
  for (const setting& each : all) {
    if (each.same_place(wanted)) {
      return &each;
    }
  }
  return nullptr;
}

/// That a table has been a partition is something that the replay knows, and no option.
[[nodiscard]] constexpr bool same_settings(list<setting> a, list<setting> b) noexcept {
  std::size_t options = a.size();
  for (const setting& each : b) {
    options += each.what == setting_kind::former_heir ? 1 : 0;
  }
  for (const setting& each : a) {
    if (each.what == setting_kind::former_heir) {
      --options;
      continue;
    }
    const setting* const other = setting_in(b, each.what, each.text);
    if (other == nullptr || !(*other == each)) {
      return false;
    }
  }
  return options == b.size();
}

/// A list with others said on top of it; what is unset goes.
constexpr pool<setting> merged_settings(list<setting> before, list<setting> said) {
  pool<setting> made;
  for (const setting& each : before) {
    if (setting_in(said, each.what, each.text) == nullptr) {
      made.push(each);
    }
  }
  for (const setting& each : said) {
    if (!each.unset) {
      made.push(each);
    }
  }
  return made;
}

/// What takes back the settings that were said, from those that were there before.
constexpr slice settings_back(list<setting> before, list<setting> said, pool<setting>& out) {
  const slice made{out.count, static_cast<std::uint32_t>(said.size())};
  for (const setting& each : said) {
    const setting* const old = setting_in(before, each.what, each.text);
    setting back = old != nullptr ? *old : each;
    back.unset = old == nullptr;
    out.push(back);
  }
  return made;
}

/// `fillfactor = 70`.
constexpr void write_parameter(const setting& of, sql_writer& out) {
  out << of.text << " = ";
  if (of.detail.empty()) {
    out.number(of.number());
  } else if (of.detail == "true" || of.detail == "false" || of.detail == "on" || of.detail == "off" ||
             of.detail == "auto") {
    out << of.detail;
  } else {
    out.literal(of.detail);
  }
}

/// `(fillfactor = 70, ...)`: the parameters among settings; false where there are none.
constexpr bool write_parameters(list<setting> all, std::string_view before, bool unset, sql_writer& out) {
  std::string_view between = before;
  for (const setting& each : all) {
    if (each.what == setting_kind::parameter && each.unset == unset) {
      out << between;
      if (unset) {
        out << each.text;
      } else {
        write_parameter(each, out);
      }
      between = ", ";
    }
  }
  out << (between == before ? "" : ")");
  return between != before;
}

/// One option of a sequence: "INCREMENT BY 2".
constexpr void write_sequence_option(const setting& of, const name& schema, sql_writer& out) {
  constexpr std::string_view words[] = {"AS ",         "INCREMENT BY ", "MINVALUE ", "MAXVALUE ", "START WITH ",
                                        "RESTART WITH ", "CACHE ",        "CYCLE",     "OWNED BY "};
  const auto index = static_cast<unsigned>(of.what);
  switch (of.what) {
    case setting_kind::as_type:
      out << words[index] << text_of(of.unset ? base_type::big_integer : static_cast<base_type>(of.value)).name;
      break;
    case setting_kind::cycle:
      out << (of.unset ? "NO CYCLE" : "CYCLE");
      break;
    case setting_kind::owned_by:
      out << words[index];
      if (of.unset) {
        out << "NONE";
      } else {
        out.qualified(schema, of.detail_id()) << '.';
        out.identifier(of.text);
      }
      break;
    case setting_kind::min_value:
    case setting_kind::max_value:
    case setting_kind::restart:
      if (of.unset) {
        out << (of.what == setting_kind::restart ? "RESTART" : of.what == setting_kind::min_value ? "NO MINVALUE"
                                                                                                   : "NO MAXVALUE");
        break;
      }
      [[fallthrough]];
    default:
      (out << words[index]).number(of.unset ? 1 : of.number());
  }
}
[[nodiscard]] constexpr bool is_sequence_option(const setting& of) noexcept {
  return of.what <= setting_kind::owned_by;
}

/// Those of a sequence, in the order of SQL, each behind `between`; true where there are any.
constexpr bool write_sequence_options(list<setting> all, const name& schema, std::string_view between,
                                      sql_writer& out) {
  bool any = false;
  for (unsigned kind = 0; kind <= static_cast<unsigned>(setting_kind::owned_by); ++kind) {
    if (const setting* const each = setting_in(all, static_cast<setting_kind>(kind)); each != nullptr) {
      write_sequence_option(*each, schema, out << (any ? between : ""));
      any = true;
    }
  }
  return any;
}
[[nodiscard]] constexpr bool has_sequence_options(list<setting> all) noexcept {
  for (const setting& each : all) {
    if (is_sequence_option(each)) {
      return true;
    }
  }
  return false;
}

/// Among the settings of a column: `ALTER COLUMN c SET STORAGE EXTERNAL`, `SET (n_distinct = 5)` and the like.
[[nodiscard]] constexpr bool is_storage(const setting& of) noexcept {
  return (of.what >= setting_kind::storage && of.what <= setting_kind::statistics) ||
         of.what == setting_kind::parameter;
}
constexpr void write_storage(const setting& of, sql_writer& out) {
  if (of.what == setting_kind::parameter) {
    static_cast<void>(write_parameters({&of, 1}, of.unset ? "RESET (" : "SET (", of.unset, out));
  } else if (of.what == setting_kind::statistics) {
    (out << "SET STATISTICS ").number(of.unset ? -1 : of.number());
  } else {
    out << (of.what == setting_kind::storage ? "SET STORAGE " : "SET COMPRESSION ")
        << (of.unset ? "DEFAULT" : of.text);
  }
}

}  // namespace detail

namespace dsl {

/// `START WITH n`: the first number of a sequence.
[[nodiscard]] constexpr auto start(std::integral auto value) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::start, value));
}
/// `INCREMENT BY n`: below zero the sequence goes down.
[[nodiscard]] constexpr auto increment(std::integral auto by) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::increment, by));
}
[[nodiscard]] constexpr auto min_value(std::integral auto value) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::min_value, value));
}
[[nodiscard]] constexpr auto max_value(std::integral auto value) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::max_value, value));
}
/// `NO MINVALUE`, `NO MAXVALUE`: what its type allows.
inline constexpr auto no_min_value =
    detail::setting_of<detail::setting_place::sequence>(detail::flag(part::min_value), detail::flag(part::unset));
inline constexpr auto no_max_value =
    detail::setting_of<detail::setting_place::sequence>(detail::flag(part::max_value), detail::flag(part::unset));
/// `CACHE n`: how many numbers a session takes at once.
[[nodiscard]] constexpr auto cache(std::integral auto count) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::cache, count));
}
/// `CYCLE`: begins again behind its last number.
inline constexpr auto cycle = detail::setting_of<detail::setting_place::sequence>(detail::flag(part::cycle));
inline constexpr auto no_cycle =
    detail::setting_of<detail::setting_place::sequence>(detail::flag(part::cycle), detail::flag(part::unset));
/// `AS type`: small_integer, integer or big_integer.
[[nodiscard]] constexpr auto as(const builtin_type& type) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(
      detail::number_token(part::as_type, static_cast<std::uint64_t>(type.base)));
}
/// `OWNED BY table.column`, in the sequence's schema: goes with the column.
[[nodiscard]] constexpr auto owned_by(name table, name column) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::name_token(part::owned_by, column),
                                                             detail::name_token(part::setting_detail, table));
}
inline constexpr auto owned_by_none =
    detail::setting_of<detail::setting_place::sequence>(detail::flag(part::owned_by), detail::flag(part::unset));
/// `alter_sequence`: RESTART, from its start or from a number. No downgrade brings the place back.
inline constexpr auto restart =
    detail::setting_of<detail::setting_place::sequence>(detail::flag(part::restart), detail::flag(part::unset));
[[nodiscard]] constexpr auto restart_with(std::integral auto value) noexcept {
  return detail::setting_of<detail::setting_place::sequence>(detail::count_token(part::restart, value));
}

/// `UNLOGGED`: not in the write-ahead log; empty after a crash, and not on replicas.
inline constexpr auto unlogged = detail::setting_of<detail::setting_place::table>(detail::flag(part::unlogged));
/// `alter_table`: SET LOGGED.
inline constexpr auto logged =
    detail::setting_of<detail::setting_place::old_table>(detail::flag(part::unlogged), detail::flag(part::unset));
/// `CREATE TEMPORARY TABLE`: seen by this session alone, and gone with it.
inline constexpr auto temporary = detail::setting_of<detail::setting_place::new_table>(detail::flag(part::temporary));
/// `ON COMMIT DROP`, `DELETE ROWS` or `PRESERVE ROWS`, of a temporary table.
[[nodiscard]] constexpr auto on_commit(std::string_view what) noexcept {
  return detail::setting_of<detail::setting_place::new_table>(detail::text_token(part::on_commit, what));
}
/// `INHERITS (table)`: its columns and checks are this table's too.
[[nodiscard]] constexpr auto inherits(name table, name schema = {}) noexcept {
  return detail::setting_of<detail::setting_place::table>(detail::name_token(part::inherits, table),
                                                          detail::name_token(part::setting_detail, schema));
}
/// `alter_table`: NO INHERIT.
[[nodiscard]] constexpr auto no_inherit(name table, name schema = {}) noexcept {
  return detail::setting_of<detail::setting_place::old_table>(detail::name_token(part::inherits, table),
                                                              detail::name_token(part::setting_detail, schema),
                                                              detail::flag(part::unset));
}
/// `PARTITION BY`: "RANGE (created_at)", "LIST (region)", "HASH (id)". Rows are in partitions, see create_partition.
[[nodiscard]] constexpr auto partition_by(std::string_view strategy_and_key) noexcept {
  return detail::setting_of<detail::setting_place::new_table>(
      detail::text_token(part::partition_by, strategy_and_key));
}
/// `USING method`: heap, unless the server says otherwise. Altered by PostgreSQL 15 and newer.
[[nodiscard]] constexpr auto access_method(name id) noexcept {
  return detail::setting_of<detail::setting_place::table>(detail::name_token(part::access_method, id));
}
/// `TABLESPACE id`, of a table or an index.
[[nodiscard]] constexpr auto tablespace(name id) noexcept {
  return detail::setting_of<detail::setting_place::table | detail::setting_place::index>(
      detail::name_token(part::tablespace, id));
}
/// `WITH (parameter = value)`, a storage parameter: `with("fillfactor", 70)`, `with("autovacuum_enabled", false)`. Of a
/// column, what ANALYZE takes instead of its own count of the values: `with("n_distinct", "-0.5")`.
template <std::integral T>
[[nodiscard]] constexpr auto with(std::string_view id, T value) noexcept {
  constexpr auto place = detail::setting_place::table | detail::setting_place::index | detail::setting_place::column;
  if constexpr (std::same_as<T, bool>) {
    return detail::setting_of<place>(detail::text_token(part::parameter, id),
                                     detail::text_token(part::setting_detail, value ? "true" : "false"));
  } else {
    return detail::setting_of<place>(
        detail::text_token(part::parameter, id, static_cast<std::uint64_t>(static_cast<long long>(value))),
        detail::text_token(part::setting_detail, {}));
  }
}
/// Of other values, as SQL's literals: `with("autovacuum_vacuum_scale_factor", "0.02")`.
[[nodiscard]] constexpr auto with(std::string_view id, std::string_view value) noexcept {
  constexpr auto place = detail::setting_place::table | detail::setting_place::index | detail::setting_place::column;
  return detail::setting_of<place>(detail::text_token(part::parameter, id),
                                   detail::text_token(part::setting_detail, value));
}
template <std::size_t N>
[[nodiscard]] constexpr auto with(std::string_view id, const char (&value)[N]) noexcept {
  return with(id, std::string_view{value, N - 1});
}
/// `RESET (parameter)`.
[[nodiscard]] constexpr auto reset(std::string_view id) noexcept {
  constexpr auto place =
      detail::setting_place::old_table | detail::setting_place::index | detail::setting_place::old_column;
  return detail::setting_of<place>(detail::text_token(part::parameter, id), detail::flag(part::unset));
}
/// `alter_table`: REPLICA IDENTITY FULL, the whole row for logical replication; or NOTHING, or DEFAULT (the primary
/// key), or the columns of a unique index.
inline constexpr auto replica_identity_full = detail::setting_of<detail::setting_place::old_table>(
    detail::text_token(part::replica_identity, "FULL"));
inline constexpr auto replica_identity_nothing = detail::setting_of<detail::setting_place::old_table>(
    detail::text_token(part::replica_identity, "NOTHING"));
inline constexpr auto replica_identity_default = detail::setting_of<detail::setting_place::old_table>(
    detail::flag(part::replica_identity), detail::flag(part::unset));
[[nodiscard]] constexpr auto replica_identity(name index) noexcept {
  return detail::setting_of<detail::setting_place::old_table>(detail::name_token(part::replica_identity_index, index));
}
/// `alter_table`: CLUSTER ON index, for a CLUSTER to come; nothing is moved yet.
[[nodiscard]] constexpr auto cluster_on(name index) noexcept {
  return detail::setting_of<detail::setting_place::old_table>(detail::name_token(part::cluster_on, index));
}
inline constexpr auto without_cluster =
    detail::setting_of<detail::setting_place::old_table>(detail::name_token(part::cluster_on, {}),
                                                         detail::flag(part::unset));

/// `SET STORAGE`, of a column: "PLAIN", "EXTERNAL", "EXTENDED", "MAIN".
[[nodiscard]] constexpr auto storage(std::string_view how) noexcept {
  return detail::setting_of<detail::setting_place::column>(detail::text_token(part::storage, how));
}
/// `SET COMPRESSION`, of a column: "pglz", "lz4"; PostgreSQL 14.
[[nodiscard]] constexpr auto compression(std::string_view method) noexcept {
  return detail::setting_of<detail::setting_place::column>(detail::text_token(part::compression, method));
}
/// `SET STATISTICS`, of a column: how much ANALYZE remembers of it; -1 as much as of any other.
[[nodiscard]] constexpr auto statistics(std::integral auto target) noexcept {
  return detail::setting_of<detail::setting_place::column>(detail::count_token(part::statistics, target));
}
/// The same of a key of an index that is an expression, the first of all keys being 1: `statistics(1, 300)`.
[[nodiscard]] constexpr auto statistics(std::integral auto key, std::integral auto target) noexcept {
  return detail::setting_of<detail::setting_place::index>(detail::text_token(
      part::statistics, detail::number_of_key(static_cast<long long>(key)),
      static_cast<std::uint64_t>(static_cast<long long>(target))));
}

}  // namespace dsl
}  // namespace sterna
