// SPDX-License-Identifier: BSL-1.0
#pragma once

// Sterna: schema migrations of PostgreSQL databases as compile-time C++ objects. This header is everything that an
// application needs; a file that only holds a migration may include <sterna/dsl.hpp> instead.
//
//    words                      tokens, records            runner
//    what the user writes       plain constexpr data       ordinary code
//    migration().upgrade(...)   one flat row of tokens     plan -> SQL text -> libpq
//    create_table, column ...   decode -> operation        lock, version table, transactions, events
//           |                          |
//           |                          +--> graph: heads, branches, order, addressing       } the same constexpr
//           |                          +--> replay: each op's effect on a catalog, the      } functions at compile
//           |                          |    first fault as a value, the derived downgrade   } time and run time
//           |                          +--> lint: what an op costs a table with rows        }
//           |                          +--> SQL text                                        }
//           +-- history<...> asks them in one constant expression and reports the first fault as a type
//
// The rooms, each word in a header of its own with a test at the same path:
//    schema/       the nouns: name, type, column, constraint, index key; and the schema as it stands between two ops:
//                  state (objects, and the way back), catalog (what is known, and what cannot be seen), define and
//                  undefine (how tables come and go; their parts and other objects in the folders define/, undefine/),
//                  changes (what an op did), restore (from a schema back to ops; those of one object in restore/),
//                  difference (of two schemas; of columns and other parts in difference/) and compare, privileges, keys,
//                  casts, rules of types, defaults and columns, naming (names that a convention makes, given to
//                  records right behind decode)
//    record/       the data that words become: token, operation, decode, script, fault and rule
//    op/           the verbs, one header an op: word, effect, reverse, SQL, how it resumes; ops.hpp lists all
//    sql/          the one seam where SQL text is made (writer, keywords, column; psql for its files), and where raw
//                  SQL is looked at (word_reader: its tokens; mentions: its names; same: whether two texts say the
//                  same; scan: what its statements do; file: texts that stand beside the migrations)
//    lint/         what an op costs a table with rows: impact, rules, policy, advice
//    history/      migration, revision (its data), graph, replay, check, message, report (to the programmer), derive
//                  (downgrades), addressing, steps (what to run and which version rows change), stamp, range, sql_text,
//                  checksum (of what a migration executes), merged (neighbours in one ALTER TABLE), server_needs
//    models/       what an application wants, in the same words or as its own structs: world (the schema they say),
//                  order, check (against a history, in the compiler)
//    postgresql/   connection string and parameters, connection, results: all that knows libpq; reflect (the schema of
//                  a live database as ops, one file a noun)
//    autogenerate/ diff (from one schema to another, as migrations), canonical (texts as PostgreSQL writes them), words
//                  (ops as C++ that a person would write), tidy (models likewise), kept (without what is ignored),
//                  unmet (what models execute and a database has not)
//    error.hpp     the one root of what is thrown, and its few leaves
//    runtime/      options, events, version table, log (what was applied when, and edited since), lock, batch (one
//                  string a migration), runner, command (what the following share), migrate, stamp, current, plan,
//                  dry_run, diagnose; and the same as a script for psql: offline, script_writer, script_guard
//    cli/          the command line that an application embeds, one header a command; all that knows CLI11
//
// What a compiler evaluates it keeps. So a migration is a row of tokens and not of records, the schema is a few pools
// of plain data that are only ever added to (going back is cutting them), and the hot paths use indexes, not spans.
//
// Templates end at the tokens: everything right of the words is written once, over plain data.

#include "sterna/dsl.hpp"
#include "sterna/history/checksum.hpp"
#include "sterna/history/sql_text.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/current.hpp"
#include "sterna/runtime/diagnose.hpp"
#include "sterna/runtime/dry_run.hpp"
#include "sterna/runtime/ensure_version.hpp"
#include "sterna/runtime/log.hpp"
#include "sterna/runtime/migrate.hpp"
#include "sterna/runtime/offline.hpp"
#include "sterna/runtime/plan.hpp"
#include "sterna/runtime/stamp.hpp"
#include "sterna/version.hpp"
