// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sterna/record/list.hpp"
#include "sterna/schema/name.hpp"

// What words become in the compiler: a migration is one flat row of tokens, written by the words and read by decode
// (record/decode.hpp). A compiler keeps every field of every object that it evaluates, so that a token has few, and
// an op has only the tokens of what was said.

namespace sterna {

class connection;

/// What a token says. Parts of a column follow its `column`, parts of a constraint what begins it, and so on.
enum class part : std::uint8_t {
  nothing,
  op,       ///< begins an op; `value` is its op_kind
  next_op,  ///< begins another op that the same word stands for
  // of an op
  object_is,
  schema,
  table,
  object,
  new_name,
  before,
  method,
  where,
  sql,
  reverse_sql,
  host,
  reverse_host,
  safe,
  declares,
  unique_index,
  concurrently,
  outside_transaction,
  if_exists,
  if_not_exists,
  cascade,
  keep_old,
  batch,
  pause,
  // of an index, an enumeration
  key,
  key_expression,
  key_options,
  collation,
  include,
  value,
  // a column and its parts
  column,
  type,
  type_name,
  type_text,
  type_schema,
  type_collation,
  using_expression,
  default_text,
  default_expression,
  default_integer,
  default_boolean,
  drop_default,
  not_null,
  nullable,
  primary_key,
  unique,
  identity,
  generated,
  comment,
  // a constraint and its parts; those before the first column are the table's
  primary_key_constraint,
  unique_constraint,
  foreign_key_constraint,
  check_constraint,
  member,
  referred_member,
  referred_schema,
  referred_table,
  expression,
  existing_index,
  on_delete,
  on_update,
  not_valid,
  constraint_options,
  included_member,
  renamed_from,  ///< of a table or a column: only the diff of models asks
  set_member,
  exclude_constraint,
  excluded,
  excluded_expression,
  excluding_operator,
  excluding_method,
  // settings of a sequence, a column or a table, in the order of setting_kind; those before the first column are the
  // table's
  as_type,
  increment,
  min_value,
  max_value,
  start,
  restart,
  cache,
  cycle,
  owned_by,
  change_identity,
  storage,
  compression,
  statistics,
  temporary,
  unlogged,
  partition_of,
  bounds,
  inherits,
  partition_by,
  access_method,
  parameter,
  on_commit,
  tablespace,
  replica_identity,
  replica_identity_index,
  cluster_on,
  setting_detail,  ///< what the setting before it says besides
  unset,           ///< that one goes back to what PostgreSQL takes by itself
  nulls_not_distinct,
  nulls_distinct,
  only,
  separately,
  // the values of rows, in the order of setting_kind
  value_text,
  value_expression,
  value_integer,
  value_boolean,
  value_null,
};

/// One thing that was said: a name, or a text, or a number in the place of a name's hash. Flat and without initial
/// values, since words are made of tokens that are copied, and a compiler pays for each field.
struct token {
  part what;
  std::uint32_t length;
  const char* chars;
  std::uint64_t value;  ///< a number, or the hash of a name
  void (*function)(connection&);

  [[nodiscard]] constexpr name id() const noexcept { return {chars, length, value}; }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return {chars, length}; }
};

/// A run of tokens, held by value: what every word makes. Its type depends on the count alone, so that a thousand
/// migrations share a few dozen types.
template <std::uint32_t N>
struct fragment {
  static constexpr std::uint32_t size = N;
  token items[N];
  [[nodiscard]] constexpr list<token> view() const noexcept { return {items, N}; }
};
template <>
struct fragment<0> {
  static constexpr std::uint32_t size = 0;
  [[nodiscard]] constexpr list<token> view() const noexcept { return {}; }
};

namespace detail {

[[nodiscard]] constexpr token flag(part what) noexcept { return {what, 0, "", 0, nullptr}; }
[[nodiscard]] constexpr token number_token(part what, std::uint64_t value) noexcept {
  return {what, 0, "", value, nullptr};
}
[[nodiscard]] constexpr token name_token(part what, const name& id) noexcept {
  return {what, id.length, id.chars, id.code, nullptr};
}
[[nodiscard]] constexpr token text_token(part what, std::string_view text, std::uint64_t value = 0) noexcept {
  return {what, static_cast<std::uint32_t>(text.size()), text.data(), value, nullptr};
}
[[nodiscard]] constexpr token function_token(part what, void (*function)(connection&)) noexcept {
  return {what, 0, "", 0, function};
}

/// Appends the tokens of `more` to `whole`, of which `used` are taken. Filling one object in place, instead of making
/// larger and larger copies, is what keeps the compiler's memory low.
template <std::uint32_t N, std::uint32_t M>
constexpr void append(fragment<N>& whole, std::uint32_t& used, const fragment<M>& more) noexcept {
  if constexpr (M > 0) {
    for (std::uint32_t i = 0; i < M; ++i) {
      whole.items[used + i] = more.items[i];
    }
    used += M;
  }
}

/// A word with further tokens behind those it has.
template <template <std::uint32_t> class Word, std::uint32_t N, std::uint32_t M>
[[nodiscard]] constexpr Word<N + M> extended(const fragment<N>& word, const token (&more)[M]) noexcept {
  Word<N + M> made;
  for (std::uint32_t i = 0; i < N; ++i) {
    made.items[i] = word.items[i];
  }
  for (std::uint32_t i = 0; i < M; ++i) {
    made.items[N + i] = more[i];
  }
  return made;
}
template <template <std::uint32_t> class Word, std::uint32_t N>
[[nodiscard]] constexpr Word<N + 1> extended(const fragment<N>& word, const token& more) noexcept {
  const token one[] = {more};
  return extended<Word>(word, one);
}

/// A word with one more token right behind its first: for what concerns the op itself, whatever follows it.
template <template <std::uint32_t> class Word, std::uint32_t N>
[[nodiscard]] constexpr Word<N + 1> inserted(const fragment<N>& word, const token& more) noexcept {
  Word<N + 1> made;
  made.items[0] = word.items[0];
  made.items[1] = more;
  for (std::uint32_t i = 1; i < N; ++i) {
    made.items[i + 1] = word.items[i];
  }
  return made;
}

// Of what may be hundreds (the ops of a migration, the tables of models), counted and looked at in arrays: a fold
// expression nests as deep as it is long, and Clang's nesting ends at 256.

/// The number of tokens of several fragments.
template <class... F>
inline constexpr std::uint32_t size_of = [] {
  std::uint32_t sum = 0;
  const std::uint32_t each[] = {0, F::size...};
  for (const std::uint32_t size : each) {
    sum += size;
  }
  return sum;
}();

template <bool... Each>
inline constexpr bool all_true = [] {
  const bool all[] = {true, Each...};
  for (const bool each : all) {
    if (!each) {
      return false;
    }
  }
  return true;
}();

/// All tokens of several fragments, into one.
template <std::uint32_t N, class... F>
constexpr void join(fragment<N>& whole, const F&... parts) noexcept {
  [[maybe_unused]] std::uint32_t used = 0;
  [[maybe_unused]] const int in_order[] = {0, (append(whole, used, parts), 0)...};
}

}  // namespace detail
}  // namespace sterna
