// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/history/addressing.hpp"
#include "sterna/history/derive.hpp"
#include "sterna/history/explain.hpp"
#include "sterna/history/history.hpp"
#include "sterna/history/sha256.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sterna {
namespace detail {

/// Logs of many years hold what this function has made: it must not change. Each statement is one letter (`t`: in the
/// transaction, `o`: outside of it, `c`: a C++ function, whose code cannot be seen), its SQL, and a zero byte, which
/// SQL cannot hold.
[[nodiscard]] inline std::string checksum_of(const revision& of) {
  script_builder records;
  catalog names;
  decode(of.up, of.naming, records, names);
  sql_writer out;
  render(records.view(), out);
  std::string text;
  auto next = out.statements().begin();
  int number = 0;
  for (const operation& op : records.view().operations) {
    ++number;
    if (op.what == op_kind::run && !op.declared) {
      text += 'c';
      text += '\0';
    }
    for (; next != out.statements().end() && next->operation == number; ++next) {
      text += op.outside_transaction ? 'o' : 't';
      text += out.text_of(*next);
      text += '\0';
    }
  }
  return sha256(text).substr(0, 16);
}

}  // namespace detail

/// What tells whether a migration is still the one that was applied: the first 64 bits of SHA-256, as 16 hexadecimal
/// digits, of the SQL that its upgrade executes. Its message, notes, reasons and downgrade do not count, nor how it is
/// written in C++. Throws history_error where there is no such migration.
[[nodiscard]] inline std::string checksum(const history_view& history, std::string_view which) {
  expect_sound(history);
  const graph whole(history.revisions());
  const std::vector<int> revisions = resolve(whole, which);
  if (revisions.size() != 1) {
    throw history_error("'" + std::string(which) + "' is not one migration");
  }
  return detail::checksum_of(whole.revision(revisions[0]));
}

}  // namespace sterna
