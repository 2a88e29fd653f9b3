"""One team that asked its residents for ten years: 100,000 responses and 5,000 priorities.

Made once, kept in build/bench, as the county is. A third of the responses are of one
consultation: real ones are lumpy too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.county import WORDS
from benchmarks.made import codes, filling, made, many

RESPONSES, PRIORITIES = 100_000, 5_000
CONSULTATIONS, PLACES = 40, 12
LARGEST = "C20"
"""The consultation that a third of all responses is of."""
_FIRST_DAY = date(2017, 1, 1)
_QUARTER = timedelta(days=91)
_STATUS = ("proposed", "adopted", "closed", "closed", "closed")


def said(folder: Path) -> Path:
    """Give the database; makes it if it is not there yet."""
    return made(folder / f"said-{RESPONSES}.db", _fill_file)


def _fill_file(path: Path) -> None:
    with filling(path) as connection:
        _fill(connection)


def _fill(connection: Any) -> None:
    many(connection, "teams", "id, code, name, district", [(1, "T-1", "Team 1", "District 1")])
    places = [(key, 1, f"B{key}", f"Beat {key}", "beat") for key in range(1, PLACES + 1)]
    many(connection, "places", "id, team_id, code, name, kind", places)
    rng = random.Random(2026)
    themes, channels = (codes(connection, name) for name in ("theme", "response_channel"))
    many(
        connection,
        "priorities",
        "id, ref, team_id, title, theme, place_id, status, raised, adopted, closed, result",
        _priorities(rng, themes),
    )
    asked = [
        (key, f"C{key}", 1, f"Survey {key}", str(_FIRST_DAY + _QUARTER * (key - 1)))
        for key in range(1, CONSULTATIONS + 1)
    ]
    many(connection, "consultations", "id, ref, team_id, title, opened", asked)
    many(
        connection,
        "responses",
        "id, ref, consultation_id, received, channel, theme, place_id, count, comment, priority_id",
        _responses(rng, themes, channels),
    )


def _priorities(rng: random.Random, themes: Sequence[str]) -> Iterator[Sequence[Any]]:
    for key in range(1, PRIORITIES + 1):
        raised = _FIRST_DAY + timedelta(days=rng.randrange(3_600))
        status = rng.choice(_STATUS)
        adopted = raised + timedelta(days=7) if status != "proposed" else None
        closed = raised + timedelta(days=120) if status == "closed" else None
        title = " ".join(rng.choices(WORDS, k=4)).capitalize()
        yield (
            *(key, f"P{key}", 1, title, rng.choice(themes), rng.randrange(1, PLACES + 1)),
            *(status, str(raised), _text(adopted), _text(closed), closed and "reduced"),
        )


def _responses(
    rng: random.Random, themes: Sequence[str], channels: Sequence[str]
) -> Iterator[Sequence[Any]]:
    for key in count(1):
        if key > RESPONSES:
            return
        asked = int(LARGEST[1:]) if key % 3 == 0 else rng.randrange(1, CONSULTATIONS + 1)
        day = _FIRST_DAY + _QUARTER * (asked - 1) + timedelta(days=rng.randrange(60))
        comment = " ".join(rng.choices(WORDS, k=rng.randrange(3, 20)))
        yield (
            *(key, f"R{key}", asked, str(day), rng.choice(channels), rng.choice(themes)),
            rng.choice((None, *range(1, PLACES + 1))),
            rng.choice((1, 1, 1, 5, 20)),
            comment if rng.random() < 0.6 else None,
            rng.randrange(1, PRIORITIES + 1) if rng.random() < 0.1 else None,
        )


def _text(day: date | None) -> str | None:
    return None if day is None else str(day)
