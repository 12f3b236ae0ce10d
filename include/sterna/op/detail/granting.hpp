// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/restore/remark.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

// Grants as a person writes them: one word for all roles that get the same.

namespace sterna::detail {

/// What roles get or lose of one thing, gathered role by role and column by column, and then said at once.
class grants_of_one {
 public:
  enum turn : std::uint8_t { revokes, option_revokes, grants, option_grants, turns };

  void add(turn when, const name& role, const name& column, unsigned mask) {
    if (mask == 0) return;
    role_said& said = said_of(role);
    (column.empty() ? said.whole[when] : column_of(said, column)[when]) |= mask;
  }
  /// From what a role may do to what it is to do.
  void add(const name& role, const name& column, const standing& from, const standing& to) {
    add(revokes, role, column, from.may & ~to.may);
    add(option_revokes, role, column, from.grantable & ~to.grantable & to.may & from.may);
    add(grants, role, column, to.may & ~from.may & ~to.grantable);
    add(option_grants, role, column, to.grantable & ~from.grantable);
  }
  [[nodiscard]] bool empty() const noexcept { return roles_.empty(); }

  /// Ops on what `target` names, in the order of `turn`, from `first` to `last`. `keep` keeps a text as long as the ops
  /// live. `all`: what ALL means there.
  template <class Keep>
  void write(const operation& target, unsigned all, turn first, turn last, Keep keep, script_builder& out) const {
    for (int when = first; when <= last; ++when) {
      std::vector<std::pair<std::string, std::vector<name>>> words;
      for (const role_said& each : roles_) {
        std::string text = text_of(each, static_cast<turn>(when), all);
        if (text.empty()) continue;
        const auto same = std::ranges::find(words, text, &std::pair<std::string, std::vector<name>>::first);
        if (same != words.end()) {
          same->second.push_back(each.role);
        } else {
          words.push_back({std::move(text), {each.role}});
        }
      }
      for (auto& [text, roles] : words) {
        const slice keys{out.elements().count, static_cast<std::uint32_t>(roles.size())};
        for (const name& role : roles) out.add_element().column = role;
        operation made = target;
        made.what = when == grants || when == option_grants ? op_kind::grant : op_kind::revoke;
        made.only = when == option_revokes || when == option_grants;
        made.where = keep(std::move(text));
        made.keys = keys;
        made.position = static_cast<int>(out.operations().count) + 1;
        out.add_copy(made);
      }
    }
  }

 private:
  struct column_said {
    name id{};
    unsigned masks[turns] = {};
    unsigned& operator[](turn when) noexcept { return masks[when]; }
  };
  struct role_said {
    name role{};
    unsigned whole[turns] = {};
    std::vector<column_said> columns{};
  };

  role_said& said_of(const name& role) {
    const auto there = std::ranges::find_if(roles_, [&](const role_said& each) { return each.role == role; });
    return there != roles_.end() ? *there : roles_.emplace_back(role_said{role, {}, {}});
  }
  static column_said& column_of(role_said& said, const name& id) {
    const auto there = std::ranges::find_if(said.columns, [&](const column_said& each) { return each.id == id; });
    return there != said.columns.end() ? *there : said.columns.emplace_back(column_said{id, {}});
  }
  /// `SELECT, UPDATE (a, b)`.
  [[nodiscard]] static std::string text_of(const role_said& of, turn when, unsigned all) {
    const unsigned whole = of.whole[when];
    if ((all & (all - 1)) != 0 && (whole & all) == all) return "ALL";
    sql_writer out;
    write_privileges(whole, {}, out);
    for (unsigned i = 0; i < privilege_count; ++i) {
      bool any = false;
      for (const column_said& each : of.columns) {
        if ((each.masks[when] & 1U << i) == 0) continue;
        if (!any) out << (out.text().empty() ? "" : ", ") << privilege_words[i] << " (";
        (out << (any ? ", " : "")).identifier(each.id);
        any = true;
      }
      out << (any ? ")" : "");
    }
    return std::string(out.text());
  }

  std::vector<role_said> roles_{};
};

}  // namespace sterna::detail
