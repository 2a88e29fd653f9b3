"""The channels that are offered, with their rules from the file, and those that have ended."""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from snt_desk import paths
from snt_desk.db import models as m
from snt_desk.db.seeds import seeded_codes
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import channels


def codes(store: Store, on: date, also: tuple[str, ...] = ()) -> list[str]:
    with store.read() as session:
        return [one.code for one in channels.offered(session, on, also)]


def test_every_rule_is_of_a_channel_and_says_where_it_was_read() -> None:
    known = {one.code for one in seeded_codes() if one.list == "message_channel"}
    with paths.resource("channels.csv").open(encoding="utf-8", newline="") as file:
        lines = [*csv.DictReader(file)]
    assert {line["channel"] for line in lines} <= known
    assert all(line["source"].strip() for line in lines)
    assert {one.instead for one in channels.rules().values()} <= known | {""}


def test_a_file_with_a_slip_is_refused_by_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "resources" / "channels.csv"
    file.parent.mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    file.write_text("channel,rule,value\nx,length,280\nx,link,short\n", "utf-8-sig")
    with pytest.raises(DeskError) as refused:
        channels.rules.__wrapped__()
    assert (refused.value.title, refused.value.detail) == (
        "channels.csv cannot be read",
        "Line 3: short is no number of characters or hashtags.",
    )
    file.write_text("channel,rule,value\nx,length,280\n", "utf-8-sig")
    assert channels.rules.__wrapped__()["x"].length == 280


def test_the_rules_are_those_of_the_file(store: Store) -> None:
    with store.read() as session:
        found = {one.code: one for one in channels.offered(session, date(2026, 11, 23))}
    assert (found["x"].label, found["x"].rules.length, found["x"].rules.link) == (
        *("X (Twitter)", 280),
        23,
    )
    assert found["instagram"].rules.picture
    assert found["newsletter"].rules.length is None


def test_the_ended_messaging_service_is_offered_for_its_time_alone(store: Store) -> None:
    assert "owl" in codes(store, date(2024, 4, 30))
    assert "owl" not in codes(store, date(2024, 5, 1))
    assert "owl" in codes(store, date(2026, 11, 23), also=("owl",))
    assert "herts_connected" not in codes(store, date(2024, 3, 31))


def test_it_has_ended_even_where_the_list_does_not_say_so(store: Store) -> None:
    with store.change("Change the list") as session:
        session.execute(update(m.Code).where(m.Code.code == "owl").values(valid_to=None))
    assert "owl" not in codes(store, date(2026, 11, 23))


@pytest.mark.parametrize("code", ["owl", "x"])
def test_a_channel_of_the_record_stays_in_the_order_of_the_list(store: Store, code: str) -> None:
    found = codes(store, date(2026, 11, 23), also=(code,))
    every = [one.code for one in seeded_codes() if one.list == "message_channel"]
    assert found == [one for one in every if one in found]
