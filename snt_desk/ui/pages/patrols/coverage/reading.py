"""What the coverage shows, read and worked out by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from snt_desk.db.store import Store
from snt_desk.domain import clock, outlines
from snt_desk.domain.entries import NO_BEAT
from snt_desk.domain.outlines import Beat, Outline, Plan, Shape
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, coverage
from snt_desk.services.beat_map import BeatMap
from snt_desk.services.coverage import BeatTime, Coverage, SpotTime
from snt_desk.services.patrol_filter import Filter
from snt_desk.ui.named import counted, one_line
from snt_desk.ui.tasks import Progress

STEPS = 5
"""So many shades tell little from much."""


@dataclass(frozen=True)
class Area:
    """A beat on the map; without a code an outline that is none of the team's.

    `step` is its shade, 0 to 5; each of `spots` says of a hot spot whether it is behind its
    plan. Of several outlines of one beat only the one with most room `speaks`.
    """

    shape: Shape
    code: str = ""
    name: str = ""
    hours: str = ""
    quiet: str = ""
    step: int = 0
    spots: tuple[bool, ...] = ()
    speaks: bool = True

    @property
    def spoken(self) -> str:
        """All that it says."""
        return ", ".join(part for part in (self.name, self.hours, self.quiet) if part)


@dataclass(frozen=True)
class Seen:
    """All that is shown; `matched` gives the beat of an outline, by its key.

    `problem` says why what was loaded is not on the map.
    """

    coverage: Coverage
    kept: BeatMap
    matched: Mapping[str, str]
    areas: tuple[Area, ...]
    plan: Plan
    problem: str = ""

    @property
    def tiled(self) -> bool:
        """Whether squares stand for the beats, as nothing was loaded."""
        return not self.kept.outlines

    @property
    def without_outline(self) -> list[str]:
        """The names of the beats that the outlines lack."""
        there = set(self.matched.values())
        beats = (one for one in self.coverage.beats if one.code != NO_BEAT)
        return [] if self.tiled else [one_line(one.name) for one in beats if one.code not in there]


def read(store: Store, team_id: int, wanted: Filter, _progress: Progress) -> Seen:
    """Read the coverage of a list, and lay its beats out."""
    with store.read() as session:
        found = coverage.cover(session, team_id, wanted)
        try:
            kept, problem = beat_map.read(session, team_id), ""
        except DeskError as error:
            kept, problem = BeatMap(), str(error)
    beats = [one for one in found.beats if one.code != NO_BEAT]
    matched = outlines.matched(
        kept.outlines, [Beat(one.code, one.name) for one in beats], kept.chosen
    )
    if kept.outlines:
        ours = [one for one in kept.outlines if one.key in matched]
        # Round all of them the team's own, if it is known: a line without a word.
        all_ = (*kept.outlines, *((kept.team,) if kept.team else ()))
        plan = outlines.laid_flat(all_, ours)
        codes = [matched.get(shape.outline.key, "") for shape in plan.shapes]
    else:
        plan = outlines.tiles([Outline(one.name, one.code, ()) for one in beats])
        codes = [one.code for one in beats]
    return Seen(found, kept, matched, _areas(found, plan, codes), plan, problem)


def _areas(found: Coverage, plan: Plan, codes: list[str]) -> tuple[Area, ...]:
    beats = {one.code: one for one in found.beats}
    most = max((one.patrol_time for one in beats.values() if one.code != NO_BEAT), default=0)
    roomiest: dict[str, Shape] = {}
    for shape, code in zip(plan.shapes, codes, strict=True):
        if code not in roomiest or shape.room > roomiest[code].room:
            roomiest[code] = shape
    return tuple(
        _area(beats[code], shape, found.spots, most, speaks=roomiest[code] is shape)
        if code
        else Area(shape)
        for shape, code in zip(plan.shapes, codes, strict=True)
    )


def _area(
    beat: BeatTime, shape: Shape, spots: tuple[SpotTime, ...], most: int, *, speaks: bool
) -> Area:
    return Area(
        shape,
        beat.code,
        one_line(beat.name),
        clock.hours_long(beat.patrol_time),
        quiet_words(beat),
        -(-beat.patrol_time * STEPS // most) if most else 0,
        tuple(one.behind for one in spots if one.beat == beat.code),
        speaks,
    )


def quiet_words(beat: BeatTime) -> str:
    """`quiet 9 days`; empty where a patrol was there of late."""
    if not beat.quiet:
        return ""
    return "nobody yet" if beat.quiet_days is None else f"quiet {counted(beat.quiet_days, 'day')}"


def quiet_meaning(days: int) -> str:
    """Say what a hatched beat is."""
    return f"Quiet: no patrol for {counted(days, 'day')}"
