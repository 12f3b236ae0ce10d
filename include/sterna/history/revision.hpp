// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/token.hpp"
#include "sterna/schema/name.hpp"

#include <span>
#include <string_view>

namespace sterna {

struct lint_policy;

/// One migration as plain data: what the words lower to and what everything else reads.
struct revision {
  name id;
  std::string_view message;
  std::span<const name> parents;     ///< `down_revision` in Alembic
  std::span<const name> depends_on;  ///< ids or branch labels
  std::span<const name> labels;
  std::span<const token> up;
  std::span<const token> down;
  bool has_downgrade = false;
  std::string_view irreversible;  ///< why it cannot be undone; empty where it can
  const lint_policy* policy = nullptr;  ///< no migration at all, but what the history asks of all of them
};

}  // namespace sterna
