"""What the team keeps for its map: the outlines of its beats, and visits planned a week.

Both stand among the settings, as JSON. The verbs are called inside a change, so that they are
undone like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from snt_desk.domain import outlines as shapes
from snt_desk.domain.clock import DAY
from snt_desk.domain.outlines import Outline
from snt_desk.errors import DeskError
from snt_desk.services import settings

MOST_VISITS = 200
"""A week, at one hot spot: one an hour, day and night, is fewer."""
QUIET_AFTER = 7
"""So many days without a patrol make a beat quiet, until the sergeant says otherwise."""
MOST_QUIET = 366
_MAP, _PLAN, _QUIET = "map.outlines", "map.visits", "map.quiet"


@dataclass(frozen=True)
class BeatMap:
    """The outlines of a file, and what was said by hand: the beat of an outline, by its key.

    `team` goes round the whole team: the boundary that was published.
    """

    file: str = ""
    outlines: tuple[Outline, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    team: Outline | None = None


def read_file(path: Path) -> tuple[Outline, ...]:
    """Read the outlines of a GeoJSON or KML file, thinned to what a map shows.

    Raises DeskError that names the file and says what is wrong with it; nothing is kept yet.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(shapes.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DeskError(f"{path.name} cannot be opened", "Nothing was changed.") from error
    try:
        return shapes.thinned(shapes.read(data))
    except DeskError as error:
        raise DeskError(f"{path.name} was not loaded", f"{error.title}. {error.detail}") from error


def read(session: Session, team_id: int) -> BeatMap:
    """Give what the team has loaded; an empty one if nothing.

    Raises DeskError where what is kept is no map.
    """
    try:
        kept = settings.kept(session, f"{_MAP}.{team_id}")
        if kept is None:
            return BeatMap()
        chosen = {str(key): str(beat) for key, beat in kept["chosen"].items()}
        team = next(iter(shapes.from_json(kept.get("team", ()))), None)
        return BeatMap(str(kept["file"]), shapes.from_json(kept["outlines"]), chosen, team)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise DeskError("The outlines cannot be read", "Load the file again.") from error


def load(session: Session, team_id: int, file: str, outlines: Sequence[Outline]) -> None:
    """Keep these outlines instead of the present ones; what was chosen by hand stays."""
    known = _known(session, team_id)
    _write(session, team_id, replace(known, file=file, outlines=tuple(outlines)))


def take_off(session: Session, team_id: int) -> None:
    """Keep no outlines any more; what was chosen by hand is remembered for the next file."""
    known = _known(session, team_id)
    _write(session, team_id, replace(known, file="", outlines=()))


def go_round(session: Session, team_id: int, outline: Outline) -> None:
    """Keep this as the outline of the whole team, whatever is loaded for its beats."""
    _write(session, team_id, replace(_known(session, team_id), team=outline))


def choose(session: Session, team_id: int, key: str, beat: str) -> None:
    """Say which beat an outline is; an empty code means that it is none of the team's."""
    known = read(session, team_id)
    if key not in {one.key for one in known.outlines}:
        raise DeskError(f"There is no outline {key}", "Look at the map again.")
    _write(session, team_id, replace(known, chosen={**known.chosen, key: beat}))


def planned(session: Session, team_id: int) -> dict[str, int]:
    """Give the visits planned a week, by the hot spot's code."""
    kept = settings.readable(session, f"{_PLAN}.{team_id}")
    if not isinstance(kept, dict):
        return {}
    return {code: visits for code, visits in kept.items() if type(visits) is int and visits > 0}


def plan(session: Session, team_id: int, hotspot: str, visits: int) -> None:
    """Plan so many visits a week to a hot spot; 0 plans none."""
    if not 0 <= visits <= MOST_VISITS:
        raise DeskError(f"Plan at most {MOST_VISITS} visits a week", "Nothing was changed.")
    plans = planned(session, team_id) | {hotspot: visits}
    still = {code: plans[code] for code in sorted(plans) if plans[code]}
    settings.keep(session, f"{_PLAN}.{team_id}", still)


def quiet_after(session: Session, team_id: int) -> int:
    """Say after how many days without a patrol a beat is quiet."""
    days = settings.readable(session, f"{_QUIET}.{team_id}")
    return days if type(days) is int and 1 <= days <= MOST_QUIET else QUIET_AFTER


def is_quiet(last: date | None, days: int, on: date) -> bool:
    """Whether a beat has had no patrol for so many days, or never one."""
    return last is None or on - last >= days * DAY


def set_quiet_after(session: Session, team_id: int, days: int) -> None:
    """Let a beat be quiet after so many days."""
    if not 1 <= days <= MOST_QUIET:
        raise DeskError(f"Choose 1 to {MOST_QUIET} days", "Nothing was changed.")
    settings.keep(session, f"{_QUIET}.{team_id}", days)


def _known(session: Session, team_id: int) -> BeatMap:
    """What is kept; a map that cannot be read is nothing, and is about to be replaced."""
    try:
        return read(session, team_id)
    except DeskError:
        return BeatMap()


def _write(session: Session, team_id: int, kept: BeatMap) -> None:
    value: dict[str, Any] = {
        "file": kept.file,
        "outlines": shapes.to_json(kept.outlines),
        "chosen": dict(kept.chosen),
    }
    if kept.team is not None:
        value["team"] = shapes.to_json([kept.team])
    settings.keep(session, f"{_MAP}.{team_id}", value)
