// SPDX-License-Identifier: BSL-1.0
#include "history/offline_round_trip.hpp"
#include "history/round_trip.hpp"

namespace round_trip::quickstart {
#include "../../../examples/quickstart/migrations/1975ea83b712_create_user_table.hpp"
#include "../../../examples/quickstart/migrations/3c5d0b9e7f24_index_user_name.hpp"
#include "../../../examples/quickstart/migrations/ae1027a6acf1_add_last_login.hpp"
namespace app {
inline constexpr auto history = sterna::history<create_user_table, add_last_login, index_user_name>;
}
}

// Within a namespace main() is a function like any other, and has to return something; nobody calls it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wreturn-type"
namespace round_trip::overview {
#include "../../../examples/overview/main.cpp"
}
#pragma GCC diagnostic pop

TEST_CASE("round trip: the examples") {
  round_trip::expect({round_trip::overview::app::history, round_trip::quickstart::app::history});
}

TEST_CASE("offline scripts of the examples do what a run does") {
  offline_round_trip::expect({round_trip::overview::app::history, round_trip::quickstart::app::history});
}
