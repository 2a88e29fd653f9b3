"""What a line of a menu or an undo could not do is said above the page, and no dialog opens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db import patience
from snt_desk.db.faults import Kind, Trouble, sentence_for
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services.team import TeamName
from snt_desk.ui.crash import Crash
from snt_desk.ui.desk import Desk
from snt_desk.ui.failing import COPY
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.priorities.register import RegisterView
from tests.db.rows import all_rows
from tests.fixtures_store import ACTOR
from tests.ui import faulty
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, press, window_of
from tests.ui.pages.typed_forms import FORMS

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def window(
    desk: Desk, team: TeamName, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window over the priorities, in which whatever nobody catches goes the program's way."""
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 600_000)
    made = window_of(RegisterView(), desk, team, qtbot)
    crash = Crash(tmp_path / "logs", desk.ask.tell)
    crash.beside = made.cares.saying.say
    monkeypatch.setattr(sys, "excepthook", crash.take)
    yield made
    made.close()


def take_uncaught(window: MainWindow, do: object) -> None:
    """Do it as a slot is done: what it raises goes to the hook."""
    assert callable(do)
    try:
        do()
    except DeskError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    QApplication.processEvents()


def test_an_undo_that_cannot_be_is_said_above_the_page_and_nothing_is_half_undone(
    window: MainWindow, store: Store, database: Path, ask: CannedAsk
) -> None:
    with store.change("Rename the priority") as session:
        session.query(m.Priority).one().title = "Haldens shops"
    before = all_rows(database)
    with faulty.held(store, database):
        take_uncaught(window, window.way_back.undo)
    assert window.cares.saying.words.startswith("Another program is using the data file")
    assert ask.told == []
    assert store.undo_label == "Rename the priority"
    assert all_rows(database) == before
    window.way_back.undo()
    assert window.cares.saying.words == ""
    assert list(faults(store)) == []


def test_it_goes_when_another_tab_comes_to_the_front(window: MainWindow) -> None:
    window.cares.saying.say(DeskError("That priority is gone", "Undo brings it back."))
    assert window.cares.saying.words == "That priority is gone. Undo brings it back."
    window.tabs.currentChanged.emit(0)
    assert window.cares.saying.words == ""


def test_it_goes_when_a_page_is_laid_over_the_tabs(window: MainWindow) -> None:
    window.cares.saying.tell("Exported 4 files to uk", "Hand the folder on.")
    press(Qt.Key.Key_J, held=CTRL)
    assert window.over.page is not None
    assert window.cares.saying.words == ""


def test_a_copy_elsewhere_holds_the_records_and_beside_it_what_is_typed(
    desk: Desk,
    team: TeamName,
    qtbot: QtBot,
    store: Store,
    database: Path,
    ask: CannedAsk,
) -> None:
    form = FORMS["meeting"]
    window = window_of(PartnersPage(), desk, team, qtbot)
    page = window.page
    form.type(page)
    before = all_rows(database)
    outside = database.parent.with_name(f"{database.parent.name} stick")
    outside.mkdir()
    with faulty.moved(store, database):
        press(Qt.Key.Key_S, held=CTRL)
        button = next(one for one in form.form(page).box.findChildren(QPushButton))
        assert button.text() == COPY
        ask.answers.append(outside / "copy.db")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert window.cares.saying.words == (
        "A copy is saved. All records are in copy.db. What is typed is in copy-not-saved.txt."
    )
    assert all_rows(outside / "copy.db") == before
    text = (outside / "copy-not-saved.txt").read_text(encoding="utf-8")
    assert text.startswith("Typed in SNT Desk and not saved. OFFICIAL\n\nMeeting, ASB panel, typed")
    assert "Minutes: A gate is wanted" in text
    assert "Start: 10:00" in text
    copy = open_store(str(outside / "copy.db"), ACTOR)
    assert list(faults(copy)) == []
    copy.close()
    window.close()


NAMES = (
    *("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_READONLY"),
    *("SQLITE_PERM", "SQLITE_FULL", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_AUTH"),
    *("SQLITE_CONSTRAINT", "SQLITE_MISUSE", "SQLITE_TOOBIG", "SQLITE_SCHEMA"),
)


@pytest.mark.parametrize("name", NAMES)
def test_only_two_names_of_fourteen_are_damage(name: str) -> None:
    said = sentence_for(name)
    is_damage = said is not None and said.kind is Kind.DAMAGED
    assert is_damage == (name in {"SQLITE_CORRUPT", "SQLITE_NOTADB"})


@pytest.mark.parametrize("kind", [ImportError, MemoryError, OSError])
def test_what_is_no_word_of_the_database_is_not_damage(store: Store, kind: type[Exception]) -> None:
    worried: list[Trouble] = []
    store.worry(worried.append)
    with pytest.raises(kind), store.change("Log patrol"):
        raise kind
    assert worried == []
