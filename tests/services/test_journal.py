"""The journal as it is read: filters, who, what, which records, and each entry in full."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.db.journal import Actor
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import journal, journal_entry, journal_export, patrols
from snt_desk.services.journal import Filter, JournalRow, Who
from snt_desk.services.journal_entry import EntryInFull
from snt_desk.services.team import TeamName

NINE, TEN = london(2026, 11, 22, 9), london(2026, 11, 22, 10)
PATROL = PatrolDraft((LegDraft("foot", NINE, TEN, "B1", ("1432",)),), note="Quiet.")
RIDLEY = Actor("tridley", "1432", "PC-7")


@pytest.fixture
def written(store: Store, team: TeamName, database: Path) -> Iterator[Store]:
    """A patrol logged, changed and deleted, a contact, a look at it, an export; by two people."""
    with store.change("Log foot patrol, Peartree") as session:
        ref = patrols.log(session, team.id, PATROL)
    with store.change("Change foot patrol") as session:
        leg = replace(PATROL.legs[0], officers=("1432", "7104"))
        patrols.change(session, ref, replace(PATROL, legs=(leg,)))
    with store.change("Delete foot patrol, Peartree") as session:
        patrols.delete(session, ref)
    store.close()
    other = open_store(str(database), RIDLEY)
    with other.change("Write down a contact") as session:
        session.add(
            m.Contact(
                ref="K1",
                team_id=team.id,
                received=NINE,
                channel="email",
                subject="Bikes",
                resident_name="Ama Boateng",
                status="open",
            )
        )
    other.note("Look at a resident’s details", "consultation", subject="contacts/K1")
    other.note("Export 40 % of it_all", "disclosure", recipient="Bridge Housing", reason="Asked")
    yield other
    other.close()


def read(store: Store, wanted: Filter | None = None) -> list[JournalRow]:
    with store.read() as session:
        return journal.rows(session, journal.keys(session, wanted or Filter()))


def labels(store: Store, wanted: Filter) -> list[str]:
    return [row.label for row in read(store, wanted)]


def full(store: Store, label: str) -> EntryInFull:
    [row] = [one for one in read(store) if one.label == label]
    with store.read() as session:
        found = journal_entry.read(session, row.id)
    assert found is not None
    return found


def said(entry: EntryInFull) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for told in entry.told for one in told.differences]


def test_the_newest_entry_comes_first_with_who_what_and_which_records(written: Store) -> None:
    found = read(written)
    assert [(row.label, row.records, row.categories) for row in found[:6]] == [
        ("Export 40 % of it_all", "", ("disclosure",)),
        ("Look at a resident’s details", "resident’s contact, Bikes", ("consultation",)),
        ("Write down a contact", "1 resident’s contact", ("collection",)),
        ("Delete foot patrol, Peartree", "1 patrol", ("erasure",)),
        ("Change foot patrol", "patrols", ("alteration",)),
        ("Log foot patrol, Peartree", "1 patrol", ("collection",)),
    ]
    assert (found[0].called, found[0].who, found[0].desk) == (
        *("PC Ridley", Who("tridley", "1432"), "PC-7"),
    )
    assert (found[0].recipient, found[0].reason) == ("Bridge Housing", "Asked")


def test_both_the_account_and_the_collar_are_said(written: Store) -> None:
    with written.read() as session:
        people = journal.people(session)
    assert people == [
        (Who("adeyemi", "1234AB"), "1234AB (adeyemi)"),
        (Who("tridley", "1432"), "PC Ridley (tridley)"),
    ]


def test_entries_are_chosen_by_kind_person_record_words_and_deletion(written: Store) -> None:
    assert labels(written, Filter(category="consultation")) == ["Look at a resident’s details"]
    assert len(labels(written, Filter(who=Who("tridley", "1432")))) == 3
    assert labels(written, Filter(table="contacts")) == [
        *("Look at a resident’s details", "Write down a contact"),
    ]
    assert len(labels(written, Filter(table="patrols"))) == 3
    assert labels(written, Filter(words="peartree delete")) == ["Delete foot patrol, Peartree"]
    assert labels(written, Filter(words="40 % it_all")) == ["Export 40 % of it_all"]
    assert labels(written, Filter(words="4_%")) == []
    assert labels(written, Filter(gone=True)) == ["Delete foot patrol, Peartree"]


def test_entries_are_chosen_by_day(written: Store) -> None:
    today = clock.today()
    assert len(read(written, Filter(first=today, last=today))) == len(read(written))
    assert read(written, Filter(last=today - timedelta(days=1))) == []
    assert read(written, Filter(first=date(2099, 1, 1))) == []


def test_an_entry_says_each_field_before_and_after(written: Store) -> None:
    assert said(full(written, "Write down a contact")) == [
        ("Received", "", "Sun 22 Nov 2026 09:00"),
        ("Channel", "", "Email"),
        ("Subject", "", "Bikes"),
        ("Resident name", "", "Ama Boateng"),
        ("Status", "", "Open"),
    ]


def test_a_deletion_says_all_that_there_was_and_offers_it_back(written: Store) -> None:
    entry = full(written, "Delete foot patrol, Peartree")
    assert ("Note", "Quiet.", "") in said(entry)
    assert ("Crew", "PC Ridley, PCSO Calloway", "") in said(entry)
    assert [one.called for one in entry.gone] == ["foot patrol, Peartree"]
    assert [(one.called, one.did) for one in entry.told] == [("foot patrol, Peartree", "went")]


def test_residents_whose_details_an_entry_tells_are_named(written: Store) -> None:
    assert full(written, "Write down a contact").residents == ("K1",)
    assert full(written, "Log foot patrol, Peartree").residents == ()
    assert full(written, "Look at a resident’s details").residents == ()


def test_what_was_erased_is_said_to_be(written: Store) -> None:
    with written.change("Erase") as session:
        wipe = "UPDATE images SET before = NULL, after = NULL, salt = NULL"
        session.execute(text(f"{wipe} WHERE \"table\" = 'contacts'"))
        session.add(m.Setting(key="x", value="1"))
    [told] = full(written, "Write down a contact").told
    assert (told.called, told.erased, told.differences) == ("resident’s contact", True, ())


def test_long_contents_are_cut(written: Store) -> None:
    with written.change("Keep a setting") as session:
        session.add(m.Setting(key="map", value="x" * 5_000))
    assert max(len(after) for _, _, after in said(full(written, "Keep a setting"))) <= 300


def test_a_clock_that_went_back_is_told(written: Store, database: Path) -> None:
    with written.read() as session:
        assert journal.behind_the_clock(session) is None
    with written.change("Write") as session:
        session.execute(
            text("UPDATE changes SET at = '2999-01-01T00:00:00+00:00' WHERE hash IS NULL")
        )
        session.add(m.Setting(key="x", value="1"))
    with written.read() as session:
        behind = journal.behind_the_clock(session)
    assert behind is not None
    assert behind.year == 2999
    assert read(written)[0].label == "Write"


def test_the_file_for_the_icos_eyes_is_marked_and_holds_no_contents(
    written: Store, tmp_path: Path
) -> None:
    path = tmp_path / "journal.csv"
    with written.read() as session:
        numbers = journal.keys(session, Filter())
    order = journal_export.Order(path, "Journal of Bridge", "the ICO")
    told: list[tuple[int, int]] = []
    journal_export.write(written, numbers, order, report=lambda *done: told.append(done))
    body = path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[0] == ["OFFICIAL: Journal of Bridge"]
    assert tuple(rows[1]) == journal_export.HEADINGS
    assert len(rows) == len(numbers) + 2
    newest = dict(zip(rows[1], rows[2], strict=True))
    assert (newest["Account"], newest["Collar"], newest["Kind"]) == (
        *("tridley", "1432", "disclosure"),
    )
    assert "Boateng" not in body
    assert told == [(len(numbers), len(numbers))]
    assert read(written)[0].label == f"Export {len(numbers)} entries of the journal"
    assert read(written)[0].recipient == "the ICO"
