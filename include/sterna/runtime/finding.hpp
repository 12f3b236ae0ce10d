// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace sterna {

/// Something that `diagnose` has found in a database.
struct finding {
  enum class kind {
    server_too_old,    ///< older than the history's policy says
    read_only,         ///< a hot standby, or default_transaction_read_only
    pooler,            ///< a connection pooler stands between
    unknown_revision,  ///< a row of the version table that the history does not know
    implied_row,       ///< a row of the version table that another one implies
    edited,            ///< an applied migration is not any more what the log says
    half_applied,      ///< a migration was cut off at a step outside a transaction
    invalid_index,     ///< what a CREATE INDEX CONCURRENTLY has left behind
    lock_held,         ///< somebody is migrating, or should be
    lock_awaited,      ///< somebody waits for that
    long_transaction,  ///< DDL would wait for it, and everybody else for the DDL
    missing_right,     ///< the role may not do what a pending migration does
  };

  kind what = kind::invalid_index;
  std::string object{};  ///< what it is about: an index, a revision, the pid of a server process
  std::string text{};    ///< what is the matter, in a sentence
  std::string advice{};  ///< what to do
};

/// The kind as a word: "invalid_index".
[[nodiscard]] constexpr std::string_view name_of(finding::kind of) noexcept {
  switch (of) {
    case finding::kind::server_too_old: return "server_too_old";
    case finding::kind::read_only: return "read_only";
    case finding::kind::pooler: return "pooler";
    case finding::kind::unknown_revision: return "unknown_revision";
    case finding::kind::implied_row: return "implied_row";
    case finding::kind::edited: return "edited";
    case finding::kind::half_applied: return "half_applied";
    case finding::kind::invalid_index: return "invalid_index";
    case finding::kind::lock_held: return "lock_held";
    case finding::kind::lock_awaited: return "lock_awaited";
    case finding::kind::long_transaction: return "long_transaction";
    case finding::kind::missing_right: return "missing_right";
  }
  return {};
}

}  // namespace sterna
