"""What happened for a priority stands in a line of days, the newest first, whatever kind it is."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.services import timeline
from snt_desk.services.team import TeamName
from snt_desk.services.timeline import Entry
from tests.services.joins import TODAY, join_all

Refs = dict[str, str]


@pytest.fixture
def refs(store: Store, team: TeamName) -> Refs:
    """All that can belong to a priority does; some of it is over."""
    with store.change("Join all") as session:
        refs = join_all(session, team)
        session.query(m.Action).one().closed = date(2026, 11, 20)
        session.query(m.Task).one().done = date(2026, 11, 19)
        session.query(m.Contact).update({"status": "answered", "answered": london(2026, 11, 11, 9)})
        message = session.query(m.Message).one().id
        session.add(
            m.Post(ref="P1", message_id=message, channel="facebook", posted=london(2026, 11, 12, 8))
        )
        one = session.query(m.Priority).filter_by(ref="T1").one()
        one.last_update, one.action = date(2026, 11, 13), "Patrols at four."
    return refs


def read(store: Store, ref: str = "T1") -> list[Entry]:
    with store.read() as session:
        found = timeline.of(session, ref)
        return timeline.entries(session, found, TODAY)


def test_everything_stands_in_it_the_newest_first(store: Store, refs: Refs) -> None:
    found = read(store)
    assert [(one.day.isoformat()[5:], one.time, one.what) for one in found] == [
        ("11-20", "", "Action closed"),
        ("11-19", "", "Task done"),
        ("11-13", "", "Residents were told"),
        ("11-12", "08:00", "Posted"),
        ("11-11", "09:00", "A resident was answered"),
        ("11-10", "12:00", "Patrol"),
        ("11-10", "12:00", "Meeting"),
        ("11-10", "12:00", "Event"),
        ("11-10", "12:00", "A resident got in touch"),
        ("11-10", "", "Task set"),
        ("11-10", "", "Residents said so"),
        ("11-10", "", "Crime figures noted"),
        ("11-10", "", "Action agreed"),
        ("10-01", "", "Adopted"),
        ("10-01", "", "A round began"),
        ("09-01", "", "Raised"),
    ]


def test_each_says_what_it_was_and_where_it_opens(store: Store, refs: Refs) -> None:
    found = {one.what: one for one in read(store)}
    post, told, patrol = (found[what] for what in ("Posted", "Residents were told", "Patrol"))
    assert (post.title, post.words, post.table) == ("Facebook: More patrols.", "", "messages")
    assert (post.ref, post.tab) == (refs["messages"], "Community")
    assert (told.words, told.ref) == ("Patrols at four.", "T1")
    assert (patrol.title, patrol.words) == ("On foot, Peartree", "12:00 to 13:00, Ridley")
    assert len({one.id for one in found.values()}) == len(found)


def test_closed_replaced_and_taken_up_again_are_in_it(store: Store, team: TeamName) -> None:
    with store.change("Close it") as session:
        one = session.query(m.Priority).filter_by(ref="T1").one()
        one.status, one.closed, one.result = "closed", date(2026, 11, 5), "replaced"
        for ref, column, raised in (
            ("again", "reopens_id", date(2026, 11, 9)),
            ("instead", "replaces_id", date(2026, 11, 6)),
        ):
            said = {"title": ref, "theme": "asb", "status": "proposed", "raised": raised}
            session.add(m.Priority(ref=ref, team_id=team.id, **said, **{column: one.id}))
    found = [(one.what, one.title) for one in read(store)[:3]]
    assert found == [
        ("Taken up again", "again"),
        ("Gave way to another", "instead"),
        ("Closed", "Woodhall shops"),
    ]


def test_a_round_that_began_before_its_adoption_did_not_happen_for_it(
    store: Store, team: TeamName
) -> None:
    with store.change("Begin a round") as session:
        session.add(m.Round(ref="R", team_id=team.id, begun=date(2026, 9, 15), months=4))
    assert "A round began" not in {one.what for one in read(store)}


def test_a_record_that_is_gone_meanwhile_leaves_its_line_empty(store: Store, refs: Refs) -> None:
    with store.read() as session:
        found = timeline.of(session, "T1")
    with store.change("Delete the task") as session:
        session.delete(session.query(m.Task).one())
    with store.read() as session:
        lines = timeline.entries(session, found, TODAY)
    assert len(lines) == len(found)
    assert {(one.title, one.ref) for one in lines if one.what == "Task set"} == {("", "")}


def test_of_one_that_is_gone_nothing_is_listed(store: Store, team: TeamName) -> None:
    assert read(store, "nothing") == []
