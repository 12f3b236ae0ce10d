# SPDX-License-Identifier: BSL-1.0
"""What import_alembic is made of: an Alembic history becomes migrations in Sterna's words."""
