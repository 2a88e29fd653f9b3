"""The meetings that come again, as the tab lists them and writes them down.

One that is to come is known by its series and its day, until it is planned.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash
from snt_desk.domain.clock import DAY
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.errors import DeskError
from snt_desk.services import agendas, calendar_files, clashes, meetings_to_come, series
from snt_desk.services.meetings_to_come import Coming, SeriesRow
from snt_desk.ui import named
from snt_desk.ui.desk import Desk

SERIES: Final = "meeting_series"
"""The table of meetings that come again."""
AHEAD, BACK = 35, 28
"""Days to come, and past ones, of which meetings that are not written down are listed."""


class SeriesRecords:
    """The team's meetings that come again; each verb is one change that undo names."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: tuple[SeriesRow, ...] = ()
        self.coming: dict[str, Coming] = {}
        """Those of the next weeks, the next of each series, and past ones, by the id of each."""

    def read(self) -> None:
        """Read them again."""
        team_id, today = self._desk.team.id, clock.today()
        since, to = today - BACK * DAY, today + AHEAD * DAY
        with self._desk.store.read() as session:
            ahead = meetings_to_come.ahead(session, team_id, today, since, to)
        self.rows, found = tuple(ahead.series), ahead.coming
        near = {one.series for one in found if one.day and today <= one.day <= to}
        self.coming = {
            coming_id(one): one
            for one in found
            if one.day and (one.day <= to or one.series not in near)
        }

    def holds(self, ref: str) -> bool:
        """Whether a series is there by its ref, or one of its meetings to come by its id."""
        return ref in self.coming or any(one.ref == ref for one in self.rows)

    def is_coming(self, ref: object) -> bool:
        """Whether that is one to come."""
        return ref in self.coming

    def series_of(self, ref: str) -> str:
        """Give the ref of the series of one that is to come; or the ref itself."""
        one = self.coming.get(ref)
        return one.series if one else ref

    def title(self, ref: str) -> str:
        """What they are called; empty if they are gone."""
        wanted = self.series_of(ref)
        return next((one.title for one in self.rows if one.ref == wanted), "")

    def others(self, ref: str) -> list[str]:
        """The titles of the other series that go on."""
        wanted = self.series_of(ref)
        return [one.title for one in self.rows if one.ref != wanted and one.next is not None]

    def first_of(self, ref: str) -> str:
        """Give the id of the first to come of a series; the ref itself where none is."""
        found = (key for key, one in self.coming.items() if one.series == ref)
        return next(found, ref)

    def opened(self, ref: str) -> SeriesDraft:
        """Give a series as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return series.opened(session, self.series_of(ref))

    def of_meeting(self, meeting: str) -> SeriesDraft:
        """Give a series that would begin with a meeting; DeskError if it is of one already."""
        with self._desk.store.read() as session:
            return series.of_meeting(session, meeting)

    def clashes(self, ref: str, draft: SeriesDraft) -> tuple[date, list[Clash]] | None:
        """Say what speaks against the first of the next ones to clash, and its day."""
        with self._desk.store.read() as session:
            of, today = self.series_of(ref), clock.today()
            return clashes.of_series(session, self._desk.team.id, draft, of, today)

    # --- Changes ------------------------------------------------------------------------------

    def save(self, ref: str, draft: SeriesDraft, begins_with: str = "") -> str:
        """Write a series, a new one without a ref; gives the ref under which it was opened."""
        label = named.change("Change" if ref else "Add", "meetings", draft.title)
        with self._desk.store.change(label) as session:
            if not ref:
                return series.add(session, self._desk.own_team(), draft, begins_with)
            series.change(session, self.series_of(ref), draft)
        return ref

    def plan(self, ref: str) -> str:
        """Write down one that is to come, with its agenda, and give the ref of that meeting.

        One that was to be before now is there to be written up: nothing is put before it any more.
        """
        one = self._one(ref)
        label = named.change("Plan", "meeting", _with_day(one))
        with self._desk.store.change(label) as session:
            meeting = series.plan(session, one.series, _day(one))
            if one.start > clock.now():
                agendas.draw_up(session, meeting)
        return meeting

    def leave_out(self, refs: Collection[str]) -> None:
        """Say that these are not held, all as one change; undo brings them back."""
        wanted = [self._one(ref) for ref in refs]
        what = _with_day(wanted[0]) if len(wanted) == 1 else f"{len(wanted)} meetings"
        with self._desk.store.change(f"Leave out {named.short(what)}") as session:
            for one in wanted:
                series.leave_out(session, one.series, _day(one))

    def take_away(self, refs: Collection[str]) -> None:
        """Leave out those that are to come, or delete a series that has ended."""
        if all(map(self.is_coming, refs)):
            self.leave_out(refs)
        elif len(refs) == 1:
            self.delete(next(iter(refs)))
        else:
            raise DeskError("These are of two kinds", "Select only meetings that are to come.")

    def delete(self, ref: str) -> None:
        """Take a series away; DeskError where meetings of it are written down."""
        label = named.change("Delete", "meetings", self.title(ref))
        with self._desk.store.change(label) as session:
            series.delete(session, self.series_of(ref))

    def save_calendar(self, path: Path, recipient: str, of: str = "") -> None:
        """Write the meetings to come for a calendar: all, or only those of a series."""
        with self._desk.store.read() as session:
            data = calendar_files.to_come(
                session, self._desk.team, clock.today(), self.series_of(of)
            )
        calendar_files.save(self._desk.store, path, data, recipient)

    def save_one(self, path: Path, recipient: str, day: date, meeting: str) -> None:
        """Write a meeting of a day for a calendar."""
        with self._desk.store.read() as session:
            data = calendar_files.one(session, self._desk.team, day, meeting)
        calendar_files.save(self._desk.store, path, data, recipient)

    def _one(self, ref: str) -> Coming:
        found = self.coming.get(ref)
        if found is None:
            raise DeskError("That meeting is no longer to come", "It is planned, or left out.")
        return found


def coming_id(one: Coming) -> str:
    """Give the id of one that is to come."""
    return f"{one.series}/{one.day}"


def _day(one: Coming) -> date:
    assert one.day is not None  # noqa: S101  # it is of a series
    return one.day


def _with_day(one: Coming) -> str:
    return f"{one.title}, {clock.short_day(_day(one))}"
