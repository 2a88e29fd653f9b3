"""Meetings to come as a file for any calendar: one of them, those of a series, or all.

It says when, where and with which partners; never minutes, agenda, or who of the public it is
about. Each meeting is an entry of its own, so that what is moved or left out is right everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import calendars, clock
from snt_desk.domain.calendars import Entry
from snt_desk.domain.returns import OFFICIAL
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, files, meetings_to_come
from snt_desk.services.meetings_to_come import Coming
from snt_desk.services.team import TeamName

AHEAD = 12
"""Months to come that a file has."""
ENDING = ".ics"


def to_come(session: Session, team: TeamName, today: date, of: str = "") -> bytes:
    """Write the meetings of the coming year from today; `of` is a series, by ref, if only its own.

    What is left out of a series is in it as struck out. Raises DeskError where none is to come.
    """
    to = clock.add_months(today, AHEAD)
    found = [
        *((one, False) for one in meetings_to_come.coming(session, team.id, today, to)),
        *((one, True) for one in meetings_to_come.left_out(session, team.id, today, to)),
    ]
    wanted = [(one, off) for one, off in found if of in {"", one.series}]
    if all(off for _, off in wanted):
        raise DeskError("No meeting is to come", f"None is planned before {clock.long_day(to)}.")
    return _written(session, team, wanted)


def one(session: Session, team: TeamName, day: date, ref: str) -> bytes:
    """Write a meeting of a day: by its ref, or by that of its series if it is not planned.

    Raises DeskError if it is gone.
    """
    found = meetings_to_come.coming(session, team.id, day, day)
    wanted = [(each, False) for each in found if ref in {each.ref, each.series}]
    if not wanted:
        raise DeskError("That meeting is no longer there", "Undo brings it back.")
    return _written(session, team, wanted)


def _written(session: Session, team: TeamName, wanted: Sequence[tuple[Coming, bool]]) -> bytes:
    # A calendar passes over an edition before the one it has: undo must not go back to that.
    latest = session.scalar(select(func.max(m.Change.id))) or 0
    entries = [_entry(each, latest, off=off) for each, off in wanted]
    entries.sort(key=lambda each: (each.start, each.uid))
    return calendars.written(team.name, OFFICIAL, entries, clock.now()).encode()


def _entry(one: Coming, edition: int, *, off: bool) -> Entry:
    # Of a series by its day, so that it is the same before and after it is planned.
    named = f"{one.series}-{one.day:%Y%m%d}" if one.day else one.ref
    return Entry(
        uid=f"{named}@snt-desk",
        edition=edition,
        title=one.title,
        start=one.start,
        end=one.end,
        where=one.venue,
        about=f"With {', '.join(one.partners)}" if one.partners else "",
        off=off,
    )


def save(store: Store, path: Path, data: bytes, recipient: str) -> None:
    """Write the file, noted with who gets it before it stands under its name.

    It is there whole or not at all. Raises DeskError where it cannot be written.
    """
    if path.suffix.casefold() != ENDING:
        raise DeskError("That kind of file cannot be written", f"Choose a name with {ENDING}.")
    head = calendars.HEAD.encode()
    files.insist_place(path, head)
    disclosures.give(store, f"Save meetings for a calendar: {path.name}", recipient)
    files.put_one(path, data, head)
