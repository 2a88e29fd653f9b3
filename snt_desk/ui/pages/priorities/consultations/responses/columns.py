"""What a response is as a line of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.services.response_lists import ResponseRow
from snt_desk.ui.table import Cell, Column


@dataclass(frozen=True)
class Line:
    """A response, known by its ref: that stays whatever happens to the rows."""

    row: ResponseRow
    today: date

    @property
    def id(self) -> str:
        """The response's ref."""
        return self.row.ref


def _received(line: Line) -> Cell:
    day = line.row.received
    words = clock.short_day(day)
    if day.year != line.today.year:
        words = clock.long_day(day).partition(" ")[2]
    return Cell(words, copied=f"{day:%d/%m/%Y}")


def _said(line: Line) -> str:
    return " ".join(line.row.comment.split())


COLUMNS: tuple[Column[Line], ...] = (
    Column("Received", _received, sort="received", width=108, quiet_repeats=True),
    Column("How", lambda line: line.row.channel, sort="channel", width=130, wider=150),
    Column("Theme", lambda line: line.row.theme, sort="theme", width=150, wider=220, kept=True),
    Column("Place", lambda line: line.row.place, sort="place", width=116, wider=190),
    Column(
        "Count",
        lambda line: f"{line.row.count:,}",
        sort="count",
        align="right",
        width=74,
        kept=True,
    ),
    Column("What they said", _said, sort="comment", width=260, stretch=True),
    Column("Priority", lambda line: line.row.priority, sort="priority", width=150, wider=240),
    Column("Event", lambda line: line.row.event, sort="event", width=130, extra=True),
    Column(
        "Consultation",
        lambda line: line.row.consultation,
        sort="consultation",
        width=150,
        extra=True,
    ),
)
