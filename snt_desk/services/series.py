"""Meetings that come again: written down once, and each planned when it is wanted.

A meeting of a series becomes one of the records when it is planned or written up. Until then it is
worked out from the series, and no return counts it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, meeting_days
from snt_desk.domain.drafts import given
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles, meetings_to_come

# --- Opened -----------------------------------------------------------------------------------


def opened(session: Session, ref: str) -> SeriesDraft:
    """Give a series as its form takes it; raises DeskError if it is gone."""
    return _as_draft(session, _series(session, ref))


def of_meeting(session: Session, ref: str) -> SeriesDraft:
    """Give a series that would begin with a meeting: monthly, on the same weekday.

    Raises DeskError if the meeting is gone, or is of a series already.
    """
    one = _meeting(session, ref)
    if one.series_id is not None:
        raise DeskError(f"{one.title} comes again already", "Change the meetings it is one of.")
    day = clock.local_day(one.start)
    return SeriesDraft(
        kind=one.kind,
        title=one.title,
        rule=meeting_days.fitting(day)[-1],
        first=day,
        at=clock.wall(one.start),
        lasts=clock.minutes_between(one.start, one.end) if one.end else None,
        venue=one.venue,
        place=handles.name(session, handles.PLACE, one.place_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        partners=handles.names(session, handles.PARTNER, (x.partner_id for x in one.partners)),
        officers=handles.names(session, handles.MEMBER, (x.member_id for x in one.officers)),
    )


def _as_draft(session: Session, one: m.MeetingSeries) -> SeriesDraft:
    return SeriesDraft(
        kind=one.kind,
        title=one.title,
        rule=one.rule,
        every=one.every,
        first=one.first,
        at=one.at,
        lasts=one.lasts,
        until=one.until,
        venue=one.venue,
        place=handles.name(session, handles.PLACE, one.place_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        agenda=one.agenda,
        partners=handles.names(session, handles.PARTNER, (x.partner_id for x in one.partners)),
        officers=handles.names(session, handles.MEMBER, (x.member_id for x in one.officers)),
        left_out={skip.day: skip.why for skip in one.skips},
    )


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: SeriesDraft, begins_with: str = "") -> str:
    """Write down a meeting that comes again, and give its ref; DeskError if it cannot be true.

    It `begins_with` a meeting (by its ref) that is written down already, where one is named.
    """
    one = m.MeetingSeries(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    if begins_with:
        meeting = _meeting(session, begins_with)
        meeting.series_id, meeting.series_day = one.id, one.first
        session.flush()
    return one.ref


def change(session: Session, ref: str, draft: SeriesDraft) -> None:
    """Write a series as it is now; what was planned of it stays as it is.

    Raises DeskError if it is gone, or cannot be true.
    """
    _fill(session, _series(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take away a series of which no meeting was written down; raises DeskError if one was."""
    one = _series(session, ref)
    why = "Meetings of it are written down. Enter its last day instead."
    handles.take_away(session, one, f"{one.title} stays", why)


def leave_out(session: Session, ref: str, day: date, why: str | None = None) -> None:
    """Say that a series does not meet on one of its days; raises DeskError if it would not."""
    one = _series(session, ref)
    _insist(session, one, day)
    one.skips.append(m.MeetingSkip(day=day, why=why))
    session.flush()


def plan(session: Session, ref: str, day: date) -> str:
    """Write down the meeting that a series has on a day, and give its ref.

    It names whom the series asks, but for people who have no posting any more on that day, and
    organisations no longer worked with. Raises DeskError if there is none on that day to write
    down.
    """
    one = _series(session, ref)
    _insist(session, one, day)
    when = meeting_days.on(day, one.at, one.lasts)
    there = _posted(session, day)
    members = [row.member_id for row in one.officers if row.member_id in there]
    gone = _ended(session, one.team_id, day)
    asked = [row.partner_id for row in one.partners if row.partner_id not in gone]
    meeting = m.Meeting(
        ref=str(uuid.uuid4()),
        team_id=one.team_id,
        kind=one.kind,
        title=one.title,
        start=when.start,
        end=when.end,
        venue=one.venue,
        place_id=one.place_id,
        priority_id=one.priority_id,
        series_id=one.id,
        series_day=day,
        partners=[
            m.MeetingPartner(position=at, partner_id=key) for at, key in enumerate(asked, start=1)
        ],
        officers=[
            m.MeetingOfficer(position=at, member_id=key) for at, key in enumerate(members, start=1)
        ],
    )
    session.add(meeting)
    session.flush()
    return meeting.ref


def _posted(session: Session, day: date) -> set[int]:
    one = m.Posting
    runs = or_(one.to.is_(None), one.to > day)
    return set(session.scalars(select(one.member_id).where(one.from_ <= day, runs)))


def _ended(session: Session, team_id: int, day: date) -> set[int]:
    one = m.Partner
    return set(session.scalars(select(one.id).where(one.team_id == team_id, one.ended <= day)))


def _insist(session: Session, one: m.MeetingSeries, day: date) -> None:
    """Raise DeskError where a series has no meeting on a day that is still to be written down."""
    if not meetings_to_come.is_open(session, one, day):
        title = f"{one.title} has no meeting to plan on {clock.long_day(day)}"
        raise DeskError(title, "It is written down or left out already, or was moved.")


# --- Writing ----------------------------------------------------------------------------------


def _fill(session: Session, one: m.MeetingSeries, draft: SeriesDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The meetings cannot be saved", problem.text)
    one.kind, one.title = draft.kind, draft.title.strip()
    one.rule, one.every, one.until = draft.rule, draft.every, draft.until
    one.first = given(draft.first)
    one.at, one.lasts = draft.at, draft.lasts
    one.venue, one.agenda = draft.venue, draft.agenda
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    _fill_partners(session, one, draft.partners)
    _fill_officers(session, one, draft.officers)
    _fill_left_out(one, draft.left_out or {})
    session.add(one)
    session.flush()


# The rows of what stays are kept in all three: a new row would meet the old one.


def _fill_partners(session: Session, one: m.MeetingSeries, refs: Iterable[str]) -> None:
    keys = handles.keys(session, handles.PARTNER, refs, one.team_id)
    one.partners = handles.in_order(m.MeetingSeriesPartner, "partner_id", one.partners, keys)


def _fill_officers(session: Session, one: m.MeetingSeries, collars: Iterable[str]) -> None:
    keys = handles.keys(session, handles.MEMBER, collars)
    one.officers = handles.in_order(m.MeetingSeriesOfficer, "member_id", one.officers, keys)


def _fill_left_out(one: m.MeetingSeries, wanted: Mapping[date, str | None]) -> None:
    there = {row.day: row for row in one.skips}
    left_out = []
    for day, why in sorted(wanted.items()):
        left_out.append(there.get(day) or m.MeetingSkip(day=day))
        left_out[-1].why = why
    one.skips = left_out


# --- Found ------------------------------------------------------------------------------------


def _series(session: Session, ref: str) -> m.MeetingSeries:
    one = session.scalar(select(m.MeetingSeries).where(m.MeetingSeries.ref == ref))
    if one is None:
        raise DeskError("That meeting comes again no more", "Undo brings it back.")
    return one


def _meeting(session: Session, ref: str) -> m.Meeting:
    return handles.there(session, m.Meeting, ref, "meeting")
