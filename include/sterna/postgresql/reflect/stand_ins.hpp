// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/error.hpp"
#include "sterna/postgresql/result.hpp"
#include "sterna/sql/writer.hpp"

// A schema that stands in for another one: what is in it is reflected as if it were in the other.

namespace sterna::detail {

using stand_in_list = std::vector<std::pair<std::string, std::string>>;

/// The search path under which the server writes names of a stand-in for `public` as it would write those of `public`.
[[nodiscard]] inline std::string path_of(const stand_in_list& all) {
  for (const auto& [from, to] : all) {
    if (to == "public") {
      return "SET LOCAL search_path = " + from + ", public;\n";
    }
  }
  return {};
}

/// A text of the server's, with the name of the other schema wherever a stand-in is named.
[[nodiscard]] inline std::string without_stand_ins(std::string_view text, const stand_in_list& all) {
  for (const auto& [from, to] : all) {
    if (text == from) {
      return to;
    }
  }
  std::string made(text);
  for (const auto& [from, to] : all) {
    sql_writer written;
    written.identifier(to);
    for (std::size_t at = 0; (at = made.find(from, at)) != std::string::npos; at += written.text().size()) {
      made.replace(at, from.size(), written.text());
    }
  }
  return made;
}

/// Puts the names of the other schemas into answers of the server.
inline void rename_stand_ins(const std::vector<result>& answers, const stand_in_list& all) {
  for (const result& each : answers) {
    for (int r = 0; !all.empty() && r < each.size(); ++r) {
      for (int c = 0; c < PQnfields(each.native()); ++c) {
        const std::string_view text = each[r][c].text();
        bool names_one = false;
        for (const auto& stand_in : all) {
          names_one = names_one || text.find(stand_in.first) != std::string_view::npos;
        }
        if (!names_one) {
          continue;
        }
        std::string renamed = without_stand_ins(text, all);
        if (PQsetvalue(each.native(), r, c, renamed.data(), static_cast<int>(renamed.size())) == 0) {
          throw error("no memory for the server's answer");
        }
      }
    }
  }
}

}  // namespace sterna::detail
