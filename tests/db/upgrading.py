"""Open a file with a program that knows one revision more; run by test_schema.py, and killed."""

from __future__ import annotations

import sys
from pathlib import Path

# What is slow to load is loaded before the word is given.
import alembic.command
import alembic.runtime.migration  # noqa: F401  # loaded before the clock of the kill begins

from snt_desk.db import schema
from snt_desk.db.journal import Actor
from snt_desk.db.opening import open_store
from tests import keyed

assert keyed.KEY  # it has been imported: the file may be encrypted

_, database, migrations = sys.argv
schema.MIGRATIONS = Path(migrations)
schema.HEAD += 1
print("go", flush=True)  # noqa: T201  # heard by the test
open_store(database, Actor("obi")).close()
print("done", flush=True)  # noqa: T201  # heard by the test
