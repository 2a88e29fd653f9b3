"""What is written of people's time, as appointments, events and meetings may clash with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clashes, clock
from snt_desk.domain.appointments import APPOINTMENTS, CANCELLED, AppointmentDraft, end_of
from snt_desk.domain.clashes import Around, Clash, Held
from snt_desk.domain.clock import DAY, LONGEST_STRETCH, MINUTE
from snt_desk.domain.community import EVENTS, EventDraft
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.services import away, meetings_to_come, roster
from snt_desk.services.meetings_to_come import Coming

MEETINGS: Final = "meetings"
SERIES: Final = "meeting_series"
NEXT_OF_SERIES: Final = 3
"""So many meetings of a series are looked at: those that its form names."""
_LONGEST: Final = LONGEST_STRETCH * MINUTE


class Gathering(NamedTuple):
    """Where events or meetings are, who of the team is named as there, and what one is called."""

    of: Any
    there: Any
    key: Any
    codes: str
    called: str


GATHERINGS: Final = {
    EVENTS: Gathering(m.Event, m.EventOfficer, m.EventOfficer.event_id, "event_kind", "event"),
    MEETINGS: Gathering(
        m.Meeting, m.MeetingOfficer, m.MeetingOfficer.meeting_id, "meeting_kind", "meeting"
    ),
}
"""What people of the team go to together, by its table."""


def of_appointment(
    session: Session, team_id: int, draft: AppointmentDraft, ref: str
) -> list[Clash]:
    """Say what speaks against an appointment as it is typed; `ref` is its own, empty for a new one.

    Nothing while nobody goes there, or no time is said, or it was cancelled.
    """
    if draft.officer is None or draft.at is None or draft.status in CANCELLED:
        return []
    wanted = Held("", draft.at, end_of(draft.at, draft.lasts), "", APPOINTMENTS, ref)
    return list(_of_people(session, team_id, [draft.officer], wanted))


def of_event(session: Session, team_id: int, draft: EventDraft, ref: str) -> list[Clash]:
    """Say what speaks against an event as it is typed, for who of the team is there."""
    if draft.start is None:
        return []
    wanted = Held("", draft.start, clashes.end_of(draft.start, draft.end), "", EVENTS, ref)
    return list(_of_people(session, team_id, draft.officers, wanted))


def of_meeting(session: Session, team_id: int, draft: MeetingDraft, ref: str) -> list[Clash]:
    """Say what speaks against a meeting as it is typed: for who comes, and for the team itself.

    Another meeting of the team at the same time is said once, of those who are to be at both.
    """
    if draft.start is None:
        return []
    wanted = Held("", draft.start, clashes.end_of(draft.start, draft.end), "", MEETINGS, ref)
    return _of_meeting(session, team_id, draft.officers, wanted)


def of_series(
    session: Session, team_id: int, draft: SeriesDraft, ref: str, today: date
) -> tuple[date, list[Clash]] | None:
    """Say of the next meetings of a series, as it is typed, what speaks against the first to clash.

    Gives its day, too; None where nothing speaks against them. `ref` is that of the series.
    """
    if draft.first is None or not draft.has_days:
        return None
    written = select(m.Meeting.ref).join(m.MeetingSeries).where(m.MeetingSeries.ref == ref)
    own = {(MEETINGS, one) for one in session.scalars(written)} if ref else set()
    coming = draft.occurrences(max(today, draft.first), date(clock.LAST_YEAR, 12, 31))
    for one in islice(coming, NEXT_OF_SERIES):
        name = of_day(ref, one.day)
        wanted = Held("", one.start, clashes.end_of(one.start, one.end), "", SERIES, name)
        if found := _of_meeting(session, team_id, draft.officers, wanted, own):
            return one.day, found
    return None


def _of_meeting(
    session: Session,
    team_id: int,
    collars: Sequence[str],
    wanted: Held,
    own: Collection[tuple[str, str]] = (),
) -> list[Clash]:
    of_people = list(_of_people(session, team_id, collars, wanted))
    days = clock.local_day(wanted.start) - DAY, clock.local_day(wanted.end)
    held = [
        Held("", one.start, clashes.end_of(one.start, one.end), f"the meeting {one.title}", *key)
        for one in meetings_to_come.coming(session, team_id, *days)
        for key in [(MEETINGS, one.ref) if one.ref else (SERIES, of_day(one.series, one.day))]
    ]
    said = {*own, *(one.with_ for one in of_people)}
    of_team = clashes.together(wanted, [one for one in held if (one.table, one.ref) not in said])
    return [*(one for one in of_people if one.with_ not in own), *of_team]


def _of_people(
    session: Session, team_id: int, collars: Sequence[str], wanted: Held
) -> Iterator[Clash]:
    if not collars:
        return
    written = around(session, team_id, set(collars), wanted.start, wanted.end)
    for collar in collars:
        yield from clashes.found(replace(wanted, collar=collar), written)


def around(
    session: Session, team_id: int, collars: Collection[str], first: datetime, last: datetime
) -> Around:
    """Read what is written of the time of these people that touches *first* to *last*.

    Duties and meetings are of the team, and so are events and appointments; absences are
    whoever's. Meetings of a series count before they are planned. The days at either end are
    read whole.
    """
    begin = clock.midnight(clock.local_day(first))
    end = clock.midnight(clock.local_day(last) + DAY)
    named = roster.on_day(session, team_id, clock.local_day(first), collars) if collars else []
    absent = away.absences(session, collars, first, last) if collars else []
    return Around(
        called={one.collar: one.called for one in named},
        duties=list(_duties(session, team_id, collars, begin, end)),
        absences=[Held(one.collar, one.start, one.end or last, one.name) for one in absent],
        others=[
            *_appointments(session, team_id, collars, begin, end),
            *_gatherings(session, team_id, collars, begin, end),
            *_of_series(session, team_id, collars, begin, end),
        ],
        rostered=frozenset(
            clock.local_day(start)
            for start in session.scalars(
                select(m.Duty.start).where(m.Duty.team_id == team_id, *_from(m.Duty, begin, end))
            )
        ),
    )


def _from(of: Any, begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """What begins within the days, or may reach into them."""
    return (of.start > begin - _LONGEST, of.start < end)


def _duties(
    session: Session, team_id: int, collars: Collection[str], begin: datetime, end: datetime
) -> Iterator[Held]:
    query = (
        select(m.Member.collar, m.Duty.start, m.Duty.end)
        .join(m.Member, m.Member.id == m.Duty.member_id)
        .where(m.Duty.team_id == team_id, m.Member.collar.in_(sorted(collars)))
        .where(*_from(m.Duty, begin, end))
        .order_by(m.Duty.start)
    )
    return (Held(*row) for row in session.execute(query))


def _appointments(
    session: Session, team_id: int, collars: Collection[str], begin: datetime, end: datetime
) -> Iterator[Held]:
    one = m.Appointment
    query = (
        select(m.Member.collar, one.at, one.lasts, one.ref)
        .join(m.Member, m.Member.id == one.officer_id)
        .where(one.team_id == team_id, one.at > begin - _LONGEST, one.at < end)
        .where(one.status.not_in(CANCELLED), m.Member.collar.in_(sorted(collars)))
        .order_by(one.at)
    )
    for collar, at, lasts, ref in session.execute(query):
        yield Held(collar, at, end_of(at, lasts), "an appointment", APPOINTMENTS, ref)


def _gatherings(
    session: Session, team_id: int, collars: Collection[str], begin: datetime, end: datetime
) -> Iterator[Held]:
    """Events and meetings."""
    for table, (one, there, key, _, called) in GATHERINGS.items():
        query = (
            select(m.Member.collar, one.start, one.end, one.title, one.ref)
            .join(there, key == one.id)
            .join(m.Member, m.Member.id == there.member_id)
            .where(one.team_id == team_id, m.Member.collar.in_(sorted(collars)))
            .where(*_from(one, begin, end))
            .order_by(one.start)
        )
        for collar, start, ends, title, ref in session.execute(query):
            until = clashes.end_of(start, ends)
            yield Held(collar, start, until, f"the {called} {title}", table, ref)


def _of_series(
    session: Session, team_id: int, collars: Collection[str], begin: datetime, end: datetime
) -> Iterator[Held]:
    """Meetings that a series has then and that nobody has planned yet."""
    since, to = clock.local_day(begin), clock.local_day(end)
    found = meetings_to_come.not_written(session, team_id, since, to)
    for one, theirs in who_goes(session, found):
        until = clashes.end_of(one.start, one.end)
        for collar in theirs:
            if collar in collars:
                held = f"the meeting {one.title}"
                yield Held(collar, one.start, until, held, SERIES, of_day(one.series, one.day))


def of_day(series: str, day: date | None) -> str:
    """Name one meeting of a series, which has no ref of its own yet."""
    return f"{series}/{day}"


def who_goes(
    session: Session, meetings: Sequence[Coming]
) -> Iterator[tuple[Coming, tuple[str, ...]]]:
    """Give with each of these meetings of series who of the team goes, by collar.

    Who has no posting any more on its day does not.
    """
    there, posted = m.MeetingSeriesOfficer, m.Posting
    query = (
        select(m.MeetingSeries.ref, m.Member.collar, posted.from_, posted.to)
        .join(there, there.series_id == m.MeetingSeries.id)
        .join(m.Member, m.Member.id == there.member_id)
        .join(posted, posted.member_id == m.Member.id)
        .where(m.MeetingSeries.ref.in_(sorted({one.series for one in meetings})))
        .order_by(there.position, posted.from_)
    )
    rows = session.execute(query).all()
    for one in meetings:
        assert one.day is not None  # noqa: S101  # it is of a series
        going = (
            collar
            for ref, collar, first, end in rows
            if ref == one.series and first <= one.day and (end is None or end > one.day)
        )
        yield one, tuple(dict.fromkeys(going))
