"""Where a resident's name, telephone or e-mail stands in a text, and that text without it.

Whole words only, in any case, with or without accents: Siân O'Brien is found as SIAN OBRIEN,
and Ann not in planning. A number is found however it is spaced, with the country's code or
without.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

INSTEAD = "[resident]"
"""What stands in a text where a resident's details were."""

_ASIDE = (
    "mr mrs ms miss mx dr rev revd sir lady lord prof cllr councillor pc pcso sgt"
    " and the of resident residents anon anonymous unknown none not given withheld name"
)
_TITLES = frozenset(_ASIDE.split())
"""Words of a name that are nobody's name."""
_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
# Typed, printed, of a spreadsheet, of a telephone: whatever is meant for one.
_APOSTROPHES = dict.fromkeys("\u2019\u2018\u02bc\u02b9\u00b4\u2032\uff07", "'")
_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
APART = r"[\s().-]{0,5}"
"""What may stand between two digits of one number."""
# No more digits than one has: of two that follow each other each is found.
TELEPHONE = re.compile(
    rf"(?<![\w.])(?:(?:\+|00){APART}44(?:{APART}0)?(?:{APART}\d){{9,10}}"
    rf"|(?:\+|00)(?:{APART}\d){{10,15}}|\(?0(?:{APART}\d){{9,10}})(?!\w)"
)
_NUMBER = re.compile(r"(?<!\w)\+?[\d(][\d\s().-]{4,30}\d(?!\w)")
# From where its letters begin: else each of very many is begun with, and that takes ages.
MAIL = re.compile(r"(?<![^\s@<>;,()\"])[^\s@<>;,()\"]+@[^\s@<>;,()\"]+\.\w+")
_FEWEST_DIGITS = 6
_NATIONAL = 9
"""Digits of a number within the country, at least: only those are also looked for with its code."""
_GAP = r"[\s().-]*"
_JOINED = r"[' _-]?"
_BETWEEN = r"[\s,._]{1,3}"
_SPACED = r"\W+"
_EXCERPT = 40
_LETTERS_ALONE = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"[0-9]+")
_NO_DIGIT = re.compile(r"\D+")
_LINES = re.compile(r"[\n\r;]")


@dataclass(frozen=True)
class Found:
    """One place in a text: from where to where."""

    start: int
    end: int


@dataclass(frozen=True)
class Traces:
    """What one or several residents are known by.

    Numbers, addresses and whole names are somebody's for sure; a part of a name may be
    anybody's. All three are patterns for texts that were made `_folded`. A text that has none
    of the `words` and none of the `marks` has nothing else of it: most texts are done with so.
    """

    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    @classmethod
    def of(cls, name: str | None, contact: str | None) -> Traces:
        """Look for a resident by name and by telephone, e-mail or address as they were noted."""
        # An address may have the name in it: it is found whole, before the name.
        return _of_contact(plain(contact or "")) | _of_name(plain(name or ""))

    def __or__(self, other: Traces) -> Traces:
        """Look for several residents at once."""
        return Traces(
            tuple(dict.fromkeys((*self.numbers, *other.numbers))),
            tuple(dict.fromkeys((*self.names, *other.names))),
            tuple(dict.fromkeys((*self.parts, *other.parts))),
            self.words | other.words,
            self.marks | other.marks,
        )

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._any is not None

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        return _pattern(self.numbers, (*self.names, *self.parts))

    @cached_property
    def _sure(self) -> re.Pattern[str] | None:
        return _pattern(self.numbers, self.names)

    def _may_stand_in(self, folded: str) -> bool:
        if not self.words.isdisjoint(_LETTERS_ALONE.findall(folded)):
            return True
        if not self.marks:
            return False
        digits = "".join(_DIGITS.findall(folded))
        return any(mark in digits or mark in folded for mark in self.marks)

    def are_sure_in(self, text: str) -> bool:
        """Whether a text has more of it than a part of a name."""
        folded = plain(text)
        # Of many residents hardly one has a word in it: to compile for each would take long.
        if not self._may_stand_in(folded):
            return False
        return self._sure is not None and self._sure.search(folded) is not None

    def places(self, text: str) -> list[Found]:
        """Find every place in a text, from left to right."""
        if self._any is None:
            return []
        if text.isascii():
            folded = text.lower()
            if not self._may_stand_in(folded):
                return []
            return [Found(*one.span()) for one in self._any.finditer(folded)]
        folded, at = _folded(text)
        if not self._may_stand_in(folded):
            return []
        return [Found(at[one.start()], at[one.end()]) for one in self._any.finditer(folded)]

    def stand_in(self, text: str | None) -> bool:
        """Whether a text has any of it; a JSON text too, as the journal keeps them."""
        if not text or self._any is None:
            return False
        if "\\" in text:
            # A line break of the record is two signs here, and would be a part of the word.
            text = text.replace("\\n", "  ").replace("\\t", "  ").replace("\\r", "  ")
        folded = plain(text)
        return self._may_stand_in(folded) and self._any.search(folded) is not None

    def taken_out(self, text: str) -> str:
        """Give the text with `[resident]` in every place."""
        # Again and again: what was glued to a place can be a word of its own without it.
        while found := self.places(text):
            made, last = [], 0
            for one in found:
                made += [text[last : one.start], INSTEAD]
                last = one.end
            text = "".join([*made, text[last:]])
        return text

    def taken_out_of_json(self, text: str) -> str:
        """Give a JSON text with `[resident]` in every place of every word in it.

        What is no JSON is taken for a plain text.
        """
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return self.taken_out(text)
        return json.dumps(_each(value, self.taken_out), ensure_ascii=False, separators=(",", ":"))

    def stand_in_json(self, text: str) -> bool:
        """Whether any word in a JSON text has any of it, however its letters are escaped."""
        return bool(self.excerpt_of_json(text))

    def excerpt_of_json(self, text: str) -> str:
        """Give the first word of a JSON text that has any of it, with some letters round it."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = text
        return next((self.excerpt(one) for one in _strings(value) if self.places(one)), "")

    def excerpt(self, text: str) -> str:
        """Give the first place with some letters round it, in one line; empty if there is none."""
        found = self.places(text)
        if not found:
            return ""
        start, end = max(0, found[0].start - _EXCERPT), found[0].end + _EXCERPT
        words = " ".join(text[start:end].split())
        return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def folded(text: str) -> tuple[str, list[int]]:
    """Give a text without case and accents, and of each letter where it stood; the end too."""
    return _folded(text)


def plain(text: str) -> str:
    """Give a text without case and accents, and no more: most names are plain ASCII."""
    return text.lower() if text.isascii() else _folded(text)[0]


def name_words(name: str) -> list[str]:
    """The words of a name without titles, folded: `Mrs Siân O'Brien` is `sian`, `o'brien`."""
    words = [one for one in _NAME.findall(plain(name)) if one not in _TITLES]
    return [one for one in words if len(one) > 1]


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): _each(one, change) for key, one in value.items()}
    return value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _strings(one)


def _folded(text: str) -> tuple[str, list[int]]:
    """Give a text without case and accents, and of each letter where it stood; the end too."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        for one in _plain(letter):
            letters.append(one)
            at.append(place)
    # An accent that is a sign of its own belongs to the letter before it.
    return "".join(letters), [*at, len(text)]


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    parts = unicodedata.normalize("NFKD", _APOSTROPHES.get(letter, letter)).casefold()
    return "".join(
        _LETTERS.get(part, part) for part in parts if not unicodedata.category(part).startswith("M")
    )


# --- What is looked for -----------------------------------------------------------------------


def _pattern(numbers: Sequence[str], words: Sequence[str]) -> re.Pattern[str] | None:
    # Where words begin and end is looked at once for all of them: there may be hundreds. A digit
    # ends a name as well: a number may be written right behind it.
    either = [rf"(?<![^\W\d_])(?:{'|'.join(words)})(?![^\W\d_])"] if words else []
    every = [*numbers, *either]
    return re.compile("|".join(every)) if every else None


def _of_name(name: str) -> Traces:
    """Look for a whole name, either way round, and for its parts."""
    words = name_words(name)
    known = frozenset(part for one in words for part in _written(one))
    if len(words) < 2:
        # One name is all that is known of them.
        return Traces(names=tuple(map(_word, words)), words=known)
    whole = [_BETWEEN.join(map(_word, one)) for one in (words, [words[-1], *words[:-1]])]
    joined = [part for one in words if "-" in one for part in one.split("-") if len(part) > 2]
    parts = map(_word, (*words, *joined))
    return Traces(names=tuple(whole), parts=tuple(parts), words=known)


def _written(word: str) -> Iterator[str]:
    """The words that a name is written as: O'Brien as one, or as its longest part and others."""
    parts = re.split(r"['-]", word)
    yield "".join(parts)
    yield max(parts, key=len)
    yield from (part for part in parts if "-" in word and len(part) > 2)


def _word(word: str) -> str:
    return _JOINED.join(map(re.escape, re.split(r"['-]", word)))


class Ways(NamedTuple):
    """How somebody is reached: e-mail addresses, digits of numbers, and lines with the rest."""

    mails: list[str]
    numbers: list[str]
    lines: list[str]


def ways(contact: str) -> Ways:
    """Take apart how a resident is reached, as it was noted; folded, as `plain` does it."""
    found = Ways([], [], [])
    if "@" in contact:
        found.mails.extend(MAIL.findall(contact))
        contact = MAIL.sub("\n", contact)
    # A number ends with its line: what is below it is another one, or a house.
    for line in _LINES.split(contact):
        if TELEPHONE.fullmatch(line):
            # As most are noted.
            found.numbers.append(_NO_DIGIT.sub("", line))
        elif line.strip():
            _take_apart(line, found)
    return found


def _take_apart(line: str, found: Ways) -> None:
    for pattern in (TELEPHONE, _NUMBER):
        digits = (_NO_DIGIT.sub("", one) for one in pattern.findall(line))
        found.numbers.extend(one for one in digits if len(one) >= _FEWEST_DIGITS)
        line = pattern.sub(";", line)
    found.lines.extend(filter(None, map(str.strip, line.split(";"))))


def _of_contact(contact: str) -> Traces:
    made, reached = Traces(), ways(contact)
    for mail in reached.mails:
        pattern = rf"(?<![\w.+-]){re.escape(mail)}(?![\w-]|\.\w)"
        made |= Traces((pattern,), marks=frozenset({mail}))
    for number in reached.numbers:
        made |= _of_number(number)
    for address in reached.lines:
        # A house and its street, a postcode: words alone say nothing of anybody.
        words, named = re.findall(r"\w+", address), _LETTERS_ALONE.findall(address)
        if named and len(words) > 1 and any(one[0].isdigit() for one in words):
            pattern = rf"(?<!\w){_SPACED.join(map(re.escape, words))}(?!\w)"
            made |= Traces((pattern,), words=frozenset({max(named, key=len)}))
    return made


def _of_number(digits: str) -> Traces:
    national = re.sub(r"^(?:0044|44(?=\d{10}$)|0)0?", "", digits)
    if len(national) < _NATIONAL:
        pattern = rf"(?<!\d){_GAP.join(digits)}(?!\d)"
        return Traces((pattern,), marks=frozenset({digits}))
    code = rf"(?:(?:\+|00){_GAP}44{_GAP}(?:\(?0\)?{_GAP})?|\(?0{_GAP})?"
    pattern = rf"(?<!\d){code}{_GAP.join(national)}(?!\d)"
    return Traces((pattern,), marks=frozenset({national}))
