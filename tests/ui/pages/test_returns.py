"""The Return tab: a month looked over, its figures opened, and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols, returns
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.listing import Line
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.pages.returns.tables import change
from tests.ui.conftest import CannedAsk

LAST_MONTH = Month.of(clock.today()).plus(-1)
FOOT = "patrols.patrol_time.mode.foot"


def log(desk: Desk, hours: int, *, ended: bool = True) -> None:
    start = LAST_MONTH.span.start + timedelta(days=9, hours=9)
    end = start + timedelta(hours=hours) if ended else None
    leg = LegDraft("foot", start, end, "B1", ("1432",))
    with desk.store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, desk.team.id, PatrolDraft(legs=(leg,)))


@pytest.fixture
def own(desk: Desk, team: TeamName) -> Desk:
    """The team's desk."""
    return replace(desk, team=team)


@pytest.fixture
def page(own: Desk, qtbot: QtBot) -> Iterator[ReturnPage]:
    """The page, open on last month, with one patrol of two hours in it."""
    log(own, 2)
    made = ReturnPage()
    widget = made.build(own)
    qtbot.addWidget(widget)
    widget.resize(1280, 700)
    widget.show()
    own.changed.connect(lambda _tables: made.refresh())
    yield made
    own.tasks.stop()


def figure(page: ReturnPage, wanted: str) -> list[str]:
    at = page.figures.rows.place(wanted)
    assert at is not None
    return [cell.text for cell in page.figures.rows.cells(at)]


def to_check(page: ReturnPage) -> list[str]:
    lines = (line for line in page.checks.lines.lines if isinstance(line, Line))
    return [line.text for line in lines if line.icon != "circle-check"]


def test_it_opens_on_the_last_month_that_is_over(page: ReturnPage) -> None:
    assert page.heading.text() == LAST_MONTH.shown
    assert page.send_button.text() == "Send revision 1…"
    assert figure(page, FOOT)[:3] == ["Patrol time: on foot, minutes", "120", "0"]


def test_the_records_behind_the_figure_in_hand_are_below(page: ReturnPage) -> None:
    assert page.figures.select(FOOT)
    assert page.behind_heading.text() == "Behind “Patrol time: on foot”"
    assert page.behind_sum.text() == "1 record, 120 minutes"
    [cells] = [[cell.text for cell in page.behind.rows.cells(0)]]
    assert cells[1:] == ["Foot · Ridley · Peartree · Other", "120"]
    page.figures.setFocus()
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert page.behind.hasFocus()


def test_another_month_is_reached_by_its_key(page: ReturnPage) -> None:
    after = next(one for one in page.commands() if one.keys == "Ctrl+PgDown")
    after.do()
    assert page.heading.text() == LAST_MONTH.plus(1).shown
    assert LAST_MONTH.plus(1).shown + " is not over" in to_check(page)
    assert figure(page, FOOT)[1:3] == ["0", "120"]


def test_a_leg_without_an_end_is_to_be_checked(page: ReturnPage, own: Desk) -> None:
    log(own, 0, ended=False)
    assert "1 leg has no end." in to_check(page)


def test_none_is_said_for_a_section_and_undone(page: ReturnPage, own: Desk) -> None:
    assert "Engagement" in to_check(page)
    assert not page.none.isEnabled()
    assert page.checks.select("none:engagement")
    assert page.none.isEnabled()
    QTest.mouseClick(page.none, Qt.MouseButton.LeftButton)
    assert "Engagement" not in to_check(page)
    assert own.store.undo_label == f"Checked, none: Engagement, {LAST_MONTH.shown}"
    own.store.undo()
    assert "Engagement" in to_check(page)


def test_a_return_is_sent_after_one_question_and_a_folder(
    page: ReturnPage, ask: CannedAsk, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    ask.answers += [True, folder]
    QTest.mouseClick(page.send_button, Qt.MouseButton.LeftButton)
    assert len(list(folder.iterdir())) == 3
    assert page.send_button.text() == "Send revision 2…"
    assert not page.send_button.isEnabled()
    first, second, *_ = (line.spoken for line in page.checks.lines.lines)
    assert (first, second) == ("Sent", "Nothing differs from revision 1.")
    assert "Nothing differs from revision 1." not in to_check(page)


def test_nothing_is_sent_if_the_question_is_answered_no(
    page: ReturnPage, own: Desk, ask: CannedAsk
) -> None:
    ask.answers.append(False)
    page.send()
    with own.store.read() as session:
        assert returns.sent(session, own.team.id, LAST_MONTH) == []


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_sent(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers += [True, tmp_path / "not there"]
    page.send()
    assert page.failed.words.startswith("The files cannot be written")
    with own.store.read() as session:
        assert returns.sent(session, own.team.id, LAST_MONTH) == []


def test_a_sent_figure_that_is_no_longer_right_is_said_at_once(
    page: ReturnPage, own: Desk, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers += [True, tmp_path]
    page.send()
    assert page.changed.words == ""
    log(own, 1)
    assert "Revision 1 says" in page.changed.words
    assert "the records now say" in page.changed.words
    assert page.send_button.isEnabled()


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(108, 100, "+8 %"), (69, 100, "−31 %"), (5, 0, ""), (7, 7, ""), (0, 4, "−100 %")],
)
def test_a_change_is_said_in_percent_with_a_true_minus(now: int, then: int, said: str) -> None:
    assert change(now, then) == said
