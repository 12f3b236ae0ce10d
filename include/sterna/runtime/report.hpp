// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

/// What a run has done. Revisions are as in the version table, joined by ", " where there are several tips; empty:
/// base.
struct report {
  struct applied_migration {
    std::string revision{};
    std::string message{};
    bool up = true;
    std::chrono::microseconds duration{};
  };

  std::string from{};
  std::string to{};
  std::vector<applied_migration> applied{};  ///< in the order of execution; empty: there was nothing to do
  std::chrono::microseconds duration{};      ///< of the run, from the first query on
};

/// One migration of a plan: what would be executed, in order.
struct planned_migration {
  struct statement {
    std::string sql{};
    int operation = 0;  ///< number of the op that it stands for, from 1; 0: the version table's
    int last_operation = 0;  ///< the same, unless it is one ALTER TABLE for several: then the last of these
    bool outside_transaction = false;
    bool host = false;  ///< a C++ function is called here; `sql` is empty

    // what its op does (or its ops do) to those who use the database, as the whole of its statements does
    std::string_view lock{};  ///< the strongest on the table, as PostgreSQL spells it: "ACCESS EXCLUSIVE"; or empty
    std::string_view other_lock{};  ///< the strongest on tables that it reaches, such as those of a foreign key
    bool scan = false;              ///< all rows are read
    bool rewrite = false;           ///< the table is written anew
    bool loses_data = false;
    bool breaks_old_code = false;  ///< programs that know the schema as it was may fail
    bool unknown = false;          ///< SQL or C++, which is not looked at
    std::vector<std::string> notices{};  ///< sentences; with the first statement of the op
  };

  std::string revision{};
  std::string message{};
  std::string from{};
  std::string to{};
  bool up = true;
  std::vector<statement> statements{};
};

}  // namespace sterna
