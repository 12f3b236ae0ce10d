// SPDX-License-Identifier: BSL-1.0
#include <sterna/sterna.hpp>

const void* version_in_b();
const void* version_in_b() { return &sterna::version; }
