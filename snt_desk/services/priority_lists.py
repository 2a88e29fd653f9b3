"""The register as it is looked through: some of it, in some order, and how many asked for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED
from snt_desk.services import code_lists, priorities, responses
from snt_desk.services.priorities import PriorityRow

Order = Literal["newest", "theme", "place", "freshness", "feedback"]
_AT_ONCE = 100
"""So many live, proposed and closed ones each are read before the first are seen."""
STATUSES = (ADOPTED, PROPOSED, CLOSED)
"""Under which headings the register stands, in order."""


@dataclass(frozen=True)
class Voices:
    """How many residents asked: for each priority by its id, and in the latest consultation."""

    said: Mapping[int, int] = field(default_factory=dict)
    latest: int = 0


@dataclass(frozen=True)
class Asked:
    """What of the register is to be seen, and in which order.

    `words` stand in title, theme, place or result; `theme` and `place` are the words for them,
    `status` a code. `stale`: only live ones of which residents have waited too long for news.
    """

    words: str = ""
    theme: str = ""
    place: str = ""
    status: str = ""
    stale: bool = False
    order: Order = "newest"

    @property
    def filters(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words.strip() or self.theme or self.place or self.status or self.stale)


def voices(session: Session, team_id: int, ids: Iterable[int]) -> Voices:
    """Count who asked; for the worker, as there may be many."""
    latest = (
        select(m.Consultation.id)
        .where(m.Consultation.team_id == team_id)
        .order_by(m.Consultation.opened.desc(), m.Consultation.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    one = m.Response
    heard = session.scalar(select(func.sum(one.count)).where(one.consultation_id == latest))
    return Voices(responses.said_so(session, tuple(ids)), int(heard or 0))


_REF, _RESULT = attrgetter("ref"), attrgetter("result")
_THEME, _PLACE, _PLACES = attrgetter("theme"), attrgetter("place"), attrgetter("places")


class Register:
    """The team's priorities, to be looked through as often as one likes."""

    def __init__(
        self,
        rows: Sequence[PriorityRow] = (),
        results: Mapping[str, str] | None = None,
        *,
        live: int | None = None,
        whole: bool = True,
    ) -> None:
        """`results` are the words for what came of them.

        Where it is not whole (there may be more rows), `live` says how many are live.
        """
        self.rows = tuple(rows)
        self.results = results or {}
        self.whole = whole
        self._live = live

    @cached_property
    def live(self) -> int:
        """How many are live."""
        if self._live is not None:
            return self._live
        return sum(one.status == ADOPTED for one in self.rows)

    @cached_property
    def by_ref(self) -> dict[str, PriorityRow]:
        """The same by their refs."""
        return dict(zip(map(_REF, self.rows), self.rows, strict=True))

    @cached_property
    def themes(self) -> list[str]:
        """The themes that there are."""
        return sorted({*map(_THEME, self.rows)} - {""})

    @cached_property
    def places(self) -> list[str]:
        """The places that there are."""
        further = chain.from_iterable(map(_PLACES, self.rows))
        return sorted({*map(_PLACE, self.rows), *further} - {""})

    def found(
        self, asked: Asked, said: Mapping[int, int], on: date
    ) -> dict[str, list[PriorityRow]]:
        """Give those that are asked for under each status, in the order that is asked for."""
        key = _KEYS[asked.order]
        rows = self._asked_for(asked, on)
        if key is not None:
            # The rows come newest first, and stay so where they are alike.
            rows.sort(key=lambda one: key(one, said))
        found: dict[str, list[PriorityRow]] = {status: [] for status in STATUSES}
        for one in rows:
            if one.status in found:
                found[one.status].append(one)
        return found

    def _asked_for(self, asked: Asked, on: date) -> list[PriorityRow]:
        rows = list(self.rows)
        for word in asked.words.casefold().split():
            rows = [one for one in rows if word in self._texts[one.id]]
        if status := ADOPTED if asked.stale else asked.status:
            rows = [one for one in rows if one.status == status]
        if asked.theme:
            rows = [one for one in rows if one.theme == asked.theme]
        if asked.place:
            rows = [one for one in rows if asked.place in {one.place, *one.places}]
        if asked.stale:
            rows = [one for one in rows if one.freshness_on(on) == "stale"]
        return rows

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {one.id: self._text(one) for one in self.rows}

    def _text(self, one: PriorityRow) -> str:
        result = self.results.get(one.result or "", "")
        return f"{one.title} {one.theme} {one.where} {result}".casefold()

    def get_ready(self) -> None:
        """Do now what the first word that is looked for would wait for."""
        _ = self._texts


# --- Read -------------------------------------------------------------------------------------


def whole(session: Session, team_id: int, on: date) -> Register:
    """Read all of the team's register, ready to be looked through; for the worker if it is long."""
    rows = priorities.register(session, team_id)
    found = Register(rows, _results(session, rows, on))
    found.get_ready()
    return found


def begun(
    session: Session, team_id: int, before: Register, needed: Collection[str], on: date
) -> Register:
    """Read the latest of the register again, and what has one of those refs.

    Of a long one the rest stays as it was read before: it is whole only when it is short.
    """
    rows = priorities.latest(session, team_id, _AT_ONCE)
    if max(Counter(one.status for one in rows).values(), default=0) < _AT_ONCE:
        return Register(rows, _results(session, rows, on))
    read = {*map(_REF, rows)}
    rest = [one for one in before.rows if one.ref not in read]
    if again := {*needed} - {"", *read}:
        now = {one.ref: one for one in priorities.listed(session, team_id, again)}
        gone = again - now.keys()
        rest = [now.pop(one.ref, one) for one in rest if one.ref not in gone]
        rest += now.values()
    rows += rest
    live = priorities.live_besides(session, team_id)
    return Register(rows, _results(session, rows, on), live=live, whole=False)


def _results(session: Session, rows: Iterable[PriorityRow], on: date) -> dict[str, str]:
    used = {*map(_RESULT, rows)} - {None}
    return dict(code_lists.offered(session, "priority_result", on, also=used))


_Key = Callable[[PriorityRow, Mapping[int, int]], Any]
_KEYS: Mapping[Order, _Key | None] = {
    "newest": None,
    "theme": lambda one, _: one.theme.casefold() or "\uffff",
    "place": lambda one, _: one.place.casefold() or "\uffff",
    "freshness": lambda one, _: one.told,
    "feedback": lambda one, said: -said.get(one.id, 0),
}
