"""The register as it is looked through: some of it, in some order, and how many asked for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED
from snt_desk.services import responses
from snt_desk.services.priorities import PriorityRow

Order = Literal["newest", "theme", "place", "freshness", "feedback"]
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


class Register:
    """The team's priorities, to be looked through as often as one likes."""

    def __init__(
        self, rows: Sequence[PriorityRow] = (), results: Mapping[str, str] | None = None
    ) -> None:
        """`results` are the words for what came of them."""
        self.rows = tuple(rows)
        self._results = results or {}
        self._texts: dict[int, str] = {}

    @cached_property
    def themes(self) -> list[str]:
        """The themes that there are."""
        return sorted({one.theme for one in self.rows} - {""})

    @cached_property
    def places(self) -> list[str]:
        """The places that there are."""
        return sorted({name for one in self.rows for name in (one.place, *one.places)} - {""})

    def found(
        self, asked: Asked, said: Mapping[int, int], on: date
    ) -> dict[str, list[PriorityRow]]:
        """Give those that are asked for under each status, in the order that is asked for."""
        key = _KEYS[asked.order]
        rows = list(self.rows)
        if asked.filters:
            rows = [one for one in rows if self._is_asked_for(one, asked, on)]
        if key is not None:
            # The rows come newest first, and stay so where they are alike.
            rows.sort(key=lambda one: key(one, said))
        return {status: [one for one in rows if one.status == status] for status in STATUSES}

    def _is_asked_for(self, one: PriorityRow, asked: Asked, on: date) -> bool:
        if asked.status and one.status != asked.status:
            return False
        if asked.theme and one.theme != asked.theme:
            return False
        if asked.place and asked.place not in {one.place, *one.places}:
            return False
        if asked.stale and one.freshness_on(on) != "stale":
            return False
        if not asked.words:
            return True
        text = self._text(one)
        return all(word in text for word in asked.words.casefold().split())

    def _text(self, one: PriorityRow) -> str:
        found = self._texts.get(one.id)
        if found is None:
            result = self._results.get(one.result or "", "")
            parts = (one.title, one.theme, one.where, result)
            found = self._texts[one.id] = " ".join(parts).casefold()
        return found


_Key = Callable[[PriorityRow, Mapping[int, int]], Any]
_KEYS: Mapping[Order, _Key | None] = {
    "newest": None,
    "theme": lambda one, _: one.theme.casefold() or "\uffff",
    "place": lambda one, _: one.place.casefold() or "\uffff",
    "freshness": lambda one, _: one.told,
    "feedback": lambda one, said: -said.get(one.id, 0),
}
