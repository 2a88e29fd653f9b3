"""Which place is counted: a beat by its outline, an area by its name, or a street by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.domain.outlines import Outline
from snt_desk.domain.street_crime import Where
from snt_desk.ui.fields import Choice, LineField, Option, Segment
from snt_desk.ui.parts import across, down, label

_BY = (
    Option("beat", "&Beat"),
    Option("area", "&Area"),
    Option("street", "&Street"),
    Option("all", "All of &it"),
)
_HINTS = {
    "beat": "Crimes inside the outline of the beat.",
    "area": "An area of the census (LSOA), or all whose names begin alike.",
    "street": "Words of the place that a crime was on or near.",
    "all": "All that is in the files.",
}
_WHY_NOT = {
    "beat": "No outlines of beats are loaded. The coverage map on Patrols loads them.",
    "area": "The files name no area.",
}
"""Why a way cannot be gone now; it stands after those that can."""


@dataclass(frozen=True)
class Chosen:
    """A place as it was chosen: what is counted, what it is called, the code of a beat."""

    where: Where
    called: str
    place: str | None = None


class PlaceFields(QFrame):
    """One way to say the place, and its field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._outlines: Mapping[str, tuple[Outline, ...]] = {}
        self._names: Mapping[str, str] = {}
        self._areas: tuple[str, ...] | None = None
        """None until files are read."""
        self.by = Segment(*_BY)
        self.beat, self.area = Choice("Choose a beat"), Choice("Choose an area")
        self.street = LineField("Woodhall Parade")
        self._hint = label("", "small", wrap=True)
        self.beat.call("Beat")
        self.area.call("Area")
        self.street.setAccessibleName("Street")
        self._fields = QStackedWidget()
        for one in (self.beat, self.area, self.street, label("")):
            self._fields.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            down(
                label("Place", "heading"), across(self.by, None), self._fields, self._hint, space=6
            )
        )
        self.by.changed.connect(self._by_changed)
        for one in (self.beat, self.area, self.street):
            one.changed.connect(self.changed)
        self._by_changed()

    def offer_beats(
        self, outlines: Mapping[str, tuple[Outline, ...]], names: Sequence[tuple[str, str]]
    ) -> None:
        """Offer the beats whose outlines are loaded; with none, the other ways come first."""
        self._outlines, self._names = outlines, dict(names)
        self.beat.show_choices([(code, name) for code, name in names if code in outlines])
        self._offer_ways()

    def offer_areas(self, areas: Sequence[str]) -> None:
        """Offer the areas of the files: each, and all whose name begins so."""
        self._areas = tuple(areas)
        begins = sorted({one.rpartition(" ")[0] for one in areas if " " in one})
        wide = [(f"{one} ", f"{one}, all areas") for one in begins if one]
        self.area.show_choices([*wide, *((one, one) for one in areas)])
        self._offer_ways()

    def _can(self, by: object) -> bool:
        if by == "beat":
            return bool(self._outlines)
        return by != "area" or self._areas is None or bool(self._areas)

    def _offer_ways(self) -> None:
        """Offer first what can be done, and begin there; below stands why the rest cannot."""
        ways = sorted(_BY, key=lambda one: not self._can(one.value))
        self.by.show_options(*ways)
        if not self._can(self.by.value):
            self.by.set_value(ways[0].value)
        self._say_how()

    def take_beat(self, code: str | None) -> None:
        """Choose the beat of what it is for, where its outline is loaded."""
        if code in self._outlines:
            self.by.set_value("beat")
            self.beat.set_value(code)

    @property
    def chosen(self) -> Chosen | None:
        """The place; None until one is said."""
        by = self.by.value
        if by == "all":
            return Chosen(Where(), "All of the files")
        if by == "beat":
            return self._of_beat(self.beat.value)
        if by == "area":
            return self._of_area(self.area.value)
        words = self.street.value
        return Chosen(Where(words=words), f"Near {words}") if words else None

    def _of_beat(self, code: object) -> Chosen | None:
        if not isinstance(code, str) or code not in self._outlines:
            return None
        return Chosen(Where(outlines=self._outlines[code]), self._names.get(code, code), code)

    def _of_area(self, name: object) -> Chosen | None:
        if not isinstance(name, str):
            return None
        if not name.endswith(" "):
            return Chosen(Where(areas=frozenset({name})), name)
        areas = frozenset(one for one in self._areas or () if one.startswith(name))
        return Chosen(Where(areas=areas), name.strip())

    def _by_changed(self) -> None:
        by = str(self.by.value)
        self._fields.setCurrentIndex([option.value for option in _BY].index(by))
        self._say_how()
        self.changed.emit()

    def _say_how(self) -> None:
        by = str(self.by.value)
        how = [_HINTS[by]] if self._can(by) else []
        why_not = [said for one, said in _WHY_NOT.items() if not self._can(one)]
        self._hint.setText("\n".join([*how, *why_not]))
