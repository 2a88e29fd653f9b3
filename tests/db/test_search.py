"""The filter's words: what is found, whatever was done to the records, and that it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from snt_desk.db import engine, search
from snt_desk.db.health import faults
from snt_desk.db.models import Leg, LegOfficer, Member, Patrol, Place
from snt_desk.db.opening import open_store
from tests.db.rows import HOUR, NINE, add_hot_spot, add_member, add_patrol, add_team, raw
from tests.examples import times
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from snt_desk.db.store import Store

NOTES = (
    "Spoke to O'Brien about parking, café terrace.",
    "Fly-tipping at the garages; 3 tyres. Quiet otherwise.",
    "Parked cars moved on. Quiet.",
)


@pytest.fixture(params=[0, 256], ids=["followed at once", "behind"], autouse=True)
def most_behind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Follow each change at once, or stay behind as in life: nobody may see the difference."""
    monkeypatch.setattr(search, "MOST_BEHIND", request.param)
    return int(request.param)


@pytest.fixture
def team_id(store: Store) -> int:
    """A team with three patrols, an hour apart, at a place, with a crew of two."""
    with store.change("Log patrols") as session:
        team = add_team(session)
        crew = [
            add_member(session, "1234AB"),
            add_member(session, "5678CD", last_name="Ashe-Ridley"),
        ]
        spot = add_hot_spot(session, team)
        for number, note in enumerate(NOTES):
            patrol = add_patrol(session, team, [crew], note=note)
            patrol.legs[0].start += HOUR * number
            patrol.legs[0].end = patrol.legs[0].start + HOUR
            patrol.legs[0].place_id = spot.id
        return team.id


def found(store: Store, team_id: int, words: str) -> list[int]:
    """Ask for words and give the patrols, the newest first."""
    with store.read() as session:
        hits = search.hits(session, team_id, words)
        return list(session.scalars(select(hits.c.patrol_id).order_by(hits.c.slot.desc())))


def said_wrong(store: Store) -> list[str]:
    return list(faults(store))


@pytest.mark.parametrize(
    ("words", "patrols"),
    [
        ("quiet", [3, 2]),
        ("QUIET garage", [2]),
        ("pa", [3, 1]),
        ("park", [3, 1]),
        ("parki", [1]),
        ("o'brien", [1]),
        ("cafe", [1]),
        ("fly-tip", [2]),
        ("okaf 5678", [3, 2, 1]),
        ("ridley", [3, 2, 1]),
        ("market squ", [3, 2, 1]),
        ("nowhere", []),
        ("quiet nowhere", []),
        ("- %", [3, 2, 1]),
    ],
)
def test_a_patrol_is_found_by_the_beginnings_of_its_words(
    store: Store, team_id: int, words: str, patrols: list[int]
) -> None:
    assert found(store, team_id, words) == patrols


def test_another_teams_patrols_are_not_found(store: Store, team_id: int) -> None:
    with store.change("Log patrol") as session:
        other = add_team(session, "OTHER")
        crew = select(Member).where(Member.collar == "1234AB")
        add_patrol(session, other, [[session.scalars(crew).one()]], note="Quiet.")
        number = other.id
    assert found(store, number, "quiet") == [4]
    assert found(store, team_id, "quiet") == [3, 2]


@settings(max_examples=times(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40))
def test_whatever_is_typed_is_plain_words(store: Store, team_id: int, words: str) -> None:
    assert set(found(store, team_id, words)) <= {1, 2, 3}


@pytest.mark.parametrize("words", ["%", "_", "%uiet", "q_iet", "%" * 60_000, "qui[e]t", "qu*et"])
def test_a_sign_that_stands_for_any_letter_elsewhere_stands_for_none(
    store: Store, team_id: int, words: str
) -> None:
    assert found(store, team_id, words) in ([], found(store, team_id, ""))


@settings(max_examples=times(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text("\"*()^:+-{}\\ '\ue000ANDORNTEquiet19", max_size=20))
def test_the_signs_of_a_query_language_mean_nothing(store: Store, team_id: int, words: str) -> None:
    assert set(found(store, team_id, words)) <= {1, 2, 3}


def _beginnings() -> st.SearchStrategy[tuple[int, str]]:
    """Choose a patrol and the beginning of one of its note's words, with what stands in it."""
    pairs = [
        (number, word[:end])
        for number, note in enumerate(NOTES, 1)
        for word in note.split()
        for end in range(1, len(word) + 1)
    ]
    return st.sampled_from(pairs)


@settings(max_examples=times(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_beginnings(), second=_beginnings())
def test_all_is_found_that_reading_the_records_would_find(
    store: Store, team_id: int, first: tuple[int, str], second: tuple[int, str]
) -> None:
    words = f"{first[1]} {second[1]}"
    either = (select(Patrol.id).where(search.bearing(one)) for one in words.split())
    with store.read() as session:
        begun = [set(session.scalars(query)) for query in either]
    both = {first[0]} & {second[0]}
    assert both <= begun[0] & begun[1]
    assert both <= set(found(store, team_id, words))


# --- What is done to the records --------------------------------------------------------------


def test_a_note_that_is_rewritten_is_found_by_its_new_words_alone(
    store: Store, team_id: int
) -> None:
    with store.change("Change") as session:
        session.get_one(Patrol, 1).note = "Bicycle marking."
    assert found(store, team_id, "bicycle") == [1]
    assert found(store, team_id, "terrace") == []
    store.undo()
    assert found(store, team_id, "bicycle") == []
    assert found(store, team_id, "terrace") == [1]
    store.redo()
    assert found(store, team_id, "bicycle") == [1]
    assert said_wrong(store) == []


def test_a_patrol_that_is_deleted_is_not_found_until_it_is_back(store: Store, team_id: int) -> None:
    with store.change("Delete") as session:
        session.execute(delete(Patrol).where(Patrol.id == 3))
    assert found(store, team_id, "quiet") == [2]
    assert said_wrong(store) == []
    store.undo()
    assert found(store, team_id, "quiet") == [3, 2]
    assert said_wrong(store) == []


def test_a_patrol_that_began_later_stands_elsewhere(store: Store, team_id: int) -> None:
    with store.change("Change") as session:
        later = {"start": NINE + 9 * HOUR, "end": NINE + 10 * HOUR}
        session.execute(update(Leg).where(Leg.patrol_id == 2).values(later))
    assert found(store, team_id, "quiet") == [2, 3]
    assert said_wrong(store) == []


def test_patrols_that_begin_in_one_minute_are_all_found(store: Store, team_id: int) -> None:
    with store.change("Change") as session:
        session.execute(update(Leg).values(start=NINE, end=NINE + HOUR))
    assert sorted(found(store, team_id, "market")) == [1, 2, 3]
    assert said_wrong(store) == []


def test_people_and_places_are_found_by_what_they_are_called_now(
    store: Store, team_id: int
) -> None:
    with store.change("Marry, and rename") as session:
        session.execute(update(Member).where(Member.collar == "1234AB").values(last_name="Bello"))
        session.execute(update(Place).values(name="Corn Exchange"))
    assert found(store, team_id, "bello corn") == [3, 2, 1]
    assert found(store, team_id, "okafor") == found(store, team_id, "market") == []
    assert said_wrong(store) == []


def test_who_was_taken_off_a_patrol_is_not_found_on_it(store: Store, team_id: int) -> None:
    with store.change("Change") as session:
        crew = select(Leg.id).where(Leg.patrol_id == 1).scalar_subquery()
        session.execute(
            delete(LegOfficer).where(LegOfficer.leg_id == crew, LegOfficer.position == 2)
        )
    assert found(store, team_id, "ridley") == [3, 2]
    assert said_wrong(store) == []


def test_a_change_that_fails_leaves_the_words_as_they_were(store: Store, team_id: int) -> None:
    with pytest.raises(ZeroDivisionError), store.change("Change") as session:
        session.get_one(Patrol, 1).note = "Bicycle marking."
        session.flush()
        _ = 1 / 0
    assert found(store, team_id, "bicycle") == []
    assert said_wrong(store) == []


def test_words_are_not_journalled(store: Store, team_id: int, database: Path) -> None:
    assert found(store, team_id, "quiet")
    with raw(database) as connection:
        named = connection.execute('SELECT DISTINCT "table" FROM images').fetchall()
    assert not [name for (name,) in named if name.startswith("search")]


# --- Whether it is right ----------------------------------------------------------------------


@pytest.mark.parametrize("most_behind", [0], indirect=True)
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM search_patrols WHERE rowid = (SELECT max(slot) FROM search_slots)",
        "INSERT INTO search_patrols (rowid, words) VALUES (7, 'quiet')",
        "DELETE FROM search_slots WHERE patrol_id = 2",
        "UPDATE search_slots SET slot = slot + 65536 * 300 WHERE patrol_id = 2",
        "INSERT INTO search_slots VALUES (7, 99)",
        "DELETE FROM search_terms WHERE term = 'quiet'",
    ],
)
def test_words_that_are_not_the_records_are_found_by_the_check(
    store: Store, team_id: int, database: Path, sql: str
) -> None:
    assert found(store, team_id, "quiet") == [3, 2]
    store.close()
    with raw(database) as connection:
        connection.execute(sql)
    again = open_store(str(database), ACTOR)
    assert said_wrong(again) == ["The filter does not find what the records say."]
    again.close()


def test_an_index_made_anew_is_the_one_that_followed_each_change(
    store: Store, team_id: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_BATCH", 1)
    with store.change("Change") as session:
        session.get_one(Patrol, 1).note = "Bicycle marking."
    followed = {words: found(store, team_id, words) for words in ("q", "bicycle", "market", "ter")}
    store.close()
    writer = engine.writer(database)
    with writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM search_slots")
        search.make(connection)
    writer.dispose()
    again = open_store(str(database), ACTOR)
    assert {words: found(again, team_id, words) for words in followed} == followed
    assert said_wrong(again) == []
    again.close()
