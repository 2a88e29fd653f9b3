"""What residents said in a consultation, ranked, beside the one before and what the log says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain import consultations as rules
from snt_desk.domain.consultations import NOWHERE
from snt_desk.domain.priorities import MONTHS_FRESH
from snt_desk.services import consultations, log_says
from snt_desk.services.log_says import LogOf, LogSays

By = Literal["theme", "place", "theme and place", "channel"]
"""By what a consultation is ranked."""
_NO_PLACE = "No place named"


class Said(NamedTuple):
    """What is counted together: codes."""

    theme: str
    place: str
    channel: str

    def is_of(self, theme: str, place: str | None) -> bool:
        """Whether it is of that theme, and that place if one is given."""
        return self.theme == theme and place in {None, self.place}


@dataclass(frozen=True)
class RankRow:
    """What so many residents said; codes of what it is ranked by, the others None.

    `words` are the labels of its codes. `whole` are all of this consultation, `linked` how
    many of these belong to a priority already. `before` is the same count in the
    consultation before, None if there was none; `log` None where the log can say nothing.
    """

    theme: str | None
    place: str | None
    channel: str | None
    words: str
    count: int
    whole: int
    before: int | None
    linked: int
    log: LogSays | None

    @property
    def share(self) -> int:
        """How many of a hundred said it."""
        return rules.percent(self.count, self.whole)

    @property
    def few(self) -> bool:
        """Whether so few said it that the number stays at the desk."""
        return rules.is_few(self.count)

    @property
    def difference(self) -> str:
        """How that differs from the consultation before, in words; nothing if there was none."""
        return "" if self.before is None else rules.compared(self.count, self.before)


@dataclass(frozen=True)
class Counted:
    """What was said in a consultation and the one before, added up; `labels` are by kind of code.

    `before_title` is None where nobody asked before.
    """

    whole: int
    before_title: str | None
    before_whole: int
    labels: Mapping[str, Mapping[str, str]]
    said: Mapping[Said, int]
    linked: Mapping[Said, int]
    said_before: Mapping[Said, int]

    def by_channel(self, theme: str, place: str | None) -> dict[str, int]:
        """Give what was said of a theme, there or wherever, by the labels of the channels."""
        found: Counter[str] = Counter()
        for what, count in self.said.items():
            if what.is_of(theme, place):
                found[self.labels["channel"].get(what.channel, what.channel)] += count
        return dict(found)

    def before(self, theme: str, place: str | None) -> int | None:
        """Count the same the time before; None if nobody asked then."""
        if self.before_title is None:
            return None
        return sum(count for what, count in self.said_before.items() if what.is_of(theme, place))

    def words(self, theme: str | None, place: str | None, channel: str | None = None) -> str:
        """Put codes in words: `Speeding, Haldens`."""
        parts = []
        for name, code in (("theme", theme), ("place", place), ("channel", channel)):
            if code == NOWHERE and name == "place":
                parts.append(_NO_PLACE if theme is None else _NO_PLACE.lower())
            elif code is not None:
                parts.append(self.labels[name].get(code, code))
        return ", ".join(parts)


@dataclass(frozen=True)
class Ranked:
    """A consultation counted once, to be ranked by anything.

    `log` is what the log has from `since` to `until`, both among them.
    """

    counted: Counted
    since: date
    until: date
    log: LogOf

    def by(self, by: By) -> tuple[RankRow, ...]:
        """Rank it, the most first; also what was said the time before and not now."""
        counted = self.counted
        now, linked = _summed(counted.said, by), _summed(counted.linked, by)
        before = _summed(counted.said_before, by)
        rows = [
            self._row(key, now[key], before[key], linked[key]) for key in now.keys() | before.keys()
        ]
        return tuple(sorted(rows, key=lambda row: (-row.count, -(row.before or 0), row.words)))

    def _row(self, key: Key, count: int, before: int, linked: int) -> RankRow:
        theme, place, _ = key
        known = None if self.counted.before_title is None else before
        words, whole = self.counted.words(*key), self.counted.whole
        return RankRow(*key, words, count, whole, known, linked, self._log(theme, place))

    def _log(self, theme: str | None, place: str | None) -> LogSays | None:
        if place == NOWHERE or (theme is None and place is None):
            return None
        if theme is None:
            return self.log.by_place.get(place or "", LogSays())
        if place is None:
            return self.log.by_theme.get(theme, LogSays())
        return self.log.by_both.get((theme, place), LogSays())


Key = tuple[str | None, str | None, str | None]
"""The theme, place and channel of a row; None for what it is not ranked by."""


def ranked(session: Session, consultation_ref: str, today: date) -> Ranked:
    """Count a consultation, beside the one before and the log; for the worker.

    The log is counted since the round before began. Raises DeskError if the consultation is
    gone.
    """
    one = consultations.found(session, consultation_ref)
    since, until = _since(session, one), min(one.closed or today, today)
    log = log_says.between(session, one.team_id, since, until)
    return Ranked(counted(session, consultation_ref), since, until, log)


def counted(session: Session, consultation_ref: str) -> Counted:
    """Add up a consultation and the one before, in the database; DeskError if it is gone."""
    one = consultations.found(session, consultation_ref)
    last = _last(session, consultation_ref)
    said, linked = _said(session, one.id)
    said_before, _ = _said(session, last.id) if last else ({}, {})
    return Counted(
        whole=sum(said.values()),
        before_title=last.title if last else None,
        before_whole=sum(said_before.values()),
        labels=_labels(session, one.team_id),
        said=said,
        linked=linked,
        said_before=said_before,
    )


def _last(session: Session, consultation_ref: str) -> m.Consultation | None:
    earlier = consultations.before(session, consultation_ref)
    return None if earlier is None else consultations.found(session, earlier)


def _said(session: Session, key: int) -> tuple[dict[Said, int], dict[Said, int]]:
    """Add up all of a consultation, and what of it is linked."""
    one = m.Response
    linked = func.sum(case((one.priority_id.is_not(None), one.count), else_=0))
    parts = (one.theme, one.place_id, one.channel)
    query = (
        select(*parts, func.sum(one.count), linked)
        .where(one.consultation_id == key)
        .group_by(*parts)
    )
    codes: dict[int, str] = dict(session.execute(select(m.Place.id, m.Place.code)).all())
    said, belongs = {}, {}
    for theme, place, channel, counted, joined in session.execute(query):
        what = Said(theme, NOWHERE if place is None else codes[place], channel)
        said[what] = counted
        if joined:
            belongs[what] = joined
    return said, belongs


def _since(session: Session, one: m.Consultation) -> date:
    """Give the day on which the round before began, from which the log is counted.

    It is the one that ran when the consultation opened; else the log is counted since the
    consultation before, and without one for three months.
    """
    running = select(func.max(m.Round.begun)).where(
        m.Round.team_id == one.team_id,
        m.Round.begun <= one.opened,
        m.Round.consultation_id.is_distinct_from(one.id),
    )
    begun: date | None = session.scalar(running)
    if begun is not None:
        return begun
    last = _last(session, one.ref)
    return last.opened if last else clock.add_months(one.opened, -MONTHS_FRESH)


def _labels(session: Session, team_id: int) -> dict[str, dict[str, str]]:
    code, place = m.Code, m.Place
    found: dict[str, dict[str, str]] = {"theme": {}, "response_channel": {}}
    query = select(code.list, code.code, code.label).where(code.list.in_(tuple(found)))
    for name, key, label in session.execute(query):
        found[name][key] = label
    named = select(place.code, place.name).where(place.team_id == team_id)
    return {
        "theme": found["theme"],
        "channel": found["response_channel"],
        "place": dict(session.execute(named).all()),
    }


def _summed(said: Mapping[Said, int], by: By) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for what, count in said.items():
        sums[_key(what, by)] += count
    return sums


def _key(what: Said, by: By) -> Key:
    if by == "theme":
        return what.theme, None, None
    if by == "place":
        return None, what.place, None
    if by == "channel":
        return None, None, what.channel
    return what.theme, what.place, None
