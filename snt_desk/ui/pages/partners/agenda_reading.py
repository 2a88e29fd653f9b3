"""What stands in the form of a meeting of its agenda and of who was missing, and what that means.

Who was missing stands in two fields, people and organisations together, each by a name of its own
(`police 1432`, `partner O1`): a collar may be an organisation's ref.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.drafts import Problem
from snt_desk.domain.partners import MeetingDraft
from snt_desk.ui import unlisted
from snt_desk.ui.pages.partners.records import PARTNER, POLICE
from snt_desk.ui.tokens import Person

FIELDS = ("apologies", "absent")
"""In the order in which they are read; then come the items: `item2`."""


@dataclass(frozen=True)
class TypedItem:
    """An item as it stands in the form; the action or priority it is about goes with it."""

    text: str = ""
    said: str = ""
    decided: str = ""
    action: str | None = None
    priority: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is said in it."""
        return not (self.text.strip() or self.said.strip() or self.decided.strip())


@dataclass(frozen=True)
class TypedAgenda:
    """Who sent apologies, who was missing without, and the items; `no_...` is nobody's name."""

    apologies: tuple[str, ...] = ()
    no_apology: str = ""
    absent: tuple[str, ...] = ()
    no_absent: str = ""
    items: tuple[TypedItem, ...] = ()


# --- From the form ----------------------------------------------------------------------------


def items(typed: TypedAgenda) -> tuple[AgendaItem, ...]:
    """Give the items that are meant; blank ones are none."""
    return tuple(item for _, item in _numbered(typed))


def _numbered(typed: TypedAgenda) -> Iterator[tuple[int, AgendaItem]]:
    for number, one in enumerate(typed.items, start=1):
        if not one.blank:
            said, decided = one.said.strip() or None, one.decided.strip() or None
            yield number, AgendaItem(one.text.strip(), one.action, one.priority, said, decided)


def missing(typed: TypedAgenda) -> tuple[Missing, ...]:
    """Give who is meant to have been missing."""
    return tuple(
        _missing(name, apologies=sent)
        for names, sent in ((typed.apologies, True), (typed.absent, False))
        for name in names
    )


def _missing(name: str, *, apologies: bool) -> Missing:
    kind, _, handle = name.partition(" ")
    if kind == POLICE:
        return Missing(collar=handle, apologies=apologies)
    return Missing(partner=handle, apologies=apologies)


def laid_into(meeting: MeetingDraft, typed: TypedAgenda) -> MeetingDraft:
    """Give the meeting with its agenda and who was missing."""
    return replace(meeting, agenda=items(typed), missing=missing(typed))


def problems(typed: TypedAgenda, meeting: MeetingDraft) -> Iterator[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    for field, unknown in (("apologies", typed.no_apology), ("absent", typed.no_absent)):
        if unknown:
            yield Problem(field, unlisted.person(unknown, "Choose from the list."))
    came = {f"{POLICE} {collar}" for collar in meeting.officers}
    came |= {f"{PARTNER} {ref}" for ref in meeting.partners}
    for field, names, others in (
        ("apologies", typed.apologies, came),
        ("absent", typed.absent, came | set(typed.apologies)),
    ):
        if others & set(names):
            yield Problem(field, "Somebody there is named in another field as well.")
    for number, item in _numbered(typed):
        if not item.text:
            yield Problem(f"item{number}", "Enter what it is about.")


# --- Into the form ----------------------------------------------------------------------------


def written(meeting: MeetingDraft) -> TypedAgenda:
    """Give both as the form shows them."""
    return TypedAgenda(
        apologies=tuple(_name(one) for one in meeting.missing if one.apologies),
        absent=tuple(_name(one) for one in meeting.missing if not one.apologies),
        items=tuple(map(as_typed, meeting.agenda)),
    )


def _name(one: Missing) -> str:
    return f"{POLICE} {one.collar}" if one.collar is not None else f"{PARTNER} {one.partner}"


def as_typed(item: AgendaItem) -> TypedItem:
    """Give an item as the form shows it."""
    said, decided = item.said or "", item.decided or ""
    return TypedItem(item.text, said, decided, item.action, item.priority)


def everybody(people: Sequence[Person], organisations: Collection[Person]) -> list[Person]:
    """Give all who may have been missing, by the names that stand in the fields."""
    police = [
        Person(f"{POLICE} {one.collar}", one.name, listed=f"{one.name} {one.collar}")
        for one in people
    ]
    return police + [
        Person(f"{PARTNER} {one.collar}", one.name, listed=one.offered) for one in organisations
    ]
