"""Pictures of every tab on the demo team: for the README, the guide, and for looking at.

python tools/screenshots.py FOLDER [--database FILE] [--look light] [--all]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from snt_desk.ui.main_window import MainWindow
    from snt_desk.ui.theme import Look

_PATIENCE = 20.0


def main() -> int:
    """Take the pictures; with --all in every look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--look", default="light", choices=["light", "dark", "contrast"])
    parser.add_argument("--all", action="store_true", help="light, dark and contrast")
    parser.add_argument("--size", default="1280x800")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        database = options.database or _made_demo(Path(scratch) / "demo.db")
        for look in ("light", "dark", "contrast") if options.all else (options.look,):
            _take(database, options.folder, look, options.size, Path(scratch))
    return 0


def _made_demo(path: Path) -> Path:
    from snt_desk.cli import main as snt_desk

    if snt_desk(["--database", str(path), "demo", "--no-window"]):
        sys.exit(1)
    return path


def _take(database: Path, folder: Path, look: Look, size: str, scratch: Path) -> None:
    from snt_desk.db import opening
    from snt_desk.ui import app, theme
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.preferences import Preferences

    qt = app.application()
    preferences = Preferences(scratch / look / "settings.json")
    preferences.keep(replace(preferences.settings, look=look))
    theme.use(qt, preferences.settings.appearance)
    store = opening.open_to_look(str(database), opening.this_actor())
    window = app.open_window(app.desk_over(store, preferences, Ask()), str(database))
    window.resize(*map(int, size.split("x")))
    for page in window.pages:
        window.visit_title(page.title)
        _settle(qt, window)
        name = f"{page.title.lower()}-{look}.png"
        if not window.grab().save(str(folder / name)):
            sys.exit(f"{folder / name} could not be written.")
        print(folder / name)
    window.close()
    store.close()


def _settle(qt: QApplication, window: MainWindow) -> None:
    """Let the page paint, and the worker come to its end."""
    end = time.monotonic() + _PATIENCE
    quiet = 0
    while quiet < 5 and time.monotonic() < end:
        qt.processEvents()
        quiet = 0 if window.desk.tasks.busy else quiet + 1


if __name__ == "__main__":
    sys.exit(main())
