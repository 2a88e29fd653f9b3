"""What is typed into any form and not saved is there again after the program was killed."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services.team import TeamName
from snt_desk.ui import keeping
from snt_desk.ui.desk import Desk
from snt_desk.ui.form import Form
from tests.ui import faulty
from tests.ui.pages.seen import CTRL, in_window, press
from tests.ui.pages.typed_forms import FORMS, TypedForm

pytestmark = [
    pytest.mark.trust,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("_on_a_sunday"),
]
NOW = clock.london(2026, 11, 22, 14, 2)
OFFERED = [name for name in FORMS if name not in {"patrol", "words"}]
"""The others are offered in their own way: tests of their pages."""


@pytest.fixture
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 600_000)


@contextmanager
def killed(form: TypedForm, desk: Desk, team: TeamName, qtbot: QtBot) -> Generator[Any]:
    """The page, until the program is killed: what was kept then is in the file after it."""
    with in_window(form.made(), desk, team, qtbot) as page:
        yield page
        found = {name: desk.store.draft(name) for name in FORMS}
    for name, kept in found.items():
        if kept is not None:
            desk.store.keep_draft(name, kept.value)


def bring_back(form: Form, qtbot: QtBot) -> None:
    qtbot.waitUntil(form.offered.isVisible)
    button = next(one for one in form.offered.findChildren(QPushButton) if one.isVisible())
    button.setFocus()
    press(Qt.Key.Key_Space)


@pytest.mark.parametrize("name", OFFERED)
def test_what_was_typed_is_offered_and_comes_back_and_can_be_saved(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS[name]
    with killed(form, desk, team, qtbot) as page:
        form.type(page)
        typed = form.text(page)
        qtbot.waitUntil(lambda: store.draft(name) is not None)
    with in_window(form.made(), desk, team, qtbot) as page:
        assert form.text(page) != typed
        offered = form.form(page).offered
        assert offered.words.startswith(f"Not saved yet. {name.capitalize()}")
        assert offered.words.endswith("typed at 14:02.")
        bring_back(form.form(page), qtbot)
        assert form.text(page) == typed
        assert offered.words == ""
        press(Qt.Key.Key_S, held=CTRL)
        assert str(store.undo_label).startswith(form.saved)
        qtbot.waitUntil(lambda: store.draft(name) is None)


@pytest.mark.parametrize("name", ["contact", "message", "organisation"])
def test_the_list_of_what_is_offered_is_in_front(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS[name]
    with killed(form, desk, team, qtbot) as page:
        form.type(page)
        page.unsaved.keep_now()
    with in_window(form.made(), desk, team, qtbot) as page:
        assert page.bar.table == page.form.table == form.form(page).table  # type: ignore[attr-defined]  # of any record
        assert page.form.offered.words.startswith("Not saved yet.")


def test_words_on_a_month_stand_there_again(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS["words"]
    with killed(form, desk, team, qtbot) as page:
        form.type(page)
        typed = form.text(page)
        qtbot.waitUntil(lambda: store.draft("words") is not None)
    with in_window(form.made(), desk, team, qtbot) as page:
        assert form.text(page) == typed
        assert page.pane.words.notes["risk"].value == "Two people leave"
        qtbot.waitUntil(page.pane.unsaved.isVisible)
        press(Qt.Key.Key_S, held=CTRL)
        qtbot.waitUntil(lambda: store.draft("words") is None)


def test_what_stands_in_the_form_waits_while_what_was_kept_is_brought_back(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS["organisation"]
    with killed(form, desk, team, qtbot) as page:
        form.type(page)
        first = form.text(page)
        qtbot.waitUntil(lambda: store.draft("organisation") is not None)
    with in_window(form.made(), desk, team, qtbot) as page:
        page.partner_form.name.set_value("The school")
        second = form.text(page)
        bring_back(page.partner_form, qtbot)
        assert form.text(page) == first
        assert "The school" in page.partner_form.offered.words
        bring_back(page.partner_form, qtbot)
        assert form.text(page) == second


@pytest.mark.parametrize("name", OFFERED)
def test_what_the_user_does_not_want_is_not_offered_again(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS[name]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        page.unsaved.keep_now()
        assert store.draft(name) is not None
        # A question whether to save it is answered with Discard.
        assert page.leave()
        assert store.draft(name) is None


def test_where_it_cannot_be_kept_that_is_said_until_it_is_kept(
    desk: Desk,
    team: TeamName,
    qtbot: QtBot,
    store: Store,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "AGAIN_MS", 50)
    form = FORMS["priority"]
    with in_window(form.made(), desk, team, qtbot) as page:
        with faulty.moved(store, database):
            form.type(page)
            box = page.form.box
            qtbot.waitUntil(lambda: bool(box.words))
            assert box.words.startswith("What you type is not kept. Your data file was moved")
        # Nothing more is typed: it is tried again all the same.
        qtbot.waitUntil(lambda: store.draft("priority") is not None)
        assert box.words == ""


def test_a_window_can_be_left_where_nothing_can_be_written(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store, database: Path
) -> None:
    form = FORMS["meeting"]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        page.unsaved.keep_now()
        with faulty.moved(store, database):
            assert page.leave()
        # At worst it is offered once more.
        assert store.draft("meeting") is not None
