"""Areas of a KML file, as police.uk and mapping programs write them.

Read as a stream, and strictly: a document type, and with it every entity, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from snt_desk.domain.outlines.shapes import MOST_OUTLINES, MOST_POINTS, Found
from snt_desk.errors import DeskError

_WORD = re.compile(r"\S+")
_DEEPEST = 64
_MOST_WORDS = 200
_VALUES = ("name", "value", "SimpleData", "coordinates")
"""The elements whose text is wanted."""


def read(data: bytes) -> Iterator[Found]:
    """Give the areas of the file in their order; raises DeskError for what is no KML."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003  # it takes no name
    except (expat.ExpatError, LookupError, UnicodeError, ValueError) as error:
        raise DeskError(
            "The file is no KML", f"It cannot be read after line {parser.CurrentLineNumber:,}."
        ) from error
    if not reader.is_kml:
        raise DeskError("The file is no KML", "Load a file that ends in .geojson or .kml.")
    yield from reader.found


def _no_document_type(*_said: object) -> NoReturn:
    raise DeskError("The file has a document type", "A map of beats needs none; it was not read.")


@dataclass
class _Placemark:
    """What has been read of the placemark that the parser is in."""

    properties: dict[str, object] = field(default_factory=dict)
    rings: list[list[tuple[float, float]]] = field(default_factory=list)


class _Reader:
    """Listens to the parser, and keeps placemarks."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.is_kml = False
        self._path: list[str] = []
        self._placemark: _Placemark | None = None
        self._field = ""
        self._words: list[str] = []
        self._points = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if not self._path:
            self.is_kml = name in {"kml", "Document", "Folder", "Placemark"}
        if len(self._path) >= _DEEPEST:
            raise DeskError("The file is nested too deeply", "It is no map of beats.")
        self._path.append(name)
        self._words = []
        if name == "Placemark":
            self._placemark = _Placemark()
        elif name in {"Data", "SimpleData"}:
            self._field = attributes.get("name", "")

    def text(self, words: str) -> None:
        if self._placemark is not None and self._path[-1] in _VALUES:
            self._words.append(words)

    def end(self, _tag: str) -> None:
        name, words = self._path.pop(), "".join(self._words)
        self._words = []
        if self._placemark is None:
            return
        inside = self._path[-1] if self._path else ""
        if name == "coordinates" and inside == "LinearRing" and "Polygon" in self._path:
            self._placemark.rings.append(self._ring(words))
        elif name == "name" and inside == "Placemark":
            self._placemark.properties["name"] = words[:_MOST_WORDS]
        elif (name == "value" and inside == "Data") or name == "SimpleData":
            self._placemark.properties.setdefault(self._field[:_MOST_WORDS], words[:_MOST_WORDS])
        elif name == "Placemark":
            self._keep(self._placemark)
            self._placemark = None

    def _keep(self, placemark: _Placemark) -> None:
        number = len(self.found) + 1
        if number > MOST_OUTLINES:
            raise DeskError(
                f"The file has more than {MOST_OUTLINES:,} outlines", "Load those of one district."
            )
        self.found.append(Found(number, placemark.properties, placemark.rings))

    def _ring(self, words: str) -> list[tuple[float, float]]:
        where = f"Placemark {len(self.found) + 1}"
        points: list[tuple[float, float]] = []
        # One by one: a file could have millions, and is refused before they are in memory.
        for one in _WORD.finditer(words):
            self._points += 1
            if self._points > MOST_POINTS:
                raise DeskError("The file has too many points", "Load generalised boundaries.")
            parts = one[0].split(",")
            try:
                points.append((float(parts[0]), float(parts[1])))
            except (ValueError, IndexError) as error:
                raise DeskError(
                    f"{where}: a point is not two numbers", "The file is damaged."
                ) from error
        return points


def _local(tag: str) -> str:
    """The name of an element without its namespace: old files have another, or none."""
    return tag.rpartition(" ")[2]
