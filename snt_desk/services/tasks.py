"""Tasks of a plan: what the team itself is to do for a priority, stage by stage."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import tasks as rules
from snt_desk.domain.drafts import given
from snt_desk.domain.tasks import TaskDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = ["TaskDraft", "TaskRow", "add", "change", "delete", "listed", "of", "opened", "tick"]


@dataclass(frozen=True)
class TaskRow:
    """A task as it stands under its stage; `owner` is the collar of who does it."""

    ref: str
    stage: str
    text: str
    owner: str | None
    raised: date
    due: date | None
    done: date | None

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been done by a day, and is not."""
        return rules.is_overdue(self.due, self.done, on)


def listed(session: Session, priority_ref: str) -> tuple[TaskRow, ...]:
    """List the tasks of a priority: what is to be done by its day, then what is done."""
    one = m.Task
    query = (
        select(one.ref, one.stage, one.text, m.Member.collar, one.raised, one.due, one.done)
        .join(m.Priority, m.Priority.id == one.priority_id)
        .join(m.Member, m.Member.id == one.owner_id, isouter=True)
        .where(m.Priority.ref == priority_ref)
    )
    rows = [TaskRow(*row) for row in session.execute(query)]
    return tuple(sorted(rows, key=_place))


def _place(row: TaskRow) -> tuple[bool, date, date, str]:
    return row.done is not None, row.due or date.max, row.raised, row.text


def opened(session: Session, ref: str) -> TaskDraft:
    """Give a task as its form takes it; raises DeskError if it is gone."""
    one = _task(session, ref)
    owner = handles.name(session, handles.MEMBER, one.owner_id)
    return TaskDraft(one.text, one.stage, owner, one.raised, one.due, one.done)


def of(session: Session, ref: str) -> str | None:
    """Give the ref of the priority whose task that is; None if it is gone."""
    query = select(m.Priority.ref).join(m.Task, m.Task.priority_id == m.Priority.id)
    return session.scalar(query.where(m.Task.ref == ref))


def add(session: Session, priority_ref: str, draft: TaskDraft) -> str:
    """Write down a task for a priority and give its ref; raises DeskError if it cannot be true."""
    priority = session.scalar(select(m.Priority).where(m.Priority.ref == priority_ref))
    if priority is None:
        raise DeskError("That priority is no longer there", "Undo brings it back.")
    one = m.Task(ref=str(uuid.uuid4()), team_id=priority.team_id, priority_id=priority.id)
    _fill(session, one, draft)
    session.add(one)
    return one.ref


def change(session: Session, ref: str, draft: TaskDraft) -> None:
    """Write a task as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(session, _task(session, ref), draft)


def tick(session: Session, ref: str, on: date | None) -> None:
    """Say that a task was done on a day, or with None that it is still to be done."""
    _task(session, ref).done = on


def delete(session: Session, ref: str) -> None:
    """Take away a task; raises DeskError if it is gone."""
    session.delete(_task(session, ref))


def _fill(session: Session, one: m.Task, draft: TaskDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The task cannot be saved", problem.text)
    one.text, one.stage = draft.text.strip(), draft.stage
    one.raised, one.due, one.done = given(draft.raised), draft.due, draft.done
    one.owner_id = handles.key(session, handles.MEMBER, draft.owner, None)


def _task(session: Session, ref: str) -> m.Task:
    return handles.there(session, m.Task, ref, "task")
