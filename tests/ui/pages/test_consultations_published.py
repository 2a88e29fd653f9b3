"""What the published figures say stands below the head of a consultation."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.street_crime import Figure
from snt_desk.services import street_crime
from snt_desk.services.street_crime import NoteDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations.published import Published
from tests.ui.pages.seen import click

COUNTS = (Figure("2026-10", "Shoplifting", 7), Figure("2026-10", "Drugs", 2))


def test_a_note_is_a_sentence_and_more_can_be_added(
    qtbot: QtBot, desk: Desk, store: Store, team: TeamName
) -> None:
    source, day = "data.police.uk, October 2026 (a.csv)", date(2026, 11, 30)
    note = NoteDraft(source, COUNTS, "Peartree", consultation="C1", taken=day)
    with store.change("Ask") as session:
        session.add(m.Consultation(ref="C1", team_id=team.id, title="Survey", opened=day))
        session.flush()
        ref = street_crime.add(session, team.id, note)
        assert street_crime.kept_for(session, ref) == ("consultations", "C1")
    asked: list[Target] = []
    desk.news.over_wanted.connect(asked.append)
    strip = Published(desk)
    qtbot.addWidget(strip)
    strip.show_consultation("C1")
    assert strip.words.text() == (
        "Published figures, Peartree, October 2026: 9 crimes, most Shoplifting (7), Drugs (2)."
        " data.police.uk, October 2026 (a.csv), taken Mon 30 Nov."
    )
    click(strip.add_button)
    assert asked == [Target("Crime figures", "consultations", "C1")]
