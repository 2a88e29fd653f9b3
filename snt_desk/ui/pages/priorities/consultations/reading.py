"""What stands in the forms of a consultation and of a response, and what it means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.consultations import MOST_COUNTED, ConsultationDraft, ResponseDraft
from snt_desk.domain.drafts import Problem
from snt_desk.ui import days, unlisted

ASKED = ("title", "opened", "closed")
SAID = ("received", "channel", "event", "theme", "place", "count", "comment")
"""The fields in the order in which they are read."""
_LONGEST_COUNT = len(str(MOST_COUNTED))


@dataclass(frozen=True)
class TypedConsultation:
    """All that stands in the form of a consultation."""

    title: str = ""
    opened: str = ""
    closed: str = ""


@dataclass(frozen=True)
class TypedResponse:
    """All that stands in the form of a response to the consultation of that title.

    `no_...` was typed where only a choice will do.
    """

    title: str = ""
    received: str = ""
    channel: str | None = None
    no_channel: str = ""
    event: str | None = None
    no_event: str = ""
    theme: str | None = None
    no_theme: str = ""
    place: str | None = None
    no_place: str = ""
    count: str = "1"
    comment: str = ""


# --- A consultation ---------------------------------------------------------------------------


def consultation(typed: TypedConsultation, today: date) -> ConsultationDraft:
    """Give the consultation that is meant, as far as it can be read."""
    return ConsultationDraft(
        typed.title, days.meant(typed.opened, today), days.meant(typed.closed, today, ahead=True)
    )


def consultation_problems(typed: TypedConsultation, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = list(_unread_days(typed, ("opened", "closed"), today))
    return _in_order([*unread, *consultation(typed, today).problems()], ASKED)


def written(draft: ConsultationDraft) -> TypedConsultation:
    """Give a consultation as its form shows it."""
    return TypedConsultation(draft.title, days.written(draft.opened), days.written(draft.closed))


# --- A response -------------------------------------------------------------------------------


def response(typed: TypedResponse, today: date) -> ResponseDraft:
    """Give the response that is meant, as far as it can be read."""
    return ResponseDraft(
        received=days.meant(typed.received, today),
        channel=typed.channel or "",
        theme=typed.theme or "",
        place=typed.place,
        count=count(typed.count),
        comment=typed.comment or None,
        event=typed.event,
    )


def count(text: str) -> int | None:
    """Read how many; None if it is no whole number."""
    plain = text.replace(",", "").strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > _LONGEST_COUNT:
        return None
    return int(plain)


def response_problems(typed: TypedResponse, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    unread = [*_unread_days(typed, ("received",), today), *_unread_choices(typed)]
    return _in_order([*unread, *response(typed, today).problems()], SAID)


def _unread_choices(typed: TypedResponse) -> Iterator[Problem]:
    if typed.no_channel:
        yield Problem("channel", unlisted.choice(typed.no_channel, "Choose a channel."))
    if typed.no_event:
        yield Problem("event", f"No event is called “{typed.no_event}”. Choose from the list.")
    if typed.no_theme:
        yield Problem("theme", unlisted.choice(typed.no_theme, "Choose a theme."))
    if typed.no_place:
        yield Problem("place", unlisted.place(typed.no_place))


def said(title: str, draft: ResponseDraft) -> TypedResponse:
    """Give a response as its form shows it."""
    return TypedResponse(
        title=title,
        received=days.written(draft.received),
        channel=draft.channel or None,
        event=draft.event,
        theme=draft.theme or None,
        place=draft.place,
        count="" if draft.count is None else str(draft.count),
        comment=draft.comment or "",
    )


def next_after(typed: TypedResponse) -> TypedResponse:
    """Give what stands in the form of the next response: day, channel and event stay."""
    return TypedResponse(
        title=typed.title, received=typed.received, channel=typed.channel, event=typed.event
    )


def first_of(title: str, draft: ConsultationDraft, today: date) -> TypedResponse:
    """Give what stands there at first: today, or the last day of one that has closed."""
    day = today if draft.closed is None else min(today, draft.closed)
    return TypedResponse(title=title, received=clock.long_day(day))


def moved_on(received: str, draft: ConsultationDraft, since: date, today: date) -> str:
    """Give the day of the next: a today of an earlier day moves on, what was typed stays."""
    at_first = first_of(draft.title, draft, since).received
    return first_of(draft.title, draft, today).received if received == at_first else received


# --- Both -------------------------------------------------------------------------------------


def _unread_days(typed: object, fields: tuple[str, ...], today: date) -> Iterator[Problem]:
    for field in fields:
        if why := days.fault(getattr(typed, field), today):
            yield Problem(field, why)


def _in_order(found: list[Problem], fields: tuple[str, ...]) -> list[Problem]:
    """One for each field, what cannot be read first."""
    first: dict[str, Problem] = {}
    for one in found:
        first.setdefault(one.field, one)
    return sorted(first.values(), key=lambda one: fields.index(one.field))
