// SPDX-License-Identifier: BSL-1.0
#include <sterna/models/check.hpp>
#include <sterna/models/structs.hpp>
#include <sterna/runtime/create_all.hpp>

#include <doctest/doctest.h>

#include "op/sql_of.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

enum class mood : std::uint8_t { sad, ok = 7, very_happy };

struct user {
  BOOST_HANA_DEFINE_STRUCT(user,
    (std::int64_t, id),
    (std::string, name),
    (std::optional<std::string>, email),
    (mood, state));
};

struct point {
  double x, y;
};

struct post {
  std::int32_t id;
  std::int64_t author;
  std::chrono::system_clock::time_point created;
  std::optional<std::chrono::year_month_day> due;
  std::vector<std::string> tags;
  std::vector<std::byte> body;
  std::vector<std::vector<std::int16_t>> matrix;
  bool visible;
  double score;
  float weight;
  point place;
  int not_listed;
};

}  // namespace app
BOOST_HANA_ADAPT_STRUCT(app::post, id, author, created, due, tags, body, matrix, visible, score, weight, place);

template <>
inline constexpr auto sterna::sql_type<app::mood> = sterna::dsl::enumeration("mood");
template <>
inline constexpr auto sterna::sql_type<app::point> = sterna::dsl::type("point");

namespace app {
using namespace sterna::dsl;

inline constexpr auto models = sterna::models(
    table_of<post>("post",
        column<&post::id>(primary_key),
        column<&post::author>(references("user", &user::id, on_delete(cascade))),
        unique(&post::author, &post::created),
        check("score >= 0"),
        column("search", tsvector)),
    index("ix_post_created", "post", &post::created, &post::id).unique(),
    enumeration_of<mood>(),
    table_of<user>("user", primary_key(&user::id), column<&user::name>(string(50), unique)));

inline constexpr auto first =
    migration("a1", "begin")
        .upgrade(create_enumeration("mood", {"sad", "ok", "very_happy"}),
                 create_table("user", column("id", big_integer), column("name", string(50), not_null, unique),
                              column("email", text), column("state", enumeration("mood"), not_null), primary_key("id")),
                 create_table("post", column("id", integer, primary_key),
                              column("author", big_integer, not_null, references("user", "id", on_delete(cascade))),
                              column("created", timestamp_tz, not_null), column("due", date),
                              column("tags", array(text), not_null), column("body", bytea, not_null),
                              column("matrix", array(array(small_integer)), not_null),
                              column("visible", boolean, not_null), column("score", double_precision, not_null),
                              column("weight", real, not_null), column("place", type("point"), not_null),
                              column("search", tsvector), unique("author", "created"), check("score >= 0")),
                 create_index("ix_post_created", "post", {"created", "id"}).unique());
inline constexpr auto history = sterna::history<first>;

static_assert(sterna::check_models<history, models>(), "members and words say the same");

}  // namespace app

using namespace sterna::dsl;

TEST_CASE("table_of: a column for each member") {
  CHECK(sql_of(table_of<app::user>("user")) ==
        "CREATE TABLE \"user\" (\n"
        "    id bigint NOT NULL,\n"
        "    name text NOT NULL,\n"
        "    email text,\n"
        "    state mood NOT NULL\n"
        ")");
  CHECK(sql_of(table_of<app::user>("user", column<&app::user::email>(string(100), not_null, comment("where")))
                   .schema("s")) ==
        "CREATE TABLE s.\"user\" (\n"
        "    id bigint NOT NULL,\n"
        "    name text NOT NULL,\n"
        "    email varchar(100) NOT NULL,\n"
        "    state mood NOT NULL\n"
        ");\n"
        "COMMENT ON COLUMN s.\"user\".email IS 'where'");
}

TEST_CASE("table_of: keys by members") {
  CHECK(sql_of(table_of<app::user>("u", primary_key(&app::user::id, &app::user::name), unique(&app::user::email),
                                   foreign_key(&app::user::id, "post", &app::post::author, on_delete(set_null)))) ==
        "CREATE TABLE u (\n"
        "    id bigint NOT NULL,\n"
        "    name text NOT NULL,\n"
        "    email text,\n"
        "    state mood NOT NULL,\n"
        "    PRIMARY KEY (id, name),\n"
        "    UNIQUE (email),\n"
        "    FOREIGN KEY (id) REFERENCES post (author) ON DELETE SET NULL\n"
        ")");
}

TEST_CASE("column<&S::m> may stand in a plain table too") {
  CHECK(sql_of(table("t", column<&app::post::score>(nullable), column<&app::post::place>())) ==
        "CREATE TABLE t (\n"
        "    score double precision,\n"
        "    place point NOT NULL\n"
        ")");
}

TEST_CASE("enumeration_of: the enumerators are the values") {
  CHECK(sql_of(enumeration_of<app::mood>()) == "CREATE TYPE mood AS ENUM ('sad', 'ok', 'very_happy')");
}

TEST_CASE("models of structs can be made") {
  live_schema db;
  if (db) {
    sterna::create_all(app::models, db.connection().native());
    CHECK(db.one("SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema AND table_name "
                 "IN ('user', 'post')") == "16");
  }
}
