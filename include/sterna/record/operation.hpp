// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/object_kind.hpp"
#include "sterna/schema/name.hpp"
#include "sterna/schema/type.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {

class connection;
class sql_writer;
class script_builder;
class catalog;
struct changes;
struct script;
struct operation;

/// Every op. The verb of each is in the header of its word (op/); op/ops.hpp lists them in this order.
enum class op_kind : std::uint8_t {
  add_column,
  add_enumeration_value,
  alter_column,
  alter_constraint,
  alter_index,
  alter_object,
  alter_row_security,
  alter_sequence,
  alter_table,
  analyze_table,
  assume,
  attach_index,
  attach_partition,
  backfill,
  bulk_insert,
  comment_on,
  contract_column,
  create_check_constraint,
  create_enumeration,
  create_exclude_constraint,
  create_foreign_key,
  create_index,
  create_object,
  create_primary_key,
  create_schema,
  create_sequence,
  create_table,
  create_table_comment,
  create_unique_constraint,
  create_view,
  detach_partition,
  drop_column,
  drop_constraint,
  drop_enumeration,
  drop_index,
  drop_object,
  drop_schema,
  drop_sequence,
  drop_table,
  drop_view,
  execute,
  expand_column,
  grant,
  refresh_materialized_view,
  reindex_index,
  reindex_table,
  rename_column,
  rename_constraint,
  rename_enumeration_value,
  rename_index,
  rename_object,
  rename_sequence,
  rename_table,
  replace_enumeration_values,
  replace_object,
  revoke,
  run,
  set_not_null,
  set_owner,
  set_schema,
  truncate_table,
  validate_constraint,
};

/// A run of records in one of a script's arrays.
struct slice {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

enum class sort_order : std::uint8_t { unspecified, ascending, descending };
enum class null_order : std::uint8_t { unspecified, first, last };

/// One member of a list in parentheses: a column by name, or an expression; with an index key's options.
struct element {
  name column{};
  std::string_view expression{};
  sort_order order = sort_order::unspecified;
  null_order nulls = null_order::unspecified;
  std::string_view operator_class{};
  name collation{};
};

/// What stands behind DEFAULT.
struct default_value {
  enum class form : std::uint8_t { none, text, integer, boolean, expression, drop, sequence };
  form what = form::none;
  std::string_view text{};
  long long integer = 0;

  [[nodiscard]] friend constexpr bool operator==(const default_value& a, const default_value& b) noexcept {
    return a.what == b.what && a.integer == b.integer && a.text == b.text;
  }
};

enum class nullability : std::uint8_t { unspecified, nullable, not_null };
enum class identity_kind : std::uint8_t { unspecified, none, by_default, always };

/// A column as `create_table`, `add_column` and `alter_column` know it.
struct column_record {
  name id{};
  data_type type{};
  nullability null = nullability::unspecified;
  identity_kind identity = identity_kind::unspecified;
  bool primary_key = false;
  bool unique = false;
  default_value server_default{};
  slice constraints{};  ///< its own CHECK and REFERENCES
  slice settings{};     ///< of its identity, and its storage
  std::string_view generated{};
  bool has_type = false;
  bool has_comment = false;
  bool is_virtual = false;  ///< generated, and not stored
  std::string_view comment{};
  std::string_view using_expression{};  ///< only in `alter_column`
};

enum class constraint_kind : std::uint8_t { primary_key, unique, foreign_key, check, exclude };

/// What a foreign key does when the row it refers to is deleted or gets another key.
enum class referential_action : std::uint8_t { unspecified, no_action, restrict, cascade, set_null, set_default };

/// What a constraint may be besides: bits.
enum constraint_option : std::uint8_t {
  deferrable_option = 1,
  initially_deferred_option = 2,  ///< deferrable too
  match_full_option = 4,
  no_inherit_option = 8,
  nulls_not_distinct_option = 16,
  not_deferrable_option = 32,   ///< is written, and means nothing more than to say nothing; so does the next one
  nulls_distinct_option = 64,
  final_name_option = 128,  ///< no naming convention changes its name
};
/// Those that make a constraint what it is.
inline constexpr unsigned effective_options = 31;

struct constraint_record {
  constraint_kind what = constraint_kind::check;
  name id{};                      ///< empty: PostgreSQL makes one
  slice columns{};                ///< elements
  slice referred_columns{};       ///< elements; empty: the other table's primary key; of an EXCLUDE, its operators
  slice include{};                ///< elements that the index of a key carries along
  slice set_columns{};            ///< elements: those that ON DELETE SET NULL or SET DEFAULT changes; empty: all
  name referred_schema{};
  name referred_table{};
  std::string_view expression{};  ///< of a CHECK; of an EXCLUDE, its WHERE
  std::string_view method{};      ///< of an EXCLUDE
  name index{};                   ///< `USING INDEX`
  referential_action on_delete = referential_action::unspecified;
  referential_action on_update = referential_action::unspecified;
  std::uint8_t options = 0;       ///< of `constraint_option`
  bool not_valid = false;

  [[nodiscard]] constexpr bool has(constraint_option what_else) const noexcept { return (options & what_else) != 0; }
};

/// One op as plain data: what it is, and the names, texts and runs of records that it needs. Which fields mean
/// something is the verb's business.
struct operation {
  // in the order of their use: a compiler looks for a member from the first one on
  op_kind what = op_kind::execute;
  name table{};   ///< the table that the op is about, where there is one; of a user mapping, the server
  name object{};  ///< a column, constraint, index, type, sequence, view, function ...
  name schema{};
  int position = 0;       ///< among the ops of its script that somebody wrote, from 1
  bool declared = false;  ///< says what another op, or somebody before the history, has done: nothing is executed
  bool if_exists = false;
  bool if_not_exists = false;
  bool cascade = false;
  std::uint32_t declares = 0;  ///< how many of the ops behind it say what its SQL amounts to (`.as(...)`)
  slice columns{};
  slice constraints{};
  slice keys{};      ///< of an index; of a backfill, the columns by which it goes through the table; of a TRUNCATE, the
                     ///< other tables; of an ANALYZE, its columns
  slice settings{};  ///< of a sequence, a table or an index
  std::string_view sql{};
  /// Of create_object, replace_object and drop_object; a view may be a materialized one.
  object_kind object_is = object_kind::table;
  name new_name{};
  slice include{};            ///< of an index
  slice values{};             ///< of an enumeration: elements
  std::string_view method{};  ///< of an index; of a routine or operator, its arguments; of a cast, its types
  std::string_view where{};   ///< of an index; of a trigger or a rule, when; of an operator class, the type
  std::string_view safe{};    ///< why no check need look at it (`assume_safe`)
  bool outside_transaction = false;
  bool unique = false;
  bool only = false;  ///< of an index: not on the partitions; nor of the heirs
  bool concurrently = false;
  bool nulls_not_distinct = false;
  bool nulls_distinct = false;  ///< is written, and means nothing more than to say nothing
  bool separately = false;      ///< its ALTER TABLE is not merged with others
  bool keep_old = false;        ///< a renamed table's name stays, as a view; of two columns in step the old one stays;
                                ///< the name of an index is final
  bool says_effect = false;     ///< `.as(...)`: the replay need not guess
  name before{};                ///< an enumeration's value, placed before another
  std::string_view reverse_sql{};
  void (*host)(connection&) = nullptr;
  void (*reverse_host)(connection&) = nullptr;
  std::uint32_t batch = 0;            ///< of a backfill: rows that one transaction looks at
  std::uint32_t pause = 0;            ///< of a backfill: milliseconds between two transactions
  std::uint8_t sql_seen = 0;          ///< what a first look at the text of an `execute` has shown
  std::uint8_t reverse_sql_seen = 0;  ///< the same of its reverse
};

/// Which parts of an op may not be empty.
enum class needs : std::uint8_t { nothing = 0, table = 1, object = 2, new_name = 4, sql = 8, host = 16 };
[[nodiscard]] constexpr needs operator|(needs a, needs b) noexcept {
  return static_cast<needs>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
[[nodiscard]] constexpr bool includes(needs all, needs one) noexcept {
  return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

/// What an op can do, one constant an op, in the header of its word: the library's table of virtual functions.
struct verb {
  std::string_view word;
  needs compulsory;
  /// Writes the op's statements.
  void (*render)(const operation&, const script&, sql_writer&);
  /// What the op does to a schema; false with the fault set where PostgreSQL would refuse it.
  bool (*effect)(const operation&, const script&, catalog&);
  /// Appends the ops that undo it, from what it has changed; false where that does not tell how.
  bool (*reverse)(const operation&, const script&, const changes&, script_builder&);
  /// For an op outside a transaction that may have been cut off: writes a query whose one value is `run`, `done`, or
  /// `broken` (then the statement that `clean` writes goes first). Null: just run it again.
  void (*resume)(const operation&, sql_writer&) = nullptr;
  void (*clean)(const operation&, sql_writer&) = nullptr;
  /// For an op whose statements depend on the schema that it has met: appends the ops that it stands for. Null: it
  /// stands for itself.
  bool (*complete)(const operation&, const script&, const changes&, script_builder&) = nullptr;
};

}  // namespace sterna
