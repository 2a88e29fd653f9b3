"""What residents said, row by row: a survey's answers, or counts that somebody kept by hand.

A row that names no consultation belongs to the one that is in hand or, without one, to the
only one that was open on its day. What a survey adds of its own, a time of day or a number,
only tells two answers apart that say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.domain.consultations import MOST_COUNTED, ConsultationDraft, reaches_somebody
from snt_desk.domain.sheet.around import Around
from snt_desk.domain.sheet.making import Cells, Made, Maker, keyed
from snt_desk.domain.sheet.stamps import Stamp

NOT_SAID: Final = "other"
"""The channel of a row that names none."""
_NO_COLUMN: Final = "Add a column Consultation, or import from beside that one."
"""What to do where the sheet has no cell in which to write which one."""


def maker(around: Around) -> Maker:
    """Give what makes a response of a row; which consultations there are, it knows."""

    def response(team: str, cells: Cells) -> Made | None:
        cells.need("received", "theme")
        day, stamp = _day(cells.get("received"))
        consultation = cells.get("consultation")
        if consultation is None and day is not None and "consultation" not in cells.unread:
            consultation = _consultation(around, day, cells)
        count = _count(cells)
        if cells.faults or cells.unread:
            return None
        channel = cells.get("channel") or NOT_SAID
        said = (cells.get("theme"), cells.get("place"), count, cells.get("comment"))
        told = (consultation, day, channel, *said)
        apart = [one for one in (stamp, cells.get("entry")) if one]
        return keyed("responses", cells.get("ref"), team, told, apart=apart)

    return response


def assumed(around: Around, received: Any, consultation: Any, channel: Any) -> Iterator[str]:
    """Say what was taken for a row that does not say it itself; the last two by what they mean."""
    day, _ = _day(received)
    if consultation is None and day is not None:
        for one in around.consulted(day)[:1]:
            yield f"It goes into “{one.title}”."
    if channel is None:
        label = around.choices("response_channel").names.get(NOT_SAID, NOT_SAID)
        yield f"It does not say how: {label}."


def odd(
    around: Around, consultation: str, received: date, comment: str | None, today: date
) -> Iterator[str]:
    """Say what looks odd about a response, which stops nothing."""
    if received > today:
        yield f"{clock.long_day(received)} is still to come."
    for one in around.consultations:
        asked = ConsultationDraft(one.title, one.opened, one.closed)
        if one.ref == consultation and (sentence := asked.outside(received)):
            yield sentence
    yield from reaches_somebody(comment)


def _day(received: Any) -> tuple[date | None, str]:
    """Give the day of a response, and the time of day that it was stamped with."""
    if isinstance(received, Stamp):
        return received.day, received.at
    return (received, "") if isinstance(received, date) else (None, "")


def _consultation(around: Around, day: date, cells: Cells) -> str | None:
    possible = around.consulted(day)
    if len(possible) == 1:
        return possible[0].ref
    which = "Write which it was for." if "consultation" in cells.matched else _NO_COLUMN
    if possible:
        names = " and ".join(f"“{one.title}”" for one in possible)
        sentence = f"{names} were open on {clock.short_day(day)}. {which}"
    elif around.consultations:
        sentence = f"No consultation was open on {clock.long_day(day)}. {which}"
    else:
        sentence = "There is no consultation yet. Open one first."
    cells.faults.append(("consultation", sentence))
    return None


def _count(cells: Cells) -> int:
    """Give how many said so: one, where the row does not say."""
    count = cells.get("count")
    if count == 0:
        cells.faults.append(("count", "0 said so. Write how many did, or take the row out."))
    elif count is not None and count > MOST_COUNTED:
        sentence = f"More than {MOST_COUNTED:,} in one row is a slip. Write how many said so."
        cells.faults.append(("count", sentence))
    return 1 if count is None else int(count)
