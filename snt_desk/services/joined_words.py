"""What is said of a record in one line: its title, a few words, its day.

A resident is called by what they wanted, never by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain import appointments, clock, meeting_days, partners, periods, tasks
from snt_desk.domain.priorities import CLOSED

_SHORT = 90


@dataclass(frozen=True)
class Words:
    """What the lines are put into words with: labels of codes, and the day on which they stand."""

    labels: Mapping[tuple[str, str], str]
    on: date

    def label(self, list_name: str, code: str | None) -> str:
        """The words for a code."""
        return self.labels.get((list_name, code or ""), code or "")

    def quietly(self, list_name: str, code: str | None) -> str:
        """The label within a sentence: `street meet`, but `X (Twitter)` as it is."""
        label = self.label(list_name, code)
        return label[:1].lower() + label[1:] if label[1:2].islower() else label


Said = tuple[str, str, date | None]
"""Title, words and day of a line."""


def priority(words: Words, title: str, status: str, result: str | None, day: date) -> Said:
    """A priority, and where it stands."""
    state = words.quietly("priority_status", status)
    if status == CLOSED:
        state = joined_up(state, words.quietly("priority_result", result))
    return _short(title), state, day


def task(
    words: Words, text: str, stage: str, raised: date, due: date | None, done: date | None
) -> Said:
    """A task of a plan, and whether it is done."""
    state = _open_or("done", words, due, done, tasks.is_overdue)
    return _short(text), joined_up(stage, state), done or due or raised


def round_(_words: Words, begun: date, months: int, ended: date | None) -> Said:
    """A round, by the day it began."""
    lasts = f"ended {clock.long_day(ended)}" if ended else f"{months} months"
    return f"Round from {clock.long_day(begun)}", lasts, begun


def consultation(words: Words, title: str, opened: date, closed: date | None) -> Said:
    """A consultation, and whether it is still open."""
    if closed is None:
        state = "open"
    elif closed < words.on:
        state = f"closed {clock.long_day(closed)}"
    else:
        # Its last day is one on which residents can still answer.
        state = f"open until {clock.long_day(closed)}"
    return _short(title), state, opened


def response(
    words: Words, theme: str, channel: str, count: int, received: date, place: str | None
) -> Said:
    """What was said, how often and how."""
    said = f"{count:,} {'response' if count == 1 else 'responses'}"
    title = joined_up(words.label("theme", theme), place)
    return title, joined_up(said, words.quietly("response_channel", channel)), received


def crime_note(_words: Words, source: str, taken: date, place: str | None) -> Said:
    """A note of published figures, and of which place."""
    return _short(source), place or "", taken


def meeting(words: Words, title: str, kind: str, start: datetime, end: datetime | None) -> Said:
    """A meeting, its kind and times."""
    said = joined_up(words.quietly("meeting_kind", kind), from_to(start, end))
    return _short(title), said, clock.local_day(start)


def action(words: Words, text: str, raised: date, due: date | None, closed: date | None) -> Said:
    """An action, and whether it is done."""
    return _short(text), _open_or("closed", words, due, closed, partners.is_overdue), raised


def partner(words: Words, name: str, kind: str) -> Said:
    """An organisation and its kind."""
    return _short(name), words.quietly("partner_kind", kind), None


def person(_words: Words, name: str, role: str | None, partner: str) -> Said:
    """Somebody at an organisation."""
    return _short(name), joined_up(role, partner), None


def case_review(
    _words: Words,
    subject: str,
    begun: date,
    asked: date | None,
    closed: date | None,
    place: str | None,
) -> Said:
    """A watch on repeated ASB, and how far it is."""
    state = f"asked for {clock.long_day(asked)}" if asked else "watched"
    if closed is not None:
        state = f"closed {clock.long_day(closed)}"
    return _short(subject), joined_up(place, state), asked or begun


def event(
    words: Words, title: str, kind: str, start: datetime, came: int | None, place: str | None
) -> Said:
    """An event, its kind and times."""
    came_words = "" if came is None else f"{came:,} came"
    said = joined_up(words.quietly("event_kind", kind), place, came_words)
    return _short(title), said, clock.local_day(start)


def group(words: Words, name: str, weeks: int | None, ended: date | None) -> Said:
    """A group, and how often it is to be reached."""
    every = "" if weeks is None else f"every {weeks} weeks" if weeks > 1 else "every week"
    over = f"no more since {clock.long_day(ended)}" if ended and ended <= words.on else ""
    return _short(name), joined_up(every, over), None


def contact(words: Words, subject: str, status: str, received: datetime) -> Said:
    """What a resident wants, and what became of it."""
    return _short(subject), words.quietly("contact_status", status), clock.local_day(received)


def appointment(
    words: Words, kind: str, at: datetime, lasts: int | None, status: str, subject: str | None
) -> Said:
    """A time agreed, and what about."""
    title = joined_up(words.label("appointment_kind", kind), subject)
    state = words.quietly("appointment_status", status)
    return _short(title), joined_up(appointments.said(at, lasts), state), clock.local_day(at)


def message(words: Words, text: str, kind: str, status: str, posted: datetime | None) -> Said:
    """A message, its kind and how far it is."""
    said = joined_up(words.quietly("message_kind", kind), words.quietly("message_status", status))
    return _short(text), said, None if posted is None else clock.local_day(posted)


def campaign(_words: Words, title: str, first: date, last: date) -> Said:
    """A campaign and its days."""
    return _short(title), periods.shown(first, last), first


def count(_words: Words, what: str, number: int) -> Said:
    """A line of a scorecard that was counted by hand."""
    return _short(what), f"{number:,}", None


def planned(
    words: Words,
    mode: str,
    start: datetime,
    end: datetime | None,
    place: str | None,
    became: int | None,
) -> Said:
    """A patrol that is planned, and whether one of the log came of it."""
    state = "planned" if became is None else "logged"
    until = f" to {clock.wall(end)}" if end else ""
    title = joined_up(words.label("mode", mode), place)
    return title, joined_up(f"{clock.wall(start)}{until}", state), clock.local_day(start)


def series(
    _words: Words, title: str, rule: str, every: int, first: date, until: date | None
) -> Said:
    """A meeting that comes again, and how."""
    last = f"until {clock.long_day(until)}" if until else ""
    return _short(title), joined_up(meeting_days.said(rule, every, first), last), first


def member(_words: Words, first: str, last: str, collar: str) -> Said:
    """Somebody of the team."""
    return f"{first} {last}", collar, None


_IsLate = Callable[[date | None, date | None, date], bool]


def _open_or(
    over: str, words: Words, due: date | None, closed: date | None, is_late: _IsLate
) -> str:
    """Say of something to be done whether it is, and until when it is to be."""
    if closed is not None and closed <= words.on:
        return f"{over} {clock.long_day(closed)}"
    if due is None:
        return "open"
    late = "overdue since" if is_late(due, closed, words.on) else "open, due"
    return f"{late} {clock.long_day(due)}"


def from_to(start: datetime, end: datetime | None) -> str:
    """A stretch of time on its day; its beginning alone where nobody has said when it ends."""
    return f"{clock.wall(start)} to {clock.wall(end)}" if end else clock.wall(start)


def joined_up(*parts: str | None) -> str:
    """What there is to say, with commas."""
    return ", ".join(part for part in parts if part)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
