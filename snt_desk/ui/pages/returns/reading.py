"""How the Return tab says things: months, changes, what is to be checked, what was sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from snt_desk.domain import clock, measures, remarks
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import NIL, NOT_RECORDED
from snt_desk.services import checks
from snt_desk.services.board import FigureLine, MonthState
from snt_desk.services.checks import CHECKED, TO_CHECK, WORTH, Check
from snt_desk.services.revisions import Revision
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.pages.returns.look import Seen

VERBS = {
    "": "Nothing to do",
    "open": "Open the patrol",
    "say none": "Checked, none",
    "take back": "Take back “none”",
    "write": "Write a word",
    "show": "Show its figures",
}
"""What the button below the list does about the line in hand."""
_OPENS = {"rounds": "Open the round", "priorities": "Open the priority"}
_ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "info": "info", "ok": "circle-check"}
TABS = {
    **dict.fromkeys(("members", "duties", "absences"), "Roster"),
    "patrols": "Patrols",
    **dict.fromkeys(("priorities", "rounds"), "Priorities"),
    **dict.fromkeys(("meetings", "actions"), "Partners"),
    "responses": "Priorities",
    **dict.fromkeys(("events", "contacts", "posts"), "Community"),
}
"""On which tab the records of a table are; those of others have none yet."""


def short_month(month: Month) -> str:
    """A month as a heading: `Oct 2026`."""
    return f"{month.shown[:3]} {month.year}"


def state(one: MonthState, unsaved: Collection[Month] = ()) -> str:
    """A month with what became of it: `October 2026: sent r1, changed`."""
    words = [_sent(one)]
    if one.month in unsaved:
        words.append("words not saved")
    return f"{one.month.shown}: {', '.join(words)}"


def _sent(one: MonthState) -> str:
    if one.revision:
        return f"sent r{one.revision}, changed" if one.changed else f"sent r{one.revision}"
    return "ready" if one.over else "open"


def change(now: int, then: int | None) -> str:
    """Say a change in percent, with a true minus: `+8 %`, `−31 %`; nothing where there is none."""
    if not then or now == then:
        return ""
    percent = remarks.percent(now, then)
    return f"{'+' if percent >= 0 else '−'}{abs(percent):,} %"


def amount(value: int, unit: str) -> str:
    """`2,565 minutes`, or a count alone."""
    return f"{value:,} minutes" if unit == measures.MINUTES else f"{value:,}"


def subtitle(seen: Seen) -> str:
    """What stands below the month: what was sent, or that it was not."""
    opens = "" if seen.is_empty else " Enter opens a figure’s records."
    if seen.revisions:
        return f"Sent as {sent_words(seen.revisions[0])}.{opens}"
    if seen.draft.made.as_at < seen.month.span.end:
        return f"Not over: its figures are provisional.{opens}"
    return f"Not sent yet.{opens}"


def sent_words(one: Revision) -> str:
    """`revision 1 on Tue 3 Nov`."""
    return f"revision {one.number} on {clock.short_day(clock.local_day(one.sent))}"


def drifted(seen: Seen) -> tuple[str, str]:
    """Say which sent figures are no longer right: a title and a sentence."""
    first, count = seen.drift[0], len(seen.drift)
    line = seen.line(".".join(first.key))
    label = line.label if line else ".".join(first.key)
    unit = measures.measure(first.key[0], first.key[1]).unit
    said = (
        f"Revision {seen.revisions[0].number} says {amount(first.sent, unit)} for “{label}”;"
        f" the records now say {first.now:,}."
    )
    if seen.only_change:
        said = f"{said} {seen.only_change}"
    if count == 1:
        return "One sent figure is no longer right", said
    return f"{count} sent figures are no longer right: F8 walks them", said


def breakable(path: Path) -> str:
    """A path that may wrap after each folder, where it is too long for a line."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")


# --- The check list ---------------------------------------------------------------------------


def check_lines(found: tuple[Check, ...]) -> list[Line | Title]:
    """Lay the look over out in its three parts."""
    lines: list[Line | Title] = []
    for part in (TO_CHECK, WORTH, CHECKED):
        mine = [one for one in found if one.part == part]
        if mine or part != WORTH:
            lines.append(Title(_TITLES[part], _how_many(found, part)))
            lines += [_line(one) for one in mine]
    return lines


_TITLES = {TO_CHECK: "To check", WORTH: "Worth a word", CHECKED: "Checked"}


def _how_many(found: tuple[Check, ...], part: str) -> str:
    if part == WORTH:
        return "the Command may ask"
    if part == CHECKED:
        done = sum(one.part == part for one in found)
        return f"{done} of {len(measures.SECTIONS)} sections"
    count = checks.left(found, part)
    return f"{count} left" if count else "nothing left"


def verb(one: Check | None) -> str:
    """Say what the button below the list does about a line."""
    if one is None:
        return VERBS[""]
    if one.does == "write" and one.part == TO_CHECK:
        return "Change the words"
    return _OPENS.get(one.table, VERBS["open"]) if one.does == "open" else VERBS[one.does]


def _line(one: Check) -> Line:
    return Line(one.title, id=one.id, icon=_ICONS[one.tone], tone=one.tone, sub=one.detail)


def still_to_look_at(seen: Seen) -> str:
    """What a question before sending lists: all that is not dealt with, or that there is none."""
    open_ = [one for one in seen.checks if one.tone in {"warn", "bad"}]
    asked = [one for one in seen.checks if one.part == WORTH and one.tone == "info"]
    lines = [f"To check: {one.title}. {_sentence(one.detail)}".strip() for one in open_]
    lines += [f"Worth a word: {one.title}." for one in asked]
    return "\n".join(lines) or "The check found nothing to look at."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


# --- The figures ------------------------------------------------------------------------------


def section_heading(name: str, lines: Sequence[FigureLine]) -> str:
    """A section's title, with what is not normal about it: `Consultation, not recorded`."""
    status = {line.status for line in lines}
    if status == {NOT_RECORDED}:
        return f"{name}, not recorded"
    return f"{name}, checked, none" if status == {NIL} else name


def about(line: FigureLine) -> str:
    """A figure in a sentence, for who writes on it: `2,565 minutes; 3,720 a year before, −31 %`."""
    said = amount(line.now, line.unit)
    if line.last_year is None:
        return said
    percent = change(line.now, line.last_year)
    return f"{said}; {line.last_year:,} a year before{f', {percent}' if percent else ''}"
