"""Lists of events, contacts and messages: what they hold, in which order, and what is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import (
    CONTACTS,
    EVENTS,
    MESSAGES,
    ContactDraft,
    Details,
    EventDraft,
    MessageDraft,
    PostDraft,
)
from snt_desk.services import community_lists as lists
from snt_desk.services import contacts, events, messages
from snt_desk.services.community_lists import Asked
from snt_desk.services.community_rows import ContactRow, EventRow, MessageRow, Row, rows
from snt_desk.services.team import TeamName

NOW = london(2026, 11, 22, 14)
ALL = Asked()
STALL = EventDraft(
    "stall",
    "Stall at the shops",
    "consult",
    london(2026, 11, 21, 10),
    london(2026, 11, 21, 12),
    "B1",
    ("7104", "101"),
    40,
    priority="T1",
)
NOISE = ContactDraft(london(2026, 11, 19, 11, 40), "phone", "Noise at night", "1432")
UPDATE = MessageDraft("priority_update", "We walked there.\nMore to come.", priority="T1")


@pytest.fixture
def told(store: Store, team: TeamName) -> TeamName:
    """Two events, four contacts, three messages."""
    with store.change("Write them down") as session:
        events.add(session, team.id, STALL)
        surgery = replace(STALL, kind="surgery", title="Surgery", attendance=None, priority=None)
        later = london(2026, 11, 29, 15)
        events.add(session, team.id, replace(surgery, start=later, end=None, officers=()))
        for subject, days, owner, status in (
            ("Noise at night", 0, "1432", "open"),
            ("Parking", 1, None, "open"),
            ("When is the surgery?", -2, "7104", "no_reply_needed"),
        ):
            assert NOISE.received is not None
            at = NOISE.received + timedelta(days=days)
            draft = replace(NOISE, subject=subject, received=at, owner=owner, status=status)
            contacts.add(session, team.id, draft, Details("Rose Ashdown"))
        answered = replace(NOISE, subject="Lights", status="answered", answered=NOW)
        contacts.add(session, team.id, replace(answered, priority="T1"), Details())
        messages.add(session, team.id, replace(UPDATE, text="Old news", status="dropped"))
        posted = messages.add(session, team.id, replace(UPDATE, text="Posted news"))
        for channel in ("x", "facebook", "x"):
            messages.post(session, posted, PostDraft(channel, london(2026, 11, 20, 9)))
        messages.add(session, team.id, UPDATE)
    return team


def titles(store: Store, team: TeamName, table: str, asked: Asked = ALL) -> list[str]:
    with store.read() as session:
        keys = lists.keys(session, team.id, table, asked, NOW)
        found = rows(session, table, keys)
        return [one.subject if isinstance(one, ContactRow) else one.title for one in found]


def test_the_latest_event_comes_first_and_of_those_to_come_the_next(
    store: Store, told: TeamName
) -> None:
    assert titles(store, told, EVENTS) == ["Surgery", "Stall at the shops"]
    assert titles(store, told, EVENTS, Asked(only=True)) == ["Surgery"]


def test_who_waits_longest_comes_first(store: Store, told: TeamName) -> None:
    waiting = ["Noise at night", "Parking"]
    assert titles(store, told, CONTACTS) == [*waiting, "Lights", "When is the surgery?"]
    assert titles(store, told, CONTACTS, Asked(only=True)) == waiting


def test_what_has_not_gone_out_comes_first(store: Store, told: TeamName) -> None:
    assert titles(store, told, MESSAGES) == ["We walked there.", "Posted news", "Old news"]
    assert titles(store, told, MESSAGES, Asked(only=True)) == ["We walked there."]


_CALLED = {"status": "status_label", "feedback": "feedback_due"}


def column(store: Store, team: TeamName, table: str, order: tuple[str, bool]) -> list[Any]:
    """What stands in a column of the list that is sorted by it: None where there is nothing."""
    with store.read() as session:
        keys = lists.keys(session, team.id, table, Asked(orders=(order,)), NOW)
        found = [
            getattr(one, _CALLED.get(order[0], order[0])) for one in rows(session, table, keys)
        ]
    values = [one[0] if isinstance(one, tuple) and one else one for one in found]
    return [one.lower() if isinstance(one, str) else one for one in (one or None for one in values)]


@pytest.mark.parametrize("table", [EVENTS, CONTACTS, MESSAGES])
def test_each_column_sorts_either_way(store: Store, told: TeamName, table: str) -> None:
    with store.read() as session:
        number = lists.count(session, told.id, table)
    for order in product(lists.columns(table) - {"left"}, (False, True)):
        shown = column(store, told, table, order)
        there = [one for one in shown if one is not None]
        assert len(shown) == number, order
        assert shown == sorted(there, reverse=order[1]) + [None] * (number - len(there)), order


def test_what_a_record_does_not_have_stands_last(store: Store, told: TeamName) -> None:
    for down in (False, True):
        shown = titles(store, told, EVENTS, Asked(orders=(("attendance", down),)))
        assert shown == ["Stall at the shops", "Surgery"]


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        (EVENTS, "peartree STALL", ["Stall at the shops"]),
        (EVENTS, "calloway", ["Stall at the shops"]),
        (EVENTS, "100%", []),
        (CONTACTS, "ridley", ["Noise at night", "Lights"]),
        (CONTACTS, "no reply", ["When is the surgery?"]),
        (MESSAGES, "facebook", ["Posted news"]),
        (MESSAGES, "woodhall", ["We walked there.", "Posted news", "Old news"]),
    ],
)
def test_words_are_looked_for_in_what_is_shown(
    store: Store, told: TeamName, table: str, words: str, found: list[str]
) -> None:
    assert titles(store, told, table, Asked(words)) == found


def test_who_a_resident_is_cannot_be_looked_for(store: Store, told: TeamName) -> None:
    assert titles(store, told, CONTACTS, Asked("ashdown")) == []


def test_a_list_can_be_of_one_priority(store: Store, told: TeamName) -> None:
    assert titles(store, told, EVENTS, Asked(priority="T1")) == ["Stall at the shops"]
    assert titles(store, told, CONTACTS, Asked(priority="T1")) == ["Lights"]
    assert titles(store, told, CONTACTS, Asked(priority="gone")) == []


def test_rows_say_what_there_is(store: Store, told: TeamName) -> None:
    with store.change("Ask") as session:
        asked = m.Consultation(ref="C1", team_id=told.id, title="Autumn", opened=date(2026, 11, 1))
        session.add(asked)
        session.flush()
        stall = select(m.Event.id).where(m.Event.kind == "stall")
        said = m.Response(ref="S1", consultation_id=asked.id, event_id=session.scalar(stall))
        said.received, said.channel, said.theme, said.count = date(2026, 11, 21), "street", "asb", 3
        session.add(said)
    with store.read() as session:
        _, stall_row = read(session, told, EVENTS)
        assert isinstance(stall_row, EventRow)
        assert (stall_row.kind, stall_row.place, stall_row.crew) == (
            *("Stall", "Peartree"),
            ("Calloway", "Okafor"),
        )
        assert (stall_row.priority, stall_row.priority_ref) == ("Woodhall shops", "T1")
        assert (stall_row.attendance, stall_row.raised) == (40, 3)
        noise = read(session, told, CONTACTS)[0]
        assert isinstance(noise, ContactRow)
        assert (noise.channel, noise.owner, noise.status_label) == ("Phone", "Ridley", "Open")
        posted = read(session, told, MESSAGES)[1]
        assert isinstance(posted, MessageRow)
        assert (posted.channels, posted.posted) == (
            ("X (Twitter)", "Facebook"),
            london(2026, 11, 20, 9),
        )


def read(session: Session, team: TeamName, table: str) -> list[Row]:
    keys = lists.keys(session, team.id, table, Asked(), NOW)
    return rows(session, table, keys)


def test_a_record_is_found_by_its_ref_and_its_priority_from_it(
    store: Store, told: TeamName
) -> None:
    with store.read() as session:
        surgery, stall = read(session, told, EVENTS)
        assert lists.key_of(session, EVENTS, stall.id) == stall.key
        assert lists.key_of(session, EVENTS, "gone") is None
        assert lists.linked(session, EVENTS, stall.id) == "T1"
        assert lists.linked(session, EVENTS, surgery.id) == ""


def test_one_that_is_gone_meanwhile_is_left_out(store: Store, told: TeamName) -> None:
    with store.read() as session:
        keys = lists.keys(session, told.id, EVENTS, Asked(), NOW)
    with store.change("Delete") as session:
        events.delete(session, session.scalars(select(m.Event.ref).limit(1)).one())
    with store.read() as session:
        assert len(rows(session, EVENTS, keys)) == 1


def test_events_of_which_feedback_is_late_stand_first_and_are_counted(
    store: Store, told: TeamName
) -> None:
    due = date(2026, 11, 22)
    owed = replace(STALL, feedback="About the gate", feedback_due=due)
    with store.change("Write them down") as session:
        late = events.add(session, told.id, replace(owed, title="Fair", venue="Scout hut"))
        events.add(session, told.id, replace(owed, title="Walk", feedback_given=due))
    with store.read() as session:
        found = lists.listed(session, told.id, EVENTS, ALL, NOW)
        assert found.titles == ("Feedback overdue, 1", "To come, 1", "Held, 2")
        assert found.keys[1] == lists.key_of(session, EVENTS, late)
        assert lists.late_feedback(session, told.id, due) == 1
        assert lists.late_feedback(session, told.id, due - timedelta(days=1)) == 0
    assert titles(store, told, EVENTS, Asked("scout")) == ["Fair"]
