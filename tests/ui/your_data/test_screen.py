"""The screen for what is the matter with the data, as it is read and driven by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from snt_desk.db.faults import DAMAGED, Kind, Trouble
from snt_desk.domain import clock
from snt_desk.services.details import Case
from snt_desk.ui import theme
from snt_desk.ui.theme import Appearance
from snt_desk.ui.your_data.offers import Offer, Offers
from snt_desk.ui.your_data.screen import About, YourData
from snt_desk.ui.your_data.words import Way
from tests.ui.pages.seen import nameless, press, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MADE = clock.london(2026, 11, 30, 13, 30)
SAVED = clock.london(2026, 11, 30, 13, 58)
KEY = Qt.Key


def offered(days: int = 3) -> Offers:
    counts = {"patrols": 412, "priorities": 1}
    older = [Offer(MADE - timedelta(days=n), counts, proved=n != 1) for n in range(1, days)]
    return Offers([Offer(MADE, counts, backup="newest"), *older], since=3)


Make = Callable[..., YourData]


@pytest.fixture
def make(qapp: QApplication, qtbot: QtBot) -> Make:
    held: list[QMainWindow] = []

    def made(kind: Kind = Kind.DAMAGED, offers: Offers | None = None) -> YourData:
        about = About("north.db", 14_200_000, SAVED, "DAMAGED-1130-135802", "error SQLITE_CORRUPT")
        screen = YourData(Trouble(kind, DAMAGED.title, "detail"), about)
        window = QMainWindow()
        held.append(window)
        window.setCentralWidget(screen)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        screen.show_offers(offered() if offers is None else offers)
        return screen

    return made


def heard(screen: YourData, *names: str) -> list[tuple[Any, ...]]:
    said: list[tuple[Any, ...]] = []
    for name in names:
        getattr(screen, name).connect(lambda *what, name=name: said.append((name, *what)))
    return said


def test_it_says_what_happened_and_offers_the_newest_good_backup_by_name(make: Make) -> None:
    screen = make()
    seen = words(screen)
    assert "Your data file cannot be read" in seen
    assert "Part of the file is damaged. Nothing has been deleted or changed." in seen
    assert "14.2 MB, last saved Mon 30 Nov, 13:58" in seen.replace("today", "Mon 30 Nov")
    assert "13:30" in screen.cards[Way.RESTORE].words
    assert "412 patrols, 1 priority" in screen.cards[Way.RESTORE].words
    assert (
        "What was entered between 13:30 and 13:58 (3 changes) would have to be entered again."
        in screen.cards[Way.RESTORE].words
    )


def test_enter_restores_the_newest_good_one(make: Make) -> None:
    screen = make()
    said = heard(screen, "restore")
    press(KEY.Key_Return)
    [(_, offer)] = said
    assert offer.backup == "newest"


def test_an_older_one_is_chosen_from_a_list_by_keys(make: Make) -> None:
    screen = make()
    said = heard(screen, "restore")
    press(KEY.Key_Tab, KEY.Key_Space)
    assert screen.chooser.isVisible()
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    [(_, offer)] = said
    assert offer.made == MADE - timedelta(days=2)
    assert not screen.chooser.isVisible()


def test_esc_goes_back_from_the_list(make: Make) -> None:
    screen = make()
    screen.cards[Way.OLDER].button.click()
    press(KEY.Key_Escape)
    assert not screen.chooser.isVisible()
    assert QApplication.focusWidget() is screen.cards[Way.OLDER].button


def test_a_backup_that_was_not_proved_says_so_in_the_list_and_is_never_the_newest_good_one(
    make: Make,
) -> None:
    offers = Offers([Offer(MADE, {}, proved=False, backup="bad"), *offered().all[:1]])
    screen = make(offers=offers)
    assert offers.newest is not None
    assert offers.newest.backup == "newest"
    assert "not checked" in screen.chooser.list.lines.lines[0].spoken


def test_without_a_backup_there_is_nothing_to_press_and_the_card_says_what_to_do(
    make: Make,
) -> None:
    screen = make(offers=Offers())
    card = screen.cards[Way.RESTORE]
    assert card.words.startswith("No checked backup was found. Ask IT")
    assert card.button.isHidden()
    assert screen.cards[Way.OLDER].isHidden()
    assert QApplication.focusWidget() is screen.cards[Way.LOOK].button


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (0, "Nothing was entered after it."),
        (None, "between 13:30 and 13:58 would"),
        (1, "1 change"),
    ],
)
def test_what_would_have_to_be_entered_again(make: Make, since: int | None, said: str) -> None:
    screen = make(offers=Offers(offered().all, since))
    assert said in screen.cards[Way.RESTORE].words


def test_each_button_says_what_it_wants(make: Make) -> None:
    screen = make(Kind.BUSY)
    said = heard(screen, "look_only", "other_file", "help_wanted", "try_again", "close_desk")
    for way in (Way.LOOK, Way.OTHER, Way.HELP):
        screen.cards[way].button.click()
    screen.again_button.click()
    screen.close_button.click()
    names = ["look_only", "other_file", "help_wanted", "try_again", "close_desk"]
    assert said == [(name,) for name in names]


def test_details_for_it_fold_out_below_everything(make: Make) -> None:
    screen = make()
    assert "SQLITE_CORRUPT" not in words(screen)
    screen.details_button.click()
    assert "Reference DAMAGED-1130-135802" in words(screen)
    assert "SQLITE_CORRUPT" in words(screen)


def test_where_it_cannot_be_looked_at_either_the_card_says_why(make: Make) -> None:
    screen = make()
    screen.say_cannot_look(Trouble(Kind.DAMAGED, "Nothing of it can be read", "Go back."))
    card = screen.cards[Way.LOOK]
    assert card.words == "It cannot be looked at either. Nothing of it can be read. Go back."
    assert card.button.isHidden()


@pytest.mark.parametrize("kind", Kind)
def test_every_control_has_a_name_and_is_reached_by_tab(make: Make, kind: Kind) -> None:
    screen = make(kind)
    assert nameless(screen) == []
    wanted = {card.button for card in screen.cards.values() if card.button.isVisible()}
    wanted |= {screen.again_button, screen.details_button, screen.close_button}
    reached = set()
    for _ in range(20):
        reached.add(QApplication.focusWidget())
        press(KEY.Key_Tab)
    assert wanted <= reached


@pytest.mark.parametrize("appearance", [Appearance("dark", 150), Appearance("contrast", 100)])
def test_it_fits_the_least_window_with_nothing_cut_at_its_sides(
    make: Make, qapp: QApplication, appearance: Appearance
) -> None:
    theme.use(qapp, appearance)
    screen = make()
    window = screen.window()
    window.resize(960, 540)
    assert window.minimumSizeHint().width() <= 960
    for card in screen.cards.values():
        assert card.width() <= screen.width()
        assert card.height() >= card.heightForWidth(card.width())


def test_a_reference_says_which_kind_and_when(tmp_path: Path) -> None:
    case = Case(Trouble(Kind.READ_ONLY, "t"), str(tmp_path / "a.db"), SAVED)
    assert case.reference == "READ_ONLY-1130-135800"
