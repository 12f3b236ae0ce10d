// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE OPERATOR` of a name with the types of its operands, NONE on the left for a prefix: `create_operator("===
/// (integer, text)", "FUNCTION = same, COMMUTATOR = ===")`.
[[nodiscard]] constexpr auto create_operator(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::create_object, object_kind::user_operator, signature,
                                                    definition);
}
/// `DROP OPERATOR [IF EXISTS] signature [CASCADE]`.
[[nodiscard]] constexpr auto drop_operator(std::string_view signature) noexcept {
  return detail::signed_object<detail::drop_object_word>(op_kind::drop_object, object_kind::user_operator, signature);
}
/// `CREATE OPERATOR CLASS id of USING method AS members`: `create_operator_class("by_size", "btree", "FOR TYPE
/// integer", "OPERATOR 1 <, ...")`.
[[nodiscard]] constexpr auto create_operator_class(name id, std::string_view method, std::string_view of,
                                                   std::string_view members) noexcept {
  const token said[] = {detail::kind_token(object_kind::operator_class), detail::name_token(part::object, id),
                        detail::text_token(part::method, method), detail::text_token(part::where, of),
                        detail::text_token(part::sql, members)};
  return detail::make_word<detail::object_word>(op_kind::create_object, said);
}
/// `DROP OPERATOR CLASS [IF EXISTS] id USING method [CASCADE]`.
[[nodiscard]] constexpr auto drop_operator_class(name id, std::string_view method) noexcept {
  return detail::distinct_object<detail::drop_object_word>(op_kind::drop_object, object_kind::operator_class, id,
                                                           method);
}
/// `CREATE OPERATOR FAMILY id USING method`; its members are added with `execute`.
[[nodiscard]] constexpr auto create_operator_family(name id, std::string_view method) noexcept {
  return detail::distinct_object<detail::object_word>(op_kind::create_object, object_kind::operator_family, id, method);
}
/// `DROP OPERATOR FAMILY [IF EXISTS] id USING method [CASCADE]`.
[[nodiscard]] constexpr auto drop_operator_family(name id, std::string_view method) noexcept {
  return detail::distinct_object<detail::drop_object_word>(op_kind::drop_object, object_kind::operator_family, id,
                                                           method);
}

}  // namespace sterna::dsl
