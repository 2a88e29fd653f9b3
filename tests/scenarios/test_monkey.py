"""Minutes of random keys and clicks on the demo team: nothing breaks, nothing grows.

`make test-long ARGS=tests/scenarios/test_monkey.py` takes SNT_DESK_MONKEY_MINUTES (10) with
the acts of SNT_DESK_MONKEY_SEED (any). A failure shows the last acts and names the file of all
of them; with that in SNT_DESK_MONKEY_ACTS, and the same seed, they are done again. With
QT_QPA_PLATFORM=xcb and a DISPLAY (of Xvfb) the window is a real one.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, qWarning
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from snt_desk.cli import main
from snt_desk.db import engine, health
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.ui import app, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.theme import TEXT_SIZES, Appearance, Look
from tests.fixtures_store import ACTOR
from tests.scenarios import witness
from tests.scenarios.monkey import Act, Chooser, Monkey, RandomAsk
from tests.scenarios.witness import Size
from tests.trust.figures import Tally
from tests.ui.conftest import clear_away

MINUTES = float(os.environ.get("SNT_DESK_MONKEY_MINUTES", "10"))
SEED = os.environ.get("SNT_DESK_MONKEY_SEED", "")
AGAIN = os.environ.get("SNT_DESK_MONKEY_ACTS", "")

FEW = 200
"""Acts of the short one: some seconds."""
WARM = 0.25
"""The part after which what is made once has been made: pages, fonts, drawings."""
COLD_GROWTH, OPEN_GROWTH, SHUT_GROWTH = 1.6, 1.35, 1.1
"""How many times as much there may be at the end: in the first seconds of a window, later on (a
list has more lines, the guide and the history are open), and with the window shut."""


class Team:
    """The demo team's file and the window over it, opened again when the monkey has shut it."""

    def __init__(self, database: Path, ask: RandomAsk) -> None:
        self._database = database
        self._ask = ask
        self._opened: list[weakref.ref[Store]] = []
        self.open()
        self.beginning = witness.rows(self.store)

    def open(self) -> None:
        self.store = open_store(str(self._database), ACTOR)
        self._opened.append(weakref.ref(self.store))
        self.store.subscribe(self._changed)
        preferences = Preferences(self._database.with_name("settings.json"))
        theme.use(app.application(), preferences.settings.appearance)
        desk = app.desk_over(self.store, preferences, self._ask)
        self.window = app.open_window(desk, str(self._database))

    def shut(self) -> None:
        """Close the window, however often it asks first, and take all of it away."""
        # Deleted while it wishes to stay open, it would not stop its worker.
        while isValid(self.window) and self.window.isVisible() and not self.window.close():
            QCoreApplication.processEvents()
        clear_away(app.application())

    def close(self) -> None:
        self.shut()
        self.store.close()

    @property
    def kept(self) -> list[Store]:
        """The records that somebody still holds, of all the times that they were open."""
        return [store for one in self._opened if (store := one()) is not None]

    def _changed(self, _tables: frozenset[str]) -> None:
        """Where undo cannot go further back, as after a return was sent, is a new beginning."""
        if self.store.undo_label is None and self.store.redo_label is None:
            self.beginning = witness.rows(self.store)


@dataclass
class Game:
    """A monkey at the team's window, until it finds something or is called back."""

    team: Team
    monkey: Monkey
    faults: list[str]
    name: str

    def play(self, goes_on: Callable[[], bool]) -> None:
        """Let it do what it likes; fails with what it found."""
        while goes_on() and self._step():
            if not self.team.window.isVisible():
                self.team.close()
                self.team.open()
            self.insist()

    def warm(self) -> None:
        """Have what is made once and stays: every module, every letter in every size and look."""
        witness.load_all()
        for percent in TEXT_SIZES:
            self.team.window.looks.use_text_size(percent)
            self.monkey.rest()
        for look in get_args(Look):
            self.team.window.looks.use_look(look)
            self.monkey.rest()

    def weigh(self) -> Size:
        """Bring the window to where it began, with every list that is made late, and weigh it."""
        window = self.team.window
        self.monkey.rest()
        window.looks.use_look("light")
        window.looks.use_text_size(100)
        window.resize(1280, 800)
        for page in window.pages:
            window.visit_title(page.title)
            self.monkey.rest()
            for lists in window.findChildren(SeveralLists):
                for table in lists.bar.news:
                    lists.bar.show_list(table)
                    self.monkey.rest()
            for one in window.findChildren(QAbstractButton):
                if one.isVisible() and one.text() == "Clear filters":
                    one.click()
            self.monkey.rest()
        self.insist()
        return witness.size()

    def weigh_shut(self) -> Size:
        """Weigh what stays when the window is gone, and open it again."""
        self.team.close()
        # What is known of texts and statements has a bound of its own, and goes with these.
        theme.use(app.application(), Appearance("dark"))
        engine._COMPILED.clear()  # noqa: SLF001  # it outlives every file
        del self.team.window, self.team.store
        size = witness.size()
        say(f"{self.monkey.count:,} acts, shut: {size}")
        # Who holds the records holds pages and statements: one window more weighs a tenth.
        assert self.team.kept == []
        self.team.open()
        self.monkey.rest()
        return size

    def insist(self) -> None:
        """Fail if there was any fault, and say what came before it."""
        if not self.faults:
            return
        last = "\n".join(map(str, self.monkey.last))
        pytest.fail(
            f"After {self.monkey.count} acts:\n{self.faults[0]}\n"
            f"The last acts of {self.name} were\n{last}\n"
            f"All are in {self.monkey.file}; SNT_DESK_MONKEY_ACTS does them again.",
            pytrace=False,
        )

    def _step(self) -> bool:
        try:
            went_on = self.monkey.step()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
            self.faults.append(traceback.format_exc())
            return True
        return went_on


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A number of its own for the long one, unless it is given; always the same for the others."""
    given = getattr(request, "param", None)
    return int(SEED or random.randrange(10**6)) if given == "any" else int(given or 3)


@pytest.fixture
def moment(seed: int, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Some moment of the year, from which the clock goes on: the seed says which."""
    minutes = random.Random(f"moment {seed}").randrange(365 * 24 * 60)
    begun, since = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), time.monotonic()

    def now() -> datetime:
        return begun + timedelta(seconds=int(time.monotonic() - since))

    monkeypatch.setattr(clock, "now", now)
    return begun


@pytest.fixture
def game(
    request: pytest.FixtureRequest, seed: int, moment: datetime, tmp_path: Path
) -> Iterator[Game]:
    """The monkey before the demo team's window, which nobody has touched."""
    database = tmp_path / "demo.db"
    assert main(["--database", str(database), "demo", "--no-window"]) == 0
    app.application()
    ask = RandomAsk(seed, tmp_path / "files")
    team = Team(database, ask)
    again = [Act.read(line) for line in Path(AGAIN).read_text().splitlines()] if AGAIN else []
    monkey = Monkey(lambda: team.window, Chooser(seed), tmp_path / "acts", again)
    ignored = [str(one) for one in request.config.getini("qt_log_ignore")]
    name = f"seed {seed}, which begins at {moment:%Y-%m-%d %H:%M} UTC"
    try:
        with witness.watching(ask.tell, ignored) as faults:
            yield Game(team, monkey, faults, name)
            monkey.rest()
    finally:
        monkey.close()
        team.close()
    theme.use(app.application(), Appearance("light"))


def assert_undone_to_the_beginning(team: Team) -> None:
    """Undo brings every row back as it was, redo as it became; the file is sound."""
    store = team.store
    # A page may save what was typed when it is left.
    team.shut()
    end = witness.rows(store)
    steps = 0
    while store.undo_label is not None:
        store.undo()
        steps += 1
    assert witness.rows(store) == team.beginning
    for _ in range(steps):
        store.redo()
    assert witness.rows(store) == end
    assert list(health.faults(store)) == []


def assert_not_grown(warm: Size, end: Size, most: float) -> None:
    """Neither what Qt and Python have in hand, nor the widgets and windows."""
    told = f"\n{warm}\n{end}"
    assert end.qt <= most * warm.qt, told
    assert end.python <= most * warm.python, told
    assert end.widgets <= most * warm.widgets, told
    assert end.windows <= most * warm.windows, told
    assert end.threads <= warm.threads, told


@pytest.mark.timeout(300)
def test_seconds_of_random_keys_and_clicks_break_nothing(game: Game, tally: Tally) -> None:
    with counted(game, tally):
        game.play(lambda: game.monkey.count < WARM * FEW)
        warm = game.weigh()
        game.play(lambda: game.monkey.count < FEW)
    assert_not_grown(warm, game.weigh(), COLD_GROWTH)
    assert_undone_to_the_beginning(game.team)


@contextmanager
def counted(game: Game, tally: Tally) -> Iterator[None]:
    """Count what the monkey does, and what reached nobody's sentence."""
    try:
        yield
    finally:
        tally("monkey events", game.monkey.count)
        tally("unhandled", len(game.faults))


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [101, 102], indirect=True)
def test_half_a_minute_of_random_keys_and_clicks_breaks_nothing(game: Game, tally: Tally) -> None:
    until = time.monotonic() + 30
    with counted(game, tally):
        # Also on a slow machine it is not done before it has done something.
        game.play(lambda: before(until) or game.monkey.count < 500)
    assert_undone_to_the_beginning(game.team)


def test_the_monkey_finds_a_fault_that_was_planted(game: Game, tally: Tally) -> None:
    game.team.window.tabs.currentChanged.connect(raise_one)
    with pytest.raises(pytest.fail.Exception, match="planted"):
        game.play(lambda: game.monkey.count < 5000)
    tally("planted faults found by the monkey", len(game.faults))
    game.faults.clear()


def say(words: str) -> None:
    """Whoever waits for minutes sees that it goes on; `make test-long` shows it."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def before(moment: float) -> bool:
    return time.monotonic() < moment


@pytest.mark.long
@pytest.mark.timeout(int(MINUTES * 60 * 1.5) + 300)
@pytest.mark.parametrize("seed", ["any"] * 3, indirect=True, ids=["first", "second", "third"])
def test_minutes_of_random_keys_and_clicks_break_nothing(game: Game, tally: Tally) -> None:
    with counted(game, tally):
        play_for_minutes(game)


def play_for_minutes(game: Game) -> None:
    """Play, and weigh from time to time."""
    say(f"\nThe monkey has {game.name}; its acts are in {game.monkey.file}.")
    game.warm()
    begun, seconds = time.monotonic(), MINUTES * 60
    game.play(partial(before, begun + WARM * seconds))
    shut = game.weigh_shut()
    sizes: list[Size] = []
    # The window is new here: it is warm after the first part of these.
    for part in (0.4, 0.55, 0.7, 0.85, 1.0):
        game.play(partial(before, begun + part * seconds))
        sizes.append(game.weigh())
        say(f"{game.monkey.count:,} acts: {sizes[-1]}")
    assert_not_grown(sizes[0], sizes[-1], OPEN_GROWTH)
    assert_not_grown(shut, game.weigh_shut(), SHUT_GROWTH)
    assert_undone_to_the_beginning(game.team)


def raise_one() -> None:
    raise ValueError("planted")


def raise_in_a_thread() -> None:
    thread = threading.Thread(target=raise_one)
    thread.start()
    thread.join()


PLANTED: dict[str, Callable[[], object]] = {
    "an exception": raise_one,
    "an exception in a thread": raise_in_a_thread,
    "a warning of Qt": lambda: qWarning("planted"),
    "a warning in the log": lambda: logging.getLogger("snt_desk").warning("planted"),
}


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED.keys())
def test_what_goes_wrong_is_seen(
    fault: Callable[[], object], qapp: object, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    with witness.watching(lambda title, _detail: told.append(title), ["^known$"]) as faults:
        qWarning("known")
        timer = QTimer(singleShot=True)
        timer.timeout.connect(fault)
        timer.start(0)
        QCoreApplication.processEvents()
    caplog.clear()
    assert len(faults) == 1
    assert "planted" in faults[0]
    assert told == []


def test_what_the_user_can_mend_is_told(qapp: object) -> None:
    told: list[str] = []
    with witness.watching(lambda title, _detail: told.append(title), []) as faults:
        error = DeskError("The disk is full")
        sys.excepthook(DeskError, error, None)
    assert (faults, told) == ([], ["The disk is full"])


def test_the_monkey_answers_every_question_that_the_program_has() -> None:
    questions = {name for name in vars(Ask) if not name.startswith("_")}
    assert len(questions) > 8
    assert questions <= vars(RandomAsk).keys()
