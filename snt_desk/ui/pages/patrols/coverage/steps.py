"""What of the coverage there is room for at once: map and tables, or one after the other."""

from __future__ import annotations

from dataclasses import dataclass

MAP, BEATS, SPOTS = "map", "beats", "spots"
WORDS = {MAP: "Map", BEATS: "Beats", SPOTS: "Hot spots"}
LEAST = (320, 120)
"""With so little room the coverage still works, in pixels at 100 %."""

_WIDE, _HIGH, _DEEP = 700, 460, 360
_ROOMY, _ASKING, _LEGEND = 800, 560, 240


@dataclass(frozen=True)
class Room:
    """The width and height of the coverage, in pixels at 100 %."""

    width: float
    height: float

    @property
    def beside(self) -> bool:
        """Whether the tables stand beside the map."""
        return self.width >= _WIDE

    @property
    def both(self) -> bool:
        """Whether map and tables are shown together, beside or below each other."""
        return self.beside or self.height >= _HIGH

    @property
    def deep(self) -> bool:
        """Whether both tables are shown together."""
        return self.height >= _DEEP

    @property
    def roomy(self) -> bool:
        """Whether there is room for every button."""
        return self.width >= _ROOMY

    @property
    def asks(self) -> bool:
        """Whether there is room to ask what is quiet."""
        return self.width >= _ASKING

    @property
    def explained(self) -> bool:
        """Whether there is room for what the shades mean."""
        return self.height >= _LEGEND

    @property
    def steps(self) -> tuple[str, ...]:
        """What is shown one after the other; the first is shown where there is room for all."""
        tables = (BEATS,) if self.deep else (BEATS, SPOTS)
        if self.both:
            return (MAP,) if self.deep else tables
        return (MAP, *tables)

    def next(self, step: str) -> str:
        """Name the step after this one; the first after the last, or after one that is gone."""
        at = self.steps.index(step) + 1 if step in self.steps else 0
        return self.steps[at % len(self.steps)]
