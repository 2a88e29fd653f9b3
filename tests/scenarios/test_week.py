"""A sergeant's week through all five tabs, by keys alone; undone to its beginning, and redone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import returns
from snt_desk.ui.main_window import MainWindow
from tests.scenarios.keyboard import ALT, CTRL, KEY, SHIFT, Keyboard

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

Figures = dict[str, int]


def figures(window: MainWindow, month: Month) -> Figures:
    """The return's figures that are not nothing."""
    with window.desk.store.read() as session:
        counted = returns.counted(session, window.desk.team, month)
    return {".".join(one.key): one.value for one in counted if one.value}


class Week:
    """The week from the 9th of last month: it is over, and so is its month."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.keys = Keyboard()
        self.month = Month.of(clock.today()).plus(-1)
        self.monday = self.month.first + timedelta(days=8)

    def day(self, after: int) -> str:
        """A day of the week as it is typed."""
        day: date = self.monday + timedelta(days=after)
        return f"{day.day}/{day.month}"

    def settle(self) -> None:
        """Wait for the worker."""
        self.qtbot.waitUntil(lambda: not self.window.desk.tasks.busy)

    def save(self) -> str:
        """Save what is typed, and give the name of the change."""
        self.keys.press(KEY.Key_S, held=CTRL)
        return self.done()

    def done(self) -> str:
        """What the last change was called."""
        self.settle()
        # A list that has closed stays the active window, on the offscreen platform only.
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        return self.window.desk.store.undo_label or ""

    def plan_duties(self) -> None:
        """PC Ridley: two earlies, two lates, and the Friday away on a course."""
        press = self.keys.press
        press(KEY.Key_2, held=CTRL)
        press(KEY.Key_PageUp, held=CTRL)
        press(KEY.Key_Home, KEY.Key_Down, *[KEY.Key_Right] * 8)
        press("eell")
        assert self.done().startswith("Set PC Ridley to late")

    def log_patrols(self) -> None:
        """One on foot for a priority, one in a vehicle over midnight."""
        press, fill = self.keys.press, self.keys.fill
        press(KEY.Key_3, held=CTRL)
        press(KEY.Key_N, held=CTRL)
        press("f", KEY.Key_Tab)
        fill(self.day(0), "930", "+90")
        press("rid", KEY.Key_Return, KEY.Key_Tab)
        fill("pear", "wood")
        assert self.save() == "Log foot patrol, Peartree"
        press(KEY.Key_N, held=CTRL)
        press("v", KEY.Key_Tab)
        fill(self.day(3), "2215", "0140")
        press("rid", KEY.Key_Return, "cal", KEY.Key_Return, KEY.Key_Tab)
        fill("hal", "reass")
        assert self.save() == "Log vehicle patrol, Haldens"

    def meet_the_council(self) -> None:
        """A meeting with two actions; one of them is done by the end of the week."""
        press = self.keys.press
        press(KEY.Key_5, held=CTRL)
        press(KEY.Key_N, held=CTRL)
        press("asb p", KEY.Key_Return, KEY.Key_Return)
        press(self.day(1), KEY.Key_Return, "10", KEY.Key_Return, "+90", KEY.Key_Return)
        # Where it met stays empty; nobody was missing, and there was no agenda.
        press(KEY.Key_P, held=ALT)
        press("pea", KEY.Key_Return, "wo", KEY.Key_Return)
        press("ok", KEY.Key_Return, "cal", KEY.Key_Tab, "cou")
        press(KEY.Key_C, held=ALT)
        self.keys.write("Two gates agreed.")
        press(KEY.Key_Tab)
        self.keys.write("Quote for the gates")
        press(KEY.Key_Return, "cou", KEY.Key_Return, self.day(20), KEY.Key_Return)
        self.keys.write("Letter to parents")
        press(KEY.Key_Return, "cal", KEY.Key_Return, self.day(4))
        assert self.save() == "Add meeting, ASB panel"

    def tell_residents(self) -> None:
        """What residents were told of the priority."""
        self.keys.press(KEY.Key_4, held=CTRL)
        self.settle()
        self.keys.go_to("Residents told today")
        self.keys.press(KEY.Key_Space)
        self.keys.write("The council will put up two gates.")
        assert self.save() == "Tell residents of priority, Woodhall shops"

    def check_the_return(self) -> None:
        """The return of the month: nothing to record but one word for the Command."""
        press = self.keys.press
        press(KEY.Key_7, held=CTRL)
        self.settle()
        press(KEY.Key_W, held=CTRL | SHIFT)
        self.keys.write("Two gates agreed with the council.")
        press(KEY.Key_S, held=CTRL)
        assert "chievement" in self.done()


def test_a_week_is_undone_to_its_beginning_and_redone_to_its_end(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    week = Week(window, qtbot)
    store, month = window.desk.store, week.month
    before = figures(window, month)

    week.plan_duties()
    week.log_patrols()
    week.meet_the_council()
    week.tell_residents()
    week.check_the_return()

    after = figures(window, month)
    assert after["patrols.patrol_time.mode.foot"] == 90

    done = []
    while store.undo_label:
        done.append(store.undo_label)
        week.keys.press(KEY.Key_Z, held=CTRL)
        week.settle()
    assert figures(window, month) == before

    while store.redo_label:
        assert store.redo_label == done.pop()
        week.keys.press(KEY.Key_Y, held=CTRL)
        week.settle()
    assert not done
    assert figures(window, month) == after
