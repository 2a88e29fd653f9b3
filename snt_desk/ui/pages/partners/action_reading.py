"""What stands in the form of an action, and which action that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.drafts import Problem, together
from snt_desk.domain.partners import ActionDraft
from snt_desk.ui import days, unlisted
from snt_desk.ui.pages.partners.meeting_reading import owner_of
from snt_desk.ui.pages.partners.records import PARTNER, POLICE, Owner

FIELDS = (
    *("text", "owner", "due", "remind", "meeting", "priority", "raised", "closed", "outcome"),
)
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedAction:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    text: str = ""
    owner: Owner | None = None
    no_owner: str = ""
    due: str = ""
    meeting: str | None = None
    no_meeting: str = ""
    priority: str | None = None
    no_priority: str = ""
    raised: str = ""
    closed: str = ""
    remind: str = ""
    outcome: str = ""


def draft(typed: TypedAction, today: date) -> ActionDraft:
    """Give the action that is meant, as far as it can be read."""
    return ActionDraft(
        text=typed.text,
        owner_collar=typed.owner[1] if typed.owner and typed.owner[0] == POLICE else None,
        owner_partner=typed.owner[1] if typed.owner and typed.owner[0] == PARTNER else None,
        raised=days.meant(typed.raised, today),
        due=days.meant(typed.due, today, ahead=True),
        closed=days.meant(typed.closed, today),
        meeting=typed.meeting,
        priority=typed.priority,
        remind=days.meant(typed.remind, today, ahead=True),
        outcome=typed.outcome.strip() or None,
    )


def problems(typed: TypedAction, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = list(_unread(typed, today))
    meant = draft(typed, today)
    return together(unread, [*meant.problems(), *meant.too_soon(today)], FIELDS)


def _unread(typed: TypedAction, today: date) -> Iterator[Problem]:
    if typed.no_owner:
        yield Problem("owner", unlisted.choice(typed.no_owner, "Choose who does it."))
    if typed.no_meeting:
        yield Problem("meeting", unlisted.called("meeting", typed.no_meeting))
    if typed.no_priority:
        yield Problem("priority", unlisted.called("priority", typed.no_priority))
    for field in ("due", "remind", "raised", "closed"):
        if why := days.fault(getattr(typed, field), today):
            yield Problem(field, why)


def written(action: ActionDraft) -> TypedAction:
    """Give an action as the form shows it."""
    return TypedAction(
        text=action.text,
        owner=owner_of(action),
        due=days.written(action.due),
        meeting=action.meeting,
        priority=action.priority,
        raised=days.written(action.raised),
        closed=days.written(action.closed),
        remind=days.written(action.remind),
        outcome=action.outcome or "",
    )


def begun() -> TypedAction:
    """Give what stands in the form of a new action: raised today."""
    return TypedAction(raised=clock.long_day(clock.today()))
