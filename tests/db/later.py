"""A revision that there is not yet: the next one, thrown away after the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import ClauseElement, Connection, inspect
from sqlalchemy.types import TypeEngine

from snt_desk.db import schema
from snt_desk.db.models import Base

NEXT = schema.HEAD + 1


def write_next_revision(folder: Path, body: str) -> Path:
    """Copy the migrations, add one that does what the body says, and return their folder."""
    migrations = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / f"v{NEXT:04}_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{NEXT:04}'\ndown_revision = '{schema.HEAD:04}'\n\n"
        f"def upgrade():\n{indent(dedent(body), '    ')}\n",
        encoding="utf-8",
    )
    return migrations


def revisions() -> list[str]:
    """Name the revisions that there are, oldest first."""
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def shape(connection: Connection) -> dict[str, dict[str, Any]]:
    """Describe every table of ours by what is in it, whatever the text that made it."""
    look = inspect(connection)
    return {
        table: {
            "columns": named(look.get_columns(table)),
            "key": look.get_pk_constraint(table),
            "links": named(look.get_foreign_keys(table)),
            "unique": named(look.get_unique_constraints(table)),
            "checks": named(look.get_check_constraints(table)),
            "indexes": named(look.get_indexes(table)),
        }
        for table in Base.metadata.tables
    }


def named(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Put parts under their names; types and conditions as the text they are."""
    return {str(part["name"]): {key: plain(value) for key, value in part.items()} for part in parts}


def plain(value: Any) -> Any:
    """Give what can be compared: SQLAlchemy's own things cannot."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return str(value) if isinstance(value, TypeEngine | ClauseElement) else value
