// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object/effect.hpp"
#include "sterna/op/detail/text_object/reverse.hpp"
#include "sterna/op/detail/text_object/sql.hpp"
#include "sterna/op/detail/text_object/words.hpp"

// The three ops on objects that are a name and a text: create_object, replace_object, drop_object. The words are one
// header for each kind of object; what sets the kinds apart is in record/object_kind.hpp and in the folder
// text_object/.

namespace sterna {
namespace detail {

inline constexpr verb create_object_verb{"create_object", needs::nothing, render_create_object, create_object_effect,
                                         create_object_reverse};
inline constexpr verb replace_object_verb{"replace_object", needs::nothing, render_replace_object,
                                          replace_object_effect, replace_object_reverse};
inline constexpr verb drop_object_verb{"drop_object", needs::nothing, render_drop_object, drop_object_effect,
                                       drop_object_reverse};

}  // namespace detail
}  // namespace sterna
