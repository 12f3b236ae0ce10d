// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// An issue tracker that several people change at once: branches, merges of two and of three, and two lines that stay
// apart.

namespace round_trip::tracker {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto begin =
    migration("begin", "projects and people")
        .branch_label("app", "tracker")
        .upgrade(create_table("project", column("id", integer, primary_key), column("name", text, not_null, unique)),
                 create_table("person", column("id", integer, primary_key), column("login", string(40), not_null)));

inline constexpr auto issues =
    migration("issues", "issues")
        .revises("begin")
        .upgrade(create_table("issue", column("id", big_integer, primary_key),
                              column("project", integer, not_null, references("project", "id", on_delete(cascade))),
                              column("title", text, not_null), column("state", text, server_default("open")),
                              column("assignee", integer)),
                 create_index("ix_issue_project", "issue", {"project"}));

// two at once
inline constexpr auto labels =
    migration("labels", "labels")
        .revises("issues")
        .upgrade(
            create_table("label", column("id", serial, primary_key), column("text", text, not_null)),
            create_table("issue_label", column("issue", big_integer, references("issue", "id", on_delete(cascade))),
                         column("label", integer, references("label")), primary_key({"issue", "label"})));
inline constexpr auto colors =
    migration("colors", "labels have colors")
        .revises("labels")
        .upgrade(create_enumeration("color", {"red", "green"}),
                 add_column("label", column("color", enumeration("color"), server_default("red"),
                                            comment("of the background"))));
inline constexpr auto comments =
    migration("comments", "comments")
        .revises("issues")
        .upgrade(create_table("comment", column("issue", big_integer, not_null, references("issue")),
                              column("number", integer, not_null), column("body", text),
                              constraint("pk_comment", primary_key({"issue", "number"}))));
inline constexpr auto comment_author =
    migration("comment_author", "comments have authors")
        .revises("comments")
        .upgrade(add_column("comment", column("author", integer)),
                 create_foreign_key("fk_comment_author", "comment", {"author"}, "person", {"id"}, on_delete(set_null)));
inline constexpr auto merged = migration("merged", "labels and comments").revises("colors", "comment_author");

// three at once
inline constexpr auto votes = migration("votes", "votes")
                                  .revises("merged")
                                  .upgrade(create_table("vote", column("issue", big_integer, references("issue")),
                                                        column("person", integer), primary_key({"person", "issue"})));
inline constexpr auto due = migration("due", "due dates")
                                .revises("merged")
                                .upgrade(add_column("issue", column("due", date)),
                                         create_index("ix_issue_due", "issue", {"due"}).concurrently());
inline constexpr auto assigned =
    migration("assigned", "issues are assigned")
        .revises("merged")
        .depends_on("votes")
        .upgrade(create_foreign_key("fk_assignee", "issue", {"assignee"}, "person", {"id"}).not_valid());
inline constexpr auto assigned_valid = migration("assigned_valid", "to people who are there")
                                           .revises("assigned")
                                           .upgrade(validate_constraint("fk_assignee", "issue"));
inline constexpr auto three =
    migration("three", "three branches")
        .revises("votes", "due", "assigned_valid")
        .upgrade(create_view("overdue", "SELECT id, title FROM issue WHERE due < CURRENT_DATE"));

// a merge right behind a fork, with one side empty
inline constexpr auto states =
    migration("states", "states")
        .revises("three")
        .upgrade(alter_column("issue", "state", server_default("new"), not_null),
                 create_check_constraint("ck_state", "issue", "state IN ('new', 'open', 'closed')"));
inline constexpr auto nothing = migration("nothing", "nothing").revises("three");
inline constexpr auto side = migration("side", "one side")
                                 .revises("states", "nothing")
                                 .upgrade(rename_column("person", "login", "nick"))
                                 .downgrade(rename_column("person", "nick", "login"));

inline constexpr auto no_votes =
    migration("no_votes", "no votes, no labels")
        .revises("side")
        .upgrade(drop_table("vote"), drop_table("issue_label"), drop_column("label", "color"),
                 drop_enumeration("color"), drop_table("label"))
        .downgrade(
            create_enumeration("color", {"red", "green"}),
            create_table("label", column("id", serial, primary_key), column("text", text, not_null),
                         column("color", enumeration("color"), server_default("red"), comment("of the background"))),
            create_table("issue_label", column("issue", big_integer, references("issue", "id", on_delete(cascade))),
                         column("label", integer, references("label")), primary_key({"issue", "label"})),
            create_table("vote", column("issue", big_integer, references("issue")), column("person", integer),
                         primary_key({"person", "issue"})));

inline constexpr auto no_overdue =
    migration("no_overdue", "nothing is due")
        .revises("no_votes")
        .upgrade(drop_column("issue", "due").cascade(), drop_column("issue", "assignee"));

inline constexpr auto projects_go =
    migration("projects_go", "projects go")
        .revises("no_overdue")
        .upgrade(drop_table("project").cascade(), drop_index("ix_issue_project").if_exists().concurrently());

// a line of its own, which needs the other one in two places
inline constexpr auto wiki =
    migration("wiki", "a wiki")
        .branch_label("wiki_pages")
        .depends_on("begin")
        .upgrade(create_table("page", column("id", integer, primary_key),
                              column("editor", integer, references("person", "id", on_update(cascade))),
                              column("body", text)));
inline constexpr auto page_history =
    migration("page_history", "old versions of pages")
        .revises("wiki")
        .upgrade(create_table("version", column("page", integer, references("page", "id", on_delete(cascade))),
                              column("number", integer, server_default(1)), column("body", text, not_null),
                              primary_key({"page", "number"})),
                 run([](sterna::connection& db) {
                   db.execute("INSERT INTO page (body) VALUES ($1)", "first");
                 }).reverse([](sterna::connection& db) {
                     db.execute("DELETE FROM page");
                   })
                     .offline_sql("INSERT INTO page (body) VALUES ('first')", "DELETE FROM page")
                     .as());
inline constexpr auto page_issue =
    migration("page_issue", "pages about issues")
        .revises("page_history")
        .depends_on("merged", "app")
        .upgrade(add_column("page", column("issue", big_integer, references("issue", "id", on_delete(set_null)))),
                 execute("UPDATE page SET body = ''").reverse("UPDATE page SET body = 'first'").as());
inline constexpr auto no_pages =
    migration("no_pages", "no pages").revises("page_issue").upgrade(drop_table("version"), drop_table("page"));

inline constexpr auto history =
    sterna::history<rules, begin, issues, labels, colors, comments, comment_author, merged, votes, due, assigned,
                    assigned_valid, three, states, nothing, side, no_votes, no_overdue, projects_go, wiki, page_history,
                    page_issue, no_pages>;

}  // namespace round_trip::tracker
