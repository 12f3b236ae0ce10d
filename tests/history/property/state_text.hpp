// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/sterna.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// What the replay knows of a schema, one line an object, in the words of property_catalog() (server.hpp).

namespace property {

class state_text {
 public:
  [[nodiscard]] static std::string of(const sterna::catalog& world) {
    state_text made(world);
    for (std::uint32_t i = 0; i < world.state.objects.count; ++i) {
      if (world.state.at(i).alive) {
        made.write(i);
      }
    }
    std::sort(made.lines_.begin(), made.lines_.end());
    std::string all;
    for (const std::string& each : made.lines_) {
      all += each + "\n";
    }
    return all;
  }

  [[nodiscard]] static std::string type(const sterna::data_type& of) {
    const sterna::canonical_type what = sterna::canonical(of);
    std::string made;
    if (what.base == sterna::catalog_type::named) {
      made = qualified(what.in, what.id);
    } else {
      made = sterna::detail::catalog_names[static_cast<unsigned>(what.base)];
    }
    if (what.argument_count > 0) {
      made += "(" + std::to_string(what.arguments[0]);
      made += what.argument_count > 1 ? "," + std::to_string(what.arguments[1]) + ")" : ")";
    }
    return made + (what.dimensions > 0 ? "[]" : "");
  }

 private:
  explicit state_text(const sterna::catalog& world) : world_{world} {}

  [[nodiscard]] static std::string qualified(sterna::name schema, sterna::name id) {
    return (schema.empty() ? "public" : std::string(schema.view())) + "." + std::string(id.view());
  }
  [[nodiscard]] std::string table_of(const sterna::object& child) const {
    const sterna::object& table = world_.state.at(child.parent);
    return qualified(table.schema, table.id);
  }
  [[nodiscard]] std::string list(sterna::slice of) const {
    std::string made;
    for (const sterna::element& each : world_.state.elements(of)) {
      made += (made.empty() ? "" : ",") + std::string(each.column.view());
    }
    return made;
  }
  [[nodiscard]] static std::string_view action(sterna::referential_action of) {
    constexpr std::string_view letters[] = {"a", "a", "r", "c", "n", "d"};
    return letters[static_cast<unsigned>(of)];
  }

  [[nodiscard]] static bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), sterna::detail::is_digit);
  }

  void write(std::uint32_t i) {
    const sterna::schema_state& state = world_.state;
    const sterna::object& it = state.at(i);
    std::string line(sterna::catalog::word_for(it.kind));
    switch (it.kind) {
      case sterna::object_kind::schema:
        line += " " + std::string(it.id.view());
        break;
      case sterna::object_kind::table:
        line += " " + qualified(it.schema, it.id) + " comment=" + std::string(it.comment);
        break;
      case sterna::object_kind::view:
        line += " " + qualified(it.schema, it.id);
        break;
      case sterna::object_kind::index: {
        const sterna::index_record& of = state.index(it);
        line += " " + qualified(it.schema, it.id) + " on " + table_of(it) + (of.unique ? " unique" : "") +
                (of.primary ? " primary" : "") + (of.constraint ? " constraint" : "") + " " +
                (of.method.empty() ? "btree" : std::string(of.method)) + " (";
        std::string keys;
        for (const sterna::element& key : state.elements(of.keys)) {
          const bool descending = key.order == sterna::sort_order::descending;
          const bool first =
              key.nulls == sterna::null_order::unspecified ? descending : key.nulls == sterna::null_order::first;
          keys += (keys.empty() ? "" : ",") + (key.column.empty() ? "expr" : std::string(key.column.view())) +
                  (descending ? " desc" : "") + (first ? " first" : "");
        }
        line += keys + ") include(" + list(of.include) + ")" + (of.where.empty() ? "" : " where");
        break;
      }
      case sterna::object_kind::sequence: {
        line += " " + qualified(it.schema, it.id) + " owner=";
        if (it.parent != sterna::object::none) {
          line += table_of(it) + "." + std::string(sterna::detail::owner_of(state, it).view());
        }
        break;
      }
      case sterna::object_kind::enumeration: {
        line += " " + qualified(it.schema, it.id) + " ";
        std::string values;
        for (const sterna::element& each : state.elements(state.values(it))) {
          values += (values.empty() ? "" : ",") + std::string(each.expression);
        }
        line += values;
        break;
      }
      case sterna::object_kind::column:
        line += " " + table_of(it) + " " + std::to_string(place_of(i)) + " " + column(state.column(it), it.id);
        break;
      case sterna::object_kind::synchronization:
        line += " " + table_of(it) + " " + std::string(it.id.view());
        break;
      case sterna::object_kind::constraint:
        line += " " + table_of(it) + " " + constraint(state.constraint(it), it.id);
        break;
      default:  // a name and a text: no sequence of random ops makes one
        line += " " + std::string(it.id.view());
        break;
    }
    lines_.push_back(std::move(line));
  }

  [[nodiscard]] std::string column(const sterna::column_record& of, sterna::name id) const {
    using form = sterna::default_value::form;
    std::string made = std::string(id.view()) + " " + type(of.type);
    made += of.null == sterna::nullability::not_null ? " notnull" : " null";
    made += of.server_default.what == form::none         ? ""
            : of.server_default.what == form::sequence ? " default=sequence"
            : of.server_default.what == form::integer  ? " default=" + std::to_string(of.server_default.integer)
            : is_number(of.server_default.text)        ? " default=" + std::string(of.server_default.text)
                                                       : " default=some";
    made += of.identity == sterna::identity_kind::always       ? " identity=a"
            : of.identity == sterna::identity_kind::by_default ? " identity=d"
                                                               : "";
    made += of.generated.empty() ? "" : " generated";
    return made + " comment=" + std::string(of.has_comment ? of.comment : std::string_view{});
  }

  [[nodiscard]] std::string constraint(const sterna::constraint_record& of, sterna::name id) const {
    constexpr std::string_view letters[] = {"p", "u", "f", "c"};
    std::string made = std::string(id.view()) + " " + std::string(letters[static_cast<unsigned>(of.what)]);
    if (of.what != sterna::constraint_kind::check) {
      made += " (" + list(of.columns) + ")";
    }
    if (of.what == sterna::constraint_kind::foreign_key) {
      made += " -> " + qualified(of.referred_schema, of.referred_table) + "(" + list(of.referred_columns) + ") " +
              std::string(action(of.on_delete)) + std::string(action(of.on_update));
    }
    return made + (of.not_valid ? " not valid" : "");
  }

  /// Which column of its table it is, from 1.
  [[nodiscard]] int place_of(std::uint32_t column) const {
    const sterna::schema_state& state = world_.state;
    int place = 1;
    for (std::uint32_t i = 0; i < state.objects.count; ++i) {
      const sterna::object& other = state.at(i);
      if (other.alive && other.kind == sterna::object_kind::column &&
          state.at(other.parent).key == state.at(state.at(column).parent).key && other.rank < state.at(column).rank) {
        ++place;
      }
    }
    return place;
  }

  const sterna::catalog& world_;
  std::vector<std::string> lines_{};
};

}  // namespace property
