"""A day with its year, and a time, is never cut in the lists of Partners and Community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from snt_desk.ui import paint, theme
from snt_desk.ui.pages.community.appointment_columns import APPOINTMENT_COLUMNS
from snt_desk.ui.pages.community.campaigns.columns import CAMPAIGN_COLUMNS
from snt_desk.ui.pages.community.columns import CONTACT_COLUMNS, EVENT_COLUMNS, MESSAGE_COLUMNS
from snt_desk.ui.pages.community.reach_columns import REACH_COLUMNS
from snt_desk.ui.pages.partners.reviews import REVIEW_COLUMNS
from snt_desk.ui.pages.partners.tables import ACTION_COLUMNS, MEETING_COLUMNS, PARTNER_COLUMNS
from snt_desk.ui.table import Column

# The widest day there is.
DAY, MOMENT = "30 Nov 2026", "30 Nov 2026, 20:45"
BESIDE_A_CELL = 8


@pytest.mark.parametrize(
    ("columns", "title", "shown"),
    [
        (ACTION_COLUMNS, "Due", DAY),
        (MEETING_COLUMNS, "When", MOMENT),
        (PARTNER_COLUMNS, "Last met", DAY),
        (REVIEW_COLUMNS, "Watched since", DAY),
        (REVIEW_COLUMNS, "Asked for", DAY),
        (EVENT_COLUMNS, "When", MOMENT),
        (CONTACT_COLUMNS, "Received", MOMENT),
        (MESSAGE_COLUMNS, "Planned", DAY),
        (MESSAGE_COLUMNS, "Posted", DAY),
        (REACH_COLUMNS, "Last event", DAY),
        (REACH_COLUMNS, "Next event", DAY),
        (APPOINTMENT_COLUMNS, "When", f"{DAY}, 20:45 to 21:45"),
        (CAMPAIGN_COLUMNS, "Days", "30 Nov to 26 Dec 2026"),
    ],
)
def test_a_day_is_shown_whole(
    qapp: QApplication, columns: Sequence[Column[Any]], title: str, shown: str
) -> None:
    at = next(at for at, one in enumerate(columns) if one.title == title)
    left = paint.EDGE if at == 0 else BESIDE_A_CELL
    right = paint.EDGE if at == len(columns) - 1 else BESIDE_A_CELL
    assert theme.advance(shown) <= theme.px(columns[at].width) - left - right
