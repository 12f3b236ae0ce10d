// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/postgresql/connection.hpp"

#include <string>
#include <utility>

namespace sterna::detail {

/// A server setting of the session, or of its transaction (`SET LOCAL`), for as long as this object lives; a caller's
/// session, and with `always` the library's too, gets its own value back. An empty value changes nothing, and one that
/// the server refuses is let go.
class session_setting {
 public:
  session_setting(connection& db, std::string name, const std::string& value, const char* set_word = "SET ",
                  bool always = false)
      : db_{db}, name_{std::move(name)}, set_word_{set_word}, back_{always || db.borrowed()} {
    if (value.empty()) {
      return;
    }
    const result before(PQexec(db_.native(), ("SELECT current_setting('" + name_ + "')").c_str()));
    if (before.size() == 1) {
      former_ = before[0][0].text();
      set(value);
    }
  }
  session_setting(const session_setting&) = delete;
  session_setting& operator=(const session_setting&) = delete;
  ~session_setting() {
    if (!former_.empty() && back_) {
      set(former_);
    }
  }

 private:
  void set(const std::string& value) const {
    PQclear(PQexec(db_.native(), (set_word_ + name_ + " = '" + value + "'").c_str()));
  }

  connection& db_;
  std::string name_;
  std::string set_word_;
  bool back_;
  std::string former_{};
};

}  // namespace sterna::detail
