"""A county of invented records, large enough to be slow: made once, kept in build/bench.

Teams, years and patrols are those of the goals: 33 teams, ten years, 1,000,000 patrols.
It is written without the journal, as if all of it had been imported before that began.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.made import filling, made, many
from snt_desk.db import engine, search

TEAMS = 33
PEOPLE = 18
BEATS = 6
PRIORITIES = 60
YEARS = 10
FIRST_DAY = 17167  # 1 January 2017, in days since 1970
DAY = 24 * 60
MODES = ("foot", "foot", "vehicle", "bicycle")
PURPOSES = ("priority", "hotspot", "reassurance", "town_centre", "retail", "rural", "other")
WORDS = (
    *("quiet", "parking", "school", "shops", "residents", "advice", "bicycle", "market"),
    *("station", "youths", "speeding", "garage", "alley", "park", "fly-tipping", "signs"),
    *("visible", "council", "warden", "surgery", "noise", "estate", "church", "river"),
)
_BATCH = 20_000


def county(patrols: int, folder: Path) -> Path:
    """Give the database with that many patrols; makes it if it is not there yet."""
    return made(folder / f"county-{patrols}.db", partial(with_rows, patrols=patrols))


def with_rows(path: Path, patrols: int) -> None:
    """Fill a new database, and make the index of its words."""
    with filling(path) as connection:
        _fill_teams(connection)
        _fill_patrols(connection, patrols)
    writer = engine.writer(path)
    with writer.begin() as writing:
        search.make(writing)
    writer.dispose()


def _fill_teams(connection: Any) -> None:
    teams = range(1, TEAMS + 1)
    many(
        connection,
        "teams",
        "id, code, name, district",
        [(n, f"T-{n}", f"Team {n}", f"District {n % 10}") for n in teams],
    )
    many(
        connection,
        "places",
        "id, team_id, code, name, kind",
        [
            ((team - 1) * BEATS + beat, team, f"B{beat}", f"Beat {beat}", "beat")
            for team in teams
            for beat in range(1, BEATS + 1)
        ],
    )
    people = [(team, (team - 1) * PEOPLE + n) for team in teams for n in range(1, PEOPLE + 1)]
    many(
        connection,
        "members",
        "id, collar, first_name, last_name, cycle_trained, driving",
        [(n, str(1000 + n), "Ashe", f"Invented{n}", 1, "standard") for _, n in people],
    )
    many(
        connection,
        "postings",
        'member_id, team_id, role, fte_percent, "from"',
        [(n, team, "pcso" if n % 3 else "pc", 100, "2016-01-01") for team, n in people],
    )
    many(
        connection,
        "priorities",
        "id, ref, team_id, title, theme, status, raised, adopted",
        [
            (
                (team - 1) * PRIORITIES + n,
                f"T{team}.P{n}",
                team,
                f"Priority {n}",
                "asb",
                "adopted",
                "2017-01-01",
                "2017-01-02",
            )
            for team in teams
            for n in range(1, PRIORITIES + 1)
        ],
    )


def _fill_patrols(connection: Any, patrols: int) -> None:
    every = _patrols(patrols)
    while batch := list(islice(every, _BATCH)):
        many(
            connection,
            "patrols",
            "id, ref, team_id, purpose, priority_id, visible, note",
            [patrol for patrol, _, _ in batch],
        )
        many(
            connection,
            "legs",
            'id, patrol_id, team_id, leg, mode, place_id, start, "end"',
            [leg for _, leg, _ in batch],
        )
        many(
            connection,
            "leg_officers",
            "leg_id, position, member_id",
            [one for _, _, crew in batch for one in crew],
        )


def _patrols(count: int) -> Iterator[tuple[Sequence[Any], Sequence[Any], list[Sequence[Any]]]]:
    rng = random.Random(2026)
    minutes = YEARS * 365 * DAY
    for key in range(1, count + 1):
        team = 1 + key % TEAMS
        start = FIRST_DAY * DAY + key * minutes // count
        end = start + rng.randrange(20, 300)
        note = " ".join(rng.choices(WORDS, k=rng.randrange(6, 25)))
        priority = (team - 1) * PRIORITIES + rng.randrange(1, PRIORITIES + 1)
        crew = rng.sample(range(PEOPLE), 2 if rng.random() < 0.59 else 1)
        yield (
            (key, f"patrol-{key}", team, rng.choice(PURPOSES), priority, 1, note),
            (
                key,
                key,
                team,
                1,
                rng.choice(MODES),
                (team - 1) * BEATS + rng.randrange(1, BEATS + 1),
                start,
                end,
            ),
            [(key, n, (team - 1) * PEOPLE + 1 + one) for n, one in enumerate(crew, start=1)],
        )
