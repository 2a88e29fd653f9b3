"""An import that is killed has taken all of the package or nothing of it."""

from __future__ import annotations

import random
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from snt_desk.cli import main
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from tests.db.rows import all_rows
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say, killed_after
from tests.trust.figures import Tally

YEAR = Path(__file__).parents[1] / "golden" / "year" / "package"
TIMES = 30
DONE = "done"


def take_in(say: Say, database: Path) -> None:
    """Import a year of a team."""
    say(READY)
    with redirect_stdout(StringIO()):
        assert main(["--database", str(database), "import", str(YEAR)]) == 0
    say(DONE)


@pytest.mark.trust
@pytest.mark.timeout(600)
def test_a_killed_import_took_all_or_nothing(database: Path, tally: Tally) -> None:
    journal = database.with_name(f"{database.name}-journal")
    whole, empty, chance = database.read_bytes(), len(all_rows(database)), random.Random(7)
    began = time.monotonic()
    assert killed_after(100, take_in, database) == [DONE]
    took, full = time.monotonic() - began, len(all_rows(database))
    found, in_the_middle = [], 0
    for _ in range(TIMES):
        database.write_bytes(whole)
        killed_after(chance.uniform(0.3, 1.1) * took, take_in, database)
        # A kill before its first write finds no journal at all.
        in_the_middle += journal.exists() and journal.stat().st_size > 0
        store = open_store(str(database), ACTOR)
        tally("corrupt", len(list(faults(store))))
        store.close()
        found.append(len(all_rows(database)))
    tally("imports killed", TIMES)
    tally("torn", sum(rows not in {empty, full} for rows in found))
    assert set(found) <= {empty, full}
    assert in_the_middle, "no kill met an import at work: this proved nothing"
