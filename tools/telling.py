"""What residents are told, and the crime figures of a place, as they are seen over the tabs."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import priorities, street_crime
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import CRIME_FIGURES, YOU_SAID, Target
from snt_desk.ui.pages.crime_figures import CrimeFiguresPage
from snt_desk.ui.pages.you_said import YouSaidPage

_SEEN_MS = 300
_HEADINGS = ("Month", "Reported by", "Longitude", "Latitude", "Location", "LSOA name", "Crime type")
_KINDS = (
    "Anti-social behaviour",
    "Violence and sexual offences",
    "Shoplifting",
    "Drugs",
    "Other theft",
)


def _wait(window: MainWindow) -> None:
    while window.desk.tasks.busy:
        QTest.qWait(5)
    QTest.qWait(_SEEN_MS)


def _round(window: MainWindow) -> YouSaidPage:
    window.cares.of_records.tell_of_round()
    _wait(window)
    page = window.over.page
    assert isinstance(page, YouSaidPage)
    return page


def _with_names(window: MainWindow) -> None:
    page = _round(window)
    with window.desk.store.read() as session:
        from snt_desk.db import models as m

        last = session.query(m.Member.last_name).order_by(m.Member.id).limit(1).scalar()
    first = page.editor.textCursor()
    first.movePosition(first.MoveOperation.Start)
    first.movePosition(first.MoveOperation.Down, n=3)
    first.insertText(f"Sgt {last} rang 07700 900123 about 3 arrests.\n\n")
    _wait(window)


def _short(window: MainWindow) -> None:
    page = _round(window)
    key = next(key for key, _ in page.texts.titles if key)
    page.bar.texts.set_value(key)
    _wait(window)


def _update(window: MainWindow) -> None:
    window.desk.lay_over(Target(YOU_SAID, "priorities", _live(window)))
    _wait(window)


def _live(window: MainWindow) -> str:
    with window.desk.store.read() as session:
        return priorities.register(session, window.desk.team.id)[0].ref


def _crime_figures(window: MainWindow) -> None:
    window.desk.lay_over(Target(CRIME_FIGURES, "priorities", _live(window)))
    page = window.over.page
    assert isinstance(page, CrimeFiguresPage)
    with tempfile.TemporaryDirectory() as folder:
        files = street_crime.read_files(_files(Path(folder)))
    page._take(files)  # noqa: SLF001  # as if they had been chosen in a dialog
    page.place.by.set_value("area")
    page.place.area.set_value("Welwyn Hatfield 002A")
    _wait(window)


def _files(folder: Path) -> list[Path]:
    """Three months of invented crimes, as data.police.uk publishes them."""
    dice, last = random.Random(7), Month.of(clock.today())
    paths = []
    for back in (3, 2, 1):
        month = str(last.plus(-back))
        path = folder / f"{month}-hertfordshire-street.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(_HEADINGS)
            for _ in range(240):
                kind = _KINDS[min(dice.randrange(5), dice.randrange(5))]
                area = f"Welwyn Hatfield 00{dice.choice('2233')}{dice.choice('AB')}"
                force, street = "Hertfordshire Constabulary", "On or near Shopping Area"
                rows.writerow((month, force, "-0.2", "51.8", street, area, kind))
        paths.append(path)
    return paths


STATES: tuple[tuple[str, Callable[[MainWindow], object]], ...] = (
    ("round", _round),
    ("names", _with_names),
    ("short", _short),
    ("update", _update),
    ("crime-figures", _crime_figures),
)
"""What there is to be seen of it."""
