"""Pictures of the window on the demo team: for the README, the guide, and for looking at.

python tools/screenshots.py FOLDER [--look dark] [--size 960x540] [--scene patrols]
python tools/screenshots.py --tabs FOLDER
python tools/screenshots.py --all FOLDER

The first makes the pictures of the README and the guide (of other scenes by name; `story` is the
round that its test lives through), the second one of each tab, for which nothing is needed but
what the program needs, the third every scene in every look and size at 200 %, and a sheet for each
tab with all of them. The same day gives the same pictures, the time beside *Saved* aside.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snt_desk.db.store import Store
    from snt_desk.ui.main_window import MainWindow
    from snt_desk.ui.preferences import Preferences
    from snt_desk.ui.theme import Look
    from tools.scenes import Of, Scene

LOOKS = ("light", "dark", "contrast")
SIZES = ("1280x800", "1920x1080", "960x540")
_ROOT = Path(__file__).resolve().parents[1]
_SHEET_WIDTH, _GAP = 640, 16


def main() -> int:
    """Take the pictures that are asked for."""
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _use_large_screen(Path(scratch))
        demo = options.database or _made_demo(Path(scratch) / "demo.db")
        if options.all:
            return _take_all(options.folder, demo)
        wanted = _wanted(options)
        databases: dict[Of, Path] = {"demo": demo}
        if any(scene.of == "empty" for scene in wanted):
            databases["empty"] = _made_empty(Path(scratch) / "new.db")
        _take(wanted, databases, options.folder, options.look, options.size)
        if not options.tabs and (options.scene is None or "story".startswith(options.scene)):
            _take_story(options.folder, options.look)
    return 0


def _wanted(options: argparse.Namespace) -> Sequence[Scene]:
    from tools.scenes import SCENES, of_the_tabs

    if options.tabs:
        return of_the_tabs()
    if options.scene is None:
        return [scene for scene in SCENES if scene.public]
    return [scene for scene in SCENES if _is_named(scene, options.scene)]


def _use_large_screen(folder: Path) -> None:
    """Menus and dialogs have room: without a word, the screen that is none has 800 x 800."""
    screen = {"name": "none", "x": 0, "y": 0, "width": 3840, "height": 2400, "dpr": 1}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen | dots]}))
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


def _is_named(scene: Scene, name: str) -> bool:
    return f"{scene.tab}-{scene.state}".lower().startswith(name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", type=Path, help="a demo team's file instead of a new one")
    parser.add_argument("--look", default="light", choices=LOOKS)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--scene", help="those whose names begin so, instead of the public ones")
    parser.add_argument("--tabs", action="store_true", help="one of each tab, and no others")
    parser.add_argument("--all", action="store_true", help="every scene, look and size, at 200 %%")
    return parser.parse_args()


def _take_all(folder: Path, demo: Path) -> int:
    # A process each: Qt takes its scale once.
    inside = {**os.environ, "QT_SCALE_FACTOR": "2"}
    for size in SIZES:
        for look in LOOKS:
            shared = ["--database", str(demo), "--look", look, "--size", size, "--scene", ""]
            subprocess.run([sys.executable, __file__, str(folder), *shared], env=inside, check=True)
    _compose_sheets(folder)
    return 0


def _take_story(folder: Path, look: Look) -> None:
    """Have the tests of a round and of a week leave the pictures of what they live through."""
    inside = {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "SNT_DESK_STORY": str(folder.resolve()),
        "SNT_DESK_STORY_LOOK": look,
    }
    stories = ("tests/scenarios/test_round.py", "tests/scenarios/test_week_of_action.py")
    told = ("-m", "pytest", "-q", "-p", "no:cacheprovider", *stories)
    subprocess.run([sys.executable, *told], env=inside, cwd=_ROOT, check=True)


def _made_demo(path: Path) -> Path:
    from snt_desk.db import opening
    from snt_desk.db.journal import Actor
    from snt_desk.domain import clock
    from snt_desk.services import demo

    # The account stands in the history: the pictures are of nobody's.
    store = opening.create_store(str(path), Actor("demo"))
    with store.change("Make the demo team", kind="barrier") as session:
        demo.make(session, clock.today())
    store.close()
    return path


def _made_empty(path: Path) -> Path:
    """A team of which nothing is known yet."""
    from snt_desk.db import models, opening
    from snt_desk.db.journal import Actor
    from snt_desk.services import team

    store = opening.create_store(str(path), Actor("okafor"))
    with store.change("Make the team", kind="barrier") as session:
        session.add(models.Team(code="WHA-1", name="Haldens SNT", district="Welwyn Hatfield"))
        session.flush()
        team.choose(session, "WHA-1")
    store.close()
    return path


def _take(
    scenes: Sequence[Scene], databases: dict[Of, Path], folder: Path, look: Look, size: str
) -> None:
    from PySide6.QtCore import QEvent, qInstallMessageHandler

    from snt_desk.ui import app, later, theme
    from snt_desk.ui.preferences import Preferences
    from tools.scenes import TABS, settle

    # A window that has stood there for a while: what is due stands at its foot.
    later.THERE_MS = 0
    qt = app.application()
    qInstallMessageHandler(_say)
    with tempfile.TemporaryDirectory() as settings:
        for number, scene in enumerate(scenes):
            preferences = Preferences(Path(settings) / str(number) / "settings.json")
            preferences.keep(replace(preferences.settings, look=look))
            theme.use(qt, preferences.settings.appearance)
            window, store = _opened(databases[scene.of], preferences)
            window.resize(*map(int, size.split("x")))
            window.visit_title(scene.tab if scene.tab in TABS else "Patrols")
            settle(window)
            file = folder / scene.file(look, size)
            if not scene.drive(window).save(str(file)):
                sys.exit(f"{file} could not be written.")
            print(file, flush=True)
            # Not closed: it would ask what becomes of what was typed.
            window.desk.tasks.stop()
            window.deleteLater()
            store.close()
            qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _say(_kind: object, _context: object, message: str) -> None:
    """What Qt has to say, but for what cannot be where there is no screen."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _opened(database: Path, preferences: Preferences) -> tuple[MainWindow, Store]:
    """The program's own window, with the team's sergeant before it; nothing can be written."""
    from snt_desk.db import opening
    from snt_desk.db.journal import Actor
    from snt_desk.domain import clock
    from snt_desk.services import roster, team
    from snt_desk.ui import app
    from snt_desk.ui.ask import Ask

    store = opening.open_to_look(str(database), Actor("demo"))
    with store.read() as session:
        chosen = team.of_desk(session) or team.NO_TEAM
        people = roster.on_day(session, chosen.id, clock.today(), None)
    first = next((one.collar for one in people if one.called.startswith("Sgt ")), "")
    store.actor = Actor("demo", first)
    desk = app.desk_over(store, preferences, Ask())
    return app.open_window(desk, str(database)), store


def _compose_sheets(folder: Path) -> None:
    """One picture for each tab and size: its scenes below each other, its looks side by side."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    from tools.scenes import SCENES

    for tab in sorted({scene.tab for scene in SCENES}):
        for size in SIZES:
            wide, high = (int(one) for one in size.split("x"))
            high = high * _SHEET_WIDTH // wide
            of_tab = [scene for scene in SCENES if scene.tab == tab]
            sheet = QImage(
                len(LOOKS) * (_SHEET_WIDTH + _GAP),
                len(of_tab) * (high + _GAP),
                QImage.Format.Format_RGB32,
            )
            sheet.fill(QColor("#808080"))
            with QPainter(sheet) as painter:
                for row, scene in enumerate(of_tab):
                    for column, look in enumerate(LOOKS):
                        one = QImage(str(folder / scene.file(look, size))).scaled(
                            _SHEET_WIDTH,
                            high,
                            Qt.AspectRatioMode.KeepAspectRatio,
                            Qt.TransformationMode.SmoothTransformation,
                        )
                        one.setDevicePixelRatio(1)
                        painter.drawImage(column * (_SHEET_WIDTH + _GAP), row * (high + _GAP), one)
            file = folder / f"sheet-{tab.lower()}-{size}.png"
            if not sheet.save(str(file)):
                sys.exit(f"{file} could not be written.")
            print(file)


if __name__ == "__main__":
    sys.exit(main())
