"""A backup as it is told apart: its name, why it was made, and what its manifest says of it.

The name carries the moment in UTC, so that names sort as they were made whatever the clocks
on the wall did; when a file was written according to the disk is never asked. The manifest
is a small JSON file beside it, and hostile until read: what it says is believed only as far
as it can be, and a backup without one is shown, and not proved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from snt_desk.domain import clock
from snt_desk.domain.clock import ClockError

PART = ".part"
"""At the end of the name of what is being written; never read as a backup."""
MANIFEST = ".json"
"""At the end of the name of a manifest, after the whole name of its backup."""
LARGEST_MANIFEST = 200_000
"""Bytes; ours has two thousand."""
_FORMAT = 1
_TABLES = ("patrols", "priorities")
"""Of how many there are in a line of the list."""


class Why(StrEnum):
    """What a backup was made for."""

    ASKED = "asked"
    CLOSE = "close"
    WORK = "work"
    """By itself, half an hour after the one before."""
    UPGRADE = "upgrade"
    IMPORT = "import"
    RESTORE = "restore"
    DELETE = "delete"
    REKEY = "rekey"
    MOVE = "move"
    """To another place: the first in its backups."""
    REPLACED = "replaced"
    """The data file itself, whose place a backup took."""

    @property
    def words(self) -> str:
        """As the list says it: `before an import`."""
        return _WHY[self]


_WHY = {
    Why.ASKED: "by hand",
    Why.CLOSE: "on closing",
    Why.WORK: "while working",
    Why.UPGRADE: "before an upgrade",
    Why.IMPORT: "before an import",
    Why.RESTORE: "before a restore",
    Why.DELETE: "before many were deleted",
    Why.REKEY: "before a new key",
    Why.MOVE: "moved here",
    Why.REPLACED: "replaced by a restore",
}
COMPARED = frozenset({Why.UPGRADE, Why.RESTORE, Why.REKEY, Why.MOVE})
"""What for every row of the copy is compared with the original: it may be the last of its kind."""
KEPT_WHOLE = frozenset({Why.UPGRADE, Why.REPLACED})
"""What for a backup is kept a month whatever else there is: by it the step can be undone."""


@dataclass(frozen=True)
class Manifest:
    """What was true of a backup when it got its name; `made` is aware.

    `number` counts up from backup to backup, whatever the clock did. `rows` are by table.
    `origin` is the hash of the first change of the journal, by which the files of one desk
    know each other. `compared` says that every row was compared with the original, `proved`
    when it was last opened and looked through. `keys` are those of an encrypted file, as the
    small file beside it has them.
    """

    made: datetime
    number: int
    why: Why
    program: str
    version: int
    size: int
    sha256: str
    anchor: str
    origin: str
    rows: Mapping[str, int] = field(default_factory=dict)
    sound: bool = True
    """False for a file that was kept as it was, though it could not be read."""
    compared: bool = False
    proved: datetime | None = None
    keys: Mapping[str, Any] | None = None

    def written(self) -> bytes:
        """Give the text of its file."""
        said: dict[str, Any] = {"format": _FORMAT} | {
            name: getattr(self, name) for name in self.__dataclass_fields__
        }
        said["made"] = self.made.astimezone(UTC).isoformat()
        said["proved"] = self.proved.astimezone(UTC).isoformat() if self.proved else None
        said["rows"] = dict(self.rows)
        return (json.dumps(said, indent=1, ensure_ascii=True) + "\n").encode()

    def proved_at(self, moment: datetime) -> Manifest:
        """The same, opened and looked through at that moment."""
        return replace(self, proved=moment, compared=True)


def read_manifest(data: bytes) -> Manifest | None:
    """Read what stands in a manifest; None where it is none of ours."""
    try:
        said = json.loads(data)
        return _manifest(said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def _manifest(said: Mapping[str, Any]) -> Manifest:
    if said["format"] != _FORMAT:
        raise ValueError("another format")
    proved = said.get("proved")
    return Manifest(
        made=clock.read_moment(_text(said["made"])),
        number=_count(said["number"]),
        why=Why(_text(said["why"])),
        program=_text(said["program"])[:40],
        version=_count(said["version"]),
        size=_count(said["size"]),
        sha256=_digest(said["sha256"]),
        anchor=_anchor(said["anchor"]),
        origin=_text(said["origin"]),
        rows={_text(table): _count(rows) for table, rows in said["rows"].items()},
        sound=said.get("sound") is True,
        compared=said.get("compared") is True,
        proved=clock.read_moment(_text(proved)) if proved else None,
        keys=_keys(said.get("keys")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise TypeError("no count")
    return value


def _keys(value: object) -> Mapping[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise TypeError("no keys")
    return value


def _anchor(value: object) -> str:
    if not re.fullmatch(r"(\d{1,15}:[0-9a-f]*)?", _text(value), re.ASCII):
        raise ValueError("no anchor")
    return str(value)


def _digest(value: object) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", _text(value)):
        raise ValueError("no digest")
    return str(value)


@dataclass(frozen=True)
class Care:
    """What is remembered of the backups of one data file from one sitting to the next.

    `proved` is when one was last put back for trial and found whole, `tried` when that was
    last tried, `found` what was wrong then. While `held` says why, none is thinned. `reminded`
    is when it was last said that there is no second place. Up to the backup with the number
    `weighed` it is settled whether too much was gone. All moments are aware.
    """

    proved: datetime | None = None
    tried: datetime | None = None
    found: str = ""
    held: str = ""
    reminded: datetime | None = None
    weighed: int = 0

    def written(self) -> bytes:
        """Give the text of its file."""
        said = {
            name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
            for name in self.__dataclass_fields__
            if (value := getattr(self, name))
        }
        return (json.dumps(said, indent=1, ensure_ascii=True) + "\n").encode()


def read_care(data: bytes) -> Care:
    """Read what is remembered; what cannot be read is forgotten, but never that something held."""
    try:
        said = json.loads(data)
        proved, tried, reminded = (
            clock.read_moment(_text(said[name])) if name in said else None
            for name in ("proved", "tried", "reminded")
        )
        found, held = (_text(said.get(name, "")) for name in ("found", "held"))
        return Care(proved, tried, found, held, reminded, _count(said.get("weighed", 0)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return Care(held="What was remembered of the backups cannot be read.")


@dataclass(frozen=True, order=True)
class Named:
    """What the name of a backup says: when it was made (aware), and its place in that second."""

    made: datetime
    place: int = 1


def name_for(stem: str, made: datetime, taken: Collection[str] = ()) -> str:
    """Name a backup of `STEM.db` that is made now, unlike those that are taken."""
    first = f"{stem}-{made.astimezone(UTC):%Y-%m-%d-%H%M%S}Z"
    names = (f"{first}{f'-{place}' if place > 1 else ''}.db" for place in range(1, 10_000))
    return next(name for name in names if name not in taken)


def next_number(made: datetime, earlier: Iterable[int]) -> int:
    """Give the number of a backup that is made now: its second, or one more than the last one's.

    So numbers go with the clock, and only where that went back do they go on without it.
    """
    return max(int(made.timestamp()), *(one + 1 for one in earlier if one < _ABSURD), 0)


_ABSURD = 2**40
"""No clock that was ever right gives such a number of seconds."""


def read_name(stem: str, name: str) -> Named | None:
    """Read when a backup of `STEM.db` was made; None for any other file.

    Before there were manifests names had the time on the wall, without the `Z`.
    """
    found = re.fullmatch(re.escape(stem) + _TIME, name, re.ASCII | re.DOTALL)
    if found is None:
        return None
    day, utc, place = found.groups()
    try:
        naive = datetime.strptime(day, "%Y-%m-%d-%H%M%S")  # noqa: DTZ007  # its zone comes next
        if not clock.FIRST_YEAR <= naive.year <= clock.LAST_YEAR:
            return None
        made = naive.replace(tzinfo=UTC if utc else clock.LONDON).astimezone(UTC)
    except (ValueError, ClockError):
        return None
    return Named(made, int(place or 1))


_TIME = r"-(\d{4}-\d\d-\d\d-\d{6})(Z?)(?:-(\d{1,4}))?\.db"


def words(made: datetime, rows: Mapping[str, int]) -> str:
    """Say in a line what a backup is: `Tue 14 Jul 17:02, 412 patrols, 38 priorities`."""
    return f"{moment(made)}, {held}" if (held := holds(rows)) else moment(made)


def holds(rows: Mapping[str, int]) -> str:
    """Say what is in a backup: `412 patrols, 38 priorities`; empty where nothing was counted."""
    return ", ".join(counted(rows[table], table) for table in _TABLES if table in rows)


def moment(made: datetime) -> str:
    """When it was made, with the year where that is not this one: `Tue 14 Jul 17:02`."""
    day = clock.local_day(made)
    shown = clock.short_day if day.year == clock.today().year else clock.long_day
    return f"{shown(day)} {clock.wall(made)}"


def day_and_month(moment: datetime) -> str:
    """A day without its weekday: `3 Nov`, with the year where that is not this one."""
    day = clock.local_day(moment)
    shown = clock.short_day if day.year == clock.today().year else clock.long_day
    return shown(day).partition(" ")[2]


def counted(number: int, table: str) -> str:
    """`412 patrols`, `1 priority`."""
    one = table[:-3] + "y" if table.endswith("ies") else table.removesuffix("s")
    return f"{number:,} {one if number == 1 else table}"


def has_shrunk(before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    """Whether more than half of what was there is gone, by rows or in a table that matters."""
    pairs = [(before.get(table, 0), after.get(table, 0)) for table in _MATTER]
    return any(
        earlier >= _FEW and later * 2 < earlier
        for earlier, later in [(sum(before.values()), sum(after.values())), *pairs]
    )


_FEW = 20
"""Fewer records than this may well be deleted by hand."""
_MATTER = ("patrols", "priorities", "members", "contacts", "partners", "meetings")
