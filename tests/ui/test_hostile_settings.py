"""Settings that were cut off, flipped or planted never stop a start, and run nothing."""

from __future__ import annotations

import base64
import json
import os
import pickle
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences, Settings
from tests.trust.figures import Tally

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

STARTS = 200


@pytest.fixture
def written(tmp_path: Path, qapp: QApplication) -> Path:
    """What a desk that was used has written."""
    kept = Preferences(tmp_path / "settings.json")
    kept.keep(Settings(look="dark", text_percent=125, file="/home/desk.db", collar="101"))
    window = MainWindow(kept, app.TABS)
    states = {name: bytes(window.saveGeometry().data()) for name in ("window", "window/guide")}
    kept.keep_states({**states, "tab": b"Roster", "part/log": bytes(range(256))})
    window.deleteLater()
    return tmp_path


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """Cut off somewhere, a bit flipped, or bytes of a page gone to nothing."""
    at = dice.randrange(len(data))
    if dice.random() < 0.4:
        return data[:at]
    if dice.random() < 0.7:
        return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
    return data[:at] + bytes(len(data[at : at + 512])) + data[at + 512 :]


def start(folder: Path) -> Settings:
    """Read them and open the frame, as a start does."""
    kept = Preferences(folder / "settings.json")
    theme.use(app.application(), kept.settings.appearance)
    window = MainWindow(kept, app.TABS)
    window.show()
    assert 0 < window.width() < 20_000
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return kept.settings


@pytest.mark.trust
def test_whatever_happens_to_the_settings_the_desk_starts(written: Path, tally: Tally) -> None:
    dice, started = random.Random(5), 0
    good = {name: (written / name).read_bytes() for name in ("settings.json", "window.json")}
    for _ in range(STARTS):
        for name, data in good.items():
            (written / name).write_bytes(spoilt(data, dice) if dice.random() < 0.7 else data)
        start(written)
        started += 1
    tally("hostile texts", started)
    assert started == STARTS


def test_state_bytes_that_make_no_sense_to_qt_leave_a_window(written: Path) -> None:
    good = json.loads((written / "window.json").read_text(encoding="utf-8"))
    dice = random.Random(6)
    for _ in range(20):
        states = {
            name: base64.b64encode(spoilt(base64.b64decode(text), dice)).decode()
            for name, text in good.items()
        }
        (written / "window.json").write_text(json.dumps(states), encoding="utf-8")
        start(written)


def test_code_in_the_settings_is_never_run(written: Path) -> None:
    mark = written / "ran"

    class Planted:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(mark),)

    bomb = base64.b64encode(pickle.dumps(Planted())).decode()
    for name in ("settings.json", "window.json"):
        values = json.loads((written / name).read_text(encoding="utf-8"))
        texts = (bomb, "@Variant(\x00\x00\x00\x7f)", f"__import__('os').mkdir({str(mark)!r})")
        for text in texts:
            (written / name).write_text(json.dumps(dict.fromkeys(values, text)), encoding="utf-8")
            start(written)
    assert not mark.exists()
    pickle.loads(pickle.dumps(Planted()))
    assert mark.exists(), "it would have run"
