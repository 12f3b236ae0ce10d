// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace sterna {

/// What an op may do to a table that has rows, and to those who use it. The levels are in lint/policy.hpp, the sentences
/// in lint/advice.hpp.
enum class rule : unsigned char {
  none,
};

}  // namespace sterna
