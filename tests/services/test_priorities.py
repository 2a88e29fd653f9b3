"""A priority is proposed, adopted, closed; what the dates say is its status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrols, priorities
from snt_desk.services.priorities import PriorityDraft
from snt_desk.services.team import TeamName

SPEEDING = PriorityDraft(
    title="Speeding in Handside Lane", theme="speeding", place="B2", raised=date(2026, 11, 1)
)
ADOPTED = replace(SPEEDING, adopted=date(2026, 11, 5))
CLOSED = replace(ADOPTED, closed=date(2026, 11, 20), result="reduced", assessment="Fewer now.")


def test_what_is_entered_is_what_is_opened(store: Store, team: TeamName) -> None:
    with store.change("Add priority") as session:
        ref = priorities.add(session, team.id, CLOSED)
    with store.read() as session:
        assert priorities.opened(session, ref) == CLOSED


def test_the_register_has_the_live_ones_first(store: Store, team: TeamName) -> None:
    for draft in (CLOSED, SPEEDING, ADOPTED):
        with store.change("Add priority") as session:
            priorities.add(session, team.id, draft)
    with store.read() as session:
        states = [row.status for row in priorities.register(session, team.id)]
    assert states == ["adopted", "adopted", "proposed", "closed"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SPEEDING, title=" "), "title"),
        (replace(SPEEDING, theme=""), "theme"),
        (replace(SPEEDING, raised=None), "raised"),
        (replace(CLOSED, result=None), "result"),
        (replace(ADOPTED, result="reduced"), "closed"),
        (replace(CLOSED, assessment=None), "assessment"),
    ],
)
def test_a_problem_names_its_field(draft: PriorityDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


def test_a_priority_with_work_on_it_stays(store: Store, team: TeamName) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    with (
        pytest.raises(DeskError, match="Close it instead"),
        store.change("Delete priority") as session,
    ):
        priorities.delete(session, "T1")


@pytest.mark.parametrize(
    ("updated", "on", "stale"),
    [
        (date(2026, 7, 31), date(2026, 10, 31), False),
        (date(2026, 7, 31), date(2026, 11, 1), True),
        (date(2026, 11, 30), date(2027, 2, 28), False),
        (date(2026, 11, 30), date(2027, 3, 1), True),
    ],
)
def test_news_is_stale_after_three_calendar_months(
    store: Store, team: TeamName, updated: date, on: date, *, stale: bool
) -> None:
    with store.read() as session:
        [row] = priorities.register(session, team.id)
    assert replace(row, last_update=updated).stale_on(on) is stale
