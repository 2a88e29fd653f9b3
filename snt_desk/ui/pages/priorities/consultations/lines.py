"""The words for a consultation: its line in the list, its days, what was said in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from snt_desk.domain import clock, street_crime
from snt_desk.services.consultations import ConsultationName, ConsultationRow
from snt_desk.services.rankings import Ranked
from snt_desk.services.response_entry import Typed
from snt_desk.services.street_crime import Note
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.named import counted, one_line

Rows = Sequence[ConsultationName]
Said = Mapping[str, ConsultationRow]
"""What was said in each, by ref, once it is counted."""
_MOST_NOTES, _MOST_KINDS, _MOST_WAYS = 2, 4, 4


# --- The list ---------------------------------------------------------------------------------


def listed(rows: Rows, said: Said, wanted: str, today: date) -> list[Line | Title]:
    """Give the lines that have all words wanted: those that are open, and those that are not."""
    words = wanted.casefold().split()
    shown: list[Line | Title] = []
    for heading, open_ in (("Open", True), ("Closed", False)):
        found = [
            _line(one, said, today)
            for one in rows
            if (one.closed is None or one.closed >= today) == open_
            and all(word in one.title.casefold() for word in words)
        ]
        if found:
            shown += [Title(heading, str(len(found))), *found]
    return shown


def _line(one: ConsultationName, said: Said, today: date) -> Line:
    answers = said[one.ref].responses if one.ref in said else None
    how_many = "" if answers is None else f", {residents(answers)}"
    badge = counted(one.days_open(today), "day") if one.is_open(today) else ""
    return Line(
        one_line(one.title),
        id=one.ref,
        sub=f"{days(one, today)}{how_many}",
        badge=badge,
        tone="info",
    )


def days(one: ConsultationName, today: date) -> str:
    """Say in a few words when it was: `1 to 31 Oct 2026`, `since 25 Nov`, `from 1 Dec`."""
    if one.closed is None:
        return f"{'Since' if one.opened <= today else 'From'} {day(one.opened, today)}"
    return f"{day(one.opened, today)} to {day(one.closed, today)}"


def day(day: date, today: date) -> str:
    """A day without its weekday, and with its year where that is another."""
    shown = clock.short_day(day) if day.year == today.year else clock.long_day(day)
    return shown.partition(" ")[2]


def residents(number: int) -> str:
    """So many who said something: `none yet`, `212 responses`."""
    return counted(number, "response") if number else "none yet"


# --- The one in hand --------------------------------------------------------------------------


def subtitle(one: ConsultationName, today: date) -> str:
    """Say when residents could answer, and for how long."""
    open_for = counted(one.days_open(today), "day")
    if one.opened > today:
        return f"Opens on {clock.long_day(one.opened)}."
    if one.closed is None:
        return f"Open since {clock.long_day(one.opened)}, {open_for}."
    first, last = clock.long_day(one.opened), clock.long_day(one.closed)
    if one.closed >= today:
        return f"Open since {first}, {open_for}; its last day is {last}."
    return f"{first} to {last}, {open_for}."


def answers(one: ConsultationRow, channels: Mapping[str, str]) -> str:
    """Say how many answered, and by what: `212 responses: survey 140, street 72`.

    It is to stay in its line, or near it: of many ways the last ones are one number.
    """
    if not one.responses:
        return "Nobody has answered yet."
    ways = [(_within(channels.get(code, code)), many) for code, many in one.by_channel.items()]
    if len(ways) > _MOST_WAYS:
        rest = sum(many for _, many in ways[_MOST_WAYS - 1 :])
        ways = [*ways[: _MOST_WAYS - 1], ("by other ways", rest)]
    by = ", ".join(f"{way} {many:,}".replace(" ", "\N{NO-BREAK SPACE}") for way, many in ways)
    records = f" in {counted(one.records, 'record')}" if one.records != one.responses else ""
    return f"{residents(one.responses)}{records}: {by}."


def _within(words: str) -> str:
    """A label within a sentence; a name of capitals stays so."""
    name = any(sign.isupper() for sign in words[1:])
    return words if name else words[:1].lower() + words[1:]


def held_against(found: Ranked, today: date) -> str:
    """Say what a ranking is held against: the time before, and which days of the log."""
    counted_ = found.counted
    if counted_.before_title is None:
        before = "Nobody was asked before."
    else:
        number = residents(counted_.before_whole)
        before = f"The upright line is last time: {number} to “{one_line(counted_.before_title)}”."
    until = "" if found.until >= today else f" to {day(found.until, today)}"
    log = f"The log is counted from {day(found.since, today)}{until}."
    return f"{before} {log}"


def evidence(notes: Sequence[Note]) -> str:
    """Say what published crime figures were noted for it, the latest first, a line each."""
    return "\n".join(_noted(one) for one in notes[:_MOST_NOTES])


def _noted(one: Note) -> str:
    kinds = street_crime.by_category(one.figures)
    most = ", ".join(f"{_within(name)} {number:,}" for name, number in kinds[:_MOST_KINDS])
    where = f" in {one_line(one.place)}" if one.place else ""
    whole = sum(number for _, number in kinds)
    return f"Published crime{where}, {one.months}: {whole:,} in all; {most}."


# --- What was typed last ----------------------------------------------------------------------


def sitting(typed: Sequence[Typed], most: int) -> list[Line | Title]:
    """Give what was typed in this sitting, the last first; older ones are counted only."""
    if not typed:
        return [Title("Nothing typed yet")]
    said = sum(one.count for one in typed)
    also = f"{residents(said)}" if said != len(typed) else ""
    lines = [
        Line(
            ", ".join(part for part in (one.theme, one.place) if part),
            id=one.ref,
            sub=f"{one.channel}, {clock.short_day(one.received)}",
            right=f"{one.count:,}",
        )
        for one in typed[: -most - 1 : -1]
    ]
    return [Title(f"{len(typed):,} typed in this sitting", also), *lines]
