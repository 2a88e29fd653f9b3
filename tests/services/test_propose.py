"""A priority is proposed from what residents said, and what was said is linked to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.consultations import NOWHERE, ConsultationDraft, ResponseDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import consultations, priorities, propose, response_entry, responses
from snt_desk.services.team import TeamName

TODAY = date(2026, 11, 22)
SAID = ResponseDraft(date(2026, 10, 12), "survey", "speeding", "B2")


@pytest.fixture
def autumn(store: Store, team: TeamName) -> str:
    """What was said in autumn: 38 of speeding, most of them in Haldens."""
    with store.change("Ask") as session:
        draft = ConsultationDraft("Autumn survey", date(2026, 10, 1), date(2026, 10, 31))
        ref = consultations.add(session, team.id, draft)
        said: tuple[tuple[str, str | None, int, str], ...] = (
            ("speeding", "B2", 20, "survey"),
            ("speeding", "B2", 13, "street"),
            ("speeding", None, 5, "survey"),
            ("asb", "B1", 174, "owl"),
        )
        for theme, place, count, channel in said:
            one = replace(SAID, theme=theme, place=place, count=count, channel=channel)
            response_entry.add(session, ref, one)
    return ref


def proposed(store: Store, ref: str, theme: str, place: str | None) -> propose.Proposed:
    with store.change("Propose priority") as session:
        return propose.propose(session, ref, theme, place, TODAY)


def linked(store: Store, ref: str) -> int:
    with store.read() as session:
        key = session.query(m.Priority).filter_by(ref=ref).one().id
        return responses.said_so(session, [key])[key]


@pytest.mark.parametrize(
    ("asked", "title", "scanning", "count"),
    [
        (
            ("speeding", None),
            "Speeding",
            "38 of 212 responses to “Autumn survey”, two thirds by survey.",
            38,
        ),
        (
            ("speeding", "B2"),
            "Speeding, Haldens",
            "33 of 212 responses to “Autumn survey”, two thirds by survey.",
            33,
        ),
        (
            ("speeding", NOWHERE),
            "Speeding, no place named",
            "5 of 212 responses to “Autumn survey”, all by survey.",
            5,
        ),
        (
            ("asb", "B1"),
            "Anti-social behaviour, Peartree",
            "174 of 212 responses to “Autumn survey”, all by OWL.",
            174,
        ),
    ],
)
def test_what_was_said_becomes_a_proposal_and_is_linked_to_it(
    store: Store,
    autumn: str,
    asked: tuple[str, str | None],
    title: str,
    scanning: str,
    count: int,
) -> None:
    theme, place = asked
    done = proposed(store, autumn, theme, place)
    with store.read() as session:
        draft = priorities.opened(session, done.ref)
    where = None if place == NOWHERE else place
    wanted = PriorityDraft(title, theme, where, TODAY, scanning=scanning)
    assert draft == wanted
    assert draft.status == "proposed"
    assert linked(store, done.ref) == count


def test_undo_takes_both_back_at_once(store: Store, autumn: str) -> None:
    done = proposed(store, autumn, "speeding", None)
    store.undo()
    with store.read() as session:
        with pytest.raises(DeskError):
            priorities.opened(session, done.ref)
        assert not session.query(m.Response).filter(m.Response.priority_id.is_not(None)).count()


def test_what_belongs_to_a_priority_stays_there(store: Store, autumn: str) -> None:
    first = proposed(store, autumn, "speeding", "B2")
    second = proposed(store, autumn, "speeding", None)
    assert (linked(store, first.ref), linked(store, second.ref)) == (33, 5)
    with pytest.raises(DeskError, match="Nothing was proposed") as refused:
        proposed(store, autumn, "speeding", None)
    assert refused.value.detail == "All who said so are linked to a priority already."
    with store.read() as session:
        assert session.query(m.Priority).count() == 3


def test_what_nobody_said_is_not_proposed(store: Store, autumn: str) -> None:
    with pytest.raises(DeskError, match="Nothing was proposed"):
        proposed(store, autumn, "drugs", None)


def test_the_time_before_is_told_too(store: Store, team: TeamName, autumn: str) -> None:
    with store.change("Ask again") as session:
        winter = consultations.add(
            session, team.id, ConsultationDraft("Winter survey", date(2026, 11, 10))
        )
        response_entry.add(session, winter, replace(SAID, received=TODAY))
    with store.read() as session:
        draft = propose.proposed_from(session, winter, "speeding", None, TODAY)
    assert (
        draft.scanning == "1 of 1 response to “Winter survey”, all by survey. Last time it was 38."
    )
