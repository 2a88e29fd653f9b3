"""Whether the journal is whole: the chain, each image, and what was noted of it elsewhere.

Backups and sent returns keep how far the journal went, and its hash. Only they can tell that
the newest entries were cut off; and nobody can tell what was forged after the last of them by
somebody who knows how the chain is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from snt_desk.db import chain
from snt_desk.db import models as m
from snt_desk.db.chain import Break
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.errors import DeskError

Report = Callable[[int, int], None]
"""How many images are looked at, and of how many; what it raises ends the check."""


@dataclass(frozen=True)
class Verdict:
    """What the check found: in one sentence, and what to do about it where something is wrong."""

    sound: bool
    title: str
    text: str


def check(store: Store, backups: Sequence[str], report: Report) -> Verdict:
    """Look through the whole journal; others can write meanwhile.

    `backups` are the anchors that backups keep. Raises DeskError on a server, where there is
    no chain yet.
    """
    if not store.journalled:
        raise DeskError("There is nothing to check", "On a server the journal has no chain yet.")
    found: list[Break] = []
    with store.read() as session:
        kept = select(m.Return.anchor).where(m.Return.anchor != "").order_by(m.Return.id)
        returns = list(session.scalars(kept))
        walk = chain.Walk(session.connection())
    while not walk.over:
        with store.read() as session:
            walked = walk.step(session.connection())
        found += walked.found
        report(walked.done, walked.of)
    with store.read() as session:
        found += chain.cut_off(session.connection(), [*backups, *returns])
    if found:
        return Verdict(sound=False, title=_broken(store, found), text=_TO_DO)
    held = " and ".join(
        _counted(number, one)
        for number, one in ((len(backups), "backup"), (len(returns), "return"))
        if number
    )
    anchors = f"The anchors of {held} hold." if held else _NO_ANCHOR
    return Verdict(sound=True, title=f"{_entries(walk.changes)}, chain whole", text=anchors)


_NO_ANCHOR = "No backup and no return keeps an anchor yet."
_TO_DO = "Nothing was changed. Compare it with a backup, and tell IT."


def _broken(store: Store, found: Sequence[Break]) -> str:
    """Name the first entry that does not hold, as it is called in the list."""
    first = min(found, key=lambda one: (one.change is None, one.change or 0))
    more = f" So are {len(found) - 1} more places." if len(found) > 1 else ""
    with store.read() as session:
        entry = None if first.change is None else session.get(m.Change, first.change)
        if entry is None:
            return first.sentence + more
        day = clock.long_day(clock.local_day(clock.read_moment(entry.at)))
        return f"Entry {entry.id:,} is not as it was sealed: {entry.label}, {day}.{more}"


def _entries(number: int) -> str:
    return _counted(number, "entry", "entries")


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
