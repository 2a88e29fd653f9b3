"""The demo's weeks of action beyond a data package: themes, plans, counts, and last time.

The week of 17 to 23 January 2022 is there in every demo; where the year is another, as a campaign
of which only the counts by hand are known.
"""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.demo import campaign_words as words
from snt_desk.domain.demo.campaigns import JANUARY_TAG, NOW_TAG
from snt_desk.domain.demo.dice import new_ref, stream
from snt_desk.domain.demo.year import at
from snt_desk.services.demo_known import Known


def join(session: Session, seed: int, known: Known) -> None:
    """Plan the demo's weeks of action, and write what was counted by hand."""
    dice = stream(seed, "weeks of action")
    first, last = words.FIRST_OF_ALL
    by_tag = {one.tag: one for one in session.scalars(select(m.Campaign))}
    january, now = by_tag[JANUARY_TAG], by_tag[NOW_TAG]
    weeks = [january, now]
    if january.from_ > first:
        before = m.Campaign(
            tag=words.FIRST_TAG,
            title=words.FIRST_TITLE,
            from_=first,
            to=last,
            note=words.FIRST_NOTE,
        )
        session.add(before)
        session.flush()
        january.before_id = before.id
        weeks = [before, january, now]
    now.before_id = january.id
    for week in weeks:
        week.tags = [m.CampaignTag(position=0, tag=words.MORE_TAGS[week is now])]
        week.days = [
            m.CampaignDay(day=week.from_ + number * DAY, theme=theme)
            for number, theme in enumerate(words.THEMES)
        ]
        _count(session, dice, known, week, len(weeks) - weeks.index(week))
        if week is not weeks[0] or len(weeks) == len((january, now)):
            _plan(session, dice, known, week)


def _count(session: Session, dice: Random, known: Known, week: m.Campaign, weeks_ago: int) -> None:
    """Write down the counts of a week; of the last of three the third ones."""
    session.add_all(
        m.CampaignCount(
            ref=new_ref(dice),
            team_id=known.team_id,
            campaign_id=week.id,
            what=what,
            count=counts[-weeks_ago],
        )
        for what, counts in words.COUNTED
    )


def _plan(session: Session, dice: Random, known: Known, week: m.Campaign) -> None:
    """Plan the patrols of a week; where one of that mode went out that day, it came of it."""
    went_out = _went_out(session, known, week)
    on_duty = _on_duty(session, known, week)
    for one in words.PATROLS:
        day = week.from_ + one.day * DAY
        start = at(day, *one.begins)
        end = start + one.minutes * clock.MINUTE
        done = went_out.get((day, one.mode), [])
        crew = [key for key, begins, ends in on_duty if begins <= start and end <= ends][:2]
        session.add(
            m.PlannedPatrol(
                ref=new_ref(dice),
                team_id=known.team_id,
                campaign_id=week.id,
                mode=one.mode,
                start=start,
                end=end,
                place_id=known.places[one.place],
                purpose=one.purpose,
                note=one.note,
                patrol_id=done.pop(0) if done else None,
                officers=[
                    m.PlannedPatrolOfficer(position=place, member_id=key)
                    for place, key in enumerate(crew)
                ],
            )
        )


def _went_out(
    session: Session, known: Known, week: m.Campaign
) -> dict[tuple[date, str], list[int]]:
    query = (
        select(m.Leg.patrol_id, m.Leg.mode, m.Leg.start)
        .where(
            m.Leg.team_id == known.team_id,
            m.Leg.leg == 1,
            m.Leg.start.between(clock.midnight(week.from_), clock.midnight(week.to + DAY)),
        )
        .order_by(m.Leg.start, m.Leg.id)
    )
    found: dict[tuple[date, str], list[int]] = {}
    for patrol, mode, start in session.execute(query):
        found.setdefault((clock.local_day(start), mode), []).append(patrol)
    return found


def _on_duty(
    session: Session, known: Known, week: m.Campaign
) -> list[tuple[int, datetime, datetime]]:
    query = (
        select(m.Duty.member_id, m.Duty.start, m.Duty.end)
        .where(
            m.Duty.team_id == known.team_id,
            m.Duty.start.between(clock.midnight(week.from_ - DAY), clock.midnight(week.to + DAY)),
        )
        .order_by(m.Duty.start, m.Duty.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
