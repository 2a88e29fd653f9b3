"""The words for a priority: its line in the register, its state, its months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from snt_desk.domain import clock, priorities
from snt_desk.domain.clock import Month
from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.named import one_line

HEADINGS = {ADOPTED: "Adopted", PROPOSED: "Proposed", CLOSED: "Closed"}


def register(
    rows: Sequence[PriorityRow], results: Mapping[str, str], wanted: str, today: date
) -> list[Line | Title]:
    """Give the lines of the register that have all words wanted, with a heading for each state."""
    shown: list[Line | Title] = []
    words = wanted.casefold().split()
    for status, heading in HEADINGS.items():
        found = [
            line(one, results, today)
            for one in rows
            if one.status == status and _says(one, results, words)
        ]
        if found:
            shown += [Title(heading, str(len(found))), *found]
    return shown


def line(one: PriorityRow, results: Mapping[str, str], today: date) -> Line:
    """Give a priority as a line: what, where and since when, and what is to be known of it."""
    badge, tone = badge_of(one, results, today)
    return Line(
        one_line(one.title), id=one.ref, sub=_where_and_when(one, today), badge=badge, tone=tone
    )


def badge_of(one: PriorityRow, results: Mapping[str, str], today: date) -> tuple[str, str]:
    """Say on a badge how fresh the news of a live one is, and what came of a closed one."""
    if one.status == CLOSED:
        return results.get(one.result or "", "").lower(), "plain"
    freshness = one.freshness_on(today)
    if freshness == "stale":
        return f"no news since {day(one.told, today)}", "warn"
    if freshness == "due":
        return "update due", "warn"
    return ("on track", "ok") if freshness else ("", "plain")


def _where_and_when(one: PriorityRow, today: date) -> str:
    when = {
        ADOPTED: f"since {day(one.adopted or one.raised, today)}",
        CLOSED: f"closed {day(one.closed or one.raised, today)}",
    }.get(one.status, f"raised {day(one.raised, today)}")
    return _sentence(f"{one.place}, {when}" if one.place else when)


def _says(one: PriorityRow, results: Mapping[str, str], words: Iterable[str]) -> bool:
    said = (one.title, one.theme, one.place, results.get(one.result or "", ""))
    text = " ".join(said).casefold()
    return all(word in text for word in words)


def subtitle(one: PriorityRow, results: Mapping[str, str]) -> str:
    """Say below its title where it is, what it is about, and since when."""
    about = [part for part in (one.place or "Anywhere", one.theme) if part]
    if one.closed:
        result = results.get(one.result or "", "").lower()
        when = f"Closed {clock.long_day(one.closed)}{': ' if result else ''}{result}."
    elif one.adopted:
        when = f"Adopted {clock.long_day(one.adopted)}."
    else:
        when = f"Raised {clock.long_day(one.raised)}, not adopted yet."
    return f"{', '.join(about)}. {when}"


def told(one: PriorityRow) -> str:
    """Say when residents were told, and when the next update is due."""
    said = f"{clock.long_day(one.last_update)}." if one.last_update else "Not yet."
    if one.status != ADOPTED:
        return said
    return f"{said} The next update is due by {clock.long_day(priorities.due(one.told))}."


def told_badge(one: PriorityRow, today: date) -> str:
    """Say in a badge that an update is due or overdue; empty where it is neither."""
    freshness = one.freshness_on(today)
    if freshness == "stale":
        return f"no news since {day(one.told, today)}"
    return f"update due by {day(priorities.due(one.told), today)}" if freshness == "due" else ""


def effort_heading(months: Sequence[Month], one: PriorityRow, today: date) -> str:
    """Say for which months the effort is counted."""
    first, last = months[0], months[-1]
    if one.status == CLOSED:
        year = "" if last.year == today.year else f" {last.year}"
        spell = "in" if first == last else f"from {name(first)} to"
        return f"Effort {spell} {name(last)}{year}"
    begun = Month.of(one.adopted or one.raised)
    if begun < first:
        return f"Effort in the last {len(months)} months"
    return f"Effort since {name(first)}"


def name(month: Month) -> str:
    """A month by its name alone, where the year is plain: `October`."""
    return month.shown.partition(" ")[0]


def day(of: date, today: date) -> str:
    """A day in few words: `14 Sep`, and its year where that is not this year's."""
    _, _, short = clock.short_day(of).partition(" ")
    return short if of.year == today.year else f"{short} {of.year}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
