// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string_view>

#include "sterna/record/fault.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/lint/advice.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna {
namespace detail {

constexpr sql_writer& quote(sql_writer& out, std::string_view text) { return out << '\'' << text << '\''; }

/// "migration 'ae1027a6acf1' (add last login): upgrade op 2, add_column: ".
constexpr void write_place(const verdict& of, std::span<const revision> revisions, sql_writer& out) {
  if (of.revision < 0) {
    if (of.in_models) {
      out << "models: ";
      if (!of.table.empty() && of.subject != of.table) {
        quote(out << "table ", of.table) << ": ";
      }
    }
    return;
  }
  const revision& at = revisions[static_cast<std::size_t>(of.revision)];
  quote(out << "migration ", at.id.view()) << " (" << at.message << "): ";
  if (of.operation > 0) {
    (out << (of.in_downgrade ? "downgrade op " : "upgrade op ")).number(of.operation) << ", " << of.word << ": ";
  }
}

/// "column 'a' of table 't'".
constexpr sql_writer& write_of_table(sql_writer& out, std::string_view kind, std::string_view id,
                                     std::string_view table) {
  quote(out << kind << ' ', id);
  if (!table.empty()) {
    quote(out << " of table ", table);
  }
  return out;
}
constexpr sql_writer& write_of_table(sql_writer& out, std::string_view kind, const verdict& of) {
  return write_of_table(out, kind, of.subject, of.owner);
}
/// The column that the fault is about; its table is the op's.
constexpr sql_writer& write_column_of(sql_writer& out, const verdict& of) {
  return write_of_table(out, "column", of.subject, of.table);
}
constexpr sql_writer& write_article(sql_writer& out, std::string_view kind) {
  const bool vowel = !kind.empty() && std::string_view("aeio").find(kind.front()) != std::string_view::npos;
  return out << (vowel ? "an " : "a ") << kind;
}
/// `materialized_view`: the end of the word for an op on it.
constexpr sql_writer& write_word_for(sql_writer& out, std::string_view kind) {
  for (const char c : kind == "statistics object" ? std::string_view("statistics") : kind) {
    out << (c == ' ' ? '_' : c);
  }
  return out;
}
constexpr std::string_view view_word(const verdict& of) {
  return of.word.ends_with("materialized_view") ? "materialized view" : "view";
}
/// Where an object is gone that was there once.
constexpr bool write_gone(const verdict& of, std::span<const revision> revisions, sql_writer& out) {
  if (of.other < 0) {
    return false;
  }
  if (of.other == of.revision || static_cast<std::size_t>(of.other) >= revisions.size()) {  // ops of no migration yet
    out << " any more: an op before this one has dropped or renamed it";
  } else {
    quote(out << " any more: migration ", revisions[static_cast<std::size_t>(of.other)].id.view())
        << " has dropped or renamed it";
  }
  return true;
}
constexpr void write_missing(sql_writer& out, std::string_view kind, std::string_view made_with, const verdict& of,
                             std::span<const revision> revisions) {
  quote(out << kind << ' ', of.subject) << " does not exist";
  if (!of.owner.empty()) {
    quote(out << " in schema ", of.owner);
  }
  if (write_gone(of, revisions, out)) {
    out << "; name one that is there";
  } else if (of.detail == "public") {
    out << "; there is one outside of that schema: take the schema out";
  } else if (!of.detail.empty()) {
    quote(out << "; there is one in schema ", of.detail) << ": say the schema too";
  } else if (!of.nearest.empty()) {
    quote(out << "; did you mean ", of.nearest) << '?';
  } else if (of.in_models) {
    out << "; put it among the models";
  } else {
    out << "; make it with " << made_with << ", or say assume(...) if it is there without the history";
  }
}
constexpr void write_since(const verdict& of, std::span<const revision> revisions, sql_writer& out) {
  if (of.in_models) {
    out << "; it is among the models twice: take one of them out, or give it another name";
    return;
  }
  if (of.other >= 0 && of.other != of.revision && static_cast<std::size_t>(of.other) < revisions.size()) {
    quote(out << ", since migration ", revisions[static_cast<std::size_t>(of.other)].id.view());
  }
  out << "; choose another name, or drop it first";
}
constexpr void write_exists(sql_writer& out, std::string_view kind, const verdict& of,
                            std::span<const revision> revisions) {
  quote(out << kind << ' ', of.subject) << " already exists";
  if (!of.owner.empty() && of.owner != kind) {
    write_article(out << ", as ", of.owner);
  }
  write_since(of, revisions, out);
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
  const bool filled = of.word == "backfill" || of.word == "bulk_insert";
  switch (of.what) {
    case fault::none:
      break;
    case fault::empty_id:
      out << (revisions[static_cast<std::size_t>(of.revision)].policy != nullptr
                  ? "a policy stands before the migrations: sterna::history<rules, m1, m2, ...>"
                  : "its id is empty; an id has 1 to 32 characters");
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
          << "\"), or by the command: <application>-migrate merge "
          << revisions[static_cast<std::size_t>(of.revision)].id.view() << ' ' << other().id.view()
          << "; or give each branch a .branch_label";
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
    case fault::system_column:
      detail::write_column_of(out, of) << " has the name of one of PostgreSQL's own system columns; choose another";
      break;
    case fault::truncated_name:
      quote(out << "the name that PostgreSQL would make for a constraint of table ", of.owner);
      quote(out << ", ", of.subject)
          << ", is cut off and already taken; give it a name with constraint(\"...\", ...)";
      break;
    case fault::unnamable:
      quote(out << "the naming convention ", of.subject);
      quote(out << " makes no name for something of table ", of.owner)
          << ": " << of.detail << "; write a name, with f(\"...\") where it is to stay as it is";
      break;
    case fault::empty_sql:
      out << "the SQL text is empty; say what to execute, or take the op out";
      break;
    case fault::unterminated_sql:
      out << "the SQL text has an unterminated " << of.subject << "; close it"
          << (of.subject == "quote" ? ", and write an apostrophe within a text twice" : "")
          << ". It begins at: " << of.detail;
      break;
    case fault::transaction_control:
      quote(out << "the SQL text contains ", of.subject)
          << "; every migration has a transaction of its own, so take it out; "
             "what cannot run in one stands alone, with .outside_transaction()";
      break;
    case fault::missing_schema:
      detail::write_missing(out, "schema", "create_schema", of, revisions);
      break;
    case fault::missing_table:
      detail::write_missing(out, "table", "create_table", of, revisions);
      break;
    case fault::missing_view:
      detail::write_missing(out, detail::view_word(of),
                            of.word.ends_with("materialized_view") ? "create_materialized_view" : "create_view", of,
                            revisions);
      break;
    case fault::missing_index:
      detail::write_missing(out, "index", "create_index", of, revisions);
      break;
    case fault::missing_sequence:
      detail::write_missing(out, "sequence", "create_sequence", of, revisions);
      break;
    case fault::missing_type:
      detail::write_missing(out, "type", "create_enumeration", of, revisions);
      break;
    case fault::missing_column:
      detail::write_of_table(out, "column", of) << " does not exist";
      if (of.detail == "key") {
        out << ", and " << of.word << " would go through the table by it; say .key(...) with the columns of the "
                                      "primary key";
      } else if (detail::write_gone(of, revisions, out)) {
        out << "; name one that is there";
      } else if (of.nearest.empty()) {
        out << "; make it with add_column, or say assume(add_column(...)) if it is there without the history";
      }
      detail::write_nearest(of, out);
      break;
    case fault::missing_constraint:
      detail::write_of_table(out, "constraint", of) << " does not exist";
      if (detail::write_gone(of, revisions, out)) {
        out << "; name one that is there";
      } else if (of.nearest.empty()) {
        out << "; name one that is there, or say assume(...) if it is there without the history";
      }
      detail::write_nearest(of, out);
      break;
    case fault::missing_synchronization:
      detail::write_of_table(out, "synchronising trigger", of) << " does not exist";
      if (detail::write_gone(of, revisions, out)) {
        out << "; take the op out";
      } else if (of.nearest.empty()) {
        out << "; name the columns of an expand_column, or say drop_column";
      }
      detail::write_nearest(of, out);
      break;
    case fault::missing_object:
      quote(out << of.detail << ' ', of.subject) << " does not exist";
      if (!of.owner.empty()) {
        quote(out << (of.owner == of.table ? " on " : " in schema "), of.owner);
      }
      if (detail::write_gone(of, revisions, out)) {
        out << "; name one that is there";
      } else if (!of.nearest.empty()) {
        detail::write_nearest(of, out);
      } else {
        detail::write_word_for(out << "; make it with create_", of.detail)
            << ", or say assume(create_";
        detail::write_word_for(out, of.detail) << "(...)) if it is there without the history";
      }
      break;
    case fault::missing_value:
      quote(quote(out << "value ", of.subject) << " is none of the enumeration ", of.owner);
      if (of.word == "replace_enumeration_values") {
        out << "; .map(\"old\", \"new\") takes one that is there, and one that will be";
      } else if (of.nearest.empty()) {
        out << "; add it with add_enumeration_value in an earlier migration";
      }
      detail::write_nearest(of, out);
      break;
    case fault::wrong_kind:
      detail::write_article(quote(out, of.subject) << " is ", of.detail);
      detail::write_article(out << ", and ", of.owner) << " is needed here; name one";
      if (of.word.starts_with("drop_")) {
        detail::write_word_for(out << ", or use drop_", of.detail);
      }
      break;
    case fault::schema_exists:
      detail::write_exists(out, "schema", of, revisions);
      break;
    case fault::table_exists:
      detail::write_exists(out, "table", of, revisions);
      break;
    case fault::view_exists:
      detail::write_exists(out, detail::view_word(of), of, revisions);
      break;
    case fault::index_exists:
      detail::write_exists(out, "index", of, revisions);
      break;
    case fault::sequence_exists:
      detail::write_exists(out, "sequence", of, revisions);
      break;
    case fault::type_exists:
      detail::write_exists(out, "type", of, revisions);
      break;
    case fault::column_exists:
      detail::write_since(of, revisions, detail::write_of_table(out, "column", of) << " already exists");
      break;
    case fault::constraint_exists:
      detail::write_since(of, revisions, detail::write_of_table(out, "constraint", of) << " already exists");
      break;
    case fault::synchronization_exists:
      quote(quote(out << "the function of synchronising trigger ", of.subject) << " already exists, for table ",
            of.owner)
          << "; give the new column another name";
      break;
    case fault::object_exists:
      quote(out << of.detail << ' ', of.subject) << " already exists";
      if (!of.owner.empty()) {
        quote(out << " on ", of.owner);
      }
      if (of.nearest != of.detail.view()) {
        detail::write_article(out << ", as ", of.nearest);
      }
      detail::write_since(of, revisions, out);
      break;
    case fault::value_exists:
      quote(quote(out << "value ", of.subject) << " is already one of the enumeration ", of.owner)
          << "; choose another, or leave it out";
      break;
    case fault::duplicate_column:
      detail::write_of_table(out, "column", of) << " is named twice; take one of them out";
      break;
    case fault::second_primary_key:
      quote(quote(out << "table ", of.subject) << " has a primary key already, ", of.owner)
          << "; drop that first, or make this one unique";
      break;
    case fault::type_argument:
      detail::write_column_of(out, of) << " cannot have this type: " << of.detail;
      break;
    case fault::identity_type:
      detail::write_column_of(out, of) << " is an identity, and its type is " << of.detail
                                       << "; an identity is a small_integer, integer or big_integer";
      break;
    case fault::identity_nullable:
      detail::write_column_of(out, of) << " is an identity, which is never null; "
                                       << (of.owner.empty() ? "take nullable out" : "say not_null too");
      break;
    case fault::conflicting_column:
      if (of.word == "expand_column") {
        detail::write_column_of(out, of) << " takes its values from the old column; take its default, identity, serial "
                                            "type or expression out";
        break;
      }
      if (!of.owner.empty()) {
        quote(detail::write_column_of(out, of) << " takes its values from the old column, by synchronising trigger ",
              of.owner)
            << "; give it a default after contract_column";
        break;
      }
      detail::write_column_of(out, of)
          << " takes its values from two sources (a default, an identity, a serial type, an expression); keep one";
      break;
    case fault::default_type:
      detail::write_column_of(out, of) << " is of type " << of.detail << ", which "
                                       << (filled ? "the value " : "its default ") << of.owner
                                       << " does not fit; change the " << (filled ? "value" : "default")
                                       << " or the type";
      break;
    case fault::not_null_default_null:
      detail::write_column_of(out, of) << " is not null, and " << (filled ? "its value" : "its default")
                                       << " is NULL; change one of them";
      break;
    case fault::no_cast:
      if (of.word == "expand_column") {
        detail::write_column_of(out, of) << " does not go from " << of.owner << " to " << of.detail
                                         << " by itself; say how: ." << of.nearest << "(\"...\")";
        break;
      }
      detail::write_column_of(out << (of.nearest == "default" ? "the default of " : ""), of)
          << " cannot change from " << of.owner << " to " << of.detail << " by itself; "
          << (of.nearest == "default" ? "say drop_default, or the new server_default, in the same op"
                                      : "say how: type(...).using_(\"...\")");
      break;
    case fault::no_operator_class:
      detail::write_column_of(out, of) << " is of type " << of.detail
                                       << ", which has no order, and a key or a B-tree index needs one; "
                                          "choose another type, or an index with .using_(\"...\")";
      break;
    case fault::column_in_primary_key:
      quote(detail::write_column_of(out, of) << " is in the primary key ", of.owner)
          << ", and cannot be nullable; drop the key first";
      break;
    case fault::column_is_identity:
      detail::write_column_of(out, of) << " is an identity, which " << of.detail << "; take that out";
      break;
    case fault::column_is_generated:
      detail::write_column_of(out, of) << " is generated from others and "
                                       << (of.detail.empty() ? "has no default" : of.detail.view())
                                       << "; take that out";
      break;
    case fault::not_identity:
      detail::write_column_of(out, of) << " is no identity; say identity to make it one, or take the change out";
      break;
    case fault::sequence_option:
      quote(out << "the sequence ", of.subject) << " cannot be so: " << of.detail << "; change its options";
      break;
    case fault::table_option:
      quote(out << "table ", of.subject) << ' ' << of.detail;
      break;
    case fault::unknown_privilege:
      if (of.subject.empty()) {
        out << "no privilege is named; say which, or \"ALL\"";
      } else {
        detail::write_article(quote(out, of.subject) << " is no privilege of ", of.detail)
            << "; name one that PostgreSQL has there";
      }
      break;
    case fault::key_count:
      quote(out << "the foreign key to table ", of.owner)
          << " has not as many columns on one side as on the other; name them in pairs";
      break;
    case fault::no_key:
      quote(out << "table ", of.subject) << " has no primary key or unique constraint on " << of.detail
                                         << ", which a foreign key needs; make one first";
      break;
    case fault::no_primary_key:
      quote(out << "table ", of.subject) << " has no primary key to refer to; name the columns, or make one first";
      break;
    case fault::key_types:
      quote(quote(detail::write_column_of(out, of) << " cannot refer to column ", of.owner) << " of table ", of.nearest)
          << ": the types " << of.detail << " cannot be compared; make them the same";
      break;
    case fault::index_not_usable:
      quote(quote(out << "index ", of.subject) << " cannot become a constraint of table ", of.owner)
          << "; it must be a unique B-tree on all rows and just those columns, plain, and of no other constraint";
      break;
    case fault::index_not_attachable:
      quote(quote(out << "index ", of.subject) << " cannot become a part of index ", of.owner)
          << "; it must be on a partition of that one's table, and have the same keys";
      break;
    case fault::table_is_partitioned:
      quote(out << "table ", of.subject) << " is partitioned: " << of.detail;
      break;
    case fault::not_validatable:
      detail::write_of_table(out, "constraint", of)
          << " is a key, which is always valid; only a check or a foreign key "
             "can be validated";
      break;
    case fault::no_batch_key:
      if (!of.owner.empty()) {
        detail::write_of_table(out, "column", of.owner, of.subject)
            << " is filled, and of the key by which to go through the rows; say .key(...) with other columns";
        break;
      }
      quote(out << "table ", of.subject) << " has no primary key, nor a unique one of columns that are not null, on "
                                         << of.detail << " in this order, by which to go through its rows; ";
      if (of.nearest.empty()) {
        out << "say .key(...) with the columns of one that it has, or make one first";
      } else {
        out << "say .key(...) with those of its primary key, " << of.nearest;
      }
      break;
    case fault::still_needed:
      quote(quote(out, of.subject) << " is still needed by " << of.detail << ' ', of.owner);
      if (!of.nearest.empty()) {
        quote(out << " of table ", of.nearest);
      }
      if (of.detail == "synchronising trigger") {
        out << "; end that with contract_column first";
      } else if (of.word == "replace_enumeration_values" && of.detail == "column") {
        out << ", as its default; say .map(\"" << of.subject << "\", \"...\"), or give it another one first";
      } else if (of.word == "drop_sequence" && of.detail == "column") {
        out << "; it goes with the column, so leave that to drop_column";
      } else if (of.word == "truncate_table") {
        out << "; truncate that table with it, or say .cascade()";
      } else {
        out << (of.word.starts_with("drop_") ? "; drop that first, or say .cascade()"
                                             : "; drop that first, and make it again behind this op");
      }
      break;
    case fault::index_of_constraint:
      quote(quote(out << "index ", of.subject) << " belongs to the constraint of that name of table ", of.owner)
          << "; use drop_constraint";
      break;
    case fault::not_restored:
      out << "its downgrade does not restore what the upgrade found: " << of.nearest << ' ';
      quote(out, of.subject);
      if (!of.owner.empty()) {
        quote(out << " of table ", of.owner);
      }
      out << ' ' << of.detail << "; correct the downgrade, or leave it out: then it is derived";
      break;
    case fault::underivable:
      out << "how to undo it is not known; ";
      if (of.word == "execute" || of.word == "run") {
        out << "give it a .reverse(...), or .as() if it changes only data, or ";
      }
      out << "write .downgrade(...), or say .irreversible(\"why\")";
      break;
    case fault::downgrade_of_irreversible:
      out << "it has a downgrade and says that it is irreversible; take one of them away";
      break;
    case fault::conflicting_branches:
      detail::write_of_table(out << "it needs or changes ", of.owner, of.subject, of.nearest);
      quote(out << ", and so does migration ", other().id.view())
          << " of another branch, so that the order matters; let one depend on the other: "
             ".depends_on(\""
          << other().id.view() << "\")";
      break;
    case fault::unsafe:
      write_advice(of.broken, of.table, of.subject, out);
      out << "; or say assume_safe(" << of.word << "(...), \"why\")";
      break;
    case fault::needless_exception:
      out << "assume_safe is not needed here: no check has anything against this op; take it away";
      break;
    case fault::no_model:
      out << of.word << " changes what is there, or takes it away; the models say only what there is to be";
      break;
    case fault::models_differ:
      out << "they are not what the history leads to: there, ";
      if (of.word == catalog::word_for(object_kind::privileges)) {
        quote(quote(out << of.word << ' ', of.subject) << " on ", of.owner);
      } else {
        detail::write_of_table(out, of.word, of);
      }
      if (!of.nearest.empty()) {
        quote(out << " in schema ", of.nearest);
      }
      out << ' ' << of.detail
          << "; write the migration by <application>-migrate revision --autogenerate --offline -m \"...\"";
      break;
    case fault::unknown_policy_revision:
      quote(out << "the policy speaks of revision ", of.subject) << ", which is not in the history";
      detail::write_nearest(of, out);
      break;
  }
}

}  // namespace sterna
