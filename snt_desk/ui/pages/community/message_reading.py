"""What stands in the form of a message, which message that means, and what looks odd in it.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from snt_desk.domain import clock, hashtags
from snt_desk.domain import typed as typed_words
from snt_desk.domain.clock import ClockError
from snt_desk.domain.community import APPROVED, GoesTo, MessageDraft
from snt_desk.domain.drafts import Caution, Problem
from snt_desk.domain.hashtags import Tags
from snt_desk.domain.unpublished import Known
from snt_desk.ui import days, unlisted
from snt_desk.ui import when as when_words

FIELDS: Final = (
    *("kind", "status", "text", "channels", "alt", "planned", "planned_at"),
    *("priority", "campaign", "round"),
)
"""In the order in which they are read."""
CHOICES: Final = ("kind", "status", "priority", "campaign", "round")
_USUALLY: Final = "0900"
"""The time where only a day was typed."""
_MOST_NAMED: Final = 4
"""So many places of a text are named that should not go out."""


@dataclass(frozen=True)
class TypedMessage:
    """All that stands in the form; `no_...` was typed where only a choice will do.

    `own` are pairs of a channel and its own words.
    """

    kind: str | None = None
    no_kind: str = ""
    status: str | None = None
    no_status: str = ""
    text: str = ""
    channels: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    picture: bool = False
    alt: str = ""
    planned: str = ""
    planned_at: str = ""
    priority: str | None = None
    no_priority: str = ""
    campaign: str | None = None
    no_campaign: str = ""
    round: str | None = None
    no_round: str = ""


def of_draft(draft: MessageDraft) -> TypedMessage:
    """Give a message as it stands in the form."""
    planned = draft.planned
    return TypedMessage(
        kind=draft.kind,
        status=draft.status,
        text=draft.text,
        channels=tuple(one.channel for one in draft.channels),
        own=tuple((one.channel, one.text) for one in draft.channels if one.text),
        picture=bool(draft.picture),
        alt=draft.alt or "",
        planned=days.written(clock.local_day(planned)) if planned else "",
        planned_at=when_words.written_time(planned),
        priority=draft.priority,
        campaign=draft.campaign,
        round=draft.round,
    )


def draft(typed: TypedMessage, today: date) -> MessageDraft:
    """Give the message that is meant, as far as it can be read."""
    own = dict(typed.own)
    planned, _ = when(typed, today)
    return MessageDraft(
        kind=typed.kind or "",
        text=typed.text,
        campaign=typed.campaign,
        status=typed.status or "",
        priority=typed.priority,
        round=typed.round,
        channels=tuple(GoesTo(one, own.get(one) or None) for one in typed.channels),
        planned=planned,
        picture=typed.picture or None,
        alt=typed.alt if typed.picture and typed.alt else None,
    )


def when(typed: TypedMessage, today: date) -> tuple[datetime | None, tuple[Problem, ...]]:
    """Read when it is to go out; a day alone means nine o'clock."""
    if not typed.planned:
        if typed.planned_at:
            return None, (Problem("planned", "Enter the day on which it is to go out."),)
        return None, ()
    day = days.meant(typed.planned, today, ahead=True)
    if day is None:
        return None, (Problem("planned", days.fault(typed.planned, today)),)
    try:
        return typed_words.read_start(day, typed.planned_at or _USUALLY), ()
    except ClockError as error:
        return None, (Problem("planned_at", str(error)),)


def unread(typed: TypedMessage, today: date) -> list[Problem]:
    """Say what cannot be read."""
    found = [
        Problem(field, unlisted.choice(unknown))
        for field in CHOICES
        if (unknown := getattr(typed, f"no_{field}"))
    ]
    return [*found, *when(typed, today)[1]]


# --- What looks odd in the words --------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """Words that go out: of which field, and (for a channel's own) the words for the channel."""

    field: str
    text: str
    channel: str = ""


def words(draft: MessageDraft, labels: dict[str, str]) -> Iterator[Words]:
    """Give all words that go out with a message: of all channels, and those of one alone."""
    yield Words("text", draft.text)
    for one in draft.channels:
        if one.text:
            yield Words("channels", one.text, labels.get(one.channel, one.channel))
    if draft.alt:
        yield Words("alt", draft.alt)


def of_hashtags(words: Iterable[Words], tags: Tags) -> Iterator[Caution]:
    """Say where a tag was meant and is mistyped, or that of the campaign is not there."""
    for one in words:
        if one.field == "alt" or not one.text:
            continue
        before = f"{one.channel}: " if one.channel else ""
        for slip in hashtags.slips(one.text, tags)[:_MOST_NAMED]:
            yield Caution(one.field, f"{before}“{slip.word}” is to be {slip.meant}.")
        if lacking := hashtags.lacks(one.text, tags):
            yield Caution(one.field, f"{before}The campaign’s tag {lacking} is not in it.")


def of_people(words: Iterable[Words], known: Known | None) -> Iterator[Caution]:
    """Say what should not go out: names, and ways to reach somebody."""
    for one in words:
        if known is None or not one.text:
            continue
        found = known.remarks(one.text)
        before = f"{one.channel}: " if one.channel else ""
        for remark in found[:_MOST_NAMED]:
            yield Caution(one.field, f"{before}{remark.text}")
        if len(found) > _MOST_NAMED:
            more = len(found) - _MOST_NAMED
            places = "1 more place" if more == 1 else f"{more} more places"
            yield Caution(one.field, f"{before}{places} should not go out.")


def of_approval(saved: MessageDraft, now: MessageDraft) -> Iterator[Caution]:
    """Say that words which were approved are others now."""
    if saved.status == now.status == APPROVED and saved.approvable != now.approvable:
        yield Caution("status", "Other words were approved: saved, it is a draft again.")


def is_mendable(words: Iterable[Words], tags: Tags) -> bool:
    """Whether a hashtag can be put right in any of them."""
    return any(hashtags.mended(one.text, tags) != one.text for one in words if one.field != "alt")
