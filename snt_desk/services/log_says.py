"""What the log has for each theme and each place over some days: the return's own minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.effort import days
from snt_desk.services import effort


@dataclass(frozen=True)
class LogSays:
    """What the log has: how many patrols had a part in it, and the officers' minutes."""

    patrols: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class LogOf:
    """What the log has by theme, by place, and by both; codes.

    For a theme count the patrols for a priority of that theme; at a place what was spent
    there, or in a beat at what lies in it; for both, what was spent on a priority of that
    theme which is for that place, or was there.
    """

    by_theme: dict[str, LogSays] = field(default_factory=dict)
    by_place: dict[str, LogSays] = field(default_factory=dict)
    by_both: dict[tuple[str, str], LogSays] = field(default_factory=dict)


def between(session: Session, team_id: int, since: date, until: date) -> LogOf:
    """Count the days from *since* to *until*, both among them."""
    if until < since:
        return LogOf()
    within, known = days(since, until), _Known(session, team_id)
    by_theme, by_place, by_both = _Sums(), _Sums(), _Sums()
    for patrol, priority, spot, own in effort.everywhere(session, team_id, since, until):
        minutes, there = own.shared(within), known.round_about(spot)
        for place in there:
            by_place.add(place, patrol, minutes)
        if priority is None:
            continue
        theme, meant = known.priorities[priority]
        by_theme.add(theme, patrol, minutes)
        for place in there | meant:
            by_both.add((theme, place), patrol, minutes)
    return LogOf(by_theme.made(), by_place.made(), by_both.made())


class _Sums:
    """Patrols and minutes of each of something."""

    def __init__(self) -> None:
        self._patrols: dict[Any, set[str]] = defaultdict(set)
        self._minutes: dict[Any, int] = defaultdict(int)

    def add(self, what: Hashable, patrol: str, minutes: int) -> None:
        self._patrols[what].add(patrol)
        self._minutes[what] += minutes

    def made(self) -> dict[Any, LogSays]:
        return {
            what: LogSays(len(patrols), self._minutes[what])
            for what, patrols in self._patrols.items()
        }


class _Known:
    """What lies in what, and what the team's priorities are about."""

    def __init__(self, session: Session, team_id: int) -> None:
        place = m.Place
        rows = session.execute(
            select(place.id, place.code, place.parent_id).where(place.team_id == team_id)
        )
        self._of = {key: (code, parent) for key, code, parent in rows}
        self.priorities = self._priorities(session, team_id)

    def round_about(self, place: int | None) -> set[str]:
        """Name a place and what it lies in."""
        found: set[str] = set()
        while place is not None and place in self._of:
            code, place = self._of[place]
            if code in found:
                break
            found.add(code)
        return found

    def _priorities(self, session: Session, team_id: int) -> dict[int, tuple[str, set[str]]]:
        one, further = m.Priority, m.PriorityPlace
        query = select(one.id, one.theme, one.place_id).where(one.team_id == team_id)
        found = {
            key: (theme, self.round_about(place)) for key, theme, place in session.execute(query)
        }
        also = select(one.id, further.place_id).join(further, further.priority_id == one.id)
        for key, place in session.execute(also.where(one.team_id == team_id)):
            found[key][1].update(self.round_about(place))
        return found
