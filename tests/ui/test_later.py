"""What is done later is done once, and never holds what has gone."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from snt_desk.ui.later import later, once


class Held:
    """Something that the work to be done reaches: a page, its records."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def do(self, word: str = "once") -> None:
        self.done.append(word)


def has_done(done: list[str], times: int) -> bool:
    return len(done) == times


def test_it_is_done_once_after_each_start(qtbot: QtBot) -> None:
    owner, held = QObject(), Held()
    timer = once(owner, held.do)
    for times in (1, 2):
        timer.start()
        timer.start()
        qtbot.wait(5)
        assert held.done == ["once"] * times


def test_what_is_done_is_let_go_and_its_timer_used_again(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    kept: list[weakref.ref[Held]] = []
    for times in range(1, 21):
        held = Held()
        held.done = done
        kept.append(weakref.ref(held))
        later(owner, held.do)
        del held
        qtbot.waitUntil(partial(has_done, done, times))
    assert [one for one in kept if one() is not None] == []
    assert len(owner.children()) == 1
    # Two at once need two.
    later(owner, partial(done.append, "a"), 1)
    later(owner, partial(done.append, "b"), 2)
    qtbot.waitUntil(lambda: done[-2:] == ["a", "b"])
    assert len(owner.children()) == 2


def test_what_has_gone_is_not_held_and_nothing_is_done(qtbot: QtBot) -> None:
    kept: list[weakref.ref[Held]] = []
    done: list[str] = []
    for _ in range(20):
        owner, held = QObject(), Held()
        held.done = done
        kept.append(weakref.ref(held))
        later(owner, held.do)
        once(owner, partial(Held.do, held, "again")).start()
        shiboken6.delete(owner)
        del held
    qtbot.wait(1)
    gc.collect()
    assert done == []
    assert [one for one in kept if one() is not None] == []
