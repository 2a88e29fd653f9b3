"""What the demo's team has that a data package does not carry, on any day on which it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock, meeting_days
from snt_desk.domain.clock import DAY
from snt_desk.domain.demo.people import PEOPLE
from snt_desk.services import case_reviews, demo, groups, partner_people, series
from tests import beside
from tests.fixtures_store import ACTOR, copied

Read: TypeAlias = tuple[Any, date]
"""A session, not typed so that columns that may be empty can be compared, and the demo's day."""
ALERTS_BEGAN = date(2024, 4, 1)


def made(path: Path, day: date) -> Store:
    """The demo in a database that has nothing in it yet."""
    store = open_store(str(path), ACTOR)
    with store.change("Make the demo") as session:
        demo.make(session, day)
    return store


@pytest.fixture(
    scope="module",
    params=[date(2022, 1, 20), date(2025, 11, 30)],
    ids=str,
)
def read(
    request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Read]:
    """The demo as it is made on a day that is past: of today it depends on the minute."""
    store = made(copied(template, tmp_path_factory.mktemp("demo") / "demo.db"), request.param)
    assert list(faults(store)) == []
    with store.read() as session:
        yield session, request.param
    store.close()


def test_every_table_of_partners_and_the_public_has_rows(read: Read) -> None:
    session, _ = read
    assert not [
        one for one in beside.TABLES if not session.scalar(select(func.count()).select_from(one))
    ]


def test_all_of_it_could_have_been_typed(read: Read) -> None:
    session, _ = read
    found = []
    for table, opened in (
        (m.MeetingSeries, series.opened),
        (m.CaseReview, case_reviews.opened),
        (m.CommunityGroup, groups.opened),
        (m.PartnerPerson, partner_people.opened),
    ):
        drafts = [opened(session, ref) for ref in session.scalars(select(table.ref))]
        found += [problem for one in drafts for problem in one.problems()]
    assert found == []


def test_each_meeting_is_one_of_its_series_at_the_same_time_on_the_wall(
    read: Read,
) -> None:
    session, _ = read
    query = select(m.Meeting, m.MeetingSeries).join(
        m.MeetingSeries, m.MeetingSeries.id == m.Meeting.series_id
    )
    pairs = session.execute(query).all()
    assert len(pairs) == session.scalar(select(func.count(m.Meeting.id)))
    for meeting, of in pairs:
        assert clock.wall(meeting.start) == of.at
        day = meeting.series_day
        assert [*meeting_days.days(of.rule, of.every, of.first, day, day)] == [day]


def test_a_day_that_is_left_out_has_no_meeting(read: Read) -> None:
    session, day = read
    for skip in session.scalars(select(m.MeetingSkip)):
        assert skip.day > day
        there = select(m.Meeting.id).where(
            m.Meeting.series_id == skip.series_id, m.Meeting.series_day == skip.day
        )
        assert session.scalar(there) is None


def test_who_was_missing_did_not_come(read: Read) -> None:
    session, _ = read
    came = select(m.MeetingPartner.meeting_id, m.MeetingPartner.partner_id)
    missing = select(m.MeetingMissing.meeting_id, m.MeetingMissing.partner_id)
    assert not session.execute(came.intersect(missing)).all()


def test_an_agenda_has_what_was_open_then(read: Read) -> None:
    session, _ = read
    query = (
        select(m.Meeting.start, m.Action.raised, m.Action.closed, m.Meeting.minutes, m.AgendaItem)
        .join(m.AgendaItem, m.AgendaItem.meeting_id == m.Meeting.id)
        .join(m.Action, m.Action.id == m.AgendaItem.action_id)
    )
    found = session.execute(query).all()
    assert found
    for start, raised, closed, minutes, item in found:
        day = clock.local_day(start)
        assert raised < day
        assert closed is None or closed >= day
        assert (item.said is None) == (minutes is None)


def test_nobody_is_named_in_a_case_review(read: Read) -> None:
    session, day = read
    people = {person.last_name for person in PEOPLE}
    residents = select(m.Contact.resident_name).where(m.Contact.resident_name.is_not(None))
    people |= {str(name).split()[-1] for name in session.scalars(residents)}
    for review in session.scalars(select(m.CaseReview)):
        words = f"{review.subject} {review.note or ''}"
        assert not [name for name in people if name in words]
        assert all(review.begun <= report.reported <= day for report in review.reports)


def test_feedback_is_given_after_the_event_and_some_is_late(read: Read) -> None:
    session, day = read
    owed = session.scalars(select(m.Event).where(m.Event.feedback.is_not(None))).all()
    for one in owed:
        assert one.feedback_due is not None
        assert one.feedback_given is None or clock.local_day(one.start) < one.feedback_given <= day
    open_ones = [one.feedback_due < day for one in owed if one.feedback_given is None]
    assert sorted(open_ones) == [False, True]


def test_a_message_is_planned_where_and_when_that_channel_stands(
    read: Read,
) -> None:
    session, day = read
    query = select(m.Message, m.MessageChannel.channel).join(m.Message.channels)
    for message, channel in session.execute(query):
        assert message.planned is not None
        ended = clock.local_day(message.planned) >= ALERTS_BEGAN
        assert channel != ("owl" if ended else "herts_connected")
    for message in session.scalars(select(m.Message).where(m.Message.approved.is_not(None))):
        assert message.approved_by_id is not None
        assert message.approved <= message.planned
        assert clock.local_day(message.approved) <= day
    for message in session.scalars(select(m.Message).where(m.Message.status == "approved")):
        assert message.planned is None or message.approved is not None


def test_one_picture_has_not_been_described_yet(read: Read) -> None:
    session, _ = read
    pictures = session.scalars(select(m.Message).where(m.Message.picture.is_(True))).all()
    assert [one.status for one in pictures if one.alt is None] == ["idea"]


def test_a_planned_patrol_came_to_one_of_its_day_and_mode(read: Read) -> None:
    session, _ = read
    query = (
        select(m.PlannedPatrol, m.Leg)
        .join(m.Leg, m.Leg.patrol_id == m.PlannedPatrol.patrol_id)
        .where(m.Leg.leg == 1)
    )
    found = session.execute(query).all()
    assert found
    for planned, leg in found:
        assert leg.mode == planned.mode
        assert clock.local_day(leg.start) == clock.local_day(planned.start)


def test_each_week_of_action_has_the_one_before_it(read: Read) -> None:
    session, _ = read
    weeks = {one.id: one for one in session.scalars(select(m.Campaign).order_by(m.Campaign.from_))}
    first, *later = weeks.values()
    assert (first.from_, first.to) == (date(2022, 1, 17), date(2022, 1, 23))
    assert first.before_id is None
    assert [weeks[one.before_id] for one in later] == [first, *later][:-1]
    for one in weeks.values():
        assert [of.day for of in one.days] == [one.from_ + number * DAY for number in range(7)]


def test_phone_numbers_at_organisations_are_of_nobody(read: Read) -> None:
    session, _ = read
    for one in session.scalars(select(m.PartnerPerson)):
        assert (one.phone or "01632 960000").startswith(("01632 960", "07700 900"))
        assert (one.email or "@example.org").endswith("@example.org")


def test_the_same_day_gives_the_same_rows(read: Read, database: Path) -> None:
    session, day = read
    again = made(database, day)

    def rows(of: Session, table: Any) -> list[tuple[Any, ...]]:
        columns = [one for one in table.__table__.columns if one.name != "id"]
        return [tuple(row) for row in of.execute(select(*columns).order_by(table.id))]

    with again.read() as other:
        for table in (
            *beside.TABLES,
            m.Partner,
            m.Meeting,
            m.Action,
            m.Event,
            m.Message,
            m.Appointment,
        ):
            assert rows(session, table) == rows(other, table), table
    again.close()
