"""Hashtags of a text beside those of its campaign: which are meant and mistyped, and mended.

A slip is put right only where it can mean nothing else: another case, a space or a hyphen in it,
no `#` before a word that is otherwise the tag, a letter or two that are wrong.
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
_HUMP: Final = re.compile(r"(?<=[^\W\d_])(?=[^\W_a-z])|(?<=\d)(?=[^\W\d_])")
_LONG: Final = 10
"""From so many letters on, nobody writes a tag as one word and means none."""
_WRONG: Final = ((20, 3), (10, 2), (5, 1))
"""How many letters may be wrong in a tag that has at least so many."""


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


def slips(text: str, tags: Sequence[str]) -> list[Slip]:
    """Find where a tag of these was meant and is mistyped, from left to right."""
    aside = links.spans(text)
    kept: list[Slip] = []
    right: list[tuple[int, int]] = []
    for tag in sorted(tags, key=len, reverse=True):
        for one in _written(tag).finditer(text):
            taken = [*right, *((each.start, each.end) for each in kept)]
            if _within(one.start(), aside) or any(
                one.start() < end and start < one.end() for start, end in taken
            ):
                continue
            if one[0] == tag:
                right.append(one.span())
            else:
                kept.append(Slip(one.start(), one.end(), one[0], tag))
    known = {tag.casefold() for tag in tags}
    for start, end, word in _found(text):
        if word.casefold() in known or any(one.start < end and start < one.end for one in kept):
            continue
        meant = next((tag for tag in tags if _is_near(word, tag)), None)
        if meant is not None:
            kept.append(Slip(start, end, word, meant))
    return sorted(kept, key=lambda one: one.start)


def lacks(text: str, tags: Sequence[str]) -> str:
    """Give the first of these tags where not even a slip of any stands in the text; else none."""
    if not tags or slips(text, tags):
        return ""
    there = set(found(text))
    return "" if there & {*tags} else tags[0]


def mended(text: str, tags: Sequence[str]) -> str:
    """Give a text with these tags as they are written; where there is none, with the first."""
    for one in reversed(slips(text, tags)):
        text = f"{text[: one.start]}{one.meant}{text[one.end :]}"
    lacking = lacks(text, tags)
    return f"{text.rstrip()} {lacking}" if lacking and text.strip() else text


def said(text: str, tags: Sequence[str]) -> str:
    """Say what hashtags a text has: `1 hashtag, and it is the campaign’s.`; empty for none."""
    there = found(text)
    if not there:
        return ""
    number = f"{len(there)} hashtag{'s' if len(there) > 1 else ''}"
    if not tags:
        return f"{number}."
    ours = sum(one in tags for one in there)
    if ours == len(there):
        return f"{number}, and {'it is' if ours == 1 else 'all are'} the campaign’s."
    return f"{number}, {ours or 'none'} of the campaign."


# --- What is meant ----------------------------------------------------------------------------


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
    return bool(most) and abs(len(ours) - len(theirs)) <= most and _apart(ours, theirs) <= most


def _apart(one: str, other: str) -> int:
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


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
