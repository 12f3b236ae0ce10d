// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A library whose constraints and indexes are named by a convention: every token, every way to leave a name out, and
// names that nothing changes.

namespace round_trip::named {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(
    sterna::policy::all_off(),
    sterna::policy::naming({.ix = "ix_%(column_0_label)s",
                            .uq = "%(table_name)s_%(column_0_N_name)s_uq",
                            .ck = "ck_%(table_name)s_%(constraint_name)s",
                            .fk = "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s_"
                                  "%(referred_column_0_name)s",
                            .pk = "pk_%(table_name)s",
                            .ex = "ex_%(table_name)s_%(column_0N_name)s"}));

inline constexpr auto books =
    migration("books", "books and their copies")
        .upgrade(create_schema("lending"),
                 create_table("book", column("id", integer, primary_key), column("isbn", string(13), unique),
                              column("pages", integer, constraint("some", check("pages > 0"))),
                              constraint(f("book_isbn_long"), check("length(isbn) >= 10"))),
                 create_table("copy", column("book", integer, references("book", "id", on_delete(cascade))),
                              column("number", integer), primary_key({"book", "number"}), unique({"number", "book"})),
                 create_table("loan", column("id", big_serial, primary_key), column("book", integer),
                              column("number", integer), column("taken", date, not_null),
                              foreign_key({"book", "number"}, "copy", {"book", "number"}))
                     .schema("lending"));
inline constexpr auto later =
    migration("later", "what came later")
        .revises("books")
        .upgrade(add_column("book", column("title", text, unique)),
                 add_column("book", column("next", integer, references("book", "id"))),
                 create_index(unnamed, "book", {"title", "pages"}),
                 create_index(unnamed, "loan", {"taken"}).schema("lending"),
                 create_index(f("book_by_pages"), "book", {"pages"}),
                 create_unique_constraint(unnamed, "loan", {"id", "taken"}).schema("lending"),
                 create_check_constraint("old", "loan", "taken > '1900-01-01'").schema("lending"),
                 create_check_constraint(f("loan_not_old"), "loan", "taken > '1901-01-01'").schema("lending"),
                 create_exclude_constraint(unnamed, "loan", {{"book", "="}, {"number", "="}})
                     .using_("btree")
                     .schema("lending"));
inline constexpr auto keys =
    migration("keys", "a table that gets its keys one by one, with names that are too long")
        .revises("later")
        .upgrade(create_table("a_place_in_the_library_where_books_may_stand", column("room_of_the_library", integer),
                              column("shelf_of_the_room", integer), column("book_that_stands_there", integer)),
                 create_primary_key(unnamed, "a_place_in_the_library_where_books_may_stand",
                                    {"room_of_the_library", "shelf_of_the_room"}),
                 create_unique_constraint(unnamed, "a_place_in_the_library_where_books_may_stand",
                                          {"shelf_of_the_room", "room_of_the_library"}),
                 create_unique_constraint(unnamed, "a_place_in_the_library_where_books_may_stand",
                                          {"book_that_stands_there"}),
                 create_foreign_key(unnamed, "a_place_in_the_library_where_books_may_stand",
                                    {"book_that_stands_there"}, "book", {"id"}),
                 create_index(unnamed, "a_place_in_the_library_where_books_may_stand", {"book_that_stands_there"}));
inline constexpr auto without =
    migration("without", "what is dropped by the words that made it")
        .revises("keys")
        .upgrade(drop_index(unnamed, "book", {"title"}),
                 drop_constraint(unique({"book_that_stands_there"}), "a_place_in_the_library_where_books_may_stand"),
                 drop_constraint(primary_key({"room_of_the_library"}), "a_place_in_the_library_where_books_may_stand"),
                 drop_constraint(constraint("old", check("true")), "loan").schema("lending"),
                 drop_constraint(f("loan_not_old"), "loan").schema("lending"),
                 drop_constraint(constraint(f("book_isbn_long"), check("true")), "book"));
inline constexpr auto nothing =
    migration("nothing", "and all tables go").revises("without").upgrade(
        drop_table("a_place_in_the_library_where_books_may_stand"), drop_table("loan").schema("lending"),
        drop_table("copy"), drop_table("book"));

inline constexpr auto history = sterna::history<rules, books, later, keys, without, nothing>;

}  // namespace round_trip::named
