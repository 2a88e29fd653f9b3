"""What must not stand in a text for the public: names, numbers and ways to reach a person.

A text is looked through as it is typed, and each place is told with what it is. Nothing is taken
out by itself: a name may be a word, and only who wrote it knows. Counts under five of people
are told as well: one of a few can be recognised.
"""

from __future__ import annotations

import calendar
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from snt_desk.domain import traces
from snt_desk.domain.unpublished_signs import STREET, UNITS, Remark, few, houses, reached

__all__ = ["Known", "Person", "Remark"]

Who = Literal["officer", "resident", "partner"]
_CALLED: Final[Mapping[Who, str]] = {
    "officer": "one of the team",
    "resident": "a resident",
    "partner": "somebody at a partner’s",
}
_PUBLIC_NUMBERS: Final = frozenset({"101", "105", "111", "112", "119", "999"})
"""What everybody is asked to call; a collar number may be the same."""
_MONTHS: Final = frozenset(name.casefold() for name in calendar.month_name if name)
_SMALL: Final = (
    "we you this that our to in an so do no on at by if it he she as or my me us of all most many"
    " the they what when how there then some here now go"
)
_NO_NAMES: Final = frozenset(_SMALL.split())
"""Words with which sentences begin; a short name may be the same."""
_NEAR: Final = 3
"""So many signs may stand between the words of a name."""
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\w+")
_WORD: Final = re.compile(r"\w+")
_DIGITS: Final = re.compile(r"(?<!\w)\d+(?!\w)")
_APART: Final = re.compile(traces.APART)
_MOST_PARTS: Final = 8
"""In no more parts than that is a number written."""
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Person:
    """Somebody who must not be named: by name, and by how he is reached."""

    who: Who
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class _Token:
    """A word of a text, folded, and where it stands there."""

    text: str
    start: int
    end: int


class Known:
    """All who must not be named, found by the words of a text, however many they are."""

    def __init__(
        self,
        people: Iterable[Person] = (),
        collars: Collection[str] = (),
        aside: Iterable[str] = (),
    ) -> None:
        """`aside` are words that are no names here: of places, of organisations."""
        self._names: dict[str, dict[tuple[str, ...], Who]] = defaultdict(dict)
        self._parts: dict[str, Who] = {}
        self._addresses: dict[str, dict[tuple[str, ...], Who]] = defaultdict(dict)
        self._numbers: dict[str, Who] = {}
        for one in people:
            self._learn_name(one)
            self._learn_contact(one)
        self._collars = {one.casefold() for one in collars} - _PUBLIC_NUMBERS
        self._aside = {word for text in aside for word in _WORD.findall(traces.plain(text))}

    def _learn_name(self, one: Person) -> None:
        written = traces.name_words(one.name)
        words = tuple(map(_joined, written))
        if not words:
            return
        self._names[words[0]].setdefault(words, one.who)
        if len(words) == 1:
            return
        self._names[words[-1]].setdefault((words[-1], *words[:-1]), one.who)
        for word, joined in zip(written, words, strict=True):
            self._parts.setdefault(joined, one.who)
            for piece in _pieces(word) if word != joined else ():
                if len(piece) > 2:
                    self._parts.setdefault(piece, one.who)

    def _learn_contact(self, one: Person) -> None:
        if not one.contact:
            return
        reached_by = traces.ways(traces.plain(one.contact))
        for digits in reached_by.numbers:
            self._numbers.setdefault(digits, one.who)
        for line in reached_by.lines:
            words = tuple(_WORD.findall(line)) if _LETTER.search(line) else ()
            if len(words) > 1 and words[0][0].isdigit() and any(map(str.isalpha, words)):
                self._addresses[words[0]].setdefault(words, one.who)

    # --- Looking ------------------------------------------------------------------------------

    def remarks(self, text: str) -> list[Remark]:
        """Find every place that should not go out, from left to right, each place once."""
        return _once([*reached(text), *few(text), *self._all(text)])

    def named(self, text: str) -> list[Remark]:
        """Find in the same way who is named, and how somebody is reached: in a text for partners.

        They work on it, and may know how few there are of something.
        """
        return _once([*reached(text), *self._all(text)])

    def _all(self, text: str) -> Iterator[Remark]:
        folded, at = traces.folded(text)
        tokens = [_Token(one[0], at[one.start()], at[one.end()]) for one in _TOKEN.finditer(folded)]
        names = [replace(one, text=_joined(one.text.removesuffix("'s"))) for one in tokens]
        yield from self._runs(text, names, self._names, "is the name of")
        yield from self._named_in_part(text, tokens)
        words = [_Token(one[0], at[one.start()], at[one.end()]) for one in _WORD.finditer(folded)]
        yield from self._runs(text, words, self._addresses, "is where to find")
        yield from self._numbered(text, words)
        # Last: of one place it is more to say whose house it is.
        yield from houses(text)

    def _runs(
        self,
        text: str,
        tokens: list[_Token],
        known: Mapping[str, Mapping[tuple[str, ...], Who]],
        verb: str,
    ) -> Iterator[Remark]:
        """Find words that follow each other as in a name or an address."""
        for at, first in enumerate(tokens):
            for words, who in known.get(first.text, {}).items():
                run = tokens[at : at + len(words)]
                if tuple(one.text for one in run) != words or not _are_near(run):
                    continue
                # Without the `'s` behind a name.
                word = re.sub(r"['’]s$", "", text[first.start : run[-1].end])
                end = first.start + len(word)
                if len(run) > 1 or not self._is_street(text, end):
                    said = f"“{word}” {verb} {_CALLED[who]}."
                    yield Remark(first.start, end, word, said)

    def _named_in_part(self, text: str, tokens: Iterable[_Token]) -> Iterator[Remark]:
        for one in tokens:
            plain = one.text.removesuffix("'s")
            parts = (_joined(plain), *_pieces(plain))
            who = next((self._parts[part] for part in parts if part in self._parts), None)
            word = re.sub(r"['’]s$", "", text[one.start : one.end])
            if who is not None and self._may_be_name(text, one.start, word):
                said = f"“{word}” may be the name of {_CALLED[who]}."
                yield Remark(one.start, one.start + len(word), word, said)

    def _may_be_name(self, text: str, start: int, word: str) -> bool:
        """Whether a part of a name may be meant as one: `Will`, not `will` nor 4 `May`."""
        small = word.casefold()
        if not word[:1].isupper() or small in self._aside or small in _NO_NAMES:
            return False
        if self._is_street(text, start + len(word)):
            return False
        dated = text[max(0, start - 3) : start].strip()[-1:].isdigit()
        return not (dated and small in _MONTHS)

    def _is_street(self, text: str, end: int) -> bool:
        """Whether the word before is a street's: `Ridley Road`, if nobody is called Road."""
        street = STREET.match(text, end)
        return street is not None and street[1].casefold() not in self._parts

    def _numbered(self, text: str, words: Iterable[_Token]) -> Iterator[Remark]:
        for one in words:
            if one.text in self._collars and not UNITS.match(text, one.end):
                word = text[one.start : one.end]
                said = f"“{word}” is the collar number of an officer."
                yield Remark(one.start, one.end, word, said)
        yield from self._ways_to_reach(text)

    def _ways_to_reach(self, text: str) -> Iterator[Remark]:
        parts = [*_DIGITS.finditer(text)] if self._numbers else []
        for at, first in enumerate(parts):
            digits, end = "", first.start()
            for part in parts[at : at + _MOST_PARTS]:
                if not _APART.fullmatch(text, end, part.start()):
                    break
                digits, end = digits + part[0], part.end()
                if (who := self._numbers.get(digits)) is not None:
                    start = first.start()
                    start -= text[max(0, start - 1) : start] in {"(", "+"}
                    said = f"“{text[start:end]}” is how to reach {_CALLED[who]}."
                    yield Remark(start, end, text[start:end], said)


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    kept: list[Remark] = []
    for one in sorted(remarks, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _are_near(run: list[_Token]) -> bool:
    return all(later.start - one.end <= _NEAR for one, later in itertools.pairwise(run))


def _joined(word: str) -> str:
    """O'Brien and Smith-Jones as one word, as some write them."""
    return word.replace("'", "").replace("-", "")


def _pieces(word: str) -> list[str]:
    pieces = word.replace("'", "-").split("-")
    return pieces if len(pieces) > 1 else []
