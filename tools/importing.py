"""What there is to be seen of an import: sheets of the demo team, good, wrong and broken."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from snt_desk.domain import clock
from snt_desk.services import roster, team
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted

Keys = tuple[str, ...]
"""What is pressed once the sheet is there."""

_HEADINGS = ("Date of patrol", "From", "To", "How", "Crew", "Location", "Reason", "Weather")
_ROWS = 61


def _log(window: MainWindow) -> list[tuple[str, ...]]:
    """A month's log as a sergeant keeps it; the same day gives the same one."""
    today, dice = clock.today(), random.Random(3)
    with window.desk.store.read() as session:
        people = [
            one.collar
            for one in roster.on_day(session, window.desk.team.id, today, None)
            if one.posted
        ]
        places = [one.name for one in team.places(session, window.desk.team.id)]
    made: list[tuple[str, ...]] = []
    for n in range(_ROWS):
        day, hour = today - timedelta(days=40 - n // 2), dice.randrange(8, 20)
        crew = ", ".join(dice.sample(people, dice.choice([1, 2])))
        how, why = dice.choice(["Foot", "bike", "car"]), dice.choice(["reassurance", "retail", ""])
        times = (f"{hour:02}{dice.randrange(0, 60, 5):02}", f"{hour + 2:02}15")
        made.append((f"{day:%d/%m/%Y}", *times, how, crew, dice.choice(places), why, "dry"))
    return made


def _wrong(window: MainWindow) -> list[tuple[str, ...]]:
    rows = _log(window)
    for row, column, text in ((2, 4, "Smith"), (5, 0, "31/11/2026"), (7, 3, "Horse")):
        rows[row] = (*rows[row][:column], text, *rows[row][column + 1 :])
    return rows


def _file(name: str, rows: Sequence[Sequence[str]]) -> Path:
    folder = Path(tempfile.mkdtemp())
    path = folder / name
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def _read(window: MainWindow) -> Keys:
    sheet = [("Patrols of the team",), (), _HEADINGS, *_wrong(window), (), ("Total", str(_ROWS))]
    window.importing.read(_file("November log.csv", sheet))
    return ("F8",)


def _mend(window: MainWindow) -> Keys:
    return (*_read(window), "F2")


def _good(window: MainWindow) -> Keys:
    window.importing.read(_file("November log.csv", [_HEADINGS, *_log(window)]))
    return ("Down",)


def _paste(window: MainWindow) -> Keys:
    rows = (_HEADINGS, *_wrong(window))
    window.desk.paste(Pasted("\n".join("\t".join(row) for row in rows)))
    return ("F8", "F8")


def _missing(window: MainWindow) -> Keys:
    rows = [(*row[:4], *row[5:]) for row in (_HEADINGS, *_log(window))]
    window.importing.read(_file("Without a crew.csv", rows))
    return ()


def _unknown(window: MainWindow) -> Keys:
    window.importing.read(_file("Petty cash.csv", [("Item", "Pounds"), ("Milk", "2.10")]))
    return ()


def _broken(window: MainWindow) -> Keys:
    path = _file("November log.xlsx", [])
    path.write_bytes(b"PK\x03\x04 and no more")
    window.importing.read(path)
    return ()


STATES: tuple[tuple[str, Callable[[MainWindow], Keys]], ...] = (
    ("problems", _read),
    ("mending", _mend),
    ("good", _good),
    ("pasted", _paste),
    ("missing", _missing),
    ("unknown", _unknown),
    ("broken", _broken),
)
"""Each by its name, and how the window comes there."""
