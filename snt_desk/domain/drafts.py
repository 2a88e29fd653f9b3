"""What is wrong with something typed, as a value that a form can show beside its field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """What stops a draft from being saved: the field, and a sentence that says what to do."""

    field: str
    text: str


@dataclass(frozen=True)
class Caution:
    """What looks odd but may be true: the field, and a sentence that names the records.

    `about` is the collar of the one of several in the field whom it is about; `brief` says
    the same in a word or two, for a line of a table: `rest day`. `part` is the part of the
    record, from 0, if it is about one: a leg of a patrol.
    """

    field: str
    text: str
    about: str = ""
    brief: str = ""
    part: int | None = None


def together(
    unread: Sequence[Problem],
    meant: Iterable[Problem],
    fields: Sequence[str],
    covered: Collection[str] = (),
) -> list[Problem]:
    """Give what cannot be read and what is wrong with what is meant, in the order of the fields.

    Of a field that cannot be read nothing else is said, nor of those that are `covered` by one.
    """
    known = {*covered, *(one.field for one in unread)}
    others = [one for one in meant if one.field not in known]
    return sorted([*unread, *others], key=lambda one: fields.index(one.field))


def given(value: T | None) -> T:
    """Give what a draft without problems has; nothing is written of one that lacks it."""
    if value is None:
        raise TypeError("a draft that has problems cannot be written")
    return value


def as_compared(name: str) -> str:
    """Give a name as it is compared with others: case and spaces do not count."""
    return " ".join(name.split()).casefold()
