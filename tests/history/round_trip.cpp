// SPDX-License-Identifier: BSL-1.0
#include "history/round_trip.hpp"

#include "history/round_trip/forum.hpp"
#include "history/round_trip/shop.hpp"

TEST_CASE("round trip: a shop") { round_trip::expect(round_trip::shop::history); }
TEST_CASE("round trip: a forum") { round_trip::expect(round_trip::forum::history); }
