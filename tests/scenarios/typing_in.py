"""Type in the real window without end, and say what is kept; killed by its test.

python -m tests.scenarios.typing_in DATABASE SETTINGS patrol|meeting|priority
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtTest import QTest

from snt_desk.db.opening import open_store
from snt_desk.ui import app, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance
from tests.fixtures_store import ACTOR
from tests.scenarios.keyboard import CTRL, KEY, Keyboard

_, database, settings, kind = sys.argv
TABS = {"patrol": KEY.Key_3, "priority": KEY.Key_4, "meeting": KEY.Key_5}
FIELDS = {"patrol": "Note", "priority": "Objective", "meeting": "Decisions"}
preferences = Preferences(Path(settings))
theme.use(app.application(), Appearance("light"))
store = open_store(database, ACTOR)
window = app.open_window(app.desk_over(store, preferences, Ask()), database)
QTest.qWaitForWindowExposed(window)
QTest.qWait(300)
keys = Keyboard()
keys.press(TABS[kind], held=CTRL)
keys.press(KEY.Key_N, held=CTRL)
if kind == "patrol":
    keys.press("f", KEY.Key_Tab, "21/11/26", KEY.Key_Tab, "2215", KEY.Key_Tab, "+90", KEY.Key_Tab)
    keys.press("rid", KEY.Key_Return, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
keys.go_to(FIELDS[kind])
number = 0
while True:
    number += 1
    keys.write(f"word{number} ")
    # Longer than typing has to rest.
    QTest.qWait(450)
    kept = store.draft(kind)
    if kept is not None and f"word{number}" in kept.value:
        print(number, flush=True)
