"""A sergeant types on a disk that is full, frees it and saves; run by test_when_the_file_fails.py.

    python -m tests.scenarios.filling_up FOLDER

FOLDER is a small disk of its own, with `desk.db` in it. What was seen is printed as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.ui import app, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance
from tests.fixtures_store import ACTOR
from tests.scenarios.keyboard import CTRL, KEY, Keyboard

folder = Path(sys.argv[1])
database, filler = folder / "desk.db", folder / "holiday.mp4"
theme.use(app.application(), Appearance("light"))
store = open_store(str(database), ACTOR)
# Settings lie elsewhere: the profile has room.
preferences = Preferences(Path(sys.argv[2]) / "settings.json")
window = app.open_window(app.desk_over(store, preferences, Ask()), str(database))
QTest.qWaitForWindowExposed(window)
QTest.qWait(300)
window.visit_title("Patrols")
page = window.page
assert isinstance(page, PatrolsPage)
keys = Keyboard()
keys.press(KEY.Key_N, held=CTRL)
keys.press("f", KEY.Key_Tab, "20/11/26", KEY.Key_Tab, "9", KEY.Key_Tab, "10", KEY.Key_Tab)
keys.press("rid", KEY.Key_Return, KEY.Key_Tab)
page.form.fields.note.set_value("What the shopkeeper said. " * 2000)
typed = page.form.patrol

with filler.open("wb", buffering=0) as file:
    os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free)
keys.press(KEY.Key_S, held=CTRL)
QApplication.processEvents()
seen = {
    "free": shutil.disk_usage(folder).free,
    "said": page.form.box.words,
    "stays": page.form.patrol == typed,
    "saved": store.undo_label,
}
picture = Path(sys.argv[2]) / "full.png"
window.grab().save(str(picture))
filler.unlink()
keys.press(KEY.Key_S, held=CTRL)
QApplication.processEvents()
seen |= {
    "after": page.form.box.words,
    "then": store.undo_label,
    "faults": list(faults(store)),
}
print(json.dumps(seen))
