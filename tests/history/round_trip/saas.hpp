// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A service with a schema for each of its parts; what leaves a schema, or goes with it, comes back into it.

namespace round_trip::saas {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off(), sterna::policy::server(15));

inline constexpr auto schemas = migration("saas00", "schemas")
                                    .upgrade(create_schema("core"), create_schema("Billing").if_not_exists(),
                                             create_schema("core").if_not_exists(), create_schema("scratch"));

inline constexpr auto tenants =
    migration("saas01", "tenants")
        .revises("saas00")
        .upgrade(
            create_enumeration("plan", {"free", "team", "enterprise"}).schema("core"),
            create_sequence("tenant_number").schema("core"),
            create_table("tenant", column("id", uuid, not_null, server_default(sql("gen_random_uuid()"))),
                         column("number", big_integer, not_null, server_default(sql("nextval('core.tenant_number')"))),
                         column("name", text, not_null),
                         column("plan", enumeration("plan").in_schema("core"), not_null, server_default("free")),
                         column("hosts", array(inet)), constraint("pk_tenant", primary_key({"id"})),
                         constraint("uq_tenant_number", unique({"number"})))
                .schema("core"));

inline constexpr auto invoices =
    migration("saas02", "invoices")
        .revises("saas01")
        .upgrade(
            create_table(
                "invoice", column("id", big_integer, primary_key), column("tenant", uuid, not_null),
                column("of plan", enumeration("plan").in_schema("core")),
                column("amount", numeric(12, 2), not_null, comment("without tax")),
                column("tax", numeric(12, 2), not_null, server_default(0)),
                column("gross", numeric(12, 2), generated("amount + tax"), comment("what is paid")),
                column("due", date),
                constraint("fk_invoice_tenant", foreign_key({"tenant"}, "tenant", {"id"}, referred_schema("core"),
                                                            on_delete(restrict), on_update(cascade))),
                constraint("ck_tax", check("tax >= 0")))
                .schema("Billing"),
            create_table_comment("invoice", "one a month").schema("Billing"),
            create_index("ix_invoice_due", "invoice", {"due", "tenant"}).schema("Billing").where("due IS NOT NULL"));

inline constexpr auto users =
    migration("saas03", "users")
        .revises("saas02")
        .upgrade(create_table("user", column("id", integer, primary_key),
                              column("tenant", uuid, not_null,
                                     references("tenant", "id", referred_schema("core"), on_delete(cascade))),
                              column("login", text.collate("C"), not_null), column("seen", timestamp_tz))
                     .schema("core")
                     .if_not_exists(),
                 create_unique_constraint("uq_login", "user", {"tenant", "login"}).schema("core"),
                 add_column("user", column("seen", timestamp_tz)).schema("core").if_not_exists(),
                 add_column("user", column("locale", string(5), server_default("en"), comment("as en-GB")))
                     .schema("core")
                     .if_not_exists(),
                 create_index("ix_user_seen", "user", {desc("seen").nulls_last()}).schema("core").if_not_exists(),
                 create_index("ix_user_seen", "user", {desc("seen").nulls_last()}).schema("core").if_not_exists());

inline constexpr auto payments =
    migration("saas04", "payments")
        .revises("saas03")
        .upgrade(
            create_table("payment", column("invoice", big_integer, not_null), column("number", small_integer, not_null),
                         column("paid", timestamp_tz(3), not_null, server_default(sql("clock_timestamp()"))),
                         column("how", text, not_null, server_default("card")))
                .schema("Billing"),
            create_primary_key("pk_payment", "payment", {"invoice", "number"}).schema("Billing"),
            create_foreign_key("fk_payment_invoice", "payment", {"invoice"}, "invoice", {"id"},
                               referred_schema("Billing"), on_delete(cascade), on_update(no_action))
                .schema("Billing")
                .not_valid(),
            create_check_constraint("ck_how", "payment", "how IN ('card', 'bank')").schema("Billing").not_valid());

inline constexpr auto payments_valid =
    migration("saas05", "payments are valid")
        .revises("saas04")
        .upgrade(validate_constraint("fk_payment_invoice", "payment").schema("Billing"),
                 validate_constraint("ck_how", "payment").schema("Billing"));

inline constexpr auto reports =
    migration("saas06", "reports")
        .revises("saas05")
        .upgrade(create_view("unpaid",
                             "SELECT i.id, i.tenant, i.gross FROM \"Billing\".invoice AS i WHERE NOT EXISTS "
                             "(SELECT FROM \"Billing\".payment AS p WHERE p.invoice = i.id)")
                     .schema("Billing"),
                 create_view("debtor",
                             "SELECT t.name, sum(u.gross) AS debt FROM \"Billing\".unpaid AS u JOIN core.tenant AS "
                             "t ON t.id = u.tenant GROUP BY t.name")
                     .schema("core"));

inline constexpr auto more_plans =
    migration("saas07", "a better name of a plan")
        .revises("saas06")
        .upgrade(rename_enumeration_value("plan", "team", "small").schema("core"),
                 create_enumeration("unit", {"m"}).schema("core"), add_enumeration_value("unit", "kg").schema("core"))
        .downgrade(drop_enumeration("unit").schema("core"),
                   rename_enumeration_value("plan", "small", "team").schema("core"));

inline constexpr auto renamed = migration("saas08", "other names")
                                    .revises("saas07")
                                    .upgrade(rename_column("user", "seen", "last_seen").schema("core"),
                                             rename_table("user", "account").schema("core"),
                                             rename_column("payment", "paid", "paid_at").schema("Billing"));

inline constexpr auto altered =
    migration("saas09", "altered columns")
        .revises("saas08")
        .upgrade(
            alter_column("account", "last_seen", server_default(sql("now()"))).schema("core"),
            alter_column("account", "locale", type(string(10)), server_default("en-GB"), not_null, comment("BCP 47"))
                .schema("core"),
            set_not_null("account", "last_seen").schema("core"));

inline constexpr auto nothing_due = migration("saas10", "dates go, with their index")
                                        .revises("saas09")
                                        .upgrade(drop_column("invoice", "due").schema("Billing"));

inline constexpr auto no_tax =
    migration("saas11", "taxes go, with what is computed of them")
        .revises("saas10")
        .upgrade(drop_column("invoice", "tax").schema("Billing").cascade())
        .downgrade(
            add_column("invoice", column("tax", numeric(12, 2), not_null, server_default(0))).schema("Billing"),
            create_check_constraint("ck_tax", "invoice", "tax >= 0").schema("Billing"),
            add_column("invoice", column("gross", numeric(12, 2), generated("amount + tax"), comment("what is paid")))
                .schema("Billing"),
            create_view("unpaid",
                        "SELECT i.id, i.tenant, i.gross FROM \"Billing\".invoice AS i WHERE NOT EXISTS "
                        "(SELECT FROM \"Billing\".payment AS p WHERE p.invoice = i.id)")
                .schema("Billing"),
            create_view("debtor",
                        "SELECT t.name, sum(u.gross) AS debt FROM \"Billing\".unpaid AS u JOIN core.tenant "
                        "AS t ON t.id = u.tenant GROUP BY t.name")
                .schema("core"));

inline constexpr auto no_keys =
    migration("saas12", "keys go")
        .revises("saas11")
        .upgrade(drop_constraint("uq_login", "account").schema("core").if_exists(),
                 drop_constraint("pk_tenant", "tenant").schema("core").cascade(),
                 drop_index("ix_user_seen", "account").schema("core").if_exists().cascade());

inline constexpr auto no_billing =
    migration("saas13", "no billing").revises("saas12").upgrade(drop_schema("Billing").cascade());

inline constexpr auto things =
    migration("saas14", "things in a schema")
        .revises("saas13")
        .upgrade(
            create_enumeration("size", {"s", "m", "l"}).schema("scratch"),
            create_sequence("thing_number").schema("scratch"),
            create_sequence("spare").schema("scratch").if_not_exists(),
            create_table(
                "thing",
                column("id", integer, server_default(sql("nextval('scratch.thing_number'::regclass)")), primary_key),
                column("size", enumeration("size").in_schema("scratch"), server_default("m"), not_null),
                column("other", integer, references("thing", "id", referred_schema("scratch"), on_delete(set_null))),
                column("text", text, unique, comment("what it is")))
                .schema("scratch"),
            create_table("part", column("thing", integer, references("thing", referred_schema("scratch"))),
                         column("number", serial),
                         column("of size", array(enumeration("size").in_schema("scratch")), server_default("{s,l}")),
                         primary_key({"thing", "number"}))
                .schema("scratch"),
            create_table_comment("thing", "a thing").schema("scratch"),
            create_index("ix_thing", "thing", {key(sql("upper(text)")), "size"})
                .schema("scratch")
                .unique()
                .where("size > 's'"),
            create_view("large", "SELECT id FROM scratch.thing WHERE size = 'l'").schema("scratch"),
            create_view("very_large", "SELECT id FROM scratch.large WHERE id > 100").schema("core"),
            add_column("tenant", column("thing", integer, references("thing", "id", referred_schema("scratch"))))
                .schema("core"),
            add_column("tenant", column("size", enumeration("size").in_schema("scratch"))).schema("core"),
            alter_column("tenant", "number", server_default(sql("nextval('scratch.thing_number')"))).schema("core"));

inline constexpr auto no_spare = migration("saas15", "no spare sequence")
                                     .revises("saas14")
                                     .upgrade(drop_sequence("spare").schema("scratch").if_exists());

inline constexpr auto no_scratch =
    migration("saas16", "no things, nor their schema").revises("saas15").upgrade(drop_schema("scratch").cascade());

inline constexpr auto no_comment =
    migration("saas17", "other comments")
        .revises("saas16")
        .upgrade(create_table_comment("tenant", "who pays").schema("core"),
                 create_table_comment("tenant", "who uses it, and pays").schema("core"), create_schema("empty"));

inline constexpr auto no_empty =
    migration("saas18", "empty things go")
        .revises("saas17")
        .upgrade(drop_schema("empty").if_exists(), drop_schema("empty").if_exists(),
                 drop_table_comment("tenant").schema("core"), create_sequence("alone").schema("core"));

inline constexpr auto no_accounts =
    migration("saas19", "no accounts")
        .revises("saas18")
        .upgrade(drop_table("account").schema("core"), drop_sequence("alone").schema("core").cascade());

inline constexpr auto no_plan =
    migration("saas20", "no plans")
        .revises("saas19")
        .upgrade(drop_enumeration("plan").schema("core").cascade(), create_view("v", "SELECT 1 AS a").schema("core"));

inline constexpr auto no_tenants =
    migration("saas21", "no tenants")
        .revises("saas20")
        .upgrade(drop_view("v").schema("core").if_exists(), drop_table("tenant").schema("core").if_exists().cascade(),
                 drop_sequence("tenant_number").schema("core"), drop_enumeration("unit").schema("core"),
                 drop_schema("core"));

inline constexpr auto history =
    sterna::history<rules, schemas, tenants, invoices, users, payments, payments_valid, reports, more_plans, renamed,
                    altered, nothing_due, no_tax, no_keys, no_billing, things, no_spare, no_scratch, no_comment,
                    no_empty, no_accounts, no_plan, no_tenants>;

}  // namespace round_trip::saas
