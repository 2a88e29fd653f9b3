"""From the values of a sheet's row to the rows of the data package that it makes.

A row without a ref gets one made from its content, so that the same sheet imported twice
adds nothing (docs/decisions/0015).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeAlias

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, EPOCH
from snt_desk.domain.package import Row
from snt_desk.domain.sheet.readers import ForPriority, WithPartners
from snt_desk.domain.sheet.times import SheetError, When, end_of, plain_span, start_of

MADE: Final = "made-"
"""How a ref begins that was made from a row's content."""

_APART: Final = "\x1f"
_FULL_TIME: Final = 100
_MINUTES_A_DAY: Final = 24 * 60

_NEEDED: Final[Mapping[str, str]] = {
    "date": "There is no date. Write it as 22/11/2026.",
    "start": "There is no start. Write it as 2215, 22:15 or 10.15pm.",
    "end": "There is no end. Write it as 2215, 22:15 or 10.15pm.",
    "mode": "There is no mode. Write foot, bicycle or vehicle.",
    "officers": "There is nobody in the crew. Write a collar number or a name.",
    "collar": "There is no collar number. Write it, as 1432.",
    "first_name": "There is no first name. Write it.",
    "last_name": "There is no last name. Write it.",
    "role": "There is no role. Write sergeant, PC, PCSO, special or volunteer.",
    "fte_percent": "There is no part of full time. Write it as 0.6, 60 or 60%.",
    "from": "There is no first day. Write it as 22/11/2026.",
    "code": "There is no duty. Write early, late or another of the list.",
    "kind": "There is no kind. Write one of the list.",
    "name": "There is no name. Write what it is called.",
    "title": "There is no title. Write what it was.",
    "received": "There is no date. Write it as 22/11/2026.",
    "theme": "There is no theme. Write one of the list.",
}


_TWO_PRIORITIES: Final = "The purpose names another priority. Keep one of them."


class Cells:
    """The values of one row by field, and what is found to be wrong with them.

    `matched` are the fields that have a column; `unread` those whose cell was not understood;
    `counted` the fields that count an outcome, each with its code.
    """

    __slots__ = ("counted", "faults", "get", "matched", "unread")

    def __init__(
        self,
        values: Mapping[str, Any],
        matched: frozenset[str],
        unread: frozenset[str] = frozenset(),
        counted: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.get: Callable[[str], Any] = values.get
        self.matched = matched
        self.unread = unread
        self.counted = counted
        self.faults: list[tuple[str, str]] = []

    def need(self, *names: str) -> None:
        """Refuse the row where one of these fields is empty."""
        for name in names:
            if not self.get(name) and name not in self.unread:
                self.faults.append((name, _NEEDED[name]))


class Made(NamedTuple):
    """The rows of the package that a row of a sheet makes, and the key of the first of them."""

    ref: str
    made: bool
    rows: dict[str, tuple[Row, ...]]


Maker: TypeAlias = Callable[[str, Cells], Made | None]
"""From a team and the values of a row to what it makes; None where that cannot be said."""


def made_ref(*content: str) -> str:
    """Make a ref from a row's content as it was understood: the same for the same, for ever."""
    digest = blake2b(_APART.join(content).encode("utf-8", "surrogatepass"), digest_size=16)
    return MADE + digest.hexdigest()


def patrol(team: str, cells: Cells) -> Made | None:
    """Make a patrol of one leg, with its outcomes."""
    get = cells.get
    mode, officers, partners = get("mode"), get("officers") or (), get("partners") or ()
    if type(officers) is WithPartners:
        officers, also = officers
        partners = tuple(dict.fromkeys((*partners, *also)))
    if not mode or not (officers or partners):
        cells.need("mode", *(() if partners else ("officers",)))
    span = _span(cells)
    if span is None or cells.faults or cells.unread:
        return None
    aim = _aim(cells)
    if aim is None:
        return None
    told = (team, *aim, get("operation"), get("visible") is not False)
    counts = [(code, get(name)) for name, code in cells.counted if get(name)]
    return patrol_rows(
        get("ref"), (*told, get("note")), (mode, get("place"), *span, officers, partners), counts
    )


def _aim(cells: Cells) -> tuple[str, str | None] | None:
    """Give the purpose and the priority, which may stand in one cell; None if two differ."""
    purpose, priority = cells.get("purpose"), cells.get("priority")
    if not isinstance(purpose, ForPriority):
        return purpose or "other", priority
    if priority not in {None, purpose.ref}:
        cells.faults.append(("priority", _TWO_PRIORITIES))
        return None
    return "priority", purpose.ref


def patrol_rows(ref: str | None, told: Row, leg: Row, counts: Sequence[tuple[str, int]]) -> Made:
    """Put a patrol's rows together; *told* and *leg* are its row and its leg's without keys."""
    made = ref or made_ref(_patrol_content(told, leg), *_counted(counts))
    rows: dict[str, tuple[Row, ...]] = {"patrols": ((made, *told),), "legs": ((made, 1, *leg),)}
    if counts:
        rows["outcomes"] = tuple([(made, None, kind, count) for kind, count in counts])
    return Made(made, ref is None, rows)


def member(team: str, cells: Cells) -> Made | None:
    """Make a member, and where the sheet says so his posting to the team."""
    cells.need("collar", "first_name", "last_name")
    posted = bool(cells.matched & {"role", "from", "to", "fte_percent"})
    first, last = cells.get("from"), cells.get("to")
    if posted:
        cells.need("role", "from")
        if cells.get("fte_percent") is None and "fte_percent" in cells.matched - cells.unread:
            cells.faults.append(("fte_percent", _NEEDED["fte_percent"]))
        if first and last and last < first:
            sentence = f"{clock.long_day(last)} is before the first day. Mend one of the two."
            cells.faults.append(("to", sentence))
    if cells.faults or cells.unread:
        return None
    collar = cells.get("collar")
    told = (
        cells.get("first_name"),
        cells.get("last_name"),
        cells.get("cycle_trained"),
        cells.get("driving"),
    )
    rows: dict[str, tuple[Row, ...]] = {"members": ((collar, *told, cells.get("email")),)}
    if posted:
        part = cells.get("fte_percent") if "fte_percent" in cells.matched else _FULL_TIME
        to = last + DAY if last else None
        rows["postings"] = ((collar, team, cells.get("role"), part, first, to),)
    return Made(collar, made=False, rows=rows)


def duty(team: str, cells: Cells) -> Made | None:
    """Make a duty."""
    cells.need("collar", "code", "end")
    span = _span(cells)
    if span is None or cells.faults or cells.unread:
        return None
    start, end = span
    told = (cells.get("collar"), team, start, end, cells.get("code"), cells.get("note"))
    return keyed("duties", cells.get("ref"), team, told)


def absence(team: str, cells: Cells) -> Made | None:
    """Make an absence: whole days, or from one time to another."""
    cells.need("collar", "kind")
    span = _away(cells)
    if span is None or cells.faults or cells.unread:
        return None
    told = (cells.get("collar"), *span, cells.get("kind"), cells.get("sent_to"), cells.get("note"))
    return keyed("absences", cells.get("ref"), team, told)


def partner(team: str, cells: Cells) -> Made | None:
    """Make a partner organisation."""
    cells.need("name", "kind")
    if cells.faults or cells.unread:
        return None
    contact = (cells.get("contact_name"), cells.get("contact_email"), cells.get("contact_phone"))
    return keyed(
        "partners", cells.get("ref"), team, (team, cells.get("name"), cells.get("kind"), *contact)
    )


def meeting(team: str, cells: Cells) -> Made | None:
    """Make a meeting."""
    cells.need("kind", "title")
    span = _span(cells)
    if span is None or cells.faults or cells.unread:
        return None
    came = (cells.get("place"), cells.get("partners") or (), cells.get("officers") or ())
    told = (
        team,
        cells.get("kind"),
        cells.get("title"),
        *span,
        *came,
        cells.get("priority"),
        cells.get("minutes"),
    )
    return keyed("meetings", cells.get("ref"), team, told)


def event(team: str, cells: Cells) -> Made | None:
    """Make an event, with its outcomes."""
    cells.need("kind", "title")
    span = _span(cells)
    if span is None or cells.faults or cells.unread:
        return None
    came = (
        cells.get("place"),
        cells.get("officers") or (),
        cells.get("attendance"),
        cells.get("campaign"),
    )
    told = (team, cells.get("kind"), cells.get("title"), cells.get("purpose"), *span, *came)
    counts = [(code, cells.get(name)) for name, code in cells.counted if cells.get(name)]
    made = keyed("events", cells.get("ref"), team, told, counts)
    if counts:
        made.rows["outcomes"] = tuple((None, made.ref, kind, count) for kind, count in counts)
    return made


MAKERS: Final[Mapping[str, Maker]] = {
    "patrols": patrol,
    "members": member,
    "duties": duty,
    "absences": absence,
    "partners": partner,
    "meetings": meeting,
    "events": event,
}
"""How the rows of each table are made."""


def keyed(  # a row, and what else a ref is made from
    table: str,
    ref: str | None,
    team: str,
    told: Row,
    counts: Sequence[tuple[str, int]] = (),
    apart: Sequence[str] = (),
) -> Made:
    """Put a row together; *apart* is what tells it from another row that says the same."""
    made = ref or made_ref(table, team, *_content(told), *_counted(counts), *apart)
    return Made(made, ref is None, {table: ((made, *told),)})


def remade(table: str, team: str, row: Row, counts: Sequence[tuple[str, int]] = ()) -> str:
    """Make the ref anew that a row of the package would get, to see whether it has changed."""
    return keyed(table, None, team, row[1:], counts).ref


def _patrol_content(told: Row, leg: Row) -> str:
    """Write out what makes a patrol, as `_content` does; there are a hundred thousand of them."""
    team, purpose, priority, operation, visible, note = told
    mode, place, start, end, officers, partners = leg
    until = _minutes(end) if end else ""
    return (
        f"patrols{_APART}{team}{_APART}{purpose}{_APART}{priority or ''}{_APART}{operation or ''}"
        f"{_APART}{'yes' if visible else 'no'}{_APART}{note or ''}{_APART}{mode}{_APART}"
        f"{place or ''}{_APART}{_minutes(start)}{_APART}{until}{_APART}"
        f"{_named(officers)}{_APART}{_named(partners)}"
    )


@lru_cache(maxsize=8192)
def _named(names: tuple[str, ...]) -> str:
    return ";".join(sorted(names))


def _content(row: Row) -> list[str]:
    """Write values out, each one way: a list in the order of its names."""
    return [value if type(value) is str else _SAID[type(value)](value) for value in row]


def _counted(counts: Sequence[tuple[str, int]]) -> list[str]:
    return [f"{kind}={count}" for kind, count in sorted(counts)] if counts else []


def _moment(instant: datetime) -> str:
    return str(_minutes(instant))


def _minutes(instant: datetime) -> int:
    since = instant - EPOCH
    return since.days * _MINUTES_A_DAY + since.seconds // 60


_SAID: Final[Mapping[type, Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: {True: "yes", False: "no"}.__getitem__,
    int: str,
    date: date.isoformat,
    datetime: _moment,
    tuple: _named,
}


def _span(cells: Cells) -> tuple[datetime, datetime | None] | None:
    """Place start and end on the time line, with what is wrong with them."""
    day, start, end = cells.get("date"), cells.get("start"), cells.get("end")
    if day and start and end and (span := plain_span(day, start, end)):
        return span
    if day is None and "date" not in cells.unread and (start is None or start.day is None):
        cells.need("date")
    cells.need("start")
    if start is None or (day is None and start.day is None):
        return None
    try:
        day, begun = start_of(day, start)
    except SheetError as error:
        cells.faults.append(("start", str(error)))
        return None
    if end is None:
        return begun, None
    try:
        return begun, end_of(day, begun, end)
    except SheetError as error:
        cells.faults.append(("end", str(error)))
        return None


def _away(cells: Cells) -> tuple[datetime, datetime] | None:
    """Place an absence: a day without a time is the whole day, the last one too."""
    cells.need("start")
    if "end" in cells.matched and not cells.get("end_time"):
        cells.need("end")
    first, last = cells.get("start"), cells.get("end")
    if first is None or cells.unread or cells.faults:
        return None
    try:
        day, begun = _begun(first, cells.get("start_time"))
    except SheetError as error:
        cells.faults.append(("start", str(error)))
        return None
    try:
        end = _ended(day, last, cells.get("end_time"), whole=first.minute is None)
    except SheetError as error:
        cells.faults.append(("end", str(error)))
        return None
    if end <= begun:
        cells.faults.append(("end", "This end is not after its start. Mend one of the two."))
        return None
    return begun, end


def _begun(first: When, beside: When | None) -> tuple[date, datetime]:
    """Give the first day of an absence, and when it began; *beside* is the cell of its time."""
    at = _one_time(first, beside)
    if at is not None:
        return start_of(first.day, at)
    if first.day is None:
        raise SheetError("There is no day. Write it as 22/11/2026.")
    return first.day, clock.midnight(first.day)


def _ended(day: date, last: When | None, beside: When | None, *, whole: bool) -> datetime:
    """Place the end of an absence that began on a day; *whole*: its cell gives no time."""
    named = None if last is None else last.day
    at = beside if last is None else _one_time(last, beside)
    if at is None:
        if last is None and not whole:
            raise SheetError("There is no end. Write the last day, or when it ended.")
        return clock.midnight((named or day) + DAY)
    if at.day is not None and named not in {None, at.day}:
        raise SheetError("Two cells say another day. Keep one of them.")
    return start_of(at.day or named or day, at)[1]


def _one_time(cell: When, beside: When | None) -> When | None:
    """Give the cell of the two that says a time, if one does; SheetError where both do."""
    if beside is None:
        return None if cell.minute is None else cell
    if cell.minute not in {None, beside.minute}:
        raise SheetError("Two cells say another time. Keep one of them.")
    return beside
