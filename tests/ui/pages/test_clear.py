"""*Clear* takes nothing away for good: what stood in the form comes back, from every form."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.record_form import RecordForm
from tests.ui.pages.seen import CTRL, click, in_window, press
from tests.ui.pages.typed_forms import FORMS

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("_on_a_sunday"),
]
KEY = Qt.Key
NOW = clock.london(2026, 11, 22, 14, 2)
OFFERED = [name for name in FORMS if name not in {"patrol", "words", "post", "point raised"}]
"""The others say it in other words, or have Cancel there, which test_drafts_of_forms.py holds."""


@pytest.fixture
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("snt_desk.ui.later.THERE_MS", 600_000)


def with_letters(typed: Any) -> Any:
    """What stands in a form, with letters that are no choice wherever only a choice will do."""
    said: dict[str, Any] = {}
    for one in fields(typed):
        value, chosen = getattr(typed, one.name), one.name.removeprefix("no_")
        if chosen != one.name or chosen == "nobody":
            said[one.name] = "Zzyzx"
            if isinstance(getattr(typed, chosen, None), str) and chosen != "nobody":
                # Letters stand where the choice would.
                said[chosen] = None
        elif is_dataclass(value):
            said[one.name] = with_letters(value)
    return replace(typed, **said)


def clear(form: Any) -> None:
    form.clear_button.setFocus()
    press(KEY.Key_Space)


def bring_back(form: Any) -> None:
    button = next(one for one in form.offered.findChildren(QPushButton) if one.isVisible())
    button.setFocus()
    press(KEY.Key_Space)


@pytest.mark.trust
@pytest.mark.parametrize("name", OFFERED)
def test_what_clear_took_away_comes_back_and_can_be_saved(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS[name]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        shown = form.form(page)
        typed, before = form.text(page), store.undo_label
        clear(shown)
        assert form.text(page) != typed
        assert shown.offered.words.startswith(f"Cleared. {name.capitalize()}")
        assert shown.offered.words.endswith("typed at 14:02.")
        press(KEY.Key_Z, held=CTRL)
        assert form.text(page) == typed
        assert store.undo_label == before
        clear(shown)
        bring_back(shown)
        assert form.text(page) == typed
        assert shown.offered.words == ""
        press(KEY.Key_S, held=CTRL)
        assert str(store.undo_label).startswith(form.saved)


@pytest.mark.trust
@pytest.mark.parametrize("name", ["patrol", "words"])
def test_ctrl_z_brings_back_a_patrol_and_words_on_a_month_too(
    name: str, desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS[name]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        typed = form.text(page)
        clear(form.form(page))
        assert form.text(page) != typed
        press(KEY.Key_Z, held=CTRL)
        assert form.text(page) == typed
        assert store.undo_label is None


def test_words_on_a_month_come_back_after_clear(desk: Desk, team: TeamName, qtbot: QtBot) -> None:
    form = FORMS["words"]
    with in_window(form.made(), desk, team, qtbot) as page:
        form.type(page)
        typed, words = form.text(page), page.pane.words
        clear(words)
        assert form.text(page) == {}
        assert words.offered.words == "Cleared. Words on November 2026."
        bring_back(words)
        assert form.text(page) == typed
        assert words.notes["risk"].value == "Two people leave"


def test_a_form_offers_what_was_cleared_until_it_is_cleared_again(
    desk: Desk, team: TeamName, qtbot: QtBot, store: Store
) -> None:
    form = FORMS["organisation"]
    with in_window(form.made(), desk, team, qtbot) as page:
        offered = page.partner_form.offered
        form.type(page)
        page.unsaved.keep_now()
        # Twice in one go is once.
        click(page.partner_form.clear_button, twice=True)
        assert offered.words == "Cleared. Organisation, Woodhall Residents, typed at 14:02."
        # Nobody wants it: it lies on the disk no more.
        page.unsaved.keep_now()
        assert store.draft("organisation") is None
        # What was done since is what Ctrl+Z undoes.
        form.type(page)
        press(KEY.Key_S, held=CTRL)
        page.partner_form.save_button.setFocus()
        press(KEY.Key_Z, held=CTRL)
        assert store.undo_label is None
        assert offered.words.startswith("Cleared. Organisation")
        clear(page.partner_form)
        assert offered.words == ""


@pytest.mark.trust
@pytest.mark.parametrize("kind", [PartnersPage, CommunityPage])
def test_letters_that_are_none_of_the_choices_come_back_as_well(
    kind: type[Any], desk: Desk, team: TeamName, qtbot: QtBot
) -> None:
    with in_window(kind(), desk, team, qtbot) as page:
        for name in (name for name, form in FORMS.items() if form.page is kind):
            form = FORMS[name].form(page)
            if isinstance(form, RecordForm):
                typed = with_letters(form.typed)
                form.bring("", typed)
                assert form.typed == typed, name
