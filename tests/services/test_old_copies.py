"""Backups from before an anonymise have the details still: how many, until when, removed early."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from snt_desk.db.backup import write_manifest
from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.backups import read_name
from snt_desk.errors import DeskError
from snt_desk.services import backups, old_copies, retention
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR
from tests.services.residents import NAMED, add_contact


def anonymise(store: Store) -> None:
    with store.erase("Anonymise", subject="contacts/ONE", reason="due") as session:
        retention.anonymise(session, "ONE")
    store.scrub()


@pytest.fixture
def backed_up(store: Store, team: TeamName, database: Path) -> Path:
    """A contact, and two backups that have it."""
    hold_in_backups(store, team, database)
    return database


def hold_in_backups(store: Store, team: TeamName, database: Path) -> None:
    with store.change("Log") as session:
        add_contact(session, team.id, "ONE")
    backups.back_up(str(database))
    backups.back_up(str(database))


def named(database: Path) -> list[Path]:
    folder = database.parent / "backups"
    return [one for one in folder.glob("*.db") if NAMED.name.encode() in one.read_bytes()]


def test_backups_from_before_are_told_and_those_after_are_not(
    store: Store, backed_up: Path
) -> None:
    assert old_copies.old(store, str(backed_up), None).backups == ()
    assert len(old_copies.every(store, str(backed_up), None).backups) == 2
    anonymise(store)
    after = backups.back_up(str(backed_up))
    old = old_copies.old(store, str(backed_up), None)
    assert len(old.backups) == 2
    assert after.path not in [one.path for one in old.backups]


def test_the_day_by_which_age_takes_them_is_looked_ahead(
    store: Store, team: TeamName, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Sunday that ends its month: the last backup of both.
    monkeypatch.setattr(clock, "now", lambda: clock.london(2026, 5, 31, 12))
    hold_in_backups(store, team, database)
    anonymise(store)
    until = old_copies.old(store, str(database), None).until
    assert until is not None
    # One of a fortnight, then of ten weeks, then of twelve months.
    days = (until - clock.today()).days
    assert timedelta(days=300).days < days < timedelta(days=500).days


def test_they_go_early_once_a_new_one_is_good(store: Store, backed_up: Path) -> None:
    anonymise(store)
    assert len(named(backed_up)) == 2
    assert old_copies.remove(store, str(backed_up), None) == 2
    assert named(backed_up) == []
    [left] = backups.listed(str(backed_up))
    assert backups.read_back(left).checked
    folder = backed_up.parent / "backups"
    assert not [one for one in folder.iterdir() if not one.name.startswith(left.path.stem)]
    assert old_copies.old(store, str(backed_up), None).backups == ()
    assert not store.owes_scrub


def test_one_that_cannot_be_removed_is_said_and_stays_one_of_the_old(
    store: Store, backed_up: Path
) -> None:
    anonymise(store)
    stuck = old_copies.old(store, str(backed_up), None).backups[-1].path
    # What cannot be unlinked, for root either.
    stuck.with_name(f"{stuck.name}-journal").mkdir()
    with pytest.raises(DeskError, match="A backup could not be removed"):
        old_copies.remove(store, str(backed_up), None)
    assert stuck in [one.path for one in old_copies.old(store, str(backed_up), None).backups]


def test_none_goes_where_the_new_one_is_not_made(store: Store, backed_up: Path) -> None:
    anonymise(store)

    def give_up(_done: int, _total: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        old_copies.remove(store, str(backed_up), None, give_up)
    assert len(named(backed_up)) == 2


def test_backups_of_another_file_of_that_name_are_left_alone(
    store: Store, backed_up: Path, tmp_path: Path
) -> None:
    alone = old_copies.every(store, str(backed_up), None)
    other = tmp_path / "other" / backed_up.name
    other.parent.mkdir()
    create_store(str(other), ACTOR).close()
    theirs = backups.back_up(str(other)).path
    folder = backed_up.parent / "backups"
    strange = folder / backups.place(str(backed_up)).name
    shutil.copyfile(theirs, strange)
    said = backups.at(theirs, str(other)).manifest
    named = read_name("desk", strange.name)
    assert said is not None
    assert named is not None
    write_manifest(strange, replace(said, made=named.made))
    assert strange in [one.path for one in backups.listed(str(backed_up))]
    assert old_copies.every(store, str(backed_up), None) == alone
    anonymise(store)
    assert old_copies.old(store, str(backed_up), None) == alone
    assert old_copies.remove(store, str(backed_up), None) == 2
    assert strange.exists()


def test_one_without_a_manifest_is_opened_to_see_whose_it_is(store: Store, backed_up: Path) -> None:
    anonymise(store)
    for one in (backed_up.parent / "backups").glob("*.db.json"):
        one.unlink()
    assert len(old_copies.old(store, str(backed_up), None).backups) == 2
