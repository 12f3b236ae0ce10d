// SPDX-License-Identifier: BSL-1.0
#include "history/round_trip.hpp"

namespace round_trip::quickstart {
#include "../../../examples/quickstart/migrations/history.hpp"
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
