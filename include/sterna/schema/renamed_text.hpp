// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/view_columns.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

#include <string_view>

// PostgreSQL keeps the meaning of what it has read, whatever is renamed since. Here texts are kept: the new name is
// written into them, so that they tell what needs what. They are marked as stale, since nobody should read them.

namespace sterna::detail {

/// The text with the column `from` written as `to`, by the rules of uses_identifier(); with `relation`, every `from`.
[[nodiscard]] constexpr std::string_view renamed_text(catalog& in, std::string_view text, const name& from,
                                                      const name& to, bool relation) {
  sql_writer out;
  sql_word_reader word(text);
  std::size_t copied = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  bool type = false;
  bool typed = false;
  bool found = false;
  for (bool more = true; more;) {
    more = word.next();
    if (found && (!more || relation || (word.kind != sql_token::string && !word.is('(') && !word.is('.')))) {
      (out << text.substr(copied, first - copied)).identifier(to);
      copied = last;
    }
    found = false;
    if (more && (word.kind == sql_token::word || word.kind == sql_token::identifier)) {
      found = (relation || !type) && word.names(from.view());
      first = word.position;
      last = word.at;
      typed = type;
      type = word.is("as") || word.is("collate");
    } else if (more) {
      type = word.kind == sql_token::symbol && (word.at - word.position == 2 || (typed && word.is('.')));
      typed = false;
    }
  }
  out << text.substr(copied);
  return in.state.keep_name(out.text()).view();
}

/// Triggers, rules, policies and the like that say a name which changes: PostgreSQL goes on with what they mean, and
/// the text of no use. Bodies of functions in quotes are read anew each time, and stay as they are.
constexpr void rename_in_texts(catalog& in, const name& from) {
  const std::uint32_t count = in.state.has_text_objects() ? in.state.objects.count : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const object& it = in.state.at(i);
    if (!it.alive || it.stale || !is_text_kind(it.kind)) {
      continue;
    }
    const text_record& of = in.state.text_object(it);
    if (uses_identifier(of.text, from.view()) || uses_identifier(of.where, from.view()) ||
        uses_identifier(of.method, from.view())) {
      object made = it;
      made.stale = true;
      in.replace(i, made);
    }
  }
}

/// The views that read a table whose name, or a column's name, changes. What a query over several tables reads by that
/// name is anybody's guess: nothing, then, is said to be needed by it.
constexpr void rename_in_views(catalog& in, const name& schema, const name& table, const name& from, const name& to,
                               bool relation) {
  rename_in_texts(in, from);
  const std::uint32_t count = in.state.has_views() ? in.state.objects.count : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!in.state.at(i).alive || !has_query(in.state.at(i).kind)) {
      continue;
    }
    const std::string_view text = in.state.text(in.state.at(i));
    const view_sources sources = sources_of(text, schema.view(), table.view());
    if (!sources.reads || sources.hidden) {
      continue;
    }
    object made = in.state.at(i);
    made.stale = true;
    if (relation || uses_identifier(text, from.view())) {
      view_record of = in.state.view(made);
      of.text = sources.count == 1 ? renamed_text(in, text, from, to, relation) : std::string_view{};
      made.definition = in.state.keep(of);
    }
    in.replace(i, made);
  }
}

}  // namespace sterna::detail
