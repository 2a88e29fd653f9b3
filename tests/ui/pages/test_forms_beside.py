"""Beside lists of several kinds: what is typed is not lost, and Save knows what it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from snt_desk.db import patience
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services import partners
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from tests.ui import faulty
from tests.ui.pages import partners_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, press, words

KEY = Qt.Key
HELD = clock.this_minute() - timedelta(days=3)
PANEL = MeetingDraft("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1), partners=("O1",))

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, partners_page.begin)


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    """The page in its window, which has the focus; there is one organisation and no work."""
    with kept.begun(qtbot) as made:
        yield made


def add_meeting(store: Store, team: TeamName, draft: MeetingDraft = PANEL) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def test_what_was_cleared_beside_other_lists_is_as_it_was_saved(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    panel = add_meeting(store, team)
    page.go_to(Target("Partners", "meetings", panel))
    page.meeting_form.focus("title")
    press("X")
    page.bar.show_list("partners")
    page.meeting_form.clear_button.setFocus()
    press(KEY.Key_Space)
    before = store.undo_label
    press(KEY.Key_S, held=CTRL)
    assert page.form.opened == panel
    assert page.form.box.words == ""
    assert store.undo_label == before


def test_what_is_called_at_length_leaves_room_for_its_fields(
    page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    action = ActionDraft("Ask who has the key. " * 80, owner_partner="O1", raised=clock.today())
    with store.change("Add action") as session:
        ref = partners.add_action(session, team.id, action)
    page.go_to(Target("Partners", "actions", ref))
    form = page.action_form
    qtbot.waitUntil(lambda: form.text.visibleRegion().boundingRect() == form.text.rect())
    assert form.owner.visibleRegion().boundingRect() == form.owner.rect()
    assert "Ask who has the key. Ask who has the key. Ask who has the k…" in words(form)


def test_the_line_in_hand_below_a_form_is_in_sight(
    page: PartnersPage, store: Store, team: TeamName, qtbot: QtBot
) -> None:
    with store.change("Add meetings") as session:
        for days in range(20):
            held = HELD - days * clock.DAY
            partners.add_meeting(session, team.id, replace(PANEL, start=held, end=None))
    page.go_to(Target("Partners", "partners", "O1"))
    form, lines = page.partner_form, page.partner_form.lines

    def in_sight() -> bool:
        line = lines.visualRect(lines.currentIndex())
        shown = lines.viewport().visibleRegion()
        return shown.contains(line.center()) and shown.contains(line.bottomLeft())

    form.focus("ended")
    press(KEY.Key_Tab)
    qtbot.waitUntil(in_sight)
    for key in (*[KEY.Key_Down] * 18, KEY.Key_Home, KEY.Key_End):
        press(key)
        assert in_sight()
    press(KEY.Key_Backtab)
    assert not in_sight()
    press(KEY.Key_Tab)
    qtbot.waitUntil(in_sight)


@pytest.mark.parametrize("field", ["officers", "partners", "apologies"])
def test_letters_that_are_nobody_come_back_when_they_were_cleared(
    page: PartnersPage, field: str
) -> None:
    form = page.meeting_form
    form.focus(field)
    press("Zzyzx")
    typed = form.typed
    form.clear_button.setFocus()
    press(KEY.Key_Space)
    assert form.typed != typed
    press(KEY.Key_Z, held=CTRL)
    assert form.typed == typed


def test_letters_are_taken_while_another_program_has_the_file(
    page: PartnersPage,
    store: Store,
    team: TeamName,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    page.go_to(Target("Partners", "meetings", add_meeting(store, team)))
    form = page.meeting_form
    form.focus("minutes")
    with faulty.held(store, database):
        press("A gate")
    assert form.minutes.value == "A gate"
