"""Residents' details are reviewed, kept for a reason, held, or taken away; the counts stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import package
from snt_desk.domain.clock import london
from snt_desk.domain.community import Details
from snt_desk.domain.retention import State
from snt_desk.errors import DeskError
from snt_desk.services import exports, history, imports, retention
from snt_desk.services.contacts import details
from snt_desk.services.retention import Row
from snt_desk.services.team import TeamName
from tests.db.rows import scalar
from tests.services.residents import NAMED, add_contact

TODAY = date(2026, 11, 30)


@pytest.fixture
def contacts(store: Store, team: TeamName) -> list[str]:
    """One of each state, in no order."""
    days = {
        "LATER": date(2027, 6, 1),
        "HELD": date(2026, 1, 1),
        "DUE": date(2026, 11, 30),
        "NONE": None,
        "SOON": date(2026, 12, 30),
        "LONG": date(2026, 3, 1),
    }
    with store.change("Log contacts") as session:
        for ref, day in days.items():
            add_contact(session, team.id, ref, review_on=day)
    with store.change("Hold") as session:
        retention.hold(session, ["HELD"], "A complaint is open.")
    return list(days)


def listed(store: Store, team: TeamName, words: str = "") -> list[Row]:
    with store.read() as session:
        places = retention.listed(session, team.id, TODAY, words)
        return retention.rows(session, places, TODAY)


def test_what_is_due_comes_first_and_what_is_held_last(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    found = listed(store, team)
    assert [one.id for one in found] == ["LONG", "DUE", "SOON", "NONE", "LATER", "HELD"]
    assert [one.state for one in found] == [
        *(State.DUE, State.DUE, State.SOON, State.NO_DATE, State.LATER, State.HELD),
    ]
    with store.read() as session:
        assert retention.due(session, team.id, TODAY) == 2
    first = found[0]
    assert (first.channel, first.owner, first.status) == ("Phone", "Ridley 1432", "Open")
    assert not any("Brien" in str(one) for one in found)


def test_words_narrow_the_list(store: Store, team: TeamName, contacts: list[str]) -> None:
    assert [one.id for one in listed(store, team, "ridley long")] == ["LONG"]
    assert listed(store, team, "100%") == []
    # What is not shown is not searched.
    assert listed(store, team, "brien") == []


def test_details_are_kept_until_a_day_for_a_reason_and_undo_takes_it_back(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    reason = "The case goes on."
    with store.change("Keep", category="alteration", reason=reason) as session:
        retention.keep(session, ["DUE", "LONG"], date(2027, 11, 30), reason, TODAY)
    assert [one.id for one in listed(store, team)][:2] == ["SOON", "NONE"]
    with store.read() as session:
        [decision] = retention.decisions(session, "DUE")
        assert (decision.label, decision.reason, decision.who) == ("Keep", reason, "1234AB")
    store.undo()
    assert [one.id for one in listed(store, team)][:2] == ["LONG", "DUE"]


@pytest.mark.parametrize(
    ("until", "reason", "says"),
    [
        (TODAY, "because", "after today"),
        (date(2090, 1, 1), "because", "within 50 years"),
        (date(2027, 1, 1), " ", "Enter a reason"),
        (date(2027, 1, 1), "x" * 501, "500 letters"),
        (date(2027, 1, 1), "Mrs OBRIEN asked", "Leave the resident's details out"),
    ],
)
def test_a_decision_that_will_not_do_is_refused(
    store: Store, team: TeamName, contacts: list[str], until: date, reason: str, says: str
) -> None:
    with pytest.raises(DeskError) as refused, store.change("Keep") as session:
        retention.keep(session, ["DUE"], until, reason, TODAY)
    assert says in refused.value.detail


def test_a_hold_forbids_to_anonymise_until_it_is_released(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    with (
        pytest.raises(DeskError, match="are held") as refused,
        store.erase("Anonymise", subject="contacts/HELD", reason="due") as session,
    ):
        retention.anonymise(session, "HELD")
    assert refused.value.detail == "A complaint is open."
    with store.change("Release") as session:
        retention.release(session, ["HELD"], "It is closed.")
    with store.erase("Anonymise", subject="contacts/HELD", reason="due") as session:
        retention.anonymise(session, "HELD")
    assert "HELD" not in [one.id for one in listed(store, team)]


def test_anonymise_takes_the_details_and_leaves_what_is_counted(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    with store.read() as session:
        before = session.scalars(select(m.Contact).filter_by(ref="DUE")).one()
    with store.erase("Anonymise", subject="contacts/DUE", reason="due") as session:
        retention.anonymise(session, "DUE")
    with store.read() as session:
        after = session.scalars(select(m.Contact).filter_by(ref="DUE")).one()
    for column in ("ref", "team_id", "received", "channel", "owner_id", "status", "answered"):
        assert getattr(after, column) == getattr(before, column)
    assert after.subject == "anonymised"
    assert (after.resident_name, after.resident_contact, after.access_needs) == (None,) * 3


def test_anonymise_leaves_no_image_with_the_details_and_undo_passes_over_it(
    store: Store, team: TeamName, database: Path, contacts: list[str]
) -> None:
    with store.erase("Anonymise", subject="contacts/DUE", reason="due") as session:
        retention.anonymise(session, "DUE")
    left = "SELECT count(*) FROM images WHERE \"table\" = 'contacts' AND salt IS NULL"
    assert scalar(database, left) == 2  # of its birth, and of this
    store.undo()
    store.undo()
    # Its five companions are gone with the change that logged them all; it stays.
    assert [one.id for one in listed(store, team)] == []
    with store.read() as session:
        assert session.scalars(select(m.Contact.ref)).all() == ["DUE"]


def test_the_history_says_that_details_were_wiped_and_no_more_what(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    with store.erase("Anonymise", subject="contacts/DUE", reason="due") as session:
        retention.anonymise(session, "DUE")
    with store.change("Say whose it is") as session:
        session.scalars(select(m.Contact).filter_by(ref="DUE")).one().owner_id = None
    with store.read() as session:
        entries = history.of(session, "contacts", "DUE")
    told = [(one.label, one.wiped) for one in entries]
    assert told == [("Say whose it is", False), ("Anonymise", True), ("Log contacts", True)]
    assert [len(one.differences) for one in entries] == [1, 0, 0]


def test_a_contact_that_came_back_under_its_ref_loses_all_its_lives(
    store: Store, team: TeamName
) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "ONE")
    with store.change("Delete") as session:
        session.delete(session.scalars(select(m.Contact)).one())
    with store.change("Log another") as session:
        add_contact(session, team.id, "OTHER", name="Ada Byron")
    with store.change("Import") as session:
        add_contact(session, team.id, "ONE")
    with store.erase("Anonymise", subject="contacts/ONE", reason="due") as session:
        retention.anonymise(session, "ONE")
    with store.read() as session:
        images = session.scalars(select(m.Image.after).where(m.Image.table == "contacts")).all()
    assert not [one for one in images if one and NAMED.name in one]
    assert [one for one in images if one and "Ada Byron" in one]


def test_the_period_is_empty_until_somebody_sets_it_and_then_gives_first_days(
    store: Store, team: TeamName, contacts: list[str]
) -> None:
    with store.read() as session:
        assert retention.months(session, team.id) is None
    with store.change("Review after 12 months") as session:
        retention.set_months(session, team.id, 12)
        assert retention.set_dates(session, team.id, 12) == 1
    [one] = [one for one in listed(store, team) if one.id == "NONE"]
    assert one.review_on == date(2027, 11, 1)
    with pytest.raises(DeskError), store.change("No period") as session:
        retention.set_months(session, team.id, 0)


def test_a_contact_that_is_gone_is_said_so(store: Store, team: TeamName) -> None:
    with store.read() as session:
        with pytest.raises(DeskError, match="no longer there"):
            details(session, "NOBODY")
        assert retention.decisions(session, "NOBODY") == []
    with (
        pytest.raises(DeskError, match="no longer there"),
        store.erase("Anonymise", subject="contacts/NOBODY", reason="due") as session,
    ):
        retention.anonymise(session, "NOBODY")


def test_the_day_a_contact_is_received_counts_in_london(store: Store, team: TeamName) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "NIGHT", received=london(2026, 6, 30, 0, 30))
        retention.set_dates(session, team.id, 1)
    [one] = listed(store, team)
    assert one.review_on == date(2026, 7, 30)


def test_what_left_the_desk_since_they_came_is_counted(store: Store, team: TeamName) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "OLD", received=london(2020, 1, 1, 9))
        add_contact(session, team.id, "NEW", received=london(2090, 1, 1, 9))
    store.note("Export the log", "disclosure", recipient="own copy")
    store.note("Look at a contact's details", "consultation", subject="contacts/OLD")
    with store.read() as session:
        assert retention.left_since(session, ["OLD", "NEW"]) == 1
        assert retention.left_since(session, ["NEW"]) == 0
        assert retention.left_since(session, ["NOBODY"]) == 0


# --- An older package -------------------------------------------------------------------------


def test_an_older_package_does_not_bring_the_details_back_and_says_so(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "ONE")
        add_contact(session, team.id, "TWO", name="Ada Byron")
    with store.read() as session:
        package.write(tmp_path / "old.zip", exports.package_rows(session, None))
    with store.erase("Anonymise", subject="contacts/ONE", reason="due") as session:
        retention.anonymise(session, "ONE")
    reading = imports.read(tmp_path / "old.zip")
    with store.read() as session:
        looked = imports.look(session, reading)
    with store.change("Import") as session:
        taken = imports.take(session, reading, partial=False)
    for report in (looked, taken):
        [contacts] = [one for one in report.tables if one.table == "contacts"]
        assert (contacts.unchanged, contacts.updated) == (2, 0)
        [caution] = report.cautions
        assert (caution.file, caution.row) == ("contacts.csv", 2)
        assert "was anonymised" in caution.problem
    with store.read() as session:
        assert details(session, "ONE") == Details("", "", "")
        assert details(session, "TWO").name == "Ada Byron"


def test_what_an_older_package_says_besides_is_taken(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.change("Log") as session:
        contact = add_contact(session, team.id, "ONE", status="passed_on")
    with store.read() as session:
        package.write(tmp_path / "old.zip", exports.package_rows(session, None))
    with store.change("Open again") as session:
        session.get_one(m.Contact, contact.id).status = "open"
    with store.erase("Anonymise", subject="contacts/ONE", reason="due") as session:
        retention.anonymise(session, "ONE")
    with store.change("Import") as session:
        report = imports.take(session, imports.read(tmp_path / "old.zip"), partial=False)
    assert len(report.cautions) == 1
    with store.read() as session:
        one = session.scalars(select(m.Contact)).one()
        assert (one.status, one.subject, one.resident_name) == ("passed_on", "anonymised", None)


def test_an_anonymised_contact_travels_as_it_is(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "ONE")
    with store.erase("Anonymise", subject="contacts/ONE", reason="due") as session:
        retention.anonymise(session, "ONE")
    with store.read() as session:
        rows = exports.package_rows(session, None)
    package.write(tmp_path / "new.zip", rows)
    with store.change("Import") as session:
        report = imports.take(session, imports.read(tmp_path / "new.zip"), partial=False)
    assert report.cautions == ()
    assert not any(one.updated or one.added for one in report.tables)
