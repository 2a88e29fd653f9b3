"""What stands in the form of an appointment, and which appointment that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.appointments import BOOKED, PARTNER_PREMISES, AppointmentDraft, end_of
from snt_desk.domain.drafts import Problem, together
from snt_desk.ui import unlisted, when
from snt_desk.ui.when import When

FIELDS = (*("contact", "kind", "officer", "date", "from", "until", "place", "partner", "status"),)
"""In the order in which they are read."""
_NAMES = {"at": "from", "lasts": "until"}


@dataclass(frozen=True)
class TypedAppointment:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    contact: str | None = None
    no_contact: str = ""
    kind: str | None = None
    no_kind: str = ""
    officer: str | None = None
    no_officer: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    place: str | None = None
    no_place: str = ""
    partner: str | None = None
    no_partner: str = ""
    status: str | None = None
    no_status: str = ""


def times(typed: TypedAppointment, today: date) -> When:
    """Read when it is."""
    return when.read(typed.day, typed.start, typed.end, today)


def draft(typed: TypedAppointment, today: date) -> AppointmentDraft:
    """Give the appointment that is meant, as far as it can be read."""
    meant = times(typed, today)
    lasts = None
    if meant.start is not None and meant.end is not None:
        lasts = clock.minutes_between(meant.start, meant.end)
    return AppointmentDraft(
        kind=typed.kind or "",
        at=meant.start,
        lasts=lasts,
        officer=typed.officer,
        status=typed.status or "",
        contact=typed.contact,
        place=typed.place,
        partner=typed.partner if typed.kind == PARTNER_PREMISES else None,
    )


def problems(typed: TypedAppointment, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = [*_unread(typed), *times(typed, today).problems]
    if not typed.day:
        unread.append(Problem("date", "Enter the day of the appointment."))
    covered = {"from"} if any(one.field == "date" for one in unread) else ()
    meant = (
        Problem(_NAMES.get(one.field, one.field), one.text)
        for one in draft(typed, today).problems()
    )
    return together(unread, meant, FIELDS, covered)


def _unread(typed: TypedAppointment) -> Iterator[Problem]:
    for field in ("contact", "kind", "officer", "place", "status"):
        if unknown := getattr(typed, f"no_{field}"):
            yield Problem(field, unlisted.choice(unknown))
    if typed.kind == PARTNER_PREMISES and typed.no_partner:
        yield Problem("partner", unlisted.choice(typed.no_partner))


def written(one: AppointmentDraft) -> TypedAppointment:
    """Give an appointment as the form shows it."""
    end = end_of(one.at, one.lasts) if one.at is not None and one.lasts is not None else None
    day, start, until = when.written(one.at, end)
    return TypedAppointment(
        contact=one.contact,
        kind=one.kind or None,
        officer=one.officer,
        day=day,
        start=start,
        end=until,
        place=one.place,
        partner=one.partner,
        status=one.status or None,
    )


def begun(contact: str | None, officer: str | None) -> TypedAppointment:
    """Give what stands in the form of a new one: it is booked, with whoever has the contact."""
    return TypedAppointment(contact=contact, officer=officer, status=BOOKED)
