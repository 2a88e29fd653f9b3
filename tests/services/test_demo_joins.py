"""What the demo team's records have to do with each other, on any day on which it is made."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from snt_desk.db import models as m
from snt_desk.db.health import faults
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.services import demo


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2026, 11, 30), date(2027, 5, 13)])
def test_the_demo_joins_what_belongs_together(store: Store, day: date) -> None:
    with store.change("Make the demo") as session:
        demo.make(session, day)
    with store.read() as session:
        rounds = session.scalars(select(m.Round).order_by(m.Round.begun)).all()
        assert [one.ended for one in rounds] == [*(one.begun for one in rounds[1:]), None]
        running = rounds[-1]
        assert running.begun <= day < clock.add_months(running.begun, running.months)
        linked: list[Any] = [m.Event, m.Message, m.Response, m.Contact, m.Task]
        for table in linked:
            belong = select(func.count()).where(table.priority_id.is_not(None))
            assert session.scalar(belong), table
        days = session.execute(select(m.Task.raised, m.Task.due, m.Task.done)).all()
        for raised, due, done in days:
            assert raised <= day
            assert done is None or raised <= done <= day
            assert due is not None
    assert list(faults(store)) == []
