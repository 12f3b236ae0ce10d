// SPDX-License-Identifier: BSL-1.0
#include "history/offline_round_trip.hpp"
#include "history/round_trip.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

// The histories of the programs that other tests start; within a namespace their main() is a function like any other.
namespace round_trip::start {
#include "../../runtime/start_probe.cpp"
}
namespace round_trip::adopt {
#include "../../runtime/adopt_probe.cpp"
}
namespace round_trip::pooler {
#include "../../runtime/pooler_probe.cpp"
}

TEST_CASE("round trip: the programs that other tests start") {
  round_trip::expect({round_trip::start::all, round_trip::adopt::all, round_trip::pooler::app::with_index});
}

TEST_CASE("offline scripts of the programs that other tests start do what a run does") {
  offline_round_trip::expect({round_trip::start::all, round_trip::adopt::all, round_trip::pooler::app::with_index});
}
