"""What stands in the form of a contact, and which contact that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from snt_desk.domain import clock
from snt_desk.domain.community import ANSWERED, OPEN, PASSED_ON, ContactDraft, Details
from snt_desk.domain.drafts import Problem, together
from snt_desk.ui import days, unlisted, when
from snt_desk.ui.when import When

FIELDS = (
    *("subject", "received", "received_at", "channel", "owner", "name", "contact", "needs"),
    *("status", "passed_to", "answered", "answered_at", "priority", "review_on"),
)
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedContact:
    """All that stands in the form; `no_...` was typed where only a choice will do.

    The resident's details are at hand where they are `shown`, else they are empty here.
    """

    text: str = ""
    received: str = ""
    received_at: str = ""
    channel: str | None = None
    no_channel: str = ""
    owner: str | None = None
    no_owner: str = ""
    status: str | None = None
    no_status: str = ""
    answered: str = ""
    answered_at: str = ""
    passed_to: str | None = None
    no_passed_to: str = ""
    priority: str | None = None
    no_priority: str = ""
    review_on: str = ""
    shown: bool = True
    resident: str = ""
    contact: str = ""
    needs: str = ""

    @property
    def details(self) -> Details | None:
        """The resident's details; None where they are not at hand."""
        return Details(self.resident, self.contact, self.needs) if self.shown else None


def with_details(typed: TypedContact, details: Details) -> TypedContact:
    """Let a resident's details stand in it."""
    return replace(
        typed, shown=True, resident=details.name, contact=details.contact, needs=details.needs
    )


def draft(typed: TypedContact, today: date) -> ContactDraft:
    """Give the contact that is meant, as far as it can be read."""
    answered = _answered(typed, today).start if typed.status == ANSWERED else None
    return ContactDraft(
        received=received(typed, today).start,
        channel=typed.channel or "",
        subject=typed.text,
        owner=typed.owner,
        status=typed.status or "",
        answered=answered,
        review_on=days.meant(typed.review_on, today, ahead=True),
        priority=typed.priority,
        passed_to=typed.passed_to if typed.status in MAY_BE_PASSED else None,
    )


MAY_BE_PASSED = frozenset({PASSED_ON, ANSWERED})
"""What was passed on, and what was answered after it was."""


def received(typed: TypedContact, today: date) -> When:
    """Read when it came in."""
    return when.read(typed.received, typed.received_at, "", today)


def _answered(typed: TypedContact, today: date) -> When:
    return when.read(typed.answered, typed.answered_at, "", today)


def problems(typed: TypedContact, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = list(_unread(typed, today))
    # Of a time that cannot be read, the day is not judged either.
    covered = [one.field.removesuffix("_at") for one in unread]
    return together(unread, draft(typed, today).problems(), FIELDS, covered)


def _unread(typed: TypedContact, today: date) -> Iterator[Problem]:
    for field in ("channel", "owner", "status", "priority"):
        if unknown := getattr(typed, f"no_{field}"):
            yield Problem(field, unlisted.choice(unknown))
    if typed.status in MAY_BE_PASSED and typed.no_passed_to:
        yield Problem("passed_to", unlisted.choice(typed.no_passed_to))
    yield from _of_time("received", typed.received, received(typed, today), "it came in")
    if typed.status == ANSWERED:
        answered = _answered(typed, today)
        yield from _of_time("answered", typed.answered, answered, "it was answered")
    if why := days.fault(typed.review_on, today):
        yield Problem("review_on", why)


def _of_time(field: str, day: str, meant: When, what: str) -> Iterator[Problem]:
    names = {"date": field, "from": f"{field}_at"}
    for one in meant.problems:
        yield Problem(names[one.field], one.text)
    if meant.problems:
        return
    if not day:
        yield Problem(field, f"Enter the day on which {what}.")
    elif meant.start is None:
        yield Problem(f"{field}_at", f"Enter the time at which {what}.")


def written(contact: ContactDraft) -> TypedContact:
    """Give a contact as the form shows it, without who it is."""
    day, at, _ = when.written(contact.received, None)
    answered, answered_at, _ = when.written(contact.answered, None)
    return TypedContact(
        text=contact.subject,
        received=day,
        received_at=at,
        channel=contact.channel or None,
        owner=contact.owner,
        status=contact.status or None,
        answered=answered,
        answered_at=answered_at,
        passed_to=contact.passed_to,
        priority=contact.priority,
        review_on=days.written(contact.review_on),
        shown=False,
    )


def at(moment: datetime) -> tuple[str, str]:
    """Write a moment as two fields show it."""
    day, time, _ = when.written(moment, None)
    return day, time


def begun() -> TypedContact:
    """Give what stands in the form of a new contact: received this minute."""
    day, time = at(clock.this_minute())
    return TypedContact(received=day, received_at=time, status=OPEN)


def tidied(day: str, time: str, today: date) -> str:
    """Write a time as the clock shows it, if it can be read."""
    return when.tidy_start(when.read(day, time, "", today), time)
