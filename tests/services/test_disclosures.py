"""What leaves the desk is in the journal first, with who gets it; looks at residents are too."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from snt_desk.db import schema
from snt_desk.db.opening import open_store, open_to_look
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, list_files, patrol_export, patrol_log, patrols, residents
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR

ROOT = Path(schema.__file__).parents[2]
_KILLED_ON_THE_WAY = """
import os, signal, sys
from pathlib import Path
from snt_desk.db.opening import open_store
from snt_desk.services import list_files, patrol_export
from tests.fixtures_store import ACTOR

def die(event, arguments):
    if event == "os.rename":
        os.kill(os.getpid(), signal.SIGKILL)

store = open_store(sys.argv[1], ACTOR)
sys.addaudithook(die)
order = list_files.Order(Path(sys.argv[2]), "Patrols", "Bridge Housing")
patrol_export.write(store, 1, [1], order, report=lambda done, of: None)
"""


def noted(store: Store) -> list[tuple[str, str, str, str | None]]:
    with store.read() as session:
        query = "SELECT category, label, recipient, subject FROM changes WHERE kind = 'note'"
        return [tuple(row) for row in session.execute(text(f"{query} ORDER BY id"))]


def test_what_is_given_is_noted_with_who_gets_it(store: Store) -> None:
    disclosures.give(store, "Export 2 patrols", "  Bridge \n Housing ")
    assert noted(store) == [("disclosure", "Export 2 patrols", "Bridge Housing", None)]


def test_without_a_recipient_nothing_is_given(store: Store) -> None:
    with pytest.raises(DeskError, match="Say who gets it"):
        disclosures.give(store, "Export 2 patrols", " ")
    assert noted(store) == []


def test_many_rows_on_the_clipboard_are_noted_and_a_few_are_not(store: Store) -> None:
    disclosures.copy(store, "Patrols", disclosures.MANY - 1)
    assert noted(store) == []
    disclosures.copy(store, "Patrols", disclosures.MANY)
    assert noted(store) == [("disclosure", "Copy 10 rows: Patrols", "the clipboard", None)]


def test_what_cannot_be_noted_does_not_leave(
    store: Store, team: TeamName, database: Path, tmp_path: Path
) -> None:
    with store.change("Log") as session:
        leg = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
        patrols.log(session, team.id, PatrolDraft((leg,)))
    looking = open_to_look(str(database), ACTOR)
    with looking.read() as session:
        keys = patrol_log.keys(session, team.id, Filter())
    order = list_files.Order(tmp_path / "patrols.csv", "Patrols", "IT")
    with pytest.raises(DeskError):
        patrol_export.write(looking, team.id, keys, order, report=lambda *_: None)
    with pytest.raises(DeskError):
        residents.seen(looking, "K1")
    looking.close()
    assert not order.path.exists()


def test_whoever_is_killed_before_the_file_is_there_has_left_the_entry(
    store: Store, team: TeamName, database: Path, tmp_path: Path
) -> None:
    with store.change("Log") as session:
        leg = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
        patrols.log(session, team.id, PatrolDraft((leg,)))
    store.close()
    path = tmp_path / "patrols.csv"
    command = [sys.executable, "-c", _KILLED_ON_THE_WAY, str(database), str(path)]
    ended = subprocess.run(command, cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    again = open_store(str(database), ACTOR)
    assert noted(again) == [("disclosure", "Export 1 patrol", "Bridge Housing", None)]
    again.close()


def test_a_resident_is_noted_once_a_visit_however_often_seen(store: Store) -> None:
    visit = residents.Visit(store)
    for ref in ("K1", "K2", "K1", "K1"):
        visit.see(ref)
    visit.end()
    visit.see("K1")
    assert [subject for *_, subject in noted(store)] == [
        "contacts/K1",
        "contacts/K2",
        "contacts/K1",
    ]
    assert {(category, label) for category, label, *_ in noted(store)} == {
        ("consultation", "Look at a resident’s details")
    }
