// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every op, one line each.
#include "sterna/op/add_column.hpp"
#include "sterna/op/alter_column.hpp"
#include "sterna/op/create_check_constraint.hpp"
#include "sterna/op/create_foreign_key.hpp"
#include "sterna/op/create_index.hpp"
#include "sterna/op/create_primary_key.hpp"
#include "sterna/op/create_table.hpp"
#include "sterna/op/create_unique_constraint.hpp"
#include "sterna/op/drop_column.hpp"
#include "sterna/op/drop_constraint.hpp"
#include "sterna/op/drop_index.hpp"
#include "sterna/op/drop_table.hpp"
#include "sterna/op/execute.hpp"
#include "sterna/op/rename_column.hpp"
#include "sterna/op/rename_table.hpp"
#include "sterna/op/run.hpp"
