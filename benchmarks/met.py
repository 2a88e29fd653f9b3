"""One team that kept all it heard, said and undertook for ten years.

100,000 contacts and as many messages, 50,000 actions of 2,000 meetings with 200 partners. Made
once, kept in build/bench, as the county is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.county import DAY, FIRST_DAY, WORDS
from benchmarks.made import codes, filling, made, many

CONTACTS, MESSAGES, ACTIONS = 100_000, 100_000, 50_000
_MEETINGS, _PARTNERS, _PEOPLE, _PRIORITIES = 2_000, 200, 18, 60
_DAYS = 3_600
_WAITING = 200
"""So many residents are not answered yet."""
_OF_AN_ACTION = (
    "id, ref, team_id, meeting_id, priority_id, text, owner_member_id, owner_partner_id,"
    " raised, due, closed"
)
_BEGIN = date(1970, 1, 1) + timedelta(days=FIRST_DAY)


def met(folder: Path) -> Path:
    """Give the database; makes it if it is not there yet."""
    return made(folder / f"met-{CONTACTS}.db", _fill)


def _fill(path: Path) -> None:
    rng = random.Random(2026)
    with filling(path) as connection:
        _fill_team(connection)
        for table, (columns, rows) in _rows(connection, rng).items():
            many(connection, table, columns, rows)


def _fill_team(connection: Any) -> None:
    many(connection, "teams", "id, code, name, district", [(1, "T-1", "Team 1", "District 1")])
    people = range(1, _PEOPLE + 1)
    many(
        connection,
        "members",
        "id, collar, first_name, last_name, cycle_trained, driving",
        [(n, str(1000 + n), "Ashe", f"Invented{n}", 1, "standard") for n in people],
    )
    many(
        connection,
        "postings",
        'member_id, team_id, role, fte_percent, "from"',
        [(n, 1, "pcso" if n % 3 else "pc", 100, "2016-01-01") for n in people],
    )
    said = ("asb", "adopted", "2017-01-01", "2017-01-02")
    many(
        connection,
        "priorities",
        "id, ref, team_id, title, theme, status, raised, adopted",
        [(n, f"P{n}", 1, f"Priority {n}", *said) for n in range(1, _PRIORITIES + 1)],
    )


def _rows(
    connection: Any, rng: random.Random
) -> dict[str, tuple[str, Iterator[Sequence[Any]] | list[tuple[Any, ...]]]]:
    heard, kinds = codes(connection, "contact_channel"), codes(connection, "message_kind")
    channels = codes(connection, "message_channel")
    partners = [(n, f"O{n}", 1, f"Partner {n}", "other") for n in range(1, _PARTNERS + 1)]
    return {
        "partners": ("id, ref, team_id, name, kind", partners),
        "meetings": ("id, ref, team_id, kind, title, start, end, priority_id", _meetings(rng)),
        "actions": (
            _OF_AN_ACTION,
            _actions(rng),
        ),
        "contacts": (
            "id, ref, team_id, received, channel, subject, owner_id, answered, status, priority_id",
            _contacts(rng, heard),
        ),
        "messages": ("id, ref, team_id, kind, text, status, priority_id", _messages(rng, kinds)),
        "posts": ("id, ref, message_id, channel, posted, reach", _posts(rng, channels)),
    }


def _meetings(rng: random.Random) -> Iterator[Sequence[Any]]:
    for key in range(1, _MEETINGS + 1):
        start = (FIRST_DAY + key * _DAYS // _MEETINGS) * DAY + 600
        title = f"{rng.choice(WORDS).capitalize()} panel"
        yield key, f"M{key}", 1, "asb_panel", title, start, start + 60, _some(rng)


def _actions(rng: random.Random) -> Iterator[Sequence[Any]]:
    for key in range(1, ACTIONS + 1):
        raised = _BEGIN + timedelta(days=key * _DAYS // ACTIONS)
        due = raised + timedelta(days=14)
        closed = None if key > ACTIONS - 150 else str(raised + timedelta(days=rng.randrange(30)))
        police = rng.random() < 0.7
        yield (
            *(key, f"A{key}", 1, 1 + (key - 1) * _MEETINGS // ACTIONS, _some(rng), _text(rng, 6)),
            rng.randrange(1, _PEOPLE + 1) if police else None,
            None if police else rng.randrange(1, _PARTNERS + 1),
            *(str(raised), str(due), closed),
        )


def _contacts(rng: random.Random, channels: Sequence[str]) -> Iterator[Sequence[Any]]:
    for key in range(1, CONTACTS + 1):
        received = FIRST_DAY * DAY + key * _DAYS * DAY // CONTACTS
        waits = key > CONTACTS - _WAITING
        yield (
            *(key, f"C{key}", 1, received, rng.choice(channels), _text(rng, 5)),
            rng.randrange(1, _PEOPLE + 1),
            None if waits else received + rng.randrange(10, 4_000),
            "open" if waits else "answered",
            _some(rng),
        )


def _messages(rng: random.Random, kinds: Sequence[str]) -> Iterator[Sequence[Any]]:
    for key in range(1, MESSAGES + 1):
        status = "posted" if key <= MESSAGES - 100 else rng.choice(("idea", "draft", "approved"))
        text = _text(rng, rng.randrange(8, 30))
        yield key, f"M{key}", 1, rng.choice(kinds), text, status, _some(rng)


def _posts(rng: random.Random, channels: Sequence[str]) -> Iterator[Sequence[Any]]:
    for key in range(1, MESSAGES - 100 + 1):
        posted = FIRST_DAY * DAY + key * _DAYS * DAY // MESSAGES
        yield key, f"X{key}", key, rng.choice(channels), posted, rng.randrange(2_000)


def _some(rng: random.Random) -> int | None:
    return rng.randrange(1, _PRIORITIES + 1) if rng.random() < 0.2 else None


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize()
