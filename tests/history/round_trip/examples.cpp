// SPDX-License-Identifier: BSL-1.0
#include "history/round_trip.hpp"

#include <chrono>
#include <iostream>

// The examples as they are; within a namespace their main() is a function like any other.
namespace round_trip::overview {
#include "../../../examples/overview/main.cpp"
}
namespace round_trip::quickstart {
#include "../../../examples/quickstart/main.cpp"
}

TEST_CASE("round trip: the examples") {
  round_trip::expect(round_trip::overview::app::history);
  round_trip::expect(round_trip::quickstart::app::history);
}
