"""The tables of campaigns: the list, the days of one and what is on each, the scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from snt_desk.domain import clock, periods, scorecards
from snt_desk.domain.campaigns import COUNTS, PLANNED
from snt_desk.domain.scorecards import Scorecard, ScoreLine
from snt_desk.services.behind import Behind
from snt_desk.services.campaign_plans import Plan, PlanDay, PlanLine
from snt_desk.services.campaigns import CampaignRow
from snt_desk.ui.named import one_line
from snt_desk.ui.record_icons import ICONS
from snt_desk.ui.table import Cell, Column, Heading

NO_DAY: Final = "no day"
NO_DAY_WORDS: Final = "Other or no day"
"""The line below the days: messages that have none yet."""

# --- The list ---------------------------------------------------------------------------------


def _tag(row: CampaignRow) -> Cell:
    more = len(row.tags) - 1
    return Cell(row.id, sub=f"and {more} more" if more else "", copied=" ".join(row.tags))


def _number(value: int) -> str:
    return f"{value:,}" if value else ""


CAMPAIGN_COLUMNS: tuple[Column[CampaignRow], ...] = (
    Column(
        *("Campaign", lambda row: one_line(row.title)),
        sort="title",
        width=190,
        stretch=True,
        kept=True,
    ),
    Column("Days", lambda row: periods.shown(row.first, row.last), sort="first", width=164),
    Column("Hashtag", _tag, sort="id", width=168, wider=260),
    Column("Patrols", lambda row: _number(row.patrols), sort="patrols", align="right", width=70),
    Column("Events", lambda row: _number(row.events), sort="events", align="right", width=66),
    Column("Messages", lambda row: _number(row.messages), sort="messages", align="right", width=82),
    Column("Last time", lambda row: one_line(row.before), sort="before", width=108, wider=190),
)


def by_time(rows: Sequence[CampaignRow], today: date) -> list[CampaignRow | Heading]:
    """Put a title above those that run or are to come, the next first, and those that are over."""
    to_come = sorted((one for one in rows if one.last >= today), key=lambda one: one.first)
    over = [one for one in rows if one.last < today]
    found: list[CampaignRow | Heading] = []
    for title, some in (("Running or to come", to_come), ("Over", over)):
        if some:
            found += [Heading(f"{title}, {len(some):,}"), *some]
    return found


# --- The days ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DayLine:
    """A day as the grid shows it; without one, what has none yet, or another."""

    of: PlanDay | None
    lines: tuple[PlanLine, ...]
    today: date

    @property
    def id(self) -> str:
        """The day."""
        return self.of.day.isoformat() if self.of else NO_DAY

    @property
    def over(self) -> bool:
        """Whether nothing can be put on it any more."""
        return self.of is not None and self.of.day < self.today


def days(plan: Plan, today: date) -> list[DayLine]:
    """Give the lines of the grid."""
    found = [DayLine(day, day.lines, today) for day in plan.days]
    return [*found, DayLine(None, plan.beside, today)] if plan.beside else found


def _day(line: DayLine) -> Cell:
    if line.of is None:
        return Cell(NO_DAY_WORDS, role="muted")
    is_today = line.of.day == line.today
    return Cell(clock.short_day(line.of.day), bold=is_today, sub="today" if is_today else "")


def _theme(line: DayLine) -> str:
    return one_line(line.of.theme) if line.of else ""


def _of_kind(line: DayLine, kind: str, *, looked_for: bool) -> Cell:
    """How many there are and when; `none` where that is a gap."""
    there = [one for one in line.lines if one.kind == kind]
    others = line.of.others if line.of and kind == "patrol" else 0
    if not there and others:
        return Cell(f"{others:,} in the log", role="muted")
    if not there:
        if line.of is None or not looked_for:
            return Cell()
        return Cell("none", role="muted") if line.over else Cell("none", tone="warn")
    times = ", ".join(clock.wall(one.at) for one in there if one.at)
    late = any(one.late for one in there)
    return Cell(str(len(there)), sub=times, bold=True, icon="triangle-alert" if late else "")


def _duty(line: DayLine) -> Cell:
    names = ", ".join(line.of.on_duty) if line.of else ""
    if names or line.of is None:
        return Cell(one_line(names))
    return Cell("nobody", role="muted")


DAY_COLUMNS: tuple[Column[DayLine], ...] = (
    Column("Day", _day, width=100, wider=136, kept=True),
    Column("About", _theme, width=110, wider=200, stretch=True),
    Column("Patrols", lambda line: _of_kind(line, "patrol", looked_for=True), width=112, kept=True),
    Column("Events", lambda line: _of_kind(line, "event", looked_for=True), width=104, kept=True),
    Column("Meetings", lambda line: _of_kind(line, "meeting", looked_for=False), width=92),
    Column(
        "Messages", lambda line: _of_kind(line, "message", looked_for=True), width=112, kept=True
    ),
    Column("On duty", _duty, width=130, wider=300),
)

# --- What is on a day -------------------------------------------------------------------------

_TONES = {
    "logged": "ok",
    "held": "ok",
    "posted": "ok",
    "approved": "ok",
    "planned": "info",
    "draft": "info",
}


@dataclass(frozen=True)
class OnLine:
    """What is on a day: a planned patrol by its ref, anything else by its table as well.

    `day` is in words, where that is no day of the campaign.
    """

    of: PlanLine
    day: str = ""

    @property
    def id(self) -> str:
        """No ref has a space: what is no planned patrol is told apart by it."""
        return self.of.ref if self.of.table == PLANNED else f"{self.of.table} {self.of.ref}"


def target(id_: str) -> tuple[str, str] | None:
    """Give table and ref of what is no planned patrol."""
    table, gap, ref = id_.partition(" ")
    return (table, ref) if gap else None


def on_lines(line: DayLine) -> list[OnLine]:
    """Give the lines of what is on a day."""
    return [
        OnLine(one, clock.short_day(clock.local_day(one.at)) if one.at and not line.of else "")
        for one in line.lines
    ]


def _from_to(at: datetime | None, end: datetime | None) -> str:
    if at is None:
        return ""
    return f"{clock.wall(at)} to {clock.wall(end)}" if end else clock.wall(at)


def _when(line: OnLine) -> Cell:
    one = line.of
    copied = clock.write_instant(one.at) if one.at else ""
    return Cell(_from_to(one.at, one.end), copied=copied, sub=line.day)


def _what(line: OnLine) -> Cell:
    role = "text" if line.of.own else "muted"
    sub = "" if line.of.own else "not of the campaign"
    return Cell(one_line(line.of.title), ICONS[line.of.table], role, sub=sub)


def _who(line: OnLine) -> Cell:
    names = one_line(", ".join(line.of.who))
    if names or line.of.kind == "message":
        return Cell(names)
    return Cell("nobody", role="muted")


def _state(line: OnLine) -> Cell:
    tone = "warn" if line.of.late else _TONES.get(line.of.state, "plain")
    return Cell(line.of.state, tone=tone)


ON_COLUMNS: tuple[Column[OnLine], ...] = (
    Column("When", _when, width=124, kept=True),
    Column("What", _what, width=220, stretch=True, kept=True),
    Column("Kind", lambda line: line.of.kind, width=80),
    Column("Where", lambda line: one_line(line.of.place), width=104, wider=170),
    Column("Who", _who, width=120, wider=240),
    Column("How far", _state, width=110, kept=True),
)

# --- The scorecard ----------------------------------------------------------------------------


@dataclass(frozen=True)
class CardLine:
    """A line of the card: one that was counted by hand by its ref."""

    of: ScoreLine

    @property
    def id(self) -> str:
        """No ref has a space."""
        return self.of.ref or f"{COUNTS} {self.of.name}"


def card(found: Scorecard) -> list[CardLine | Heading]:
    """Give the lines of a card below the titles of their parts.

    Of what came to nothing both times, only the first line of a part is shown.
    """
    lines: list[CardLine | Heading] = []
    section = ""
    for one in found.lines:
        if one.section == section and not one.value and not one.before and not one.ref:
            continue
        if one.section != section:
            section = one.section
            lines.append(Heading(scorecards.heading(section)))
        lines.append(CardLine(one))
    return lines


def _label(line: CardLine) -> Cell:
    # A part stands below its sum, to the right of it.
    one = line.of
    return Cell(f"    {one_line(one.label)}" if one.part else one_line(one.label))


def _now(line: CardLine) -> Cell:
    one = line.of
    if one.value is None:
        return Cell("not counted", role="muted")
    return Cell(scorecards.said(one.value, one.unit), bold=not one.part)


def _before(line: CardLine) -> Cell:
    return Cell(scorecards.said(line.of.before, line.of.unit), role="muted")


def _change(line: CardLine) -> Cell:
    one = line.of
    if one.value is None or one.before is None or one.value == one.before:
        return Cell()
    more = one.value > one.before
    said = scorecards.said(abs(one.value - one.before), one.unit)
    return Cell(f"{said} {'more' if more else 'less'}", "arrow-up" if more else "arrow-down")


CARD_COLUMNS: tuple[Column[CardLine], ...] = (
    Column("What", _label, width=240, stretch=True, kept=True),
    Column("This time", _now, align="right", width=110, kept=True),
    Column("Last time", _before, align="right", width=110, kept=True),
    Column("Change", _change, width=130),
)

# --- Behind a figure --------------------------------------------------------------------------


@dataclass(frozen=True)
class BehindLine:
    """A record behind a line of the card, and in which unit it adds to it."""

    of: Behind
    unit: str

    @property
    def id(self) -> str:
        """Table and ref."""
        return f"{self.of.table} {self.of.ref}"


def _was(line: BehindLine) -> str:
    one = line.of
    return f"{one.when} {one.out}" if one.out else one.when


def _record(line: BehindLine) -> Cell:
    return Cell(one_line(line.of.what), ICONS.get(line.of.table, ""))


BEHIND_COLUMNS: tuple[Column[BehindLine], ...] = (
    Column("When", _was, width=152, kept=True),
    Column("What", _record, width=220, stretch=True, kept=True),
    Column("Where", lambda line: one_line(line.of.place), width=140),
    Column(
        "Adds",
        lambda line: scorecards.said(line.of.amount, line.unit),
        align="right",
        width=92,
        kept=True,
    ),
)
