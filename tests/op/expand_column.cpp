// SPDX-License-Identifier: BSL-1.0
#include "dumped.hpp"
#include "restored.hpp"

namespace op_expand_column_test {

using namespace sterna::dsl;

namespace {

/// Ops on the server, one after the other.
template <class... Op>
void play(live_schema& db, const Op&... ops) {
  const auto one = [&](const auto& op) { CHECK(db.accepts(sql_of(op))); };
  (one(ops), ...);
}
/// The rows of a query, values with commas between, rows with semicolons; (null) is NULL.
std::string rows(live_schema& db, std::string_view query) {
  const auto found = db.connection().execute(query);
  std::string made;
  for (const auto row : found) {
    made += made.empty() ? "" : "; ";
    for (int i = 0; i < row.size(); ++i) {
      made += std::string(i > 0 ? "," : "") + (row[i].is_null() ? "(null)" : row[i].as<std::string>());
    }
  }
  return made;
}

constexpr auto user = create_table("user", column("id", integer, primary_key), column("name", string(20)),
                                   column("other", integer));

}  // namespace

static_assert(renders_as(
    expand_column("t", "a", column("b", big_integer)),
    "ALTER TABLE t ADD COLUMN b bigint"
    "UPDATE t SET b = a, a = b WHERE false"
    "CREATE FUNCTION t_a_b_sync() RETURNS trigger LANGUAGE plpgsql AS $sterna$\n"
    "#variable_conflict use_column\n"
    "DECLARE\n"
    "  computed record;\n"
    "BEGIN\n"
    "  IF TG_OP = 'INSERT' THEN\n"
    "    IF NEW.\"b\" IS NULL THEN\n"
    "      NEW.\"b\" := NEW.\"a\";\n"
    "    ELSE\n"
    "      NEW.\"a\" := NEW.\"b\";\n"
    "    END IF;\n"
    "  ELSIF ROW(NEW.\"b\")::record *= ROW(OLD.\"b\")::record THEN\n"
    "    IF NEW.\"b\" IS NULL OR ROW(NEW.\"a\")::record *<> ROW(OLD.\"a\")::record THEN\n"
    "      NEW.\"b\" := NEW.\"a\";\n"
    "    END IF;\n"
    "  ELSE\n"
    "    computed := NEW;\n"
    "    computed.\"b\" := NEW.\"a\";\n"
    "    IF ROW(NEW.\"b\")::record *<> ROW(computed.\"b\")::record THEN\n"
    "      NEW.\"a\" := NEW.\"b\";\n"
    "    END IF;\n"
    "  END IF;\n"
    "  RETURN NEW;\n"
    "END\n"
    "$sterna$"
    "CREATE TRIGGER t_a_b_sync BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION t_a_b_sync()"));

TEST_CASE("expand_column: what its expressions, names and schema become") {
  const std::string said = sql_of(expand_column("order", "from", column("To", text, unique, comment("new")))
                                      .schema("S")
                                      .forward("upper(\"from\")"));
  CHECK(said.starts_with(R"(ALTER TABLE "S"."order" ADD COLUMN "To" text UNIQUE;
COMMENT ON COLUMN "S"."order"."To" IS 'new';
UPDATE "S"."order" SET "To" = (upper("from")), "from" = "To" WHERE false;
CREATE FUNCTION "S"."order_from_To_sync"() RETURNS trigger LANGUAGE plpgsql AS $sterna$)"));
  CHECK(said.find(R"(NEW."To" := (SELECT (upper("from")) FROM (SELECT NEW.*) AS "order");)") != std::string::npos);
  CHECK(said.ends_with(
      R"(CREATE TRIGGER "order_from_To_sync" BEFORE INSERT OR UPDATE ON "S"."order" FOR EACH ROW EXECUTE FUNCTION "S"."order_from_To_sync"())"));
}

TEST_CASE("expand_column: a body that holds the tag of its quotes gets another one") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a text)"));
  const auto word = expand_column("t", "a", column("b", text)).forward("a || $sterna$x$sterna$ || '$sterna0$'");
  CHECK(sql_of(word).find("AS $sterna1$\n") != std::string::npos);
  play(db, word);
  if (!db) return;
  CHECK(db.accepts("INSERT INTO t (a) VALUES ('1')"));
  CHECK(rows(db, "SELECT a, b FROM t") == "1,1x$sterna0$");
}

TEST_CASE("expand_column: a name never has more than 63 bytes, and each pair has its own") {
  constexpr sterna::name long_table("a_table_with_a_name_that_is_quite_long_for_a_name");
  const auto one = sterna::detail::synchronization_name(long_table, "a_column", "another_column");
  const auto other = sterna::detail::synchronization_name(long_table, "a_column", "another_columm");
  CHECK(one.size == 63);
  CHECK(other.size == 63);
  CHECK(one.view() != other.view());
  CHECK(one.view().ends_with("_sync"));
  CHECK(sterna::detail::synchronization_name("t", "a", "b").view() == "t_a_b_sync");
  live_schema db;
  CHECK(db.accepts("CREATE TABLE a_table_with_a_name_that_is_quite_long_for_a_name (a_column text)"));
  play(db,
       expand_column("a_table_with_a_name_that_is_quite_long_for_a_name", "a_column", column("another_column", text)),
       contract_column("a_table_with_a_name_that_is_quite_long_for_a_name", "a_column", "another_column"));
}

TEST_CASE("expand_column: its reverse takes the new column away, and all is as it was") {
  live_schema db;
  const std::string_view undo = "DROP TRIGGER user_name_full_name_sync ON \"user\";\nDROP FUNCTION "
                                "user_name_full_name_sync();\nALTER TABLE \"user\" DROP COLUMN full_name";
  constexpr auto word = expand_column("user", "name", column("full_name", text, unique)).forward("upper(name)");
  CHECK(undo_of(word) == undo);
  play(db, user);
  const std::string before = dumped(db);
  play(db, word);
  const std::string after = dumped(db);
  CHECK((!db || before != after));
  CHECK(db.accepts(undo));
  CHECK(dumped(db) == before);
  play(db, word);
  CHECK(dumped(db) == after);
  CHECK(db.accepts(undo));
  CHECK(db.accepts("DROP TABLE \"user\""));
  expect_restored(db, word, undo, user);
}

TEST_CASE("expand_column: PostgreSQL looks at the expressions at once") {
  live_schema db;
  if (!db) return;
  play(db, user);
  CHECK(db.refusal_of(sql_of(expand_column("user", "name", column("n", text)).forward("uper(name)"))).find("uper") !=
        std::string::npos);
  CHECK(db.refusal_of(sql_of(expand_column("user", "name", column("m", text)).backward("n || m"))).find("\"n\"") !=
        std::string::npos);
}

TEST_CASE("expand_column: programs that know one of the columns run at the same time") {
  live_schema db;
  if (!db) return;
  play(db, user,
       expand_column("user", "name", column("full_name", text)).forward("upper(name)").backward("lower(full_name)"));
  CHECK(db.accepts("INSERT INTO \"user\" (id, name) VALUES (1, 'ann'), (2, NULL)"));
  CHECK(db.accepts("INSERT INTO \"user\" (id, full_name) VALUES (3, 'CARL'), (4, NULL)"));
  constexpr std::string_view all = "SELECT id, name, full_name FROM \"user\" ORDER BY id";
  CHECK(rows(db, all) == "1,ann,ANN; 2,(null),(null); 3,carl,CARL; 4,(null),(null)");
  CHECK(
      db.accepts("UPDATE \"user\" SET name = 'eve' WHERE id = 1; UPDATE \"user\" SET full_name = 'BOB' WHERE id = 2;"
                 "UPDATE \"user\" SET name = NULL WHERE id = 3; UPDATE \"user\" SET full_name = 'DORA' WHERE id = 4"));
  CHECK(rows(db, all) == "1,eve,EVE; 2,bob,BOB; 3,(null),(null); 4,dora,DORA");
  CHECK(db.accepts("UPDATE \"user\" SET full_name = NULL WHERE id = 1; UPDATE \"user\" SET other = 1"));
  CHECK(rows(db, all) == "1,(null),(null); 2,bob,BOB; 3,(null),(null); 4,dora,DORA");
  CHECK(db.accepts("UPDATE \"user\" SET name = 'x', full_name = 'FAY' WHERE id = 1"));  // the new one counts
  CHECK(rows(db, "SELECT name, full_name FROM \"user\" WHERE id = 1") == "fay,FAY");
}

TEST_CASE("expand_column: a backfill never touches the old column, also where the way back loses something") {
  live_schema db;
  if (!db) return;
  play(db, user);
  CHECK(db.accepts("INSERT INTO \"user\" (id, name) VALUES (1, ' Ann '), (2, NULL), (3, 'Bob')"));
  play(db, expand_column("user", "name", column("short", character(2))).forward("trim(name)").backward("'lost'"));
  constexpr std::string_view all = "SELECT id, name, short FROM \"user\" ORDER BY id";
  CHECK(db.refusal_of("UPDATE \"user\" SET other = 1 WHERE id = 3").find("too long") != std::string::npos);  // 'Bob'
  CHECK(db.accepts("UPDATE \"user\" SET name = 'Bo' WHERE id = 3"));
  CHECK(rows(db, all) == "1, Ann ,(null); 2,(null),(null); 3,Bo,Bo");
  CHECK(db.accepts("UPDATE \"user\" SET name = ' A ' WHERE id = 1"));
  CHECK(rows(db, all) == "1, A ,A ; 2,(null),(null); 3,Bo,Bo");
  CHECK(db.accepts("ALTER TABLE \"user\" DISABLE TRIGGER USER; UPDATE \"user\" SET short = NULL;"
                   "ALTER TABLE \"user\" ENABLE TRIGGER USER"));
  CHECK(db.accepts("UPDATE \"user\" SET short = (trim(name)) WHERE short IS NULL"));
  CHECK(rows(db, all) == "1, A ,A ; 2,(null),(null); 3,Bo,Bo");
  CHECK(db.accepts("UPDATE \"user\" SET short = 'Z' WHERE id = 1"));
  CHECK(rows(db, all) == "1,lost,Z ; 2,(null),(null); 3,Bo,Bo");
}

TEST_CASE("expand_column: an update of something else fills what is not filled") {
  live_schema db;
  if (!db) return;
  play(db, user);
  CHECK(db.accepts("INSERT INTO \"user\" (id, name) VALUES (1, 'ann')"));
  play(db, expand_column("user", "name", column("full_name", text)));
  CHECK(rows(db, "SELECT full_name FROM \"user\"") == "(null)");
  CHECK(db.accepts("UPDATE \"user\" SET other = 2"));
  CHECK(rows(db, "SELECT name, full_name FROM \"user\"") == "ann,ann");
}

TEST_CASE("expand_column: types that are wider, and types without an equality") {
  live_schema db;
  if (!db) return;
  play(db, create_table("t", column("id", integer, primary_key), column("n", integer, not_null, server_default(7)),
                        column("doc", text), column("raw", json), column("p", type("point")), column("loop", xml)));
  play(db, expand_column("t", "n", column("n_big", big_integer, not_null)),
       expand_column("t", "doc", column("doc_b", jsonb)).forward("doc::jsonb").backward("doc_b::text"),
       expand_column("t", "raw", column("raw_b", json)),
       expand_column("t", "p", column("q", type("point"))).forward("point(p[1], p[0])").backward("point(q[1], q[0])"),
       expand_column("t", "loop", column("end", xml)));
  CHECK(db.accepts(R"(INSERT INTO t (id, doc, raw, p, loop) VALUES (1, '{"a":  1}', '{"a":  1}', '(1,2)', '<a/>'))"));
  CHECK(
      db.accepts(R"(INSERT INTO t (id, n_big, doc_b, raw_b, q, "end") VALUES (2, 8, '[ ]', '[ ]', '(3,4)', '<b/>'))"));
  constexpr std::string_view all =
      "SELECT id, n, n_big, doc, doc_b, raw, raw_b, p, q, loop, \"end\" FROM t ORDER BY id";
  CHECK(rows(db, all) == R"(1,7,7,{"a":  1},{"a": 1},{"a":  1},{"a":  1},(1,2),(2,1),<a/>,<a/>; )"
                         R"(2,8,8,[],[],[ ],[ ],(4,3),(3,4),<b/>,<b/>)");
  CHECK(db.accepts(R"(UPDATE t SET raw = '{"a": 1}', n = 9 WHERE id = 1)"));
  CHECK(db.accepts(R"(UPDATE t SET raw_b = '[]', q = '(5,6)' WHERE id = 2)"));
  CHECK(rows(db, all) == R"(1,9,9,{"a":  1},{"a": 1},{"a": 1},{"a": 1},(1,2),(2,1),<a/>,<a/>; )"
                         R"(2,8,8,[],[],[],[],(6,5),(5,6),<b/>,<b/>)");
  CHECK(db.refusal_of("UPDATE t SET n_big = 3000000000 WHERE id = 2").find("integer out of range") !=
        std::string::npos);
  CHECK(db.refusal_of("UPDATE t SET doc = 'no json' WHERE id = 2").find("invalid input syntax") != std::string::npos);
}

TEST_CASE("expand_column: quoted names, a schema, an identity, other columns in an expression") {
  live_schema db("foo");
  if (!db) return;
  play(db,
       create_table("Order", column("id", integer, primary_key), column("First \"name\"", text),
                    column("computed", text))
           .schema("foo"),
       expand_column("Order", "First \"name\"", column("New$$", text))
           .schema("foo")
           .forward("\"First \"\"name\"\"\" || coalesce(computed, '') || \"Order\".id")
           .backward("\"New$$\""),
       expand_column("Order", "id", column("id_big", big_integer)).schema("foo"));
  CHECK(db.accepts(R"(INSERT INTO foo."Order" ("First ""name""", computed) VALUES ('a', 'b'))"));
  CHECK(db.accepts(R"(INSERT INTO foo."Order" ("New$$", id_big) VALUES ('c', 5))"));
  CHECK(rows(db, "SELECT * FROM foo.\"Order\" ORDER BY id") == "1,a,b,ab1,1; 5,c,(null),c,5");
  CHECK(rows(db, "SELECT pronamespace::regnamespace FROM pg_proc WHERE proname LIKE 'Order%'") == "foo; foo");
}

TEST_CASE("expand_column: a session goes on where the table changes") {
  live_schema db;
  if (!db) return;
  play(db, user, expand_column("user", "name", column("full_name", text)).forward("upper(name)"));
  CHECK(db.accepts("INSERT INTO \"user\" (id, name) VALUES (1, 'ann')"));
  CHECK(db.accepts("ALTER TABLE \"user\" ADD COLUMN extra text"));
  CHECK(db.accepts("UPDATE \"user\" SET name = 'bob'"));
  CHECK(db.accepts("ALTER TABLE \"user\" ALTER COLUMN other TYPE bigint, DROP COLUMN extra"));
  CHECK(db.accepts("UPDATE \"user\" SET name = 'carl'"));
  CHECK(rows(db, "SELECT full_name FROM \"user\"") == "CARL");
}

TEST_CASE("expand_column: what PostgreSQL, or a program, would stumble over") {
  using sterna::fault;
  CHECK(found_in(expand_column("user", "nam", column("b", text)), user).what == fault::missing_column);
  CHECK(found_in(expand_column("users", "name", column("b", text)), user).what == fault::missing_table);
  CHECK(found_in(expand_column("user", "name", column("other", text)), user).what == fault::column_exists);
  CHECK(found_in(expand_column("user", "name", column("b", text, server_default("x"))), user).what ==
        fault::conflicting_column);
  CHECK(found_in(expand_column("user", "other", column("b", serial)), user).what == fault::conflicting_column);
  CHECK(found_in(expand_column("user", "other", column("b", integer, identity)), user).what ==
        fault::conflicting_column);
  CHECK(found_in(expand_column("user", "name", column("b", text, generated("name"))), user).what ==
        fault::conflicting_column);
  CHECK(found_in(expand_column("t", "a", column("b", integer, primary_key)), create_table("t", column("a", integer)))
            .what == fault::conflicting_column);
  CHECK(found_in(expand_column("t", "a", column("b", integer)),
                 create_table("t", column("a", integer, generated("1")))).what == fault::column_is_generated);
  CHECK(found_in(expand_column("t", "a", column("b", integer)),
                 create_table("t", column("a", integer, identity.always()))).what == fault::column_is_identity);
  const auto there = found_in(expand_column("user", "name", column("b", jsonb)), user);
  CHECK(there.what == fault::no_cast);
  CHECK(there.subject == "name");
  CHECK(there.nearest == "forward");
  const auto back = found_in(expand_column("user", "name", column("b", integer)).forward("1"), user);
  CHECK(back.what == fault::none);  // an integer is assigned to a text
  const auto backward = found_in(expand_column("user", "other", column("b", text)), user);
  CHECK(backward.what == fault::no_cast);
  CHECK(backward.subject == "b");
  CHECK(backward.nearest == "backward");
  const auto taken = found_in(expand_column("a", "b_c", column("d", text)), create_table("a", column("b_c", text)),
                              create_table("a_b", column("c", text)), expand_column("a_b", "c", column("d", text)));
  CHECK(taken.what == fault::synchronization_exists);
  CHECK(taken.subject == "a_b_c_d_sync");
  CHECK(found_in(expand_column("a", "b_c", column("d", text)), create_table("a", column("b_c", text)),
                 create_schema("s"), create_table("a_b", column("c", text)).schema("s"),
                 expand_column("a_b", "c", column("d", text)).schema("s")).what == fault::none);
}

TEST_CASE("expand_column: nothing may change under the trigger that it would not see") {
  using sterna::fault;
  constexpr auto expanded = expand_column("user", "name", column("full_name", text)).forward("name || other");
  const auto needed = [&](const auto& word, std::string_view subject) {
    const auto found = found_in(word, user, expanded);
    CHECK(found.what == fault::still_needed);
    CHECK(found.subject == subject);
    CHECK(found.owner == "user_name_full_name_sync");
    CHECK(found.detail == "synchronising trigger");
  };
  needed(drop_column("user", "name"), "name");
  needed(drop_column("user", "full_name").cascade(), "full_name");
  needed(drop_column("user", "other"), "other");
  needed(rename_column("user", "name", "n"), "name");
  needed(rename_column("user", "full_name", "n"), "full_name");
  needed(rename_column("user", "other", "n"), "other");
  needed(rename_table("user", "person"), "user");
  needed(drop_table("user"), "user");
  needed(drop_table("user").cascade(), "user");
  CHECK(found_in(drop_column("user", "id"), user, expanded).what == fault::none);
  CHECK(found_in(rename_column("user", "id", "i"), user, expanded).what == fault::none);
  CHECK(found_in(alter_column("user", "full_name", server_default("x")), user, expanded).what ==
        fault::conflicting_column);
  CHECK(found_in(alter_column("user", "full_name", drop_default), user, expanded).what == fault::none);
  CHECK(found_in(alter_column("user", "name", server_default("x")), user, expanded).what == fault::none);
  constexpr auto unseen = execute("DROP FUNCTION user_name_full_name_sync CASCADE");
  CHECK(found_in(drop_table("user"), user, expanded, unseen).what == fault::underivable);  // there, or not?
  CHECK(found_in(rename_table("user", "person"), user, expanded, unseen).what == fault::none);
  CHECK(found_in(drop_table("user"), user, expanded, contract_column("user", "name", "full_name")).what == fault::none);
  CHECK(found_in(drop_schema("s").cascade(), create_schema("s"), create_table("t", column("a", text)).schema("s"),
                 expand_column("t", "a", column("b", text)).schema("s")).what == fault::underivable);
}

TEST_CASE("expand_column: what is wrong, in words") {
  const auto says = [](const auto& word, const auto&... before) {
    sterna::sql_writer out;
    sterna::verdict found = found_in(word, before...);
    found.revision = -1;
    sterna::write_message(found, {}, out);
    return std::string(out.text());
  };
  constexpr auto expanded = expand_column("user", "name", column("full_name", text));
  CHECK(says(drop_column("user", "name"), user, expanded) ==
        "'name' is still needed by synchronising trigger 'user_name_full_name_sync' of table 'user'; end that with "
        "contract_column first");
  CHECK(says(expand_column("user", "name", column("doc", jsonb)), user) ==
        "column 'name' of table 'user' does not go from varchar(20) to jsonb by itself; say how: .forward(\"...\")");
  CHECK(says(expand_column("user", "other", column("word", text)), user) ==
        "column 'word' of table 'user' does not go from text to integer by itself; say how: .backward(\"...\")");
  CHECK(says(expand_column("user", "name", column("b", text, server_default("x"))), user) ==
        "column 'b' of table 'user' takes its values from the old column; take its default, identity, serial type or "
        "expression out");
  CHECK(says(alter_column("user", "full_name", server_default("x")), user, expanded) ==
        "column 'full_name' of table 'user' takes its values from the old column, by synchronising trigger "
        "'user_name_full_name_sync'; give it a default after contract_column");
  CHECK(says(contract_column("user", "id", "name"), user) ==
        "synchronising trigger 'user_id_name_sync' of table 'user' does not exist; name the columns of an "
        "expand_column, or say drop_column");
  CHECK(
      says(expand_column("t", "a", column("b", integer)), create_table("t", column("a", integer, identity.always()))) ==
      "column 'a' of table 't' is an identity, which takes no values from elsewhere (GENERATED ALWAYS); take that out");
  CHECK(says(expand_column("t", "a", column("b", integer)), create_table("t", column("a", integer, generated("1")))) ==
        "column 'a' of table 't' is generated from others and cannot be written to; take that out");
}

}  // namespace op_expand_column_test
