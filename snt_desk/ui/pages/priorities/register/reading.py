"""What stands in the form of a priority, and which priority that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from snt_desk.domain import clock, priorities
from snt_desk.domain.clock import ClockError
from snt_desk.domain.drafts import Problem, together
from snt_desk.domain.priorities import ADOPTED, CLOSED, PLAN, SIDES, PriorityDraft
from snt_desk.domain.typed import read_time
from snt_desk.ui import days, unlisted
from snt_desk.ui.pages.priorities.register import lines

DAYS = ("raised", "adopted", "closed", "last_update")
CHOICES = ("theme", "place", "result", "replaced_by", "replaces")
MANY = ("places", "partners")
NOTES = (*PLAN, *SIDES, "issue", "action")
LINES = ("title", "window_from", "window_to")
FIELDS = (
    *("title", "theme", "place", "places", "window_from", "window_to"),
    *("raised", "adopted", "closed", "result", "last_update", "replaced_by", "replaces"),
    *("partners", "public", "issue", "action", *PLAN[:3], *SIDES, *PLAN[3:]),
)
"""In the order in which they are read."""
_UNKNOWN: dict[str, Callable[[str], str]] = {
    "theme": partial(unlisted.choice, do="Choose a theme."),
    "place": unlisted.place,
    "places": unlisted.place,
    "result": partial(unlisted.choice, do="Choose a result."),
    "partners": "“{}” is not one of the partners. Choose from the list.".format,
    "replaced_by": "“{}” is not in the register. Choose from the list.".format,
    "replaces": "“{}” is not in the register. Choose from the list.".format,
}


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
    places: tuple[str, ...] = ()
    no_places: str = ""
    partners: tuple[str, ...] = ()
    no_partners: str = ""
    window_from: str = ""
    window_to: str = ""
    public: bool = False
    issue: str = ""
    victim: str = ""
    offender: str = ""
    location: str = ""
    replaces: str | None = None
    no_replaces: str = ""
    replaced_by: str | None = None
    no_replaced_by: str = ""
    reopens: str | None = None


# --- From the form ----------------------------------------------------------------------------


def draft(typed: TypedPriority, today: date) -> PriorityDraft:
    """Give the priority that is meant, as far as it can be read."""
    said: dict[str, Any] = {name: days.meant(getattr(typed, name), today) for name in DAYS}
    said |= {name: getattr(typed, name) or None for name in NOTES}
    return PriorityDraft(
        title=typed.title,
        theme=typed.theme or "",
        place=typed.place,
        result=typed.result,
        places=typed.places,
        partners=typed.partners,
        window_from=_meant_time(typed.window_from),
        window_to=_meant_time(typed.window_to),
        public=typed.public,
        replaces=typed.replaces,
        replaced_by=typed.replaced_by,
        reopens=typed.reopens,
        **said,
    )


def _meant_time(text: str) -> str | None:
    """Read a time of day as it is kept, `17:00`; None for none, or what cannot be read."""
    try:
        return f"{read_time(text)[0]:%H:%M}" if text else None
    except ClockError:
        return None


def tidied(text: str) -> str:
    """Write a time of day as the clock shows it, if it can be read."""
    return _meant_time(text) or text


def problems(
    typed: TypedPriority, today: date, before: PriorityDraft | None = None
) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields; `before` is what is saved."""
    unread = list(_unread(typed, today))
    meant = draft(typed, today)
    stays = priorities.reopening(before.status, meant.status) if before else None
    return together(unread, [*meant.problems(), *([stays] if stays else [])], FIELDS)


def _unread(typed: TypedPriority, today: date) -> Iterator[Problem]:
    for field, say in _UNKNOWN.items():
        if unknown := getattr(typed, f"no_{field}"):
            yield Problem(field, say(unknown))
    for field in ("window_from", "window_to"):
        try:
            if text := getattr(typed, field):
                read_time(text)
        except ClockError as error:
            yield Problem(field, str(error))
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
        result=priority.result,
        places=priority.places,
        partners=priority.partners,
        window_from=priority.window_from or "",
        window_to=priority.window_to or "",
        public=priority.public,
        replaces=priority.replaces,
        replaced_by=priority.replaced_by,
        reopens=priority.reopens,
        **{name: days.written(getattr(priority, name)) for name in DAYS},
        **{name: getattr(priority, name) or "" for name in NOTES},
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
    told = priorities.told(priority.last_update, priority.adopted, priority.adopted)
    due = clock.long_day(priorities.due(told))
    if priorities.is_stale(told, today):
        badge = f"no news since {lines.day(told, today)}"
        return State(badge, "warn", f"An update was due by {due}.")
    since = clock.long_day(priority.adopted)
    return State("live", "ok", f"Since {since}. The next update is due by {due}.")
