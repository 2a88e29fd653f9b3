"""Saved answers of data.police.uk: which of them a file is, told by its shape, and what it says.

A file is read whole or not at all. Priorities have `issue-date` and `action-date`; who writes
`issue_date` has invented the form, and is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

from snt_desk.domain.police_uk import parsing
from snt_desk.domain.police_uk.fields import Item, WrongError
from snt_desk.domain.police_uk.items import (
    event,
    listed,
    neighbourhood,
    person,
    priority,
    underscored,
)
from snt_desk.domain.police_uk.shapes import KINDS, Kind, Point, Published, Reading, Remark, Source

MOST_ITEMS: Final = 2_000
_MOST: Final = {"boundary": 60_000, "neighbourhoods": 5_000}
_LEAST_CORNERS: Final = 3

INVENTED: Final = (
    "Its dates are written issue_date and action_date. No file of police.uk has that:"
    " somebody else made it."
)
"""What is said of priorities with underscores."""

T = TypeVar("T")


def read(files: Iterable[tuple[str, bytes]], trusted: Collection[str] = ()) -> Reading:
    """Read some files, whatever they are called.

    Of priorities in the invented form nothing is taken, unless their name is among *trusted*.
    """
    looked = [_look(name, data, trusted) for name, data in _once(files)]
    published, clashes = _together(looked)
    return Reading(
        published,
        tuple(one.source for one in looked),
        (*(one.problem for one in looked if one.problem), *clashes),
        tuple(remark for one in looked for remark in one.cautions),
        tuple(one.source.file for one in looked if one.invented),
    )


@dataclass(frozen=True)
class _Looked:
    """What came of one file: what it says, or why nothing was taken from it."""

    source: Source
    says: Any = None
    cautions: tuple[Remark, ...] = ()
    problem: Remark | None = None
    invented: bool = False


def _once(files: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    """Leave out what was given twice, to the byte; two empty lists may be of different things."""
    known: set[bytes] = set()
    for name, data in files:
        if data not in known or data.split() in _NOTHING:
            yield name, data
        known.add(data)


_NOTHING: Final = ([b"[]"], [b"[", b"]"])


def _together(looked: Sequence[_Looked]) -> tuple[Published, list[Remark]]:
    """Put together what the files say; two that say the same thing otherwise are a problem."""
    found, clashes = Published(), []
    of: dict[Kind, str] = {}
    for one in looked:
        kind = one.source.kind
        if kind is None or one.says is None:
            continue
        if kind in of:
            text = f"{of[kind]} is {KINDS[kind]} too. Choose one of the two."
            clashes.append(Remark(one.source.file, text))
            # Which of them is right nobody can tell.
            found = replace(found, **{kind: None})
        else:
            of[kind] = one.source.file
            found = replace(found, **{kind: one.says})
    return found, clashes


def _look(name: str, data: bytes, trusted: Collection[str]) -> _Looked:
    try:
        value = parsing.parse(data)
    except ValueError as error:
        return _Looked(Source(name, None, "cannot be read"), problem=Remark(name, str(error)))
    kind = kind_of(value)
    if kind is None and value == []:
        return _empty(name)
    if kind is None:
        other = other_of(value)
        source = Source(name, None, other or "is none of police.uk’s forms")
        text = "It is none of the forms of police.uk that are known here."
        return _Looked(source, problem=None if other else Remark(name, text))
    cautions: list[Remark] = []
    count = len(value) if isinstance(value, list) else 1
    source = Source(name, kind, KINDS[kind], count)
    try:
        if kind == "priorities" and _is_invented(name, value):
            if name not in trusted:
                return _Looked(source, invented=True)
            cautions.append(Remark(name, f"{INVENTED} It was read because you said so."))
            value = [underscored(one) for one in value]
        says = _says(kind, name, value, cautions)
    except WrongError as error:
        return _Looked(source, problem=error.remark)
    return _Looked(source, says, tuple(cautions))


def _empty(name: str) -> _Looked:
    """An empty list does not say what it lists: its name alone can."""
    stem = PurePosixPath(name).stem.casefold()
    named = next((kind for kind in _LISTS if stem.endswith(kind)), None)
    if named is None:
        text = "It is an empty list, and does not say of what. It was left out."
        return _Looked(Source(name, None, "is an empty list"), cautions=(Remark(name, text),))
    text = f"It is an empty list, taken for {KINDS[named]} by its name."
    return _Looked(Source(name, named, KINDS[named]), (), (Remark(name, text),))


# --- Which it is ------------------------------------------------------------------------------

_DETAILS: Final = ("url_force", "centre", "locations", "contact_details", "population", "links")
_LISTS: Final[tuple[Kind, ...]] = ("priorities", "people", "events", "neighbourhoods", "boundary")


def kind_of(value: object) -> Kind | None:
    """Say which of police.uk's answers it is by the names of its fields; None for no such."""
    if isinstance(value, Mapping):
        known = "id" in value and "name" in value and any(name in value for name in _DETAILS)
        return "neighbourhood" if known and "engagement_methods" not in value else None
    names = _names(value)
    signs: tuple[tuple[Kind, bool], ...] = (
        ("priorities", "issue" in names),
        ("events", "title" in names and bool(names & {"start_date", "end_date", "address"})),
        ("people", "name" in names and bool(names & {"rank", "bio"})),
        ("boundary", {"latitude", "longitude"} <= names and not names & {"name", "category"}),
        ("neighbourhoods", {"id", "name"} <= names and not names & _NOT_LISTED),
    )
    found = next((kind for kind, has in signs if has), None)
    return None if found == "neighbourhoods" and _are_forces(value) else found


_NOT_LISTED: Final = {"category", "location", "month", *_DETAILS}


def _names(value: object) -> set[str]:
    """The fields that the objects of a list have; a list with anything else has none."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return set()
    return {name for one in value for name in one}


def _are_forces(value: object) -> bool:
    """Tell the list of all forces, which has the same fields, by their names."""
    assert isinstance(value, list)  # noqa: S101  # it has names
    words = ("police", "constabulary")
    return all(any(word in str(one.get("name")).casefold() for word in words) for one in value)


def other_of(value: object) -> str:
    """Say what else of police.uk it is, of which nothing is needed here; empty for none."""
    one = value[0] if isinstance(value, list) and value else value
    if not isinstance(one, Mapping):
        return ""
    if isinstance(value, list) and {"id", "name"} <= one.keys():
        return "is the list of forces; nothing of it is needed"
    return next((said for names, said in _OTHERS if names <= one.keys()), "")


_OTHERS: Final[tuple[tuple[set[str], str], ...]] = (
    ({"engagement_methods"}, "is about a force; nothing of it is needed"),
    ({"force", "neighbourhood"}, "says where a place belongs; nothing of it is needed"),
    ({"category", "month"}, "is about crimes; nothing of it is needed"),
    ({"category", "date"}, "is about outcomes; nothing of it is needed"),
    ({"date", "stop-and-search"}, "is a list of months; nothing of it is needed"),
    ({"date"}, "is about dates; nothing of it is needed"),
    ({"url", "name"}, "is a list of categories; nothing of it is needed"),
    ({"object_of_search"}, "is about stop and search; nothing of it is needed"),
)


def _is_invented(name: str, value: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all dates of these priorities have underscores; some of them is wrong."""
    dashed = [at for at, one in enumerate(value, 1) if {"issue-date", "action-date"} & one.keys()]
    lined = [at for at, one in enumerate(value, 1) if {"issue_date", "action_date"} & one.keys()]
    if dashed and lined:
        text = "It has issue_date where others have issue-date. Which is right nobody can tell."
        raise WrongError(Remark(name, text, lined[0], "issue_date"))
    return bool(lined)


# --- What it says -----------------------------------------------------------------------------


def _says(kind: Kind, name: str, value: Any, cautions: list[Remark]) -> Any:
    if kind == "neighbourhood":
        return neighbourhood(Item(name, 0, value, cautions))
    most = _MOST.get(kind, MOST_ITEMS)
    if len(value) > most:
        raise WrongError(Remark(name, f"It has more than {most:,} items."))
    readers: dict[str, Callable[[Item], Any]] = {
        "priorities": priority,
        "people": person,
        "events": event,
        "neighbourhoods": listed,
        "boundary": Item.corner,
    }
    items = [Item(name, number, one, cautions) for number, one in enumerate(value, start=1)]
    says = tuple(readers[kind](one) for one in items)
    if kind == "neighbourhoods":
        _insist_on_ids(name, [one.id for one in says])
    return _closed(name, says) if kind == "boundary" else says


def _insist_on_ids(name: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids, start=1):
        if one in seen:
            text = f"{parsing.shown(one)} is the id of another neighbourhood too."
            raise WrongError(Remark(name, text, number, "id"))
        seen.add(one)


def _closed(name: str, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A line round something; its first point is not repeated at the end."""
    if len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if len(set(points)) < _LEAST_CORNERS:
        raise WrongError(Remark(name, "It has fewer than three points, and goes round nothing."))
    return points
