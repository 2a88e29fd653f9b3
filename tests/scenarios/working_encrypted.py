"""Works with an encrypted file, with three names in everything; run by test_nothing_plain.py.

Patrols, drafts, contacts, one change larger than the memory for pages, a sheet read in its own
process, backups, the window with a form half filled; then the same again until it is killed.
"""

from __future__ import annotations

import logging
import sys
from itertools import count
from pathlib import Path

from PySide6.QtTest import QTest
from sqlalchemy import text

from snt_desk import log, paths
from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.services import backups, encryption, sheet_files
from snt_desk.ui import app
from snt_desk.ui.ask import Ask
from snt_desk.ui.crash import Crash
from snt_desk.ui.preferences import Preferences
from tests.fixtures_store import ACTOR

_, database, password, sheet, names = sys.argv
NAMES = names.split(",")

key = encryption.by_password(database, password)
store = open_store(database, ACTOR, key)
log.begin(paths.logs())
Crash(paths.logs(), lambda *_: None).install()
app.application()
window = app.open_window(app.desk_over(store, Preferences(paths.settings_file()), Ask()), database)
print("ready", flush=True)
for turn in count():
    with store.change("Write down what was said") as session:
        priority = session.query(m.Priority).first()
        assert priority is not None
        priority.title = f"{turn} {NAMES[0]}"
        member = session.query(m.Member).first()
        assert member is not None
        member.last_name = f"{NAMES[1]} {turn}"
    store.keep_draft("patrol", f"{NAMES[2]} {turn} " * 50)
    with store.change("A change larger than its memory") as session:
        # With its images before and after, three times this: more than the 8 MB kept in memory.
        for number in range(12):
            key_ = f"note.{turn}.{number}"
            session.add(m.Setting(key=key_, value=f'"{" ".join(NAMES)} {number}"' * 8000))
        session.flush()
        session.execute(text("DELETE FROM settings WHERE key LIKE 'note.%'"))
    sheet_files.read(Path(sheet))
    backups.back_up(database, key=key)
    try:
        with store.read() as session:
            session.execute(text("SELECT :name FROM nowhere"), {"name": NAMES[0]})
    except Exception:
        logging.getLogger("snt_desk").exception("what went wrong is written down")
    fault = RuntimeError("a fault while working")
    sys.excepthook(type(fault), fault, None)
    QTest.keyClicks(window, NAMES[1])
    QTest.qWait(10)
    print("turn", flush=True)
