"""A patrol in one line: `foot Bearton 0930-1100 1432 7104 bike marking`, taken apart.

The rules, which the guide tells as well:

- How, day, times, crew, place, reason, operation and outcomes come in any order; the note
  comes last.
- Two times belong together: `0930-1100`, `930 to 11`, `2215 +90`. Digits alone are a collar
  number if somebody has it, else a time.
- After the times and collar numbers, the note begins with the first word that means nothing;
  from there on nothing is read. A word before them that means nothing goes into the note too.
- A weekday, and a day by its number alone, stand before the times and collar numbers or after
  `on`: later `sat` and `2` are words of the note.
- A name is taken if it is written whole, and is one thing's only. After `at`, `with`, `for` and
  `op` the beginnings of its words will do. What could be two things goes into the note, and is
  said. What follows `;` is the note, whatever it is.

Nothing is filled in that was not written: what is missing stays missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from snt_desk.domain import typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.naming import Name, called, plain, singular
from snt_desk.domain.one_line_words import (
    CLOCK,
    DATE,
    DIGITS,
    MINUTES,
    MONTH,
    NUMBER,
    WEEKDAY,
    ZONE,
    is_time,
    pairs,
)

_LONGEST_NAME = 6
_AHEAD = 16
"""So many words are looked at to see whether a filler leads on to anything."""
_FILLERS = frozenset({"patrol", "on", "by", "and", "&", "from", "the"})
_TO = frozenset({"to", "-", "–", "until", "till"})


@dataclass(frozen=True)
class Names:
    """All that can be named in a line; the modes by the words for them, longest names first."""

    modes: Sequence[Name] = ()
    people: Sequence[Name] = ()
    partners: Sequence[Name] = ()
    places: Sequence[Name] = ()
    reasons: Sequence[Name] = ()
    operations: Sequence[Name] = ()
    outcomes: Sequence[Name] = ()


@dataclass(frozen=True)
class OneLine:
    """What was understood: values of the names, and texts as the fields of a form take them."""

    mode: str | None = None
    day: str = ""
    out: str = ""
    back: str = ""
    officers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    place: str | None = None
    reason: str | None = None
    operation: str = ""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    unsure: tuple[str, ...] = ()
    """What could be two things, and numbers that nobody has: a sentence each. The words are in
    the note."""


def read(text: str, names: Names, today: date) -> OneLine:
    """Take a line apart; every word is either understood or in the note."""
    said, _, rest = text.partition(";")
    reader = _Reader(said.split(), names, today)
    reader.read()
    return reader.found(rest.split())


Taken = int
"""How many words something took; 0 if it is not there."""


class _Reader:
    """Goes through the words once; each is taken by the first thing that knows it."""

    def __init__(self, words: Sequence[str], names: Names, today: date) -> None:
        self._words = words
        self._plain = [plain(one) for one in words]
        self._names = names
        self._today = today
        self._mode: str | None = None
        self._day = self._out = self._back = ""
        self._people: dict[str, None] = {}
        self._partners: dict[str, None] = {}
        self._place: str | None = None
        self._reason: str | None = None
        self._operation = ""
        self._outcomes: dict[str, int] = {}
        self._note: list[str] = []
        self._unsure: dict[str, None] = {}

    def found(self, rest: Sequence[str]) -> OneLine:
        """Give what was found; *rest* is the end of the note."""
        return OneLine(
            self._mode,
            self._day,
            self._out,
            self._back,
            tuple(self._people),
            tuple(self._partners),
            self._place,
            self._reason,
            self._operation,
            self._outcomes,
            " ".join([*self._note, *rest]),
            tuple(self._unsure),
        )

    def read(self) -> None:
        """Read the words, the note at the end as it stands."""
        last, at = self._last_sign(), 0
        while at < len(self._words):
            taken = self._take(at, before_the_signs=at <= last or last < 0)
            if not taken:
                self._doubt_number(at)
            if not taken and at > last:
                self._note += self._words[at:]
                return
            if not taken:
                self._note.append(self._words[at])
            at += taken or 1

    def _last_sign(self) -> int:
        """Find the last word of the times and collar numbers: the note is not before it."""
        collars = {one.value for one in self._names.people}
        last = -1
        for at, word in enumerate(self._plain):
            if self._words[at].upper() in collars or word.upper() in collars:
                last = at
            elif size := self._size_of_times(at):
                last = max(last, at + size - 1)
        return last

    def _take(self, at: int, *, before_the_signs: bool) -> Taken:
        if taken := self._known(at, before_the_signs=before_the_signs):
            return taken
        # `patrol` and `and` are passed over where what comes next is known.
        if self._plain[at] not in _FILLERS:
            return 0
        return 1 if self._leads_on(at, before_the_signs=before_the_signs) else 0

    def _leads_on(self, at: int, *, before_the_signs: bool) -> bool:
        """Whether something known follows a word, if need be after more of its kind."""
        # A reader of its own: nothing is taken yet.
        rest = _Reader(self._words[at : at + _AHEAD], self._names, self._today)
        for after in range(1, len(rest._words)):
            if rest._known(after, before_the_signs=before_the_signs):
                return True
            if rest._plain[after] not in _FILLERS:
                return False
        return False

    def _known(self, at: int, *, before_the_signs: bool) -> Taken:
        takers: list[Callable[[int], Taken]] = [
            self._collar_or_times,
            self._mode_or_short if before_the_signs else self._mode_by_name,
            self._marked,
            self._outcome,
            self._named,
            self._a_date,
            self._weekday
            if before_the_signs or self._plain[max(at, 1) - 1] == "on"
            else self._a_date,
        ]
        return next((taken for taker in takers if (taken := taker(at))), 0)

    # --- Times and days -----------------------------------------------------------------------

    def _collar_or_times(self, at: int) -> Taken:
        if size := self._size_of_times(at):
            return self._times(at, size)
        collar = self._one_of(self._names.people, self._plain[at : at + 1], whole=True)
        if collar is not None and self._plain[at].isdigit():
            self._people[collar] = None
            return 1
        if DIGITS.fullmatch(self._plain[at]) or CLOCK.fullmatch(self._plain[at]):
            return self._lone_time(at)
        return 0

    def _size_of_times(self, at: int) -> Taken:
        """Count the words of two times that belong together: `930 to 11`, `2215 +90`."""
        word, after = self._plain[at], self._plain[at + 1 : at + 3]
        if any(is_time(one[1]) and (one[2][0] == "+" or is_time(one[2])) for one in pairs(word)):
            return 1
        if not is_time(word):
            return 0
        zone = 1 if after and ZONE.fullmatch(after[0]) else 0
        after = self._plain[at + 1 + zone : at + 3 + zone]
        if after and MINUTES.fullmatch(after[0]):
            return 2 + zone
        if len(after) == 2 and after[0] in _TO and is_time(after[1]):
            end = at + 3 + zone
            return 3 + zone + bool(self._plain[end : end + 1] and ZONE.fullmatch(self._plain[end]))
        return 0

    def _times(self, at: int, size: int) -> Taken:
        if self._out:
            return 0
        for one in pairs(self._plain[at]):
            self._out, self._back = one[1], one[2]
            return size
        words = self._plain[at : at + size]
        second = next(n for n, one in enumerate(words) if one in _TO or one.startswith("+"))
        self._out = " ".join(words[:second])
        self._back = " ".join(words[second:] if words[second] not in _TO else words[second + 1 :])
        return size

    def _lone_time(self, at: int) -> Taken:
        word = self._plain[at]
        if not is_time(word) or (self._out and self._back):
            return 0
        after = self._plain[at + 1 : at + 2]
        zone = f" {after[0]}" if after and ZONE.fullmatch(after[0]) else ""
        if self._out:
            self._back = word + zone
        else:
            self._out = word + zone
        return 2 if zone else 1

    def _a_date(self, at: int) -> Taken:
        """Take a day that can be nothing else: `27/3`, `27 March 2026`, `yesterday`."""
        after = self._plain[at + 1 : at + 3]
        if re.fullmatch(r"\d{1,2}", self._plain[at]) and after and MONTH.fullmatch(after[0]):
            year = len(after) == 2 and re.fullmatch(r"\d{4}", after[1]) is not None
            return self._day_taken(at, 3 if year else 2)
        return self._day_taken(at, 1) if DATE.fullmatch(self._plain[at]) else 0

    def _weekday(self, at: int) -> Taken:
        """Take `fri` and `12`: after the times they are words of the note."""
        return self._day_taken(at, 1) if WEEKDAY.fullmatch(self._plain[at]) else 0

    def _day_taken(self, at: int, size: int) -> Taken:
        text = " ".join(self._plain[at : at + size])
        text = "-" if text == "yesterday" else text
        try:
            typed.read_day(text, self._today)
        except ClockError:
            return 0
        if self._day:
            return 0
        self._day = text
        return size

    # --- Names --------------------------------------------------------------------------------

    def _mode_or_short(self, at: int) -> Taken:
        return self._mode_taken(at, [word for one in self._names.modes for word in one.called])

    def _mode_by_name(self, at: int) -> Taken:
        # After the times `bike` is a word of the note, and `foot` still says how.
        return self._mode_taken(at, [one.value for one in self._names.modes])

    def _mode_taken(self, at: int, allowed: Sequence[str]) -> Taken:
        word = self._plain[at]
        found = [one.value for one in self._names.modes if word in (one.value, *one.called)]
        if self._mode is not None or not found or word not in allowed:
            return 0
        if len(word) == 1 and at:
            return 0
        self._mode = found[0]
        return 1

    def _marked(self, at: int) -> Taken:
        """Take what a word announces: `at`, `with`, `for`, `op`."""
        mark = self._plain[at]
        if mark in {"at", "in"} and self._place is None:
            return self._after(at, self._names.places, self._set_place)
        if mark == "with":
            return self._after(at, self._names.people, self._add_person) or self._after(
                at, self._names.partners, self._add_partner
            )
        if mark == "for" and self._reason is None:
            return self._after(at, self._names.reasons, self._set_reason)
        if mark in {"op", "operation"} and not self._operation:
            return self._operation_after(at)
        return 0

    def _operation_after(self, at: int) -> Taken:
        if taken := self._after(at, self._names.operations, self._set_operation):
            return taken
        if at + 1 >= len(self._words):
            return 0
        # One that nobody has written yet: its name is one word.
        self._operation = f"Op {self._words[at + 1].strip(',.').capitalize()}"
        return 2

    def _after(self, at: int, names: Sequence[Name], take: Callable[[str], None]) -> Taken:
        for size in range(min(_LONGEST_NAME, len(self._plain) - at - 1), 0, -1):
            found = called(names, self._plain[at + 1 : at + 1 + size], whole=False)
            if len(found) == 1:
                take(found[0])
                return 1 + size
            if found:
                self._doubt(at + 1, size, len(found))
                return 0
        return 0

    def _named(self, at: int) -> Taken:
        """Take what is called exactly so, the longest name first; of two things, neither."""
        for size in range(min(_LONGEST_NAME, len(self._plain) - at), 0, -1):
            words = self._plain[at : at + size]
            found = [
                (take, one)
                for names, take in self._open()
                for one in called(names, words, whole=True)
            ]
            if len(found) == 1:
                take, value = found[0]
                take(value)
                return size
            if found:
                self._doubt(at, size, len(found))
                return 0
        return 0

    def _open(self) -> Iterator[tuple[Sequence[Name], Callable[[str], None]]]:
        """List what can still be named, and who takes it."""
        yield self._names.people, self._add_person
        yield self._names.partners, self._add_partner
        if self._place is None:
            yield self._names.places, self._set_place
        if self._reason is None:
            yield self._names.reasons, self._set_reason
        if not self._operation:
            yield self._names.operations, self._set_operation

    def _outcome(self, at: int) -> Taken:
        """Take `arrest 1` and `2 arrests`; without a number it is a word of the note."""
        for size in range(min(_LONGEST_NAME, len(self._plain) - at - 1), 0, -1):
            words, after = self._plain[at : at + 1 + size], self._plain[at + 1 + size :]
            readings = [(words[:-1], words[-1])]
            # `12 arrest 2`: the number belongs to what stands before it.
            if not (after and after[0].isdigit()):
                readings.append((words[1:], words[0]))
            for name, number in readings:
                kind = self._one_of(self._names.outcomes, singular(name), whole=True)
                if kind is not None and re.fullmatch(r"[1-9]\d?", number):
                    self._outcomes[kind] = int(number)
                    return 1 + size
        return 0

    def _one_of(self, names: Sequence[Name], words: Sequence[str], *, whole: bool) -> str | None:
        found = called(names, words, whole=whole)
        return found[0] if len(found) == 1 else None

    def _doubt(self, at: int, size: int, many: int) -> None:
        said = " ".join(self._words[at : at + size]).strip(",")
        self._unsure[f"“{said}” could be {many} of them. It stands in the note."] = None

    def _doubt_number(self, at: int) -> None:
        if NUMBER.fullmatch(self._plain[at]):
            said = f"Nobody here has the number {self._plain[at]}. It stands in the note."
            self._unsure[said] = None

    def _add_person(self, collar: str) -> None:
        self._people[collar] = None

    def _add_partner(self, ref: str) -> None:
        self._partners[ref] = None

    def _set_place(self, code: str) -> None:
        self._place = code

    def _set_reason(self, value: str) -> None:
        self._reason = value

    def _set_operation(self, name: str) -> None:
        self._operation = name
