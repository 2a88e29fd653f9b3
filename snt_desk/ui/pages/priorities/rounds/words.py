"""How rounds say things: their days, what is due, where each priority stands, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from snt_desk.domain import clock, priorities, rounds
from snt_desk.domain.clock import DAY
from snt_desk.services.rounds import RoundMember, RoundRow
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.named import counted, one_line, short

GROUPS = ("new", "continued", "replaced", "closed")
_MOST_NAMED = 5
_BADGES = {
    "to come": ("to come", "info"),
    "running": ("running", "ok"),
    "due": ("next due", "warn"),
    "overdue": ("next overdue", "bad"),
    "over": ("", "plain"),
}


# --- A round ----------------------------------------------------------------------------------


def title(one: RoundRow, today: date) -> str:
    """Name a round: `1 Aug to 30 Nov 2026`, `Since 1 Dec 2026`, `From 1 Dec 2026`."""
    if one.ended is None and one.begun > today:
        return f"From {clock.long_day(one.begun).partition(' ')[2]}"
    shown = one.shown
    return shown[:1].upper() + shown[1:]


def months(number: int) -> str:
    """`4 months`."""
    return counted(number, "month")


def badge(one: RoundRow, today: date) -> tuple[str, str]:
    """Say in a word how far a round is, and in which tone."""
    return _BADGES[one.awaits_on(today) or one.state_on(today)]


def line(one: RoundRow, today: date) -> Line:
    """Give a round as a line of the list."""
    said, tone = badge(one, today)
    parts = [months(one.months)]
    if one.ended is None:
        parts.append(f"next due {clock.short_day(one.due)}")
    if one.consultation:
        parts.append(f"after {short(one.consultation)}")
    return Line(title(one, today), id=one.ref, sub=", ".join(parts), badge=said, tone=tone)


def how_far(one: RoundRow, today: date) -> str:
    """Say in a sentence when the next one is due, or how this one ends."""
    state, due = one.state_on(today), clock.long_day(one.due)
    if one.ended is not None:
        last = clock.long_day(one.ended - DAY)
        said = f"Its last day {'was' if state == 'over' else 'is'} {last}."
        return f"{said} No round follows it yet." if one.awaits_on(today) else said
    if state == "overdue":
        return f"The next round was due on {due}, {counted((today - one.due).days, 'day')} ago."
    return f"The next round is due on {due}."


def facts(one: RoundRow) -> str:
    """Say when it began and how long it was to be."""
    return f"{months(one.months)} from {clock.long_day(one.begun)}."


# --- The priorities in it ---------------------------------------------------------------------


def members(
    found: Sequence[RoundMember],
    minutes: Mapping[str, int],
    results: Mapping[str, str],
    today: date,
) -> list[Line | Title]:
    """Lay the priorities of a round out by where they stand in it."""
    lines: list[Line | Title] = []
    for group in GROUPS:
        mine = [one for one in found if one.standing == group]
        if mine:
            lines.append(Title(group.capitalize(), str(len(mine))))
            lines += [_member(one, minutes, results, today) for one in mine]
    return lines


def _member(
    one: RoundMember, minutes: Mapping[str, int], results: Mapping[str, str], today: date
) -> Line:
    row = one.priority
    instead = [f"by {short(other.title)}" for other in one.replaced_by]
    asked = f"{residents(one.feedback)} asked" if one.feedback else ""
    spent = minutes.get(row.ref, 0)
    effort = f"{clock.hours_long(spent)} officer time" if spent else ""
    told = f"told {day(row.last_update, today)}" if row.last_update else "not told yet"
    said = ", ".join(part for part in (*instead, row.place, asked, effort, told) if part)
    badge, tone = _state(one, results, today)
    return Line(one_line(row.title), id=row.ref, sub=said, badge=badge, tone=tone)


def _state(one: RoundMember, results: Mapping[str, str], today: date) -> tuple[str, str]:
    """What came of a closed one; of a live one how its news is, which is no matter of the round."""
    row = one.priority
    if one.standing in {"closed", "replaced"}:
        return results.get(row.result or "", row.result or "").lower(), "plain"
    freshness = row.freshness_on(today)
    if freshness == "stale":
        return f"no news since {day(row.told, today)}", "warn"
    return ("update due", "warn") if freshness == "due" else ("", "plain")


def residents(number: int) -> str:
    """`40 residents`."""
    return counted(number, "resident")


def day(of: date, today: date) -> str:
    """A day in few words: `14 Sep`, and its year where that is not this year's."""
    said = clock.short_day(of).partition(" ")[2]
    return said if of.year == today.year else f"{said} {of.year}"


# --- News, apart from the round ---------------------------------------------------------------


def silence(one: RoundRow, found: Iterable[RoundMember], today: date) -> tuple[str, str]:
    """Say which live priorities fail the three-month limit, and how the round itself is.

    A title and sentences; both empty where none does, or the round is over.
    """
    told = [(member.priority.title, member.priority.told) for member in found if member.days_silent]
    silent = rounds.silent(told, today)
    if not silent or one.state_on(today) == "over":
        return "", ""
    count = "1 priority" if len(silent) == 1 else f"{len(silent)} priorities"
    heading = f"{count} without a public update for over {priorities.MONTHS_FRESH} months"
    named = [
        f"{short(which.title)}: {counted(which.days, 'day')} over."
        for which in silent[:_MOST_NAMED]
    ]
    if more := len(silent) - len(named):
        named.append(f"And {more} more.")
    if one.state_on(today) in {"running", "due"} and one.ended is None:
        until = clock.long_day(one.due)
        named.append(f"The round itself is within its {months(one.months)}, until {until}.")
    return heading, " ".join(named)


def news(found: Iterable[RoundMember], today: date) -> list[str]:
    """Say when residents were last told, and which update is due next."""
    rows = [one.priority for one in found]
    told = max((row.last_update for row in rows if row.last_update), default=None)
    said = [f"Last told on {clock.long_day(told)}." if told else "Not told of any yet."]
    live = [row for row in rows if row.freshness_on(today)]
    if live:
        first = min(live, key=lambda row: (row.told, row.title))
        due = priorities.due(first.told)
        verb = "was" if due < today else "is"
        said.append(f"An update {verb} due by {clock.long_day(due)}: {short(first.title)}.")
    return said


def effort(minutes: Mapping[str, int]) -> str:
    """Say how much officer time its priorities were given."""
    whole = sum(minutes.values())
    return (
        f"{clock.hours_long(whole)} of officer time on them." if whole else "No patrols for them."
    )
