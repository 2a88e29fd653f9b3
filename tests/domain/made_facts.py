"""Small months made by hand: what a test does not say is as dull as can be.

The team is WHA-1, the month October 2026, made as at 9 November; 202 is a constable, 404 a
PCSO, 808 a Special and 909 a volunteer of the team, all since 2020; 707 is of another team.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from snt_desk.domain import clock, figures
from snt_desk.domain.clock import Month
from snt_desk.domain.facts import (
    Absence,
    Action,
    Contact,
    Duty,
    Facts,
    Leg,
    Patrol,
    Posting,
    Priority,
    Visit,
)
from tests.domain.package_facts import GOLDEN, codes_of, read_table

TEAM = "WHA-1"
CODES = codes_of({"codes": read_table((GOLDEN / "tiny/package/codes.csv").read_bytes())})

t = clock.read_instant
d = clock.read_date


def posting(
    collar: str,
    role: str = "pc",
    start: str = "2020-01-01",
    end: str | None = None,
    *,
    team: str = TEAM,
    fte: int = 100,
) -> Posting:
    return Posting(collar, team, role, fte, d(start), d(end) if end else None)


STAFF = (
    posting("202"),
    posting("404", "pcso"),
    posting("808", "special"),
    posting("909", "volunteer"),
    posting("707", team="BRX-1"),
)


def facts(month: str = "2026-10", as_at: str = "2026-11-09T09:00", **records: Any) -> Facts:
    """Make a month with these records; postings are STAFF unless said."""
    records.setdefault("postings", STAFF)
    return Facts(TEAM, Month.parse(month), t(as_at), CODES, **records)


def leg(
    start: str,
    end: str | None,
    officers: str = "202",
    *,
    mode: str = "foot",
    beat: str | None = "B1",
    partners: tuple[str, ...] = (),
) -> Leg:
    """Make a leg; the patrol gives it its ref and number, `officers` stand apart by a space."""
    crew = tuple(officers.split())
    return Leg("", 0, mode, beat, t(start), t(end) if end else None, crew, partners)


def patrol(
    *legs: Leg,
    ref: str = "P1",
    purpose: str = "reassurance",
    priority: str | None = None,
    visible: bool = True,
) -> Patrol:
    """Make a patrol of legs in order."""
    numbered = tuple(
        Leg(ref, number, one.mode, one.beat, one.start, one.end, one.officers, one.partners)
        for number, one in enumerate(legs, 1)
    )
    return Patrol(ref, purpose, priority, visible, numbered)


def duty(start: str, end: str, collar: str = "202", ref: str = "D1") -> Duty:
    return Duty(ref, collar, t(start), t(end))


def absence(start: str, end: str, kind: str, collar: str = "202", ref: str = "A1") -> Absence:
    return Absence(ref, collar, t(start), t(end), kind)


def visit(start: str, end: str, hotspot: str = "H1", *, leg_has_end: bool = True) -> Visit:
    return Visit("P1", 1, hotspot, t(start), t(end), leg_has_end)


def priority(
    adopted: str | None = None,
    closed: str | None = None,
    last_update: str | None = None,
    *,
    theme: str = "asb",
    ref: str = "T1",
) -> Priority:
    result = "resolved" if closed else None
    return Priority(ref, theme, _day(adopted), _day(closed), result, _day(last_update))


def action(
    raised: str, due: str | None = None, closed: str | None = None, owner: str = "police"
) -> Action:
    return Action("X1", owner, d(raised), _day(due), _day(closed))


def contact(
    received: str, answered: str | None = None, status: str | None = None, ref: str = "Q1"
) -> Contact:
    """Make a contact by phone; the status is answered or open unless said."""
    given = t(answered) if answered else None
    return Contact(ref, "phone", t(received), given, status or ("answered" if given else "open"))


def _day(text: str | None) -> date | None:
    return d(text) if text else None


def values(of: Facts) -> dict[str, int]:
    """Give every figure that is not zero, by its name."""
    return {figure.name: figure.value for figure in figures.compute(of) if figure.value}


def value(of: Facts, name: str) -> int:
    """Give one figure that has a row, or stands for none in an open dimension: 0."""
    return values(of).get(name, 0)


def total(of: Facts, section: str, measure: str, by: str = "all") -> int:
    """Add up a measure by one of its dimensions."""
    key = (section, measure, by)
    return sum(figure.value for figure in figures.compute(of) if figure[:3] == key)


def names(of: Iterable[figures.Figure]) -> list[str]:
    return [figure.name for figure in of]
