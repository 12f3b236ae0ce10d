// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/canonical.hpp"
#include "sterna/autogenerate/diff.hpp"
#include "sterna/autogenerate/ignored.hpp"
#include "sterna/autogenerate/unmet.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/file/generated.hpp"
#include "sterna/postgresql/reflect.hpp"
#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// The schema of a live database, beside that of the history or the models.

namespace sterna::cli {

/// The option of the commands that compare schemas.
inline void add_ignore(CLI::App& command, context& now) {
  command.add_option_function<std::vector<std::string>>(
      "--ignore",
      [&now](const std::vector<std::string>& said) {
        now.chosen.ignore.insert(now.chosen.ignore.end(), said.begin(), said.end());
      },
      "What somebody else looks after, on both sides: "
      "theirs, audit.*, index:ix_tmp_*, column:user.legacy, schema:cron");
}

/// What a diff is told by the command line's settings.
[[nodiscard]] inline diff_options diff_options_of(const context& now) {
  diff_options made;
  made.policy = &now.history.policy();
  made.version_table = now.chosen.run.version_table;
  made.version_table_schema = now.chosen.run.version_table_schema;
  if (ignored_names ignored(now.chosen.ignore); !ignored.empty()) {
    made.managed = [all = std::move(ignored)](const catalog& in, const object& it) { return !all.covers(in, it); };
  }
  return made;
}

/// A database, and what it holds.
struct live_database {
  connection db;
  detail::probe seen;
  reflected schema;
};

/// Connects and looks, also at who may do what where that is asked for. Throws what connecting throws.
[[nodiscard]] inline live_database look_at_database(const context& now, bool privileges) {
  connection db = detail::connect(now.chosen.run);
  detail::version_table versions(now.chosen.run);
  detail::probe seen = versions.look(db);
  reflect_options options;
  options.version_table = now.chosen.run.version_table;
  options.version_table_schema = seen.schema;
  options.privileges = privileges;
  reflected schema = reflect(db, options);
  return {std::move(db), std::move(seen), std::move(schema)};
}

/// Throws command_error where something of the history is pending, and history_error where the history does not know
/// what the database is at.
inline void expect_at_head(const context& now, const graph& whole, const live_database& of) {
  const std::vector<std::string> to{"heads"};
  const std::vector<step> pending = plan_upgrade(whole, of.seen.rows, to);
  if (pending.empty()) {
    return;
  }
  const std::string at = of.seen.rows.empty() ? "base" : detail::joined(of.seen.rows);
  throw command_error("Target database is not up to date. It is at " + at + ", and " +
                      std::to_string(pending.size()) +
                      (pending.size() == 1 ? " migration is pending" : " migrations are pending") + ": " +
                      now.chosen.program + " upgrade heads applies what is pending; " + now.chosen.program +
                      " stamp heads says that it is there already");
}

/// Throws command_error where names without a schema, which are compared as those of public, would not be made there.
inline void expect_public_first(live_database& of, const catalog& wanted) {
  const result first = of.db.execute("SELECT current_schema()");
  if (first[0][0].is_null() || first[0][0].text() == "public") {
    return;
  }
  for (const object& it : wanted.state.objects) {
    const bool of_schema = is_text_kind(it.kind) ? text_kind_of(it.kind).place <= object_place::relations
                                                 : it.kind != object_kind::schema && it.kind < object_kind::ownership;
    if (it.alive && it.parent == object::none && it.schema.empty() && of_schema) {
      throw command_error("Names without a schema, as that of " + std::string(catalog::word_for(it.kind)) + " '" +
                          std::string(it.id.view()) + "', are compared as names of public, but the search path of " +
                          "this connection makes them names of '" + std::string(first[0][0].text()) +
                          "': say .schema(\"" + std::string(first[0][0].text()) +
                          "\") in the models and in the migrations, or let the search path begin with public");
    }
  }
}

/// Says which roles of privileges a server does not have: what grants them something would fail.
inline void note_missing_roles(live_database& of, const catalog& wanted, std::vector<std::string>& notes) {
  std::vector<std::string> roles;
  const auto add = [&roles](const name& role) {
    std::string id(role.view());
    if (!id.empty() && id != "public" && !detail::is_migrating_role(role) &&
        std::ranges::find(roles, id) == roles.end()) {
      roles.push_back(std::move(id));
    }
  };
  for (const object& it : wanted.state.objects) {
    if (!it.alive || it.kind != object_kind::privileges) continue;
    add(it.id);
    if (detail::is_of_defaults(wanted.state, it)) add(wanted.state.privileges(it).place.maker);
  }
  if (roles.empty()) return;
  sql_writer query;
  std::string_view between = "SELECT id FROM unnest(ARRAY[";
  for (const std::string& each : roles) {
    (query << between).literal(each);
    between = ", ";
  }
  query << "]) id WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = id) ORDER BY 1";
  const result missing = of.db.execute(std::string(query.text()));
  for (const row each : missing) {
    notes.push_back("role '" + std::string(each[0].text()) +
                    "' is not there: what grants it something fails until somebody makes it (CREATE ROLE)");
  }
}

/// Gives the models' catalog the database's words wherever both say the same. `makes` keeps what it reads. Gives what
/// the models execute and the database has otherwise.
[[nodiscard]] inline std::vector<std::string> compare_beside(const context& now, live_database& of, catalog& models,
                                                             script_builder& makes, std::vector<std::string>& notes) {
  expect_public_first(of, models);
  detail::decode(now.models.tokens, now.models.naming, makes, models);
  const auto order = detail::ordered(makes);
  notes = take_canonical_texts(of.db, models, makes, order, of.schema);
  if (models.says_privileges) note_missing_roles(of, models, notes);
  return unmet_statements(of.db, models, makes, order, of.schema, diff_options_of(now));
}

/// Ops that make what a catalog has, and notes. Throws where there is something that none says. `nothing` is an empty
/// catalog, which keeps texts of the ops.
inline void ops_of(const context& now, const catalog& of, catalog& nothing, script_builder& into,
                   std::vector<std::string>& notes) {
  lint_policy tolerant = now.history.policy();
  tolerant.errors = {};
  diff_options options;
  options.policy = &tolerant;
  const generated made = diff(nothing, of, options);
  expect_nothing_left(made);
  for (const generated_migration& each : made.migrations) {
    for (const operation& op : each.ops.view().operations) {
      detail::copy_operation(op, each.ops.view(), into);
    }
  }
  notes = made.notes;
}

/// The head of the history in the same way: its objects as they are there, not its migrations.
inline void compare_head_beside(const context& now, live_database& of, catalog& head, script_builder& makes,
                                std::vector<std::string>& notes) {
  expect_public_first(of, head);
  catalog nothing;
  ops_of(now, head, nothing, makes, notes);
  pool<std::uint32_t> order;
  for (std::uint32_t i = 0; i < makes.operations().count; ++i) {
    order.push(i);
  }
  notes = take_canonical_texts(of.db, head, makes, order, of.schema);
  if (head.says_privileges) note_missing_roles(of, head, notes);
}

/// Whether a history has granted (or revoked) what an op grants (or revokes) again, as far as it knows the object.
[[nodiscard]] inline bool knows_grant(catalog& head, const operation& op, const script& in) {
  const std::uint32_t which = detail::expect_granted(head, op);
  head.found = {};
  for (const element& role : in.elements(op.keys)) {
    detail::privilege_reader said(op.where, op.object_is);
    while (which != object::none && said.next()) {
      const detail::standing may = detail::standing_now(head, which, said.column, role.column);
      const unsigned has = op.only ? may.grantable : may.may;
      const unsigned all = said.mask & ~detail::privilege_bit("MAINTAIN");
      if (op.what == op_kind::grant ? (all & ~has) != 0 : (all & has) != 0) return false;
    }
  }
  return which != object::none;
}
/// Says which privileges that are granted again, since their object is made anew, only the database knew of.
inline void note_unknown_grants(catalog& head, const generated& made, std::vector<std::string>& notes) {
  for (const generated_migration& each : made.migrations) {
    const script ops = each.ops.view();
    for (const operation& op : ops.operations) {
      if ((op.what != op_kind::grant && op.what != op_kind::revoke) || knows_grant(head, op, ops)) continue;
      sql_writer told;
      verb_of(op).render(op, ops, told);
      notes.push_back("the history has not said this, and a downgrade does not bring it back: " +
                      std::string(told.text()));
    }
  }
}

/// Throws command_error where generated migrations do not work on what the history leads to: then the database has
/// something that the history does not know of. What of that is only revoked is a note.
inline void expect_replays(const context& now, catalog& head, const generated& made, std::vector<std::string>& notes) {
  for (const generated_migration& each : made.migrations) {
    const script ops = each.ops.view();
    for (const operation& op : ops.operations) {
      const schema_state::mark before = head.state.here();
      if (verb_of(op).effect(op, ops, head) && !head.found) {
        if (op.what == op_kind::revoke && head.state.here().objects == before.objects &&
            head.state.here().deaths == before.deaths) {
          sql_writer told;
          verb_of(op).render(op, ops, told);
          notes.push_back("the history has not granted what this takes, and a downgrade does not give it back: " +
                          std::string(told.text()));
        }
        continue;
      }
      verdict refused = std::exchange(head.found, {});
      refused.word = word_of(op);
      refused.table = op.table.view();
      sql_writer sentence;
      write_message(refused, {}, sentence);
      throw command_error("The database is not what the history leads to, so that no migration brings both to the "
                          "models (" + std::string(sentence.text()) + "). " + now.chosen.program +
                          " check lists the differences; " + now.chosen.program +
                          " revision --autogenerate --offline writes what the history lacks. Nothing is written");
    }
  }
}

/// What was left out of a database, with the members of extensions as a number.
[[nodiscard]] inline std::vector<std::string> summary(const std::vector<std::string>& left_out) {
  std::vector<std::string> made;
  std::size_t members = 0;
  for (const std::string& each : left_out) {
    if (each.ends_with("belongs to an extension")) {
      ++members;
    } else {
      made.push_back("left out: " + each);
    }
  }
  if (members > 0) {
    made.push_back("left out: " + std::to_string(members) + " objects that belong to extensions");
  }
  return made;
}

inline void tell_notes(const context& now, const std::vector<std::string>& notes) {
  for (const std::string& each : notes) {
    if (!now.quiet) {
      now.err << "note: " << each << '\n';
    }
  }
}

}  // namespace sterna::cli
