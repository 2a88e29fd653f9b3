"""Names in what somebody writes: what is called so, wholly or by how its words begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ES = ("ches", "shes", "sses", "xes")


@dataclass(frozen=True)
class Name:
    """Something that can be named, and all that it is called: `1432`, `Ridley`, `PC Ridley`."""

    value: str
    called: tuple[str, ...]


def called(names: Sequence[Name], words: Sequence[str], *, whole: bool) -> list[str]:
    """List what is called by these plain words.

    Not *whole*, where nothing is, what has words that follow one another and begin so.
    """
    wanted = tuple(words)
    found = [one.value for one in names if any(wanted in _spellings(name) for name in one.called)]
    if not found and not whole:
        found = [
            one.value for one in names if any(_begins(_words(name), wanted) for name in one.called)
        ]
    return list(dict.fromkeys(found))


def plain(word: str) -> str:
    """Give a word as it is compared: without what stops a sentence, in small letters."""
    return word.strip(",.").casefold() if len(word) > 1 else word.casefold()


def singular(words: Sequence[str]) -> list[str]:
    """Give plain words as if there were one of each: `arrests` is `arrest`."""
    return [_one(word) for word in words]


def _one(word: str) -> str:
    if word.endswith(_ES):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(one) for one in name.split())


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = _words(name)
    return words, tuple(singular(words))


def _begins(name: Sequence[str], words: Sequence[str]) -> bool:
    for first in range(len(name) - len(words) + 1):
        if all(part.startswith(word) for part, word in zip(name[first:], words, strict=False)):
            return True
    return False
