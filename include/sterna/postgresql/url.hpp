// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/postgresql/parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna {
namespace detail {

[[nodiscard]] constexpr int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Bytes that are no UTF-8 stay as they are: the server may have another encoding.
[[nodiscard]] inline std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(static_cast<unsigned char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_space ? ' ' : text[i];
    }
  }
  return out;
}

[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

/// libpq's lists of hosts and of ports, one member for one.
struct host_list {
  std::vector<std::string> hosts{};
  std::vector<std::string> ports{};  ///< as many as hosts, or one for all; empty for libpq's default

  [[nodiscard]] static std::string join(const std::vector<std::string>& members) {
    std::string out;
    for (std::size_t i = 0; i < members.size(); ++i) {
      out += (i == 0 ? "" : ",") + members[i];
    }
    return out;
  }
  [[nodiscard]] static bool any(const std::vector<std::string>& members) {
    return std::any_of(members.begin(), members.end(), [](const std::string& m) { return !m.empty(); });
  }
};

/// One parse. The text may be a password at any place, as a raw '@', '/' or '?' in a password shifts it into the
/// other components; so messages are made of fixed words, and fail() and named() are the only ways out.
class url_parser {
 public:
  url_parser(std::string_view text, std::string_view origin) : text_(text), origin_(origin) {}

  [[nodiscard]] connection_parameters parse() {
    if (text_.empty()) {
      fail("the text is empty");
    }
    if (text_.find('\0') != std::string_view::npos) {
      fail("the text holds a zero byte");
    }
    const std::size_t slashes = text_.find("://");
    const std::size_t equals = text_.find('=');
    // "password=a://b" is a conninfo.
    if (slashes != std::string_view::npos && (equals == std::string_view::npos || slashes < equals)) {
      check_scheme(text_.substr(0, slashes));
      parse_uri(text_.substr(slashes + 3));
    } else if (equals != std::string_view::npos) {
      parse_conninfo();
    } else {
      fail("the text is neither a URL nor a list of keyword=value");
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::string_view problem) const {
    std::string message{origin_};
    message += ": ";
    message += problem;
    if (hint_) {
      message += "; if the password holds '@', '/', '?' or '#', percent-encode these in the password "
                 "(%40, %2F, %3F, %23)";
    }
    message += "; expected a form like postgresql://user:password@host:5432/database";
    throw url_error(message);
  }

  void check_scheme(std::string_view scheme) const {
    const auto allowed = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '_' ||
             c == '.' || c == '-';
    };
    if (scheme.empty() || !std::all_of(scheme.begin(), scheme.end(), allowed)) {
      fail(scheme == "jdbc:postgresql" ? "the scheme is JDBC's; remove \"jdbc:\"" : "the scheme is malformed");
    }
    const std::size_t plus = scheme.find('+');
    const std::string_view dialect = scheme.substr(0, plus);
    if (dialect != "postgresql" && dialect != "postgres") {
      fail(scheme.size() > 32 ? std::string{"the scheme is not PostgreSQL's"}
                              : "the scheme \"" + std::string{scheme} + "\" is not PostgreSQL's");
    }
    if (plus != std::string_view::npos && plus + 1 == scheme.size()) {
      fail("the scheme has no driver after '+'");
    }
  }

  // As SQLAlchemy's expression reads it: the user has no ':' or '/', the password runs to the first '@' and may hold
  // anything else; without such a password the user runs to the last '@' in front of ':' and '/'.
  [[nodiscard]] bool take_user(std::string_view& rest, std::string_view& user, std::string_view& password) const {
    const std::size_t stop = std::min(rest.find_first_of(":/"), rest.size());
    if (stop < rest.size() && rest[stop] == ':') {
      if (const std::size_t at = rest.find('@', stop); at != std::string_view::npos) {
        user = rest.substr(0, stop);
        password = rest.substr(stop + 1, at - stop - 1);
        rest.remove_prefix(at + 1);
        return true;
      }
    }
    const std::size_t at = rest.substr(0, stop).rfind('@');
    if (at == std::string_view::npos) {
      return false;
    }
    user = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    return true;
  }

  void parse_uri(std::string_view rest) {
    if (std::any_of(rest.begin(), rest.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; })) {
      fail("the URL holds a control character; percent-encode it");
    }
    if (rest.find("%00") != std::string_view::npos) {
      fail("the URL holds a zero byte (%00), which libpq cannot take");
    }
    std::string_view user;
    std::string_view password;
    const bool has_user = take_user(rest, user, password);
    hint_ = rest.find_first_of("@#") != std::string_view::npos;

    const std::size_t query_at = std::min(rest.find('?'), rest.size());
    const std::string_view path = rest.substr(0, query_at);
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view hosts = path.substr(0, slash);
    const std::string_view query = query_at < rest.size() ? rest.substr(query_at + 1) : std::string_view{};
    // In "u:12?secret" and "u:/?secret" what looks like a host and a port may be a user and a password; in
    // "u:pass@?secret" the '@' may be the password's.
    const bool has_path = slash < path.size();
    keys_are_safe_ = query.find('@') == std::string_view::npos && !hosts.ends_with(':') &&
                     (has_path || (has_user ? !hosts.empty() : hosts.find(':') == std::string_view::npos));

    const host_list network = parse_network(hosts, has_user);
    set_unless_empty("user", percent_decode(user, false));
    set_unless_empty("password", percent_decode(password, false));
    if (has_path) {
      set_unless_empty("dbname", percent_decode(path.substr(slash + 1), false));
    }
    parse_query(query, network);
  }

  [[nodiscard]] host_list parse_network(std::string_view text, bool has_user) {
    host_list list;
    const bool brackets = text.find('[') != std::string_view::npos;
    const std::size_t comma = text.rfind(',');
    const std::size_t colon = text.find(':');
    // "a,b:1" is one host text and one port to SQLAlchemy, so that libpq takes the port for both hosts; "a:1,b:2" is
    // nothing to SQLAlchemy, and a list to libpq.
    if (!brackets && comma != std::string_view::npos && colon != std::string_view::npos && colon > comma) {
      for (const std::string_view host : split(text.substr(0, colon), ',')) {
        list.hosts.push_back(network_host(host));
      }
      list.ports.push_back(network_port(text.substr(colon + 1), has_user));
      return list;
    }
    for (const std::string_view member : split(text, ',')) {
      std::string_view host = member;
      std::string_view tail;
      if (member.starts_with('[')) {
        const std::size_t close = member.find(']');
        if (close == std::string_view::npos || close == 1) {
          fail("the host is malformed: an IPv6 address stands in brackets, as in [::1]:5432");
        }
        host = member.substr(1, close - 1);
        tail = member.substr(close + 1);
        if (!tail.empty() && tail[0] != ':') {
          fail("the host is malformed: only a port may follow the bracket of an IPv6 address");
        }
      } else if (const std::size_t at = member.find(':'); at != std::string_view::npos) {
        host = member.substr(0, at);
        tail = member.substr(at);
      }
      list.hosts.push_back(network_host(host));
      list.ports.push_back(tail.empty() ? std::string{} : network_port(tail.substr(1), has_user));
    }
    return list;
  }

  [[nodiscard]] std::string network_host(std::string_view host) {
    if (host.find_first_of("@#[] ") != std::string_view::npos) {
      hint_ = true;
      fail("the host holds a character that no host has");
    }
    return percent_decode(host, false);
  }

  [[nodiscard]] std::string network_port(std::string_view port, bool has_user) {
    // "user:password" with the '@' lost: what should be a port is the password.
    hint_ = hint_ || (!has_user && port.find_first_not_of("0123456789") != std::string_view::npos);
    return checked_port(port);
  }

  [[nodiscard]] std::string checked_port(std::string_view port) const {
    if (port.empty()) {
      return {};
    }
    if (port.find_first_not_of("0123456789") != std::string_view::npos) {
      fail("the port is not a number from 1 to 65535");
    }
    const std::size_t first = port.find_first_not_of('0');
    unsigned value = 0;
    if (first != std::string_view::npos && port.size() - first <= 5) {
      for (const char c : port) {
        value = value * 10 + static_cast<unsigned>(c - '0');
      }
    }
    if (value < 1 || value > 65535) {
      fail("the port is not a number from 1 to 65535");
    }
    return std::to_string(value);
  }

  [[nodiscard]] std::vector<std::string> checked_ports(std::string_view text) const {
    std::vector<std::string> ports;
    for (const std::string_view port : split(text, ',')) {
      ports.push_back(checked_port(port));
    }
    return ports;
  }

  void parse_query(std::string_view query, const host_list& network) {
    host_list given;
    std::vector<std::string> ports;
    std::vector<std::pair<std::string, std::string>> rest;
    for (const std::string_view item : split(query, '&')) {
      const std::size_t equals = item.find('=');
      if (equals == std::string_view::npos || equals + 1 == item.size()) {
        continue;  // SQLAlchemy drops what has no value
      }
      std::string key = percent_decode(item.substr(0, equals), true);
      std::string value = percent_decode(item.substr(equals + 1), true);
      if (key == "host") {
        for (const std::string_view member : split(value, ',')) {
          add_query_host(given, member);
        }
      } else if (key == "port") {
        const std::vector<std::string> more = checked_ports(value);
        ports.insert(ports.end(), more.begin(), more.end());
      } else {
        check_keyword(key, value, rest);
        rest.emplace_back(std::move(key), std::move(value));
      }
    }

    if (!ports.empty() && host_list::any(given.ports)) {
      fail("the port is given twice: in the parameter host and in the parameter port");
    }
    const bool query_wins = host_list::any(given.hosts);
    if (ports.empty()) {
      ports = network.ports;
      // One host in the query goes with the port in front of it, as in "@:5433/db?host=/tmp"; several do not.
      if (query_wins && (given.hosts.size() > 1 || network.ports.size() > 1 || host_list::any(given.ports))) {
        ports = given.ports;
      }
    }
    const std::vector<std::string>& hosts = query_wins ? given.hosts : network.hosts;
    if (host_list::any(hosts)) {
      out_.set("host", host_list::join(hosts));
    }
    if (host_list::any(ports)) {
      out_.set("port", host_list::join(ports));
    }
    for (auto& [key, value] : rest) {
      out_.set(std::move(key), std::move(value));
    }
    check_counts();
  }

  void add_query_host(host_list& list, std::string_view member) const {
    std::string_view host = member;
    std::string_view port;
    if (member.starts_with('[')) {
      const std::size_t close = member.find(']');
      if (close == std::string_view::npos || close == 1 ||
          (close + 1 < member.size() && member[close + 1] != ':')) {
        fail("the host in the parameter host is malformed: an IPv6 address stands in brackets, as in [::1]:5432");
      }
      host = member.substr(1, close - 1);
      port = member.substr(std::min(close + 2, member.size()));
    } else if (!member.starts_with('/') && !member.starts_with('@') &&  // sockets: in a directory, or abstract
               std::count(member.begin(), member.end(), ':') == 1) {
      host = member.substr(0, member.find(':'));
      port = member.substr(member.find(':') + 1);
    }
    list.hosts.emplace_back(host);
    list.ports.push_back(checked_port(port));
  }

  // libpq counts the addresses where there are any.
  void check_counts() const {
    const std::string* port = out_.find("port");
    const std::string* host = out_.find("hostaddr") != nullptr ? out_.find("hostaddr") : out_.find("host");
    if (port == nullptr) {
      return;
    }
    const auto commas = [](const std::string* list) {
      return list == nullptr ? 0 : std::count(list->begin(), list->end(), ',');
    };
    if (commas(port) != 0 && commas(port) != commas(host)) {
      fail("the number of ports is not the number of hosts");
    }
  }

  /// Fails for a keyword that cannot be passed on, or that was there before; puts ssl=true into libpq's words.
  void check_keyword(std::string& key, std::string& value,
                     const std::vector<std::pair<std::string, std::string>>& before) {
    if (key == "ssl" && value == "true") {
      key = "sslmode";
      value = "require";
    }
    if (!is_libpq_keyword(key)) {
      fail_unknown(key);
    }
    if (std::any_of(before.begin(), before.end(), [&](const auto& other) { return other.first == key; })) {
      fail(named(key) + " is given twice");
    }
    // A raw '&' or space cuts a password, and its tail looks like the next keyword.
    if (key == "password" || key == "sslpassword") {
      keys_are_safe_ = false;
    }
  }

  [[nodiscard]] std::string named(std::string_view key) const {
    const bool plain = !key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    return keys_are_safe_ && plain ? "the parameter \"" + std::string{key} + "\"" : std::string{"a parameter"};
  }

  [[noreturn]] void fail_unknown(std::string_view key) const {
    // Even a hint that names only the driver would say something of a password.
    if (keys_are_safe_) {
      if (key == "ssl") {
        fail(named(key) + " is one of drivers like asyncpg, which libpq does not know; use sslmode instead");
      }
      for (const driver_parameter& known : driver_parameters) {
        if (known.key == key) {
          fail(named(key) + " is a parameter of the driver " + std::string{known.driver} +
               ", which libpq does not know; remove it");
        }
      }
    }
    fail(named(key) + " is not one that libpq knows");
  }

  void set_unless_empty(std::string key, std::string value) {
    if (!value.empty()) {
      out_.set(std::move(key), std::move(value));
    }
  }

  void parse_conninfo() {
    constexpr std::string_view blanks = " \t\n\v\f\r";
    const std::string_view text = text_;
    std::vector<std::pair<std::string, std::string>> pairs;
    std::size_t at = 0;
    const auto skip_blanks = [&] { at = std::min(text.find_first_not_of(blanks, at), text.size()); };
    keys_are_safe_ = text.find("://") == std::string_view::npos;  // else it may be a URL in quotes, or pasted twice
    for (skip_blanks(); at < text.size(); skip_blanks()) {
      const std::size_t end = std::min(text.find_first_of(" \t\n\v\f\r=", at), text.size());
      std::string key{text.substr(at, end - at)};
      at = end;
      skip_blanks();
      if (key.empty() || at == text.size() || text[at] != '=') {
        fail("a keyword or its '=' is missing in the list of keyword=value; a value with spaces needs single quotes");
      }
      ++at;
      skip_blanks();
      std::string value;
      const bool quoted = at < text.size() && text[at] == '\'';
      bool closed = !quoted;
      for (at += quoted ? 1 : 0; at < text.size(); ++at) {
        if (quoted && text[at] == '\'') {
          closed = true;
          ++at;
          break;
        }
        if (!quoted && blanks.find(text[at]) != std::string_view::npos) {
          break;
        }
        if (text[at] == '\\' && ++at == text.size()) {
          break;  // libpq drops a backslash at the end
        }
        value += text[at];
      }
      if (!closed) {
        fail("a single quote is not closed in the list of keyword=value");
      }
      check_keyword(key, value, pairs);
      pairs.emplace_back(std::move(key), std::move(value));
    }
    for (auto& [key, value] : pairs) {
      if (key == "port") {
        const std::vector<std::string> ports = checked_ports(value);
        value = host_list::any(ports) ? host_list::join(ports) : std::string{};
      }
      set_unless_empty(std::move(key), std::move(value));
    }
    check_counts();
  }

  std::string_view text_;
  std::string_view origin_;
  connection_parameters out_{};
  bool hint_ = false;           ///< a raw character in the password may be the cause
  bool keys_are_safe_ = false;  ///< a parameter's key cannot be a piece of a password
};

}  // namespace detail

/// Parses a SQLAlchemy URL, a libpq URI or a key=value conninfo. Throws url_error. `origin` is named in errors
/// ("SQLALCHEMY_URL" or "options.url"); of `url` itself a message holds no more than its scheme and the keys of its
/// parameters, as anything else may be a piece of a password.
///
/// Differs from SQLAlchemy 2 in that the host and the database are percent-decoded, that bytes which are no UTF-8 are
/// kept, and that libpq's lists (host:1,host:2) are understood. An empty component counts as a missing one.
[[nodiscard]] inline connection_parameters parse_url(std::string_view url, std::string_view origin) {
  return detail::url_parser{url, origin}.parse();
}

}  // namespace sterna
