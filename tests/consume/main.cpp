// SPDX-License-Identifier: BSL-1.0
#include <sterna/sterna.hpp>

#include <iostream>

int main() { std::cout << "sterna " << sterna::version << '\n'; }
