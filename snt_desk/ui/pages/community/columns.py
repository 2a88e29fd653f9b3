"""The tables of the tab: events, residents who want something, messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from snt_desk.domain import clock, community
from snt_desk.services.community_rows import ContactRow, EventRow, MessageRow, Row
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.community import waits
from snt_desk.ui.table import Cell, Column


class Listed(Protocol):
    """A row of a list of any length."""

    @property
    def id(self) -> str:
        """The ref of the record."""
        ...

    @property
    def key(self) -> int:
        """By which it is read."""
        ...


R = TypeVar("R", bound=Listed)


@dataclass(frozen=True)
class LineOf(Generic[R]):
    """A record, and the moment at which it is looked at."""

    row: R
    now: datetime

    @property
    def id(self) -> str:
        """The record's ref."""
        return self.row.id

    @property
    def key(self) -> int:
        """Its key in the list."""
        return self.row.key


class EventLine(LineOf[EventRow]):
    """An event."""


class ContactLine(LineOf[ContactRow]):
    """A contact."""

    @property
    def waits(self) -> bool:
        """Whether the resident still waits."""
        return community.is_waiting(self.row.status, self.row.answered)


class MessageLine(LineOf[MessageRow]):
    """A message."""


Line = EventLine | ContactLine | MessageLine


def line(row: Row, now: datetime) -> Line:
    """Give a record as its table shows it."""
    if isinstance(row, EventRow):
        return EventLine(row, now)
    return ContactLine(row, now) if isinstance(row, ContactRow) else MessageLine(row, now)


def _when(at: datetime, now: datetime) -> str:
    """`Thu 19 Nov, 11:40`; in another year without the weekday, and with the year."""
    return f"{_day(at, now)}, {clock.wall(at)}"


def _day(at: datetime, now: datetime) -> str:
    day, today = clock.local_day(at), clock.local_day(now)
    if day.year == today.year:
        return clock.short_day(day)
    return clock.long_day(day).partition(" ")[2]


def _cell_when(at: datetime, now: datetime) -> Cell:
    return Cell(_when(at, now), copied=clock.write_instant(at))


# --- Events -----------------------------------------------------------------------------------


def _starts(line: EventLine) -> Cell:
    return _cell_when(line.row.start, line.now)


def _came(line: EventLine) -> Cell:
    row = line.row
    if row.attendance is not None:
        about = "about " if row.estimated else ""
        return Cell(f"{about}{row.attendance:,}", copied=f"{row.attendance}")
    return Cell("", role="muted") if row.start > line.now else Cell("not said", role="muted")


def _where(line: EventLine) -> str:
    return one_line(", ".join(filter(None, (line.row.venue, line.row.place))))


def _feedback(line: EventLine) -> Cell:
    row, today = line.row, clock.local_day(line.now)
    due, given = row.feedback_due, row.feedback_given
    if not row.owed:
        return Cell()
    if given is not None and given <= today:
        return Cell("given", role="muted")
    if due is None:
        return Cell("owed")
    if community.feedback_is_late(due, given, today):
        return Cell(f"since {clock.short_day(due)}", tone="bad")
    return Cell(f"by {clock.short_day(due)}")


def _raised(line: EventLine) -> str:
    return f"{line.row.raised:,}" if line.row.raised else ""


def _crew(line: EventLine) -> Cell:
    names = one_line(", ".join(line.row.crew))
    return Cell(names) if names else Cell("nobody", role="muted")


EVENT_COLUMNS: tuple[Column[EventLine], ...] = (
    Column("When", _starts, sort="start", width=152, kept=True),
    Column(
        *("Event", lambda line: one_line(line.row.title)),
        sort="title",
        width=170,
        stretch=True,
        kept=True,
    ),
    Column("Kind", lambda line: line.row.kind, sort="kind", width=110, wider=150),
    Column("Where", _where, sort="place", width=104, wider=160),
    Column("Who", _crew, sort="crew", width=110, wider=220),
    Column(
        "Priority", lambda line: one_line(line.row.priority), sort="priority", width=120, wider=220
    ),
    Column("Came", _came, sort="attendance", align="right", width=88),
    Column("Raised", _raised, sort="raised", align="right", width=66),
    Column("Feedback", _feedback, sort="feedback", width=118),
    Column("Groups", lambda line: one_line(", ".join(line.row.groups)), width=140, extra=True),
    Column("Campaign", lambda line: line.row.campaign, sort="campaign", width=140, extra=True),
    Column("Public", lambda line: "yes" if line.row.public else "", width=60, extra=True),
)

# --- Residents --------------------------------------------------------------------------------


def _subject(line: ContactLine) -> Cell:
    """What it is about; of one that was passed on and waits, that it was."""
    passed = line.waits and line.row.status == community.PASSED_ON
    said = line.row.status_label.lower() if passed else ""
    subject = one_line(line.row.subject)
    return Cell(subject, sub=said, keeps_sub=True, copied=subject)


def _received(line: ContactLine) -> Cell:
    return _cell_when(line.row.received, line.now)


def _owner(line: ContactLine) -> Cell:
    if line.row.owner:
        return Cell(one_line(line.row.owner))
    return Cell("nobody", role="bad" if line.waits else "muted", bold=line.waits)


def _used(line: ContactLine) -> Cell:
    if not line.waits:
        return Cell()
    part = waits.part(line.row.received, line.now)
    over = waits.tone(line.row.received, line.now) == "bad"
    return Cell(f"{part:.0%} of 72 hours", role="bad" if over else "text", bar=part)


def _left(line: ContactLine) -> Cell:
    row = line.row
    if row.answered is not None:
        late = not community.in_time(row.received, row.answered)
        return Cell(waits.answered(row.received, row.answered), role="text" if late else "muted")
    if not line.waits:
        return Cell(row.status_label.lower(), role="muted")
    tone = waits.tone(row.received, line.now)
    return Cell(waits.left(row.received, line.now), tone=tone, role="text" if tone else "muted")


def _review(line: ContactLine) -> str:
    day: date | None = line.row.review_on
    return clock.long_day(day) if day else ""


CONTACT_COLUMNS: tuple[Column[ContactLine], ...] = (
    Column(
        *("Subject", _subject),
        sort="subject",
        width=230,
        stretch=True,
        kept=True,
    ),
    Column("Received", _received, sort="received", width=144),
    Column("By", lambda line: line.row.channel, sort="channel", width=92, wider=130),
    Column("Owner", _owner, sort="owner", width=96, wider=150),
    Column("Of 72 hours", _used, width=92),
    Column("Left", _left, sort="left", width=144, wider=170, kept=True),
    Column("Status", lambda line: line.row.status_label, sort="status", width=100, extra=True),
    Column("Priority", lambda line: one_line(line.row.priority), sort="priority", width=120),
    Column("Review on", _review, sort="review_on", width=130, extra=True),
)

# --- Messages ---------------------------------------------------------------------------------

_TONES = {community.APPROVED: "ok", community.DRAFT: "info", community.IDEA: "plain"}


def _status(line: MessageLine) -> Cell:
    row = line.row
    tone = _TONES.get(row.status, "")
    return Cell(row.status_label.lower(), tone=tone, role="text" if tone else "muted")


def _planned(line: MessageLine) -> Cell:
    at, row = line.row.planned, line.row
    if at is None or row.posted is not None:
        return Cell()
    late = at < line.now and row.status != community.DROPPED
    said = _day(at, line.now)
    copied = clock.write_instant(at)
    return Cell(said, copied=copied, tone="warn") if late else Cell(said, copied=copied)


def _posted(line: MessageLine) -> Cell:
    at = line.row.posted
    return Cell(_day(at, line.now), copied=clock.write_instant(at)) if at else Cell()


MESSAGE_COLUMNS: tuple[Column[MessageLine], ...] = (
    Column(
        *("Message", lambda line: one_line(line.row.title)),
        sort="title",
        width=250,
        stretch=True,
        kept=True,
    ),
    Column("Kind", lambda line: line.row.kind, sort="kind", width=130, wider=150),
    Column("Status", _status, sort="status", width=104, kept=True),
    Column("Where", lambda line: ", ".join(line.row.channels), width=122, wider=240),
    Column("Planned", _planned, sort="planned", width=104, wider=116),
    Column("Posted", _posted, sort="posted", width=112),
    Column(
        "Priority", lambda line: one_line(line.row.priority), sort="priority", width=120, wider=220
    ),
    Column("Campaign", lambda line: line.row.campaign, sort="campaign", width=150, extra=True),
)
