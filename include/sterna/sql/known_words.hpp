// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/keywords.hpp"
#include "sterna/sql/word_table.hpp"

#include <string_view>

// Statements and functions that are known to leave the schema as it is.

namespace sterna::detail {

/// First words of statements that leave the schema as it is, whatever functions they call.
inline constexpr std::string_view harmless_statements[] = {
    "analyse", "analyze", "checkpoint", "close", "cluster", "comment", "copy", "deallocate", "delete", "discard",
    "grant", "insert", "listen", "lock", "merge", "notify", "refresh", "reindex", "release", "reset", "revoke",
    "savepoint", "set", "show", "table", "truncate", "unlisten", "update", "vacuum"
};

/// Words outside quoted_keywords that stand before a parenthesis without being the name of a function.
inline constexpr std::string_view words_before_parenthesis[] = {
    "by", "conflict", "escape", "materialized", "operator", "over", "set", "sets", "varying", "zone"
};

/// Functions of pg_catalog that leave the schema as it is and run no SQL that is given to them as a text.
inline constexpr std::string_view harmless_functions[] = {
    "abs", "acos", "age", "array_agg", "array_append", "array_cat", "array_dims", "array_fill", "array_length",
    "array_lower", "array_ndims", "array_position", "array_positions", "array_prepend", "array_remove",
    "array_replace", "array_to_json", "array_to_string", "array_upper", "ascii", "asin", "atan", "atan2", "avg",
    "bit_and", "bit_count", "bit_length", "bit_or", "bit_xor", "bool", "bool_and", "bool_or", "btrim", "cardinality",
    "cbrt", "ceil", "ceiling", "char_length", "character_length", "chr", "clock_timestamp", "col_description",
    "concat", "concat_ws", "convert", "convert_from", "convert_to", "corr", "cos", "cot", "count", "covar_pop",
    "covar_samp", "cume_dist", "current_database", "current_schemas", "current_setting", "currval", "date",
    "date_bin", "date_part", "date_trunc", "decode", "degrees", "dense_rank", "div", "encode", "every",
    "exp", "factorial", "first_value", "float4", "float8", "floor", "format", "format_type", "gcd",
    "gen_random_uuid", "generate_series", "generate_subscripts", "get_bit", "get_byte", "has_column_privilege",
    "has_database_privilege", "has_function_privilege", "has_schema_privilege", "has_sequence_privilege",
    "has_table_privilege", "hashtext", "initcap", "int2", "int4", "int8", "isfinite", "json_agg", "json_array_elements",
    "json_array_elements_text", "json_array_length", "json_build_array", "json_build_object", "json_each",
    "json_each_text", "json_extract_path", "json_extract_path_text", "json_object_agg", "json_object_keys",
    "json_populate_record", "json_populate_recordset", "json_strip_nulls", "json_to_record", "json_to_recordset",
    "json_typeof", "jsonb_agg", "jsonb_array_elements", "jsonb_array_elements_text", "jsonb_array_length",
    "jsonb_build_array", "jsonb_build_object", "jsonb_each", "jsonb_each_text", "jsonb_extract_path",
    "jsonb_extract_path_text", "jsonb_insert", "jsonb_object", "jsonb_object_agg", "jsonb_object_keys",
    "jsonb_path_exists", "jsonb_path_match", "jsonb_path_query", "jsonb_path_query_array", "jsonb_path_query_first",
    "jsonb_populate_record", "jsonb_populate_recordset", "jsonb_pretty", "jsonb_set", "jsonb_set_lax",
    "jsonb_strip_nulls", "jsonb_to_record", "jsonb_to_recordset", "jsonb_typeof", "justify_days", "justify_hours",
    "justify_interval", "lag", "last_value", "lastval", "lcm", "lead", "left", "length", "ln", "log", "log10", "lower",
    "lower_inc", "lower_inf", "lpad", "ltrim", "make_date", "make_interval", "make_time", "make_timestamp",
    "make_timestamptz", "max", "md5", "min", "mod", "mode", "nextval", "now", "nth_value", "ntile", "num_nonnulls",
    "num_nulls", "obj_description", "octet_length", "percent_rank", "percentile_cont", "percentile_disc",
    "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_unlock", "pg_advisory_unlock_all",
    "pg_advisory_unlock_shared", "pg_advisory_xact_lock", "pg_advisory_xact_lock_shared", "pg_backend_pid",
    "pg_database_size", "pg_get_constraintdef", "pg_get_expr", "pg_get_functiondef", "pg_get_indexdef",
    "pg_get_serial_sequence", "pg_get_triggerdef", "pg_get_userbyid", "pg_get_viewdef", "pg_has_role",
    "pg_indexes_size", "pg_is_in_recovery", "pg_notify", "pg_relation_size", "pg_size_pretty", "pg_sleep",
    "pg_sleep_for", "pg_sleep_until", "pg_table_is_visible", "pg_table_size", "pg_total_relation_size",
    "pg_try_advisory_lock", "pg_try_advisory_lock_shared", "pg_try_advisory_xact_lock",
    "pg_try_advisory_xact_lock_shared", "pg_typeof", "pi", "pow", "power", "quote_ident", "quote_literal",
    "quote_nullable", "radians", "random", "range_agg", "rank", "regexp_count", "regexp_instr", "regexp_like",
    "regexp_match", "regexp_matches", "regexp_replace", "regexp_split_to_array", "regexp_split_to_table",
    "regexp_substr", "repeat", "replace", "reverse", "right", "round", "row_number", "row_to_json", "rpad", "rtrim",
    "scale", "set_bit", "set_byte", "set_config", "setseed", "setval", "setweight", "sha224", "sha256", "sha384",
    "sha512", "shobj_description", "sign", "sin", "split_part", "sqrt", "starts_with", "statement_timestamp",
    "stddev", "stddev_pop", "stddev_samp", "string_agg", "string_to_array", "string_to_table", "strip", "strpos",
    "substr", "sum", "tan", "text", "timeofday", "timestamptz", "timezone", "to_ascii", "to_char", "to_date",
    "to_hex", "to_json", "to_jsonb", "to_number", "to_regclass", "to_regnamespace", "to_regproc", "to_regtype",
    "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp", "translate", "trim_array", "trunc",
    "txid_current", "unnest", "upper", "upper_inc", "upper_inf", "uuidv4", "uuidv7", "var_pop", "var_samp",
    "variance", "version", "width_bucket", "xmlagg"
};

inline constexpr sql_word_table harmless_statement_table{harmless_statements};
inline constexpr sql_word_table harmless_function_table{harmless_functions};
inline constexpr sql_word_table quoted_keyword_table{quoted_keywords};
inline constexpr sql_word_table before_parenthesis_table{words_before_parenthesis};

}  // namespace sterna::detail
