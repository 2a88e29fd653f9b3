"""Backups made, and put back; run by test_backups.py, and killed at random or at a step."""

from __future__ import annotations

import os
import signal
import sys
from itertools import cycle
from pathlib import Path

from snt_desk.db.cipher import Key
from snt_desk.services import backups
from tests.fixtures_store import ACTOR
from tests.trust.children import READY, Say


def back_up(say: Say, database: Path, key: Key | None = None) -> None:
    """Make backups; say the name of each once it is made."""
    say(READY)
    while True:
        say(backups.back_up(str(database), key=key).path.name)


def put_back(say: Say, database: Path, names: tuple[str, ...], key: Key | None = None) -> None:
    """Put these backups back in turn; say the name of each once that is done."""
    listed = {one.path.name: one for one in backups.listed(str(database))}
    say(READY)
    for name in cycle(names):
        backups.restore(str(database), listed[name], ACTOR, key)
        say(name)


def back_up_to(say: Say, database: Path, step: int, key: Key | None = None) -> None:
    """Make one backup, and be killed before that step of it; say its name if it has fewer."""
    say(READY)
    _be_killed_before(step)
    say(backups.back_up(str(database), key=key).path.name)


def put_back_to(say: Say, database: Path, name: str, step: int, key: Key | None = None) -> None:
    """Put one backup back, and be killed before that step; say its name if there are fewer."""
    [one] = [one for one in backups.listed(str(database)) if one.path.name == name]
    say(READY)
    _be_killed_before(step)
    backups.restore(str(database), one, ACTOR, key)
    say(name)


_STEPS = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir"})


def _be_killed_before(step: int) -> None:
    """Count what changes a folder or opens a file to write, as Python tells its auditors."""
    steps = 0

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        mode = arguments[1] if event == "open" else None
        if event in _STEPS or (isinstance(mode, str) and not mode.startswith("r")):
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
