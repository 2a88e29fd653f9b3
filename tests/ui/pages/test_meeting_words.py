"""The filter knows what each meeting's line says, until the line says something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject

from snt_desk.domain import clock
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.partners import meeting_words
from snt_desk.ui.pages.partners.meeting_words import MeetingWords
from snt_desk.ui.pages.partners.tables import MeetingLine

NOW = clock.this_minute()
SOON = NOW + timedelta(hours=1)
PANEL = MeetingLine(
    MeetingRow("M1", "ASB panel", "", SOON, None, None, None, minuted=False, actions=2, open=1),
    clock.local_day(NOW),
)


@pytest.fixture
def known(desk: Desk) -> MeetingWords:
    """What is known at first: nothing."""
    return MeetingWords(desk, desk.tasks)


def test_all_words_are_looked_for_in_all_that_a_line_says(known: MeetingWords) -> None:
    other = replace(PANEL, row=replace(PANEL.row, ref="M2", title="Tasking", open=0))
    lines = [PANEL, other]
    assert known.matching(lines, "", NOW) == lines
    assert known.matching(lines, "PANEL 1 open", NOW) == [PANEL]
    assert known.matching(lines, "all 2", NOW) == [other]
    assert known.matching(lines, "panel all", NOW) == []


def test_a_line_that_says_something_else_is_found_by_that(known: MeetingWords) -> None:
    assert known.matching([PANEL], "1 open", NOW) == [PANEL]
    done = replace(PANEL, row=replace(PANEL.row, open=0))
    assert known.matching([done], "1 open", NOW) == []
    assert known.matching([done], "all 2", NOW) == [done]


def test_a_meeting_that_has_begun_says_so(
    known: MeetingWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert known.matching([PANEL], "agenda", NOW) == [PANEL]
    later = SOON + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert known.matching([PANEL], "agenda", later) == []
    assert known.matching([PANEL], "none written", later) == [PANEL]


def test_many_are_learned_before_they_are_looked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = MeetingWords(desk, QObject(desk.tasks))
    many = [replace(PANEL, row=replace(PANEL.row, ref=f"M{at}")) for at in range(300)]
    known.learn(many, NOW)
    monkeypatch.delattr(meeting_words, "said")
    assert len(known.matching(many, "panel", NOW)) == 300
