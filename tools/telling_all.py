"""Messages for the public, as they are seen: one being written, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from snt_desk.domain import clock
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import MESSAGE_DAYS, Target
from snt_desk.ui.pages.community.message_form import MessageForm

_SEEN_MS = 300
_TEXT = (
    "You told us that the shops at Woodhall feel unsafe after dark. Since September we have "
    "walked the parade 64 times, with the youth service on Fridays. Calls are down from 14 a "
    "week to 6. A new gate is on its way. "
)
_TAG = "#NeighbourhoodPolicingWeek"
_OWN = f"Woodhall: 64 patrols since September, calls down from 14 a week to 6. {_TAG}"


def _settle(window: MainWindow) -> None:
    QTest.qWait(_SEEN_MS)
    while window.desk.tasks.busy:
        QTest.qWait(_SEEN_MS)


def _press(window: MainWindow, *what: str | Qt.Key) -> None:
    for one in what:
        focus = window.focusWidget()
        if isinstance(one, str):
            QTest.keyClicks(focus, one)
        else:
            QTest.keyClick(focus, one)


def _begun(window: MainWindow) -> MessageForm:
    window.desk.go(Target("Community", "messages"))
    _settle(window)
    QTest.keySequence(window.windowHandle(), "Ctrl+N")
    _press(window, "you", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    form = next(one for one in window.findChildren(MessageForm) if one.isVisible())
    form.campaign.set_value(_TAG)
    return form


def _fits(window: MainWindow) -> None:
    form = _begun(window)
    form.text.set_value(f"{_TEXT}{_TAG}")
    form.where.set_value(("facebook", "x", "herts_connected"), ())
    form.text.setFocus()
    form.where.changed.emit()
    _settle(window)


def _odd(window: MainWindow) -> None:
    """Too long for X, its tag mistyped, somebody named, a picture without words."""
    form = _begun(window)
    text = f"{_TEXT}Ask PC Ridley, or ring 01632 960301. Thank you all for your help. "
    form.text.set_value(f"{text}# neighbourhood policing week")
    form.where.set_value(("facebook", "x", "instagram"), ())
    form.picture.setChecked(True)
    form.text.setFocus()
    _settle(window)


def _own(window: MainWindow) -> None:
    form = _begun(window)
    form.text.set_value(f"{_TEXT}More of what we do is on our page. {_TAG}")
    form.where.set_value(("facebook", "x"), (("x", _OWN),))
    form.where.changed.emit()
    _settle(window)


def _calendar(window: MainWindow) -> None:
    """Some of what is to be posted has a day by now; one is in hand."""
    from snt_desk.services import message_days

    store, team, today = window.desk.store, window.desk.team.id, clock.today()
    with store.change("Plan messages") as session:
        found = message_days.read(session, team, today, today).without
        for number, one in enumerate(found[:11]):
            message_days.move(session, one.ref, today + (number * 2 - 1) // 3 * clock.DAY)
    window.desk.lay_over(Target(MESSAGE_DAYS, "messages", found[3].ref))
    _settle(window)


def _moved(window: MainWindow) -> None:
    _calendar(window)
    QTest.keySequence(window.windowHandle(), "Return")
    QTest.keySequence(window.windowHandle(), "Ctrl+Right")
    _settle(window)


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("message", _fits),
    ("message-odd", _odd),
    ("message-own", _own),
    ("calendar", _calendar),
    ("calendar-moved", _moved),
)
PUBLIC = frozenset({"message", "calendar"})
"""Those in the guide."""
