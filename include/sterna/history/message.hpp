// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sterna/history/fault.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna {
namespace detail {

constexpr sql_writer& quote(sql_writer& out, std::string_view text) { return out << '\'' << text << '\''; }

/// "migration 'ae1027a6acf1' (add last login)".
constexpr void write_place(const verdict& of, std::span<const revision> revisions, sql_writer& out) {
  if (of.revision < 0) {
    return;
  }
  const revision& at = revisions[static_cast<std::size_t>(of.revision)];
  quote(out << "migration ", at.id.view()) << " (" << at.message << "): ";
  if (of.operation > 0) {
    const script& in = of.in_downgrade ? at.down : at.up;
    (out << (of.in_downgrade ? "downgrade op " : "upgrade op ")).number(of.operation)
        << ", " << in.operations[static_cast<std::size_t>(of.operation - 1)].what->word << ": ";
  }
}

constexpr void write_nearest(const verdict& of, sql_writer& out) {
  if (!of.nearest.empty()) {
    quote(out << "; did you mean ", of.nearest) << '?';
  }
}

}  // namespace detail

/// The sentence for a fault: which migration, which op, what is wrong, what to do.
constexpr void write_message(const verdict& of, std::span<const revision> revisions, sql_writer& out) {
  using detail::quote;
  const auto other = [&]() -> const revision& { return revisions[static_cast<std::size_t>(of.other)]; };
  if (of.what != fault::several_heads && of.what != fault::cycle) {
    detail::write_place(of, revisions, out);
  }
  switch (of.what) {
    case fault::none:
      break;
    case fault::empty_id:
      out << "its id is empty; an id has 1 to 32 characters";
      break;
    case fault::id_too_long:
      out << "its id has more than the 32 characters that alembic_version.version_num holds; shorten it";
      break;
    case fault::illegal_id:
      out << "its id contains one of @ - + : or a zero, which the addressing of revisions needs; take it out";
      break;
    case fault::reserved_id:
      quote(out << "its id ", of.subject)
          << " is a word of the addressing (head, heads, base, current); choose another";
      break;
    case fault::duplicate_id:
      quote(out << "its id ", of.subject)
          << " is also the id of migration (" << other().message << "); give one of them another id";
      break;
    case fault::unknown_parent:
      quote(out << "it revises ", of.subject) << ", which is not in the history";
      detail::write_nearest(of, out);
      break;
    case fault::unknown_dependency:
      quote(out << "it depends on ", of.subject) << ", which is neither an id nor a label in the history";
      detail::write_nearest(of, out);
      break;
    case fault::duplicate_parent:
      quote(out << "it names ", of.subject) << " twice; name each parent and each dependency once";
      break;
    case fault::self_loop:
      out << "it revises or depends on itself; name the migration that comes before it";
      break;
    case fault::cycle: {
      out << "cycle: each of these migrations waits for another of them:";
      const graph whole(revisions);
      std::string_view between = " ";
      for (const int member : whole.cycle_members()) {
        quote(out << between, revisions[static_cast<std::size_t>(member)].id.view());
        between = ", ";
      }
      break;
    }
    case fault::duplicate_label:
      quote(out << "its branch label ", of.subject) << " is already used by migration ";
      quote(out, other().id.view()) << "; a label or id stands for one migration";
      break;
    case fault::illegal_label:
      quote(out << "its branch label ", of.subject) << " is empty, a reserved word, or contains one of @ - + :";
      break;
    case fault::several_heads: {
      quote(out << "several heads: ", revisions[static_cast<std::size_t>(of.revision)].id.view()) << " and ";
      quote(out, other().id.view()) << "; merge them with .revises(";
      out << '"' << revisions[static_cast<std::size_t>(of.revision)].id.view() << "\", \"" << other().id.view()
          << "\"), or give each branch a .branch_label";
      break;
    }
    case fault::empty_name:
      out << "a name is empty; every table, column and constraint that is named needs one";
      break;
    case fault::name_too_long:
      quote(out << "the name ", of.subject) << " has more than 63 bytes, which PostgreSQL would cut off; shorten it";
      break;
    case fault::zero_in_name:
      out << "a name contains a zero byte, which PostgreSQL cannot store; take it out";
      break;
    case fault::empty_sql:
      out << "the SQL text is empty; say what to execute, or take the op out";
      break;
    case fault::downgrade_of_irreversible:
      out << "it has a downgrade and says that it is irreversible; take one of them away";
      break;
  }
}

}  // namespace sterna
