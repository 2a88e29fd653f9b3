"""The words for a priority: its line in the register, its state, its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import attrgetter

from snt_desk.domain import clock, priorities, rounds
from snt_desk.domain.clock import Month
from snt_desk.domain.priorities import ADOPTED, CLOSED, PROPOSED, PriorityDraft
from snt_desk.services.priorities import PriorityRow
from snt_desk.services.priority_lists import Voices
from snt_desk.services.rounds import RoundRow
from snt_desk.ui import named
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.long_lines import LongLines
from snt_desk.ui.named import one_line

_REF = attrgetter("ref")
HEADINGS = {ADOPTED: "Adopted", PROPOSED: "Proposed", CLOSED: "Closed"}


@dataclass(frozen=True)
class Around:
    """What the words for a priority need beside its row; `results` by their codes."""

    today: date
    results: Mapping[str, str] = field(default_factory=dict)
    voices: Voices = field(default_factory=Voices)
    round: RoundRow | None = None


def register(found: Mapping[str, Sequence[PriorityRow]], around: Around) -> LongLines[PriorityRow]:
    """Give the lines of the register, with a heading for each state that has some."""
    rows: list[PriorityRow | Title] = []
    ids: list[str | None] = []
    for status, heading in HEADINGS.items():
        if these := found.get(status, ()):
            rows += [Title(heading, _about(status, len(these), around)), *these]
            ids += [None, *map(_REF, these)]
    return LongLines(rows, ids, partial(line, around=around))


def _about(status: str, number: int, around: Around) -> str:
    """Say quietly beside a heading how many there are, and whence."""
    if status == ADOPTED and around.round:
        return f"{number} in the round of {months(around.round)}"
    if status == PROPOSED and around.voices.latest:
        return f"{number}, from {named.counted(around.voices.latest, 'response')}"
    return str(number)


def months(one: RoundRow) -> str:
    """Name a round by its months: `Sep to Dec 2026`."""
    first, last = one.begun, (one.ended or one.due) - clock.DAY
    begun, end = (Month.of(day).shown.split() for day in (first, max(first, last)))
    if begun == end:
        return f"{begun[0][:3]} {begun[1]}"
    year = "" if begun[1] == end[1] else f" {begun[1]}"
    return f"{begun[0][:3]}{year} to {end[0][:3]} {end[1]}"


def line(one: PriorityRow, around: Around) -> Line:
    """Give a priority as a line: what, where and since when, and what is to be known of it."""
    badge, tone = badge_of(one, around.results, around.today)
    sub = _where_and_when(one, around)
    return Line(one_line(one.title), id=one.ref, sub=sub, badge=badge, tone=tone)


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


def _where_and_when(one: PriorityRow, around: Around) -> str:
    today, said = around.today, around.voices.said.get(one.id, 0)
    if one.status == PROPOSED and said:
        return _sentence(f"{one.where or 'Anywhere'}: {said} said so")
    when = {
        ADOPTED: f"since {day(one.adopted or one.raised, today)}",
        CLOSED: f"closed {day(one.closed or one.raised, today)}",
    }.get(one.status, f"raised {day(one.raised, today)}")
    stands = standing(one, around.round) if one.status == ADOPTED else ""
    return _sentence(", ".join(filter(None, (one.where, when, stands))))


def standing(one: PriorityRow, now: RoundRow | None) -> str:
    """Say where it stands in the round that goes on: `new`, `continued`; empty without one."""
    if now is None:
        return ""
    return rounds.standing(one.adopted, one.closed, one.result, now.begun, now.ended) or ""


def subtitle(one: PriorityRow, window: str, around: Around) -> str:
    """Say below its title where and at what hours it is, what it is about, and since when."""
    about = [part for part in (one.where or "Anywhere", window, one.theme) if part]
    if one.closed:
        result = around.results.get(one.result or "", "").lower()
        when = f"Closed {clock.long_day(one.closed)}{': ' if result else ''}{result}."
    elif one.adopted:
        stands = standing(one, around.round)
        when = f"Adopted {clock.long_day(one.adopted)}{', ' if stands else ''}{stands}."
    else:
        when = f"Raised {clock.long_day(one.raised)}, not adopted yet."
    return f"{', '.join(about)}. {when}"


def facts(draft: PriorityDraft, partners: Sequence[str]) -> str:
    """Say who works on it with the team, and what the public reads of it."""
    said = [f"With {_listed(partners)}."] if partners else []
    if draft.public:
        issue = one_line(draft.issue or "")
        said.append(f"The public reads: {issue}" if issue else "It is on the public list.")
    return "\n".join(said)


def _listed(names: Sequence[str]) -> str:
    *others, last = (one_line(name) for name in names)
    return f"{', '.join(others)} and {last}" if others else last


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
