"""The register is looked through by words, theme, place, state and age, and put in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.services import priorities, priority_lists, responses
from snt_desk.services.priority_lists import Asked, Order, Register, Voices
from snt_desk.services.team import TeamName

TODAY = date(2026, 11, 22)
PARKING = PriorityDraft(
    "Parking at five schools", "school_parking", "B2", raised=date(2026, 11, 14), places=("B1",)
)
SPEED = replace(PARKING, title="Speeding", theme="speeding", place="B1", places=())
LIVE = replace(SPEED, raised=date(2026, 3, 1), adopted=date(2026, 3, 14))
CLOSED = replace(LIVE, closed=date(2026, 8, 1), result="reduced", assessment="Slower now.")


@pytest.fixture
def register(store: Store, team: TeamName) -> Register:
    """Woodhall shops (live since October), two more live, two proposed, one closed."""
    with store.change("Add priorities") as session:
        fresh = replace(LIVE, title="Bikes", theme="asb", last_update=date(2026, 11, 1))
        for draft in (PARKING, SPEED, LIVE, fresh, CLOSED):
            priorities.add(session, team.id, draft)
    with store.read() as session:
        return Register(priorities.register(session, team.id), {"reduced": "Reduced"})


def titles(register: Register, asked: Asked, voices: Voices | None = None) -> list[list[str]]:
    found = register.found(asked, voices.said if voices else {}, TODAY)
    return [[one.title for one in rows] for rows in found.values()]


def test_all_of_it_stands_under_its_states_the_newest_first(register: Register) -> None:
    assert titles(register, Asked()) == [
        ["Woodhall shops", "Bikes", "Speeding"],
        ["Parking at five schools", "Speeding"],
        ["Speeding"],
    ]
    assert not Asked(order="theme").filters


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(words="SCHOOLS park"), [[], ["Parking at five schools"], []]),
        (Asked(words="reduced"), [[], [], ["Speeding"]]),
        (Asked(words="speeding peartree"), [["Speeding"], ["Speeding"], ["Speeding"]]),
        (Asked(theme="School parking"), [[], ["Parking at five schools"], []]),
        (Asked(place="Haldens"), [[], ["Parking at five schools"], []]),
        (
            Asked(place="Peartree", status="proposed"),
            [[], ["Parking at five schools", "Speeding"], []],
        ),
        (Asked(status="closed"), [[], [], ["Speeding"]]),
        (Asked(stale=True), [["Speeding"], [], []]),
        (Asked(words="nothing like it"), [[], [], []]),
    ],
)
def test_what_is_not_asked_for_is_left_out(
    register: Register, asked: Asked, found: list[list[str]]
) -> None:
    assert asked.filters
    assert titles(register, asked) == found


@pytest.mark.parametrize(
    ("order", "live"),
    [
        ("theme", ["Woodhall shops", "Bikes", "Speeding"]),
        ("place", ["Woodhall shops", "Bikes", "Speeding"]),
        ("freshness", ["Speeding", "Woodhall shops", "Bikes"]),
        ("feedback", ["Speeding", "Woodhall shops", "Bikes"]),
    ],
)
def test_each_state_is_put_in_the_order_that_is_asked_for(
    register: Register, order: Order, live: list[str]
) -> None:
    key = next(one.id for one in register.rows if one.title == "Speeding" and one.adopted)
    assert titles(register, Asked(order=order), Voices({key: 9}))[0] == live


def test_themes_and_places_are_those_that_there_are(register: Register) -> None:
    assert "School parking" in register.themes
    assert register.places == ["Haldens", "Peartree"]


def test_how_many_asked_is_counted_for_each_and_for_the_latest_consultation(
    store: Store, team: TeamName
) -> None:
    with store.change("Ask residents") as session:
        for ref, opened in (("C1", date(2026, 3, 1)), ("C2", date(2026, 10, 1))):
            asked = m.Consultation(ref=ref, team_id=team.id, title="Survey", opened=opened)
            session.add(asked)
            session.flush()
            for number in (40, 24):
                session.add(
                    m.Response(
                        ref=f"{ref}-{number}",
                        consultation_id=asked.id,
                        received=opened,
                        channel="survey",
                        theme="asb",
                        count=number,
                    )
                )
        session.flush()
        responses.link(session, ["C1-40", "C2-24"], "T1")
    with store.read() as session:
        [row] = priorities.register(session, team.id)
        found = priority_lists.voices(session, team.id, [row.id])
    assert found == Voices({row.id: 64}, 64)


def test_without_a_consultation_nobody_was_asked(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert priority_lists.voices(session, team.id, ()) == Voices({}, 0)


# --- A long register --------------------------------------------------------------------------


def test_of_a_long_register_the_latest_are_read_again_and_the_rest_stays(
    register: Register, store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(priority_lists, "_AT_ONCE", 1)
    by_title = {one.title: one.ref for one in register.rows if one.status == "adopted"}
    with store.change("Rename two") as session:
        for ref in (by_title["Bikes"], by_title["Speeding"]):
            session.query(m.Priority).filter_by(ref=ref).one().title += ", renamed"
    with store.read() as session:
        first = priority_lists.begun(session, team.id, Register(), (), TODAY)
        again = priority_lists.begun(session, team.id, register, ("", by_title["Bikes"]), TODAY)
        gone = priority_lists.begun(session, team.id, register, ("none",), TODAY)
        whole = priority_lists.whole(session, team.id, TODAY)
    assert [len(rows) for rows in first.found(Asked(), {}, TODAY).values()] == [1, 1, 1]
    assert not first.whole
    assert first.live == whole.live == 3
    assert titles(again, Asked())[0] == ["Woodhall shops", "Bikes, renamed", "Speeding"]
    assert titles(gone, Asked()) == titles(register, Asked())
    assert whole.whole
    assert titles(whole, Asked(words="renamed"))[0] == ["Bikes, renamed", "Speeding, renamed"]


def test_a_short_register_is_whole_at_once(
    register: Register, store: Store, team: TeamName
) -> None:
    with store.read() as session:
        found = priority_lists.begun(session, team.id, Register(), (), TODAY)
    assert found.whole
    assert found.rows == register.rows
