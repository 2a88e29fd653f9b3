"""Keep what is typed without end, and say each, in a process that is killed; see test_drafts.py."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from snt_desk.db.opening import open_store
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say


def keep(say: Say, database: Path) -> None:
    """Keep a number, and a text that is as long as it says."""
    store = open_store(str(database), ACTOR)
    for number in count(1):
        store.keep_draft("patrol", f"{number} " + "n" * (number % 6000))
        say(str(number))
        if number == 1:
            say(READY)
