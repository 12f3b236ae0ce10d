// SPDX-License-Identifier: BSL-1.0
#include "beginnings.hpp"
#include "filled.hpp"

#include <sterna/sql/mentions.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace sql_mentions_test {

using sterna::mentions;
using sterna::mentions_beginning;
using sterna::uses_identifier;

namespace {

// Constant expressions: the main behaviours, on the compilers' default limits.

static_assert(mentions("DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$", "users"));
static_assert(!mentions("DROP TABLE users2 -- users", "users"));
static_assert(mentions_beginning("CREATE TABLE users (email text UNIQUE)", "users_email_key"));
static_assert(!mentions_beginning("CREATE TABLE users (email text UNIQUE)", "usersemail"));
static_assert(uses_identifier("lower(Email) <> ''", "email") && !uses_identifier("email(a)", "email"));

using sql_tests::buffer;
using sql_tests::filled;

constexpr buffer rows = filled("INSERT INTO a (b, c, d) VALUES (0, '', 0)", ",\n  (17, 'it''s', 2.5e3)", "; END");
constexpr buffer query = filled("SELECT a", ",\n  lower(b) || t.c", "FROM t INTO u");
constexpr buffer columns = filled("ALTER TABLE a ADD b int", ", add c_d text not null", "; DROP TABLE u CASCADE");

static_assert(!mentions(rows.view(), "b_c") && mentions(query.view(), "u"));
static_assert(!mentions_beginning(columns.view(), "c_key") && mentions_beginning(columns.view(), "u_pkey"));

// Tables.

struct search {
  std::string_view text;
  std::string_view id;
  bool found;
};

constexpr search mentioned[] = {
    {"", "a", false},
    {"a", "", false},
    {"DROP TABLE a", "a", true},
    {"a", "a", true},
    {"drop table USERS", "users", true},
    {"drop table \"Users\"", "Users", true},
    {"drop table s.users;", "users", true},
    {"drop table users2, my_users, usersx, xusers", "users", false},
    {"drop table usersx, users", "users", true},
    {"-- users\n/* users /* users */ users */ SELECT 1", "users", false},
    {"-- users\nusers", "users", true},
    {"SELECT '-- users'", "users", true},
    {"SELECT e'\\'-- users'", "users", true},
    {"SELECT \"-- users\"", "users", true},
    {"SELECT '/*', users -- */", "users", true},
    {"SELECT '''' -- users", "users", false},
    {"SELECT 1 -- '\n, users", "users", true},
    {"/* ' */ users", "users", true},
    {"DO $$ DROP TABLE users $$", "users", true},
    {"DO $$users$$", "users", true},
    {"DO $$ $a$users$a$ $$", "users", true},
    {"DO $$ -- users\n$$", "users", true},
    {"DO E'DROP TABLE\\nusers'", "users", true},
    {"SELECT nextval('s.users'::regclass)", "users", true},
    {"DROP TABLE \"my table\"", "my table", true},
    {"DROP TABLE \"my  table\"", "my table", false},
    {"DROP TABLE \"a.b\"", "a.b", true},
    {"DROP TABLE \"a\"\"b\"", "a\"b", true},
    {"DROP TABLE \"a\"\"\"", "a\"", true},
    {"DROP TABLE \"\"\"a\"", "\"a", true},
    {"DROP TABLE \"it's\"", "it's", true},
    {"DO 'DROP TABLE \"it''s\"'", "it's", true},
    {"DROP TABLE \" a\"", " a", true},
    {"DROP TABLE a$b", "a$b", true},
    {"DROP TABLE \xc3\xa4", "\xc3\xa4", true},
    {"DROP TABLE \xc3\xa4x", "x", false},
    {"DROP TABLE a234567890123456789012345678901234567890123456789012345678901234",
     "a23456789012345678901234567890123456789012345678901234567890123", true},
};

constexpr search begun[] = {
    {"", "a", false},
    {"a", "", false},
    {"CREATE TABLE users (email text UNIQUE)", "users", true},
    {"CREATE TABLE users (email text UNIQUE)", "users_email_key", true},
    {"CREATE TABLE USERS (email text UNIQUE)", "users_email_key", true},
    {"CREATE TABLE \"Users\" (email text UNIQUE)", "Users_email_key", true},
    {"CREATE TABLE \"my table\" (id int PRIMARY KEY)", "my table_pkey", true},
    {"CREATE TABLE \"a\"\"b\" (id int PRIMARY KEY)", "a\"b_pkey", true},
    {"CREATE TABLE my_users (id int PRIMARY KEY)", "my_users_pkey", true},
    {"CREATE TABLE my_users (id int PRIMARY KEY)", "users_pkey", false},
    {"CREATE TABLE users_email (id int)", "users_pkey", false},
    {"CREATE TABLE user (id int)", "users_pkey", false},
    {"CREATE TABLE users (id int)", "user", false},
    {"CREATE TABLE u(id int)", "u_pkey", true},
    {"-- users\nSELECT 1", "users_pkey", false},
    {"DO $$CREATE TABLE users(id serial)$$", "users_id_seq", true},
    {"CREATE TABLE the_long_name_of_a_table_with_many_words_in_it (a_long_name_of_a_column_in_it int UNIQUE)",
     "the_long_name_of_a_table_with_m_a_long_name_of_a_column_in_it_key", true},
    {"CREATE TABLE the_long_name_of_a_table_with_many_words_in_it (a_long_name_of_a_column_in_it int UNIQUE)",
     "the_long_name_of_another_table_o_a_long_name_of_a_column_in_key", false},
};

constexpr search used[] = {
    {"", "a", false},
    {"a", "", false},
    {"a", "a", true},
    {"A > 0", "a", true},
    {"A > 0", "A", false},
    {"\"A\" > 0", "A", true},
    {"\"A\" > 0", "a", false},
    {"\"a\" > 0", "a", true},
    {"\"a\"\"b\" > 0", "a\"b", true},
    {"\"a\"\"b\" > 0", "a", false},
    {"\"ab\" > 0", "a", false},
    {"ab > 0", "a", false},
    {"b > 0 AND t.a > 0", "a", true},
    {"a.b > 0", "a", false},
    {"a.a > 0", "a", true},
    {"lower(b) > 'a'", "a", false},
    {"lower (b) > ''", "lower", false},
    {"lower /* a */ (b) > ''", "lower", false},
    {"lower(lower)", "lower", true},
    {"b > 0 -- a", "a", false},
    {"b /* a */ > 0", "a", false},
    {"b > $$a$$", "a", false},
    {"b::a > 0", "a", false},
    {"b::s.a > 0", "a", false},
    {"b :: \"a\"", "a", false},
    {"a::b > 0", "a", true},
    {"b::int > a", "a", true},
    {"CAST(b AS a)", "a", false},
    {"CAST(a AS b)", "a", true},
    {"b COLLATE \"a\" > ''", "a", false},
    {"b > date '2020-01-01'", "date", false},
    {"date > date '2020-01-01'", "date", true},
    {"b[1:a] > 0", "a", true},
    {"1-a", "a", true},
    {"(((a)))", "a", true},
    {"(a).b > 0", "a", true},
    {"U&\"\\0061\" > 0", "a", true},
    {"a IN (1, 2)", "in", false},
    {"b BETWEEN 1 AND a", "a", true},
};

}  // namespace

TEST_CASE("a text mentions an identifier") {
  for (const search& each : mentioned) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(mentions(each.text, each.id) == each.found);
    CHECK(mentions("SELECT 1; " + std::string(each.text), each.id) == each.found);
  }
}

TEST_CASE("a text mentions the beginning of a generated name") {
  for (const search& each : begun) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(mentions_beginning(each.text, each.id) == each.found);
    CHECK(mentions_beginning("SELECT 1; " + std::string(each.text), each.id) == each.found);
  }
}

TEST_CASE("what a text mentions, it mentions the beginning of") {
  for (const search& each : mentioned) {
    CAPTURE(each.text);
    if (each.found && each.id.size() < 60) {
      CHECK(mentions_beginning(each.text, each.id));
      CHECK(mentions_beginning(each.text, std::string(each.id) + "_key"));
    }
  }
}

TEST_CASE("an expression uses a column") {
  for (const search& each : used) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(uses_identifier(each.text, each.id) == each.found);
    CHECK(uses_identifier("(" + std::string(each.text) + "\n) IS NULL", each.id) == each.found);
  }
}

TEST_CASE("a name is looked for in any beginning of a text") {
  for (const search& each : mentioned) sql_tests::check_beginnings(each.text);
}

}  // namespace sql_mentions_test
