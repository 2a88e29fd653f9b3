"""What there is to be seen of police.uk: files that say other things than the demo team holds."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from snt_desk.domain import clock, police_uk
from snt_desk.domain.police_uk import Event, Neighbourhood, Person, Point, Priority, Published
from snt_desk.services.police_uk import held
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.police_uk import PoliceUkPage

_OLD = clock.DAY * 400


def _said(window: MainWindow) -> Published:
    """As an old page says it: one priority is newer there, one is gone here, some people left."""
    today = clock.today()
    with window.desk.store.read() as session:
        known = held(session, window.desk.team.id, today)
    live = [one for one in known.priorities if one.is_live]
    gone = [one for one in known.priorities if one.closed]
    same = [Priority(one.issue, one.adopted, one.action, one.updated) for one in live[:3]]
    newer = "Two evenings with the council’s wardens. Three warnings, one seizure."
    priorities = (
        *same[:1],
        *(replace(one, action=newer, acted=today) for one in same[1:2]),
        *(replace(one, action="", acted=None) for one in same[2:]),
        *(Priority(one.issue, one.adopted) for one in gone[:1]),
        Priority("Purse dipping at the market", today - _OLD),
        Priority("Graffiti in the underpass by the station", today - timedelta(days=20)),
    )
    noon = clock.london(today.year, today.month, today.day, 12) + timedelta(days=12)
    there = Point(51.80, -0.20)
    return Published(
        neighbourhood=Neighbourhood(
            known.id or "WHN1",
            known.team,
            population=24_310,
            centre=there,
            contact=(("email", "snt@example.police.uk"), ("telephone", "101")),
        ),
        priorities=priorities,
        people=(
            *(Person(one.name, one.ranks[0]) for one in known.people[:2]),
            Person("Ines Gone", "PCSO"),
        ),
        events=(Event("Drop-in", "meeting", "", "Village Hall", noon, noon + timedelta(hours=2)),),
        boundary=(there, Point(51.83, -0.20), Point(51.83, -0.15), Point(51.80, -0.15)),
    )


def _page(window: MainWindow) -> PoliceUkPage:
    page = window.over.page
    assert isinstance(page, PoliceUkPage)
    return page


def _compared(window: MainWindow) -> None:
    folder = Path(tempfile.mkdtemp()) / "police.uk"
    folder.mkdir()
    for name, data in police_uk.write(_said(window)).items():
        (folder / name).write_bytes(data)
    _page(window).read([folder])


def _people(window: MainWindow) -> None:
    _page(window).people.setChecked(True)
    _compared(window)


def _nothing(window: MainWindow) -> None:
    """The page as it opens."""


def _invented(window: MainWindow) -> None:
    path = Path(tempfile.mkdtemp()) / "priorities.json"
    path.write_text(json.dumps([{"issue": "Litter", "issue_date": None}]), encoding="utf-8")
    _page(window).read([path])


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("", _compared),
    ("people", _people),
    ("nothing", _nothing),
    ("invented", _invented),
)
"""What is done once the page is open, by what the picture is called."""
