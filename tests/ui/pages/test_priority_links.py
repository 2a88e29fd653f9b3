"""What is joined to a priority stands at its right: a line each, cut where the column ends."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from snt_desk.services.joined import Joined, Kind
from snt_desk.ui.pages.priorities.timeline import Links


def test_a_long_title_ends_where_the_column_does_and_is_whole_in_the_tip(qtbot: QtBot) -> None:
    links = Links()
    qtbot.addWidget(links)
    others = (
        Joined("priorities", ref, title, "closed", date(2026, 9, 1), "Priorities")
        for ref, title in (("T2", "ASB at Woodhall shops and in the alley"), ("T3", "Bins"))
    )
    heading = "Took the place of"
    links.show_kinds([Kind("above 1", "priorities", heading, 2, tuple(others))], 0)
    long, short = links.links["T2"], links.links["T3"]
    whole = f"{heading}: ASB at Woodhall shops and in the alley"
    assert long.text().endswith("…")
    assert (long.toolTip(), long.accessibleName()) == (whole, whole)
    assert long.sizeHint().width() <= 272
    assert (short.text(), short.toolTip()) == (f"{heading}: Bins", "")
