// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A shop that is open while it is migrated: every rule for tables with rows holds.

namespace round_trip::shop {
using namespace sterna::dsl;

inline constexpr auto customers =
    migration("5b00", "customers")
        .upgrade(
            create_table("customer", column("id", big_integer, primary_key),
                         column("email", string(254), not_null, unique, comment("as it was typed; it's \"theirs\"")),
                         column("name", text, not_null), column("country", character(2), server_default("de")),
                         column("born", date), column("created", timestamp_tz, not_null, server_default(sql("now()")))),
            create_table_comment("customer", "who has an account"));

inline constexpr auto products =
    migration("5b01", "categories and products")
        .revises("5b00")
        .upgrade(
            create_table(
                "category", column("id", integer, primary_key),
                column("parent", integer, references("category", "id", on_delete(set_null), on_update(cascade))),
                column("title", string(80), not_null), constraint("uq_category_title", unique({"parent", "title"}))),
            create_table(
                "product", column("id", big_integer, identity.always()), column("sku", character(12), not_null),
                column("category", integer, not_null, constraint("fk_product_category", references("category"))),
                column("title", string(200), not_null, check("title <> ''")),
                column("price", numeric(10, 2), not_null, server_default(sql("0.00")),
                       constraint("ck_product_price", check("price >= 0"))),
                column("weight", real, comment("kg")), column("tags", array(text), not_null, server_default("{}")),
                column("active", boolean, not_null, server_default(true)),
                constraint("pk_product", primary_key({"id"})), constraint("uq_product_sku", unique({"sku"}))),
            create_index("ix_product_category", "product", {"category"}),
            create_index("ix_product_weight", "product", {desc("weight")}).where("active AND weight > 30"));

inline constexpr auto orders =
    migration("5b02", "orders")
        .revises("5b01")
        .upgrade(
            create_table("order", column("id", big_integer, primary_key),
                         column("customer", big_integer, not_null, references("customer", "id", on_delete(restrict))),
                         column("status", string(20), not_null, server_default("new")),
                         column("placed", timestamp_tz, not_null, server_default(sql("CURRENT_TIMESTAMP"))),
                         check("status IN ('new', 'paid', 'sent', 'closed')")),
            create_table(
                "order_line", column("order", big_integer), column("line", small_integer),
                column("product", big_integer, not_null), column("quantity", integer, not_null, server_default(1)),
                column("price", numeric(10, 2), not_null),
                column("total", numeric(12, 2), generated("price * quantity")), primary_key({"order", "line"}),
                foreign_key({"order"}, "order", {"id"}, on_delete(cascade)),
                constraint("fk_line_product", foreign_key({"product"}, "product", {"id"}, on_update(restrict))),
                check("quantity > 0")));

inline constexpr auto index_orders =
    migration("5b03", "index orders")
        .revises("5b02")
        .upgrade(
            create_index("ix_order_customer", "order", {"customer", desc("placed")}).concurrently(),
            create_index("ix_line_product", "order_line", {"product"}).include({"quantity", "price"}).concurrently());

inline constexpr auto stock =
    migration("5b04", "stock")
        .revises("5b03")
        .upgrade(add_column("product", column("stock", integer, not_null, server_default(0))),
                 create_check_constraint("ck_product_stock", "product", "stock >= 0").not_valid());

inline constexpr auto stock_valid =
    migration("5b05", "stock is valid").revises("5b04").upgrade(validate_constraint("ck_product_stock", "product"));

inline constexpr auto phones =
    migration("5b06", "phones")
        .revises("5b05")
        .upgrade(add_column("customer", column("phone", string, comment("with country code"))),
                 create_index("ix_customer_phone", "customer", {"phone"}).unique().concurrently());

inline constexpr auto phones_unique =
    migration("5b07", "phones are unique")
        .revises("5b06")
        .upgrade(create_unique_constraint("uq_customer_phone", "customer", {"phone"}).using_index("ix_customer_phone"));

inline constexpr auto suppliers =
    migration("5b08", "suppliers")
        .revises("5b07")
        .upgrade(create_table("supplier", column("code", text, primary_key), column("country", text.collate("C")),
                              column("terms", jsonb, not_null, server_default("{\"days\": 30}"))),
                 add_column("product", column("supplier", text)),
                 create_foreign_key("fk_product_supplier", "product", {"supplier"}, "supplier", {"code"},
                                    on_delete(set_null), on_update(cascade))
                     .not_valid());

inline constexpr auto suppliers_valid =
    migration("5b09", "suppliers are valid")
        .revises("5b08")
        .upgrade(validate_constraint("fk_product_supplier", "product"),
                 create_index("ix_product_supplier", "product", {"supplier"}).concurrently());

inline constexpr auto country_required =
    migration("5b10", "a country is required").revises("5b09").upgrade(set_not_null("customer", "country"));

inline constexpr auto full_name =
    migration("5b11", "name is the full name")
        .revises("5b10")
        .upgrade(rename_column("customer", "name", "full_name"),
                 alter_column("customer", "full_name", comment("first and last"), server_default("")));

inline constexpr auto search =
    migration("5b12", "search")
        .revises("5b11")
        .upgrade(
            create_index("ix_customer_name", "customer",
                         {key(sql("lower(full_name)")).ops("text_pattern_ops"), asc("born").nulls_first(), key("id")})
                .where("born IS NOT NULL")
                .concurrently(),
            create_index("ix_product_tags", "product", {"tags"}).using_("gin").concurrently(),
            create_index("ix_product_title", "product", {key("title").collate("C"), desc("price").nulls_last()})
                .concurrently());

inline constexpr auto totals =
    migration("5b13", "totals")
        .revises("5b12")
        .upgrade(
            create_view("order_total",
                        "SELECT o.id, o.customer, sum(l.total) AS total FROM \"order\" AS o JOIN order_line AS l ON "
                        "l.\"order\" = o.id GROUP BY o.id, o.customer"),
            create_view("customer_total",
                        "SELECT t.customer, sum(t.total) AS total, count(*) AS orders FROM order_total AS t GROUP BY "
                        "t.customer"));

inline constexpr auto no_totals =
    migration("5b14", "no totals").revises("5b13").upgrade(drop_view("order_total").cascade());

inline constexpr auto other_default =
    migration("5b15", "other defaults")
        .revises("5b14")
        .upgrade(alter_column("order", "status", server_default("paid")),
                 alter_column("customer", "country", drop_default),
                 alter_column("product", "weight", server_default(sql("1.5")), comment("")));

inline constexpr auto longer_titles =
    migration("5b16", "longer titles")
        .revises("5b15")
        .upgrade(alter_column("category", "title", type(string(200))),
                 assume_safe(create_index("ix_category_parent", "category", {"parent"}), "there are fifty categories"))
        .downgrade(drop_index("ix_category_parent"),
                   alter_column("category", "title", type(string(80)).using_("left(title, 80)")));

inline constexpr auto no_weight =
    migration("5b17", "no weight").revises("5b16").upgrade(drop_column("product", "weight"));

inline constexpr auto order_item =
    migration("5b18", "lines are items").revises("5b17").upgrade(rename_table("order_line", "order_item"));

inline constexpr auto reviews =
    migration("5b19", "reviews")
        .revises("5b18")
        .upgrade(
            create_table(
                "review", column("id", big_serial, primary_key),
                column("product", big_integer, not_null, references("product", "id", on_delete(cascade))),
                column("customer", big_integer, references("customer", on_delete(set_null))),
                column("stars", small_integer, not_null, constraint("ck_stars", check("stars BETWEEN 1 AND 5"))),
                column("words", text, comment("by the customer")), unique({"product", "customer"})),
            create_table("review_vote", column("review", big_integer, references("review", "id", on_delete(cascade))),
                         column("voter", inet), constraint("pk_vote", primary_key({"review", "voter"}))),
            create_table_comment("review", "what customers say; it's public"),
            create_view("best_review", "SELECT product, max(stars) AS stars FROM review GROUP BY product"));

inline constexpr auto no_reviews =
    migration("5b20", "no reviews").revises("5b19").upgrade(drop_table("review").cascade());

inline constexpr auto no_votes = migration("5b21", "no votes").revises("5b20").upgrade(drop_table("review_vote"));

inline constexpr auto no_title_index =
    migration("5b22", "other indexes")
        .revises("5b21")
        .upgrade(drop_index("ix_product_title", "product").concurrently(),
                 drop_index("ix_customer_name").concurrently().if_exists(), drop_index("ix_product_tags"));

inline constexpr auto fill =
    migration("5b23", "numbers of customers")
        .revises("5b22")
        .upgrade(execute("INSERT INTO customer (email, country) VALUES ('a@b', 'fr'), ('c@d', 'de')")
                     .reverse("DELETE FROM customer WHERE email IN ('a@b', 'c@d')")
                     .as(),
                 run([](sterna::connection& db) {
                   db.execute("UPDATE customer SET full_name = $1 WHERE full_name = ''", "nobody");
                 }).reverse([](sterna::connection& db) {
                     db.execute("UPDATE customer SET full_name = ''");
                   })
                     .offline_sql("UPDATE customer SET full_name = 'nobody' WHERE full_name = ''",
                                  "UPDATE customer SET full_name = ''")
                     .as(),
                 execute("ANALYZE customer").reverse("ANALYZE customer").outside_transaction().as());

inline constexpr auto keys_anew =
    migration("5b24", "the key of products has another name")
        .revises("5b23")
        .upgrade(create_index("product_key", "product", {"id"}).unique().concurrently(),
                 drop_constraint("fk_line_product", "order_item"), drop_constraint("pk_product", "product"),
                 create_primary_key("product_key", "product", {"id"}).using_index("product_key"),
                 create_foreign_key("fk_item_product", "order_item", {"product"}, "product", {"id"}).not_valid())
        .downgrade(
            drop_constraint("fk_item_product", "order_item"), drop_constraint("product_key", "product"),
            create_primary_key("pk_product", "product", {"id"}),
            create_foreign_key("fk_line_product", "order_item", {"product"}, "product", {"id"}, on_update(restrict)));

inline constexpr auto no_suppliers =
    migration("5b25", "no suppliers")
        .revises("5b24")
        .upgrade(drop_constraint("fk_product_supplier", "product"), drop_column("product", "supplier").if_exists(),
                 drop_table("supplier").if_exists(), drop_table_comment("customer"));

inline constexpr auto history =
    sterna::history<customers, products, orders, index_orders, stock, stock_valid, phones, phones_unique, suppliers,
                    suppliers_valid, country_required, full_name, search, totals, no_totals, other_default,
                    longer_titles, no_weight, order_item, reviews, no_reviews, no_votes, no_title_index, fill,
                    keys_anew, no_suppliers>;

}  // namespace round_trip::shop
