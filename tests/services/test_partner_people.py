"""Who is known at an organisation, what may be told to each, and organisations that have ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import PartnerDraft, PersonDraft
from snt_desk.errors import DeskError
from snt_desk.services import not_named, partner_lists, partner_people, partners
from snt_desk.services.team import TeamName

TODAY = date(2026, 11, 22)
MARSH = PersonDraft(
    *("Jo Marsh", "O1", "Housing officer", "jo.marsh@example.org", "01632 960305"),
    told="Addresses of its tenants",
)
HOMES = PartnerDraft("Greenfold Homes", "housing_provider", told="No names", ended=TODAY)


@pytest.fixture
def marsh(store: Store, team: TeamName) -> str:
    with store.change("Add person") as session:
        return partner_people.add(session, team.id, MARSH)


def test_somebody_is_opened_and_listed_as_written(store: Store, team: TeamName, marsh: str) -> None:
    with store.read() as session:
        assert partner_people.opened(session, marsh) == MARSH
        [found] = partner_people.listed(session, team.id)
    assert (found.ref, found.name, found.partner) == (marsh, "Jo Marsh", "The Council")
    assert found.is_there(TODAY)


def test_who_has_left_is_told_nothing(store: Store, team: TeamName, marsh: str) -> None:
    def told(on: date) -> list[partner_people.Told]:
        with store.read() as session:
            return partner_people.told(session, team.id, ["O1"], on)

    [before] = told(TODAY)
    assert (before.partner, before.told) == ("The Council", "")
    assert before.people == (("Jo Marsh", "Addresses of its tenants"),)
    with store.change("Change person") as session:
        partner_people.change(session, marsh, replace(MARSH, left=TODAY))
    assert told(TODAY)[0].people == ()
    assert told(TODAY - DAY)[0].people == before.people


def test_what_may_be_told_to_an_organisation_is_kept_with_it(store: Store, team: TeamName) -> None:
    with store.change("Add organisation") as session:
        ref = partners.add_partner(session, team.id, HOMES)
    with store.read() as session:
        assert partners.opened_partner(session, ref) == HOMES
        rows = {one.ref: one for one in partner_lists.organisations(session, team.id)}
    assert rows[ref].told == "No names"
    assert [rows[ref].is_ended(day) for day in (TODAY - DAY, TODAY)] == [False, True]
    assert not rows["O1"].is_ended(TODAY)


@pytest.mark.parametrize("draft", [replace(MARSH, name=" "), replace(MARSH, partner=None)])
def test_nobody_is_written_without_a_name_or_an_organisation(
    store: Store, team: TeamName, draft: PersonDraft
) -> None:
    with pytest.raises(DeskError), store.change("Add person") as session:
        partner_people.add(session, team.id, draft)


def test_an_organisation_that_goes_takes_its_people_along_and_undo_brings_them_back(
    store: Store, team: TeamName
) -> None:
    with store.change("Add organisation") as session:
        homes = partners.add_partner(session, team.id, HOMES)
        ref = partner_people.add(session, team.id, replace(MARSH, partner=homes))
    with store.change("Delete organisation") as session:
        partners.delete_partner(session, homes)
    with store.read() as session:
        assert partner_people.listed(session, team.id) == []
    store.undo()
    with store.read() as session:
        assert partner_people.opened(session, ref) == replace(MARSH, partner=homes)


def test_who_is_deleted_is_gone(store: Store, marsh: str) -> None:
    with store.change("Delete person") as session:
        partner_people.delete(session, marsh)
    with store.read() as session, pytest.raises(DeskError, match="no longer there"):
        partner_people.opened(session, marsh)


def test_what_the_public_is_told_names_nobody_at_an_organisation(store: Store, marsh: str) -> None:
    with store.read() as session:
        found = not_named.for_public(session).remarks("Jo Marsh has promised a gate.")
    assert [one.word for one in found] == ["Jo Marsh"]
