"""Open a file with a newer program, in a process that is killed; see test_schema.py."""

from __future__ import annotations

from pathlib import Path

from snt_desk.db import schema
from snt_desk.db.journal import Actor
from snt_desk.db.opening import open_store
from tests.trust.children import READY, Say

DONE = "done"


def upgrade(say: Say, database: Path, migrations: Path, head: int) -> None:
    """Bring the file up to such a version."""
    schema.MIGRATIONS, schema.HEAD = migrations, head
    say(READY)
    open_store(str(database), Actor("obi")).close()
    say(DONE)
