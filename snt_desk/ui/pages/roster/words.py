"""What a square of the month grid says in words, for a screen reader, a tooltip and below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.duties import NO_REST_DAYS, Absent, CoverRule, DayOf, DutyCode, Rostered
from snt_desk.domain.rest import Breach
from snt_desk.services.duty_month import PersonMonth

_MOST_NAMED = 3


def of_day(day: DayOf, role: str) -> str:
    """Say what somebody does: `Early 07:00 to 15:00, court 09:00 to 11:00`."""
    parts = [of_duties(day.duties), *(of_absence(one, day.slot.day) for one in day.absences)]
    said = ", ".join(part for part in parts if part)
    if said:
        return said
    if not day.posted:
        return "Not posted here"
    return "No duty" if role in NO_REST_DAYS else "Rest day"


def of_duties(held: Sequence[Rostered]) -> str:
    """Say one duty with its times, or how many there are and then each."""
    said = ", ".join(of_duty(one) for one in held)
    return f"{len(held)} duties: {said}" if len(held) > 1 else said


def of_duty(duty: Rostered) -> str:
    """Say a duty with its times: `Early 07:00 to 15:00`."""
    return f"{duty.label} {clock.wall(duty.start)} to {clock.wall(duty.end)}"


def of_absence(absence: Absent, day: date) -> str:
    """Say why somebody is away, and when, where it is not that whole day."""
    words = absence.label.lower() if absence.label[1:2].islower() else absence.label
    where = f", {absence.sent_to}" if absence.sent_to else ""
    begins = absence.start > clock.midnight(day)
    ends = absence.end < clock.midnight(day + clock.DAY)
    if begins and ends:
        return f"{words} {clock.wall(absence.start)} to {clock.wall(absence.end)}{where}"
    if begins:
        return f"{words} from {clock.wall(absence.start)}{where}"
    if ends:
        return f"{words} until {clock.wall(absence.end)}{where}"
    return f"{words}{where}"


def of_square(person: PersonMonth, day: DayOf, broken: Iterable[Breach]) -> str:
    """Say all of a square: who, when, what, and which rules it breaks."""
    rules = (one.title[:1].lower() + one.title[1:] for one in broken)
    when = clock.short_day(day.slot.day)
    return ", ".join((person.called, when, of_day(day, person.role), *rules))


def of_cover(rule: CoverRule, codes: Iterable[DutyCode]) -> str:
    """Say which cover is wanted: `Early and day, at least 2`."""
    labels = {one.code: one.label for one in codes}
    named = " and ".join(labels.get(code, code).lower() for code in rule.codes)
    return f"{named[:1].upper()}{named[1:]}, at least {rule.least}"


def short_day(day: date) -> str:
    """A day of the month in hand: `18 Dec`."""
    return clock.short_day(day).split(" ", 1)[1]


def month_name(month: Month) -> str:
    """The month without its year: `December`."""
    return month.shown.split()[0]


def people(names: Sequence[str]) -> str:
    """Name a few people, or count them."""
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return f"{len(names)} people"


def span(days: Sequence[date]) -> str:
    """Say days that lie together: `18 Dec`, `1 to 7 Dec`."""
    first, last = min(days), max(days)
    if first == last:
        return short_day(first)
    start = str(first.day) if first.month == last.month else short_day(first)
    return f"{start} to {short_day(last)}"
