"""A ranking leaves the desk marked and noted, and tells nothing under five by its number."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import ranking_export
from snt_desk.services.list_files import Order
from snt_desk.services.log_says import LogSays
from snt_desk.services.rankings import RankRow

SPEEDING = RankRow("speeding", None, None, "Speeding", 38, 212, 30, 0, LogSays(7, 615))
FEW = RankRow("drugs", None, None, "Drugs", 4, 212, 9, 0, LogSays())
FELL = RankRow("asb", None, None, "=Anti-social behaviour", 12, 212, 3, 0, None)
FIRST = RankRow("asb", None, None, "Anti-social behaviour", 12, 212, None, 0, None)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (SPEEDING, ("Speeding", 38, 18, 30, "8 more", 7, timedelta(minutes=615))),
        (FEW, ("Drugs", "under five", None, 9, "", 0, timedelta())),
        (FELL, ("=Anti-social behaviour", 12, 6, "under five", "", None, None)),
        (FIRST, ("Anti-social behaviour", 12, 6, None, "", None, None)),
    ],
)
def test_under_five_is_told_neither_by_its_number_nor_by_what_gives_it_away(
    row: RankRow, cells: tuple[object, ...]
) -> None:
    [made] = ranking_export.sheet([row], "Autumn").rows
    assert made == cells


def test_there_is_no_sum_from_which_the_others_could_be_taken() -> None:
    made = ranking_export.sheet([SPEEDING, FEW], "Autumn")
    assert made.title == "OFFICIAL: Autumn"
    assert 212 not in [cell for row in made.rows for cell in row]


def test_it_is_noted_before_it_is_there(store: Store, tmp_path: Path) -> None:
    order = Order(tmp_path / "ranking.csv", "Autumn", "the parish council")
    ranking_export.write(store, [SPEEDING, FELL], order)
    text = order.path.read_text(encoding="utf-8-sig")
    assert "'=Anti-social behaviour" in text, "no formula leaves"
    with store.read() as session:
        [change] = session.query(m.Change).filter_by(category="disclosure").all()
        assert (change.label, change.recipient) == (
            "Export ranking of 2 rows",
            "the parish council",
        )


def test_without_a_recipient_nothing_leaves(store: Store, tmp_path: Path) -> None:
    order = Order(tmp_path / "ranking.xlsx", "Autumn", " ")
    with pytest.raises(DeskError, match="Say who gets it"):
        ranking_export.write(store, [SPEEDING], order)
    assert not order.path.exists()
