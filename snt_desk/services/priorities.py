"""Local priorities: the register, and what is done to one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import priorities as rules
from snt_desk.domain.priorities import (
    ADOPTED,
    CLOSED,
    MANY_LIVE,
    MONTHS_FRESH,
    PROPOSED,
    Freshness,
    PriorityDraft,
    is_stale,
)
from snt_desk.errors import DeskError
from snt_desk.services import handles

__all__ = [
    "ADOPTED",
    "CLOSED",
    "MANY_LIVE",
    "MONTHS_FRESH",
    "PROPOSED",
    "Joined",
    "PriorityDraft",
    "PriorityRow",
    "add",
    "change",
    "delete",
    "is_stale",
    "joined",
    "latest",
    "listed",
    "live_besides",
    "opened",
    "register",
    "reopen",
]


class PriorityRow(NamedTuple):
    """A priority as the register lists it; `place` is the place's name, `places` the further ones.

    A tuple, as there may be thousands.
    """

    id: int
    ref: str
    title: str
    theme: str
    place: str
    status: str
    raised: date
    adopted: date | None
    closed: date | None
    result: str | None
    last_update: date | None
    places: tuple[str, ...] = ()

    @property
    def told(self) -> date:
        """When residents last heard of it."""
        return rules.told(self.last_update, self.adopted, self.raised)

    @property
    def where(self) -> str:
        """All its places, the first one first: `Sherrards, Haldens`."""
        return ", ".join(filter(None, (self.place, *self.places)))

    def freshness_on(self, day: date) -> Freshness | None:
        """Say how fresh the news of a live priority is; None for one that is not live."""
        return rules.freshness(self.told, day) if self.status == ADOPTED else None


@dataclass(frozen=True)
class Joined:
    """How many records belong to a priority."""

    patrols: int
    meetings: int
    open_actions: int


_LINKS = ("places", "partners", "reopens", "replaces", "replaced_by")
_TEXTS = tuple(one.name for one in fields(PriorityDraft) if one.name not in {"place", *_LINKS})
_IDLE = (PROPOSED, CLOSED)
"""Nobody works on them: there may be thousands, and most are old."""
_ORDER = {ADOPTED: 0, PROPOSED: 1, CLOSED: 2}
_ROW = m.Base.metadata.tables["priorities"].c
_TEAM: BindParameter[int] = bindparam("team")
_MOST: BindParameter[int] = bindparam("most")
# Put together once: that takes as long as to ask.
_ROWS = (
    select(_ROW.id, _ROW.ref, _ROW.title, _ROW.theme, _ROW.place_id, _ROW.status, _ROW.raised)
    .add_columns(_ROW.adopted, _ROW.closed, _ROW.result, _ROW.last_update)
    .where(_ROW.team_id == _TEAM)
    .order_by(_ROW.raised.desc(), _ROW.title)
)


def _raised_last(status: str) -> ColumnElement[bool]:
    chosen = select(_ROW.id).where(_ROW.team_id == _TEAM, _ROW.status == status)
    return _ROW.id.in_(chosen.order_by(_ROW.raised.desc(), _ROW.title).limit(_MOST))


_LATEST = _ROWS.where(or_(*map(_raised_last, _ORDER)))
_WITH_LATEST_IDLE = _ROWS.where(or_(_ROW.status.not_in(_IDLE), *map(_raised_last, _IDLE)))


# --- Read -------------------------------------------------------------------------------------


def register(session: Session, team_id: int, *, most_idle: int | None = None) -> list[PriorityRow]:
    """List the team's priorities: live ones first, then proposed, then closed; newest first.

    Where a number is given, of the proposed and of the closed ones no more than that each: those
    raised last.
    """
    if most_idle is None:
        return _rows(session, team_id)
    return _rows(session, team_id, _WITH_LATEST_IDLE, most=most_idle)


def latest(session: Session, team_id: int, most: int) -> list[PriorityRow]:
    """List in the same order, of each state, no more than that many: those raised last."""
    return _rows(session, team_id, _LATEST, most=most)


def listed(session: Session, team_id: int, refs: Collection[str]) -> list[PriorityRow]:
    """List in the same order those of these refs that are there."""
    return _rows(session, team_id, _ROWS.where(_ROW.ref.in_(refs)))


def _rows(
    session: Session, team_id: int, query: Select[Any] = _ROWS, **also: int
) -> list[PriorityRow]:
    # As plain rows: to make an object of each takes longer than to read them.
    found = session.connection().execute(query, {"team": team_id, **also}).all()
    themes = _labels(session, "theme")
    places: dict[int | None, str] = dict(
        session.execute(select(m.Place.id, m.Place.name).where(m.Place.team_id == team_id)).all()
    )
    further = _further_places(session, team_id)
    rows = [
        PriorityRow._make(
            (
                *(key, ref, title, themes.get(theme, ""), places.get(place, ""), *rest),
                further.get(key, ()),
            )
        )
        for key, ref, title, theme, place, *rest in found
    ]
    return sorted(rows, key=lambda row: _ORDER.get(row.status, 3))


def _labels(session: Session, of: str) -> dict[str, str]:
    return dict(session.execute(select(m.Code.code, m.Code.label).where(m.Code.list == of)).all())


def _further_places(session: Session, team_id: int) -> dict[int, tuple[str, ...]]:
    one = m.PriorityPlace
    query = (
        select(one.priority_id, m.Place.name)
        .join(m.Place, m.Place.id == one.place_id)
        .where(m.Place.team_id == team_id)
        .order_by(one.priority_id, one.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in session.execute(query):
        found[key].append(name)
    return {key: tuple(names) for key, names in found.items()}


def live_besides(session: Session, team_id: int, ref: str = "") -> int:
    """Count the team's live priorities, without this one."""
    one = m.Priority
    query = select(func.count()).where(
        one.team_id == team_id, one.status == ADOPTED, one.ref != ref
    )
    return session.scalar(query) or 0


def opened(session: Session, ref: str) -> PriorityDraft:
    """Give a priority as its form takes it; raises DeskError if it is gone."""
    one = _priority(session, ref)
    said = {name: getattr(one, name) for name in _TEXTS} | {"public": bool(one.public)}
    return PriorityDraft(
        place=handles.name(session, handles.PLACE, one.place_id),
        places=handles.names(session, handles.PLACE, (row.place_id for row in one.places)),
        partners=handles.names(session, handles.PARTNER, (row.partner_id for row in one.partners)),
        reopens=handles.name(session, handles.PRIORITY, one.reopens_id),
        replaces=handles.name(session, handles.PRIORITY, one.replaces_id),
        replaced_by=_replaced_by(session, one),
        **said,
    )


def _replaced_by(session: Session, one: m.Priority) -> str | None:
    """The ref of the first that says it took its place."""
    query = select(m.Priority.ref).where(m.Priority.replaces_id == one.id)
    return session.scalar(query.order_by(m.Priority.id).limit(1))


def joined(session: Session, ref: str, on: date) -> Joined:
    """Count what belongs to a priority; an action is open on a day unless closed by it."""
    key = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    still_open = or_(m.Action.closed.is_(None), m.Action.closed > on)
    query = select(
        _counted(m.Patrol, m.Patrol.priority_id == key),
        _counted(m.Meeting, m.Meeting.priority_id == key),
        _counted(m.Action, m.Action.priority_id == key, still_open),
    )
    return Joined(*session.execute(query).one())


def _counted(table: type[m.Base], *conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


# --- Verbs ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: PriorityDraft) -> str:
    """Enter a priority in the register and give its ref; raises DeskError if it cannot be true."""
    one = m.Priority(ref=str(uuid.uuid4()), team_id=team_id)
    _fill(session, one, draft)
    session.add(one)
    _link(session, one, draft)
    return one.ref


def change(session: Session, ref: str, draft: PriorityDraft) -> None:
    """Write a priority as it is now; raises DeskError if it is gone, or cannot be true.

    One that was closed stays closed: `reopen` begins a new one that points back to it.
    """
    one = _priority(session, ref)
    if stays := rules.reopening(one.status, draft.status):
        raise DeskError("A closed priority stays closed", stays.text)
    _fill(session, one, draft)
    _link(session, one, draft)


def reopen(session: Session, ref: str, on: date) -> PriorityDraft:
    """Give a new one to be saved that takes up a closed one again, and points back to it."""
    closed = opened(session, ref)
    if closed.status != CLOSED:
        raise DeskError("The priority is not closed", "Only a closed one is taken up again.")
    return rules.again(ref, closed, on)


def delete(session: Session, ref: str) -> None:
    """Take away a priority that nothing points to; raises DeskError if something does."""
    one = _priority(session, ref)
    why = "Patrols, meetings or other records belong to it. Close it instead."
    handles.take_away(session, one, "The priority stays in the register", why)


def _fill(session: Session, one: m.Priority, draft: PriorityDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The priority cannot be saved", problem.text)
    public = one.public
    for name in _TEXTS:
        setattr(one, name, getattr(draft, name))
    if bool(public) == draft.public:
        one.public = public  # that nothing was said of it is no change
    one.status = draft.status
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)


def _link(session: Session, one: m.Priority, draft: PriorityDraft) -> None:
    """Join it to places, partners and other priorities; what is joined already stays as it is."""
    if one.ref in {draft.reopens, draft.replaces, draft.replaced_by}:
        raise DeskError("The priority cannot be saved", "It cannot take its own place.")
    team_id = one.team_id
    _join_places(session, one, draft.places)
    _join_partners(session, one, draft.partners)
    one.reopens_id = handles.key(session, handles.PRIORITY, draft.reopens, team_id)
    one.replaces_id = handles.key(session, handles.PRIORITY, draft.replaces, team_id)
    session.flush()
    before = _replaced_by(session, one)
    if before == draft.replaced_by:
        return
    if before is not None:
        _priority(session, before).replaces_id = None
    if draft.replaced_by is not None:
        _take_its_place(session, one, draft.replaced_by)


def _take_its_place(session: Session, one: m.Priority, ref: str) -> None:
    """Let another of the team say that it replaces this one; it replaces no two."""
    key = handles.key(session, handles.PRIORITY, ref, one.team_id)
    successor = session.get_one(m.Priority, key)
    if successor.replaces_id not in {None, one.id}:
        other = session.get_one(m.Priority, successor.replaces_id)
        detail = f"{successor.title} replaces {other.title} already."
        raise DeskError("The priority cannot be saved", detail)
    successor.replaces_id = one.id


def _join_places(session: Session, one: m.Priority, codes: Sequence[str]) -> None:
    keys = handles.keys(session, handles.PLACE, codes, one.team_id)
    one.places = handles.in_order(m.PriorityPlace, "place_id", one.places, keys)


def _join_partners(session: Session, one: m.Priority, refs: Sequence[str]) -> None:
    keys = handles.keys(session, handles.PARTNER, refs, one.team_id)
    one.partners = handles.in_order(m.PriorityPartner, "partner_id", one.partners, keys)


def _priority(session: Session, ref: str) -> m.Priority:
    return handles.there(session, m.Priority, ref, "priority")
