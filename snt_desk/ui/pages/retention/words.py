"""How residents' details are spoken of: states, days, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.retention import State
from snt_desk.services.mentions import Mention
from snt_desk.services.old_copies import Old
from snt_desk.services.retention import Decision, Place, Row
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.named import counted

_LONG = 30
"""So many days after its day a review is no longer due, but overdue."""
STAYS = (
    "When it came, how, whose it is and whether it was answered stay: every figure of every"
    " return is as before. The history says that the details were wiped."
)
GOES = "Name, way of contact, access needs and subject go, here and in the history."
NOT_BACK = "This cannot be undone."
CLEARED = "Nothing of it is left in the data file."
NOT_YET = "They go when the file is written anew. It takes some seconds."
BEING_TYPED = (
    "It is being typed on another tab",
    "Save it or clear it there first: then it can be redacted.",
)
NEW_FIRST = "A new backup is made and read back first."
LOOK_ONLY = "The file is open to look only"
NOT_NOTED = "Details are not shown: it could not be noted that they were."
NO_PERIOD = "Your force says after how long details are reviewed. None is set here."


def state(row: Row, today: date) -> tuple[str, str]:
    """What is to be done, in two or three words, and the tone of its badge."""
    if row.state is State.HELD:
        return "on hold", "plain"
    if row.review_on is None:
        return "no date", "info"
    days = (row.review_on - today).days
    if row.state is State.DUE:
        return ("due", "warn") if days > -_LONG else ("overdue", "bad")
    if row.state is State.SOON:
        return f"in {counted(days, 'day')}", "warn"
    return "", "plain"


def facts(row: Row) -> str:
    """When and how a contact came in, whose it is, and how it stands."""
    came = f"{clock.long_day(clock.local_day(row.received))} {clock.wall(row.received)}"
    parts = (f"{came}, by {row.channel.lower()}", row.owner, row.status)
    return "\n".join(part for part in parts if part)


def review(row: Row) -> str:
    """When the next review is, or why there is none."""
    if row.hold is not None:
        return f"On hold: {row.hold}"
    if row.review_on is None:
        return "It has no review date."
    return f"Review on {clock.long_day(row.review_on)}"


def decided(decision: Decision) -> str:
    """One decision in a line: `Sun 22 Nov 2026, 101: Keep until …. The case goes on.`."""
    day = clock.long_day(clock.local_day(decision.at))
    return f"{day}, {decision.who}: {decision.label}. {decision.reason}"


def totals(places: Sequence[Place]) -> list[tuple[str, str]]:
    """How many there are of each state."""
    said = (
        (State.DUE, "due"),
        (State.SOON, "due in 30 days"),
        (State.NO_DATE, "without a date"),
        (State.HELD, "on hold"),
    )
    counts = [(sum(one.state is state for one in places), words) for state, words in said]
    return [(f"{len(places):,}", "contacts"), *((f"{n:,}", words) for n, words in counts if n)]


def contacts(count: int) -> str:
    """`a contact`, or `3 contacts`: the journal says beside it which."""
    return "a contact" if count == 1 else f"{count:,} contacts"


def lines(mentions: Sequence[Mention]) -> Iterator[Line | Title]:
    """Where else details stand: what is surely meant, then what may be another's."""
    for sure, said in ((True, "The same name, number or address"), (False, "A part of a name")):
        these = [one for one in mentions if one.sure is sure]
        if these:
            yield Title(said, counted(len(these), "place"))
        for one in these:
            badge = _DOES.get(one.does, "") or ("history" if one.past else "")
            yield Line(f"{one.called}: {one.field.lower()}", one.id, sub=one.excerpt, badge=badge)


_DOES = {"anonymise": "anonymise too", "stays": "stays"}


def copies(old: Old) -> str:
    """How many backups have the details still, and until when: `2 backups …, until 14 Dec 2027`.

    And where a copy is that was left when the data was moved; empty where there is neither.
    """
    return " ".join(said for said in (_backups(old), _moved(old)) if said)


def _moved(old: Old) -> str:
    if not old.moved:
        return ""
    where = ", ".join(str(one) for one in old.moved)
    return f"The copy left by a move may have them too: {where}. Remove it by hand."


def _backups(old: Old) -> str:
    if not old.backups:
        return ""
    have = "has" if len(old.backups) == 1 else "have"
    until = f", until about {clock.long_day(old.until)}" if old.until else ""
    return f"{counted(len(old.backups), 'backup')} made before still {have} the details{until}."


def gone_out(left: int) -> str:
    """How often something left the desk that may have the details: the journal says to whom."""
    times = "once" if left == 1 else f"{left:,} times"
    return f"Something was exported or printed {times} since: the journal says to whom it went."
