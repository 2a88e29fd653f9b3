"""The agenda and the minutes of a meeting, as they are seen in its form and over the tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtTest import QTest

from snt_desk.domain import clock
from snt_desk.domain.agendas import Missing
from snt_desk.services import actions_due, agendas, partner_lists, partners
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import MINUTES, Target
from snt_desk.ui.pages.minutes import MinutesPage
from snt_desk.ui.pages.partners import PartnersPage

_SEEN_MS = 300


def _wait(window: MainWindow) -> None:
    while window.desk.tasks.busy:
        QTest.qWait(5)
    QTest.qWait(_SEEN_MS)


def _meeting(window: MainWindow, *, held: bool) -> str:
    """The last meeting with partners that was held, or the next one."""
    now, desk = clock.now(), window.desk
    with desk.store.read() as session:
        listed = partner_lists.meetings(session, desk.team.id)
    wanted = [one for one in listed if one.partners and (one.start <= now) is held]
    return (wanted[-1] if held else wanted[0]).ref


def _written(window: MainWindow) -> str:
    """The last meeting, with an agenda that was drawn up and half of it spoken of."""
    desk, ref = window.desk, _meeting(window, held=True)
    with desk.store.change("Write the minutes") as session:
        drawn = agendas.drawn_up(session, desk.team.id, agendas.asked_to(session, ref))
        draft = partners.opened_meeting(session, ref)
        items = [
            replace(item, said="It was spoken of at length.", decided="Look again in a month.")
            if at % 2 == 0
            else item
            for at, item in enumerate(drawn)
        ]
        last = draft.partners[-1]
        draft = replace(draft, agenda=tuple(items[:6]), actions=(), partners=draft.partners[:-1])
        draft = replace(draft, missing=(Missing(partner=last, apologies=True),))
        partners.change_meeting(session, ref, draft)
    return ref


def _form(window: MainWindow) -> None:
    window.desk.go(Target("Partners", "meetings", _meeting(window, held=False)))
    _wait(window)
    QTest.keySequence(window.windowHandle(), "Ctrl+Shift+G")
    _wait(window)


def _held(window: MainWindow) -> None:
    window.desk.go(Target("Partners", "meetings", _written(window)))
    _wait(window)
    page = window.page
    assert isinstance(page, PartnersPage)
    page.meeting_form.focus("decided1")
    _wait(window)


def _action(window: MainWindow) -> None:
    with window.desk.store.read() as session:
        first = actions_due.due(session, window.desk.team.id, clock.today())[0]
    window.desk.go(Target("Partners", "actions", first.ref))
    _wait(window)


def _minutes(window: MainWindow) -> None:
    window.desk.lay_over(Target(MINUTES, "meetings", _written(window)))
    _wait(window)


def _agenda(window: MainWindow) -> None:
    _minutes(window)
    page = window.over.page
    assert isinstance(page, MinutesPage)
    page.bar.documents.setFocus()
    QTest.keySequence(window.windowHandle(), "A")
    _wait(window)


STATES: tuple[tuple[str, Callable[[MainWindow], object]], ...] = (
    ("form", _form),
    ("held", _held),
    ("action", _action),
    ("", _minutes),
    ("agenda", _agenda),
)
"""What there is to be seen of them."""
