"""Crime figures are counted from files for a place, seen as table and bars, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.outlines import Outline
from snt_desk.services import beat_map, street_crime
from snt_desk.services.street_crime import Note
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import CRIME_FIGURES, Target
from snt_desk.ui.pages.crime_figures import CrimeFiguresPage
from tests.domain.crimes import as_csv, row
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

RING = ((-0.2, 51.7), (-0.1, 51.7), (-0.1, 51.8), (-0.2, 51.8))
OUTSIDE = ("-0.05", "51.72")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    theirs = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    opened = frame.made(theirs)
    qtbot.addWidget(opened)
    with qtbot.waitActive(opened):
        opened.show()
        opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two months: three crimes in October, of which one is elsewhere, and one in November."""
    october, november = tmp_path / "2026-10.csv", tmp_path / "2026-11.csv"
    elsewhere = row("Drugs", at=OUTSIDE, area="Welwyn Hatfield 003B", location="Church Road")
    october.write_bytes(as_csv(row(), row(), elsewhere))
    november.write_bytes(as_csv(row(month="2026-11")))
    return [october, november]


@pytest.fixture
def page(window: MainWindow, ask: CannedAsk, files: list[Path]) -> CrimeFiguresPage:
    return chosen(opened(window, "priorities", "T1"), ask, files)


def opened(window: MainWindow, table: str, ref: str) -> CrimeFiguresPage:
    window.desk.lay_over(Target(CRIME_FIGURES, table, ref))
    page = window.over.page
    assert isinstance(page, CrimeFiguresPage)
    page.choose.setFocus()
    return page


def chosen(page: CrimeFiguresPage, ask: CannedAsk, files: list[Path]) -> CrimeFiguresPage:
    ask.answers.append(files)
    press(Qt.Key.Key_O, held=CTRL)
    return page


def counted(page: CrimeFiguresPage) -> list[tuple[str, str]]:
    return [(bar.name, bar.figure) for bar in page.bars.bars]


def notes(store: Store, ref: str = "T1") -> tuple[Note, ...]:
    with store.read() as session:
        return street_crime.of_priority(session, ref)


def test_before_a_file_is_chosen_nothing_can_be_kept(window: MainWindow) -> None:
    page = opened(window, "priorities", "T1")
    assert "For: Woodhall shops" in words(page.widget)
    assert "No file is chosen yet." in words(page.widget)
    assert not page.save_button.isEnabled()
    assert not page.place.isVisible()


def test_files_are_chosen_counted_and_kept_by_keys(page: CrimeFiguresPage, store: Store) -> None:
    assert "2 files, October to November 2026: 4 crimes." in words(page.widget)
    press("s")
    page.place.street.setFocus()
    press("woodhall")
    assert counted(page) == [("Shoplifting", "3")]
    press(Qt.Key.Key_S, held=CTRL)
    (note,) = notes(store)
    assert note.place == "Near woodhall"
    assert note.taken == clock.today()
    assert [(one.month, one.number) for one in note.figures] == [("2026-10", 2), ("2026-11", 1)]
    assert "data.police.uk, October to November 2026" in note.source
    assert "Open Government Licence v3.0" in note.source
    assert page.box.words.startswith("The figures are kept")
    assert store.undo_label == "Add crime figures, Near woodhall"


def way(page: CrimeFiguresPage) -> str:
    return str(page.place.by.value)


def ways(page: CrimeFiguresPage) -> list[str]:
    """The ways to say the place, as they stand from left to right."""
    row = page.place.by.layout()
    assert row is not None
    items = (row.itemAt(at) for at in range(row.count()))
    found = (one.widget() for one in items if one is not None)
    return [one.text().replace("&", "") for one in found if isinstance(one, QPushButton)]


def test_without_outlines_a_beat_comes_last_and_why_is_said(page: CrimeFiguresPage) -> None:
    assert ways(page) == ["Area", "Street", "All of it", "Beat"]
    assert way(page) == "area"
    why = "No outlines of beats are loaded. The coverage map on Patrols loads them."
    assert why in words(page.widget)
    press("b")
    assert way(page) == "beat"
    assert why in words(page.widget)


def test_files_without_areas_begin_with_the_street(
    page: CrimeFiguresPage, ask: CannedAsk, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_bytes(as_csv(row(area="")))
    chosen(page, ask, [bare])
    assert ways(page) == ["Street", "All of it", "Beat", "Area"]
    assert page.place.by.value == "street"
    assert "The files name no area." in words(page.widget)


def test_an_area_counts_and_all_areas_of_a_name_do(page: CrimeFiguresPage) -> None:
    assert page.place.by.value == "area"
    page.place.area.set_value("Welwyn Hatfield 003B")
    assert counted(page) == [("Drugs", "1")]
    page.place.area.set_value("Welwyn Hatfield ")
    assert counted(page) == [("Shoplifting", "3"), ("Drugs", "1")]


def test_the_table_has_a_column_for_each_month(page: CrimeFiguresPage) -> None:
    page.place.by.set_value("all")
    table = page.table.table
    heads = [
        table.model().headerData(at, Qt.Orientation.Horizontal)
        for at in range(table.model().columnCount())
    ]
    assert heads == ["Category", "Nov 2026", "Oct 2026", "All"]
    cells = [table.model().index(0, at).data() for at in range(4)]
    assert cells == ["Shoplifting", "1", "2", "3"]


def test_the_outline_of_the_beat_is_the_place_where_it_is_loaded(
    window: MainWindow, store: Store, team: TeamName, ask: CannedAsk, files: list[Path]
) -> None:
    with store.change("Load outlines") as session:
        beat_map.load(session, team.id, "beats.json", [Outline("Peartree", "B1", (RING,))])
    page = chosen(opened(window, "priorities", "T1"), ask, files)
    assert (page.place.by.value, page.place.beat.value) == ("beat", "B1")
    assert ways(page)[0] == "Beat"
    assert counted(page) == [("Shoplifting", "3")]
    click(page.save_button)
    assert notes(store)[0].place == "Peartree"


def test_figures_are_kept_for_a_consultation(
    window: MainWindow, store: Store, team: TeamName, ask: CannedAsk, files: list[Path]
) -> None:
    with store.change("Open consultation") as session:
        asked = m.Consultation(ref="C1", team_id=team.id, title="Survey", opened=clock.today())
        session.add(asked)
    page = chosen(opened(window, "consultations", "C1"), ask, files)
    page.place.by.set_value("all")
    click(page.save_button)
    with store.read() as session:
        assert [one.place for one in street_crime.of_consultation(session, "C1")] == [
            "All of the files"
        ]


def test_a_bad_file_is_said_with_its_row_and_what_was_read_stays(
    page: CrimeFiguresPage, ask: CannedAsk, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(as_csv(row(month="soon")))
    page.place.by.set_value("all")
    chosen(page, ask, [bad])
    assert page.box.words.startswith("bad.csv was not read. Row 2, Month")
    assert counted(page) == [("Shoplifting", "3"), ("Drugs", "1")]


def test_a_place_without_crimes_says_so(page: CrimeFiguresPage) -> None:
    page.place.by.set_value("street")
    page.place.street.set_value("nowhere")
    assert "Near nowhere: no crimes were published." in words(page.widget)
    assert not page.save_button.isEnabled()


def test_who_comes_back_chooses_anew(window: MainWindow, page: CrimeFiguresPage) -> None:
    press(Qt.Key.Key_Escape)
    assert window.over.page is None
    again = opened(window, "priorities", "T1")
    assert again is page
    assert "No file is chosen yet." in words(again.widget)


def test_what_is_kept_is_listed_and_taken_away_by_keys(
    window: MainWindow, page: CrimeFiguresPage, store: Store
) -> None:
    assert not page.kept.isVisible()
    page.place.by.set_value("all")
    press(Qt.Key.Key_S, held=CTRL)
    page.place.by.set_value("street")
    page.place.street.set_value("woodhall")
    press(Qt.Key.Key_S, held=CTRL)
    lines = [line.spoken for line in page.kept.list.lines.lines]
    today = clock.long_day(clock.today())
    assert lines == [
        f"Near woodhall, October to November 2026: 3 crimes, {today}",
        f"All of the files, October to November 2026: 4 crimes, {today}",
    ]
    assert not page.save_button.isEnabled(), "the same is not kept twice"
    press(Qt.Key.Key_S, held=CTRL)
    assert len(notes(store)) == 2
    page.kept.list.setFocus()
    press(Qt.Key.Key_Delete)
    assert page.save_button.isEnabled()
    assert [one.place for one in notes(store)] == ["All of the files"]
    assert store.undo_label == "Delete crime figures, Near woodhall"
    press(Qt.Key.Key_Delete)
    assert notes(store) == ()
    assert not page.kept.isVisible()
    assert page.choose.hasFocus()
    store.undo()
    store.undo()
    assert [sum(one.number for one in each.figures) for each in notes(store)] == [3, 4]
    assert len(page.kept.list.lines.lines) == 2


def test_everything_has_a_name_and_letters_meet_no_menus(page: CrimeFiguresPage) -> None:
    page.place.by.set_value("all")
    assert nameless(page.widget) == []
    assert shared_letters(page.widget) == []
    assert QApplication.focusWidget() is not None
