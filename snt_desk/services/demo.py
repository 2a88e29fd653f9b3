"""The demo team: a year of invented people's records, in a file of its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Setting
from snt_desk.domain import clock, demo
from snt_desk.domain.demo import outlines
from snt_desk.domain.demo.year import Year
from snt_desk.domain.package import Reading
from snt_desk.errors import DeskError
from snt_desk.services import (
    beat_map,
    demo_campaigns,
    demo_joins,
    demo_known,
    demo_partners,
    demo_public,
    imports,
    team,
)

_MARK = "demo"
_SEED = 2026


def make(session: Session, day: date) -> None:
    """Write the demo team's year up to a day; the same day gives the same records.

    Only before a quarter past twelve on the day itself it has fewer patrols, and residents wait
    since a little earlier: nothing is ahead.
    """
    reading = Reading()
    made = clock.this_minute() if day == clock.today() else None
    for name, rows in demo.rows(_SEED, day, made).items():
        reading.rows[name] = rows
        reading.lines[name] = list(range(2, len(rows) + 2))
    report = imports.take(session, reading, partial=False)
    if report.problems:
        raise RuntimeError(f"The demo team breaks a rule: {report.problems[0]}")
    team.choose(session, demo.TEAM)
    team_id = team.named(session, demo.TEAM).id
    _draw(session, team_id)
    demo_joins.join(session, team_id, _SEED, day)
    known = demo_known.known(session, team_id, Year(day, made))
    for part in (demo_partners, demo_public, demo_campaigns):
        part.join(session, _SEED, known)
    session.add(Setting(key=_MARK, value="true"))


def _draw(session: Session, team_id: int) -> None:
    """Give the team a map of its beats, and visits planned to its hot spots."""
    beat_map.load(session, team_id, outlines.FILE, outlines.outlines())
    for hotspot, visits in outlines.WEEKLY.items():
        beat_map.plan(session, team_id, hotspot, visits)


def is_demo(session: Session) -> bool:
    """Tell a demo team's database from a real one."""
    return session.scalar(select(Setting.id).where(Setting.key == _MARK)) is not None


def insist(session: Session) -> None:
    """Raise DeskError if the database is no demo team's."""
    if not is_demo(session):
        raise DeskError(
            "That is not a demo team's file", "It was left alone. Name another with --database."
        )
