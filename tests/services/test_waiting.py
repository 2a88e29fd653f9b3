"""Who is on duty next to answer residents, and how many were answered in time."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.community import ContactDraft, Details
from snt_desk.errors import DeskError
from snt_desk.services import community_lists, contacts, returns, waiting
from snt_desk.services.community_lists import Asked
from snt_desk.services.team import TeamName
from snt_desk.services.waiting import OnDuty

# Of the team itself: Ridley, 07:00 to 15:00 on Sun 22 Nov.
SUNDAY = (22, 7, 22, 15)


def key(session: Session, collar: str) -> int:
    return session.scalars(select(m.Member.id).where(m.Member.collar == collar)).one()


def on_duty(store: Store, team: TeamName, collar: str, *span: int, code: str = "late") -> None:
    with store.change("Roster") as session:
        day, hour, last_day, last_hour = span
        duty = m.Duty(ref=f"{collar}-{day}-{hour}", team_id=team.id, code=code)
        duty.member_id = key(session, collar)
        duty.start = london(2026, 11, day, hour)
        duty.end = london(2026, 11, last_day, last_hour)
        session.add(duty)


def absent(store: Store, collar: str, start: datetime, end: datetime) -> None:
    with store.change("Leave") as session:
        leave = m.Absence(ref=f"L{start}", member_id=key(session, collar), kind="annual_leave")
        leave.start, leave.end = start, end
        session.add(leave)


def next_one(store: Store, team: TeamName, *at: int) -> OnDuty | None:
    with store.read() as session:
        return waiting.next_to_answer(session, team.id, london(2026, 11, *at))


def test_who_is_on_now_answers_and_else_who_comes_on_first(store: Store, team: TeamName) -> None:
    on_duty(store, team, "7104", 22, 16, 22, 23)
    first = next_one(store, team, 22, 6)
    assert first == OnDuty(
        *("1432", "PC Ridley", london(2026, 11, 22, 7), london(2026, 11, 22, 15)), is_on=False
    )
    now = next_one(store, team, 22, 14, 59)
    assert now == OnDuty(
        *("1432", "PC Ridley", london(2026, 11, 22, 14, 59), london(2026, 11, 22, 15)), is_on=True
    )
    # A duty is over at its end.
    then = next_one(store, team, 22, 15)
    assert then is not None
    assert (then.called, then.start) == ("PCSO Calloway", london(2026, 11, 22, 16))
    assert next_one(store, team, 22, 23) is None


def test_of_several_who_are_on_the_one_with_most_before_them_answers(
    store: Store, team: TeamName
) -> None:
    on_duty(store, team, "7104", 22, 8, 22, 16)
    on_duty(store, team, "101", 22, 9, 22, 14)
    found = next_one(store, team, 22, 10)
    assert found is not None
    assert found.collar == "7104"


def test_who_is_away_or_in_training_does_not_answer(store: Store, team: TeamName) -> None:
    on_duty(store, team, "7104", 22, 8, 22, 16, code="training")
    absent(store, "1432", london(2026, 11, 22, 7), london(2026, 11, 22, 9))
    found = next_one(store, team, 22, 8)
    assert found is not None
    assert (found.collar, found.start, found.is_on) == ("1432", london(2026, 11, 22, 9), False)
    absent(store, "1432", london(2026, 11, 22, 12), london(2026, 11, 23))
    found = next_one(store, team, 22, 10)
    assert found is not None
    assert found.end == london(2026, 11, 22, 12)
    assert next_one(store, team, 22, 12) is None


def test_of_an_owner_it_is_said_when_they_are_next(store: Store, team: TeamName) -> None:
    on_duty(store, team, "7104", 22, 8, 22, 16)
    on_duty(store, team, "7104", 24, 8, 24, 16)
    with store.read() as session:
        found = waiting.next_duty(session, team.id, "7104", london(2026, 11, 22, 16))
        assert found is not None
        assert found.start == london(2026, 11, 24, 8)
        assert waiting.next_duty(session, team.id, "101", london(2026, 11, 22, 16)) is None


# --- 72 hours, on the board and in the return -------------------------------------------------


VECTORS = [
    (london(2026, 11, 19, 12), london(2026, 11, 22, 12)),
    (london(2026, 10, 23, 12), london(2026, 10, 26, 11)),
    (london(2027, 3, 26, 12), london(2027, 3, 29, 13)),
]
"""Received, and the last minute of the 72 hours: of a usual week, and over both clock changes."""


@pytest.mark.parametrize(("received", "last"), VECTORS)
@pytest.mark.parametrize("status", ["open", "passed_on"])
def test_the_board_has_exactly_72_hours_in_time_and_a_minute_more_past(
    store: Store, team: TeamName, received: datetime, last: datetime, status: str
) -> None:
    with store.change("Add contact") as session:
        draft = ContactDraft(received, "phone", "Noise", status=status)
        contacts.add(session, team.id, draft, Details())
    late = last.replace(minute=last.minute + 1)
    with store.read() as session:
        for at, title, past in (
            (last, "Less than a day left, 1", 0),
            (late, "Past 72 hours, 1", 1),
        ):
            found = community_lists.listed(session, team.id, "contacts", Asked(), at)
            assert found.titles == (title,)
            assert community_lists.overdue(session, team.id, at) == past


@pytest.mark.parametrize(("received", "last"), VECTORS)
@pytest.mark.parametrize(("more", "in_time"), [(0, 1), (1, 0)])
def test_the_board_counts_what_was_answered_in_time_as_the_return_does(
    store: Store, team: TeamName, received: datetime, last: datetime, more: int, in_time: int
) -> None:
    answered = last.replace(minute=last.minute + more)
    with store.change("Add contacts") as session:
        draft = ContactDraft(received, "phone", "Noise", status="answered", answered=answered)
        contacts.add(session, team.id, draft, Details())
        for status in ("passed_on", "no_reply_needed", "duplicate"):
            other = ContactDraft(received, "phone", "Lights", status=status)
            contacts.add(session, team.id, other, Details())
    month = Month(received.year, received.month)
    with store.read() as session:
        found = waiting.answered(session, team.code, month, last)
        figures = returns.counted(session, team, month)
    counted = {one.measure: one.value for one in figures if one.section == "residents"}
    assert found == (in_time, 2)
    assert found == (counted["answered_in_72h"], counted["needing_reply"])


def test_passing_on_and_no_reply_are_of_those_who_wait_alone(store: Store, team: TeamName) -> None:
    received = london(2026, 11, 19, 12)
    with store.change("Add contact") as session:
        ref = contacts.add(session, team.id, ContactDraft(received, "phone", "Noise"), Details())
    with store.change("Pass on contact") as session:
        contacts.pass_on(session, ref, "O1")
    with store.read() as session:
        draft = contacts.opened(session, ref)
        assert community_lists.overdue(session, team.id, london(2026, 11, 22, 12, 1)) == 1
    assert (draft.status, draft.passed_to, draft.answered) == ("passed_on", "O1", None)
    with store.change("No reply needed") as session:
        contacts.needs_no_reply(session, ref)
    for verb in (contacts.needs_no_reply, lambda one, at: contacts.pass_on(one, at, "O1")):
        with pytest.raises(DeskError, match="Nobody waits"), store.change("Again") as session:
            verb(session, ref)
