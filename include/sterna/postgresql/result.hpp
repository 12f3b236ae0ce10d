// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <charconv>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "sterna/error.hpp"

namespace sterna {
namespace detail {

struct clear_result {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

}  // namespace detail

/// One value of a row, in the text form that PostgreSQL sends.
class field {
 public:
  field(const PGresult* result, int row, int column) noexcept : result_{result}, row_{row}, column_{column} {}

  [[nodiscard]] bool is_null() const noexcept { return PQgetisnull(result_, row_, column_) != 0; }
  /// The text; empty where the value is null.
  [[nodiscard]] std::string_view text() const noexcept {
    return {PQgetvalue(result_, row_, column_), static_cast<std::size_t>(PQgetlength(result_, row_, column_))};
  }

  /// The value as T: a number, bool, std::string, or std::optional of one of them. Throws `error` where the value is
  /// null and T is not an optional, and where the text is no T.
  template <class T>
  [[nodiscard]] T as() const {
    if constexpr (detail::is_optional<T>) {
      return is_null() ? T{} : T{as<typename T::value_type>()};
    } else {
      if (is_null()) {
        throw error(std::string("column '") + PQfname(result_, column_) + "' is null; read it as std::optional");
      }
      if constexpr (std::is_same_v<T, std::string>) {
        return std::string(text());
      } else if constexpr (std::is_same_v<T, bool>) {
        if (text() != "t" && text() != "f") {
          throw error(std::string("column '") + PQfname(result_, column_) + "' does not hold a boolean");
        }
        return text() == "t";
      } else {
        static_assert(std::is_arithmetic_v<T>, "as<T>() reads numbers, bool, std::string, and std::optional of them");
        T value{};
        const std::string_view all = text();
        const auto [end, code] = std::from_chars(all.data(), all.data() + all.size(), value);
        if (code != std::errc{} || end != all.data() + all.size()) {
          throw error(std::string("column '") + PQfname(result_, column_) + "' does not hold a number of that type");
        }
        return value;
      }
    }
  }

 private:
  const PGresult* result_;
  int row_;
  int column_;
};

/// One row of a result; valid as long as the result is.
class row {
 public:
  row(const PGresult* result, int index) noexcept : result_{result}, index_{index} {}

  [[nodiscard]] int size() const noexcept { return PQnfields(result_); }
  /// Throws `error` where there is no such column.
  [[nodiscard]] field operator[](int column) const {
    if (column < 0 || column >= size()) {
      throw error("column " + std::to_string(column) + " was asked for, and the row has " + std::to_string(size()));
    }
    return {result_, index_, column};
  }
  [[nodiscard]] field operator[](const char* column) const {
    const int found = PQfnumber(result_, column);
    if (found < 0) {
      throw error(std::string("the result has no column '") + column + "'");
    }
    return {result_, index_, found};
  }

 private:
  const PGresult* result_;
  int index_;
};

/// What a statement gave back: rows to iterate over, and the number of rows it changed.
class result {
 public:
  explicit result(PGresult* taken) noexcept : handle_{taken} {}

  class iterator {
   public:
    using value_type = row;
    using difference_type = std::ptrdiff_t;
    iterator() noexcept = default;
    iterator(const PGresult* of, int at) noexcept : result_{of}, at_{at} {}
    [[nodiscard]] row operator*() const noexcept { return {result_, at_}; }
    iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    iterator operator++(int) noexcept {
      iterator before = *this;
      ++at_;
      return before;
    }
    [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

   private:
    const PGresult* result_ = nullptr;
    int at_ = 0;
  };

  [[nodiscard]] int size() const noexcept { return PQntuples(handle_.get()); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Throws `error` where there is no such row.
  [[nodiscard]] row operator[](int index) const {
    if (index < 0 || index >= size()) {
      throw error("row " + std::to_string(index) + " was asked for, and the result has " + std::to_string(size()));
    }
    return {handle_.get(), index};
  }
  [[nodiscard]] iterator begin() const noexcept { return {handle_.get(), 0}; }
  [[nodiscard]] iterator end() const noexcept { return {handle_.get(), size()}; }

  /// Rows that an INSERT, UPDATE or DELETE has touched.
  [[nodiscard]] long long affected() const noexcept {
    const std::string_view count = PQcmdTuples(handle_.get());
    long long value = 0;
    std::from_chars(count.data(), count.data() + count.size(), value);
    return value;
  }
  [[nodiscard]] PGresult* native() const noexcept { return handle_.get(); }

 private:
  std::unique_ptr<PGresult, detail::clear_result> handle_;
};

}  // namespace sterna
