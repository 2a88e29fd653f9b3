"""What must be true of one row by itself (formats.md §1, bounds)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, TypeAlias

from snt_desk.domain import clock
from snt_desk.domain.measures import SECTIONS
from snt_desk.domain.package.ledger import Ledger
from snt_desk.domain.package.tables import Row

Faults: TypeAlias = Iterable[tuple[str, str]]
"""The column and the sentence of each thing that cannot be."""

_LONGEST = clock.LONGEST_STRETCH * clock.MINUTE
_ABSENCE_FLAGS = ("unavailable", "abstracted")


def check_each_row(ledger: Ledger) -> None:
    """Refuse the rows that cannot be true whatever stands beside them."""
    for table, rule in _RULES.items():
        for place, row in enumerate(ledger.reading.rows[table]):
            for column, sentence in rule(row):
                ledger.refuse(table, place, column, sentence)


def when(instant: datetime) -> str:
    """Name a moment in a sentence: `22:15 on Sun 22 Nov 2026`."""
    return f"{clock.wall(instant)} on {clock.long_day(clock.local_day(instant))}"


def _stretch(start: datetime, end: datetime | None) -> Faults:
    if end is None or start < end <= start + _LONGEST:
        return ()
    return _wrong_stretch(start, end)


def _wrong_stretch(start: datetime, end: datetime) -> Faults:
    yield from _after(start, end)
    if end - start > _LONGEST:
        length = clock.hours_long(clock.minutes_between(start, end))
        yield "end", f"It lasts {length}, more than 16 h. Look at the days and times of both ends."


def _after(start: datetime, end: datetime) -> Faults:
    if end <= start:
        yield "end", f"It ends at {when(end)}, which is not after its start at {when(start)}."


def _half_open(first: date | None, to: date | None, column: str) -> Faults:
    if first and to and to <= first:
        yield column, f"{column} is the first day not covered. Write a day after {_day(first)}."


def _last_day(first: date, last: date | None, column: str) -> Faults:
    if last and last < first:
        yield column, f"{_day(last)} is before {_day(first)}, on which it begins."


_day = clock.long_day


def _place(row: Row) -> Faults:
    _, code, *_ = row
    if code == "none":
        yield "code", "No place can be called none: in the return that means no place."


def _posting(row: Row) -> Faults:
    *_, first, to = row
    yield from _half_open(first, to, "to")


def _duty(row: Row) -> Faults:
    _, _, _, start, end, *_ = row
    yield from _stretch(start, end)


def _absence(row: Row) -> Faults:
    _, _, start, end, *_ = row
    yield from _after(start, end)


def _priority(row: Row) -> Faults:
    _, _, _, _, _, status, _, adopted, closed, result, *_ = row
    wanted = {
        "proposed": (False, False, False),
        "adopted": (True, False, False),
        "closed": (bool(adopted), True, True),
    }.get(status)
    if wanted is None:
        return
    dates = (("adopted", adopted), ("closed", closed), ("result", result))
    for (column, value), due in zip(dates, wanted, strict=True):
        if due and not value:
            yield column, f"The status is {status}, so {column} must have a value. Fill it in."
        elif value and not due:
            yield column, f"The status is {status}, so {column} must be empty. Change one of them."


def _leg(row: Row) -> Faults:
    # Nobody on it at all is let in from elsewhere: docs/decisions/0011.
    _, _, _, _, start, end, _, _ = row
    return _stretch(start, end)


def _visit(row: Row) -> Faults:
    *_, start, end = row
    yield from _after(start, end)


def _outcome(row: Row) -> Faults:
    patrol, event, *_ = row
    if (patrol is None) == (event is None):
        yield "patrol", "An outcome is of a patrol or of an event. Name one of them, not both."


def _meeting(row: Row) -> Faults:
    _, _, _, _, start, end, *_ = row
    yield from _stretch(start, end)


def _action(row: Row) -> Faults:
    _, _, _, _, _, collar, partner, *_ = row
    if (collar is None) == (partner is None):
        yield "owner_collar", "An action has one owner, a member or a partner. Name one of them."


def _consultation(row: Row) -> Faults:
    *_, opened, closed = row
    yield from _last_day(opened, closed, "closed")


def _event(row: Row) -> Faults:
    _, _, _, _, _, start, end, *_ = row
    yield from _stretch(start, end)


def _contact(row: Row) -> Faults:
    _, _, received, _, _, _, _, _, _, answered, status, _ = row
    if status == "answered" and answered is None:
        yield "answered", "The status is answered, so answered must say when. Fill it in."
    elif status != "answered" and answered is not None:
        yield "answered", f"The status is {status}, so answered must be empty. Change one of them."
    elif answered is not None and answered < received:
        yield "answered", f"{when(answered)} is before the contact came in, at {when(received)}."


def _campaign(row: Row) -> Faults:
    *_, first, last = row
    yield from _last_day(first, last, "to")


def _nil_section(row: Row) -> Faults:
    *_, section = row
    if section not in SECTIONS:
        yield "section", f"{section} is no section of the return. Use {', '.join(SECTIONS)}."


def _code(row: Row) -> Faults:
    name, _, _, valid_from, valid_to, flags = row
    yield from _half_open(valid_from, valid_to, "valid_to")
    if name == "absence" and flags and (len(flags) > 1 or flags[0] not in _ABSENCE_FLAGS):
        yield "flags", "The flag of an absence is unavailable or abstracted, or there is none."


_RULES: Final[dict[str, Callable[[Row], Faults]]] = {
    "places": _place,
    "postings": _posting,
    "duties": _duty,
    "absences": _absence,
    "priorities": _priority,
    "legs": _leg,
    "visits": _visit,
    "outcomes": _outcome,
    "meetings": _meeting,
    "actions": _action,
    "consultations": _consultation,
    "events": _event,
    "contacts": _contact,
    "campaigns": _campaign,
    "nil_sections": _nil_section,
    "codes": _code,
}
