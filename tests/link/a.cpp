// SPDX-License-Identifier: BSL-1.0
#include <sterna/sterna.hpp>

const void* version_in_b();

// An inline variable has one address in the whole program.
int main() { return version_in_b() == &sterna::version ? 0 : 1; }
