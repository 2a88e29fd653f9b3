"""Six usual patrols are logged by keys alone in the real window, with the presses counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrol_log, patrols
from snt_desk.services.patrol_log import Filter
from snt_desk.ui.main_window import MainWindow
from tests.scenarios.keyboard import ALT, CTRL, KEY, NONE, SHIFT, Keyboard

DOC = Path(__file__).parents[2] / "docs" / "keys.md"
NOW = london(2026, 11, 22, 14, 2)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@dataclass(frozen=True)
class Job:
    """A patrol as it is pressed, as docs/keys.md writes it; the goal; what is then in the log."""

    keys: str
    goal: int
    draft: PatrolDraft


def leg(start: tuple[int, int, int], end: tuple[int, int, int], **more: object) -> LegDraft:
    """A leg in November 2026, from a day, hour and minute to another."""
    made = LegDraft("foot", london(2026, 11, *start), london(2026, 11, *end), "B1", ("1432",))
    return LegDraft(**{**vars(made), **more})


WOODHALL: dict[str, Any] = {"purpose": "priority", "priority": "T1"}
EVENING = leg((22, 22, 15), (22, 23, 45))
JOBS = {
    "A usual patrol": Job(
        "`Ctrl+N` `F` `Tab` `Tab` `2215` `Tab` `+90` `Tab` `rid` `Enter` `Tab` `pear` `Tab` `woo`"
        " `Ctrl+S`",
        30,
        PatrolDraft((EVENING,), **WOODHALL),
    ),
    "Double-crewed": Job(
        "`Ctrl+N` `V` `Tab` `fri` `Tab` `9` `Tab` `1130` `Tab` `rid` `Enter` `cal` `Enter` `Tab`"
        " `hal` `Tab` `rea` `Ctrl+S`",
        35,
        PatrolDraft(
            (
                leg(
                    (20, 9, 0),
                    (20, 11, 30),
                    mode="vehicle",
                    officers=("1432", "7104"),
                    place="B2",
                ),
            ),
            "reassurance",
        ),
    ),
    "Over midnight": Job(
        "`Ctrl+N` `F` `Tab` `sat` `Tab` `2215` `Tab` `0140` `Tab` `rid` `Enter` `Tab` `pear` `Tab`"
        " `woo` `Ctrl+S`",
        32,
        PatrolDraft((leg((21, 22, 15), (22, 1, 40)),), **WOODHALL),
    ),
    "Two legs": Job(
        "`Ctrl+N` `F` `Tab` `Tab` `9` `Tab` `Tab` `rid` `Enter` `Tab` `pear` `Tab` `woo` `Alt+L`"
        " `V` `Tab` `Tab` `1030` `Tab` `12` `Tab` `cal` `Enter` `Tab` `hal` `Ctrl+S`",
        55,
        PatrolDraft(
            (
                leg((22, 9, 0), (22, 10, 30)),
                leg(
                    (22, 10, 30),
                    (22, 12, 0),
                    mode="vehicle",
                    officers=("1432", "7104"),
                    place="B2",
                ),
            ),
            **WOODHALL,
        ),
    ),
    "With two outcomes": Job(
        "`Ctrl+N` `F` `Tab` `Tab` `2215` `Tab` `+90` `Tab` `rid` `Enter` `Tab` `pear` `Tab` `woo`"
        " `Tab` `arr` `Enter` `disp 2` `Ctrl+S`",
        40,
        PatrolDraft((EVENING,), outcomes={"arrest": 1, "dispersal": 2}, **WOODHALL),
    ),
    "The last one again, today": Job(
        "`Ctrl+D` `Ctrl+S`",
        6,
        PatrolDraft((EVENING,), **WOODHALL),
    ),
    "In one line": Job(
        "`Ctrl+Shift+A` `foot Peartree 2215+90 1432 for woo` `Enter` `Enter`",
        40,
        PatrolDraft((EVENING,), **WOODHALL),
    ),
}
HELD = {"Ctrl": CTRL, "Alt": ALT, "Shift": SHIFT}


def pressed(keys: str) -> int:
    """Press what the page of keys says, and count it."""
    board = Keyboard()
    for one in re.findall("`([^`]+)`", keys):
        press_one(board, one)
    return board.pressed


def press_one(board: Keyboard, said: str) -> None:
    """Press one key, with what is held, or type letters."""
    held = NONE
    while (name := said.partition("+")[0]) in HELD:
        held |= HELD[name]
        said = said.partition("+")[2]
    if said in {"Tab", "Enter"}:
        board.press(KEY.Key_Return if said == "Enter" else KEY.Key_Tab, held=held)
    elif len(said) == 1 and said.isupper():
        board.press(getattr(KEY, f"Key_{said}"), held=held)
    else:
        board.press(said)


@pytest.mark.parametrize("name", JOBS)
def test_a_usual_patrol_by_keys_alone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    job = JOBS[name]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    Keyboard().press(KEY.Key_3, held=CTRL)
    if name.startswith("The last"):
        pressed(JOBS["A usual patrol"].keys)
    there = len(log_of(window))
    count = pressed(job.keys)
    assert count <= job.goal
    found = log_of(window)
    assert found[0] == job.draft
    assert len(found) == there + 1
    assert f"| {name} | {job.keys} | {count} |" in DOC.read_text("utf-8"), count


def log_of(window: MainWindow) -> list[PatrolDraft]:
    """All that is in the log, the newest first."""
    with window.desk.store.read() as session:
        rows = patrol_log.rows(session, window.desk.team.id, Filter())
        return [patrols.opened(session, row.ref) for row in rows]
