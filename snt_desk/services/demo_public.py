"""The demo's events, residents and messages beyond a data package.

Where an event was, whom it reached and what is owed for it; whom a contact was passed on to; how
long an appointment takes; where and when a message is to go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.demo import public_words as words
from snt_desk.domain.demo.dice import between, chance, new_ref, stream
from snt_desk.domain.demo.people import OKAFOR
from snt_desk.domain.demo.year import WEEK, at
from snt_desk.services.demo_known import Known

_LATELY: Final = 60
"""Days for which something is owed to those who came, or was given."""
_PASSED_TO: Final = ("council", "housing", "larkspur", "county")
_ALERTS, _BEGAN = "herts_connected", date(2024, 4, 1)
_APPROVED, _POSTED = "approved", "posted"


def join(session: Session, seed: int, known: Known) -> None:
    """Write what the demo's team knows of those whom it meets and tells."""
    _events(session, stream(seed, "groups"), known)
    _residents(session, stream(seed, "passed on"), known)
    _messages(session, stream(seed, "channels"), known)


# --- Events -----------------------------------------------------------------------------------


def _events(session: Session, dice: Random, known: Known) -> None:
    groups = _groups(session, dice, known)
    query = select(m.Event).where(m.Event.team_id == known.team_id).order_by(m.Event.start)
    held = session.scalars(query).all()
    for event in held:
        event.venue = words.VENUES.get(event.title)
        if event.attendance is not None:
            event.estimated = event.kind in words.ESTIMATED
        reached = (
            groups[one.name]
            for one in words.GROUPS
            if any(title in event.title for title in one.reached_by)
        )
        session.add_all(
            m.EventGroup(event_id=event.id, position=place, group_id=key)
            for place, key in enumerate(reached)
        )
    _owe(known, held)


def _groups(session: Session, dice: Random, known: Known) -> dict[str, int]:
    found = [
        m.CommunityGroup(ref=new_ref(dice), team_id=known.team_id, name=one.name, weeks=one.weeks)
        for one in words.GROUPS
    ]
    name, gone = words.LET_GO
    ended = known.year.today - gone * DAY
    gone_one = m.CommunityGroup(ref=new_ref(dice), team_id=known.team_id, name=name, ended=ended)
    session.add_all([*found, gone_one])
    session.flush()
    return {one.name: one.id for one in found}


def _owe(known: Known, held: Sequence[m.Event]) -> None:
    """Owe something for the latest ones; one answer is late, the next is not due yet."""
    today = known.year.today
    since = today - _LATELY * DAY
    lately = [
        one
        for one in reversed(held)
        if one.attendance is not None
        and one.kind in words.ASKED_BACK
        and since <= clock.local_day(one.start) < today - WEEK
    ]
    for number, (event, text) in enumerate(zip(lately, words.OWED, strict=False)):
        day = clock.local_day(event.start)
        event.feedback = text
        if number < len(words.OWED_FROM_TODAY):
            event.feedback_due = today + words.OWED_FROM_TODAY[number] * DAY
        else:
            event.feedback_due = day + 2 * WEEK
            event.feedback_given = min(day + 9 * DAY, today)


# --- Residents --------------------------------------------------------------------------------


def _residents(session: Session, dice: Random, known: Known) -> None:
    ours = select(m.Contact).where(m.Contact.team_id == known.team_id)
    for contact in session.scalars(ours.order_by(m.Contact.received, m.Contact.id)):
        if contact.status == "passed_on":
            contact.passed_to_id = known.partners["council"]
        elif contact.status == "answered" and chance(dice, 0.03):
            contact.passed_to_id = known.partners[dice.choice(_PASSED_TO)]
    booked = select(m.Appointment).where(m.Appointment.team_id == known.team_id)
    beats = [key for code, key in known.places.items() if len(code) == len("HAN")]
    for one in session.scalars(booked.order_by(m.Appointment.at)):
        one.lasts = words.LASTS.get(one.kind, 60)
        if one.kind in {"home", "street"}:
            one.place_id = dice.choice(beats)
        if one.kind == "partner_premises":
            one.partner_id = known.partners["church"]


# --- Messages ---------------------------------------------------------------------------------


def _messages(session: Session, dice: Random, known: Known) -> None:
    """Say where and when each message was or is to go out, and who approved it."""
    ours = select(m.Message).where(m.Message.team_id == known.team_id).order_by(m.Message.id)
    all_of_them = session.scalars(ours).all()
    posts = _posts(session, dice, known)
    days = _days_of_campaigns(session)
    week: dict[int, int] = {}
    sergeant = known.members[OKAFOR.collar]
    for message in all_of_them:
        out = posts.get(message.id, [])
        channels = [one.channel for one in out]
        if out:
            message.planned = out[0].posted
        if message.campaign_id:
            number = week[message.campaign_id] = week.get(message.campaign_id, -1) + 1
            if not out:
                day = days[message.campaign_id] + number * DAY
                message.planned, channels = at(day, 8, 30), ["facebook", "x", "instagram"]
        session.add_all(_planned(known, message, channels))
        if message.status in {_APPROVED, _POSTED} and message.planned:
            message.approved_by_id = sergeant
            message.approved = min(
                message.planned - between(dice, 50, 900) * clock.MINUTE, known.year.moment
            )
        for begins, shows in words.PICTURES.items():
            if message.text.startswith(begins):
                message.picture, message.alt = True, shows


def _planned(known: Known, message: m.Message, channels: list[str]) -> Iterator[m.MessageChannel]:
    own: str | None = None
    for number, (begins, ahead, hour, where) in enumerate(words.PLANNED):
        if message.text.startswith(begins) and message.status != _POSTED:
            day = known.year.today + ahead * DAY
            message.planned = at(day, hour)
            channels = ["owl" if one == _ALERTS and day < _BEGAN else one for one in where]
            own = None if number else words.SHORTER
    for place, channel in enumerate(dict.fromkeys(channels)):
        yield m.MessageChannel(
            message_id=message.id,
            position=place,
            channel=channel,
            text=own if channel in {_ALERTS, "owl"} else None,
        )


def _posts(session: Session, dice: Random, known: Known) -> dict[int, list[m.Post]]:
    query = (
        select(m.Post)
        .join(m.Message, m.Message.id == m.Post.message_id)
        .where(m.Message.team_id == known.team_id)
        .order_by(m.Post.posted, m.Post.id)
    )
    found: dict[int, list[m.Post]] = {}
    for post in session.scalars(query):
        found.setdefault(post.message_id, []).append(post)
        if post.reach and chance(dice, 0.6):
            post.replies = min(post.reach, between(dice, 0, 24))
    return found


def _days_of_campaigns(session: Session) -> dict[int, date]:
    return {one.id: one.from_ for one in session.scalars(select(m.Campaign))}
