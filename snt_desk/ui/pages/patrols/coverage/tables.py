"""What the tables beside the map show: beats, hot spots, outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from snt_desk.domain import clock
from snt_desk.domain.entries import NO_BEAT
from snt_desk.domain.outlines import Outline
from snt_desk.services.coverage import BeatTime, SpotTime
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.patrols.coverage.reading import Seen, quiet_words
from snt_desk.ui.table import Cell, Column, Heading


def beat_rows(beats: Sequence[BeatTime]) -> list[BeatTime | Heading]:
    """Put quiet beats first, the quietest above all, then the others by name."""
    quiet = [one for one in beats if one.quiet]
    # Where nobody has been yet is the quietest.
    quiet.sort(key=lambda one: (one.quiet_days is not None, -(one.quiet_days or 0)))
    rest = [one for one in beats if not one.quiet]
    rows: list[BeatTime | Heading] = []
    if quiet:
        rows += [Heading(f"Quiet, {len(quiet):,}"), *quiet]
    if rest:
        rows += [Heading(f"Patrolled, {len(rest):,}"), *rest]
    return rows


def _name(beat: BeatTime) -> Cell:
    none = beat.code == NO_BEAT
    return Cell("No beat" if none else one_line(beat.name), role="muted" if none else "text")


def _last(beat: BeatTime) -> str:
    if beat.last is None:
        return ""
    if beat.last.year == clock.today().year:
        return clock.short_day(beat.last)
    return clock.long_day(beat.last).partition(" ")[2]


def _quiet(beat: BeatTime) -> Cell:
    words = quiet_words(beat)
    return Cell(words, tone="warn") if words else Cell()


BEAT_COLUMNS: tuple[Column[BeatTime], ...] = (
    Column("Beat", _name, width=92, stretch=True),
    Column("Hours", lambda beat: clock.hours(beat.patrol_time), align="right", width=62, kept=True),
    Column("", _quiet, width=132, kept=True),
    Column("Last", _last, width=108),
    Column("Patrols", lambda beat: f"{beat.patrols:,}", align="right", width=70),
    Column("Officer hours", lambda beat: clock.hours(beat.officer_time), align="right", width=110),
)


def _behind(spot: SpotTime) -> Cell:
    if not spot.planned:
        return Cell()
    if spot.behind:
        return Cell(f"{spot.planned - spot.visits:,} short", tone="warn")
    return Cell("done", tone="ok")


def _planned(spot: SpotTime) -> Cell:
    return Cell(f"{spot.planned:,}") if spot.weekly else Cell("no plan", role="muted")


SPOT_COLUMNS: tuple[Column[SpotTime], ...] = (
    Column("Hot spot", lambda spot: one_line(spot.name), width=140, stretch=True),
    Column("Planned", _planned, align="right", width=72, kept=True),
    Column("Done", lambda spot: f"{spot.visits:,}", align="right", width=58, kept=True),
    Column("", _behind, width=104, kept=True),
    Column(
        "A week", lambda spot: f"{spot.weekly:,}" if spot.weekly else "", align="right", width=72
    ),
    Column("10 to 20 min", lambda spot: f"{spot.in_target:,}", align="right", width=92),
    Column("Time", lambda spot: clock.hours(spot.minutes), align="right", width=62),
)


@dataclass(frozen=True)
class OutlineRow:
    """An outline, and the name of the beat that it is."""

    outline: Outline
    beat: str

    @property
    def id(self) -> str:
        """What it is remembered by."""
        return self.outline.key


def outline_rows(seen: Seen) -> list[OutlineRow | Heading]:
    """Put outlines that are no beat first: they are what is to be chosen."""
    names = {one.code: one_line(one.name) for one in seen.coverage.beats}
    rows = [
        OutlineRow(one, names[seen.matched[one.key]] if one.key in seen.matched else "")
        for one in sorted(seen.kept.outlines, key=lambda one: one.name.casefold())
    ]
    found: list[OutlineRow | Heading] = []
    for title, group in (
        ("Without a beat", [row for row in rows if not row.beat]),
        ("Beats", [row for row in rows if row.beat]),
    ):
        if group:
            found += [Heading(f"{title}, {len(group):,}"), *group]
    return found


OUTLINE_COLUMNS: tuple[Column[OutlineRow], ...] = (
    Column("Outline", lambda row: row.outline.name, width=140, stretch=True),
    Column("Beat", lambda row: row.beat, width=130, wider=200, kept=True),
    Column("Code", lambda row: row.outline.code, width=100),
)
