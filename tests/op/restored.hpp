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
           UNION ALL SELECT concat_ws(' ', relations.relkind, nspname, relations.relname,
                                      obj_description(relation, 'pg_class'), relpersistence,
                                      relreplident, reloptions, reltablespace,
                                      pg_get_partkeydef(relation), pg_get_expr(relpartbound, relation))
             FROM relations JOIN pg_class k ON k.oid = relation
           UNION ALL SELECT concat_ws(' ', 'heir', inhrelid::regclass, inhparent::regclass)
             FROM relations JOIN pg_inherits ON inhrelid = relation
           UNION ALL SELECT concat_ws(' ', 'sequence', relation::regclass, seqtypid::regtype, seqstart, seqincrement,
                                      seqmin, seqmax, seqcache, seqcycle, deptype,
                                      refobjid::regclass, (SELECT attname FROM pg_attribute WHERE attrelid = refobjid
                                                           AND attnum = refobjsubid))
             FROM relations JOIN pg_sequence ON seqrelid = relation
             LEFT JOIN pg_depend ON objid = relation AND deptype IN ('a', 'i') AND classid = 'pg_class'::regclass
           UNION ALL SELECT concat_ws(' ', 'column', nspname, relname, attname, format_type(atttypid, atttypmod),
                                      attnotnull, attidentity, attgenerated, attcollation::regcollation,
                                      attstorage, nullif(attstattarget, -1), attoptions,
                                      nullif(to_jsonb(pg_attribute) ->> 'attcompression', ''),
                                      pg_get_expr(adbin, adrelid), col_description(relation, attnum))
             FROM relations JOIN pg_attribute ON attrelid = relation
             LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
             WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
           -- no word says the name that PostgreSQL 18 gives a NOT NULL
           UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, CASE WHEN contype <> 'n' THEN conname END,
                                      pg_get_constraintdef(c.oid))
             FROM pg_constraint c JOIN ours ON ours.oid = connamespace
           UNION ALL SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid,
                                      (SELECT string_agg(attnum || ' ' || attstattarget, ',' ORDER BY attnum)
                                       FROM pg_attribute WHERE attrelid = indexrelid AND attstattarget >= 0),
                                      indisclustered, indisreplident)
             FROM relations JOIN pg_index ON indexrelid = relation
           UNION ALL SELECT concat_ws(' ', 'enumeration', nspname, typname,
                                      (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                                       FROM pg_enum WHERE enumtypid = t.oid))
             FROM pg_type t JOIN ours ON ours.oid = typnamespace WHERE typtype = 'e'
           UNION ALL SELECT concat_ws(' ', 'query', nspname, relname, pg_get_viewdef(relation))
             FROM relations WHERE relkind IN ('v', 'm')
           UNION ALL SELECT concat_ws(' ', 'row security', c.relname, relrowsecurity, relforcerowsecurity)
             FROM relations JOIN pg_class c ON c.oid = relation WHERE relrowsecurity OR relforcerowsecurity
           UNION ALL SELECT concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd, polpermissive,
                                      polroles::regrole[], pg_get_expr(polqual, polrelid),
                                      pg_get_expr(polwithcheck, polrelid))
             FROM relations JOIN pg_policy ON polrelid = relation
           UNION ALL SELECT pg_get_ruledef(r.oid) FROM relations JOIN pg_rewrite r ON ev_class = relation
             WHERE rulename <> '_RETURN'
           UNION ALL SELECT pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s JOIN ours ON ours.oid = stxnamespace
           UNION ALL SELECT concat_ws(' ', 'type', nspname, typname, typtype, typbasetype::regtype, typnotnull,
                                      typdefault, (SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY conname)
                                                   FROM pg_constraint c WHERE contypid = t.oid),
                                      (SELECT rngsubtype::regtype FROM pg_range WHERE rngtypid = t.oid),
                                      (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', '
                                                         ORDER BY attnum)
                                       FROM pg_attribute
                                       WHERE attrelid = typrelid AND typtype = 'c' AND NOT attisdropped))
             FROM pg_type t JOIN ours ON ours.oid = typnamespace
             WHERE typtype IN ('d', 'r') OR (typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND
                                                                       relkind = 'c'))
           UNION ALL SELECT concat_ws(' ', 'comment', i.type, i.identity, description)
             FROM pg_description d, LATERAL pg_identify_object(classoid, objoid, objsubid) i WHERE objoid >= 16384
           UNION ALL SELECT concat_ws(' ', 'owner', c.relname, relowner::regrole) FROM relations
             JOIN pg_class c ON c.oid = relation
           UNION ALL SELECT concat_ws(' ', 'owner', p.oid::regprocedure, proowner::regrole) FROM pg_proc p
             JOIN ours ON ours.oid = pronamespace
           UNION ALL SELECT concat_ws(' ', 'owner', typname, typowner::regrole) FROM pg_type
             JOIN ours ON ours.oid = typnamespace
           UNION ALL SELECT concat_ws(' ', 'owner', n.nspname, nspowner::regrole) FROM pg_namespace n
             JOIN ours ON ours.oid = n.oid
           UNION ALL SELECT concat_ws(' ', 'may', what, grantee::regrole, privilege_type, is_grantable)
             FROM (SELECT c.relname::text AS what, coalesce(relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char"
                          ELSE 'r' END, relowner)) AS list FROM relations JOIN pg_class c ON c.oid = relation
                   UNION ALL SELECT c.relname || '.' || attname, attacl FROM relations
                     JOIN pg_class c ON c.oid = relation
                     JOIN pg_attribute ON attrelid = relation WHERE NOT attisdropped
                   UNION ALL SELECT p.oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner))
                     FROM pg_proc p JOIN ours ON ours.oid = pronamespace
                   UNION ALL SELECT typname, coalesce(typacl, acldefault('T', typowner)) FROM pg_type
                     JOIN ours ON ours.oid = typnamespace WHERE typtype IN ('e', 'd', 'r') OR typtype = 'c'
                   UNION ALL SELECT n.nspname, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace n
                     WHERE n.oid IN (SELECT oid FROM ours) OR n.nspname = 'public'
                   UNION ALL SELECT concat_ws(' ', 'default', defaclrole::regrole, defaclobjtype,
                                              nullif(defaclnamespace, 0)::regnamespace), defaclacl FROM pg_default_acl
                   UNION ALL SELECT fdwname, coalesce(fdwacl, acldefault('F', fdwowner)) FROM pg_foreign_data_wrapper
                   UNION ALL SELECT srvname, coalesce(srvacl, acldefault('S', srvowner)) FROM pg_foreign_server)
                  AS lists, LATERAL aclexplode(list)
           UNION ALL SELECT 'extension ' || extname FROM pg_extension
           UNION ALL SELECT concat_ws(' ', 'language', lanname, lanpltrusted, lanplcallfoid::regproc,
                                      laninline::regproc, lanvalidator::regproc, obj_description(oid, 'pg_language'))
             FROM pg_language WHERE lanispl
           UNION ALL SELECT concat_ws(' ', 'collation', collname, collprovider, collcollate,
                                      coalesce(to_jsonb(l)->>'colliculocale', to_jsonb(l)->>'colllocale'))
             FROM pg_collation l JOIN ours ON ours.oid = collnamespace
           UNION ALL SELECT concat_ws(' ', 'operator', o.oid::regoperator, oprcode) FROM pg_operator o
             JOIN ours ON ours.oid = oprnamespace
           UNION ALL SELECT concat_ws(' ', 'operator class', opcname, opcintype::regtype, opcdefault) FROM pg_opclass
             JOIN ours ON ours.oid = opcnamespace
           UNION ALL SELECT concat_ws(' ', 'operator family', opfname, opfmethod) FROM pg_opfamily
             JOIN ours ON ours.oid = opfnamespace
           UNION ALL SELECT concat_ws(' ', 'cast', castsource::regtype, casttarget::regtype, castcontext, castmethod)
             FROM pg_cast WHERE oid > 16384
           UNION ALL SELECT concat_ws(' ', 'configuration', cfgname, maptokentype, mapdict::regdictionary)
             FROM pg_ts_config JOIN ours ON ours.oid = cfgnamespace
             LEFT JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid
           UNION ALL SELECT concat_ws(' ', 'dictionary', dictname, dictinitoption) FROM pg_ts_dict
             JOIN ours ON ours.oid = dictnamespace
           UNION ALL SELECT concat_ws(' ', 'server', srvname, fdwname, srvoptions) FROM pg_foreign_server
             JOIN pg_foreign_data_wrapper f ON f.oid = srvfdw
           UNION ALL SELECT concat_ws(' ', 'wrapper', fdwname) FROM pg_foreign_data_wrapper
           UNION ALL SELECT concat_ws(' ', 'mapping', srvname, usename, umoptions) FROM pg_user_mappings
           UNION ALL SELECT concat_ws(' ', 'event trigger', evtname, evtevent) FROM pg_event_trigger
           UNION ALL SELECT concat_ws(' ', 'publication', pubname, puballtables, pubinsert, pubupdate,
                                      (SELECT string_agg(prrelid::regclass::text, ',') FROM pg_publication_rel
                                       WHERE prpubid = p.oid)) FROM pg_publication p
           UNION ALL SELECT concat_ws(' ', p.oid::regprocedure, aggtransfn) FROM pg_proc p
             JOIN pg_aggregate ON aggfnoid = p.oid JOIN ours ON ours.oid = pronamespace
           UNION ALL SELECT concat(pg_get_triggerdef(t.oid), tgenabled) FROM relations
             JOIN pg_trigger t ON tgrelid = relation WHERE NOT tgisinternal
           UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN ours ON ours.oid = pronamespace
             WHERE prokind IN ('f', 'p'))
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
    if (!too_old(db, earlier)) CHECK(db.accepts(sql_of(earlier)));
  };
  (play(before), ...);
  REQUIRE(history.play(word.view(), false, true));
  const sterna::replay::derived made = history.take_derived();
  CHECK(made.underivable == 0);
  const std::string back = sql_of(made.ops.view());
  CHECK(back == undo);
  if (!db || (too_old(db, word) || ... || too_old(db, before))) return;
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
