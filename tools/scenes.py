"""What there is to be seen of the window: every tab in every state, and everything that opens.

A scene is a tab, a state and a few lines that drive the window there by its own keys and parts.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from snt_desk.domain import clock
from snt_desk.ui.ask import Ask
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.police_uk.ticking import TickTable
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.table_view import TableView
from tools import (
    answers,
    consulting,
    importing,
    locks,
    meetings,
    opened,
    published,
    rounds,
    telling,
    telling_all,
    troubles,
    watching,
)

Of = Literal["demo", "empty"]
"""The demo team's year, or a team without records."""
TABS = ("Roster", "Patrols", "Priorities", "Partners", "Community", "Return")

_PATIENCE = 20.0
_DIALOG_MS = 1000
_ROUND = 1.6
"""So long, in seconds, until the backups have been looked at after a start."""
_CAUTIONS = 0.4
"""Typing rests so long, in seconds, before a form says what looks odd."""


@dataclass(frozen=True)
class Scene:
    """A picture: `patrols` `dark` `problems`. In the README and guide if it is `public`."""

    tab: str
    state: str
    drive: Callable[[MainWindow], QPixmap]
    of: Of = "demo"
    public: bool = False

    def file(self, look: str, size: str) -> str:
        """The name of its file; the usual state and size go without saying."""
        parts = [self.tab.lower(), look, self.state, "" if size == "1280x800" else size]
        return "-".join(part for part in parts if part) + ".png"


def settle(window: MainWindow, rest: float = 0.05) -> None:
    """Let the page paint, and the worker come to its end; then wait for so many seconds more."""
    end, quiet_since = time.monotonic() + _PATIENCE, time.monotonic()
    while time.monotonic() < min(end, quiet_since + rest):
        QTest.qWait(5)
        if window.desk.tasks.busy:
            quiet_since = time.monotonic()


def press(window: MainWindow, *keys: str) -> None:
    """Press keys where the focus is, one after the other: `Ctrl+N`."""
    for one in keys:
        QTest.keySequence(window.windowHandle(), one)
    settle(window)


def write(window: MainWindow, *texts: str) -> None:
    """Type each text, and go to the next field."""
    for text in texts:
        _type(window, text)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    settle(window)


def seen(window: MainWindow) -> QPixmap:
    """The window with the menus that are open over it."""
    settle(window, _CAUTIONS)
    picture = window.grab()
    popup = QApplication.activePopupWidget()
    over = [one for one in QApplication.topLevelWidgets() if _is_over(one, popup)]
    with QPainter(picture) as painter:
        for one in over:
            place = one.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(place, one.grab())
    for one in over:
        one.close()
    return picture


def _is_over(widget: QWidget, popup: QWidget | None) -> bool:
    return popup is not None and widget.isVisible() and widget.windowType() == popup.windowType()


def _plain(window: MainWindow) -> QPixmap:
    return seen(window)


def _form(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+N")
    return seen(window)


def _problems(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+N", "Ctrl+S")
    return seen(window)


def _pressed(*keys: str) -> Callable[[MainWindow], QPixmap]:
    def drive(window: MainWindow) -> QPixmap:
        for one in keys:
            press(window, one)
        return seen(window)

    return drive


def _comes_again(window: MainWindow) -> QPixmap:
    """A meeting every month, and which days that makes."""
    first = clock.add_months(clock.today().replace(day=8), 1)
    press(window, "Ctrl+R")
    write(window, "asb p", "ASB panel", clock.long_day(first), "1400", "+90", "1", "the 2", "")
    write(window, "Council offices, room 2")
    return seen(window)


def _cleared(window: MainWindow) -> QPixmap:
    """A form that was cleared by mistake: what stood in it is offered above the fields."""
    press(window, "Ctrl+N")
    write(window, "stall", "Stall at the Saturday market")
    _click(window, "Clear")
    return seen(window)


def _odd_patrol(window: MainWindow) -> QPixmap:
    """Out for seventeen hours, tomorrow, alone: it can be saved, and is said."""
    press(window, "Ctrl+N")
    write(window, "f", f"{clock.today():%d/%m}", "0500", "2200")
    return seen(window)


def _false_patrol(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+N")
    write(window, "f", "31/2", "2575", "abc", "nobody")
    press(window, "Ctrl+S")
    return seen(window)


def _details_of_a_contact(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+6")
    _click(window, "Residents")
    press(window, "Ctrl+F", "Return", "Home", "Ctrl+D")
    return seen(window)


def _on_the_board(click: str, *keys: str) -> Callable[[MainWindow], QPixmap]:
    """On the board of residents: something is clicked, or keys are pressed on the first."""

    def driven(window: MainWindow) -> QPixmap:
        press(window, "Ctrl+6", "Ctrl+F", "Return", "Home")
        if click:
            _click(window, click)
        press(window, *keys)
        return seen(window)

    return driven


def _raised(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+6")
    _click(window, "Events")
    press(window, "Ctrl+F", "Return", "Home", "Return")
    _click(window, "Add what was raised…")
    return seen(window)


def _posted(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+6")
    _click(window, "Messages")
    press(window, "Ctrl+F", "Return", "Home", "Down", "Down", "Down", "Ctrl+Shift+D")
    return seen(window)


def _odd_meeting(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+N")
    write(window, "asb p", "", "12", "1400")
    return seen(window)


def _people(window: MainWindow) -> QPixmap:
    _click(window, "People")
    return seen(window)


def _new_person(window: MainWindow) -> QPixmap:
    _click(window, "People")
    press(window, "Ctrl+N")
    return seen(window)


def _false_person(window: MainWindow) -> QPixmap:
    _new_person(window)
    press(window, "Ctrl+S")
    return seen(window)


def _click(window: MainWindow, words: str) -> None:
    """Press the button that says so, if there is one."""
    for one in window.findChildren(QAbstractButton):
        if one.isVisible() and without_mnemonic(one.text()) == words:
            one.click()
            break
    settle(window)


def _clicked(*words: str) -> Callable[[MainWindow], QPixmap]:
    def drive(window: MainWindow) -> QPixmap:
        for one in words:
            _click(window, one)
        return seen(window)

    return drive


def _none_match(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+F")
    write(window, "zzzz")
    return seen(window)


def _dialog(start: Callable[[MainWindow], object]) -> Callable[[MainWindow], QPixmap]:
    """The window, and over its middle the dialog that opens; it is answered with Esc."""

    def drive(window: MainWindow) -> QPixmap:
        settle(window)
        grabbed: list[QPixmap] = []

        def grab() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                grabbed.append(dialog.grab())
                QTest.keySequence(dialog.windowHandle(), "Esc")

        timer = QTimer(window, singleShot=True, interval=_DIALOG_MS)
        timer.timeout.connect(grab)
        timer.start()
        start(window)
        settle(window)
        picture = window.grab()
        with QPainter(picture) as painter:
            for one in grabbed:
                wide, high = one.deviceIndependentSize().toTuple()
                painter.drawPixmap(
                    QPoint(int(window.width() - wide) // 2, int(window.height() - high) // 2), one
                )
        return picture

    return drive


def _beside(open_it: Callable[[MainWindow], object]) -> Callable[[MainWindow], QPixmap]:
    """A window of its own: the guide, all keys."""

    def drive(window: MainWindow) -> QPixmap:
        settle(window)
        before = set(QApplication.topLevelWidgets())
        open_it(window)
        settle(window)
        new = [one for one in QApplication.topLevelWidgets() if one not in before]
        shown = next((one for one in new if one.isVisible() and one.isWindow()), window)
        picture = shown.grab()
        if shown is not window:
            shown.close()
        return picture

    return drive


def _menu(letter: str) -> Callable[[MainWindow], QPixmap]:
    return _pressed(f"Alt+{letter}")


def _row_menu(window: MainWindow) -> QPixmap:
    table = next(one for one in window.findChildren(TableView) if one.isVisible())
    place = table.viewport().mapTo(window, QPoint(200, 80))
    button, alone = Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(window.windowHandle(), button, alone, place)
    return seen(window)


def _import(drive: Callable[[MainWindow], object], window: MainWindow) -> QPixmap:
    """Let something be imported; its last keys are pressed when it has been read."""
    keys = drive(window)
    settle(window)
    press(window, *(keys if isinstance(keys, tuple) else ()))
    return seen(window)


def _coverage_match(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+M")
    _click(window, "Match outlines")
    press(window, "Down")
    return seen(window)


def _grouped(window: MainWindow) -> QPixmap:
    """Patrols under the places where they were, the first of them open."""
    press(window, "Ctrl+G", "Down", "Down", "Down", "Return")
    press(window, "Ctrl+Home", "Right", "Down")
    return seen(window)


def _sorted(window: MainWindow) -> QPixmap:
    """By hours, the longest first."""
    press(window, "Down")
    table = next(one for one in window.findChildren(TableView) if one.isVisible())
    for _ in range(2):
        table.sort_by_column(3)
    return seen(window)


def _saved_filter(window: MainWindow) -> QPixmap:
    """The name under which a filter is to be kept is asked for above the list."""
    press(window, "Ctrl+Shift+F", "Down", "Return")
    write(window, "Foot this month")
    return seen(window)


def _more_columns(window: MainWindow) -> QPixmap:
    """Columns that are off at first are asked for: the others make room."""
    table = next(one for one in window.findChildren(TableView) if one.isVisible())
    for at, column in enumerate(table.rows.columns):
        if column.title in {"Operation", "Officer hours", "Warnings"}:
            table.columns.toggle(at)
    return seen(window)


def _close_unsaved(window: MainWindow) -> None:
    press(window, "Ctrl+N")
    write(window, "f", "fri", "0900")
    press(window, "Ctrl+Q")


def _quick(window: MainWindow) -> QPixmap:
    """A patrol in one line, said back before Enter."""
    press(window, "Ctrl+Shift+A")
    _type(window, "foot Peartree 0930-1100 ridley calloway bike marking")
    return seen(window)


def _quick_taken(window: MainWindow) -> QPixmap:
    _quick(window)
    press(window, "Return")
    return seen(window)


def _which_clock(window: MainWindow) -> QPixmap:
    """Half past one, in the night in which it was twice."""
    press(window, "Ctrl+N")
    write(window, "f", "24/10/26", "2200", "0130")
    return seen(window)


def _kept(window: MainWindow) -> QPixmap:
    """What was typed before the program ended is offered again."""
    press(window, "Ctrl+N")
    write(window, "f", "fri", "0900", "+90")
    press(window, "Ctrl+N")
    return seen(window)


def _driven(drive: Callable[[MainWindow], object], window: MainWindow) -> QPixmap:
    drive(window)
    return seen(window)


def _type(window: MainWindow, text: str) -> None:
    for letter in text:
        QTest.keyClick(window.windowHandle(), ord(letter))


def _journal(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+J")
    return seen(window)


def _deleted(window: MainWindow) -> QPixmap:
    """The filter of what was deleted: of the demo team, nothing."""
    press(window, "Alt+T", "L")
    return seen(window)


def _checked(window: MainWindow) -> QPixmap:
    press(window, "Ctrl+J")
    _click(window, "Check the journal")
    return seen(window)


def _as_opened(drive: Callable[[MainWindow], object], window: MainWindow) -> QPixmap:
    """The window as it is just after the data was opened, or before."""
    drive(window)
    return seen(window)


OPENED: tuple[tuple[str, Callable[[MainWindow], QPixmap]], ...] = tuple(
    (state, partial(_as_opened, drive)) for state, drive in opened.STATES
)
IMPORTS: tuple[tuple[str, Callable[[MainWindow], QPixmap]], ...] = tuple(
    (state, partial(_import, drive)) for state, drive in importing.STATES
)


def _on_a_copy(drive: Callable[[MainWindow], QPixmap]) -> Callable[[MainWindow], QPixmap]:
    """In a window over a copy of the data that may be written to, with some backups beside it."""

    def driven(window: MainWindow) -> QPixmap:
        from snt_desk.db.opening import open_store
        from snt_desk.ui import app

        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "desk.db"
            shutil.copyfile(window.header.where, copy)
            _backups_of(copy)
            store = open_store(str(copy), window.desk.store.actor)
            other = app.open_window(app.desk_over(store, window.desk.preferences, Ask()), str(copy))
            other.resize(window.size())
            settle(other, _ROUND)
            picture = drive(other)
            other.cares.backing_up.stop()
            other.desk.tasks.stop()
            other.deleteLater()
            store.close()
        return picture

    return driven


def _backups_of(database: Path) -> None:
    """Backups of the last weeks, one of them not what it was."""
    from snt_desk.db import backup
    from snt_desk.db.models import Patrol
    from snt_desk.db.opening import open_store, this_actor
    from snt_desk.domain.backups import Why, name_for
    from snt_desk.services import patrol_bulk, team

    now = clock.now()
    folder = database.parent / "backups"
    folder.mkdir()
    reasons = (Why.CLOSE, Why.IMPORT, Why.CLOSE, Why.WORK, Why.CLOSE, Why.ASKED)
    for days, why in zip((23, 9, 5, 2, 1, 0), reasons, strict=True):
        made = now - timedelta(days=days, minutes=47 * days)
        path = folder / name_for(database.stem, made)
        backup.make(database, path, backup.Order(made, int(made.timestamp()), why))
        if days == 5:
            path.write_bytes(path.read_bytes()[:-4096])
        store = open_store(str(database), this_actor())
        with store.change("Delete 2 patrols") as session:
            chosen = team.of_desk(session) or team.NO_TEAM
            last = session.query(Patrol.ref).filter_by(team_id=chosen.id).order_by(Patrol.id.desc())
            patrol_bulk.remove(session, chosen.id, [ref for (ref,) in last.limit(2)])
        store.close()


def _backups(window: MainWindow) -> QPixmap:
    press(window, "Alt+T", "B")
    settle(window, _ROUND)
    return seen(window)


def _restore(window: MainWindow) -> QPixmap:
    press(window, "Alt+T", "B")
    settle(window, _ROUND)
    press(window, "Down")
    settle(window, _ROUND)
    return _dialog(lambda window: press(window, "Alt+S"))(window)


def _police_uk(drive: Callable[[MainWindow], object], window: MainWindow) -> QPixmap:
    press(window, "Alt+F", "P")
    drive(window)
    settle(window)
    if window.focusWidget() is next(iter(window.findChildren(TickTable)), None):
        press(window, "Down")
    return seen(window)


def _closing(window: MainWindow) -> QPixmap:
    from snt_desk.ui.closing import Closing

    window.instead.show(Closing())
    return seen(window)


_LIVE = {"Community": _on_a_copy(_on_the_board(""))}
"""Tabs with buttons that are off where one only looks."""
SCENES: tuple[Scene, ...] = (
    *(Scene(tab, "", _LIVE.get(tab, _plain), public=True) for tab in TABS),
    *(Scene(tab, "empty", _plain, of="empty") for tab in TABS),
    *(Scene(tab, "form", _form) for tab in TABS),
    *(Scene(tab, "none-match", _none_match) for tab in TABS),
    Scene("Roster", "people", _people, public=True),
    Scene("Roster", "new-person", _new_person),
    Scene("Roster", "problems", _false_person),
    Scene("Roster", "below", _pressed("Down", "Right", "Return")),
    Scene("Patrols", "warnings", _odd_patrol),
    Scene("Patrols", "empty-problems", _problems),
    Scene("Patrols", "problems", _false_patrol),
    Scene("Patrols", "quick-add", _quick, public=True),
    Scene("Patrols", "quick-added", _quick_taken),
    Scene("Patrols", "which-clock", _which_clock),
    Scene("Patrols", "kept", _kept),
    Scene("Patrols", "running", _pressed("Ctrl+Shift+N")),
    Scene("Patrols", "opened", _pressed("Down", "Return")),
    Scene("Patrols", "history", _pressed("Down", "Ctrl+H"), public=True),
    Scene("Patrols", "row-menu", _row_menu),
    Scene("Patrols", "coverage", _pressed("Ctrl+M"), public=True),
    Scene("Patrols", "coverage-empty", _pressed("Ctrl+M"), of="empty"),
    Scene("Patrols", "coverage-match", _coverage_match),
    Scene("Patrols", "grouped", _grouped, public=True),
    Scene("Patrols", "sorted", _sorted),
    Scene("Patrols", "filters", _clicked("Filters")),
    Scene("Patrols", "saved-filter", _saved_filter),
    Scene("Patrols", "change-many", _pressed("Ctrl+Home", "Shift+Down", "Shift+Down", "F2")),
    Scene("Patrols", "more-columns", _more_columns),
    Scene("Priorities", "problems", _problems),
    Scene("Priorities", "opened", _pressed("Down", "Return")),
    Scene("Priorities", "task", _pressed("Ctrl+T")),
    Scene("Priorities", "joined", _pressed("F7")),
    Scene("Priorities", "figures", _pressed("Ctrl+PgDown"), public=True),
    Scene("Priorities", "before-and-after", _pressed("Ctrl+PgDown", "Ctrl+PgDown")),
    Scene("Priorities", "timeline", _pressed("Ctrl+PgUp"), public=True),
    *(
        Scene("Rounds", state, partial(_driven, drive), public=state in {"", "decided"})
        for state, drive in rounds.STATES
    ),
    Scene("Rounds", "empty", partial(_driven, rounds.STATES[0][1]), of="empty"),
    *(
        Scene("Priorities", state, _on_a_copy(partial(_driven, drive)), public=public)
        for state, drive, public in (*consulting.STATES, *answers.STATES)
    ),
    Scene("Partners", "problems", _problems),
    Scene("Partners", "warnings", _odd_meeting),
    Scene("Partners", "organisations", _clicked("Organisations"), public=True),
    Scene("Partners", "new-action", _pressed("Ctrl+T")),
    *(
        Scene("Partners", state, _on_a_copy(partial(_driven, drive)), public=public)
        for state, drive, public in watching.STATES
    ),
    Scene("Partners", "comes-again", _comes_again, public=True),
    Scene("Community", "problems", _problems),
    Scene("Community", "cleared", _cleared),
    Scene("Community", "events", _clicked("Events"), public=True),
    Scene("Community", "reach", _pressed("Ctrl+Shift+V")),
    Scene("Community", "reach-ward", _pressed("Ctrl+Shift+V", "Down", "Return")),
    Scene("Community", "new-group", _pressed("Ctrl+Shift+Y")),
    Scene("Community", "details", _on_a_copy(_details_of_a_contact)),
    Scene("Community", "appointments", _on_a_copy(_on_the_board("Appointments"))),
    Scene("Community", "appointment", _on_a_copy(_on_the_board("", "Ctrl+T")), public=True),
    Scene("Community", "passed-on", _on_a_copy(_on_the_board("Pass on…"))),
    Scene("Community", "given", _on_a_copy(_on_the_board("Give to…"))),
    Scene("Community", "messages", _clicked("Messages"), public=True),
    Scene("Community", "raised", _on_a_copy(_raised)),
    Scene("Community", "posted", _on_a_copy(_posted)),
    Scene("Community", "campaigns", _clicked("Campaigns")),
    Scene("Community", "campaign-plan", _pressed("Ctrl+Shift+H")),
    Scene("Community", "campaign-patrol", _pressed("Ctrl+Shift+H", "Ctrl+N")),
    Scene("Community", "campaign-card", _pressed("Ctrl+Shift+J")),
    Scene("Community", "campaign-count", _pressed("Ctrl+Shift+J", "Ctrl+N")),
    *(
        Scene(
            "Community",
            state,
            _on_a_copy(partial(_driven, drive)),
            public=state in telling_all.PUBLIC,
        )
        for state, drive in telling_all.STATES
    ),
    Scene("Return", "send", _dialog(lambda window: press(window, "Ctrl+Shift+S"))),
    Scene("Return", "words", _pressed("Ctrl+Shift+W")),
    Scene("Return", "revisions", _pressed("Ctrl+Shift+R")),
    Scene("Return", "problems", _pressed("Ctrl+PgDown")),
    *(Scene("Menu", word.lower(), _menu(word[0])) for word in ("File", "Edit", "View", "Go")),
    *(Scene("Menu", word.lower(), _menu(word[0])) for word in ("Record", "Tools", "Help")),
    *(Scene("Import", state, drive, public=state == "problems") for state, drive in IMPORTS),
    *(
        Scene("Data", state, partial(_driven, drive), public=state == "damaged")
        for state, drive in troubles.STATES
    ),
    *(Scene(tab, state, partial(_driven, drive)) for tab, state, drive in troubles.BESIDE),
    *(
        Scene(tab, state, partial(_driven, drive), public=state in {"code", "locked"})
        for tab, state, drive in locks.STATES
    ),
    Scene("Details", "", _on_a_copy(_pressed("Alt+T", "R")), public=True),
    Scene("Details", "empty", _pressed("Alt+T", "R"), of="empty"),
    Scene("Journal", "", _journal),
    Scene("Journal", "deleted", _deleted),
    Scene("Journal", "checked", _checked),
    *(Scene("Opening", state, drive) for state, drive in OPENED),
    *(
        Scene("Told", state, partial(_driven, drive), public=state in {"names", "crime-figures"})
        for state, drive in telling.STATES
    ),
    *(
        Scene("Minutes", state, _on_a_copy(partial(_driven, drive)), public=not state)
        for state, drive in meetings.STATES
    ),
    Scene("Window", "about", _dialog(lambda window: press(window, "Alt+H", "A"))),
    Scene("Window", "unsaved", _dialog(_close_unsaved)),
    Scene("Window", "who", _pressed("Alt+T", "W")),
    Scene("Window", "guide", _beside(lambda window: window.helping.open_guide()), public=True),
    Scene("Window", "keys", _beside(lambda window: window.helping.open_keys())),
    *(
        Scene("Police-uk", state, _on_a_copy(partial(_police_uk, drive)), public=not state)
        for state, drive in published.STATES
    ),
    Scene("Backups", "", _on_a_copy(_backups), public=True),
    Scene("Backups", "restore", _on_a_copy(_restore)),
    Scene("Backups", "closing", _closing),
)
"""Everything that there is a picture of."""


def of_the_tabs() -> list[Scene]:
    """One of each tab, as it is found when one goes there."""
    return [scene for scene in SCENES if scene.tab in TABS and not scene.state]
