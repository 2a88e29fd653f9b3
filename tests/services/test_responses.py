"""Responses are linked to priorities, many at once, and counted for them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import responses
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team


@pytest.fixture
def said(store: Store, team: TeamName) -> TeamName:
    """Two consultations of the team, with five responses, and one of another team."""
    with store.change("Ask residents") as session:
        other = another_team(session)
        session.add(
            m.Priority(
                ref="T2",
                team_id=team.id,
                title="Speeding",
                theme="speeding",
                status="proposed",
                raised=date(2026, 10, 1),
            )
        )
        for ref, owner in (("C1", team.id), ("C2", team.id), ("C9", other)):
            session.add(
                m.Consultation(ref=ref, team_id=owner, title=f"Survey {ref}", opened=SEPTEMBER)
            )
        session.flush()
        places = dict(session.execute(select(m.Place.code, m.Place.id)).all())
        asked = dict(session.execute(select(m.Consultation.ref, m.Consultation.id)).all())
        for ref, consultation, theme, place, count in ROWS:
            one = m.Response(ref=ref, received=SEPTEMBER, channel="survey", theme=theme)
            one.consultation_id, one.count = asked[consultation], count
            one.place_id = places[place] if place else None
            session.add(one)
    return team


SEPTEMBER = date(2026, 9, 14)
ROWS = (
    ("R1", "C1", "asb", "B1", 12),
    ("R2", "C1", "asb", "B2", 3),
    ("R3", "C1", "speeding", "B1", 5),
    ("R4", "C1", "asb", None, 1),
    ("R5", "C2", "asb", "B1", 40),
    ("R9", "C9", "asb", None, 7),
)


def linked(store: Store) -> dict[str, str]:
    """Each response that is linked, with the priority it is linked to."""
    with store.read() as session:
        query = select(m.Response.ref, m.Priority.ref).join(
            m.Priority, m.Priority.id == m.Response.priority_id
        )
        return dict(session.execute(query).all())


def counted(store: Store) -> dict[str, int]:
    with store.read() as session:
        keys = dict(session.execute(select(m.Priority.id, m.Priority.ref)).all())
        return {keys[key]: number for key, number in responses.said_so(session, keys).items()}


def link(store: Store, refs: list[str], priority: str | None) -> None:
    with store.change("Link responses to Woodhall shops") as session:
        responses.link(session, refs, priority)


def test_a_priority_is_asked_for_by_as_many_as_its_responses_count(
    store: Store, said: TeamName
) -> None:
    link(store, ["R1", "R3", "R5"], "T1")
    assert linked(store) == {"R1": "T1", "R3": "T1", "R5": "T1"}
    assert counted(store) == {"T1": 57, "T2": 0}
    link(store, ["R3"], "T2")
    assert counted(store) == {"T1": 52, "T2": 5}
    link(store, ["R3", "R5"], None)
    assert counted(store) == {"T1": 12, "T2": 0}
    store.undo()
    assert counted(store) == {"T1": 52, "T2": 5}
    with store.read() as session:
        assert responses.said_so(session, []) == {}


@pytest.mark.parametrize(
    ("theme", "place", "found"),
    [
        ("asb", "B1", {"R1"}),
        ("asb", None, {"R1", "R2", "R4"}),
        (None, "B1", {"R1", "R3"}),
        (None, None, {"R1", "R2", "R3", "R4"}),
        ("drugs", None, set()),
    ],
)
def test_all_of_one_theme_and_place_are_linked_at_once(
    store: Store, said: TeamName, theme: str | None, place: str | None, found: set[str]
) -> None:
    with store.change("Link responses") as session:
        assert responses.link_matching(session, "C1", theme, place, "T1") == len(found)
    assert linked(store).keys() == found


def test_what_is_linked_already_stays_with_its_priority(store: Store, said: TeamName) -> None:
    link(store, ["R2"], "T2")
    with store.change("Link responses") as session:
        assert responses.link_matching(session, "C1", "asb", None, "T1") == 2
    assert linked(store) == {"R1": "T1", "R2": "T2", "R4": "T1"}


@pytest.mark.parametrize(
    ("refs", "priority", "sentence"),
    [
        (["R1", "R8"], "T1", "One of these responses is no longer there"),
        (["R7", "R8"], "T1", "2 of these responses are no longer there"),
        (["R1"], "T8", "That priority is no longer there"),
        (["R1", "R9"], "T1", "Survey C9 is of another team"),
    ],
)
def test_all_are_linked_or_none(
    store: Store, said: TeamName, refs: list[str], priority: str, sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence):
        link(store, refs, priority)
    assert linked(store) == {}


def test_a_consultation_of_another_team_is_not_matched(store: Store, said: TeamName) -> None:
    for consultation, sentence in (("C9", "of another team"), ("C8", "no longer there")):
        with pytest.raises(DeskError, match=sentence), store.change("Link responses") as session:
            responses.link_matching(session, consultation, "asb", None, "T1")
    assert linked(store) == {}


def test_responses_are_taken_away_as_one_and_come_back(store: Store, said: TeamName) -> None:
    def there() -> set[str]:
        with store.read() as session:
            return set(session.scalars(select(m.Response.ref)))

    with store.change("Delete 2 responses") as session:
        responses.remove(session, ["R1", "R5"])
    assert there() == {"R2", "R3", "R4", "R9"}
    with pytest.raises(DeskError, match="no longer there"), store.change("Delete") as session:
        responses.remove(session, ["R2", "R5"])
    store.undo()
    assert there() == {row[0] for row in ROWS}
