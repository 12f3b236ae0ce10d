// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "server_release.hpp"

#include <sterna/sterna.hpp>

#include <string>
#include <string_view>
#include <vector>

// The other side: PostgreSQL plays a whole sequence in one round trip, and says after each op what its catalogs hold.

namespace property {

/// What is asked of the server for one op.
struct server_task {
  std::vector<std::string> statements{};
  bool accepted = false;                ///< what the replay says
  bool derived = false;                 ///< there is a reverse
  std::vector<std::string> reverse{};
};
struct server_answer {
  bool played = false;       ///< not after the first disagreement
  std::string state{};       ///< SQLSTATE; empty where it was accepted
  std::string words{};       ///< the server's
  std::string catalog{};     ///< what the replay should know too
  std::string whole{};       ///< all that a reverse has to give back
  std::string back_state{};  ///< SQLSTATE of the reverse
  std::string back_words{};
  std::string back{};        ///< `whole` behind the reverse
};

inline constexpr std::string_view server_functions = R"sql(
CREATE SCHEMA property;
CREATE FUNCTION property.catalog(OUT short text, OUT whole text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  WITH places AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('public', 's1', 's2')
  ), relations AS (
    SELECT c.oid, c.relname, c.relkind, p.nspname, p.nspname || '.' || c.relname AS id
      FROM pg_class c JOIN places p ON p.oid = c.relnamespace
  ), lines(short, whole) AS (
    SELECT 'schema ' || nspname, 'schema ' || nspname FROM places WHERE nspname <> 'public'
    UNION ALL
    SELECT t.line, t.line FROM relations r,
      LATERAL (SELECT 'table ' || id || ' comment=' || coalesce(obj_description(r.oid, 'pg_class'), '')) t(line)
      WHERE relkind = 'r'
    UNION ALL
    SELECT 'view ' || id, 'view ' || id || (  -- whatever the order of its columns
             SELECT string_agg(w, ' ' ORDER BY w) FROM regexp_split_to_table(pg_get_viewdef(oid), '[\s,;]+') w)
      FROM relations WHERE relkind = 'v'
    UNION ALL
    SELECT 'sequence ' || s.id || ' owner=' || coalesce(o.id || '.' || a.attname, ''),
           CASE WHEN o.id IS NULL THEN 'sequence ' || s.id END
      FROM relations s
      LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
                           AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
      LEFT JOIN relations o ON o.oid = d.refobjid
      LEFT JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
      WHERE s.relkind = 'S'
    UNION ALL
    SELECT e.line, e.line FROM pg_type y JOIN places p ON p.oid = y.typnamespace,
      LATERAL (SELECT 'type ' || p.nspname || '.' || y.typname || ' ' ||
                      coalesce(string_agg(enumlabel, ',' ORDER BY enumsortorder), '')
                 FROM pg_enum WHERE enumtypid = y.oid) e(line)
      WHERE y.typtype = 'e'
    UNION ALL
    SELECT 'column ' || r.id || ' ' || row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum) || ' ' || a.attname ||
             ' ' || k.type || CASE WHEN a.attnotnull THEN ' notnull' ELSE ' null' END || f.short || f.rest,
           'column ' || r.id || ' ' || a.attname || ' ' || k.type ||
             CASE WHEN a.attnotnull THEN ' notnull' ELSE ' null' END || f.whole || f.rest
      FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_type e ON e.oid = y.typelem AND y.typcategory = 'A'
      LEFT JOIN places tp ON tp.oid = coalesce(e.typnamespace, y.typnamespace)
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum,
      LATERAL (SELECT coalesce(tp.nspname || '.', '') || coalesce(e.typname, y.typname) ||
                      coalesce(substring(format_type(a.atttypid, a.atttypmod) FROM '\(.*\)'), '') ||
                      CASE WHEN e.oid IS NULL THEN '' ELSE '[]' END) k(type),
      LATERAL (SELECT pg_get_expr(d.adbin, d.adrelid)) x(text),
      LATERAL (SELECT CASE WHEN x.text IS NULL OR a.attgenerated <> '' THEN ''
                           WHEN x.text LIKE 'nextval(%' THEN ' default=sequence'
                           WHEN x.text ~ '^[0-9]+$|^''[0-9]+''::[a-z ]+$'
                             THEN ' default=' || substring(x.text FROM '[0-9]+')
                           ELSE ' default=some' END,
                      CASE WHEN x.text LIKE 'nextval(%' THEN ' default=sequence'
                           ELSE coalesce(' default=' || regexp_replace(
                                                              regexp_replace(x.text, '^''([0-9.]+)''::[a-z ]+$', '\1'),
                                                              '::(text|character varying)$', ''), '') END,
                      CASE WHEN a.attidentity = '' THEN '' ELSE ' identity=' || a.attidentity::text END ||
                      CASE WHEN a.attgenerated = '' THEN '' ELSE ' generated' END || ' comment=' ||
                      coalesce(col_description(a.attrelid, a.attnum), '')) f(short, whole, rest)
      WHERE r.relkind = 'r'
    UNION ALL
    SELECT c.line, c.line || ' ' || pg_get_constraintdef(n.oid)
      FROM pg_constraint n JOIN relations r ON r.oid = n.conrelid LEFT JOIN relations f ON f.oid = n.confrelid,
      LATERAL (SELECT (SELECT string_agg(attname, ',' ORDER BY k.place)
                        FROM unnest(n.conkey) WITH ORDINALITY k(n, place)
                        JOIN pg_attribute a ON a.attrelid = n.conrelid AND a.attnum = k.n),
                      (SELECT string_agg(attname, ',' ORDER BY k.place)
                        FROM unnest(n.confkey) WITH ORDINALITY k(n, place)
                        JOIN pg_attribute a ON a.attrelid = n.confrelid AND a.attnum = k.n)) m(own, other),
      LATERAL (SELECT 'constraint ' || r.id || ' ' || n.conname || ' ' || n.contype::text ||
                      CASE WHEN n.contype = 'c' THEN '' ELSE ' (' || m.own || ')' END ||
                      CASE WHEN n.contype = 'f'
                        THEN ' -> ' || f.id || '(' || m.other || ') ' || n.confdeltype::text || n.confupdtype::text
                        ELSE '' END ||
                      CASE WHEN n.convalidated THEN '' ELSE ' not valid' END) c(line)
      WHERE n.contype IN ('p', 'u', 'f', 'c')
    UNION ALL
    SELECT 'index ' || i.id || ' on ' || r.id || CASE WHEN x.indisunique THEN ' unique' ELSE '' END ||
             CASE WHEN x.indisprimary THEN ' primary' ELSE '' END ||
             CASE WHEN EXISTS (SELECT FROM pg_constraint n WHERE n.conindid = i.oid AND n.contype IN ('p', 'u'))
               THEN ' constraint' ELSE '' END || ' ' || m.amname || ' (' ||
             (SELECT string_agg(coalesce(a.attname, 'expr') ||
                                CASE WHEN x.indoption[k] & 1 = 1 THEN ' desc' ELSE '' END ||
                                CASE WHEN x.indoption[k] & 2 = 2 THEN ' first' ELSE '' END, ',' ORDER BY k)
                FROM generate_series(0, x.indnkeyatts - 1) k
                LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = x.indkey[k] AND a.attnum > 0) ||
             ') include(' || coalesce((SELECT string_agg(a.attname, ',' ORDER BY k)
                FROM generate_series(x.indnkeyatts::int, x.indnatts - 1) k
                JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = x.indkey[k]), '') || ')' ||
             CASE WHEN x.indpred IS NULL THEN '' ELSE ' where' END,
           'index ' || pg_get_indexdef(i.oid)
      FROM pg_index x JOIN relations i ON i.oid = x.indexrelid JOIN relations r ON r.oid = x.indrelid
      JOIN pg_class c ON c.oid = i.oid JOIN pg_am m ON m.oid = c.relam
    UNION ALL
    SELECT 'synchronising trigger ' || r.id || ' ' || t.tgname,
           pg_get_triggerdef(t.oid) || ' ' || pg_get_functiondef(t.tgfoid)
      FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT f.line, f.line FROM pg_proc p JOIN places ON places.oid = p.pronamespace,
      LATERAL (SELECT 'function ' || p.proname) f(line)
      WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = p.oid)
  )
  SELECT coalesce(string_agg(short || E'\n', '' ORDER BY short COLLATE "C"), ''),
         coalesce(string_agg(whole || E'\n', '' ORDER BY whole COLLATE "C"), '') INTO short, whole FROM lines;
END $$;

-- What the replay accepts is executed as it is, what it refuses within a subtransaction. Nothing stays.
CREATE FUNCTION property.play(statements text[], of_op int[], accepted bool[], reverse text[], of_reverse int[],
                              derived bool[], dump bool[])
RETURNS TABLE (op int, state text, words text, short text, whole text, back_state text, back_words text, back text)
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  count int := coalesce(array_length(accepted, 1), 0);
  done int := 0;
  states text[]; messages text[]; shorts text[]; wholes text[]; back_states text[]; back_messages text[]; backs text[];
  now record;
BEGIN
  BEGIN
    FOR o IN 1 .. count LOOP
      done := o;
      IF accepted[o] THEN
        FOR i IN 1 .. coalesce(array_length(statements, 1), 0) LOOP
          IF of_op[i] = o THEN EXECUTE statements[i]; END IF;
        END LOOP;
        IF dump[o] THEN
          now := property.catalog();
          shorts[o] := now.short;
          wholes[o] := now.whole;
        END IF;
        IF derived[o] THEN
          BEGIN
            FOR i IN 1 .. coalesce(array_length(reverse, 1), 0) LOOP
              IF of_reverse[i] = o THEN EXECUTE reverse[i]; END IF;
            END LOOP;
            now := property.catalog();
            backs[o] := now.whole;
            RAISE 'done' USING ERRCODE = 'ZZ001';
          EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE <> 'ZZ001' THEN
              back_states[o] := SQLSTATE;
              back_messages[o] := SQLERRM;
            END IF;
          END;
        END IF;
      ELSE
        BEGIN
          FOR i IN 1 .. coalesce(array_length(statements, 1), 0) LOOP
            IF of_op[i] = o THEN EXECUTE statements[i]; END IF;
          END LOOP;
          RAISE 'accepted' USING ERRCODE = 'ZZ002';
        EXCEPTION WHEN OTHERS THEN
          IF SQLSTATE = 'ZZ002' THEN RAISE; END IF;
          states[o] := SQLSTATE;
          messages[o] := SQLERRM;
        END;
      END IF;
    END LOOP;
    RAISE 'done' USING ERRCODE = 'ZZ001';
  EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE NOT IN ('ZZ001', 'ZZ002') THEN
      states[done] := SQLSTATE;
      messages[done] := SQLERRM;
    END IF;
  END;
  FOR o IN 1 .. done LOOP
    op := o; state := states[o]; words := messages[o]; short := shorts[o]; whole := wholes[o];
    back_state := back_states[o]; back_words := back_messages[o]; back := backs[o];
    RETURN NEXT;
  END LOOP;
END $$;
)sql";

/// Makes the functions on a database. A plan is kept: making it would take longer than following it.
inline void prepare(sterna::connection& db) {
  db.execute("SET jit = off; SET plan_cache_mode = force_generic_plan; SET client_min_messages = error");
  db.execute("DROP SCHEMA IF EXISTS property CASCADE");
  db.execute(server_functions);
}

/// "{...}" of texts.
[[nodiscard]] inline std::string array_of(const std::vector<std::string>& list) {
  std::string made = "{";
  for (const std::string& each : list) {
    made += made.size() > 1 ? ",\"" : "\"";
    for (const char c : each) {
      if (c == '"' || c == '\\') {
        made += '\\';
      }
      made += c;
    }
    made += '"';
  }
  return made + "}";
}

/// Each op's answer. What the replay accepts and what it refuses must be known beforehand: after the first
/// disagreement nothing more is played.
[[nodiscard]] inline std::vector<server_answer> ask(sterna::connection& db, const std::vector<server_task>& tasks) {
  std::vector<std::string> statements, of_op, accepted, reverse, of_reverse, derived, dump;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    for (const std::string& each : tasks[i].statements) {
      statements.push_back(each);
      of_op.push_back(number);
    }
    for (const std::string& each : tasks[i].reverse) {
      reverse.push_back(each);
      of_reverse.push_back(number);
    }
    accepted.push_back(tasks[i].accepted ? "t" : "f");
    derived.push_back(tasks[i].accepted && tasks[i].derived ? "t" : "f");
    dump.push_back("t");
  }
  const sterna::result got = db.execute(
      "SELECT * FROM property.play($1::text[], $2::int[], $3::bool[], $4::text[], $5::int[], $6::bool[], $7::bool[])",
      array_of(statements), array_of(of_op), array_of(accepted), array_of(reverse), array_of(of_reverse),
      array_of(derived), array_of(dump));
  std::vector<server_answer> answers(tasks.size());
  for (const sterna::row row : got) {
    server_answer& to = answers[row[0].as<std::size_t>() - 1];
    to.played = true;
    to.state = row[1].text();
    to.words = row[2].text();
    to.catalog = row[3].text();
    to.whole = row[4].text();
    to.back_state = row[5].text();
    to.back_words = row[6].text();
    to.back = row[7].text();
  }
  return answers;
}

}  // namespace property
