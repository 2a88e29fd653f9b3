"""Who is at the desk is noted, and a clock that went back is said once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.services.team import TeamName
from snt_desk.ui import at_desk
from snt_desk.ui.clock_watch import ClockWatch
from snt_desk.ui.desk import Desk
from snt_desk.ui.status import StatusBar


def choose(desk: Desk, words: str) -> None:
    menu = QMenu()
    at_desk.fill(menu, desk, lambda: None)
    next(one for one in menu.actions() if words in one.text()).trigger()


def entries(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.store.read() as session:
        query = "SELECT user, collar, label FROM changes WHERE kind = 'note' ORDER BY id"
        return [tuple(row) for row in session.execute(text(query))]


def test_another_collar_is_noted_and_stands_in_what_is_written_then(
    desk: Desk, team: TeamName
) -> None:
    of_team = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    choose(of_team, "1432")
    choose(of_team, "1432")
    desk.store.note("Look", "consultation", subject="contacts/K1")
    choose(of_team, "Nobody")
    assert entries(desk) == [
        ("adeyemi", "1234AB", "Be 1432 at this desk"),
        ("adeyemi", "1432", "Look"),
        ("adeyemi", "1432", "Be nobody of the team at this desk"),
    ]


def test_a_clock_that_went_back_is_said_in_the_status_line(qtbot: QtBot, desk: Desk) -> None:
    status = StatusBar("OFFICIAL")
    qtbot.addWidget(status)
    status.show()
    watch = ClockWatch(status)
    watch.take(desk)
    watch.look()
    assert not any("clock" in one.text() for one in status.findChildren(QLabel))
    with desk.store.change("Write") as session:
        session.execute(
            text("UPDATE changes SET at = '2999-01-01T00:00:00+00:00' WHERE hash IS NULL")
        )
        session.add(m.Setting(key="x", value="1"))
    watch.look()
    said = [one.text() for one in status.findChildren(QLabel) if one.isVisible()]
    assert "The clock is behind: the last entry is of Tue 1 Jan 2999 00:00" in said
