"""The coverage in place of the log, driven by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.outlines import Outline
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.services import beat_map, patrols
from snt_desk.services.team import TeamName
from snt_desk.ui import colours, theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.patrols.coverage import painting
from snt_desk.ui.pages.patrols.coverage.steps import MAP, Room
from snt_desk.ui.pages.patrols.coverage.view import CoverageView
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.table import ListModel
from snt_desk.ui.theme import Appearance
from tests.domain.outlines.files import collection, feature, polygon, square
from tests.ui.conftest import CannedAsk
from tests.ui.pages import patrol_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, in_window, nameless, press

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

Key = Qt.Key
NOW = london(2026, 11, 22, 14, 2)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PatrolsPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PatrolsPage, begin, patrolled)


def begin(page: PatrolsPage) -> None:
    """Show the log, all of it; the map was there, with nothing in hand."""
    window = page.widget.window()
    assert isinstance(window, MainWindow)
    patrol_page.begin(page)
    vars(view(page)).update(_step=MAP)
    page.coverage.which.set_value("coverage")
    view(page).show_map()
    view(page).map.select("")
    view(page).matching.beat.set_value(None)
    page.coverage.show_log()
    for menu in window.menuBar().findChildren(QMenu):
        # Its ticks are as they would be seen.
        menu.aboutToShow.emit()
        menu.aboutToHide.emit()


def patrolled(store: Store, team: TeamName) -> None:
    """Two patrols in Peartree, one with a visit; nobody was ever in Haldens."""
    start = london(2026, 11, 20, 9, 10)
    visit = VisitDraft("H1", start, start + 15 * clock.MINUTE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        log(store, team, 20, "B1", visit)
        log(store, team, 18, "B1")


@pytest.fixture
def page(
    kept: Kept[PatrolsPage], store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatrolsPage]:
    """The page, where those patrols are. The map has come."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with kept.begun(qtbot) as made:
        press(Key.Key_M, held=CTRL)
        yield made


def log(store: Store, team: TeamName, day: int, place: str | None, *visits: VisitDraft) -> None:
    start, end = london(2026, 11, day, 9), london(2026, 11, day, 10, 30)
    leg = LegDraft("foot", start, end, place, ("1432",), visits=visits)
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft((leg,)))


def view(page: PatrolsPage) -> CoverageView:
    return page.coverage.view


def said(rows: ListModel[Any]) -> list[str]:
    lines = (rows.cells(at) for at in range(rows.rowCount()))
    return [", ".join(cell.spoken for cell in line if cell.spoken) for line in lines]


def push(page: PatrolsPage, words: str) -> None:
    buttons = view(page).findChildren(QAbstractButton)
    click(next(one for one in buttons if without_mnemonic(one.text()) == words))


def load(page: PatrolsPage, ask: CannedAsk, path: Path) -> None:
    ask.answers.append(path)
    push(page, "Load outlines…")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Peartree at the left, at its right a ward of another name, and one of others below."""
    path = tmp_path / "wards.geojson"
    path.write_bytes(
        collection(
            feature(polygon(square()), WD13NM="Peartree"),
            feature(polygon(square(0.01)), WD13NM="Haldens East", WD13CD="E05"),
            feature(polygon(square(0, 0.01)), WD13NM="Hatfield"),
        )
    )
    return path


# --- Seen -------------------------------------------------------------------------------------


def test_quiet_beats_stand_first_and_hot_spots_below(page: PatrolsPage) -> None:
    assert said(view(page).beats) == [
        "Quiet, 1",
        "Haldens, 0:00, nobody yet, 0, 0:00",
        "Patrolled, 1",
        "Peartree, 3:00, Fri 20 Nov, 2, 3:00",
    ]
    assert said(view(page).spots) == ["Shops, no plan, 1, 1, 0:15"]
    # And so it is copied.
    press(Key.Key_C, held=CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Beat", "Hours"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["Haldens", "Peartree"]
    view(page).map.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_map_is_walked_by_arrows_and_says_what_the_table_says(page: PatrolsPage) -> None:
    theirs = view(page).map
    assert theirs.accessibleName() == "Map of the beats"
    assert theirs.hasFocus()
    assert theirs.accessibleDescription() == "2 beats. In hand: Haldens, 0 min, nobody yet."
    assert nameless(page.widget) == []
    # Arrows walk the beats, and what is in hand is in hand in both.
    table = view(page).beat_table
    press(Key.Key_Right)
    assert (theirs.current, table.current_id) == ("B1", "B1")
    assert "Peartree, 3 h, 1 hot spot" in theirs.accessibleDescription()
    press(Key.Key_Right, Key.Key_Up)
    assert theirs.current == "B1"
    table.setFocus()
    press(Key.Key_Up)
    assert theirs.current == "B2"
    click(theirs, theirs.place_of("B1").toPoint())
    assert table.current_id == "B1"


def test_enter_filters_the_log_by_the_beat(page: PatrolsPage) -> None:
    press(Key.Key_Right, Key.Key_Return)
    assert not page.coverage.is_shown()
    assert page.log.chips.wanted.place == "B1"
    assert page.log.table.hasFocus()
    assert page.log.rows.rowCount() == 2
    # Esc goes back without; a double click is Enter.
    page.log.clear_filters()
    press(Key.Key_M, held=CTRL)
    press(Key.Key_Escape)
    assert page.log.table.hasFocus()
    press(Key.Key_M, held=CTRL)
    theirs = view(page).map
    click(theirs, theirs.place_of("B1").toPoint(), twice=True)
    assert page.log.chips.wanted.place == "B1"


def test_it_follows_the_chips_and_the_records(
    page: PatrolsPage, desk: Desk, team: TeamName
) -> None:
    page.log.chips.month.step(-1)
    assert "Peartree, 0:00, nobody yet, 0, 0:00" in said(view(page).beats)
    page.log.chips.month.step(1)
    log(desk.store, team, 21, "B2")
    assert said(view(page).beats)[0] == "Patrolled, 2"
    desk.store.undo()
    assert said(view(page).beats)[0] == "Quiet, 1"


def test_a_patrol_without_a_place_is_listed_and_opens_nothing(
    page: PatrolsPage, desk: Desk, team: TeamName
) -> None:
    log(desk.store, team, 21, None)
    table = view(page).beat_table
    assert "No beat, 1:30, Sat 21 Nov, 1, 1:30" in said(view(page).beats)
    table.setFocus()
    table.select("none")
    press(Key.Key_Return)
    assert page.coverage.is_shown()


def test_keys_act_on_nothing_unseen_and_what_is_asked_for_elsewhere_is_seen(
    page: PatrolsPage,
) -> None:
    page.log.table.selectAll()
    page.delete()
    press(Key.Key_F2)
    assert not page.several.asks
    press(Key.Key_G, held=CTRL)
    assert QApplication.activePopupWidget() is None
    assert not page.exporting.possible()
    page.start_again()
    assert page.log.rows.rowCount() == 2
    assert page.in_hand() is None
    assert view(page).map.hasFocus()
    page.go_to(Target("Patrols", "patrols", "", (("month", "2026-11"),)))
    assert not page.coverage.is_shown()


def test_from_what_stands_above_the_focus_goes_back_to_the_map(page: PatrolsPage) -> None:
    press(Key.Key_F, held=CTRL)
    press("peartree", Key.Key_Escape, Key.Key_Escape)
    assert view(page).map.hasFocus()
    page.log.asking.ask_days()
    press(Key.Key_Escape)
    assert view(page).map.hasFocus()
    page.log.chips.place.choose("B1")
    click(next(one for one in page.log.totals.findChildren(QAbstractButton) if one.isVisible()))
    assert page.log.chips.wanted.place is None
    assert view(page).map.hasFocus()


def test_a_team_without_beats_is_told_what_to_do(desk: Desk, store: Store, qtbot: QtBot) -> None:
    with store.change("Make a team", kind="barrier") as session:
        made = m.Team(code="NEW-1", name="New SNT", district="Welwyn Hatfield")
        session.add(made)
        session.flush()
        team = TeamName(made.id, made.code, made.name, made.district)
    with in_window(PatrolsPage(), desk, team, qtbot) as page:
        press(Key.Key_M, held=CTRL)
        assert view(page).none_yet.isVisible()


def test_after_how_many_days_a_beat_is_quiet_is_chosen(
    page: PatrolsPage, desk: Desk, team: TeamName
) -> None:
    log(desk.store, team, 8, "B2")
    assert said(view(page).beats)[:2] == [
        "Quiet, 1",
        "Haldens, 1:30, quiet 14 days, Sun 8 Nov, 1, 1:30",
    ]
    push(page, "Quiet after 7 days")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(popup, key)
    assert said(view(page).beats)[0] == "Patrolled, 2"
    assert desk.store.undo_label == "Beats are quiet after 28 days"


# --- Outlines ---------------------------------------------------------------------------------


def test_outlines_are_loaded_and_the_beat_without_one_is_named(
    page: PatrolsPage, ask: CannedAsk, file: Path
) -> None:
    load(page, ask, file)
    assert view(page).map.codes == ["B1"]
    assert view(page).box.words == "1 beat without an outline. Haldens"
    # In the table it stands all the same.
    assert len(said(view(page).beats)) == 4


def test_an_outline_of_another_name_is_matched_by_hand(
    page: PatrolsPage, ask: CannedAsk, file: Path, desk: Desk, team: TeamName
) -> None:
    load(page, ask, file)
    push(page, "Match outlines")
    rows = view(page).matching.rows
    assert said(rows) == [
        "Without a beat, 2",
        "Haldens East, E05",
        "Hatfield",
        "Beats, 1",
        "Peartree, Peartree",
    ]
    press(Key.Key_Return, "hald", Key.Key_Tab, Key.Key_Return)
    assert "Haldens East, Haldens, E05" in said(rows)
    assert desk.store.undo_label == "Match outline, E05 is Haldens"
    assert view(page).box.words == ""
    press(Key.Key_Escape)
    assert sorted(view(page).map.codes) == ["B1", "B2"]
    with desk.store.read() as session:
        assert beat_map.read(session, team.id).chosen == {"E05": "B2"}


def test_the_outline_of_the_team_goes_round_those_of_its_beats(
    page: PatrolsPage, ask: CannedAsk, file: Path, store: Store, team: TeamName
) -> None:
    ring = ((-0.3, 51.7), (-0.3, 51.9), (-0.1, 51.9), (-0.1, 51.7))
    with store.change("Take over the boundary") as session:
        beat_map.go_round(session, team.id, Outline("The team", "police.uk", (ring,)))
    # Tiles stand for the beats until outlines are loaded.
    assert all(one.code for one in view(page).map.areas)
    load(page, ask, file)
    others = [one.shape.outline.name for one in view(page).map.areas if not one.code]
    assert others == ["Haldens East", "Hatfield", "The team"]
    assert view(page).map.codes == ["B1"]


def test_outlines_are_taken_off_and_undo_brings_them_back(
    page: PatrolsPage, ask: CannedAsk, file: Path, desk: Desk
) -> None:
    load(page, ask, file)
    push(page, "Take the outlines off")
    assert view(page).map.codes == ["B2", "B1"]
    desk.store.undo()
    assert view(page).map.codes == ["B1"]


def test_a_file_that_is_no_map_is_named_and_the_map_stays(
    page: PatrolsPage, ask: CannedAsk, tmp_path: Path, file: Path
) -> None:
    wrong = tmp_path / "notes.kml"
    wrong.write_text("no map")
    load(page, ask, wrong)
    assert view(page).box.words.startswith("notes.kml was not loaded. The file is no GeoJSON.")
    assert view(page).map.codes == ["B2", "B1"]
    load(page, ask, file)
    assert "notes.kml" not in view(page).box.words
    # From the menu as well, and wherever one is.
    press(Key.Key_M, held=CTRL)
    ask.answers.append(None)
    next(one for one in page.commands() if one.text == "Load &outlines of beats…").do()
    assert view(page).map.codes == ["B1"]
    assert view(page).map.hasFocus()


# --- The plan ---------------------------------------------------------------------------------


def test_visits_are_planned_by_keys(page: PatrolsPage, desk: Desk) -> None:
    view(page).spot_table.setFocus()
    press(Key.Key_Return, "7x", Key.Key_Return)
    assert said(view(page).spots) == ["Shops, 22, 1, 21 short, 7, 1, 0:15"]
    assert desk.store.undo_label == "Plan 7 visits a week, Shops"
    assert view(page).spot_table.hasFocus()
    desk.store.undo()
    # More than an hour has room for is not taken.
    press(Key.Key_Return, "999", Key.Key_Return)
    assert said(view(page).spots) == ["Shops, no plan, 1, 1, 0:15"]
    press(Key.Key_Escape)
    assert view(page).spot_table.hasFocus()


def test_words_give_way_to_those_of_the_beat_in_hand(page: PatrolsPage) -> None:
    reading = page.coverage.view.map
    [haldens, peartree] = [one for one in reading.areas if one.code]
    place = QPointF(100, 100)
    whole = painting.label(haldens, place, 200, [])
    assert whole is not None
    assert [text for text, _ in whole.lines] == ["Haldens", "0 min", "nobody yet"]
    beside = painting.label(peartree, place + QPointF(0, 36), 200, [whole.box])
    assert beside is not None
    assert [text for text, _ in beside.lines] == ["Peartree"]
    assert painting.label(peartree, place, 200, [whole.box]) is None


# --- Looks and room ---------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_words_can_be_read_on_every_shade(qapp: QApplication, look: theme.Look) -> None:
    theme.use(qapp, Appearance(look))
    shades = [painting.shade(step).name() for step in range(6)]
    text = theme.colour("text").name()
    assert all(colours.contrast(shade, text) >= painting.READABLE for shade in shades)
    # Each step is another, and always further from the page.
    steps = [colours.contrast(shade, theme.colour("page").name()) for shade in shades]
    assert steps == sorted(set(steps))


def test_tables_stand_beside_the_map_or_one_comes_after_the_other(page: PatrolsPage) -> None:
    ours, window = view(page), page.widget.window()
    page.widget.shut_pane()
    window.resize(1280, 800)
    assert ours.map.isVisible()
    assert ours.beat_table.isVisible()
    assert ours.spot_table.isVisible()
    window.resize(640, 480)
    seen = []
    for words in ("Beats", "Hot spots", "Map"):
        push(page, words)
        seen.append((ours.map.hasFocus(), ours.beat_table.hasFocus(), ours.spot_table.hasFocus()))
    assert seen == [(False, True, False), (False, False, True), (True, False, False)]
    # However small, the window can be made so.
    assert page.log.minimumSizeHint().width() <= 480
    assert page.log.minimumSizeHint().height() <= 300


@pytest.mark.parametrize(
    ("width", "height", "steps"),
    [
        (900, 600, ("map",)),
        (900, 200, ("beats", "spots")),
        (500, 600, ("map",)),
        (500, 400, ("map", "beats")),
        (500, 200, ("map", "beats", "spots")),
    ],
)
def test_what_there_is_room_for(width: int, height: int, steps: tuple[str, ...]) -> None:
    room = Room(width, height)
    assert room.steps == steps
    assert room.next(steps[-1]) == steps[0]
    assert room.next("gone") == steps[0]
