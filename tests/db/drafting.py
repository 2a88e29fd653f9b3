"""Keep what is typed without end, and say each; run by test_drafts.py, and killed."""

from __future__ import annotations

import sys

from snt_desk.db.opening import open_store
from tests.fixtures_store import ACTOR

_, database = sys.argv
store = open_store(database, ACTOR)
print("ready", flush=True)  # noqa: T201  # heard by the test
number = 0
while True:
    number += 1
    store.keep_draft("patrol", f"{number} " + "n" * (number % 6000))
    print(number, flush=True)  # noqa: T201  # heard by the test
