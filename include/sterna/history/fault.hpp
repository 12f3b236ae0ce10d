// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace sterna {

/// What can be wrong with a history. Each has one sentence (history/message.hpp) and one case in tests/reject.
enum class fault : unsigned char {
  none,
  // the graph
  empty_id,
  id_too_long,
  illegal_id,
  reserved_id,
  duplicate_id,
  unknown_parent,
  unknown_dependency,
  duplicate_parent,
  self_loop,
  cycle,
  duplicate_label,
  illegal_label,
  several_heads,
  // names in ops
  empty_name,
  name_too_long,
  zero_in_name,
  // SQL texts
  empty_sql,
  // what cannot be done
  downgrade_of_irreversible,
};

/// The first fault found, as a value; `what == fault::none` says that there is none.
struct verdict {
  fault what = fault::none;
  int revision = -1;             ///< index of the migration in the history as given
  int other = -1;                ///< index of a second migration that takes part, or -1
  int operation = 0;             ///< number of the op in its script, from 1; 0 where no op is meant
  bool in_downgrade = false;     ///< the op stands in the downgrade script
  std::string_view subject{};    ///< the object or id that the sentence names
  std::string_view nearest{};    ///< the existing name that may have been meant

  [[nodiscard]] constexpr explicit operator bool() const noexcept { return what != fault::none; }
};

}  // namespace sterna
