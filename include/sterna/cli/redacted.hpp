// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sterna::cli {

/// Whether a text may be a connection string with a password in it: a URL, or key=value pairs.
[[nodiscard]] inline bool holds_password(std::string_view text) {
  std::string close;
  for (const char c : text) {
    if (c != ' ') close += c;
  }
  const auto has = [&](std::string_view part) { return close.find(part) != std::string::npos; };
  if (has("://")) return has("@") || has("password=");
  return has("password=") && (has("host=") || has("user=") || has("dbname="));
}

/// A message without what follows the scheme, or the word password, of the connection strings among the arguments:
/// where one stands in the wrong place, the message quotes it, and its password would be in somebody's log.
[[nodiscard]] inline std::string redacted(std::string message, std::span<const char* const> arguments) {
  for (const std::string_view argument : arguments) {
    if (!holds_password(argument)) continue;
    const std::size_t scheme = argument.find("://");
    const bool url = scheme != std::string_view::npos;
    const std::string_view secret = argument.substr(url ? scheme : argument.find("password"));
    const std::string_view instead = url ? "://..." : "password=...";
    for (std::size_t at = 0; (at = message.find(secret, at)) != std::string::npos; at += instead.size()) {
      message.replace(at, secret.size(), instead);
    }
  }
  return message;
}

}  // namespace sterna::cli
