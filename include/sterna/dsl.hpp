// SPDX-License-Identifier: BSL-1.0
#pragma once

// The words alone: what a file with a migration needs. Neither libpq nor the runtime is included.
#include "sterna/history/migration.hpp"
#include "sterna/op/ops.hpp"
#include "sterna/history/history.hpp"
#include "sterna/lint/policy.hpp"
#include "sterna/op/assume_safe.hpp"
#include "sterna/op/separately.hpp"
