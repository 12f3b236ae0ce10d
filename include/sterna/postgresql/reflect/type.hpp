// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sterna/postgresql/reflect/survey.hpp"
#include "sterna/schema/type.hpp"

namespace sterna::detail {

/// The types of a database, and how the words say them.
class reflected_types {
 public:
  /// Types that are the user's or an extension's, and the arrays of all.
  [[nodiscard]] static std::string query() {
    return "SELECT t.oid, n.nspname, t.typname, t.typtype, CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END, "
           "t.typrelid, t.typcollation FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
           "WHERE t.oid >= 16384 OR t.typcategory = 'A';\n";
  }
  void read(const result& rows) {
    for (const row each : rows) {
      all_.emplace(number_in(each[0].text()),
                   known{each[1].text(), each[2].text(), each[3].text()[0], number_in(each[4].text()),
                         number_in(each[5].text()), number_in(each[6].text())});
    }
  }
  /// All types of columns, each with its arguments, as SQL writes them: far fewer than columns.
  [[nodiscard]] static std::string written_query() {
    return "SELECT u.atttypid, u.atttypmod, format_type(u.atttypid, u.atttypmod), format_type(u.atttypid, NULL) FROM "
           "(SELECT DISTINCT atttypid, atttypmod FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped) u;\n";
  }
  void read_written(const result& rows) {
    for (const row each : rows) {
      written_.emplace(key(number_in(each[0].text()), number_in<int>(each[1].text())),
                       std::pair{each[2].text(), each[3].text()});
    }
  }
  /// A type with its arguments, and without.
  [[nodiscard]] std::pair<std::string_view, std::string_view> written(std::uint32_t oid, int modifier) const {
    const auto found = written_.find(key(oid, modifier));
    return found == written_.end() ? std::pair<std::string_view, std::string_view>{} : found->second;
  }
  /// Types that come with something else: rows of a relation, arrays of a type.
  void alias(survey& in) const {
    for (const auto& [oid, it] : all_) {
      if (it.relation != 0) {
        in.alias(pg_type, oid, pg_class, it.relation);
      }
    }
    for (const auto& [oid, it] : all_) {
      if (it.element != 0) {
        in.alias(pg_type, oid, pg_type, it.element);
      }
    }
  }

  /// What a column of this type says: `written` is format_type's text.
  [[nodiscard]] data_type type_of(const survey& in, std::uint32_t oid, int modifier, int dimensions,
                                  std::string_view written) const {
    data_type made;
    std::uint32_t element = oid;
    const auto array = all_.find(oid);
    if (array != all_.end() && array->second.element != 0) {
      element = array->second.element;
      made.dimensions = static_cast<std::uint8_t>(std::clamp(dimensions, 1, 6));
    }
    const auto user = all_.find(element);
    if (user != all_.end()) {
      if (in.of_extension(pg_type, element) || user->second.kind == 'b') {
        return raw(written);
      }
      made.base = base_type::named;
      made.id = name_of(user->second.id);
      made.in = survey::schema_name(user->second.schema);
      return made;
    }
    return builtin(element, modifier, made) ? made : raw(written);
  }

 private:
  struct known {
    std::string_view schema;
    std::string_view id;
    char kind;
    std::uint32_t element;
    std::uint32_t relation;
    std::uint32_t collation;
  };
  struct word {
    std::uint32_t oid;
    base_type base;
  };
  static constexpr word words[] = {
      {16, base_type::boolean}, {17, base_type::bytea}, {20, base_type::big_integer}, {21, base_type::small_integer},
      {23, base_type::integer}, {25, base_type::text}, {114, base_type::json}, {142, base_type::xml},
      {650, base_type::cidr}, {700, base_type::real}, {701, base_type::double_precision}, {829, base_type::macaddr},
      {869, base_type::inet}, {1042, base_type::character}, {1043, base_type::varchar}, {1082, base_type::date},
      {1083, base_type::time}, {1114, base_type::timestamp}, {1184, base_type::timestamp_tz},
      {1186, base_type::interval}, {1266, base_type::time_tz}, {1560, base_type::bit}, {1562, base_type::bit_varying},
      {1700, base_type::numeric}, {2950, base_type::uuid}, {3614, base_type::tsvector}, {3802, base_type::jsonb},
  };

  [[nodiscard]] static data_type raw(std::string_view written) noexcept {
    data_type made;
    made.id = name_of(written);
    return made;
  }
  /// False where no word says it: `bpchar` without a length, an interval of some fields.
  [[nodiscard]] static bool builtin(std::uint32_t oid, int modifier, data_type& made) noexcept {
    const auto* const found = std::find_if(std::begin(words), std::end(words), [&](const word& it) {
      return it.oid == oid;
    });
    if (found == std::end(words)) {
      return false;
    }
    made.base = found->base;
    const auto argue = [&](int first) {
      made.argument_count = 1;
      made.arguments[0] = first;
    };
    if (modifier < 0) {
      return made.base != base_type::character && made.base != base_type::bit;
    }
    switch (made.base) {
      case base_type::varchar:
      case base_type::character:
        argue(modifier - 4);
        break;
      case base_type::numeric: {
        const int bits = modifier - 4;
        argue(bits >> 16 & 0xffff);
        const int scale = ((bits & 0x7ff) ^ 1024) - 1024;  // eleven bits with a sign
        if (scale != 0) {
          made.argument_count = 2;
          made.arguments[1] = scale;
        }
        break;
      }
      case base_type::interval:
        if ((modifier >> 16 & 0x7fff) != 0x7fff) {
          return false;
        }
        if ((modifier & 0xffff) != 0xffff) {
          argue(modifier & 0xffff);
        }
        break;
      default:
        argue(modifier);
        break;
    }
    return true;
  }

  [[nodiscard]] static std::uint64_t key(std::uint32_t oid, int modifier) noexcept {
    return static_cast<std::uint64_t>(oid) << 32U | static_cast<std::uint32_t>(modifier);
  }

  std::unordered_map<std::uint32_t, known> all_;
  std::unordered_map<std::uint64_t, std::pair<std::string_view, std::string_view>> written_;
};

}  // namespace sterna::detail
