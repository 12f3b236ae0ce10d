// SPDX-License-Identifier: BSL-1.0
#pragma once

// Sterna: schema migrations of PostgreSQL databases as compile-time C++ objects. This header is everything that an
// application needs; a file that only holds a migration may include <sterna/dsl.hpp> instead.
//
//    words                      records                      runner
//    what the user writes       plain constexpr data         ordinary code
//    migration().upgrade(...)   span<const operation>        plan -> SQL text -> libpq
//    create_table, column ...   one per op                   lock, version table, transactions, events
//           |                          |
//           |                          +--> graph: heads, branches, order, addressing   } the same constexpr functions
//           |                          +--> check: the first fault, as a value          } at compile time and run time
//           |                          +--> reverse, SQL text                           }
//           +-- history<...> asks them in one constant expression and reports the first fault as a type
//
// The rooms, each word in a header of its own with a test at the same path:
//    schema/       the nouns: name, type, column, constraint, index key
//    record/       the data that words become: operation, and how a script is put together
//    op/           the verbs, one header an op: the word, its SQL, its reverse, how it resumes; ops.hpp lists all
//    sql/          the one seam where SQL text is made: quoting, keywords, column definitions
//    history/      migration, revision (its data), graph, check, fault and message, report (to the programmer),
//                  addressing, steps (what to run and which version rows change), stamp, range, reverse
//    postgresql/   connection string and parameters, connection, results: all that knows libpq
//    error.hpp     the one root of what is thrown, and its few leaves
//    runtime/      options, events, version table, lock, batch (one string a migration), runner, migrate
//
// Templates end at the records: everything right of the words is written once, over plain data.

#include "sterna/dsl.hpp"
#include "sterna/history/sql_text.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/migrate.hpp"
#include "sterna/version.hpp"
