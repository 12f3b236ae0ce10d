// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/op.hpp"

#include <string>
#include <string_view>
#include <vector>

// From ops to the C++ that a person would have written.

namespace sterna {

/// The ops of a script, each as the text of one argument of `.upgrade(...)`. The lines behind the first of each are
/// indented as for an op that begins `indent` columns in. With `as_models` they are what stands in sterna::models(...).
[[nodiscard]] inline std::vector<std::string> words_of(const script& ops, int indent, bool as_models = false) {
  std::vector<std::string> made;
  const list<operation> all = ops.operations;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const operation& op = all[i];
    std::string text = detail::words_of_one({op, ops, indent, as_models});
    if (op.says_effect) {
      const bool assumed = op.what == op_kind::assume;
      const std::string line = "\n" + std::string(static_cast<std::size_t>(indent) + 4, ' ');
      std::string declared;
      for (std::uint32_t n = 0; n < op.declares && i + 1 < all.size(); ++n) {
        declared += (n == 0 ? "" : ",") + line + detail::words_of_one({all[++i], ops, indent + 4, assumed});
      }
      text += (assumed ? "" : ".as(") + declared + ")";
    } else if (op.what == op_kind::contract_column && i + 1 < all.size() &&
               all[i + 1].what == op_kind::rename_column && all[i + 1].position == op.position) {
      text += ".keep_name()";
      ++i;
    }
    if (!op.safe.empty()) {
      const std::string why = text_literal(op.safe);
      const bool is_long = static_cast<std::size_t>(indent) + text.size() + why.size() > 104;
      const std::string between = is_long ? ",\n" + std::string(static_cast<std::size_t>(indent) + 4, ' ') : ", ";
      text = "assume_safe(" + text + between + why + ")";
    }
    made.push_back(std::move(text));
  }
  return made;
}

/// The text of models.hpp: all that a schema has, as `inline constexpr auto models` in a namespace. None of the ops
/// says what others declare.
[[nodiscard]] inline std::string models_text(const script& ops, std::string_view name_space) {
  std::string text = "#pragma once\n\n#include <sterna/models/models.hpp>\n\nnamespace " + std::string(name_space) +
                     " {\nusing namespace sterna::dsl;\n\ninline constexpr auto models = sterna::models(";
  std::string between = "\n    ";
  std::size_t i = 0;
  for (const std::string& each : words_of(ops, 4, true)) {
    const bool verbatim = ops.operations[i++].what == op_kind::execute;
    text += between + (verbatim ? "// no word says this yet: the checks do not see what it does\n    " : "") + each;
    between = ",\n    ";
  }
  return text + ");\n\n}  // namespace " + std::string(name_space) + "\n";
}

}  // namespace sterna
