"""Duties and absences are written, changed and taken away; the grid of them is `duty_month`."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Span
from snt_desk.domain.drafts import given
from snt_desk.domain.duties import AbsenceDraft, Absent, DutyDraft, ShiftTimes, Slot
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.roster import absence_flag
from snt_desk.errors import DeskError
from snt_desk.services import gather, handles, settings
from snt_desk.services.duty_month import TIMES, setting, times_of

_GONE = "Undo brings it back."


# --- Squares of the grid ----------------------------------------------------------------------


def put(session: Session, team_id: int, slots: Sequence[Slot], code: str) -> int:
    """Make this kind of duty the one of each of these days, at its usual times; count changes.

    A day that has it already keeps its times; its note stays in any case. Raises DeskError
    where a day has two duties, or somebody is not posted here: then nothing is written.
    """
    times = times_of(setting(session, TIMES), code)
    there = _by_slot(session, team_id, slots)
    changed = 0
    for slot in slots:
        duty = _only(there, slot)
        if duty is None or duty.code != code:
            _write(session, team_id, slot, code, times, duty)
            changed += 1
    return changed


def repeat(session: Session, team_id: int, pairs: Sequence[tuple[Slot, Slot]]) -> None:
    """Make the second day of each pair like the first: its duty at the same times, or none.

    Raises DeskError as `put` does.
    """
    there = _by_slot(session, team_id, [slot for pair in pairs for slot in pair])
    for source, slot in pairs:
        like, duty = _only(there, source), _only(there, slot)
        if like is not None:
            times = ShiftTimes.of(Span(like.start, like.end))
            made = _write(session, team_id, slot, like.code, times, duty)
            there[slot] = [made]
        elif duty is not None:
            session.delete(duty)
            there[slot] = []


def clear(session: Session, team_id: int, slots: Sequence[Slot]) -> int:
    """Take away all duties that this team has given on these days; count them."""
    found = [one for held in _by_slot(session, team_id, slots).values() for one in held]
    for one in found:
        session.delete(one)
    return len(found)


def _by_slot(session: Session, team_id: int, slots: Sequence[Slot]) -> dict[Slot, list[m.Duty]]:
    if not slots:
        return {}
    wanted, days = set(slots), [slot.day for slot in slots]
    query = (
        select(m.Member.collar, m.Duty)
        .join(m.Member, m.Member.id == m.Duty.member_id)
        .where(
            m.Duty.team_id == team_id,
            m.Member.collar.in_(sorted({slot.collar for slot in slots})),
            m.Duty.start >= clock.midnight(min(days)),
            m.Duty.start < clock.midnight(max(days) + DAY),
        )
        .order_by(m.Duty.start, m.Duty.ref)
    )
    found: dict[Slot, list[m.Duty]] = defaultdict(list)
    for collar, duty in session.execute(query):
        slot = Slot(collar, clock.local_day(duty.start))
        if slot in wanted:
            found[slot].append(duty)
    return found


def _only(there: dict[Slot, list[m.Duty]], slot: Slot) -> m.Duty | None:
    held = there.get(slot, [])
    if len(held) > 1:
        day = clock.short_day(slot.day)
        raise DeskError(f"There are {len(held)} duties on {day}", "Open the day to change one.")
    return held[0] if held else None


def _write(
    session: Session,
    team_id: int,
    slot: Slot,
    code: str,
    times: ShiftTimes,
    duty: m.Duty | None,
) -> m.Duty:
    span = times.on(slot.day)
    if duty is None:
        duty = m.Duty(ref=str(uuid.uuid4()), team_id=team_id)
        duty.member_id = _posted(session, team_id, slot)
        session.add(duty)
    duty.code, duty.start, duty.end = code, span.start, span.end
    return duty


def _posted(session: Session, team_id: int, slot: Slot) -> int:
    query = (
        select(m.Posting.member_id)
        .join(m.Member, m.Member.id == m.Posting.member_id)
        .where(
            m.Member.collar == slot.collar,
            m.Posting.team_id == team_id,
            m.Posting.from_ <= slot.day,
            m.Posting.to.is_(None) | (m.Posting.to > slot.day),
        )
    )
    found = session.scalar(query)
    if found is None:
        day = clock.short_day(slot.day)
        raise DeskError(f"{slot.collar} is not posted here on {day}", "Look at People for when.")
    return found


# --- One duty ---------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: DutyDraft) -> str:
    """Write a duty and give its ref; raises DeskError if it cannot be true."""
    duty = m.Duty(ref=str(uuid.uuid4()), team_id=team_id)
    duty.member_id = _member(session, draft.collar)
    _fill(duty, draft)
    session.add(duty)
    return duty.ref


def change(session: Session, ref: str, draft: DutyDraft) -> None:
    """Write a duty as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill(_duty(session, ref), draft)


def delete(session: Session, ref: str) -> None:
    """Take a duty away; raises DeskError if it is gone."""
    session.delete(_duty(session, ref))


def slot(session: Session, ref: str) -> Slot:
    """Say whose day a duty belongs to; raises DeskError if it is gone."""
    duty = _duty(session, ref)
    return Slot(_collar(session, duty.member_id), clock.local_day(duty.start))


def keep_times(session: Session, code: str, times: ShiftTimes) -> None:
    """Make these the usual times of a kind of duty from now on; duties that there are stay."""
    own = setting(session, TIMES)
    own[code] = [f"{times.start:%H:%M}", f"{times.end:%H:%M}"]
    settings.keep(session, TIMES, own)


def _fill(duty: m.Duty, draft: DutyDraft) -> None:
    _refuse(draft.problems(), "The duty cannot be saved")
    duty.code, duty.note = draft.code, draft.note or None
    duty.start, duty.end = given(draft.start), given(draft.end)


def _duty(session: Session, ref: str) -> m.Duty:
    return handles.there(session, m.Duty, ref, "duty")


# --- Absences ---------------------------------------------------------------------------------


def add_absence(session: Session, draft: AbsenceDraft) -> str:
    """Write an absence and give its ref; raises DeskError if it cannot be true."""
    absence = m.Absence(ref=str(uuid.uuid4()))
    _fill_absence(session, absence, draft)
    session.add(absence)
    return absence.ref


def change_absence(session: Session, ref: str, draft: AbsenceDraft) -> None:
    """Write an absence as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill_absence(session, _absence(session, ref), draft)


def delete_absence(session: Session, ref: str) -> None:
    """Take an absence away; raises DeskError if it is gone."""
    session.delete(_absence(session, ref))


def absences_then(session: Session, draft: AbsenceDraft, besides: str = "") -> list[Absent]:
    """List whatever else somebody has in the time of an absence; `besides` is its own ref."""
    if draft.start is None or draft.end is None:
        return []
    query = (
        select(m.Absence)
        .join(m.Member, m.Member.id == m.Absence.member_id)
        .where(
            m.Member.collar == draft.collar,
            m.Absence.ref != besides,
            m.Absence.start < draft.end,
            m.Absence.end > draft.start,
        )
        .order_by(m.Absence.start, m.Absence.ref)
    )
    found = session.scalars(query).all()
    kinds = {one.code: one for one in gather.codes(session)["absence"]} if found else {}
    return [_absent(one, draft.collar, kinds.get(one.kind)) for one in found]


def _absent(row: m.Absence, collar: str, kind: CodeFact | None) -> Absent:
    label, flag = (kind.label, absence_flag(kind)) if kind else (row.kind, None)
    return Absent(row.ref, collar, row.start, row.end, row.kind, label, flag, row.sent_to, row.note)


def absence_slot(session: Session, ref: str) -> Slot:
    """Say whose day an absence begins on; raises DeskError if it is gone."""
    absence = _absence(session, ref)
    return Slot(_collar(session, absence.member_id), clock.local_day(absence.start))


def _fill_absence(session: Session, absence: m.Absence, draft: AbsenceDraft) -> None:
    _refuse(draft.problems(), "The absence cannot be saved")
    absence.member_id = _member(session, draft.collar)
    absence.kind, absence.sent_to, absence.note = draft.kind, draft.sent_to, draft.note
    absence.start, absence.end = given(draft.start), given(draft.end)


def _absence(session: Session, ref: str) -> m.Absence:
    return handles.there(session, m.Absence, ref, "absence")


def _member(session: Session, collar: str) -> int:
    found = session.scalar(select(m.Member.id).where(m.Member.collar == collar))
    if found is None:
        raise DeskError(f"There is nobody called {collar}", "Choose from the list.")
    return found


def _collar(session: Session, member_id: int) -> str:
    return str(session.scalar(select(m.Member.collar).where(m.Member.id == member_id)))


def _refuse(problems: Iterable[Any], title: str) -> None:
    for problem in problems:
        raise DeskError(title, problem.text)
