"""The tables of the tab: actions, meetings as they are to come, and organisations by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from snt_desk.domain import clock
from snt_desk.domain.partners import is_due_soon, is_reminded_of
from snt_desk.services.action_lists import ActionRow
from snt_desk.services.partner_lists import MeetingRow, PartnerRow
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.partners import spans
from snt_desk.ui.table import Cell, Column, Heading

Line = TypeVar("Line")
NOT_WRITTEN_UP: Final = "Not written up"
"""What a series had and nobody has written up."""
ENDED: Final = "Come again no more"
"""Series that have ended."""


@dataclass(frozen=True)
class ActionLine:
    """An action, what its owner is called, and the day on which it is looked at."""

    row: ActionRow
    owner: str
    today: date

    @property
    def id(self) -> str:
        """The action's ref."""
        return self.row.ref

    @property
    def key(self) -> int:
        """By which it is read."""
        return self.row.key


@dataclass(frozen=True)
class MeetingLine:
    """A meeting, and the day on which it is looked at.

    One that is `expected` is of a series and not written down; `group` is the heading under which
    it stands, where its day does not say that.
    """

    row: MeetingRow
    today: date
    expected: bool = False
    group: str = ""

    @property
    def id(self) -> str:
        """The meeting's ref."""
        return self.row.ref


@dataclass(frozen=True)
class PartnerLine:
    """An organisation, and the day on which it is looked at."""

    row: PartnerRow
    today: date

    @property
    def id(self) -> str:
        """The organisation's ref."""
        return self.row.ref


# --- In which order ---------------------------------------------------------------------------


def by_time(lines: Sequence[MeetingLine], now: datetime) -> list[MeetingLine | Heading]:
    """Put meetings under *To come*, the next one first, and *Held*, the latest first.

    What stands under a heading of its own comes between them and after them.
    """
    groups: dict[str, list[MeetingLine]] = {
        name: [] for name in ("To come", NOT_WRITTEN_UP, "Held", ENDED)
    }
    for line in lines:
        groups[line.group or ("To come" if line.row.start > now else "Held")].append(line)
    groups["Held"].reverse()
    return _under_headings(groups.items())


def by_kind(lines: Iterable[PartnerLine]) -> list[PartnerLine | Heading]:
    """Put organisations under their kinds as they come; at the end those that have ended."""
    groups: dict[str, list[PartnerLine]] = {}
    ended: list[PartnerLine] = []
    for line in lines:
        if line.row.is_ended(line.today):
            ended.append(line)
        else:
            groups.setdefault(line.row.kind_label, []).append(line)
    return _under_headings((*groups.items(), ("No longer worked with", ended)))


def _under_headings(groups: Iterable[tuple[str, list[Line]]]) -> list[Line | Heading]:
    found: list[Line | Heading] = []
    for name, lines in groups:
        if lines:
            found += [Heading(f"{name}, {len(lines):,}"), *lines]
    return found


# --- What the columns show --------------------------------------------------------------------


def _owner(line: ActionLine) -> Cell:
    return Cell(one_line(line.owner), icon="user" if line.row.collar else "building")


def _from(line: ActionLine) -> str:
    row = line.row
    if row.meeting is None or row.met is None:
        return ""
    return f"{one_line(row.meeting)}, {_day(clock.local_day(row.met), line.today)}"


def _priority(line: ActionLine) -> str:
    return one_line(line.row.priority or "")


def _due(line: ActionLine) -> str:
    due = line.row.due
    if due is None:
        return ""
    near = is_due_soon(due, None, line.today)
    return clock.short_day(due) if near else _day(due, line.today)


def _left(line: ActionLine) -> Cell:
    row = line.row
    if row.closed is not None:
        return Cell(f"done {_day(row.closed, line.today)}", role="muted")
    if row.due is None:
        near = is_reminded_of(row.remind, None, None, line.today)
        return Cell("reminder" if near else "no day set", role="muted")
    tone = spans.tone(row.due, line.today)
    return Cell(spans.left(row.due, line.today), tone=tone, role="text" if tone else "muted")


def _when(line: MeetingLine) -> str:
    start = line.row.start
    day = clock.local_day(start)
    if day.year != line.today.year:
        return f"{_day(day, line.today)}, {clock.wall(start)}"
    return f"{clock.short_day(day)}, {clock.wall(start)}"


def _left_of_meeting(line: MeetingLine) -> Cell:
    row = line.row
    if row.start > clock.now() and row.to_report:
        return Cell(f"{row.to_report} to report")
    if not row.actions:
        return Cell()
    if not row.open:
        return Cell(f"all {row.actions} done" if row.actions > 1 else "done", role="muted")
    return Cell(f"{row.open} open of {row.actions}")


def _minutes(line: MeetingLine) -> Cell:
    row = line.row
    if row.minuted:
        return Cell("written", role="muted")
    if row.start <= clock.now():
        return Cell("none written", tone="warn")
    return Cell("agenda ready", tone="info") if row.items else Cell("no agenda", role="muted")


def _organisation(line: PartnerLine) -> Cell:
    role = "muted" if line.row.is_ended(line.today) else "text"
    return Cell(one_line(line.row.name), role=role)


def _open_actions(line: PartnerLine) -> str:
    return f"{line.row.open:,}" if line.row.open else ""


def _last_met(line: PartnerLine) -> str:
    met = line.row.last_met
    return _day(clock.local_day(met), line.today) if met else ""


def _day(day: date, today: date) -> str:
    """A day without its weekday, and with its year where that is another: `28 Oct`."""
    shown = clock.short_day(day) if day.year == today.year else clock.long_day(day)
    return shown.partition(" ")[2]


ACTION_COLUMNS: tuple[Column[ActionLine], ...] = (
    Column("Action", lambda line: one_line(line.row.text), sort="text", width=210, stretch=True),
    Column("Owner", _owner, sort="owner", width=140, wider=260, kept=True),
    Column("From", _from, sort="meeting", width=140, wider=260),
    Column("Priority", _priority, sort="priority", width=140, wider=220),
    Column("Due", _due, sort="due", width=100),
    Column("", _left, width=120, kept=True),
)
MEETING_COLUMNS: tuple[Column[MeetingLine], ...] = (
    Column("Meeting", lambda line: one_line(line.row.title), width=200, stretch=True),
    Column("When", _when, width=150, kept=True),
    Column("Partners", lambda line: one_line(", ".join(line.row.partners)), width=160, wider=360),
    Column("Priority", lambda line: one_line(line.row.priority or ""), width=150, wider=220),
    Column("Actions", _left_of_meeting, width=100),
    Column("Minutes", _minutes, width=124, kept=True),
)
PARTNER_COLUMNS: tuple[Column[PartnerLine], ...] = (
    Column("Organisation", _organisation, width=220, stretch=True),
    Column("Contact", lambda line: one_line(line.row.contact_name), width=140, wider=220),
    Column("Phone", lambda line: one_line(line.row.contact_phone), width=124),
    Column("May be told", lambda line: one_line(line.row.told), width=150, wider=320),
    Column("E-mail", lambda line: one_line(line.row.contact_email), width=190, wider=320),
    Column("Last met", _last_met, width=100, kept=True),
    Column("Open actions", _open_actions, align="right", width=104, kept=True),
)
