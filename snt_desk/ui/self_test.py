"""Whether a build has all its parts: the first thing asked of one (`--self-test`)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from snt_desk import __version__, paths


def run() -> int:
    """Try each part once, without a screen, and say how it went; gives the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    print(f"SNT Desk {__version__}")
    failed = 0
    for name, part in _PARTS.items():
        try:
            said = part()
        except Exception as error:  # noqa: BLE001  # whatever is missing is to be said, not raised
            failed += 1
            said = f"FAILED: {error!r}"
        print(f"{name}: {said}")
    return 1 if failed else 0


def _resources() -> str:
    wanted = ("codes.csv", "desk.qss", "icons", "fonts")
    return f"{len([paths.resource(name) for name in wanted])} found"


def _time_zone() -> str:
    from snt_desk.domain import clock

    night = clock.Span(clock.london(2026, 10, 24, 22), clock.london(2026, 10, 25, 6))
    if night.minutes != 9 * 60:
        raise RuntimeError(f"the night the clocks go back has {night.minutes} minutes")
    return "the clocks go back"


def _database() -> str:
    from snt_desk.db import engine, health, opening

    with tempfile.TemporaryDirectory() as folder:
        store = opening.create_store(str(Path(folder) / "desk.db"), opening.this_actor())
        faults = list(health.faults(store))
        store.close()
    if faults:
        raise RuntimeError(faults[0])
    return f"made and sound, SQLite {engine.SQLITE_VERSION}"


def _encryption() -> str:
    from snt_desk.db import opening
    from snt_desk.domain import recovery_code
    from snt_desk.services import encryption, key_store
    from snt_desk.services.encryption import Choice
    from snt_desk.services.policy import Policy

    with tempfile.TemporaryDirectory() as folder:
        where, actor = str(Path(folder) / "desk.db"), opening.this_actor()
        opening.create_store(where, actor).close()
        code = recovery_code.new()
        # As good as any password: nobody is to type it.
        choice = Choice(code, recovery_code.new())
        encryption.turn_on(where, actor, choice, Policy(), lambda _done, _of: None)
        opening.open_store(where, actor, encryption.by_code(where, code)).close()
    return f"{'a' if key_store.works() else 'no'} key store works here"


def _demo_and_return() -> str:
    from snt_desk.db import opening
    from snt_desk.domain import clock
    from snt_desk.services import demo, returns, team

    with tempfile.TemporaryDirectory() as folder:
        store = opening.create_store(str(Path(folder) / "desk.db"), opening.this_actor())
        with store.change("Make the demo team", kind="barrier") as session:
            demo.make(session, clock.today())
        with store.read() as session:
            chosen = team.wanted(session, None)
            month = clock.Month.of(clock.today()).plus(-1)
            made = returns.draft(session, chosen, month, clock.this_minute())
        store.close()
    return f"{len(made.made.figures)} figures"


def _spreadsheet() -> str:
    from xlsxwriter import Workbook

    from snt_desk.services import sheet_files

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "patrols.xlsx"
        with Workbook(path) as book:
            book.add_worksheet("Patrols").write_row(0, 0, ["Date", "Crew"])
        (sheet,) = sheet_files.read(path).sheets
    if sheet.rows != (("Date", "Crew"),):
        raise RuntimeError(f"a spreadsheet was read as {sheet.rows}")
    return "written, and read in a process of its own"


def _window() -> str:
    from snt_desk.db import opening
    from snt_desk.ui import app, theme
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.preferences import Preferences

    qt = app.application()
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "desk.db")
        preferences = Preferences(Path(folder) / "settings.json")
        theme.use(qt, preferences.settings.appearance)
        store = opening.create_store(where, opening.this_actor())
        window = app.open_window(app.desk_over(store, preferences, Ask()), where)
        for page in window.pages:
            window.visit_title(page.title)
        count = len(window.pages)
        window.close()
        store.close()
    return f"{count} tabs"


_PARTS: dict[str, Callable[[], str]] = {
    "resources": _resources,
    "time zone": _time_zone,
    "database": _database,
    "encryption": _encryption,
    "demo and return": _demo_and_return,
    "spreadsheet": _spreadsheet,
    "window": _window,
}
