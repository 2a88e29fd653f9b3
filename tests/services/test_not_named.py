"""Who must not be named: one rule for all that goes out, with officers only for the public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from snt_desk.db.store import Store
from snt_desk.domain.partners import PersonDraft
from snt_desk.domain.unpublished import Known
from snt_desk.services import not_named, partner_people, retention
from snt_desk.services.team import TeamName
from tests.services.residents import FIRST, add_contact

RULES = (not_named.for_public, not_named.for_agencies, not_named.for_who_met)


@pytest.fixture
def people(store: Store, team: TeamName) -> Store:
    """A resident who waits, one who was answered, one without details, and Jo Marsh."""
    with store.change("Add them") as session:
        add_contact(session, team.id, "C1", name="Siân Waite", contact="01632 960301")
        add_contact(session, team.id, "C2", name="Ali Thanked", answered=FIRST, status="answered")
        add_contact(session, team.id, "C3", name="Kit Former", answered=FIRST, status="answered")
        partner_people.add(session, team.id, PersonDraft("Jo Marsh", "O1", "Housing officer"))
    with store.erase("Anonymise", subject="contacts/C3", reason="Due") as session:
        retention.anonymise(session, "C3")
    return store


def found(store: Store, rule: Callable[[Session], Known], text: str) -> list[str]:
    with store.read() as session:
        return [one.word for one in rule(session).named(text)]


@pytest.mark.parametrize("rule", RULES)
def test_no_text_names_a_resident_answered_or_not(
    people: Store, rule: Callable[[Session], Known]
) -> None:
    text = "Sian Waite and Ali Thanked called, and Kit Former."
    assert found(people, rule, text) == ["Sian Waite", "Ali Thanked"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (not_named.for_public, ["Jo Marsh", "Tom Ridley", "1432"]),
        (not_named.for_agencies, ["Jo Marsh"]),
        (not_named.for_who_met, []),
    ],
)
def test_officers_are_not_named_to_the_public_nor_people_to_each_others_agencies(
    people: Store, rule: Callable[[Session], Known], words: list[str]
) -> None:
    assert found(people, rule, "Jo Marsh spoke to Tom Ridley (1432) at Peartree.") == words
