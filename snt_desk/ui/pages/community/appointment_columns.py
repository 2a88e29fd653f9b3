"""The table of appointments: when, with whom of the team, about what, and what became of it."""

from __future__ import annotations

from snt_desk.domain import appointments, clock
from snt_desk.domain.appointments import HELD, TO_COME
from snt_desk.services.appointment_lists import AppointmentRow
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.community.columns import LineOf
from snt_desk.ui.table import Cell, Column


class AppointmentLine(LineOf[AppointmentRow]):
    """An appointment."""

    @property
    def when(self) -> str:
        """`Thu 19 Nov, 16:30 to 17:00`; with the year in another one."""
        day, today = clock.local_day(self.row.at), clock.local_day(self.now)
        shown = clock.short_day(day) if day.year == today.year else clock.long_day(day)
        return f"{shown}, {appointments.said(self.row.at, self.row.lasts)}"


def _when(line: AppointmentLine) -> Cell:
    return Cell(line.when, copied=clock.write_instant(line.row.at))


def _officer(line: AppointmentLine) -> Cell:
    if line.row.officer:
        return Cell(one_line(line.row.officer))
    waits = line.row.status in TO_COME
    return Cell("nobody", role="bad" if waits else "muted", bold=waits)


def _status(line: AppointmentLine) -> Cell:
    row = line.row
    if row.status in TO_COME and row.at < line.now:
        return Cell("say how it went", tone="warn")
    tone = "ok" if row.status == HELD else ""
    return Cell(row.status_label.lower(), tone=tone, role="text" if tone else "muted")


def _needs(line: AppointmentLine) -> Cell:
    return Cell("written down") if line.row.needs else Cell()


APPOINTMENT_COLUMNS: tuple[Column[AppointmentLine], ...] = (
    Column("When", _when, sort="at", width=208, kept=True),
    Column("Kind", lambda line: line.row.kind, sort="kind", width=104, wider=140),
    Column(
        *("About", lambda line: one_line(line.row.subject)),
        sort="subject",
        width=160,
        stretch=True,
        kept=True,
    ),
    Column("Who", _officer, sort="officer", width=84, wider=150),
    Column("Where", lambda line: one_line(line.row.place), sort="place", width=92, wider=150),
    Column("Access needs", _needs, width=100),
    Column("Status", _status, sort="status", width=144, kept=True),
)
