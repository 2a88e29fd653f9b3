"""What must not stand in a text for the public: names, numbers and ways to reach a person.

A text is looked through as it is typed, and each place is told with what it is. Nothing is taken
out by itself: a name may be a street's, and only who wrote it knows. Counts under five of people
are told as well: one of a few can be recognised.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from snt_desk.domain import spoken, traces
from snt_desk.domain.traces import Traces

Who = Literal["officer", "resident", "partner"]
_CALLED: Final[Mapping[Who, str]] = {
    "officer": "one of the team",
    "resident": "a resident",
    "partner": "somebody at a partner’s",
}
_PUBLIC_NUMBERS: Final = frozenset({"101", "105", "111", "112", "119", "999"})
"""What everybody is asked to call; a collar number may be the same."""
_MONTHS: Final = frozenset(name.casefold() for name in calendar.month_name if name)


@dataclass(frozen=True)
class Remark:
    """A place in a text that should not go out: from where to where, and what it is."""

    start: int
    end: int
    word: str
    text: str


@dataclass(frozen=True)
class Person:
    """Somebody who must not be named, and who that is."""

    traces: Traces
    who: Who

    @classmethod
    def of(cls, who: Who, name: str | None, contact: str | None = None) -> Person:
        """Look for somebody by name and by how he is reached."""
        return cls(Traces.of(name, contact), who)


class Known:
    """All who must not be named, found by the words of a text, however many they are."""

    def __init__(
        self,
        people: Iterable[Person] = (),
        collars: Collection[str] = (),
        aside: Iterable[str] = (),
    ) -> None:
        """`aside` are words that are no names here: of places, of organisations."""
        self._by_word: dict[str, list[Person]] = defaultdict(list)
        self._by_mark: dict[str, Person] = {}
        for one in people:
            for word in one.traces.words:
                self._by_word[word].append(one)
            for mark in one.traces.marks:
                self._by_mark[mark] = one
        self._collars = {one.casefold() for one in collars} - _PUBLIC_NUMBERS
        self._aside = {word for text in aside for word in traces.words(text)}

    def remarks(self, text: str) -> list[Remark]:
        """Find every place that should not go out, from left to right, each place once."""
        found = sorted(self._all(text), key=lambda one: (one.start, -one.end))
        kept: list[Remark] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept

    def _all(self, text: str) -> Iterator[Remark]:
        yield from _reached(text)
        yield from self._named(text)
        yield from self._numbered(text)
        yield from _few(text)

    def _named(self, text: str) -> Iterator[Remark]:
        for one in self._may_be_named(text):
            for place in one.traces.places(text):
                word = text[place.start : place.end]
                sure = one.traces.are_sure_in(word)
                if not sure and not self._may_be_name(text, place.start, word):
                    continue
                said = f"“{word}” {_is(word, sure=sure)} {_CALLED[one.who]}."
                yield Remark(place.start, place.end, word, said)

    def _may_be_named(self, text: str) -> list[Person]:
        found = [one for word in set(traces.words(text)) for one in self._by_word.get(word, ())]
        digits, small = "".join(_DIGITS.findall(text)), text.casefold()
        if digits or "@" in small:
            found += [one for mark, one in self._by_mark.items() if mark in digits or mark in small]
        return list({id(one): one for one in found}.values())

    def _may_be_name(self, text: str, start: int, word: str) -> bool:
        """Whether a part of a name may be meant as one: `Will`, not `will` nor 4 `May`."""
        if not word[:1].isupper() or word.casefold() in self._aside:
            return False
        dated = text[max(0, start - 3) : start].strip()[-1:].isdigit()
        return not (dated and word.casefold() in _MONTHS)

    def _numbered(self, text: str) -> Iterator[Remark]:
        for one in _TOKEN.finditer(text):
            if one[0].casefold() in self._collars and not _UNITS.match(text, one.end()):
                said = f"“{one[0]}” is the collar number of an officer."
                yield Remark(one.start(), one.end(), one[0], said)


def _is(word: str, *, sure: bool) -> str:
    if any(map(str.isdigit, word)):
        return "is how to reach"
    return "is the name of" if sure else "may be the name of"


# --- How somebody is reached ------------------------------------------------------------------

_MAIL: Final = re.compile(r"[^\s@<>;,()\"]+@[^\s@<>;,()\"]+\.\w+")
_TELEPHONE: Final = re.compile(r"(?<![\w.])(?:\+|\(?0)[\d\s().-]{8,}\d(?!\w)")
_POSTCODE: Final = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@.])@\w{2,}")


def _reached(text: str) -> Iterator[Remark]:
    for pattern, what in (
        (_MAIL, "is an e-mail address"),
        (_TELEPHONE, "is a telephone number"),
        (_POSTCODE, "is a postcode: somebody may live there"),
        (_HANDLE, "names somebody on social media"),
    ):
        for one in pattern.finditer(text):
            if pattern is not _TELEPHONE or 10 <= sum(map(str.isdigit, one[0])) <= 15:
                yield Remark(one.start(), one.end(), one[0], f"“{one[0]}” {what}.")


# --- Few of anything --------------------------------------------------------------------------

_DIGITS: Final = re.compile(r"[0-9]+")
_TOKEN: Final = re.compile(r"\w+")
_SMALL: Final = "one|two|three|four|[1-4]"
_FEW: Final = re.compile(rf"(?<![\w.,:/£@#’'-])(?:{_SMALL})(?![\w:/’'-]|[.,]\d)", re.IGNORECASE)
_UNITS: Final = re.compile(
    r"\s*(?:%|(?:hours?|patrols?|minutes?|days?|weeks?|months?|of you)\b)", re.IGNORECASE
)
_OTHER: Final = (
    "members numbers corners doors floors posters letters partners officers further other over"
    " after under meetings events patrols actions with for and or to of on in at by from hours days"
)
_MONTH: Final = "|".join(name for name in calendar.month_name if name)
_OF_PEOPLE: Final = re.compile(
    rf"(?! +(?:{_MONTH})\b) +(?:(?!(?:{'|'.join(_OTHER.split())})\b)[\w’'-]+ +){{0,2}}?"
    r"(?:person|people|residents?|neighbours?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|youths?"
    r"|victims?|suspects?|adults?|pupils?|tenants?|parents?|famil(?:y|ies)|households?|homes?"
    r"|houses?|flats?|arrests?|warnings?|notices?|penalt(?:y|ies)|search(?:es)?|seizures?|seized"
    r"|knives|knife|weapons?|referrals?|responses?|calls?|complaints?|reports?|contacts?"
    r"|directions?|replies|of you"
    rf"|(?!(?:{'|'.join(f'{one}?' for one in _OTHER.split())})\b)[a-z]{{3,}}(?:ers?|ors?|ists?))\b"
    r"| +(?:others? +)?(?:was|were|have|has|had)\b",
    re.IGNORECASE,
)
"""What follows a number of people, or of what was done with them: `men`, `3 shoplifters`."""


def _few(text: str) -> Iterator[Remark]:
    for one in _FEW.finditer(text):
        if _OF_PEOPLE.match(text, one.end()):
            said = f"“{one[0]}” is under five: write “{spoken.FEW}”."
            yield Remark(one.start(), one.end(), one[0], said)
