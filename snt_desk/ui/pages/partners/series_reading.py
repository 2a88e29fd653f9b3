"""What stands in the form of a meeting that comes again, and which meetings that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from snt_desk.domain import clock, meeting_days, typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.ui import days, when
from snt_desk.ui.pages.partners import meets_reading
from snt_desk.ui.pages.partners.meets_reading import TypedMeets, unknown
from snt_desk.ui.when import When

FIELDS: Final = (
    *("kind", "title", "first", "from", "lasts", "every", "rule", "until"),
    *("venue", "place", "priority", "officers", "partners", "agenda", "left_out"),
)
"""In the order in which they are read."""
_FIELD_OF: Final = {"date": "first", "from": "from", "until": "lasts"}
_WORDS_OF_DAY: Final = 4
_AHEAD: Final = 13
"""So many months to come are looked through for what the clocks do."""
_SHOWN: Final = 3
_FAR: Final = date(clock.LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class TypedSeries(TypedMeets):
    """All that stands in the form.

    `begins_with` is the ref of the meeting with which a new one begins, if that is there already.
    """

    every: str = "1"
    rule: str | None = None
    no_rule: str = ""
    until: str = ""
    agenda: str = ""
    left_out: str = ""
    begins_with: str = ""


# --- From the form ----------------------------------------------------------------------------


def times(typed_in: TypedSeries, today: date) -> When:
    """Read when the first of them is."""
    ahead = typed.read_day_ahead
    return when.read(typed_in.day, typed_in.start, typed_in.end, today, ahead)


def draft(typed_in: TypedSeries, today: date) -> SeriesDraft:
    """Give the meetings that are meant, as far as they can be read."""
    meant = times(typed_in, today)
    lasts = None
    if meant.start is not None and meant.end is not None:
        lasts = clock.minutes_between(meant.start, meant.end)
    return SeriesDraft(
        kind=typed_in.kind or "",
        title=typed_in.title,
        rule=typed_in.rule or "weekly",
        every=int(typed_in.every) if _is_number(typed_in.every) else 1,
        first=meant.day,
        at=clock.wall(meant.start) if meant.start else "",
        lasts=lasts,
        until=days.meant(typed_in.until, today, ahead=True),
        venue=typed_in.venue or None,
        place=typed_in.place,
        priority=typed_in.priority,
        agenda=typed_in.agenda.strip() or None,
        partners=typed_in.partners,
        officers=typed_in.officers,
        left_out={day: why for _, day, why in _left_out(typed_in, today) if day is not None},
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(meeting_days.MOST_EVERY))


def _left_out(typed_in: TypedSeries, today: date) -> Iterator[tuple[str, date | None, str | None]]:
    """Give each line of the days that are left out, its day if it has one, and why."""
    for line in typed_in.left_out.splitlines():
        words = line.split()
        if words:
            yield line.strip(), *_day_and_why(words, today)


def _day_and_why(words: list[str], today: date) -> tuple[date | None, str | None]:
    for number in range(min(_WORDS_OF_DAY, len(words)), 0, -1):
        try:
            day = typed.read_day_ahead(" ".join(words[:number]).rstrip(",:"), today)
        except ClockError:
            continue
        return day, " ".join(words[number:]) or None
    return None, None


def problems(typed_in: TypedSeries, today: date) -> list[Problem]:
    """Say what stops them from being saved, in the order of the fields."""
    meant = times(typed_in, today)
    unread = [Problem(_FIELD_OF[one.field], one.text) for one in meant.problems]
    unread += _unread(typed_in, today)
    covered = {"from", "rule"} if any(one.field == "first" for one in unread) else set()
    return together(unread, draft(typed_in, today).problems(), FIELDS, covered)


def _unread(typed_in: TypedSeries, today: date) -> Iterator[Problem]:
    yield from unknown(typed_in, "Choose one from the list.")
    if not _is_number(typed_in.every):
        yield Problem("every", f"Enter a number from 1 to {meeting_days.MOST_EVERY}.")
    if typed_in.rule is None and typed_in.day:
        yield Problem("rule", "Choose on which days from the list.")
    if why := days.fault(typed_in.until, today):
        yield Problem("until", why)
    for line, day, _ in _left_out(typed_in, today):
        if day is None:
            yield Problem("left_out", f"“{line}” does not begin with a day. Write 27/3 and why.")
            return


def cautions(typed_in: TypedSeries, today: date, others: list[str]) -> Iterator[Caution]:
    """Say what looks odd; it can be saved. `others` are the titles of the other series."""
    meant = draft(typed_in, today)
    yield from meant.warnings(others)
    if meant.first is None or not meant.has_days:
        return
    to = clock.add_months(today, _AHEAD)
    for one in meant.occurrences(max(today, meant.first), to):
        if one.remark:
            yield Caution("from", one.remark)
            break
    for day in meant.left_out or {}:
        if not any(meeting_days.days(meant.rule, meant.every, meant.first, day, day, meant.until)):
            yield Caution("left_out", f"{clock.long_day(day)} is none of these days.")
            break


def said_back(typed_in: TypedSeries, today: date) -> tuple[str, str]:
    """Say the next days back, `Tue 8 Dec, Tue 12 Jan and so on`; or quietly that there is none."""
    meant = draft(typed_in, today)
    if meant.first is None or meant.rule not in meeting_days.fitting(meant.first):
        return "", ""
    if not 1 <= meant.every <= meeting_days.MOST_EVERY:
        return "", ""
    since, to = max(today, meant.first), meant.until or _FAR
    every = meeting_days.days(meant.rule, meant.every, meant.first, since, to)
    found = (clock.short_day(day) for day in every if day not in (meant.left_out or {}))
    coming = list(islice(found, _SHOWN + 1))
    if not coming:
        return "", "None is to come."
    more = "and so on" if len(coming) > _SHOWN else "and no more"
    return f"{', '.join(coming[:_SHOWN])} {more}", ""


def rules(typed_in: TypedSeries, today: date) -> list[tuple[object, str]]:
    """Give what can be chosen for the days, by the day of the first: `weeks, on Tuesday`."""
    first = times(typed_in, today).day
    if first is None:
        return []
    return [(rule, _rule_words(rule, first)) for rule in meeting_days.fitting(first)]


def nearest(rule: str | None, offered: list[str]) -> str:
    """Give of the rules that are offered the one that is most like another."""
    alike = {"month_last_day": "month_day", "month_weekday": "month_last_weekday"}
    alike |= {"month_last_weekday": "month_weekday"}
    wanted = rule or "month_weekday"
    return next((one for one in (wanted, alike.get(wanted)) if one in offered), offered[0])


def _rule_words(rule: str, first: date) -> str:
    unit = "weeks" if rule == "weekly" else "months"
    return f"{unit}, {meeting_days.which(rule, first)}"


# --- Into the form ----------------------------------------------------------------------------


def written(series: SeriesDraft, begins_with: str = "") -> TypedSeries:
    """Give meetings that come again as the form shows them."""
    start = end = ""
    if series.first is not None:
        one = meeting_days.on(series.first, series.at, series.lasts)
        start, end = when.written_time(one.start), when.written_time(one.end)
    left_out = series.left_out or {}
    meets = meets_reading.written(series, days.written(series.first), start, end)
    return TypedSeries(
        **vars(meets),
        every=str(series.every),
        rule=series.rule,
        until=days.written(series.until),
        agenda=series.agenda or "",
        left_out="\n".join(_left_out_line(day, left_out[day]) for day in sorted(left_out)),
        begins_with=begins_with,
    )


def _left_out_line(day: date, why: str | None) -> str:
    return " ".join(filter(None, (clock.long_day(day), why)))


def begun(today: date) -> TypedSeries:
    """Give what stands in the form of new ones: from today, every month."""
    return TypedSeries(day=days.written(today), rule=meeting_days.fitting(today)[-1])
