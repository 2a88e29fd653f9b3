"""A month's return as it is looked at: its state, and its figures beside those of other months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock, measures
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import CodeFact
from snt_desk.domain.figures import NOT_RECORDED, Figure
from snt_desk.domain.measures import FIXED, QUALITY
from snt_desk.services import gather, returns
from snt_desk.services.returns import Draft, Drift, Key
from snt_desk.services.team import TeamName

WATCHED = 14
"""How many months back a sent return is held against the records."""


@dataclass(frozen=True)
class Compared:
    """A month's figures, those of the month before, and those of the same month last year."""

    now: Sequence[Figure]
    before: Sequence[Figure]
    last_year: Sequence[Figure]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded in the month."""
        return not any(figure.value for figure in self.now)


@dataclass(frozen=True)
class FigureLine:
    """A figure with those of the month before and of the same month last year.

    These are None where that month's section was not recorded. `sent` is what the last
    revision said, where that is not so any more. `section` is its heading.
    """

    key: Key
    section: str
    label: str
    unit: str
    now: int
    before: int | None
    last_year: int | None
    status: str
    sent: int | None = None

    @property
    def name(self) -> str:
        """The key in one word, as a note refers to it (`Figure.name`)."""
        return ".".join(self.key)


@dataclass(frozen=True)
class MonthState:
    """A month and what became of its return: `revision` is 0 while none was sent.

    `changed` says that a sent figure is no longer right; it is found out later
    (`is_changed`).
    """

    month: Month
    revision: int
    over: bool
    changed: bool = False


def months(session: Session, team: TeamName, today: date) -> list[MonthState]:
    """List the months that have records or returns, the present one first."""
    sent: dict[str, int] = {}
    query = select(m.Return.month, m.Return.revision).where(m.Return.team_id == team.id)
    for name, revision in session.execute(query):
        sent[name] = max(revision, sent.get(name, 0))
    present = Month.of(today)
    first = min([_first(session, team.id) or present, *map(Month.parse, sent)])
    listed, month = [], present
    while month >= first:
        listed.append(MonthState(month, sent.get(str(month), 0), month < present))
        month = month.plus(-1)
    return listed


def is_changed(session: Session, team: TeamName, state: MonthState) -> MonthState:
    """Hold a sent month against the records; takes as long as counting it."""
    changed = bool(state.revision) and bool(returns.drift(session, team, state.month))
    return replace(state, changed=changed)


def compared(session: Session, draft: Draft) -> Compared:
    """Count the months that a return is held against."""
    team, month = draft.team, draft.made.month
    return Compared(
        draft.made.figures,
        returns.counted(session, team, month.plus(-1)),
        returns.counted(session, team, month.plus(-12)),
    )


def lines(
    session: Session, team: TeamName, figures: Compared, drift: Iterable[Drift] = ()
) -> tuple[FigureLine, ...]:
    """Lay the month's figures beside last month's and last year's; all zero is left out.

    A figure that is not broken down stands even at zero: it may be what is looked for. One
    that was sent and is no longer right stands as well.
    """
    before, last_year = _Recorded(figures.before), _Recorded(figures.last_year)
    sent = {one.key: one.sent for one in drift}
    words = Words(session, team.id)
    return tuple(
        FigureLine(
            figure.key,
            measures.SECTIONS[figure.section],
            words.label(figure.key),
            figure.unit,
            figure.value,
            before.value(figure.key),
            last_year.value(figure.key),
            figure.status,
            sent.get(figure.key),
        )
        for figure in _with_gone(figures.now, sent)
        if figure.by == "all"
        or figure.value
        or figure.key in sent
        or before.value(figure.key)
        or last_year.value(figure.key)
    )


def _with_gone(now: Sequence[Figure], sent: Iterable[Key]) -> list[Figure]:
    """Add what was sent of a beat, hot spot or priority that has no row any more."""
    known = {figure.key for figure in now}
    gone = [key for key in sent if key not in known]
    status = {figure.section: figure.status for figure in now}
    made = [Figure(*key, 0, measures.measure(key[0], key[1]).unit, status[key[0]]) for key in gone]
    return sorted([*now, *made], key=lambda figure: _KEYS[figure.key[:3]])


_KEYS = {key: at for at, key in enumerate(measures.KEYS)}


class _Recorded:
    """The figures of another month, as far as anything was recorded."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._values: dict[Key, int] = {}
        self._silent: set[str] = set()
        for figure in figures:
            self._values[figure.key] = figure.value
            if figure.status == NOT_RECORDED:
                self._silent.add(figure.section)
        if "patrols" in self._silent:
            # A log without a patrol says nothing of its quality either.
            self._silent.add(QUALITY)

    def value(self, key: Key) -> int | None:
        """Give the figure; None where its section was not recorded."""
        return None if key[0] in self._silent else self._values.get(key, 0)


class Words:
    """Says each figure as a person would."""

    def __init__(self, session: Session, team_id: int) -> None:
        """Read the labels of codes and the names of the team's places and priorities."""
        self._codes = gather.codes(session)
        places = select(m.Place.code, m.Place.name).where(m.Place.team_id == team_id)
        priorities = select(m.Priority.ref, m.Priority.title).where(m.Priority.team_id == team_id)
        self._names: dict[str, Mapping[str, str]] = {
            "beat": dict(session.execute(places).all()),
            "priority": dict(session.execute(priorities).all()),
        }
        self._names["hotspot"] = self._names["beat"]

    def label(self, key: Key) -> str:
        """`Patrol time: foot`, `Visits: Woodhall shops`, `Left`."""
        section, name, by, category = key
        measure = measures.measure(section, name)
        return measures.phrase(measure, by, self._category(by, category))

    def _category(self, by: str, category: str) -> str:
        if by in self._names:
            return "no beat" if category == "none" else self._names[by].get(category, category)
        codes: Iterable[CodeFact] = FIXED.get(by) or self._codes.get(by, ())
        label = next((code.label for code in codes if code.code == category), category)
        return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _first(session: Session, team_id: int) -> Month | None:
    query = select(m.Leg.start).where(m.Leg.team_id == team_id).order_by(m.Leg.start).limit(1)
    start = session.scalar(query)
    return Month.of(clock.local_day(start)) if start else None
