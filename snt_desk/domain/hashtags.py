"""Hashtags of a text beside those of campaigns: which are meant and mistyped, and mended.

A slip is put right only where it can mean nothing else: another case, a space or a hyphen in it,
no `#` before a word that is otherwise the tag; of the text's own campaign a letter or two that are
wrong. A `#` that stands apart from its word is none anywhere, whatever the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from snt_desk.domain import links

_HASHES: Final = "#\uff03"
_TAG: Final = re.compile(r"(?<![\w&/#\uff03])[#\uff03](?=\w*[^\W\d_])\w+")
_APART: Final = re.compile(r"(?<![\w&/#\uff03])[#\uff03][ \t]+([^\W\d_]\w*)")
_BETWEEN: Final = re.compile(r"[ \t_.-]+")
_HUMP: Final = re.compile(r"(?<=[^\W\d_])(?=[^\W_a-z])|(?<=\d)(?=[^\W\d_])")
_LONG: Final = 10
"""From so many letters on, nobody writes a tag as one word and means none."""
_WRONG: Final = ((20, 3), (10, 2), (5, 1))
"""How many letters may be wrong in a tag that has at least so many."""


@dataclass(frozen=True)
class Tags:
    """The tags of a text's own campaign, its first first, and those of all that are known."""

    own: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, those that are its own first."""
        return tuple(dict.fromkeys((*self.own, *self.known)))


@dataclass(frozen=True)
class Slip:
    """A place in a text where a tag was meant: what stands there, and the tag."""

    start: int
    end: int
    word: str
    meant: str


def found(text: str) -> list[str]:
    """List the hashtags of a text as they stand there; a number alone is none."""
    return [word for _, _, word in _found(text)]


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    aside = links.spans(text)
    for one in _TAG.finditer(text):
        if not _within(one.start(), aside):
            yield one.start(), one.end(), one[0]


def slips(text: str, tags: Tags) -> list[Slip]:
    """Find where a tag was meant and is mistyped, from left to right."""
    aside = links.spans(text)
    kept: list[Slip] = []
    right: list[tuple[int, int]] = []
    letters = _letters(text)
    # Of all that are known few stand there: the others are left out at a glance.
    near = (tag for tag in tags.every if _letters(tag.lstrip(_HASHES)) in letters)
    for tag in sorted(near, key=len, reverse=True):
        for one in _written(tag).finditer(text):
            taken = [*right, *((each.start, each.end) for each in kept)]
            if _within(one.start(), aside) or _meet(one.span(), taken):
                continue
            if one[0] in tags.every:
                right.append(one.span())
            else:
                kept.append(Slip(one.start(), one.end(), one[0], tag))
    there = [(each.start, each.end) for each in kept]
    kept += _near(text, tags, there)
    kept += _apart(text, tags, [*aside, *there])
    return sorted(kept, key=lambda one: one.start)


def _near(text: str, tags: Tags, taken: Sequence[tuple[int, int]]) -> Iterator[Slip]:
    """Find hashtags that are one of the campaign's own but for a letter or two."""
    known = {tag.casefold() for tag in tags.every}
    for start, end, word in _found(text):
        if word.casefold() not in known and not _meet((start, end), taken):
            meant = next((tag for tag in tags.own if _is_near(word, tag)), None)
            if meant is not None:
                yield Slip(start, end, word, meant)


def _apart(text: str, tags: Tags, taken: Sequence[tuple[int, int]]) -> Iterator[Slip]:
    """Find words whose `#` stands apart from them: so it is no hashtag."""
    for one in _APART.finditer(text):
        if not _meet(one.span(), taken):
            word = f"#{one[1]}"
            meant = next((tag for tag in tags.own if _is_near(word, tag)), word)
            yield Slip(one.start(), one.end(), one[0], meant)


def lacks(text: str, tags: Tags) -> str:
    """Give the campaign's first tag where not even a slip of any of its own stands in the text."""
    if not tags.own or any(one.meant in tags.own for one in slips(text, tags)):
        return ""
    there = set(found(text))
    return "" if there & {*tags.own} else tags.own[0]


def mended(text: str, tags: Tags) -> str:
    """Give a text with its tags as they are written, and the campaign’s first if it has none."""
    for one in reversed(slips(text, tags)):
        text = f"{text[: one.start]}{one.meant}{text[one.end :]}"
    lacking = lacks(text, tags)
    return f"{text.rstrip()} {lacking}" if lacking and text.strip() else text


def said(text: str, tags: Tags) -> str:
    """Say what hashtags a text has: `1 hashtag, and it is the campaign’s.`; empty for none."""
    there = found(text)
    if not there:
        return ""
    number = f"{len(there)} hashtag{'s' if len(there) > 1 else ''}"
    if not tags.own:
        return f"{number}."
    ours = sum(one in tags.own for one in there)
    if ours == len(there):
        return f"{number}, and {'it is' if ours == 1 else 'all are'} the campaign’s."
    return f"{number}, {ours or 'none'} of the campaign."


# --- What is meant ----------------------------------------------------------------------------


def _letters(text: str) -> str:
    """Give a text without what may stand between the letters of a tag, in one case."""
    return _BETWEEN.sub("", text).casefold()


@lru_cache(maxsize=64)
def _written(tag: str) -> re.Pattern[str]:
    """Match a tag however it is written that can mean nothing else."""
    letters = tag.lstrip(_HASHES)
    # What may stand between two letters is none of them, else it takes ages to say that one lacks.
    between = r"[ \t.-]{0,2}" if "_" in letters else r"[ \t_.-]{0,2}"
    broken = between.join(map(re.escape, letters))
    whole = re.escape(letters)
    ways = [rf"(?<![\w&/#\uff03])[#\uff03][ \t]*{broken}"]
    if len(letters) >= _LONG and _HUMP.search(letters):
        ways.append(rf"(?<![\w#\uff03@./-]){whole}")
    return re.compile(rf"(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _is_near(word: str, tag: str) -> bool:
    """Whether a hashtag is a tag with a letter or two wrong; another number is meant."""
    ours, theirs = word[1:].casefold(), tag.lstrip(_HASHES).casefold()
    if re.sub(r"\D", "", ours) != re.sub(r"\D", "", theirs):
        return False
    most = next((wrong for long, wrong in _WRONG if len(theirs) >= long), 0)
    return bool(most) and abs(len(ours) - len(theirs)) <= most and _wrong(ours, theirs) <= most


def _wrong(one: str, other: str) -> int:
    """Count the letters that are added, left out, wrong or changed round between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        new = [at]
        for there, (left, up) in enumerate(pairwise(row), start=1):
            cost = min(new[-1] + 1, up + 1, left + (letter != other[there - 1]))
            turned = (
                at > 1 < there and letter == other[there - 2] and one[at - 2] == other[there - 1]
            )
            new.append(min(cost, before[there - 2] + 1) if turned else cost)
        before, row = row, new
    return row[-1]


def _meet(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
