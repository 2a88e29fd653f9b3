"""The teams' returns of one month added up: the force, its districts, its teams.

Figures are whole numbers that add up, so a roll-up only sums them; what means something
in one team alone (beats, hot spots, priorities) stays there (formats.md §3, "Roll-up").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from snt_desk.domain import returns
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import STATUSES, Figure, FigureKey
from snt_desk.domain.measures import KEYS, measure
from snt_desk.domain.package.cells import guarded
from snt_desk.domain.returns import ParsedReturn
from snt_desk.domain.sums import broken_sums
from snt_desk.errors import DeskError

SCHEMA: Final = "snt-force/1"
COLUMNS: Final = (
    "schema",
    "district",
    "team",
    "month",
    "section",
    "measure",
    "by",
    "category",
    "value",
    "unit",
    "status",
)
NEWLINE: Final = "\r\n"
EVERYWHERE: Final = "*"
"""Stands for all districts, and for all teams of one."""

IN_ONE_TEAM: Final = frozenset({"beat", "hotspot", "priority"})
"""Dimensions that no sum has."""


class ForceRow(NamedTuple):
    """A figure of a team; or of a district, where the team is `*`; or of the force."""

    district: str
    team: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Rollup:
    """The returns of one month added up.

    `districts` has the sums of each by name, `teams` the returns that count with their
    districts, by district and team; `missing` are the codes of teams that have none.
    """

    month: Month
    force: tuple[Figure, ...]
    districts: Mapping[str, tuple[Figure, ...]]
    teams: tuple[tuple[str, ParsedReturn], ...]
    missing: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """What the roll-up is called by default: `snt-force_2026-10.csv`."""
        return f"snt-force_{self.month}.csv"

    @property
    def rows(self) -> Iterator[ForceRow]:
        """Every row of the file: the force, the districts, the teams."""
        for figure in self.force:
            yield ForceRow(EVERYWHERE, EVERYWHERE, figure)
        for district, figures in self.districts.items():
            for figure in figures:
                yield ForceRow(district, EVERYWHERE, figure)
        for district, one in self.teams:
            for figure in one.figures:
                yield ForceRow(district, one.team, figure)

    @property
    def csv(self) -> str:
        """The file's text; encode it as UTF-8 as it stands."""
        parts = [",".join(COLUMNS), self._part(EVERYWHERE, EVERYWHERE, map(_row, self.force))]
        for district, figures in self.districts.items():
            parts.append(self._part(district, EVERYWHERE, map(_row, figures)))
        for district, one in self.teams:
            parts.append(self._part(district, one.team, one.rows))
        return NEWLINE.join((*parts, ""))

    def _part(self, district: str, team: str, rows: Iterable[str]) -> str:
        # All but a district's name are codes and numbers, which need no quotes.
        name = io.StringIO(newline="")
        csv.writer(name, lineterminator="").writerow([guarded(district)])
        head = f"{SCHEMA},{name.getvalue()},{team},{self.month},"
        return head + (NEWLINE + head).join(rows)


def _row(figure: Figure) -> str:
    section, measure, by, category, value, unit, status = figure
    return f"{section},{measure},{by},{category},{value},{unit},{status}"


def roll_up(files: Iterable[tuple[str, bytes]], teams: Iterable[tuple[str, str]]) -> Rollup:
    """Add up any number of returns of one month.

    `files` are names and contents, `teams` the codes of all teams with their districts.
    The highest revision of a team counts. Raises DeskError with a line for each file that
    is refused, naming file and line: no whole return, a sum that does not hold, an unknown
    team, another month, other content for the same revision.
    """
    district_of = dict(teams)
    parsed = _parsed(files, district_of)
    latest = _latest(parsed)
    by_code = [latest[team] for team in sorted(latest)]
    by_district: dict[str, list[ParsedReturn]] = {}
    for one in by_code:
        by_district.setdefault(district_of[one.team], []).append(one)
    districts = sorted(by_district)
    return Rollup(
        month=parsed[0].month,
        force=_sum(by_code),
        districts={district: _sum(by_district[district]) for district in districts},
        teams=tuple((district, one) for district in districts for one in by_district[district]),
        missing=tuple(sorted(district_of.keys() - latest.keys())),
    )


def _parsed(files: Iterable[tuple[str, bytes]], districts: Mapping[str, str]) -> list[ParsedReturn]:
    parsed: list[ParsedReturn] = []
    refused: list[str] = []
    for name, content in files:
        try:
            one = returns.parse(name, content)
        except DeskError as error:
            refused.append(error.detail)
            continue
        problems = list(_problems(one, parsed, districts))
        refused += problems
        parsed.append(one)
    if refused:
        raise DeskError("The roll-up is refused", "\n".join(refused))
    if not parsed:
        raise DeskError("There is nothing to roll up", "Choose the returns of one month.")
    return parsed


def _problems(
    one: ParsedReturn, before: Sequence[ParsedReturn], districts: Mapping[str, str]
) -> Iterator[str]:
    first = f"{one.name}, line {returns.FIRST_LINE}"
    if one.team not in districts:
        yield f"{first}: There is no team {one.team} here."
    if before and one.month != before[0].month:
        yield f"{first}: The month is {one.month}, but {before[0].month} in {before[0].name}."
    for broken in broken_sums(one.figures):
        line = one.line_of(broken.section, broken.measure)
        yield f"{one.name}, line {line}: {broken.sentence}"
    for other in before:
        if _same_revision(one, other) and one.figures != other.figures:
            line = _first_difference(one.figures, other.figures)
            yield (
                f"{one.name}, line {line}: This is not what {other.name} has, and both are"
                f" revision {one.revision} of {one.team}."
            )


def _same_revision(one: ParsedReturn, other: ParsedReturn) -> bool:
    return (one.team, one.month, one.revision) == (other.team, other.month, other.revision)


def _first_difference(ones: Sequence[Figure], others: Sequence[Figure]) -> int:
    for line, (one, other) in enumerate(zip(ones, others, strict=False), returns.FIRST_LINE):
        if one != other:
            return line
    return returns.FIRST_LINE + min(len(ones), len(others))


def _latest(parsed: Iterable[ParsedReturn]) -> dict[str, ParsedReturn]:
    latest: dict[str, ParsedReturn] = {}
    for one in parsed:
        if one.team not in latest or one.revision > latest[one.team].revision:
            latest[one.team] = one
    return latest


_RANK: Final = {status: rank for rank, status in enumerate(STATUSES)}
_ORDER: Final = {key: position for position, key in enumerate(KEYS)}


def _sum(ones: Iterable[ParsedReturn]) -> tuple[Figure, ...]:
    """Add up returns, given in order of team code: categories stay as they first come."""
    # A value and a rank in a plain list: objects of our own would take half as long again.
    sums: dict[FigureKey, list[int]] = {}
    for one in ones:
        for figure in one.figures:
            key, rank = figure[:4], _RANK[figure[6]]
            total = sums.get(key)
            if total is None:
                sums[key] = [figure[4], rank]
            else:
                total[0] += figure[4]
                if rank != total[1]:
                    total[1] = min(rank, total[1])
    return tuple(
        [
            Figure(*key, value, measure(key[0], key[1]).unit, STATUSES[rank])
            for key, (value, rank) in sorted(sums.items(), key=_in_order)
            if key[2] not in IN_ONE_TEAM
        ]
    )


def _in_order(total: tuple[FigureKey, object]) -> tuple[int, str]:
    section, name, by, category = total[0]
    return _ORDER[section, name, by], category if by == "campaign" else ""
