// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/literal.hpp"
#include "sterna/autogenerate/words/type.hpp"
#include "sterna/error.hpp"
#include "sterna/record/list.hpp"
#include "sterna/record/setting.hpp"

#include <limits>
#include <string>
#include <string_view>

// What sequences, identities, columns, tables and indexes say besides, as C++.

namespace sterna::detail {

[[nodiscard]] inline std::string number_words(long long value) {
  return value == std::numeric_limits<long long>::min()
             ? "-" + std::to_string(std::numeric_limits<long long>::max()) + " - 1"
             : std::to_string(value);
}

/// `with("fillfactor", 70)`, from the name on.
[[nodiscard]] inline std::string parameter_words(const setting& of) {
  const bool truth = of.detail == "true" || of.detail == "false";
  return "with(" + literal_of(of.text) + ", " +
         (of.detail.empty() ? number_words(of.number()) : truth ? std::string(of.detail) : text_literal(of.detail)) +
         ")";
}

/// One option as a word of its own.
[[nodiscard]] inline std::string setting_words(const setting& of) {
  const auto named = [&](std::string_view word) {
    return std::string(word) + "(" + literal_of(of.text) +
           (of.detail.empty() ? std::string() : ", " + literal_of(of.detail)) + ")";
  };
  const auto said = [&](std::string_view word) { return std::string(word) + "(" + text_literal(of.text) + ")"; };
  const auto counted = [&](std::string_view word) { return std::string(word) + "(" + number_words(of.number()) + ")"; };
  switch (of.what) {
    case setting_kind::as_type:
      return "as(" + std::string(type_words_list[static_cast<std::size_t>(of.value)]) + ")";
    case setting_kind::increment: return counted("increment");
    case setting_kind::min_value: return of.unset ? "no_min_value" : counted("min_value");
    case setting_kind::max_value: return of.unset ? "no_max_value" : counted("max_value");
    case setting_kind::start: return counted("start");
    case setting_kind::restart: return of.unset ? "restart" : counted("restart_with");
    case setting_kind::cache: return counted("cache");
    case setting_kind::cycle: return of.unset ? "no_cycle" : "cycle";
    case setting_kind::owned_by:
      return of.unset ? "owned_by_none" : "owned_by(" + literal_of(of.detail) + ", " + literal_of(of.text) + ")";
    case setting_kind::storage: return said("storage");
    case setting_kind::compression: return of.unset ? "compression(\"default\")" : said("compression");
    case setting_kind::statistics:
      return "statistics(" + (of.text.empty() ? "" : std::string(of.text) + ", ") +
             number_words(of.unset ? -1 : of.number()) + ")";
    case setting_kind::temporary: return "temporary";
    case setting_kind::unlogged: return of.unset ? "logged" : "unlogged";
    case setting_kind::inherits: return named(of.unset ? "no_inherit" : "inherits");
    case setting_kind::partition_by: return said("partition_by");
    case setting_kind::access_method: return said("access_method");
    case setting_kind::parameter: return of.unset ? said("reset") : parameter_words(of);
    case setting_kind::on_commit: return said("on_commit");
    case setting_kind::tablespace: return said("tablespace");
    case setting_kind::replica_identity:
      return of.unset             ? "replica_identity_default"
             : of.text == "FULL"  ? "replica_identity_full"
                                  : "replica_identity_nothing";
    case setting_kind::replica_identity_index: return said("replica_identity");
    case setting_kind::cluster_on: return of.unset ? "without_cluster" : said("cluster_on");
    case setting_kind::partition_of:
    case setting_kind::bounds:
    case setting_kind::change_identity:
    case setting_kind::former_heir:
    case setting_kind::value_text:
    case setting_kind::value_expression:
    case setting_kind::value_integer:
    case setting_kind::value_boolean:
    case setting_kind::value_null: break;
  }
  throw error("an option of '" + std::string(of.text) + "' cannot be written in words yet");
}

/// Options among the arguments of a word, each behind `between`; those that `Skip` is true of stand elsewhere.
template <class Skip>
[[nodiscard]] std::string settings_words(list<setting> all, std::string_view between, Skip skip) {
  std::string made;
  for (const setting& each : all) {
    if (!skip(each)) made += std::string(between) + setting_words(each);
  }
  return made;
}
[[nodiscard]] inline std::string settings_words(list<setting> all, std::string_view between) {
  return settings_words(all, between, [](const setting&) { return false; });
}

/// What an identity says behind its word: `.start(10).cycle()`.
[[nodiscard]] inline std::string identity_members(list<setting> all) {
  std::string made;
  for (const setting& each : all) {
    if (each.what > setting_kind::cycle) continue;
    const std::string word = setting_words(each);
    made += "." + word + (word.ends_with(')') ? "" : "()");
  }
  return made;
}

/// What a column says of how it is stored.
[[nodiscard]] inline std::string storage_words(list<setting> all) {
  return settings_words(all, ", ", [](const setting& each) { return each.what < setting_kind::storage; });
}

/// What an index says behind its word: `.with("fillfactor", 70)`.
[[nodiscard]] inline std::string index_members(list<setting> all) { return settings_words(all, "."); }

/// The setting of a kind, or null.
[[nodiscard]] inline const setting* setting_among(list<setting> all, setting_kind what) {
  for (const setting& each : all) {
    if (each.what == what) return &each;
  }
  return nullptr;
}

}  // namespace sterna::detail
