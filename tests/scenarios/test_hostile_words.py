"""Whatever is written in a filter is words: it finds or it does not, and changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services import patrol_log
from snt_desk.services.patrol_log import Filter
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance
from tests.scenarios import witness
from tests.trust.figures import Tally
from tests.ui import poisoned
from tests.ui.conftest import CannedAsk, clear_away

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ENDS = ("", "'", '"', "';--", "')", "*/", "\\", "\x00", ")))")
ATTEMPTS = (
    *("1 OR 1=1", "DROP TABLE patrols", "UNION SELECT * FROM contacts", "; ATTACH 'x' AS y"),
    *("NEAR(a b, 5)", "note: x", "a AND NOT", "^a", "a*b*", "{x} : y", "- foo", '"half', "a + b"),
    *("%", "_", "%%%%", "[a-z]", "\\%", "a%' ESCAPE '", "GLOB *", "MATCH x", "café", "O'Brien"),
)
HALF = "\ud800"
"""Half of a letter: no file can hold it."""
OTHERS = (
    *("a" * 60_000, "%" * 60_000, "(" * 5000, '"' * 5000, "a " * 20_000, "\u202e", "👮" * 1000),
    *("\u0301" * 500, HALF, "\n\r\t", "NULL", "../../etc/passwd", "{0.__class__}", "%s%n"),
    *poisoned.POISONS,
)
WORDS = (*(f"{one}{end}" for one, end in product(ATTEMPTS, ENDS)), *OTHERS)
MOST_SECONDS = 1.0
"""For any of them, however long."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = poisoned.made(tmp_path_factory.mktemp("words") / "desk.db")
    yield made
    made.close()


def test_whatever_is_looked_for_nothing_breaks_and_nothing_changes(
    store: Store, tally: Tally
) -> None:
    before = witness.rows(store)
    with store.read() as session:
        every = patrol_log.count(session, 1, Filter())
        for words in WORDS:
            begun = time.thread_time()
            assert 0 <= patrol_log.count(session, 1, Filter(text=words)) <= every, words[:80]
            assert time.thread_time() - begun < MOST_SECONDS, words[:80]
            # These are chosen, never typed.
            if words not in poisoned.POISONS and words != HALF:
                for other in (Filter(operation=words), Filter(place=words), Filter(mode=words)):
                    assert patrol_log.count(session, 1, other) == 0, words[:80]
    tally("hostile texts", len(WORDS))
    assert every > 0
    assert len(WORDS) > 200
    assert witness.rows(store) == before


@pytest.mark.trust
def test_what_is_written_in_the_filters_of_the_window_breaks_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setattr(clock, "now", lambda: poisoned.OCTOBER)
    theme.use(app.application(), Appearance("light"))
    desk = app.desk_over(store, Preferences(tmp_path / "settings.json"), CannedAsk())
    window = app.open_window(desk, "")
    window.activateWindow()
    before, told, typed = witness.rows(store), list[str](), 0
    ignored = ["^This plugin does not support"]
    with witness.watching(lambda title, _detail: told.append(title), ignored) as faults:
        for title in ("Roster", "Patrols", "Priorities", "Partners"):
            window.visit_title(title)
            settle(window)
            window.doing.go_to_filter()
            field = QApplication.focusWidget()
            if not isinstance(field, QLineEdit):
                continue
            for words in WORDS[::12]:
                field.setText(words)
                settle(window)
                typed += 1
            field.clear()
            settle(window)
    clear_away(app.application())
    tally("hostile texts", typed)
    tally("unhandled", len(faults))
    assert (faults, told) == ([], [])
    assert typed > 50
    assert witness.rows(store) == before


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    while window.desk.tasks.busy:
        QTest.qWait(1)
    QApplication.processEvents()
