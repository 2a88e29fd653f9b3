"""The fields of one item: what is wrong makes the file useless, what is junk is left out.

A text where a list belongs cannot be read at all; a population “A” can be done without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.domain.outlines import is_near
from snt_desk.domain.police_uk import plain
from snt_desk.domain.police_uk.parsing import shown
from snt_desk.domain.police_uk.shapes import Contact, Point, Remark

MOST_LETTERS: Final = 10_000
"""As many as a note takes."""
_MOST_LINE: Final = 500
_MOST_MARKUP: Final = 200_000
"""With all its tags; Word writes twenty times as many as letters."""
_MOST_WAYS: Final = 60
_MOST_PEOPLE: Final = 100_000_000

_TIME: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_WHOLE: Final = re.compile(r"\d{1,12}", re.ASCII)


class WrongError(ValueError):
    """A file cannot be what it seems to be: its remark says where."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.sentence)
        self.remark = remark


@dataclass
class Item:
    """One object of a file, the `at`th; what is left out of it is said in `cautions`."""

    file: str
    at: int
    said: Mapping[str, Any]
    cautions: list[Remark] = field(default_factory=list)
    within: str = ""

    def inside(self, name: str, said: object) -> Item:
        """An object within this one, `locations 2` or `centre`, whose remarks go with ours."""
        if not isinstance(said, Mapping):
            raise self._wrong(name, f"{shown(said)} is not what belongs here: an object.")
        return Item(self.file, self.at, said, self.cautions, f"{self._path(name)}, ")

    def needed(self, name: str) -> str:
        """A line that has to be there; the file is nothing without it."""
        found = self.line(name)
        if not found:
            raise self._wrong(name, "It is missing or empty.")
        return found

    def line(self, name: str) -> str:
        """One line of HTML as text; empty for null, or where it is missing."""
        return self._text(name, plain.to_line, _MOST_LINE)

    def text(self, name: str) -> str:
        """HTML as text of several lines."""
        return self._text(name, plain.to_text, MOST_LETTERS)

    def raw(self, name: str) -> str:
        """An id, address of a page or number of a telephone: no HTML, whatever it looks like."""
        return self._text(name, plain.one_line, _MOST_LINE)

    def _text(self, name: str, reduce: Callable[[str], str], most: int) -> str:
        value = self.said.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._wrong(name, f"{shown(value)} is not what belongs here: text.")
        if isinstance(value, str) and len(value) > _MOST_MARKUP:
            raise self._wrong(name, f"It is longer than {_MOST_MARKUP:,} letters with its tags.")
        found = reduce(str(value))
        if len(found) > most:
            raise self._wrong(name, f"It is longer than {most:,} letters.")
        if isinstance(value, str) and plain.hides(value):
            self.caution(name, "Signs that nobody sees were taken out.")
        return found

    def contact(self, name: str = "contact_details") -> Contact:
        """Ways to reach somebody, the ones that nobody knows too; none where nothing stands."""
        value = self.said.get(name)
        if value is None or value == []:
            # An empty object comes from their server as an empty list now and then.
            return ()
        inner = self.inside(name, value)
        if len(inner.said) > _MOST_WAYS:
            raise self._wrong(name, f"It has more than {_MOST_WAYS} ways to reach somebody.")
        found = ((plain.one_line(key)[:_MOST_LINE], inner.raw(key)) for key in inner.said)
        return tuple((key, text) for key, text in found if key and text)

    def items(self, name: str, most: int) -> Iterator[Item]:
        """The objects of a list within this one; none for null."""
        value = self.said.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise self._wrong(name, f"{shown(value)} is not what belongs here: a list.")
        if len(value) > most:
            raise self._wrong(name, f"It has more than {most:,} items.")
        for number, one in enumerate(value, start=1):
            yield self.inside(f"{name} {number}", one)

    def number(self, name: str) -> int | None:
        """A number of people, or None where none can be read; junk is said."""
        value = self.said.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, list | dict):
            raise self._wrong(name, f"{shown(value)} is not what belongs here: a number.")
        text = str(value).replace(",", "").strip()
        if not isinstance(value, bool) and _WHOLE.fullmatch(text) and int(text) <= _MOST_PEOPLE:
            return int(text)
        self.caution(name, f"{shown(value)} is not a number. It was left out.")
        return None

    def point(self) -> Point | None:
        """The place that `latitude` and `longitude` name; None for null, and junk is said."""
        if all(self.said.get(name) in (None, "") for name in ("latitude", "longitude")):
            return None
        latitude, longitude = self._degrees("latitude"), self._degrees("longitude")
        if latitude is None or longitude is None:
            wrong = "latitude" if latitude is None else "longitude"
            self.caution(wrong, f"{shown(self.said.get(wrong))} is no coordinate. It was left out.")
            return None
        if not is_near(longitude, latitude):
            said = f"{latitude:g}, {longitude:g}"
            self.caution("latitude", f"{said} is not in Britain. It was left out.")
            return None
        return Point(latitude, longitude)

    def corner(self) -> Point:
        """The same for a point of a boundary, which is none where one is missing."""
        found = self.point()
        if found is None:
            if self.cautions and self.cautions[-1].item == self.at:
                last = self.cautions.pop()
                raise self._wrong(last.field, last.text.removesuffix(" It was left out."))
            raise self._wrong("latitude", "It is missing or empty.")
        return found

    def _degrees(self, name: str) -> float | None:
        value = self.said.get(name)
        if isinstance(value, list | dict):
            raise self._wrong(name, f"{shown(value)} is not what belongs here: a number.")
        if isinstance(value, bool) or value is None:
            return None
        try:
            found = float(value)
        except (ValueError, OverflowError):
            return None
        return found if math.isfinite(found) else None

    def day(self, name: str) -> date | None:
        """The local day of a date-time, or None; what is no day is said."""
        found = self.moment(name)
        return None if found is None else clock.local_day(found)

    def moment(self, name: str) -> datetime | None:
        """The instant of a date-time, London's where no zone is said; what is none is said."""
        value = self.said.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, list | dict):
            raise self._wrong(name, f"{shown(value)} is not what belongs here: a date and time.")
        try:
            return _instant(str(value).strip())
        except clock.ClockError as error:
            self.caution(name, f"{error} It was left out.")
        except ValueError:
            self.caution(name, f"{shown(value)} is not a date and time. It was left out.")
        return None

    def caution(self, name: str, text: str) -> None:
        """Say what is left out of this item."""
        self.cautions.append(Remark(self.file, text, self.at, self._path(name)))

    def _wrong(self, name: str, text: str) -> WrongError:
        return WrongError(Remark(self.file, text, self.at, self._path(name)))

    def _path(self, name: str) -> str:
        return f"{self.within}{name}" if name else self.within.removesuffix(", ")


def _instant(text: str) -> datetime:
    """Read `2016-04-14T00:00:00`; the time of a night that was twice is its first."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day, hour, minute = (int(one or 0) for one in found.groups()[:5])
    naive = datetime(year, month, day, hour, minute)  # noqa: DTZ001  # a wall clock's
    if not clock.FIRST_YEAR <= year <= clock.LAST_YEAR:
        raise ValueError(text)
    if found[6] is not None:
        offset = found[6].replace("Z", "+00:00")
        return datetime.fromisoformat(f"{naive:%Y-%m-%dT%H:%M}{offset}").astimezone(UTC)
    first = naive.replace(tzinfo=clock.LONDON).astimezone(UTC)
    if clock.local(first).replace(tzinfo=None) != naive:
        clock.wall_time(naive)  # says which clocks went forward
    return first
