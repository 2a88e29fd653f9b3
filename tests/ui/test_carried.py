"""What was typed and could not be kept is neither dropped for an older text nor closed away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.ui import unsaved
from snt_desk.ui.carried import Carried
from snt_desk.ui.pages.partners.action_reading import TypedAction
from snt_desk.ui.unsaved import Draft
from tests.ui.conftest import CannedAsk

AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


def written(*texts: str) -> str:
    return unsaved.written([Draft("", TypedAction(text=one), AT) for one in texts])


def texts(written: str) -> list[str]:
    return [one.typed.text for one in unsaved.read(written, TypedAction)]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def carried(window: QWidget, ask: CannedAsk) -> Carried:
    made = Carried(window, ask)
    made.take({"action": written("Call the school", "Ask for a gate")})
    return made


def test_it_is_kept_beside_what_was_kept_before(store: Store, carried: Carried) -> None:
    store.keep_draft("action", written("Ask for", "Call the school"))
    carried.put(store)
    kept = store.draft("action")
    assert kept is not None
    assert sorted(texts(kept.value)) == ["Ask for", "Ask for a gate", "Call the school"]


def test_where_the_older_one_cannot_be_read_the_later_one_stands(
    store: Store, carried: Carried
) -> None:
    store.keep_draft("action", "of another version")
    carried.put(store)
    kept = store.draft("action")
    assert kept is not None
    assert texts(kept.value) == ["Call the school", "Ask for a gate"]


def test_the_window_does_not_close_over_it_without_asking(
    window: QWidget, carried: Carried, ask: CannedAsk
) -> None:
    ask.answers += [False, True]
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert ask.asked == ["What you typed could not be kept"] * 2


def test_once_it_is_kept_it_closes(store: Store, window: QWidget, carried: Carried) -> None:
    carried.put(store)
    window.close()
    assert not window.isVisible()
