"""What stands in the form of a meeting, be it held once or again: what it is, when, where, who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from snt_desk.domain.drafts import Problem
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.ui import unlisted


@dataclass(frozen=True)
class TypedMeets:
    """Texts stay as they were typed; `no_...` was typed where only a choice will do.

    Of what comes again it is the day of the first.
    """

    kind: str | None = None
    no_kind: str = ""
    title: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    venue: str = ""
    place: str | None = None
    no_place: str = ""
    priority: str | None = None
    no_priority: str = ""
    officers: tuple[str, ...] = ()
    nobody: str = ""
    partners: tuple[str, ...] = ()
    no_partner: str = ""


def unknown(typed: TypedMeets, partner: str) -> Iterator[Problem]:
    """Say what is none of the choices; `partner` says what to do about an organisation."""
    if typed.no_kind:
        yield Problem("kind", unlisted.choice(typed.no_kind, "Choose a kind."))
    if typed.no_place:
        yield Problem("place", unlisted.place(typed.no_place))
    if typed.no_priority:
        yield Problem("priority", unlisted.called("priority", typed.no_priority))
    if typed.nobody:
        yield Problem("officers", unlisted.person(typed.nobody))
    if typed.no_partner:
        yield Problem("partners", unlisted.called("organisation", typed.no_partner, partner))


def written(draft: MeetingDraft | SeriesDraft, day: str, start: str, end: str) -> TypedMeets:
    """Give as the form shows it what it is, where and who comes."""
    return TypedMeets(
        kind=draft.kind or None,
        title=draft.title,
        day=day,
        start=start,
        end=end,
        venue=draft.venue or "",
        place=draft.place,
        priority=draft.priority,
        officers=draft.officers,
        partners=draft.partners,
    )
