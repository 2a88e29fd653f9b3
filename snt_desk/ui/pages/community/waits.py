"""How long a resident waits, in the words of the tab: what is left of the 72 hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from snt_desk.domain import clock, community
from snt_desk.services.waiting import OnDuty

_HOUR = timedelta(hours=1)


def left(received: datetime, now: datetime) -> str:
    """Say what is left: `43 h left`, `45 min left`, or `2 h 30 min over`."""
    rest = community.time_left(received, now)
    if rest < timedelta(0):
        over = -rest
        days = over.days
        return f"{days:,} days over" if days > 2 else f"{clock.hours_long(_minutes(over))} over"
    hours = rest // _HOUR
    return f"{hours} h left" if hours else f"{_minutes(rest)} min left"


def tone(received: datetime, now: datetime) -> str:
    """Give the badge's tone: bad once they are over, amber on the last day, else none."""
    rest = community.time_left(received, now)
    if rest < timedelta(0):
        return "bad"
    return "warn" if rest < community.LAST_DAY else ""


def duty(one: OnDuty) -> str:
    """Say when somebody is on duty: `on duty until 16:00`, `next on duty Tue 24 Nov, 14:00`."""
    if one.is_on:
        return f"on duty until {clock.wall(one.end)}"
    return f"next on duty {clock.short_day(clock.local_day(one.start))}, {clock.wall(one.start)}"


def part(received: datetime, now: datetime) -> float:
    """Give how much of the 72 hours is used up, 0 to 1."""
    used = (now - received) / community.REPLY_WITHIN
    return min(1.0, max(0.0, used))


def answered(received: datetime, at: datetime) -> str:
    """Say how long an answer took: `answered in 18 h`, `took 4 days`."""
    took = at - received
    if took.days > 2 and not community.in_time(received, at):
        return f"took {took.days:,} days"
    word = "answered in" if community.in_time(received, at) else "took"
    return f"{word} {clock.hours_long(_minutes(took))}"


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
