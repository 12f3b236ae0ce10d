// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include "sql_of.hpp"

/// All that the server knows of the schema of a test, and of others that it has made, as one text. The order of columns
/// is left out: what is dropped and added again stands last.
inline std::string described(live_schema& db) {
  return db.one(R"(
    WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = current_schema() OR
                  nspname !~ '^(pg_|information_schema$|public$|sterna_test_)'),
         relations AS (SELECT c.oid AS relation, relkind, relname, nspname
                       FROM pg_class c JOIN ours ON ours.oid = relnamespace),
         lines AS (
           SELECT 'schema ' || nspname AS line FROM ours
           UNION ALL SELECT concat_ws(' ', relkind, nspname, relname, obj_description(relation, 'pg_class'))
             FROM relations
           UNION ALL SELECT concat_ws(' ', 'column', nspname, relname, attname, format_type(atttypid, atttypmod),
                                      attnotnull, attidentity, attgenerated, attcollation::regcollation,
                                      pg_get_expr(adbin, adrelid), col_description(relation, attnum))
             FROM relations JOIN pg_attribute ON attrelid = relation
             LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
             WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
           UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
             FROM pg_constraint c JOIN ours ON ours.oid = connamespace
           UNION ALL SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid)
             FROM relations JOIN pg_index ON indexrelid = relation
           UNION ALL SELECT concat_ws(' ', 'enumeration', nspname, typname,
                                      (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                                       FROM pg_enum WHERE enumtypid = t.oid))
             FROM pg_type t JOIN ours ON ours.oid = typnamespace WHERE typtype = 'e'
           UNION ALL SELECT concat_ws(' ', 'query', nspname, relname, pg_get_viewdef(relation))
             FROM relations WHERE relkind = 'v'
           UNION ALL SELECT pg_get_triggerdef(t.oid) FROM relations JOIN pg_trigger t ON tgrelid = relation
             WHERE NOT tgisinternal
           UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN ours ON ours.oid = pronamespace
             WHERE prokind = 'f')
    SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM lines)");
}

/// An op after others of the same history, there and back: `undo` is the downgrade derived from what they have said,
/// and the server must be as it was afterwards.
template <std::uint32_t N, class... Before>
void expect_restored(live_schema& db, const sterna::fragment<N>& word, std::string_view undo, const Before&... before) {
  static const sterna::graph none({});
  sterna::replay history(none);
  [[maybe_unused]] const auto play = [&](const auto& earlier) {
    REQUIRE(history.play(earlier.view(), false, false));
    CHECK(db.accepts(sql_of(earlier)));
  };
  (play(before), ...);
  REQUIRE(history.play(word.view(), false, true));
  const sterna::replay::derived made = history.take_derived();
  CHECK(made.underivable == 0);
  const std::string back = sql_of(made.ops.view());
  CHECK(back == undo);
  if (!db) return;
  const std::string was = described(db);
  CHECK(db.accepts(sql_of(word)));
  CHECK(described(db) != was);
  CHECK(db.accepts(back));
  CHECK(described(db) == was);
}

/// The fault that a history finds in an op after others; `none` where there is none.
template <std::uint32_t N, class... Before>
sterna::verdict found_in(const sterna::fragment<N>& word, const Before&... before) {
  static const sterna::graph none({});
  sterna::replay history(none);
  [[maybe_unused]] const auto play = [&](const auto& earlier) { REQUIRE(history.play(earlier.view(), false, false)); };
  (play(before), ...);
  static_cast<void>(history.play(word.view(), false, true));
  return history.world().found;
}
