"""What was chosen of a comparison becomes records in one change, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import police_uk as forms
from snt_desk.domain.police_uk import Event, Person, Priority, Published
from snt_desk.domain.police_uk.lines import Line
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, police_uk
from snt_desk.services.police_uk.held import details
from snt_desk.services.team import TeamName
from tests.domain.police_uk.made_files import ALL, as_json

TODAY = date(2026, 11, 22)
WHOLE = forms.read([(f"{name}.json", as_json(value)) for name, value in ALL.items()]).published


def compared(store: Store, team: TeamName, said: Published) -> tuple[Line, ...]:
    with store.read() as session:
        return police_uk.look(session, team.id, said, TODAY)


def take(
    store: Store,
    team: TeamName,
    said: Published,
    which: Callable[[Line], bool] = lambda line: bool(line.takes),
) -> int:
    chosen = [one for one in compared(store, team, said) if which(one)]
    with store.change("Take over from police.uk") as session:
        return police_uk.take(session, team.id, said, chosen, TODAY)


def priority(session: Session, issue: str) -> m.Priority:
    return session.scalars(select(m.Priority).where(m.Priority.issue == issue)).one()


def test_all_that_can_be_is_taken_and_then_nothing_differs(store: Store, team: TeamName) -> None:
    assert take(store, team, WHOLE.without_people()) == 5
    left = compared(store, team, WHOLE.without_people())
    assert {one.state for one in left} == {"same"}


def test_one_undo_takes_all_of_it_back(store: Store, team: TeamName) -> None:
    before = compared(store, team, WHOLE.without_people())
    take(store, team, WHOLE.without_people())
    store.undo()
    assert compared(store, team, WHOLE.without_people()) == before


def test_a_priority_that_nobody_held_is_filled_in_as_far_as_its_words_go(
    store: Store, team: TeamName
) -> None:
    take(store, team, Published(priorities=WHOLE.priorities))
    with store.read() as session:
        new = priority(session, "To reduce speeding on Bearton Road, Peartree.")
        assert (new.status, new.adopted, new.raised) == (
            "adopted",
            date(2026, 10, 1),
            date(2026, 10, 1),
        )
        assert (new.title, new.theme, new.public) == (
            "To reduce speeding on Bearton Road, Peartree",
            "speeding",
            True,
        )
        place = session.get_one(m.Place, new.place_id)
        assert place.name == "Peartree"


def test_without_a_day_or_with_one_to_come_it_is_proposed(store: Store, team: TeamName) -> None:
    said = Published(priorities=(Priority("Graffiti"), Priority("Litter", date(2027, 1, 1))))
    take(store, team, said)
    with store.read() as session:
        for issue in ("Graffiti", "Litter"):
            found = priority(session, issue)
            assert (found.status, found.adopted, found.raised) == ("proposed", None, TODAY)
            assert found.theme == "other"


def test_of_one_that_is_held_action_and_days_are_taken_and_the_rest_stays(
    store: Store, team: TeamName
) -> None:
    take(store, team, Published(priorities=WHOLE.priorities))
    with store.read() as session:
        held = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        assert held.action == "Extra patrols & a camera.\n\n• Fri\n• Sat"
        assert held.last_update == date(2026, 11, 3)
        assert held.adopted == date(2026, 9, 1)
        assert (held.title, held.theme, held.public) == ("Woodhall shops", "asb", True)


def test_what_the_public_is_not_told_is_not_emptied_here(store: Store, team: TeamName) -> None:
    take(store, team, Published(priorities=WHOLE.priorities))
    bare = Published(priorities=(Priority("Woodhall shops", date(2026, 9, 1)),))
    take(store, team, bare, lambda line: line.ref == "T1")
    with store.read() as session:
        held = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        assert held.last_update == date(2026, 11, 3)
        assert held.action


def test_an_event_becomes_one_of_the_team_marked_public(store: Store, team: TeamName) -> None:
    stall = Event(
        "Crime prevention stall",
        "meeting",
        address="Shops",
        start=datetime(2026, 12, 1, 10, tzinfo=UTC),
        end=datetime(2026, 12, 3, 10, tzinfo=UTC),
    )
    take(store, team, Published(events=(*(WHOLE.events or ()), stall)))
    with store.read() as session:
        rows = session.scalars(select(m.Event).order_by(m.Event.start)).all()
        assert [(one.title, one.kind, one.public) for one in rows] == [
            ("Crime prevention stall", "crime_prevention", True),
            ("Banks & Hesketh drop-in, Village Hall, Peartree", "drop_in", True),
        ]
        assert session.get_one(m.Place, rows[1].place_id).name == "Peartree"
        # Two days are no stretch of work.
        assert rows[0].end is None
        assert rows[1].end == datetime(2026, 12, 17, 14, tzinfo=UTC)


def test_nobody_is_marked_but_who_was_chosen(store: Store, team: TeamName) -> None:
    said = Published(people=(Person("Tom Ridley", "PC"), Person("Ann Other", "PC")))
    assert take(store, team, said) == 1
    with store.read() as session:
        named = session.scalars(select(m.Member.collar).where(m.Member.public.is_(True))).all()
        assert named == ["1432"]
        assert session.query(m.Member).count() == 3


def test_details_are_kept_whole_with_ways_that_nobody_knows(store: Store, team: TeamName) -> None:
    take(store, team, Published(neighbourhood=WHOLE.neighbourhood))
    with store.read() as session:
        assert details(session, team.id) == WHOLE.neighbourhood
        assert session.get_one(m.Team, team.id).police_uk_id == "WHN 1"


def test_the_boundary_goes_round_the_beats_and_leaves_their_outlines(
    store: Store, team: TeamName
) -> None:
    take(store, team, Published(boundary=WHOLE.boundary))
    with store.read() as session:
        kept = beat_map.read(session, team.id)
    assert kept.outlines == ()
    assert kept.team is not None
    assert len(kept.team.rings[0]) == 3
    with store.change("Load outlines") as session:
        beat_map.load(session, team.id, "beats.geojson", [replace(kept.team, code="B1")])
        beat_map.take_off(session, team.id)
        assert beat_map.read(session, team.id).team == kept.team


def test_what_has_changed_meanwhile_is_not_taken(store: Store, team: TeamName) -> None:
    said = Published(priorities=WHOLE.priorities)
    chosen = [one for one in compared(store, team, said) if one.takes]
    with store.change("Close it") as session:
        held = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        held.status, held.closed, held.result = "closed", TODAY, "resolved"
    with (
        pytest.raises(DeskError, match="Something has changed meanwhile"),
        store.change("Take over") as session,
    ):
        police_uk.take(session, team.id, said, chosen, TODAY)
    with store.read() as session:
        assert session.query(m.Priority).count() == 1
