"""Wrong passwords, counted beside the data file: after five of them each costs time, never data.

The time is waited for while the program runs, and begins anew when it is started again: no
clock that is put forward makes it shorter. Whoever has a copy of the file is not held up by
this; a password that is long enough holds him.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

FREE = 5
_FIRST, _LONGEST = 30, 900
_ENDING = ".tries"
_MOST = 1_000


def wrong(path: Path) -> int:
    """Say how many passwords in a row were wrong."""
    try:
        with _file(path).open("rb") as file:
            told = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return 0
    return told if type(told) is int and 0 < told <= _MOST else 0


def seconds_to_wait(tries: int) -> int:
    """Say how long to wait before the next one: nothing at first, then 30 seconds and doubled."""
    if tries < FREE:
        return 0
    return int(min(_FIRST * 2 ** (tries - FREE), _LONGEST))


def count(path: Path) -> None:
    """Count a password as wrong, before it is tried: to end the program gains nothing."""
    # Where nothing can be written, as on a stick that is protected, scrypt is what holds.
    with suppress(OSError):
        _file(path).write_text(f"{min(wrong(path) + 1, _MOST)}\n", encoding="ascii")


def forget(path: Path) -> None:
    """Begin anew: the right one was typed."""
    with suppress(OSError):
        _file(path).unlink(missing_ok=True)


def _file(path: Path) -> Path:
    return path.with_name(path.name + _ENDING)
