"""What a patrol is as a line of the log, and a group as a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from snt_desk.domain import clock
from snt_desk.services.patrol_groups import Group
from snt_desk.services.patrol_log import PatrolRow
from snt_desk.ui.named import counted
from snt_desk.ui.pages.patrols.offers import mode_words
from snt_desk.ui.table import Cell, Column
from snt_desk.ui.table import Group as Heading

_SO_FAR = 24 * 60
"""Minutes: whoever is out for longer has forgotten to come back, and no sum is made of it."""


@dataclass(frozen=True)
class LogLine:
    """A patrol, and what its line depends on besides: the minute, and what modes are called."""

    row: PatrolRow
    at: datetime
    labels: Mapping[str, str]

    @property
    def id(self) -> str:
        """The patrol's ref: it stays whatever happens to the rows."""
        return self.row.ref

    @property
    def running(self) -> bool:
        """Whether it is out now; after a day somebody has forgotten to come back."""
        so_far = clock.minutes_between(self.row.start, self.at)
        return self.row.end is None and 0 <= so_far <= _SO_FAR

    def by(self, at: datetime) -> LogLine:
        """Give the line at a later minute: itself, unless the patrol is out."""
        return self if self.row.end is not None else replace(self, at=at)


def _date(line: LogLine) -> Cell:
    day, today = clock.local_day(line.row.start), clock.local_day(line.at)
    words = clock.short_day(day) if day.year == today.year else _with_year(day)
    return Cell(words, copied=f"{day:%d/%m/%Y}")


def _with_year(day: date) -> str:
    return clock.long_day(day).partition(" ")[2]


def _back(line: LogLine) -> Cell:
    if line.row.end is None:
        return Cell("out", role="accent", bold=True, copied="")
    return Cell(clock.wall(line.row.end))


def _hours(line: LogLine) -> Cell:
    row = line.row
    if row.end is not None:
        return _marked(Cell(clock.hours(row.minutes)), _briefs(row, "in"))
    so_far = clock.minutes_between(row.start, line.at)
    shown = row.legs == 1 and line.running
    return Cell(clock.hours(so_far) if shown else "", role="muted")


def _how(line: LogLine) -> Cell:
    words, icon = mode_words(line.row.mode, line.labels)
    legs = f"{line.row.legs} legs" if line.row.legs > 1 else ""
    return Cell(words, icon=icon, sub=legs, copied=words)


def _crew(line: LogLine) -> Cell:
    """`Ridley, Calloway`; who is odd is named with a word of why, unless alone."""
    row = line.row
    cell = Cell(", ".join((*row.crew, *row.partners)))
    alone = len(row.crew) == 1
    briefs = _briefs(row, "date")
    briefs += [
        one.brief if alone else f"{row.called.get(one.about, one.about)} {one.brief}"
        for one in row.cautions
        if one.field == "crew"
    ]
    return _marked(cell, briefs)


def _reason(line: LogLine) -> Cell:
    row = line.row
    words = f"Priority: {row.priority}" if row.priority else row.purpose
    return _marked(Cell(words), _briefs(row, "priority"))


def _briefs(row: PatrolRow, field: str) -> list[str]:
    return [one.brief for one in row.cautions if one.field == field]


def _marked(cell: Cell, briefs: Sequence[str]) -> Cell:
    """Amber, with an icon and the reason in quiet words, where there is one."""
    if not briefs:
        return cell
    sub = ", ".join(dict.fromkeys(briefs))
    return replace(cell, icon="triangle-alert", role="warn", sub=sub, copied=cell.text)


def _note(line: LogLine) -> str:
    return " ".join(line.row.note.split())


def _outcomes(line: LogLine) -> str:
    return ", ".join(f"{label} {number}" for label, number in line.row.outcomes)


def _warnings(line: LogLine) -> Cell:
    said = ", ".join(dict.fromkeys(one.brief for one in line.row.cautions))
    return Cell(said, icon="triangle-alert" if said else "", role="warn")


def _officer_hours(line: LogLine) -> str:
    return clock.hours(line.row.officer_minutes) if line.row.officer_minutes else ""


def heading(group: Group, title: str, *, by_officer: bool, is_open: bool) -> Heading:
    """A group over its patrols: how many, and the time spent on them."""
    said = [counted(len(group.keys), "patrol")]
    if by_officer:
        said.append(f"{clock.hours_long(group.officer_time)} own time")
    else:
        said.append(f"{clock.hours_long(group.patrol_time)} patrol time")
        said.append(f"{clock.hours_long(group.officer_time)} officer time")
    return Heading(title, group.handle, ", ".join(said), is_open)


COLUMNS: tuple[Column[LogLine], ...] = (
    Column("Date", _date, sort="start", width=108, quiet_repeats=True),
    Column("Out", lambda line: clock.wall(line.row.start), sort="out", width=58),
    Column("In", _back, sort="in", width=58),
    Column("Hours", _hours, sort="hours", align="right", width=78),
    Column("How", _how, sort="how", width=130),
    Column("Crew", _crew, sort="crew", width=140, wider=260),
    Column("Place", lambda line: line.row.place, sort="place", width=116, wider=190),
    Column("For", _reason, sort="for", width=190, wider=330),
    Column("Note", _note, sort="note", width=280, stretch=True),
    Column(
        "Officers",
        lambda line: ", ".join(line.row.officers),
        sort="officers",
        width=200,
        extra=True,
    ),
    Column(
        "Collars", lambda line: ", ".join(line.row.called), sort="collars", width=110, extra=True
    ),
    Column("Operation", lambda line: line.row.operation, sort="operation", width=130, extra=True),
    Column("Outcomes", _outcomes, sort="outcomes", width=180, extra=True),
    Column(
        "Visible",
        lambda line: "Yes" if line.row.visible else "No",
        sort="visible",
        width=70,
        extra=True,
    ),
    Column(
        "Legs", lambda line: str(line.row.legs), sort="legs", align="right", width=62, extra=True
    ),
    Column(
        "Officer hours", _officer_hours, sort="officer_hours", align="right", width=112, extra=True
    ),
    Column("Warnings", _warnings, sort="warnings", width=170, extra=True),
)
