"""What is done later is done once, and never holds what has gone."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from snt_desk.ui.later import later


class Held:
    """Something that the work to be done reaches: a page, its records."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def do(self, word: str = "once") -> None:
        self.done.append(word)


def test_it_is_done_once_and_its_timer_goes(qtbot: QtBot) -> None:
    owner, held = QObject(), Held()
    later(owner, held.do)
    assert held.done == []
    qtbot.waitUntil(lambda: bool(held.done))
    qtbot.waitUntil(lambda: owner.children() == [])
    assert held.done == ["once"]


def test_what_has_gone_is_not_held_and_nothing_is_done(qtbot: QtBot) -> None:
    kept: list[weakref.ref[Held]] = []
    done: list[str] = []
    for _ in range(20):
        owner, held = QObject(), Held()
        held.done = done
        kept.append(weakref.ref(held))
        later(owner, held.do)
        later(owner, partial(Held.do, held, "again"))
        shiboken6.delete(owner)
        del held
    qtbot.wait(1)
    gc.collect()
    assert done == []
    assert [one for one in kept if one() is not None] == []
