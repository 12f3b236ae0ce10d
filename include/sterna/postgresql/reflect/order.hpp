// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/sql/word_reader.hpp"

namespace sterna::detail {

/// PostgreSQL looks at the text of an SQL function when the function is made, but does not remember what it names.
inline void survey::read_bodies() {
  std::unordered_map<std::string_view, std::vector<std::size_t>> named;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].when >= types && entries_[i].when <= routines) {
      named[entries_[i].id].push_back(i);
    }
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    sql_word_reader words(entries_[i].body);
    while (!entries_[i].body.empty() && words.next()) {
      const std::string_view token = words.token();
      const bool quoted = token.size() > 2 && token.front() == '"';
      const auto found = named.find(quoted ? token.substr(1, token.size() - 2) : token);
      if (found != named.end()) {
        for (const std::size_t other : found->second) {
          if (other != i) {
            entries_[i].needs.push_back(other);
          }
        }
      }
    }
  }
}

/// What an object needs comes before it. Of two that need each other the one that was asked for first comes last.
inline void survey::visit(std::size_t which, std::vector<char>& seen, std::vector<std::size_t>& order) {
  if (seen[which] != 0) {
    return;
  }
  seen[which] = 1;
  for (const std::size_t other : entries_[which].needs) {
    visit(other, seen, order);
  }
  order.push_back(which);
}

inline void survey::put_in_order() {
  read_bodies();
  const auto rank = [&](std::size_t i) {
    const entry& it = entries_[i];
    return std::tuple(it.when, it.schema != "public", it.schema, it.id, it.op);
  };
  const auto earlier = [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); };
  std::vector<std::size_t> wanted(entries_.size());
  std::iota(wanted.begin(), wanted.end(), std::size_t{0});
  std::sort(wanted.begin(), wanted.end(), earlier);
  for (entry& each : entries_) {
    std::sort(each.needs.begin(), each.needs.end(), earlier);
  }
  std::vector<char> seen(entries_.size(), 0);
  std::vector<std::size_t> order;
  for (const std::size_t i : wanted) {
    visit(i, seen, order);
  }
  pool<operation> ordered;
  ordered.reserve(ops.operations().count);
  for (const std::size_t i : order) {
    ordered.push(ops.operations()[entries_[i].op]).position = static_cast<int>(ordered.count);
  }
  ops.operations().swap(ordered);
}

}  // namespace sterna::detail
