// SPDX-License-Identifier: BSL-1.0
#include <sterna/models/models.hpp>
#include <sterna/models/order.hpp>
#include <sterna/record/decode.hpp>

#include <doctest/doctest.h>

#include "op/sql_of.hpp"

#include <string>

namespace models_order_test {

using namespace sterna::dsl;

TEST_CASE("models come into an order that PostgreSQL takes; foreign keys stand behind all tables") {
  constexpr auto models =
      sterna::models(view("v", "SELECT a FROM t"), index("ix", "t", {"a"}),
                     table("t", foreign_key({"b", "a"}, "u", {"b", "a"}), primary_key("a"),
                           constraint("fk", foreign_key({"b"}, "u", {"b"})), check("a > 0"),
                           column("a", integer, references("u", "a"), check("a > 1")), column("b", integer)),
                     enumeration("mood", {"ok"}), schema("s"), table("u", column("a", integer), column("b", integer)));
  sterna::script_builder all = sterna::decoded(models.view().tokens);
  const sterna::pool<std::uint32_t> order = sterna::detail::ordered(all);
  sterna::script_builder sorted;
  for (const std::uint32_t i : order) {
    sorted.add_copy(all.operations()[i]);
  }
  sterna::script ops = all.view();
  ops.operations = sorted.view().operations;
  CHECK(sql_of(ops) ==
        "CREATE SCHEMA s;\n"
        "CREATE TYPE mood AS ENUM ('ok');\n"
        "CREATE TABLE t (\n"
        "    a integer CHECK (a > 1),\n"
        "    b integer,\n"
        "    PRIMARY KEY (a),\n"
        "    CHECK (a > 0)\n"
        ");\n"
        "CREATE TABLE u (\n"
        "    a integer,\n"
        "    b integer\n"
        ");\n"
        "CREATE INDEX ix ON t (a);\n"
        "ALTER TABLE t ADD FOREIGN KEY (b, a) REFERENCES u (b, a);\n"
        "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES u (b);\n"
        "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (a);\n"
        "CREATE VIEW v AS SELECT a FROM t");
}

TEST_CASE("models: a key that is a foreign key too is no identity, although that is split off") {
  constexpr auto models = sterna::models(table("t", column("a", integer, primary_key, references("u"))));
  sterna::script_builder all = sterna::decoded(models.view().tokens);
  static_cast<void>(sterna::detail::ordered(all));
  CHECK(sql_of(all.view()) ==
        "CREATE TABLE t (\n"
        "    a integer PRIMARY KEY\n"
        ");\n"
        "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u");
}

}  // namespace models_order_test
