"""What is written of the month: a duty or an absence from its form, a day like another one."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.db.faults import Trouble
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.duties import Slot
from snt_desk.errors import DeskError
from snt_desk.services import duties
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.roster import words
from snt_desk.ui.pages.roster.absence_form import AbsenceForm
from snt_desk.ui.pages.roster.duty_form import DutyForm
from snt_desk.ui.pages.roster.month import MonthView


def save_duty(desk: Desk, view: MonthView, form: DutyForm) -> None:
    """Write the duty in the form; where nothing was changed, nothing. DeskError if it cannot be."""
    if form.slot is None or not (form.edited or form.usual_times):
        return
    draft, times = form.draft, form.usual_times
    name = f"{view.called(form.slot.collar)}, {words.short_day(form.slot.day)}"
    with desk.store.change(f"Change {name}") as session:
        if form.opened:
            duties.change(session, form.opened, draft)
        else:
            duties.add(session, desk.team.id, draft)
        if times:
            duties.keep_times(session, draft.code, times)


def save_absence(desk: Desk, view: MonthView, form: AbsenceForm) -> None:
    """Write the absence in the form, in the same way."""
    if form.opened and not form.edited:
        return
    draft = form.draft
    kind = view.seen.kinds.get(draft.kind, draft.kind).lower()
    name = f"{'Change' if form.opened else 'Add'} {kind}, {view.called(draft.collar)}"
    if draft.start and draft.end:
        last = clock.local_day(draft.end - clock.MINUTE)
        name += f", {words.span([clock.local_day(draft.start), last])}"
    with desk.store.change(name) as session:
        if form.opened:
            duties.change_absence(session, form.opened, draft)
        else:
            duties.add_absence(session, draft)


def pairs(slots: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """Say which day becomes like which: the one before it, or the first of several lines."""
    collars = list(dict.fromkeys(one.collar for one in slots))
    if len(collars) > 1:
        return [(Slot(collars[0], one.day), one) for one in slots if one.collar != collars[0]]
    in_order = sorted(slots, key=lambda one: one.day)
    return [(Slot(one.collar, one.day - DAY), one) for one in in_order]


def still_there(desk: Desk, ref: str) -> str:
    """The ref of an absence; empty where it is gone, and what was typed makes a new one."""
    try:
        with desk.store.read() as session:
            duties.absence_slot(session, ref)
    except Trouble:
        raise
    except DeskError:
        return ""
    return ref
