// SPDX-License-Identifier: BSL-1.0
// Reads one URL a line; prints its parameters as key=value, percent-encoded and separated by tabs, or "error".
#include <sterna/postgresql/url.hpp>

#include <iostream>
#include <string>

namespace {

std::string encode(const std::string& text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_') {
      out += c;
    } else {
      out += '%';
      out += digits[byte / 16];
      out += digits[byte % 16];
    }
  }
  return out;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::string out;
      for (const auto& [key, value] : sterna::parse_url(line, "stdin").all()) {
        out += (out.empty() ? "" : "\t") + encode(key) + "=" + encode(value);
      }
      std::cout << out << '\n';
    } catch (const sterna::url_error&) {
      std::cout << "error\n";
    }
  }
}
