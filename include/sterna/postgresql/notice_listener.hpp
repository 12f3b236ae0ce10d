// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <exception>
#include <functional>
#include <string_view>
#include <utility>

#include "sterna/postgresql/connection.hpp"

namespace sterna::detail {

/// Hears the server's messages of one SQLSTATE while a statement runs, for as long as this object lives; all others go
/// where they went before. libpq does not tell what a caller's own notice receiver was given as its argument, so that
/// one could not be put back: then that stays, and nothing is heard. (Notice processors are not concerned.)
class notice_listener {
 public:
  notice_listener(connection& db, std::string_view state, std::function<void(std::string_view detail)> heard)
      : native_{db.native()}, state_{state}, heard_{std::move(heard)} {
    const PQnoticeReceiver former = PQsetNoticeReceiver(native_, nullptr, nullptr);  // only asks
    if (!db.borrowed() || former == receiver_of_libpq()) {
      former_ = former;
      PQsetNoticeReceiver(native_, &hear, this);
    }
  }
  notice_listener(const notice_listener&) = delete;
  notice_listener& operator=(const notice_listener&) = delete;
  ~notice_listener() {
    if (former_ != nullptr) {
      PQsetNoticeReceiver(native_, former_, nullptr);
    }
  }

  /// Throws what `heard` has thrown while libpq was at work, when the statement is over.
  void rethrow() const {
    if (thrown_ != nullptr) {
      std::rethrow_exception(thrown_);
    }
  }

 private:
  static void hear(void* self, const PGresult* notice) noexcept {
    auto& me = *static_cast<notice_listener*>(self);
    if (field_of(notice, PG_DIAG_SQLSTATE) != me.state_) {
      me.former_(nullptr, notice);
    } else if (me.thrown_ == nullptr) {
      try {
        me.heard_(field_of(notice, PG_DIAG_MESSAGE_DETAIL));
      } catch (...) {
        me.thrown_ = std::current_exception();
        me.stop();
      }
    }
  }
  /// Asks the server to end the statement; where it does not hear that, the exception waits for its end.
  void stop() const noexcept {
    if (PGcancel* const request = PQgetCancel(native_)) {
      char problem[256];
      static_cast<void>(PQcancel(request, problem, sizeof problem));
      PQfreeCancel(request);
    }
  }
  /// The one that libpq sets by itself; it does not look at its argument.
  [[nodiscard]] static PQnoticeReceiver receiver_of_libpq() {
    PGconn* const never_connected = PQconnectStart("=");  // not a connection string
    const PQnoticeReceiver own = PQsetNoticeReceiver(never_connected, nullptr, nullptr);
    PQfinish(never_connected);
    return own;
  }

  PGconn* native_;
  std::string_view state_;
  std::function<void(std::string_view)> heard_;
  PQnoticeReceiver former_ = nullptr;  ///< null: it stays
  std::exception_ptr thrown_ = nullptr;
};

}  // namespace sterna::detail
