// SPDX-License-Identifier: BSL-1.0
// One of two files that both include everything. This one includes the standard library first: a name of ours that
// argument-dependent lookup would also find there (std::quoted ...) does not compile here.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <numeric>
#include <optional>
#include <ranges>
#include <regex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <sterna/sterna.hpp>

const void* version_in_b();

// An inline variable has one address in the whole program.
int main() { return version_in_b() == &sterna::version && sterna::history<>.revisions().empty() ? 0 : 1; }
