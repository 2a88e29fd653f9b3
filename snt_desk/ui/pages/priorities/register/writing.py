"""What Save and Delete write of a priority, each as one named change."""

from __future__ import annotations

from snt_desk.domain import clock
from snt_desk.domain.priorities import ADOPTED, CLOSED
from snt_desk.services import priorities, tasks
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.register.form import PriorityForm
from snt_desk.ui.pages.priorities.register.task_form import TaskForm

_TELLING = ("last_update", "action")


def save(desk: Desk, form: PriorityForm) -> str:
    """Write what stands in the form, and give the ref; DeskError if it cannot be."""
    team_id, ref = desk.own_team(), form.opened
    with desk.store.change(_called(form)) as session:
        if not ref:
            return priorities.add(session, team_id, form.draft)
        priorities.change(session, ref, form.draft)
    return ref


def delete(desk: Desk, row: PriorityRow) -> None:
    """Take a priority away; DeskError where something belongs to it."""
    with desk.store.change(named.change("Delete", "priority", row.title)) as session:
        priorities.delete(session, row.ref)


def save_task(desk: Desk, form: TaskForm) -> str:
    """Write what stands in the form of a task, and give its ref; DeskError if it cannot be."""
    draft = form.draft
    verb = "Change" if form.opened else "Add"
    with desk.store.change(named.change(verb, "task", draft.text)) as session:
        if not form.opened:
            return tasks.add(session, form.of, draft)
        tasks.change(session, form.opened, draft)
    return form.opened


def tick_task(desk: Desk, ref: str, text: str, *, done: bool) -> None:
    """Say that a task is done today, or still to be done; DeskError if it is gone."""
    label = named.change("Do" if done else "Do again", "task", text)
    with desk.store.change(label) as session:
        tasks.tick(session, ref, clock.today() if done else None)


def delete_task(desk: Desk, ref: str, text: str) -> None:
    """Take a task away; DeskError if it is gone already."""
    with desk.store.change(named.change("Delete", "task", text)) as session:
        tasks.delete(session, ref)


def _called(form: PriorityForm) -> str:
    """Name what saving does: what was changed says it."""
    before, after = form.saved_draft, form.draft
    changed = {name for name, value in vars(before).items() if value != getattr(after, name)}
    if not form.opened:
        verb = "Take up" if after.reopens else "Add"
    elif before.status != after.status:
        verb = {ADOPTED: "Adopt", CLOSED: "Close"}.get(after.status, "")
    elif "last_update" in changed and changed <= set(_TELLING):
        verb = "Tell residents of"
    else:
        verb = ""
    return named.change(verb or "Change", "priority", after.title)
