"""Whatever happens to the file while something is typed: a sentence beside it, the text stays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import patience
from snt_desk.db.health import faults
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services.team import TeamName
from snt_desk.ui.box import Box
from snt_desk.ui.desk import Desk
from snt_desk.ui.failing import COPY
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.returns import ReturnPage
from tests.db.rows import all_rows
from tests.ui import faulty
from tests.ui.conftest import CannedAsk
from tests.ui.faulty import Fault
from tests.ui.pages.seen import CTRL, in_window, press
from tests.ui.pages.typed_forms import FORMS

pytestmark = [
    pytest.mark.trust,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("_on_a_sunday", "_impatient"),
]
KEY = Qt.Key
NOW = clock.london(2026, 11, 22, 14, 2)


@pytest.fixture
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program is waited for in one test only."""
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    # Nor does what looks by itself come in between.
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 600_000)


FAULTS: dict[str, tuple[Fault, str, bool]] = {
    "full": (faulty.full, "The disk is full", True),
    "failing": (faulty.failing, "The disk does not take the change", True),
    "moved": (faulty.moved, "Your data file was moved or taken away", True),
    "swapped": (faulty.swapped, "Another file stands where your data file was", True),
    "held": (faulty.held, "Another program is using the data file", False),
}
"""What happens, what is said of it, and whether a copy elsewhere is offered."""
WORDS = {
    "meeting": "minutes",
    "action": "text",
    "event": "venue",
    "contact": "subject",
    "planned patrol": "note",
    "campaign": "note",
}
"""Forms that ask the records what looks odd, and of each a field that they do not ask about."""


@pytest.fixture
def page(desk: Desk, team: TeamName, qtbot: QtBot) -> Iterator[PatrolsPage]:
    with in_window(PatrolsPage(), desk, team, qtbot) as made:
        yield made


def save() -> None:
    press(KEY.Key_S, held=CTRL)


def offered(box: Box) -> str:
    """What the button of a box says, if it has one."""
    return next((one.text() for one in box.findChildren(QPushButton) if one.isVisible()), "")


@pytest.mark.parametrize("name", FAULTS)
def test_a_save_that_cannot_be_is_said_and_works_when_the_cause_is_gone(
    page: PatrolsPage, store: Store, database: Path, name: str
) -> None:
    fault, title, copy = FAULTS[name]
    form = FORMS["patrol"]
    form.type(page)
    # So much that no page that is free already will do.
    page.form.fields.note.set_value("word " * 4000)
    typed, before = form.text(page), store.undo_label
    with fault(store, database):
        save()
        assert page.form.box.words.startswith(title)
        assert "not saved" in page.form.box.words
        assert (offered(page.form.box) == COPY) == copy
        assert form.text(page) == typed
    assert store.undo_label == before
    save()
    assert page.form.box.words == ""
    assert str(store.undo_label).startswith(form.saved)
    assert list(faults(store)) == []


@pytest.mark.parametrize("name", FORMS)
def test_every_form_keeps_what_is_typed_and_says_beside_it_what_failed(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    form = FORMS[name]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        typed, before = form.text(page), store.undo_label
        with faulty.moved(store, database):
            save()
            box = form.form(page).box
            assert box.words.startswith("Your data file was moved or taken away")
            assert box.isVisible()
            assert offered(box) == COPY
            assert form.text(page) == typed
        assert store.undo_label == before
        save()
        assert str(store.undo_label).startswith(form.saved)


def test_the_window_lives_while_another_program_has_the_file(
    page: PatrolsPage, store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 2.0)
    FORMS["patrol"].type(page)
    beats: list[float] = []
    heart = QTimer(page.form, interval=20)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    with faulty.held(store, database):
        heart.start()
        began = time.monotonic()
        save()
        took = time.monotonic() - began
        heart.stop()
    assert page.form.box.words.startswith("Another program is using the data file")
    assert 1.9 < took < 4
    # One that stood still would have missed all of them.
    assert max(after - before for before, after in pairwise(beats)) < 1
    assert len(beats) > 20


@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_typed_while_another_program_has_the_file(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    form = FORMS[name]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        form.form(page).focus(WORDS[name])
        before = form.text(page)
        with faulty.held(store, database):
            press("Word")
        assert form.text(page) != before


def test_save_pressed_twice_makes_one_record(page: PatrolsPage, store: Store) -> None:
    FORMS["patrol"].type(page)
    press("ss", held=CTRL)
    assert store.undo().startswith("Log foot")
    assert store.undo_label == "Make the team" or store.undo_label is None


def test_of_several_patrols_none_is_changed_where_it_cannot_be(
    page: PatrolsPage, store: Store, database: Path
) -> None:
    for _ in range(2):
        FORMS["patrol"].type(page)
        save()
    page.log.table.setFocus()
    press("a", held=CTRL)
    press(KEY.Key_F2)
    form = page.several.form
    form.operation.set_value("Sceptre")
    before = all_rows(database)
    with faulty.moved(store, database):
        save()
        assert form.box.words.startswith("Your data file was moved or taken away")
        assert form.operation.value == "Sceptre"
    assert all_rows(database) == before
    save()
    assert store.undo_label == "Change 2 patrols"


def test_a_return_that_cannot_be_frozen_leaves_no_files(
    desk: Desk,
    team: TeamName,
    qtbot: QtBot,
    store: Store,
    database: Path,
    ask: CannedAsk,
) -> None:
    folder = database.parent.with_name(f"{database.parent.name} returns")
    folder.mkdir()
    with in_window(ReturnPage(), desk, team, qtbot) as page:
        before = all_rows(database)
        with faulty.swapped(store, database):
            ask.answers += [True, folder]
            page.send()
            assert page.pane.failed.words.startswith("Another file stands where your data file was")
        assert list(folder.iterdir()) == []
        assert all_rows(database) == before
