"""What stands in the form of an event, and which event that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.community import EventDraft
from snt_desk.domain.drafts import Problem, together
from snt_desk.ui import counts, days, unlisted, when
from snt_desk.ui.when import When

FIELDS = (
    *("kind", "title", "date", "from", "until", "place", "venue", "purpose", "campaign"),
    *("officers", "attendance", "priority", "groups", "outcomes"),
    *("feedback", "feedback_due", "feedback_given"),
)
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedEvent:
    """All that stands in the form; `no_...` was typed where only a choice will do.

    Outcomes are pairs of a code and the number as it was typed; `new` of the ref and the name
    of a group that is not in the records yet.
    """

    kind: str | None = None
    no_kind: str = ""
    title: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    place: str | None = None
    no_place: str = ""
    purpose: str | None = None
    no_purpose: str = ""
    officers: tuple[str, ...] = ()
    nobody: str = ""
    attendance: str = ""
    priority: str | None = None
    no_priority: str = ""
    campaign: str | None = None
    no_campaign: str = ""
    public: bool = False
    outcomes: tuple[tuple[str, str], ...] = ()
    no_outcome: str = ""
    venue: str = ""
    estimated: bool = False
    groups: tuple[str, ...] = ()
    no_group: str = ""
    new: tuple[tuple[str, str], ...] = ()
    feedback: str = ""
    feedback_due: str = ""
    feedback_given: str = ""


def times(typed: TypedEvent, today: date) -> When:
    """Read when the event is."""
    return when.read(typed.day, typed.start, typed.end, today)


def draft(typed: TypedEvent, today: date) -> EventDraft:
    """Give the event that is meant, as far as it can be read."""
    meant = times(typed, today)
    made = {code: counts.read_count(text) for code, text in typed.outcomes}
    return EventDraft(
        kind=typed.kind or "",
        title=typed.title,
        purpose=typed.purpose,
        start=meant.start,
        end=meant.end,
        place=typed.place,
        officers=typed.officers,
        attendance=counts.read_number(typed.attendance),
        campaign=typed.campaign,
        priority=typed.priority,
        public=typed.public,
        outcomes={code: count for code, count in made.items() if count},
        estimated=typed.estimated,
        venue=typed.venue or None,
        groups=typed.groups,
        feedback=typed.feedback or None,
        feedback_due=days.meant(typed.feedback_due, today, ahead=True),
        feedback_given=days.meant(typed.feedback_given, today),
    )


def problems(typed: TypedEvent, today: date, labels: Mapping[str, str]) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = [*_unread(typed, today, labels), *times(typed, today).problems]
    if not typed.day:
        unread.append(Problem("date", "Enter the day of the event."))
    covered = {"from"} if any(one.field == "date" for one in unread) else ()
    return together(unread, draft(typed, today).problems(), FIELDS, covered)


def _unread(typed: TypedEvent, today: date, labels: Mapping[str, str]) -> Iterator[Problem]:
    for field in ("kind", "place", "purpose", "priority", "campaign"):
        if unknown := getattr(typed, f"no_{field}"):
            yield Problem(field, unlisted.choice(unknown))
    if typed.nobody:
        yield Problem("officers", unlisted.person(typed.nobody))
    if typed.attendance and counts.read_number(typed.attendance) is None:
        yield Problem("attendance", f"“{typed.attendance}” is no number. Enter how many came.")
    if typed.no_group:
        yield Problem("groups", unlisted.called("group", typed.no_group, "Enter adds it."))
    for field in ("feedback_due", "feedback_given"):
        if why := days.fault(getattr(typed, field), today):
            yield Problem(field, why)
    for text in counts.faults(typed.no_outcome, dict(typed.outcomes), labels):
        yield Problem("outcomes", text)


def written(event: EventDraft) -> TypedEvent:
    """Give an event as the form shows it."""
    day, start, end = when.written(event.start, event.end)
    return TypedEvent(
        kind=event.kind or None,
        title=event.title,
        day=day,
        start=start,
        end=end,
        place=event.place,
        purpose=event.purpose,
        officers=event.officers,
        attendance="" if event.attendance is None else str(event.attendance),
        priority=event.priority,
        campaign=event.campaign,
        public=bool(event.public),
        outcomes=tuple((code, str(count)) for code, count in event.outcomes.items()),
        venue=event.venue or "",
        estimated=bool(event.estimated),
        groups=event.groups,
        feedback=event.feedback or "",
        feedback_due=days.written(event.feedback_due),
        feedback_given=days.written(event.feedback_given),
    )


def begun() -> TypedEvent:
    """Give what stands in the form of a new event: today."""
    return TypedEvent(day=clock.long_day(clock.today()))
