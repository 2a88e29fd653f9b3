"""From a cell of a sheet to its value: codes, people, places, counts and texts.

Readers raise `SheetError` with what to write instead. What was read from a cell is
remembered: a log says the same few things over and over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, TypeAlias

from snt_desk.domain.package import PackageTable
from snt_desk.domain.package.cells import MOST_CELL, fault, shown, without_guard
from snt_desk.domain.package.cells import reader as package_reader
from snt_desk.domain.package.tables import TEXT, Column, by_name
from snt_desk.domain.sheet.around import Around, Choices
from snt_desk.domain.sheet.grid import Value
from snt_desk.domain.sheet.kinds import OUTCOME, Kind, plain
from snt_desk.domain.sheet.stamps import read_stamped
from snt_desk.domain.sheet.times import SheetError, read_day, read_when
from snt_desk.domain.sheet.words import GUARD, text_of, unguarded_name

Read: TypeAlias = Callable[[Value], Any]
"""From what a cell holds to what it means, None if it is empty; raises SheetError."""

_RANK: Final = re.compile(
    r"^(?:t/|a/)?(?:pcso|pcs|pc|ps|psv|sgt|sergeant|sc|spc|con|dc|insp|vol|special)[.\s]*(?=[\d\s.])",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[;,/&+\n]|\band\b", re.IGNORECASE)
_PART: Final = re.compile(r"\d{1,3}(?:\.\d{1,9})?\s*%?", re.ASCII)
_MOST_LISTED: Final = 6
_MOST_ENTRY: Final = 200
_YES_NO: Final = {
    **dict.fromkeys(("y", "yes", "true"), True),
    **dict.fromkeys(("n", "no", "false"), False),
}


class ForPriority(NamedTuple):
    """What a patrol was for, as the log itself says it: `Priority: Woodhall shops`."""

    ref: str


class WithPartners(NamedTuple):
    """A crew as the log itself shows it, partners beside officers: collars and refs."""

    officers: tuple[str, ...]
    partners: tuple[str, ...]


class Refused:
    """A cell that was not understood, and the sentence that says what to write."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


class Meanings(dict[Value, Any]):
    """What each cell means, read once: the value, or why it is refused.

    `any_refused` says whether any was.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self.any_refused = False

    def __missing__(self, cell: Value) -> Any:
        try:
            meant = self._read(cell)
        except SheetError as error:
            meant = Refused(str(error))
            self.any_refused = True
        self[cell] = meant
        return meant


def reader(kind: Kind, name: str, around: Around) -> Read:
    """Choose how the cells of a field are read."""
    if (kind.name, name) == ("patrols", "purpose"):
        return _purpose(around)
    if (kind.name, name) == ("patrols", "officers"):
        return _crew_of_patrol(around)
    always = _count if name.startswith(OUTCOME) else _ALWAYS.get(name)
    if always is None and kind.name == "members" and name in {"from", "to"}:
        always = read_day
    if always is not None:
        return always
    make = _OF_PEOPLE.get(name) if (kind.name, name) != ("members", "collar") else None
    if make is not None:
        return make(around)
    table = {("members", "role"): "postings", ("patrols", "mode"): "legs"}.get((kind.name, name))
    table = "legs" if (kind.name, name) == ("patrols", "place") else table
    return _of_package(by_name(table or kind.name), name, around)


def _purpose(around: Around) -> Read:
    """Read a purpose; one priority is named after `Priority:`."""
    purpose = _of_package(by_name("patrols"), "purpose", around)
    priorities = around.choices("priorities")

    def read(value: Value) -> Any:
        first, colon, title = unguarded_name(text_of(value)).partition(":")
        if colon and first.strip().casefold() == "priority" and title.strip():
            return ForPriority(_only(priorities, title.strip(), "priority"))
        return purpose(value)

    return read


def _of_package(table: PackageTable, name: str, around: Around) -> Read:
    column = table.column(name)
    chosen = column.codes or column.refers
    if chosen:
        return _chosen(around.choices(chosen), column)
    return _text(column) if column.kind is TEXT else _key(column)


def _chosen(choices: Choices, column: Column) -> Read:
    noun = (column.refers or column.codes or column.name).removesuffix("s").replace("_", " ")
    noun = "priority" if column.refers == "priorities" else noun

    def read(value: Value) -> str | None:
        said = unguarded_name(text_of(value))
        return _only(choices, said, noun) if said else None

    return read


def _only(choices: Choices, said: str, noun: str) -> str:
    """Give what the text means, if that is one thing."""
    meant = choices.meant(said)
    if len(meant) == 1:
        return meant[0]
    if meant:
        names = " or ".join(f"{choices.names[key]} ({key})" for key in meant[:_MOST_LISTED])
        raise SheetError(f"“{shown(said)}” could be {names}. Write which.")
    split = [part for part in _BETWEEN.split(said) if part.strip()]
    if len(split) > 1 and all(choices.meant(part.strip()) for part in split):
        raise SheetError(f"“{shown(said)}” names more than one {noun}. Write one in a row.")
    raise SheetError(f"There is no {noun} “{shown(said)}”. {_instead(choices, said)}")


def _instead(choices: Choices, said: str) -> str:
    """Say what to write for a word that means nothing: all there is, or what is spelt like it."""
    names = list(dict.fromkeys(choices.names.values()))
    if not names:
        return "There is none yet: add it first."
    if len(names) <= _MOST_LISTED:
        return f"Write one of: {', '.join(names)}."
    if alike := get_close_matches(said, names, n=3):
        return f"Write one of: {', '.join(alike)}."
    return f"Write one that there is, such as {names[0]} or {names[1]}."


def _several(choices: Choices) -> Read:
    def read(value: Value) -> tuple[str, ...]:
        said = unguarded_name(text_of(value))
        if not said:
            return ()
        # The whole first: an organisation's own name may well have an “and” in it.
        if len(choices.meant(said)) == 1:
            return choices.meant(said)
        parts = [part.strip() for part in re.split(r"[;,\n]", said) if part.strip()]
        return _each_once([_only(choices, part, "partner") for part in parts], said)

    return read


def _crew(around: Around) -> Read:
    def read(value: Value) -> tuple[str, ...]:
        said = unguarded_name(text_of(value))
        return _officers(around, list(_parts(said)), said)

    return read


def _crew_of_patrol(around: Around) -> Read:
    """Read a crew, in which the log itself names partners too.

    Who fits a member is one; only what fits nobody can be a partner, by its whole name.
    """
    called: defaultdict[str, list[str]] = defaultdict(list)
    for ref, name in around.partners:
        called[plain("".join(_parts(name)))].append(ref)
    longest = max((len(list(_parts(name))) for _, name in around.partners), default=0)

    def read(value: Value) -> tuple[str, ...] | WithPartners:
        said = unguarded_name(text_of(value))
        parts = list(_parts(said))
        officers: list[str] = []
        partners: list[str] = []
        while parts:
            size, refs = _partner_first(around, called, parts[:longest])
            if len(refs) > 1:
                raise SheetError(
                    f"“{shown(said)}” names a partner, and {' or '.join(refs)} could be meant."
                    " Write the ref below Partners, and leave the name out here."
                )
            if refs:
                partners += refs
            else:
                officers.append(parts[0])
            del parts[:size]
        if not partners:
            return _officers(around, officers, said)
        known = _officers(around, officers, said) if officers else ()
        return WithPartners(known, _each_once(partners, said))

    return read


def _parts(said: str) -> Iterator[str]:
    """Take a list of names apart."""
    return filter(None, map(str.strip, _BETWEEN.split(said)))


def _partner_first(
    around: Around, called: Mapping[str, list[str]], parts: list[str]
) -> tuple[int, list[str]]:
    """Say which partner the first parts name, and how many: a name may have an “and” in it."""
    for size in range(len(parts), 0, -1):
        refs = called.get(plain("".join(parts[:size])))
        if refs and not all(_meant(around, part) for part in parts[:size]):
            return size, refs
    return 1, []


def _officers(around: Around, parts: list[str], said: str) -> tuple[str, ...]:
    if said and not parts:
        raise SheetError(f"“{shown(said)}” names nobody. Write a collar number or a name.")
    return _each_once([_who(around, part) for part in parts], said)


def _somebody(around: Around) -> Read:
    def read(value: Value) -> str | None:
        said = unguarded_name(text_of(value))
        return _who(around, said) if said else None

    return read


def _who(around: Around, said: str) -> str:
    meant = _meant(around, said)
    if len(meant) > 1:
        names = " or ".join(_called(around, collar) for collar in meant[:_MOST_LISTED])
        raise SheetError(f"“{shown(said)}” could be {names}. Write the collar number.")
    if not meant:
        bare = _without_rank(said)
        what = "collar number" if bare.isascii() and bare.isdigit() else "name"
        raise SheetError(f"Nobody has the {what} “{shown(said)}”. Mend it, or add the person.")
    if not around.members.by_collar[meant[0]].posted:
        raise SheetError(
            f"{_called(around, meant[0])} has never been posted to a team. Add a posting first."
        )
    return meant[0]


def _meant(around: Around, said: str) -> tuple[str, ...]:
    """Give the collars of all whom a text could mean, with a rank before it or without."""
    people = around.members
    return people.meant(said) or people.meant(_without_rank(said))


def _without_rank(said: str) -> str:
    return _RANK.sub("", said, count=1).strip()


def _called(around: Around, collar: str) -> str:
    one = around.members.by_collar[collar]
    return f"{one.first_name} {one.last_name} ({collar})"


def _each_once(keys: list[str], said: str) -> tuple[str, ...]:
    if len(set(keys)) < len(keys):
        raise SheetError(f"“{shown(said)}” names somebody twice. Name each once.")
    return tuple(keys)


def _text(column: Column) -> Read:
    def read(value: Value) -> str | None:
        said = text_of(value)
        if not said:
            return None
        if "\r" in said:
            said = said.replace("\r\n", "\n").replace("\r", "\n")
        if not said.isprintable() or len(said) > MOST_CELL:
            reason = fault(column, said)
            if reason:
                raise SheetError(reason)
        # Exactly one, whatever follows it (formats.md, the formula guard).
        return without_guard(said).strip() or None if said.startswith(GUARD) else said

    return read


def _key(column: Column) -> Read:
    read_text = package_reader(column)

    def read(value: Value) -> str | None:
        said = text_of(value)
        try:
            return str(read_text(said)) if said else None
        except ValueError as error:
            raise SheetError(str(error)) from None

    return read


def _count(value: Value) -> int | None:
    said = text_of(value)
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or isinstance(value, bool):
        raise SheetError(f"“{shown(said)}” is not a whole number from 0 up. Write it as 2.")
    if len(said.lstrip("0")) > 9:
        raise SheetError(f"“{shown(said)}” is too many. Write how many there were, as 2.")
    return int(said)


def _entry(value: Value) -> str | None:
    """Read what a survey numbers its answers by; it is kept nowhere."""
    said = text_of(value)
    if len(said) > _MOST_ENTRY or not said.isprintable():
        raise SheetError(f"“{shown(said)}” is no number of a form. Leave that column out.")
    return said or None


def _yes_no(value: Value) -> bool | None:
    said = text_of(value)
    if not said:
        return None
    if said.casefold() not in _YES_NO:
        raise SheetError(f"“{shown(said)}” is not yes or no. Write yes or no.")
    return _YES_NO[said.casefold()]


def _full_time_percent(value: Value) -> int | None:
    """Read a part of full time: up to 1 a part of one, over 1 or with % hundredths."""
    said = text_of(value)
    if not said:
        return None
    if _PART.fullmatch(said):
        number = Decimal(said.removesuffix("%").strip())
        part = number if said.endswith("%") or number > 1 else number * 100
        if part == int(part) and part <= 100:
            return int(part)
    raise SheetError(f"“{shown(said)}” is not a part of full time. Write it as 0.6, 60 or 60%.")


_ALWAYS: Final[dict[str, Read]] = {
    "date": read_day,
    "start": read_when,
    "end": read_when,
    "start_time": read_when,
    "end_time": read_when,
    "visible": _yes_no,
    "cycle_trained": _yes_no,
    "attendance": _count,
    "count": _count,
    "received": read_stamped,
    "entry": _entry,
    "fte_percent": _full_time_percent,
}

_OF_PEOPLE: Final[dict[str, Callable[[Around], Read]]] = {
    "officers": _crew,
    "collar": _somebody,
    "partners": lambda around: _several(around.choices("partners")),
}
