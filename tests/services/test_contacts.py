"""A contact is written down apart from who it is; what was taken away is not filled again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.community import ContactDraft, Details
from snt_desk.errors import DeskError
from snt_desk.services import contacts, retention
from snt_desk.services.team import TeamName

NOISE = ContactDraft(
    received=london(2026, 11, 19, 11, 40),
    channel="phone",
    subject="Noise at night",
    owner="1432",
    review_on=date(2027, 11, 19),
    priority="T1",
)
WHO = Details("Rose Ashdown", "01632 960301", "step-free")


@pytest.fixture
def noise(store: Store, team: TeamName) -> str:
    """The contact; its ref."""
    with store.change("Add contact") as session:
        return contacts.add(session, team.id, NOISE, WHO)


def opened(store: Store, ref: str) -> ContactDraft:
    with store.read() as session:
        return contacts.opened(session, ref)


def details(store: Store, ref: str) -> Details:
    with store.read() as session:
        return contacts.details(session, ref)


def test_it_is_opened_as_it_was_written_and_its_details_apart(store: Store, noise: str) -> None:
    assert opened(store, noise) == NOISE
    assert details(store, noise) == WHO


def test_a_change_without_details_leaves_them_as_they_are(store: Store, noise: str) -> None:
    with store.change("Change contact") as session:
        contacts.change(session, noise, replace(NOISE, subject="Noise"))
    assert (opened(store, noise).subject, details(store, noise)) == ("Noise", WHO)
    with store.change("Change contact") as session:
        contacts.change(session, noise, NOISE, Details("Rose Ashdown"))
    assert details(store, noise) == Details("Rose Ashdown")


def test_an_answer_has_its_time(store: Store, noise: str) -> None:
    with pytest.raises(DeskError), store.change("Answer") as session:
        contacts.answer(session, noise, london(2026, 11, 19, 11, 39))
    with store.change("Answer") as session:
        contacts.answer(session, noise, london(2026, 11, 20, 9))
    assert opened(store, noise).status == "answered"
    assert opened(store, noise).answered == london(2026, 11, 20, 9)


def test_it_can_be_given_to_somebody_else_or_nobody(store: Store, noise: str) -> None:
    for collar in ("7104", None):
        with store.change("Give") as session:
            contacts.give(session, noise, collar)
        assert opened(store, noise).owner == collar


def test_details_that_were_taken_away_are_not_filled_again(store: Store, noise: str) -> None:
    with store.erase("Anonymise", subject=f"contacts/{noise}", reason="Due") as session:
        retention.anonymise(session, noise)
    gone = opened(store, noise)
    with store.read() as session:
        assert contacts.details_gone(session, noise)
    for draft, said in ((gone, WHO), (replace(gone, subject="Noise"), None)):
        with pytest.raises(DeskError, match="taken away"), store.change("Change") as session:
            contacts.change(session, noise, draft, said)
    with store.change("Change") as session:
        contacts.change(session, noise, replace(gone, owner=None))
    assert opened(store, noise).owner is None


def test_one_with_an_appointment_stays(store: Store, noise: str, team: TeamName) -> None:
    with store.change("Book") as session:
        key = session.scalar(select(m.Contact.id))
        one = m.Appointment(ref="A1", team_id=team.id, contact_id=key, kind="home")
        one.at, one.status = london(2026, 11, 23, 16), "booked"
        session.add(one)
    with pytest.raises(DeskError, match="stays"), store.change("Delete") as session:
        contacts.delete(session, noise)
    assert opened(store, noise) == NOISE


def test_it_can_be_deleted_and_brought_back(store: Store, noise: str) -> None:
    with store.change("Delete contact") as session:
        contacts.delete(session, noise)
    with pytest.raises(DeskError, match="no longer there"):
        opened(store, noise)
    store.undo()
    assert details(store, noise) == WHO


@pytest.mark.parametrize(
    "draft",
    [
        replace(NOISE, subject=""),
        replace(NOISE, status="answered"),
        replace(NOISE, owner="9999"),
        replace(NOISE, priority="gone"),
    ],
)
def test_what_cannot_be_true_is_not_written(
    store: Store, team: TeamName, draft: ContactDraft
) -> None:
    with pytest.raises(DeskError), store.change("Add contact") as session:
        contacts.add(session, team.id, draft, WHO)
    with store.read() as session:
        assert session.scalars(select(m.Contact)).all() == []
