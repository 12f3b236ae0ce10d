// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

#include <doctest/doctest.h>

#include <cstdint>

namespace schema_tests {

/// The schema behind these words.
class played {
 public:
  template <std::uint32_t... N>
  explicit played(const sterna::fragment<N>&... words) {
    const bool fits = (replay_.play(words.view(), false, false) && ...);
    CHECK(fits);
  }
  [[nodiscard]] sterna::catalog& world() { return replay_.world(); }
  [[nodiscard]] std::uint32_t relation(sterna::name id) { return world().relation({}, id); }

 private:
  static inline const sterna::graph none_{{}};
  sterna::replay replay_{none_};
};

}  // namespace schema_tests
