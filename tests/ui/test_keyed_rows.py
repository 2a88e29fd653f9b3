"""A list that the worker could not find leaves the one before it, in which one can go on."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from snt_desk.errors import DeskError
from snt_desk.ui.desk import Desk
from snt_desk.ui.keyed_rows import KeyedRows
from snt_desk.ui.table import Column
from tests.ui import faulty


@dataclass(frozen=True)
class Row:
    key: int

    @property
    def id(self) -> str:
        return f"R{self.key}"


@dataclass(frozen=True)
class Found:
    keys: array[int]
    titles: Sequence[str] = ()


def read(_session: Session, keys: Sequence[int]) -> list[Row]:
    return [Row(key) for key in keys]


def two(_session: Session) -> Found:
    return Found(array("q", [1, 2]))


def test_what_cannot_be_found_is_no_longer_on_its_way(desk: Desk) -> None:
    columns = (Column[Row]("Row", lambda row: row.id),)
    rows = KeyedRows(desk, columns, read, lambda _session, ref: int(ref[1:]))
    came: list[str] = []
    rows.came.connect(came.append)
    rows.ask(two, short=True)
    rows.await_("R7")
    with pytest.raises(DeskError, match="moved or taken away"):
        rows.ask(faulty.away, short=False)
    assert not rows.pending
    assert rows.count == 2
    rows.ask(two, short=False)
    assert [rows.model.cells(at)[0].text for at in range(2)] == ["R1", "R2"]
    # Nobody waits any more for what was to come with the one that did not.
    assert came == []
