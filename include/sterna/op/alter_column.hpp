// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/alter_sequence.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/sequence_values.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_column(const operation& of, const script& in, sql_writer& out) {
  const column_record& to = in.columns(of.columns)[0];
  std::string_view between = "";
  const auto action = [&]() -> sql_writer& {
    if (between.empty()) {
      write_alter_table(of, out);
    }
    (out << between << "ALTER COLUMN ").identifier(to.id) << ' ';
    between = ", ";
    return out;
  };
  using form = default_value::form;
  // PostgreSQL casts the old default to the new type and fails where it cannot; a new default makes the old one moot
  if (to.has_type && to.server_default.what != form::none) {
    action() << "DROP DEFAULT";
  }
  if (to.has_type) {
    (action() << "TYPE ").type(to.type);
    if (!to.using_expression.empty()) {
      out << " USING " << to.using_expression;
    }
  }
  if (to.null != nullability::unspecified) {
    action() << (to.null == nullability::not_null ? "SET NOT NULL" : "DROP NOT NULL");
  }
  if (to.server_default.what == form::drop) {
    if (!to.has_type) {
      action() << "DROP DEFAULT";
    }
  } else if (to.server_default.what != form::none) {
    action() << "SET DEFAULT ";
    write_default(to.server_default, out);
  }
  const auto settings = in.settings(to.settings);
  if (setting_in(settings, setting_kind::change_identity) != nullptr) {
    action();
    if (to.identity != identity_kind::unspecified) {
      out << "SET GENERATED " << (to.identity == identity_kind::always ? "ALWAYS" : "BY DEFAULT");
    }
    std::string_view space = to.identity != identity_kind::unspecified ? " " : "";
    for (unsigned kind = 0; kind <= static_cast<unsigned>(setting_kind::cycle); ++kind) {
      if (const setting* const each = setting_in(settings, static_cast<setting_kind>(kind)); each != nullptr) {
        write_sequence_option(*each, {}, out << space << (each->what == setting_kind::restart ? "" : "SET "));
        space = " ";
      }
    }
  } else if (to.identity == identity_kind::none) {
    action() << "DROP IDENTITY";
  } else if (to.identity != identity_kind::unspecified) {
    action() << "ADD GENERATED " << (to.identity == identity_kind::always ? "ALWAYS" : "BY DEFAULT") << " AS IDENTITY";
    write_identity_options(to, in, out);
  }
  for (const setting& each : settings) {
    if (is_storage(each)) {
      write_storage(each, action());
    }
  }
  out.end_statement();
  write_column_comment(of, to, out);
}

/// Makes a column an identity, changes that, or ends it.
constexpr bool alter_identity_of(catalog& in, std::uint32_t table, const column_record& said, list<setting> settings,
                                 column_record& made) {
  const std::string_view id = said.id.view();
  const bool change = setting_in(settings, setting_kind::change_identity) != nullptr;
  const bool was = made.identity > identity_kind::none;
  if (!was && (change || said.identity == identity_kind::none)) {
    return in.excused(id, in.state.at(table).id.view()) || in.fail(fault::not_identity, id);
  }
  if (change) {
    sequence_values values = sequence_values_of(in.state.settings(made.settings), made.type.base);
    apply_sequence_settings(settings, false, values);
    made.identity = said.identity == identity_kind::unspecified ? made.identity : said.identity;
    const pool<setting> kept = sequence_settings(values, in.state.settings(made.settings), false);
    made.settings = in.state.keep(list<setting>(kept));
    return expect_sequence_values(in, values, settings, id);
  }
  if (said.identity == identity_kind::none) {
    made.identity = identity_kind::none;
    pool<setting> kept;
    for (const setting& each : in.state.settings(made.settings)) {
      if (!is_sequence_option(each)) {
        kept.push(each);
      }
    }
    made.settings = in.state.keep(list<setting>(kept));
    for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
      if (in.state.at(i).alive && in.state.at(i).kind == object_kind::sequence &&
          made_with_column(in.state, in.state.at(i)) && owner_of(in.state, in.state.at(i)) == said.id) {
        in.remove(i);
      }
    }
    return true;
  }
  if (was) {
    return in.fail(fault::column_is_identity, id, {}, {}, "cannot become one again");
  }
  if (made.server_default.what != default_value::form::none || !made.generated.empty()) {
    return in.fail(fault::conflicting_column, id);
  }
  if (made.null != nullability::not_null) {
    return in.fail(fault::identity_nullable, id, "not_null");
  }
  if (may_be_identity(made.type) == answer::no) {
    sql_writer type;
    type.type(made.type);
    return in.fail(fault::identity_type, id, {}, {}, type.text());
  }
  made.identity = said.identity;
  const pool<setting> all = merged_settings(in.state.settings(made.settings), settings);
  if (!keep_column_settings(in, all, made)) {
    return false;
  }
  add_owned_sequence(in, table, said.id, made.type.base);
  return true;
}

/// What a column says besides: its identity, or how it is stored.
constexpr bool alter_settings(catalog& in, std::uint32_t table, const column_record& said, list<setting> settings,
                              column_record& made) {
  if (said.identity != identity_kind::unspecified || setting_in(settings, setting_kind::change_identity) != nullptr) {
    return alter_identity_of(in, table, said, settings, made);
  }
  made.settings = in.state.keep(list<setting>(merged_settings(in.state.settings(made.settings), settings)));
  return true;
}

/// What settle_literal() has made of a literal.
[[nodiscard]] constexpr bool is_settled_literal(std::string_view text) noexcept {
  return text.starts_with('\'') &&
         (text.ends_with("'::character varying") || text.ends_with("'::text") || text.ends_with("'::bpchar"));
}

/// Whether the default of a column goes with it to another type. What was said is cast, not what it became in the
/// column; of an expression nobody knows.
[[nodiscard]] constexpr answer default_cast(const catalog& in, const column_record& column, const data_type& to) {
  using form = default_value::form;
  switch (column.server_default.what) {
    case form::text:
      return cast_between(in, column.type, to);
    case form::integer:
      return integer_default_fits(to, column.server_default.integer);
    case form::boolean:
      return boolean_default_fits(to);
    case form::sequence:
      return assignment_cast(plain_type(base_type::big_integer), to);
    case form::expression:
      return is_settled_literal(column.server_default.text) ? cast_between(in, column.type, to) : answer::unknown;
    default:
      return answer::unknown;
  }
}

/// Whether a default is the same for both types, written again.
[[nodiscard]] constexpr bool reads_alike(const data_type& a, const data_type& b) noexcept {
  const canonical_type left = canonical(a);
  const canonical_type right = canonical(b);
  return same_type(left, right) || (in(left.base, text_types) && in(right.base, text_types));
}

/// A literal keeps the type that it was read in: a column that was varchar has `''::character varying` as a text, too,
/// and what was `'no'` of a boolean is `false`. False where nobody knows what PostgreSQL has made of it.
constexpr bool settle_literal(catalog& in, const data_type& before, const data_type& now, default_value& of) {
  const canonical_type was = canonical(before);
  const canonical_type will = canonical(now);
  const bool list = was.dimensions > 0;
  if (list == (will.dimensions > 0) && reads_alike(before, now) && (list || was.base == will.base)) {
    return true;
  }
  bool digits = !of.text.empty() && (of.text[0] != '0' || of.text == "0");
  for (const char c : of.text) {
    digits = digits && is_digit(c);
  }
  if (!list && digits && was.base >= catalog_type::int2 && was.base <= catalog_type::int8) {
    return true;  // it is written like that in any type
  }
  sql_writer text;
  if (!list && was.base == catalog_type::boolean) {
    const answer value = boolean_value(of.text);
    if (value == answer::unknown) {
      return false;
    }
    text << (value == answer::yes ? "true" : "false");
  } else {
    const bool value = !list && in.enumeration(before.in, before.id) != object::none && before.base == base_type::named;
    const bool moment = was.base >= catalog_type::date && was.base <= catalog_type::interval;
    const bool cut = was.base == catalog_type::bit || (list && was.base == catalog_type::bpchar);  // by a cast
    if ((!was.known() && !value) || before.base == base_type::raw || cut ||
        (moment && (of.text.empty() || of.text[0] < '0' || of.text[0] > '9'))) {  // 'today'
      return false;
    }
    data_type bare = before;
    bare.argument_count = 0;
    text.literal(of.text) << "::";
    if (list || (was.base != catalog_type::varchar && was.base != catalog_type::bpchar)) {
      text.type(bare);
    } else {
      text << (was.base == catalog_type::varchar ? "character varying" : "bpchar");
    }
  }
  of = {default_value::form::expression, in.state.keep_name(text.text()).view(), 0};
  return true;
}

/// What settle_literal() has made, or anybody who says the type: it means the same in a column of any type.
[[nodiscard]] constexpr bool has_own_type(std::string_view expression) noexcept {
  if (expression == "true" || expression == "false") {
    return true;
  }
  sql_word_reader words(expression);
  if (!words.next() || words.kind != sql_token::string || !words.next() || words.token() != "::") {
    return false;
  }
  while (words.next()) {
    if (words.kind == sql_token::symbol && !words.is('[') && !words.is(']') && !words.is('.')) {
      return false;
    }
  }
  return true;
}

/// The new type must suit all that the column has besides.
constexpr bool alter_type(catalog& in, std::uint32_t table, std::uint32_t column, const column_record& said,
                          column_record& made) {
  const name id = in.state.objects.items[column].id;
  const std::string_view of = in.state.objects.items[table].id.view();
  const column_record& before = in.state.column(in.state.objects.items[column]);
  if (!expect_type(in, said.type, id)) {
    return false;
  }
  if (said.type.base == base_type::named && in.relation(said.type.in, said.type.id) == table &&
      in.type(said.type.in, said.type.id) == object::none) {
    return in.fail(fault::missing_type, said.type.id.view(), said.type.in.view());  // no table is a part of itself
  }
  made.type = said.type;
  if (!before.generated.empty() && !said.using_expression.empty()) {
    return in.fail(fault::column_is_generated, id.view(), {}, {}, "takes no USING");
  }
  const bool impossible = said.using_expression.empty() && cast_between(in, before.type, said.type) == answer::no;
  const bool keeps_default = said.server_default.what == default_value::form::none;
  if ((impossible || (keeps_default && default_cast(in, before, said.type) == answer::no)) &&
      !in.excused(id.view(), of, column)) {
    sql_writer from;
    from.type(before.type);
    sql_writer to;
    to.type(said.type);
    return in.fail(fault::no_cast, id.view(), from.text(), impossible ? "" : "default", to.text());
  }
  if (before.identity != identity_kind::none && may_be_identity(said.type) == answer::no) {
    sql_writer type;
    type.type(said.type);
    return in.fail(fault::identity_type, id.view(), {}, {}, type.text());
  }
  return true;
}

/// After a change of type: keys need an order, and foreign keys types that can be compared.
constexpr bool expect_keys_hold(catalog& in, std::uint32_t table, const name& id) {
  const auto comparable = [&](const constraint_record& key, std::uint32_t own, std::uint32_t other) {
    const auto mine = in.state.elements(key.columns);
    const auto theirs = in.state.elements(key.referred_columns);
    for (std::size_t i = 0; i < mine.size() && i < theirs.size(); ++i) {
      const std::uint32_t from = in.column(own, mine[i].column);
      const std::uint32_t to = in.column(other, theirs[i].column);
      if (from == object::none || to == object::none) {
        continue;
      }
      const data_type& a = in.state.column(in.state.objects.items[from]).type;
      const data_type& b = in.state.column(in.state.objects.items[to]).type;
      if (comparable_in(in, b, a) == answer::no &&
          !in.excused(id.view(), in.state.objects.items[table].id.view(), table)) {
        sql_writer types;
        (types.type(a) << " and ").type(b);
        return in.fail(fault::key_types, mine[i].column.view(), theirs[i].column.view(),
                       in.state.objects.items[other].id.view(), types.text());
      }
    }
    return true;
  };
  const object* const objects = in.state.objects.items;
  const base_type now = in.state.column(in.state.at(in.column(table, id))).type.base;
  const bool ordered = now > base_type::named && now < base_type::json;
  if (ordered && !in.state.has_referrals()) {
    return true;
  }
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (!it.alive || it.kind == object_kind::column) {
      continue;
    }
    if (it.kind == object_kind::index) {
      const index_record& index = in.state.index(it);
      if (!ordered && index.method.empty() && has_member(in.state.elements(index.keys), id) &&
          !expect_ordered(in, table, in.state.elements(index.keys))) {
        return false;
      }
    } else if (it.kind == object_kind::constraint) {
      const constraint_record& key = in.state.constraint(it);
      if (key.what == constraint_kind::foreign_key && in.state.has_referrals() &&
          has_member(in.state.elements(key.columns), id)) {
        const std::uint32_t other = in.relation(key.referred_schema, key.referred_table);
        if (other != object::none && !comparable(key, table, other)) {
          return false;
        }
      }
    }
  }
  for (std::uint32_t i = objects[table].first_referrer; i != object::none; i = objects[i].next_referrer) {
    const object& it = objects[i];
    if (it.alive && has_member(in.state.elements(in.state.constraint(it).referred_columns), id) &&
        !comparable(in.state.constraint(it), it.parent, table)) {
      return false;
    }
  }
  return true;
}

/// Whether a trigger or a policy of a table reads a column: PostgreSQL then keeps its type.
[[nodiscard]] constexpr bool text_holds_type(const catalog& in, const object& it, const name& column) {
  if (it.kind == object_kind::trigger || it.kind == object_kind::constraint_trigger) {
    return trigger_reads(in.state.text_object(it), column);
  }
  if (it.kind != object_kind::policy) {
    return false;
  }
  const std::string_view text = in.state.text_object(it).text;
  const std::size_t condition = text.find('(');
  return condition != std::string_view::npos && !mentions(text, "select") &&  // there it may be another table's
         uses_identifier(text.substr(condition), column.view());
}

/// A view, a generated column, a trigger and a policy hold the type of what they read.
constexpr bool expect_type_not_held(catalog& in, std::uint32_t table, const name& id) {
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = in.has_generated ? objects[table].first_child : object::none; i != object::none;
       i = objects[i].next) {
    const object& it = objects[i];
    if (it.kind == object_kind::column && it.alive && !in.state.column(it).generated.empty() &&
        uses_identifier(in.state.column(it).generated, id.view())) {
      return refuse_needed(in, id.view(), it, in.state.objects.items[table].id.view());
    }
  }
  for (std::uint32_t i = in.state.has_text_objects() ? objects[table].first_child : object::none; i != object::none;
       i = objects[i].next) {
    const object& it = objects[i];
    const std::string_view owner = objects[table].id.view();
    if (it.alive && is_text_kind(it.kind) && text_holds_type(in, it, id) && !in.excused(it.id.view(), owner, i)) {
      return refuse_needed(in, id.view(), it, owner);
    }
  }
  return drop_views(in, table, id, behavior::restrict);
}

/// The new one of two columns that are kept in step has no default: what programs do not say would count as said.
constexpr bool expect_no_default_in_pair(catalog& in, std::uint32_t table, const name& column) {
  const object* const objects = in.state.objects.items;
  const std::uint32_t none = object::none;
  for (std::uint32_t i = in.state.has_synchronizations() ? objects[table].first_child : none; i != none;
       i = objects[i].next) {
    const object& it = objects[i];
    if (it.alive && it.kind == object_kind::synchronization && in.state.synchronization(it).to == column &&
        !in.excused(it.id.view(), objects[table].id.view(), i)) {
      return in.fail(fault::conflicting_column, column.view(), it.id.view());
    }
  }
  return true;
}

/// Type, nullability and default of a column are those of the partitions' too.
constexpr void alter_in_partitions(catalog& in, std::uint32_t table, const column_record& said,
                                   const column_record& made) {
  for_each_known_partition(in, table, [&](std::uint32_t i) {
    if (const std::uint32_t column = in.column(i, said.id); column != object::none) {
      column_record theirs = in.state.column(in.state.at(column));
      theirs.type = said.has_type ? made.type : theirs.type;
      theirs.null = said.null != nullability::unspecified ? made.null : theirs.null;
      theirs.server_default =
          said.has_type || said.server_default.what != default_value::form::none ? made.server_default
                                                                                 : theirs.server_default;
      redefine(in, column, theirs);
    }
    return true;
  });
}

constexpr bool alter_column_effect(const operation& op, const script& of, catalog& in) {
  using form = default_value::form;
  const column_record& said = of.columns(op.columns)[0];
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const std::uint32_t column = in.expect_column(table, said.id);
  if (column == object::none) {
    return !in.found;
  }
  const std::string_view id = said.id.view();
  column_record made = in.state.column(in.state.objects.items[column]);
  unsigned touched = 0;
  if (said.has_type) {
    touched |= facet_type;
    if ((in.has_partitioned && !expect_not_in_partition_key(in, table, said.id)) ||
        !expect_type_not_held(in, table, said.id) || !alter_type(in, table, column, said, made)) {
      return false;
    }
  }
  if (said.null != nullability::unspecified) {
    touched |= facet_null;
    if (said.null == nullability::nullable) {
      if (made.identity != identity_kind::none) {
        return in.fail(fault::column_is_identity, id, {}, {}, "is never null");
      }
      const std::uint32_t primary = primary_key_of(in, table);
      if (primary != object::none &&
          has_member(in.state.elements(in.state.index(in.state.objects.items[primary]).keys), said.id)) {
        return in.fail(fault::column_in_primary_key, id, in.state.objects.items[primary].id.view());
      }
    }
    made.null = said.null;
  }
  if (said.server_default.what != form::none) {
    touched |= facet_default;
    if (made.identity != identity_kind::none) {
      return in.fail(fault::column_is_identity, id, {}, {}, "has no other default");
    }
    if (!made.generated.empty()) {
      return in.fail(fault::column_is_generated, id);
    }
    if (!expect_default(in, made.type, said.server_default, id) ||
        (said.server_default.what != form::drop && !expect_no_default_in_pair(in, table, said.id))) {
      return false;
    }
    made.server_default = said.server_default;
    if (said.server_default.what == form::drop ||
        (said.server_default.what == form::expression && says_null(said.server_default.text))) {
      made.server_default = {};
    }
  }
  if (said.has_comment) {
    touched |= facet_comment;
    made.comment = said.comment;
    made.has_comment = !said.comment.empty();
  }
  if (said.identity != identity_kind::unspecified || said.settings.count > 0) {
    touched |= facet_default;
    if (!alter_settings(in, table, said, of.settings(said.settings), made)) {
      return false;
    }
  }
  bool outdated = in.state.objects.items[column].stale && said.server_default.what == form::none;
  if (said.has_type && said.server_default.what == form::none) {
    const data_type before = in.state.column(in.state.objects.items[column]).type;
    if (made.server_default.what == form::text) {
      outdated = !settle_literal(in, before, made.type, made.server_default) || outdated;
    } else if (made.server_default.what == form::expression) {
      outdated = outdated || !(reads_alike(before, made.type) || has_own_type(made.server_default.text));
    }
  }
  const std::uint32_t now = redefine(in, column, made, static_cast<facet>(touched));
  in.state.objects.items[now].stale = outdated;
  if (in.has_heirs) {
    alter_in_partitions(in, table, said, made);
  }
  return !in.found && (!said.has_type || expect_keys_hold(in, table, said.id));
}

/// Whether a text of a constraint or an index names the column.
[[nodiscard]] constexpr bool reads(const schema_state& state, const object& it, std::string_view column) {
  if (it.kind == object_kind::constraint) {
    const constraint_record& of = state.constraint(it);
    return of.what == constraint_kind::check && uses_identifier(of.expression, column);
  }
  if (it.kind != object_kind::index) {
    return false;
  }
  const index_record& of = state.index(it);
  if (of.where.size() > 0 && uses_identifier(of.where, column)) {
    return true;
  }
  for (std::uint32_t key = 0; key < of.keys.count; ++key) {
    const element& each = state.first(of.keys)[key];
    if (each.expression.size() > 0 && uses_identifier(each.expression, column)) {
      return true;
    }
  }
  return false;
}

/// Checks, and indexes of expressions or of a part of the rows, are read again in the new type, with casts that would
/// stay in them on the way back: then they are made anew, as they were said. One that is stale, or that raw SQL may
/// have touched, stays.
[[nodiscard]] constexpr pool<std::uint32_t> readers_of(const catalog& in, std::uint32_t table, const name& id) {
  pool<std::uint32_t> readers;
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].kind != object_kind::column && objects[i].alive && !objects[i].stale &&
        reads(in.state, objects[i], id.view()) && !in.excused(objects[i].id.view(), objects[table].id.view(), i)) {
      readers.push(i);
    }
  }
  return readers;
}
/// Dropped before the column is altered, made `again` behind it.
constexpr void remake_readings(const catalog& in, const object& table, list<std::uint32_t> readers, bool again,
                               script_builder& out) {
  for (std::uint32_t n = readers.count; n-- > 0;) {  // the children of a table are listed newest first
    const object& it = in.state.at(readers.items[n]);
    if (again && it.kind == object_kind::index) {
      add_index_op(in, it, out);
    } else if (again) {
      add_constraint_op(in, it, out);
    } else {
      operation& drop = out.add(it.kind == object_kind::index ? op_kind::drop_index : op_kind::drop_constraint);
      drop.schema = table.schema;
      drop.table = table.id;
      drop.object = it.id;
    }
  }
}

/// The storage that PostgreSQL takes by itself for a type; empty where that is not known here.
[[nodiscard]] constexpr std::string_view usual_storage(const data_type& type) noexcept {
  const base_type base = type.base;
  if (type.dimensions > 0) {
    return "EXTENDED";
  }
  switch (base) {
    case base_type::raw:
    case base_type::named:
      return {};
    case base_type::numeric:
    case base_type::inet:
    case base_type::cidr:
      return "MAIN";
    case base_type::varchar:
    case base_type::character:
    case base_type::text:
    case base_type::json:
    case base_type::jsonb:
    case base_type::bytea:
    case base_type::tsvector:
    case base_type::xml:
    case base_type::bit:
    case base_type::bit_varying:
      return "EXTENDED";
    default:
      return "PLAIN";
  }
}

/// What brings back an identity and a storage as they were. False where that has no words.
constexpr bool settings_of_column_back(const changes& made, const object& old, const column_record& said,
                                       list<setting> settings, column_record& back, script_builder& out) {
  pool<setting> kept;
  const schema_state& state = made.after.state;
  const column_record& before = state.column(old);
  const auto old_settings = state.settings(before.settings);
  for (const setting& each : settings) {
    if (is_storage(each)) {
      const setting* const was = setting_in(old_settings, each.what);
      setting one = was != nullptr ? *was : each;
      one.unset = was == nullptr;
      if (one.unset && one.what == setting_kind::storage) {
        one.unset = false;
        one.text = usual_storage(before.type);
      }
      if (one.what == setting_kind::storage && one.text.empty()) {
        return false;
      }
      kept.push(one);
    }
  }
  if (setting_in(settings, setting_kind::change_identity) != nullptr) {
    back.identity = said.identity == identity_kind::unspecified ? identity_kind::unspecified : before.identity;
    const std::uint32_t first = kept.count;
    sequence_settings_back(sequence_values_of(old_settings, before.type.base), settings, kept);
    if (kept.count > first || back.identity != identity_kind::unspecified) {
      kept.push(blank_setting).what = setting_kind::change_identity;
    }
  } else if (said.identity == identity_kind::none) {
    back.identity = before.identity;
    for (const setting& each : old_settings) {
      if (is_sequence_option(each)) {
        kept.push(each);
      }
    }
  } else if (said.identity != identity_kind::unspecified) {
    back.identity = identity_kind::none;
  }
  back.settings = describe_settings(kept, out);
  return true;
}

[[nodiscard]] constexpr bool changes_anything(const column_record& to) noexcept {
  return to.has_type || to.null != nullability::unspecified || to.server_default.what != default_value::form::none ||
         to.has_comment || to.identity != identity_kind::unspecified || to.settings.count > 0;
}

/// The default of a serial column, written out: its sequence has stayed, and is the column's.
constexpr bool draws_from_own_sequence(const changes& made, const object& table, const name& column,
                                       default_value& out) {
  const schema_state& state = made.after.state;
  const std::uint32_t now = state.find(table.key);
  for (std::uint32_t i = now == object::none ? now : state.at(now).first_child; i != object::none;
       i = state.at(i).next) {
    const object& it = state.at(i);
    if (it.alive && it.kind == object_kind::sequence && owner_of(state, it) == column) {
      sql_writer id;
      id.qualified(table.schema, it.id);
      sql_writer text;
      (text << "nextval(").literal(id.text()) << ')';
      out = {default_value::form::expression, made.texts.keep_name(text.text()).view(), 0};
      return true;
    }
  }
  return false;
}

constexpr bool alter_column_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  std::uint32_t which = 0;  // its sequence may have gone before it
  while (which < gone.size() && state.at(gone[which]).kind != object_kind::column) {
    ++which;
  }
  if (which == gone.size()) {
    return false;
  }
  const object& old = state.at(gone[which]);
  const column_record& said = of.columns(op.columns)[0];
  const column_record& before = state.column(old);
  column_record back = blank_column;
  back.id = said.id;
  std::uint32_t reread = object::none;  // the table, if texts of it are read in another type
  if (said.has_type) {
    back.has_type = true;
    back.type = before.type;
    const std::uint32_t now = state.find(old.key);
    if (now == object::none ||
        cast_between(made.after, state.column(state.objects.items[now]).type, before.type) == answer::no) {
      return false;  // how the values become what they were, nobody has said
    }
    if (!of_one_word(said.type, before.type)) {
      reread = state.find(state.at(old.parent).key);
    }
  }
  if (said.null != nullability::unspecified) {
    back.null = before.null;
  }
  if (said.server_default.what != default_value::form::none) {
    if (old.stale) {
      return false;
    }
    back.server_default = before.server_default;
    if (before.server_default.what == default_value::form::none) {
      back.server_default.what = default_value::form::drop;
    } else if (before.server_default.what == default_value::form::sequence &&
               !draws_from_own_sequence(made, state.at(old.parent), said.id, back.server_default)) {
      return false;
    }
  }
  if ((said.settings.count > 0 || said.identity != identity_kind::unspecified) &&
      !settings_of_column_back(made, old, said, of.settings(said.settings), back, out)) {
    return false;
  }
  if (said.has_comment) {
    back.has_comment = true;
    back.comment = before.comment;
  }
  pool<std::uint32_t> readers;
  if (reread != object::none) {
    readers = readers_of(made.after, reread, said.id);
    if (readers.count > 0) {
      remake_readings(made.after, state.at(reread), readers, false, out);
    }
  }
  if (!changes_anything(back)) {
    return true;
  }
  out.add_column() = back;
  operation& undo = out.add(op_kind::alter_column, op);
  undo.columns = {out.columns().count - 1, 1};
  if (readers.count > 0) {
    remake_readings(made.after, state.at(reread), readers, true, out);
  }
  return true;
}

inline constexpr verb alter_column_verb{"alter_column", needs::table, render_alter_column, alter_column_effect,
                                        alter_column_reverse};

template <std::uint32_t N>
struct alter_column_word : op_fragment<N>, with_schema<alter_column_word, N> {};

template <class A>
inline constexpr bool is_type_attribute = false;
template <std::uint32_t N>
inline constexpr bool is_type_attribute<type_attribute<N>> = true;

template <class A>
concept alteration = is_type_attribute<A> || std::derived_from<A, not_null_word> ||
    std::derived_from<A, nullable_word> || std::derived_from<A, default_attribute> ||
    std::derived_from<A, drop_default_word> || std::derived_from<A, comment_attribute> || identity_word<A> ||
    setting_for<A, setting_place::column>;

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ALTER COLUMN column ...`: type, nullability and default in one statement (one lock, one rewrite):
/// `alter_column("user", "name", type(text).using_("..."), not_null, server_default("x"))`; also `nullable`,
/// `drop_default`, `comment("...")`, `identity...` (ADD GENERATED), `alter_identity...`, `drop_identity`,
/// `storage("...")`, `compression("...")`, `statistics(n)`.
template <class... A>
[[nodiscard]] constexpr auto alter_column(name table, name column, const A&... changes) noexcept {
  static_assert(
      sizeof...(A) > 0 && (detail::alteration<A> && ...),
      "alter_column takes changes: type(...), not_null, nullable, server_default(...), drop_default, comment(...)");
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::column, column)};
  return detail::make_word<detail::alter_column_word>(op_kind::alter_column, said, changes...);
}

}  // namespace dsl
}  // namespace sterna
