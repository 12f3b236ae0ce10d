// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/schema/catalog.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna {

/// What somebody else looks after, by its names: `theirs`, `audit.*`, `index:ix_tmp_*`, `column:user.legacy_*`,
/// `schema:cron`. Before the colon stands the word for a kind of object, with `_` for blanks; without one, all that
/// stands in a schema is meant: tables, views, sequences, types, functions. A name without a schema is one of `public`;
/// a column, index, constraint or trigger may stand without its table. `role:backup` is what that role may do. `*` is
/// any text, also with points in it. What is in a table or a schema goes with it.
class ignored_names {
 public:
  ignored_names() = default;
  /// Throws `error` where a kind is none.
  explicit ignored_names(const std::vector<std::string>& patterns) {
    for (const std::string& each : patterns) {
      const std::size_t colon = each.find(':');
      pattern made{colon == each.npos ? std::string() : each.substr(0, colon), each.substr(colon + 1)};
      std::ranges::replace(made.kind, '_', ' ');
      if (colon != each.npos && !is_kind(made.kind)) {
        throw error("'" + made.kind + "' in '" + each +
                    "' is no kind of object: write schema, table, view, column, index, constraint, type, function, "
                    "role ...");
      }
      all_.push_back(std::move(made));
    }
  }

  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] bool covers(const catalog& in, const object& it) const {
    const object* const table = it.parent == object::none ? nullptr : &in.state.at(it.parent);
    const std::string_view said = (table == nullptr ? it : *table).schema.view();
    const std::string schema(said.empty() ? "public" : said);
    const std::string id(it.id.view());
    const std::string of(table == nullptr ? std::string_view{} : table->id.view());
    return std::ranges::any_of(all_, [&](const pattern& each) {
      if (each.kind == role) return it.kind == object_kind::privileges && fits(each.text, id);
      if (each.kind == word_of(object_kind::schema)) {
        return fits(each.text, it.kind == object_kind::schema ? id : schema);
      }
      if (!each.kind.empty() && each.kind != word_of(it.kind)) return false;
      if (it.kind == object_kind::schema) return false;
      if (table == nullptr) return fits(each.text, schema + "." + id) || (schema == "public" && fits(each.text, id));
      return !each.kind.empty() && (fits(each.text, id) || fits(each.text, schema + "." + of + "." + id) ||
                                    (schema == "public" && fits(each.text, of + "." + id)));
    });
  }

 private:
  static constexpr std::string_view role = "role";
  struct pattern {
    std::string kind;
    std::string text;
  };

  /// All types are one kind here, all triggers too.
  [[nodiscard]] static std::string_view word_of(object_kind kind) {
    return is_text_type(kind)                         ? catalog::word_for(object_kind::enumeration)
           : kind == object_kind::constraint_trigger ? catalog::word_for(object_kind::trigger)
                                                      : catalog::word_for(kind);
  }
  [[nodiscard]] static bool is_kind(std::string_view word) {
    for (unsigned i = 0; i <= static_cast<unsigned>(object_kind::user_mapping); ++i) {
      if (word_of(static_cast<object_kind>(i)) == word) return true;
    }
    return word == role;
  }
  [[nodiscard]] static bool fits(std::string_view text, std::string_view id) {
    std::size_t star = text.npos;
    std::size_t again = 0;  // where the last star has taken the name up to
    std::size_t t = 0;
    for (std::size_t i = 0; i < id.size();) {
      if (t < text.size() && text[t] == '*') {
        star = t++;
        again = i;
      } else if (t < text.size() && text[t] == id[i]) {
        ++t;
        ++i;
      } else if (star != text.npos) {
        t = star + 1;
        i = ++again;
      } else {
        return false;
      }
    }
    while (t < text.size() && text[t] == '*') ++t;
    return t == text.size();
  }

  std::vector<pattern> all_{};
};

}  // namespace sterna
