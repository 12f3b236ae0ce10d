// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/history.hpp"
#include "sterna/models/fingerprint.hpp"
#include "sterna/models/world.hpp"
#include "sterna/schema/compare.hpp"

#include <cstdint>
#include <span>

namespace sterna {

/// What follows where the models and the newest revision of the history are not the same.
enum class drift : unsigned char {
  refused,  ///< the build fails
  allowed,  ///< nothing, as long as the models are still being changed
};

namespace detail {

/// The schema that a history leads to: all of it is played, upwards only. False with the fault set.
constexpr bool play_to_heads(const graph& whole, replay& on) {
  for (const int i : whole.order()) {
    on.world().revision = i;
    if (!on.play(whole.revision(i).up, false, false)) {
      return false;
    }
  }
  return true;
}

}  // namespace detail

/// The first fault of models beside a history: of the history's graph, of the models, or where they differ from its
/// newest revisions (`fault::models_differ`). `head` is the fingerprint of these, or 0.
[[nodiscard]] constexpr verdict check(const graph& whole, const models_view& models, std::uint64_t head = 0) {
  const std::uint64_t wished = detail::models_fingerprint(models).take();
  if (wished != 0 && wished == head) {
    return {};
  }
  if (const verdict found = whole.found(); found && found.what != fault::several_heads) {
    return found;
  }
  replay history(whole);
  if (!detail::play_to_heads(whole, history)) {
    return history.world().found;
  }
  if (wished != 0 && head == 0 && wished == detail::fingerprint(history.world().state)) {
    return {};
  }
  catalog wanted;
  wanted.lowest_server = history.world().lowest_server;
  if (!detail::world_of(models, wanted)) {
    return wanted.found;
  }
  verdict found;
  if (const schema_difference first = first_difference(wanted, history.world())) {
    found.what = fault::models_differ;
    found.in_models = true;
    found.subject = first.subject;
    found.word = catalog::word_for(first.kind);
    found.owner = first.owner;
    found.nearest = first.schema;
    found.detail = first.what;
  }
  return found;
}
[[nodiscard]] constexpr verdict check(const history_view& history, const models_view& models) {
  return check(graph(history.revisions()), models, history.head());
}

namespace detail {

template <const auto& History, const auto& Models>
struct models_of {
  [[nodiscard]] static constexpr sentence judge() {
    return sentence_of(check(History, Models.view()), History.revisions());
  }
};
template <const auto& History, const auto& Models>
inline constexpr sentence models_sentence = models_of<History, Models>::judge();

}  // namespace detail

/// Whether the models say what the newest revision of the history has:
/// `static_assert(sterna::check_models<app::history, app::models>());`. Where not, it does not compile: the error names
/// the first difference, and the command that writes the migration. With `drift::allowed` as third argument it does
/// compile, and gives false.
template <const auto& History, const auto& Models, drift Drift = drift::refused>
constexpr bool check_models() {
  if constexpr (Drift == drift::refused) {
    if constexpr (detail::models_sentence<History, Models>.size != 0) {
      static_cast<void>(detail::refusal<detail::models_sentence<History, Models>>::why);
    }
    return true;  // otherwise a static_assert would be a second error
  } else {
    return !check(History, Models.view());
  }
}

}  // namespace sterna
