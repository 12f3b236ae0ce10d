// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "sterna/postgresql/reflect/survey.hpp"

// What the server keeps as text arrays: the parameters of tables, indexes, views and columns.

namespace sterna::detail {

/// "a=1\nb=2" as parameters, added to the pool.
inline void add_parameters(std::string_view options, std::string_view prefix, slice& to, survey& into) {
  while (!options.empty()) {
    const std::string_view line = options.substr(0, options.find('\n'));
    options.remove_prefix(std::min(options.size(), line.size() + 1));
    const std::size_t at = line.find('=');
    setting& one = into.ops.add_setting();
    one.what = setting_kind::parameter;
    one.text = prefix.empty() ? line.substr(0, at) : into.keep(std::string(prefix) + std::string(line.substr(0, at)));
    const std::string_view value = line.substr(at + 1);
    long long number = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (code == std::errc{} && end == value.data() + value.size()) {
      one.value = static_cast<std::uint64_t>(number);
    } else {
      one.detail = value;
    }
    ++to.count;
  }
}

}  // namespace sterna::detail
