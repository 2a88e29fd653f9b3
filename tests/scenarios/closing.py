"""Run the program itself, begin some work in its window, and close it so long after; run by a test.

python closing.py DATABASE FOLDER import|export|backup|read MILLISECONDS
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_, database, folder, what, after = sys.argv
for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[name] = folder

from snt_desk.services import patrol_export, patrol_lists  # noqa: E402  # as the program finds them
from snt_desk.services.list_files import Order  # noqa: E402  # as above
from snt_desk.ui import app  # noqa: E402  # as above
from snt_desk.ui.main_window import MainWindow  # noqa: E402  # as above


def windows() -> list[MainWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]


def begin() -> None:
    """Once the desk is there: begin the work, and have the window closed."""
    found = windows()
    if not found or not found[0].pages:
        return
    waiting.stop()
    [window] = found
    if what == "import":
        window.importing.read(Path(folder) / "log.csv")
    elif what == "backup":
        window.cares.backing_up.begin()
    elif what == "export":
        desk, team = window.desk, window.desk.team

        def write(_progress: object) -> None:
            with desk.store.read() as session:
                keys = patrol_lists.keys(session, team.id, patrol_lists.Asked())
            order = Order(Path(folder) / "patrols.xlsx", "Patrols", "own copy")
            patrol_export.write(desk.store, team.id, keys, order, report=lambda _done, _of: None)

        desk.tasks.run(write, lambda _: None, owner=window)
    else:
        for title in window.tabs.titles:
            window.visit_title(title)
    closing.start(int(after))


def close() -> None:
    """Close it, as its own button would."""
    for window in windows():
        window.close()


app.application()
waiting, closing = QTimer(), QTimer(singleShot=True)
waiting.timeout.connect(begin)
closing.timeout.connect(close)
waiting.start(5)
status = app.run(database)
print("closed", status, flush=True)
sys.exit(status)
