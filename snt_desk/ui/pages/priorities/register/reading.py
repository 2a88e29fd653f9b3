"""What stands in the form of a priority, and which priority that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock, priorities
from snt_desk.domain.drafts import Problem
from snt_desk.domain.priorities import ADOPTED, CLOSED, PLAN, PriorityDraft
from snt_desk.ui import days
from snt_desk.ui.pages.priorities.register import lines

DAYS = ("raised", "adopted", "closed", "last_update")
FIELDS = (
    *("title", "theme", "place", "raised", "adopted", "closed", "result", "last_update"),
    *("action", *PLAN),
)
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedPriority:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    title: str = ""
    theme: str | None = None
    no_theme: str = ""
    place: str | None = None
    no_place: str = ""
    raised: str = ""
    adopted: str = ""
    closed: str = ""
    result: str | None = None
    no_result: str = ""
    last_update: str = ""
    action: str = ""
    objective: str = ""
    scanning: str = ""
    analysis: str = ""
    response: str = ""
    assessment: str = ""


# --- From the form ----------------------------------------------------------------------------


def draft(typed: TypedPriority, today: date) -> PriorityDraft:
    """Give the priority that is meant, as far as it can be read."""
    return PriorityDraft(
        title=typed.title,
        theme=typed.theme or "",
        place=typed.place,
        raised=days.meant(typed.raised, today),
        adopted=days.meant(typed.adopted, today),
        closed=days.meant(typed.closed, today),
        result=typed.result,
        last_update=days.meant(typed.last_update, today),
        action=typed.action or None,
        objective=typed.objective or None,
        scanning=typed.scanning or None,
        analysis=typed.analysis or None,
        response=typed.response or None,
        assessment=typed.assessment or None,
    )


def problems(typed: TypedPriority, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = list(_unread(typed, today))
    known = {one.field for one in unread}
    others = [one for one in draft(typed, today).problems() if one.field not in known]
    return sorted([*unread, *others], key=lambda one: FIELDS.index(one.field))


def _unread(typed: TypedPriority, today: date) -> Iterator[Problem]:
    if typed.no_theme:
        yield Problem("theme", f"“{typed.no_theme}” is not in the list. Choose a theme.")
    if typed.no_place:
        yield Problem(
            "place", f"“{typed.no_place}” is not one of the places. Choose from the list."
        )
    if typed.no_result:
        yield Problem("result", f"“{typed.no_result}” is not in the list. Choose a result.")
    for field in DAYS:
        if why := days.fault(getattr(typed, field), today):
            yield Problem(field, why)


# --- Into the form ----------------------------------------------------------------------------


def written(priority: PriorityDraft) -> TypedPriority:
    """Give a priority as the form shows it."""
    return TypedPriority(
        title=priority.title,
        theme=priority.theme or None,
        place=priority.place,
        raised=days.written(priority.raised),
        adopted=days.written(priority.adopted),
        closed=days.written(priority.closed),
        result=priority.result,
        last_update=days.written(priority.last_update),
        action=priority.action or "",
        objective=priority.objective or "",
        scanning=priority.scanning or "",
        analysis=priority.analysis or "",
        response=priority.response or "",
        assessment=priority.assessment or "",
    )


# --- Said back --------------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """Where a priority stands: the badge, its tone, and a sentence."""

    badge: str
    tone: str
    text: str


def state(priority: PriorityDraft, today: date) -> State:
    """Say where it stands, by its dates."""
    if priority.status == CLOSED and priority.closed:
        return State("closed", "plain", f"Since {clock.long_day(priority.closed)}.")
    if priority.status != ADOPTED or priority.adopted is None:
        return State("proposed", "info", "It is live from the day of its adoption.")
    told = priority.last_update or priority.adopted
    due = clock.long_day(priorities.due(told))
    if priorities.is_stale(told, today):
        badge = f"no news since {lines.day(told, today)}"
        return State(badge, "warn", f"An update was due by {due}.")
    since = clock.long_day(priority.adopted)
    return State("live", "ok", f"Since {since}. The next update is due by {due}.")
