// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/setting.hpp"

#include <limits>

namespace sterna::detail {

/// What a sequence does, whole: what was said, and what PostgreSQL takes by itself.
struct sequence_values {
  base_type type = base_type::big_integer;
  bool cycle = false;
  long long increment = 1;
  long long min = 1;
  long long max = std::numeric_limits<long long>::max();
  long long start = 1;
  long long cache = 1;

  [[nodiscard]] constexpr long long highest() const noexcept {
    return type == base_type::small_integer ? 32767
           : type == base_type::integer     ? 2147483647
                                            : std::numeric_limits<long long>::max();
  }
  [[nodiscard]] constexpr long long lowest() const noexcept { return -highest() - 1; }
  [[nodiscard]] constexpr long long usual_min() const noexcept { return increment > 0 ? 1 : lowest(); }
  [[nodiscard]] constexpr long long usual_max() const noexcept { return increment > 0 ? highest() : -1; }
  [[nodiscard]] constexpr long long usual_start() const noexcept { return increment > 0 ? min : max; }

  [[nodiscard]] friend constexpr bool operator==(const sequence_values&, const sequence_values&) noexcept = default;
};

/// `fresh`: of a new sequence, whose bounds follow from its type and direction; of one that is there they stay.
constexpr void apply_sequence_settings(list<setting> said, bool fresh, sequence_values& to) {
  const auto said_of = [&](setting_kind what) { return setting_in(said, what); };
  bool min_follows = fresh;
  bool max_follows = fresh;
  if (const setting* const it = said_of(setting_kind::as_type); it != nullptr) {
    min_follows = min_follows || to.min == to.lowest();
    max_follows = max_follows || to.max == to.highest();
    to.type = it->unset ? base_type::big_integer : static_cast<base_type>(it->value);
  }
  if (const setting* const it = said_of(setting_kind::increment); it != nullptr) {
    to.increment = it->unset ? 1 : it->number();
  }
  const setting* const min = said_of(setting_kind::min_value);
  const setting* const max = said_of(setting_kind::max_value);
  const setting* const start = said_of(setting_kind::start);
  const setting* const cache = said_of(setting_kind::cache);
  const setting* const cycle = said_of(setting_kind::cycle);
  to.min = min != nullptr && !min->unset ? min->number() : min != nullptr || min_follows ? to.usual_min() : to.min;
  to.max = max != nullptr && !max->unset ? max->number() : max != nullptr || max_follows ? to.usual_max() : to.max;
  to.start = start != nullptr && !start->unset ? start->number()
             : fresh || start != nullptr       ? to.usual_start()
                                               : to.start;
  to.cache = cache != nullptr ? (cache->unset ? 1 : cache->number()) : to.cache;
  to.cycle = cycle != nullptr ? !cycle->unset : to.cycle;
}

[[nodiscard]] constexpr sequence_values sequence_values_of(list<setting> all, base_type type = base_type::big_integer) {
  sequence_values made;
  made.type = type;
  apply_sequence_settings(all, true, made);
  return made;
}

/// The options that differ from what PostgreSQL takes by itself; what else the list says stays. `own_type`: the type is
/// the sequence's own, not that of its identity column.
constexpr pool<setting> sequence_settings(const sequence_values& of, list<setting> besides, bool own_type) {
  pool<setting> made;
  const auto say = [&](bool differs, setting_kind what, long long value) {
    if (differs) {
      setting& one = made.push(blank_setting);
      one.what = what;
      one.value = static_cast<std::uint64_t>(value);
    }
  };
  say(own_type && of.type != base_type::big_integer, setting_kind::as_type, static_cast<long long>(of.type));
  say(of.increment != 1, setting_kind::increment, of.increment);
  say(of.min != of.usual_min(), setting_kind::min_value, of.min);
  say(of.max != of.usual_max(), setting_kind::max_value, of.max);
  say(of.start != of.usual_start(), setting_kind::start, of.start);
  say(of.cache != 1, setting_kind::cache, of.cache);
  say(of.cycle, setting_kind::cycle, 0);
  for (const setting& each : besides) {
    if ((each.what >= setting_kind::owned_by) && each.what != setting_kind::change_identity && !each.unset) {
      made.push(each);
    }
  }
  return made;
}

/// What PostgreSQL asks of the options of a sequence.
constexpr bool expect_sequence_values(catalog& in, const sequence_values& of, list<setting> said,
                                      std::string_view subject) {
  const setting* const restart = setting_in(said, setting_kind::restart);
  const auto outside = [&](long long value) { return value < of.min || value > of.max; };
  const std::string_view flaw =
      of.type != base_type::small_integer && of.type != base_type::integer && of.type != base_type::big_integer
          ? "its type is small_integer, integer or big_integer"
      : of.increment == 0                                  ? "increment is not 0"
      : of.max > of.highest() || of.max < of.lowest()      ? "max_value is beyond its type"
      : of.min < of.lowest() || of.min > of.highest()      ? "min_value is beyond its type"
      : of.min >= of.max                                   ? "min_value is less than max_value"
      : outside(of.start)                                  ? "start lies between min_value and max_value"
      : restart != nullptr && !restart->unset && outside(restart->number())
          ? "restart_with lies between min_value and max_value"
      : of.cache < 1 ? "cache is at least 1"
                     : "";
  return flaw.empty() || in.fail(fault::sequence_option, subject, {}, {}, flaw);
}

}  // namespace sterna::detail
