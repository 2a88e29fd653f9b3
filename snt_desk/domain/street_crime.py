"""Street-level crime as data.police.uk publishes it: counts of a place by category and month.

A file comes from anywhere, and is checked whole before anything of it is used. Of single crimes
nothing is kept: what is read is added up at once to how many there were at a spot.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from snt_desk.domain.clock import ClockError, Month
from snt_desk.domain.outlines import Outline
from snt_desk.errors import DeskError

COLUMNS: Final = ("Month", "Longitude", "Latitude", "Location", "LSOA name", "Crime type")
"""What has to be in a file; it has others, which are passed over."""
FORCE: Final = "Reported by"
SOURCE: Final = "data.police.uk"
LICENCE: Final = "Open Government Licence v3.0"
MOST_ROWS: Final = 1_000_000
MOST_FILES: Final = 60
MOST_CATEGORIES: Final = 60
_LONGEST: Final = 120


@dataclass(frozen=True)
class Spot:
    """Where and when crimes of a category were: a point of the map that stands for a street.

    A crime without a place has no point and no names.
    """

    month: str
    category: str
    point: tuple[float, float] | None
    location: str
    area: str


@dataclass(frozen=True)
class MonthFile:
    """One file: its name, the months and forces in it, and how many crimes at each spot."""

    name: str
    spots: Mapping[Spot, int]
    forces: frozenset[tuple[str, str]]
    """Each month with the force that it is of."""

    @property
    def months(self) -> tuple[str, ...]:
        """The months in it, in order."""
        return tuple(sorted({month for month, _ in self.forces}))

    @property
    def number(self) -> int:
        """How many crimes it has."""
        return sum(self.spots.values())


@dataclass(frozen=True)
class Figure:
    """How many crimes of a category were published for a month."""

    month: str
    category: str
    number: int


@dataclass(frozen=True)
class Where:
    """Which spots are meant: inside an outline, in areas, or where a street is called so.

    Nothing said means all of the files.
    """

    outlines: tuple[Outline, ...] = ()
    areas: frozenset[str] = frozenset()
    words: str = ""

    @property
    def is_all(self) -> bool:
        """Whether no place was said."""
        return not (self.outlines or self.areas or self.words.strip())


# --- Reading ----------------------------------------------------------------------------------


@dataclass
class _Reading:
    """What has been read of a file so far."""

    name: str
    at: Mapping[str, int] = field(default_factory=dict)
    spots: Counter[Spot] = field(default_factory=Counter)
    forces: set[tuple[str, str]] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)


def read(name: str, rows: Iterable[Sequence[str]]) -> MonthFile:
    """Read the rows of a file; raises DeskError with row, field and what is wrong there."""
    reading = _Reading(name)
    for number, row in enumerate(rows, start=1):
        if number == 1:
            reading.at = _headings(name, row)
        elif any(cell.strip() for cell in row):
            if number > MOST_ROWS:
                raise _refused(name, f"It has more than {MOST_ROWS:,} rows.")
            _take(reading, number, row)
    if not reading.spots:
        raise _refused(name, "There are no crimes in it.")
    return MonthFile(name, reading.spots, frozenset(reading.forces))


def _headings(name: str, row: Sequence[str]) -> Mapping[str, int]:
    said = {cell.strip().casefold(): at for at, cell in enumerate(row)}
    missing = [one for one in COLUMNS if one.casefold() not in said]
    if missing:
        raise _refused(name, f"Row 1: there is no column {missing[0]}. It is no street-level file.")
    wanted = (*COLUMNS, FORCE)
    return {one: said[one.casefold()] for one in wanted if one.casefold() in said}


def _take(reading: _Reading, number: int, row: Sequence[str]) -> None:
    """Add one row to what has been read, once every field of it is as it must be."""
    cells = {column: _cell(row, at) for column, at in reading.at.items()}
    for column, value in cells.items():
        if wrong := _wrong(column, value):
            raise _refused(reading.name, f"Row {number}, {column}: {wrong}")
    longitude, latitude = _degrees(cells["Longitude"]), _degrees(cells["Latitude"])
    if (longitude is None) != (latitude is None):
        column = "Longitude" if longitude is None else "Latitude"
        raise _refused(reading.name, f"Row {number}, {column}: it is empty, the other is not.")
    month, category = cells["Month"], cells["Crime type"]
    reading.categories.add(category)
    if len(reading.categories) > MOST_CATEGORIES:
        said = f"there are more than {MOST_CATEGORIES} kinds."
        raise _refused(reading.name, f"Row {number}, Crime type: {said}")
    point = None if longitude is None or latitude is None else (longitude, latitude)
    reading.forces.add((month, cells.get(FORCE, "")))
    reading.spots[Spot(month, category, point, cells["Location"], cells["LSOA name"])] += 1


def _cell(row: Sequence[str], at: int) -> str:
    return " ".join(row[at].split()) if at < len(row) else ""


def _wrong(column: str, value: str) -> str:
    """Say what is wrong with what stands in a column; nothing where all is well."""
    if len(value) > _LONGEST:
        return f"it has more than {_LONGEST} characters."
    if not value.isprintable():
        return "it has signs that cannot be shown."
    if column == "Month":
        try:
            Month.parse(value)
        except ClockError as error:
            return str(error)
    if column == "Crime type" and not value:
        return "it is empty."
    most = _MOST_DEGREES.get(column)
    if most is not None and value and not _is_degrees(value, most):
        return f"“{value}” is not a number of degrees."
    return ""


_MOST_DEGREES: Final = {"Longitude": 180.0, "Latitude": 90.0}
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(\.\d{1,12})?", re.ASCII)


def _is_degrees(text: str, most: float) -> bool:
    return _NUMBER.fullmatch(text) is not None and abs(float(text)) <= most


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _refused(name: str, text: str) -> DeskError:
    return DeskError(f"{name} was not read", text)


def together(files: Sequence[MonthFile]) -> Counter[Spot]:
    """Put files together; raises DeskError where two have the same month of one force."""
    if len(files) > MOST_FILES:
        raise DeskError(f"Choose at most {MOST_FILES} files", "Nothing was read.")
    of: dict[tuple[str, str], str] = {}
    for one in files:
        for key in one.forces:
            if key in of:
                month = Month.parse(key[0]).shown
                raise DeskError(
                    f"{of[key]} and {one.name} both have {month}", "Choose one of them."
                )
            of[key] = one.name
    added: Counter[Spot] = Counter()
    for one in files:
        added.update(one.spots)
    return added


# --- Counting ---------------------------------------------------------------------------------


def areas(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Name the areas in the files, in their order."""
    return tuple(sorted({one.area for one in spots if one.area}))


def figures(spots: Mapping[Spot, int], where: Where) -> tuple[Figure, ...]:
    """Count the crimes of a place by month and category, in this order.

    A month without any of a category is 0 as long as another month has some.
    """
    counts: Counter[tuple[str, str]] = Counter()
    inside = _Inside(where)
    for spot, number in spots.items():
        if inside.has(spot):
            counts[spot.month, spot.category] += number
    months = sorted({spot.month for spot in spots})
    categories = sorted({category for _, category in counts})
    return tuple(
        Figure(month, category, counts[month, category])
        for month in months
        for category in categories
    )


class _Inside:
    """Says of spots whether they are meant; of each point and word once."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._points: dict[tuple[float, float], bool] = {}
        self._words = where.words.casefold().split()

    def has(self, spot: Spot) -> bool:
        where = self._where
        if where.is_all:
            return True
        if where.outlines:
            return spot.point is not None and self._is_inside(spot.point)
        if where.areas:
            return spot.area in where.areas
        said = spot.location.casefold()
        return all(word in said for word in self._words)

    def _is_inside(self, point: tuple[float, float]) -> bool:
        if point not in self._points:
            # Each outline by itself: where two lie over each other, both have the point.
            self._points[point] = any(_crossed(one.rings, point) for one in self._where.outlines)
        return self._points[point]


def _crossed(rings: Iterable[Sequence[tuple[float, float]]], point: tuple[float, float]) -> bool:
    """Whether an odd number of rings goes round a point."""
    x, y = point
    inside = False
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
            x0, y0 = x1, y1
    return inside


# --- Said -------------------------------------------------------------------------------------


def by_category(figures_: Collection[Figure]) -> tuple[tuple[str, int], ...]:
    """Add up over the months, the most first."""
    sums: Counter[str] = Counter()
    for one in figures_:
        sums[one.category] += one.number
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def months_shown(months: Collection[str]) -> str:
    """Say which months they are: `January 2022`, `October to December 2026`."""
    found = sorted(Month.parse(one) for one in set(months))
    if not found:
        return ""
    first, last = found[0], found[-1]
    if first == last:
        return first.shown
    begins = first.shown.split()[0] if first.year == last.year else first.shown
    gap = "" if len(found) == _between(first, last) else f", {len(found)} of the months"
    return f"{begins} to {last.shown}{gap}"


def _between(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.number - first.number + 1


def source(names: Sequence[str], months: Collection[str]) -> str:
    """Name where figures come from: the publisher, the months, the files, the licence."""
    files = ", ".join(names) if len(names) <= 3 else f"{names[0]} and {len(names) - 1} more files"
    return f"{SOURCE}, {months_shown(months)} ({files}). {LICENCE}"
