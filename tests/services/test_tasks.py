"""What the team is to do for a plan is written down, ticked, changed and taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.tasks import TaskDraft
from snt_desk.errors import DeskError
from snt_desk.services import tasks
from snt_desk.services.team import TeamName

LAMP = TaskDraft("Ask for a lamp", "response", "1432", date(2026, 11, 6), date(2026, 11, 20))
TALK = TaskDraft("Talk to the shopkeepers", "scanning", None, date(2026, 11, 5))


def add(store: Store, draft: TaskDraft) -> str:
    with store.change("Add task") as session:
        return tasks.add(session, "T1", draft)


def texts(store: Store) -> list[str]:
    with store.read() as session:
        return [one.text for one in tasks.listed(session, "T1")]


@pytest.mark.usefixtures("team")
def test_a_task_is_read_back_as_it_was_written(store: Store) -> None:
    ref = add(store, LAMP)
    with store.read() as session:
        assert tasks.opened(session, ref) == LAMP
        [row] = tasks.listed(session, "T1")
    assert (row.ref, row.stage, row.owner, row.due) == (ref, "response", "1432", LAMP.due)


@pytest.mark.usefixtures("team")
def test_what_is_due_first_comes_first_and_what_is_done_last(store: Store) -> None:
    add(store, replace(LAMP, text="Done", done=date(2026, 11, 7)))
    add(store, replace(LAMP, text="Without a day", due=None))
    add(store, LAMP)
    assert texts(store) == ["Ask for a lamp", "Without a day", "Done"]


@pytest.mark.usefixtures("team")
def test_a_task_is_ticked_and_unticked_changed_and_deleted_and_undo_brings_it_back(
    store: Store,
) -> None:
    ref = add(store, LAMP)
    for day in (date(2026, 11, 9), None):
        with store.change("Tick") as session:
            tasks.tick(session, ref, day)
        with store.read() as session:
            assert tasks.opened(session, ref).done == day
    with store.change("Change task") as session:
        tasks.change(session, ref, replace(LAMP, text="Ask for two lamps", owner=None))
    assert texts(store) == ["Ask for two lamps"]
    with store.change("Delete task") as session:
        tasks.delete(session, ref)
    assert texts(store) == []
    store.undo()
    store.undo()
    with store.read() as session:
        assert tasks.opened(session, ref) == LAMP


@pytest.mark.usefixtures("team")
def test_a_task_is_overdue_the_day_after_it_was_due_until_it_is_done(store: Store) -> None:
    add(store, LAMP)
    with store.read() as session:
        [row] = tasks.listed(session, "T1")
    assert not row.is_overdue(date(2026, 11, 20))
    assert row.is_overdue(date(2026, 11, 21))
    assert not replace(row, done=date(2026, 11, 25)).is_overdue(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(LAMP, text=" "), "Enter what is to be done"),
        (replace(LAMP, stage="hope"), "Choose the stage"),
        (replace(LAMP, raised=None), "Enter the day"),
        (replace(LAMP, owner="9999"), "Collar 9999 is no longer there"),
    ],
)
@pytest.mark.usefixtures("team")
def test_what_cannot_be_true_is_refused(store: Store, draft: TaskDraft, why: str) -> None:
    with pytest.raises(DeskError, match=why):
        add(store, draft)
    assert texts(store) == []


def test_odd_days_are_remarked_on() -> None:
    odd = replace(LAMP, due=date(2026, 11, 1), done=date(2026, 11, 3))
    assert [one.text for one in odd.warnings(date(2026, 11, 22))] == [
        "It was due before it was written down.",
        "It was done before it was written down.",
    ]
    ahead = replace(LAMP, done=date(2026, 12, 3))
    assert [one.field for one in ahead.warnings(date(2026, 11, 22))] == ["done"]


def test_a_task_of_what_is_gone_is_said_so(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="priority is no longer there"), store.change("x") as it:
        tasks.add(it, "T9", TALK)
    for verb in (tasks.opened, tasks.delete):
        with pytest.raises(DeskError, match="task is no longer there"), store.change("x") as it:
            verb(it, f"{team.code}-none")
