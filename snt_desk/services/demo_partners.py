"""The demo's partners beyond a data package: people, meetings that come again, agendas, reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.demo import partner_words as words
from snt_desk.domain.demo.dice import Bag, chance, new_ref, stream
from snt_desk.domain.demo.meeting_words import SERIES, Series
from snt_desk.domain.demo.people import OKAFOR
from snt_desk.domain.demo.plans import WOODHALL
from snt_desk.domain.demo.year import TUESDAY, WEEK, nth_weekday, weekday_from
from snt_desk.services.demo_known import Known

_WRITTEN: Final = 100
"""Days for which the demo's meetings have an agenda."""
_NEAR: Final = 7
_CALLS: Final = 6


def join(session: Session, seed: int, known: Known) -> None:
    """Write what the demo's team knows of its partners, and has before its meetings."""
    _people(session, stream(seed, "people at partners"), known)
    series = _series(session, stream(seed, "series"), known)
    query = select(m.Meeting).where(m.Meeting.team_id == known.team_id).order_by(m.Meeting.start)
    held = session.scalars(query.options(selectinload(m.Meeting.partners))).all()
    _meetings(session, stream(seed, "missing"), known, series, held)
    agreed = _actions(session, stream(seed, "outcomes"), known)
    _agendas(session, stream(seed, "agendas"), known, series, held, agreed)
    _reviews(session, stream(seed, "reviews"), known, held)


def _people(session: Session, dice: Random, known: Known) -> None:
    today = known.year.today
    for short, told in words.TOLD.items():
        session.get_one(m.Partner, known.partners[short]).told = told
    name, kind, gone = words.ENDED
    session.add(
        m.Partner(
            ref=new_ref(dice),
            team_id=known.team_id,
            name=name,
            kind=kind,
            ended=today - gone * DAY,
        )
    )
    session.add_all(
        m.PartnerPerson(
            ref=new_ref(dice),
            team_id=known.team_id,
            partner_id=known.partners[one.partner],
            name=one.name,
            role=one.role,
            email=one.email,
            phone=one.phone,
            told=one.told,
            left=today - one.gone * DAY if one.gone else None,
        )
        for one in words.PEOPLE
    )


# --- Meetings that come again -----------------------------------------------------------------


def _series(session: Session, dice: Random, known: Known) -> dict[str, m.MeetingSeries]:
    found = {one.title: _one_series(dice, known, one) for one in SERIES}
    title, why = words.SKIPPED
    month = Month.of(known.year.ahead).plus(1)
    of = next(one for one in SERIES if one.title == title)
    found[title].skips = [m.MeetingSkip(day=nth_weekday(month, of.week, of.weekday), why=why)]
    call = _call(dice, known)
    session.add_all([*found.values(), call])
    session.flush()
    return found


def _one_series(dice: Random, known: Known, one: Series) -> m.MeetingSeries:
    month = Month.of(known.year.first)
    while (month.year * 12 + month.number) % one.every != one.phase:
        month = month.plus(1)
    return m.MeetingSeries(
        ref=new_ref(dice),
        team_id=known.team_id,
        kind=one.kind,
        title=one.title,
        rule="month_weekday",
        every=one.every,
        first=nth_weekday(month, one.week, one.weekday),
        at=f"{one.begins[0]:02}:{one.begins[1]:02}",
        lasts=one.lasts,
        venue=words.VENUES[one.title],
        place_id=known.places[one.place] if one.place else None,
        agenda="\n".join(words.STANDING.get(one.title, ())) or None,
        partners=[
            m.MeetingSeriesPartner(position=at, partner_id=known.partners[short])
            for at, short in enumerate(one.partners)
        ],
        officers=[m.MeetingSeriesOfficer(position=0, member_id=known.members[OKAFOR.collar])],
    )


def _call(dice: Random, known: Known) -> m.MeetingSeries:
    """The call that has just been agreed: its first one is next week or the week after."""
    kind, title, (hour, minute), lasts = words.CALL
    first = weekday_from(known.year.today + WEEK, TUESDAY)
    return m.MeetingSeries(
        ref=new_ref(dice),
        team_id=known.team_id,
        kind=kind,
        title=title,
        rule="weekly",
        every=2,
        first=first,
        at=f"{hour:02}:{minute:02}",
        lasts=lasts,
        until=first + 2 * (_CALLS - 1) * WEEK,
        priority_id=known.priorities[WOODHALL.title],
        partners=[
            m.MeetingSeriesPartner(position=at, partner_id=known.partners[short])
            for at, short in enumerate(("housing", "council"))
        ],
        officers=[m.MeetingSeriesOfficer(position=0, member_id=known.members[OKAFOR.collar])],
    )


def _meetings(
    session: Session,
    dice: Random,
    known: Known,
    series: dict[str, m.MeetingSeries],
    held: Sequence[m.Meeting],
) -> None:
    """Say of each meeting of which series it is, where it was, and who did not come."""
    planned = {one.title: one for one in SERIES}
    for meeting in held:
        of = planned[meeting.title]
        meeting.venue = words.VENUES[of.title]
        meeting.series_id = series[of.title].id
        meeting.series_day = _day_of(of, clock.local_day(meeting.start))
        came = {one.partner_id for one in meeting.partners}
        asked = [known.partners[short] for short in of.partners]
        missing = [key for key in asked if key not in came]
        session.add_all(
            m.MeetingMissing(
                meeting_id=meeting.id, position=at, partner_id=key, apologies=chance(dice, 0.6)
            )
            for at, key in enumerate(missing)
        )


def _day_of(of: Series, day: date) -> date:
    """Give the day on which the series had it; of one on a bank holiday a week before."""
    if nth_weekday(Month.of(day), of.week, of.weekday) == day:
        return day
    return day - WEEK


# --- What meetings have before them -----------------------------------------------------------


def _actions(session: Session, dice: Random, known: Known) -> Sequence[m.Action]:
    """Remind of what is open, and say of what is done what came of it."""
    query = select(m.Action).where(m.Action.team_id == known.team_id)
    agreed = session.scalars(query.order_by(m.Action.raised, m.Action.id)).all()
    came_of_it = Bag(dice, words.OUTCOMES)
    for action in agreed:
        if action.closed is None and action.due:
            action.remind = max(action.raised, action.due - _NEAR * DAY)
        elif action.closed and chance(dice, 0.7):
            action.outcome = came_of_it.draw()
    return agreed


def _agendas(
    session: Session,
    dice: Random,
    known: Known,
    series: dict[str, m.MeetingSeries],
    held: Sequence[m.Meeting],
    agreed: Sequence[m.Action],
) -> None:
    said = Bag(dice, words.SAID)
    before: dict[str, list[m.Action]] = defaultdict(list)
    titles = {meeting.id: meeting.title for meeting in held}
    for action in agreed:
        if action.meeting_id in titles:
            before[titles[action.meeting_id]].append(action)
    shown = dict[str, m.Meeting]()
    for meeting in held:
        day = clock.local_day(meeting.start)
        if day < known.year.today - _WRITTEN * DAY:
            continue
        if meeting.end is not None and meeting.end > known.year.moment:
            if meeting.title in shown:
                continue
            shown[meeting.title] = meeting
        items = [*_standing(series[meeting.title], meeting, said)]
        items.extend(_taken_up(before[meeting.title], meeting, day))
        for at, item in enumerate(items):
            item.meeting_id, item.position = meeting.id, at
        session.add_all(items)


def _standing(
    of: m.MeetingSeries, meeting: m.Meeting, said: Bag[tuple[str, str | None]]
) -> Iterator[m.AgendaItem]:
    for text in (of.agenda or "").splitlines():
        what, decided = said.draw() if meeting.minutes else (None, None)
        yield m.AgendaItem(text=text, said=what, decided=decided)


def _taken_up(before: Sequence[m.Action], meeting: m.Meeting, day: date) -> Iterator[m.AgendaItem]:
    """What was agreed before and was open until then, or still is."""
    for action in before:
        if action.raised >= day or (action.closed and action.closed < day):
            continue
        said = words.STILL_OPEN if meeting.minutes else None
        if meeting.minutes and action.closed == day:
            said = words.DONE
        yield m.AgendaItem(text=action.text, action_id=action.id, said=said)


# --- Case reviews -----------------------------------------------------------------------------


def _reviews(session: Session, dice: Random, known: Known, held: Sequence[m.Meeting]) -> None:
    session.add_all(_review(dice, known, one, held) for one in words.REVIEWS)


def _review(
    dice: Random, known: Known, one: words.Review, held: Sequence[m.Meeting]
) -> m.CaseReview:
    def ago(days: int | None) -> date | None:
        return None if days is None else known.year.today - days * DAY

    decided = ago(one.decided)
    panels = [
        meeting.id
        for meeting in held
        if decided
        and meeting.kind == "asb_case_review"
        and clock.local_day(meeting.start) < decided
    ]
    return m.CaseReview(
        ref=new_ref(dice),
        team_id=known.team_id,
        subject=one.subject,
        place_id=known.places[one.place],
        begun=ago(one.begun),
        asked=ago(one.asked),
        acknowledged=ago(one.acknowledged),
        decided=decided,
        closed=ago(one.closed),
        outcome=one.outcome,
        reference=one.reference,
        lead_id=known.partners["council"] if one.asked else None,
        meeting_id=panels[-1] if panels else None,
        note=one.note,
        reports=[
            m.CaseReport(
                position=at,
                reported=ago(report.ago),
                incident=report.incident,
                reporter=report.reporter,
                partner_id=known.partners[report.partner] if report.partner else None,
                reference=report.reference,
            )
            for at, report in enumerate(one.reports)
        ],
    )
